"""Figures: rows of an article's figures, and that they come from any text."""

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_figures import figures_of, speech

from onrecord.figures.comparisons import compare
from onrecord.figures.find import find_figures
from onrecord.text.article import Article
from onrecord.text.parsing import parse

NOTHING = [
    "",
    "No one was hurt.",
    "He said so in 1994.",
    "The 92-year-old woman sat down.",
    "Ann Example, 42, lives on 12 May Street.",
    "They walked five km in two hours.",
    "It was the 19th day of World War III.",
    "The second blast came three minutes later.",
    "One of the worst attacks hit the town.",
    "One side blamed the other.",
    "A three-storey house collapsed.",
    "The old bridge fell, and a new one was built.",
    "He presented a ten-point plan.",
    "Half of the time it rains.",
    "Ann Example, a mother of seven, spoke.",
    "It was the 1999 shooting.",
    "Cyclone Ada-Ten destroyed much.",
    "There are two ways to do it.",
]


AMOUNTS = [
    ("The fund gave $300 million.", [(3e8, 3e8, "money", "money", "other")]),
    ("It cost about 12 million dollars.", [(11.4e6, 12.6e6, "dollars", "money", "other")]),
    ("The repairs exceeded 40 crore rupees.", [(4e8, None, "rupees", "money", "other")]),
    ("Turnout reached 63 percent.", [(63, 63, "percent", "share", "other")]),
    ("About 60 per cent agreed.", [(57, 63, "percent", "share", "other")]),
    ("One in four houses was destroyed.", [(0.25, 0.25, "houses", "share", "destroyed")]),
    ("Half of the villagers fled.", [(0.5, 0.5, "villagers", "share", "displaced")]),
    ("She had a ten-point lead.", [(10, 10, "point", "measures", "other")]),
    ("The fund bought 300 acres.", [(300, 300, "acres", "land", "other")]),
    ("About 3,000 sheep had drowned.", [(2850, 3150, "sheep", "animals", "killed")]),
]


@pytest.mark.parametrize(("sentence", "expected"), AMOUNTS)
def test_shares_money_and_measures(sentence, expected):
    assert [(f.value_low, f.value_high, f.unit, f.category, f.event) for f in figures_of(sentence)] == expected


def test_a_number_of_a_number_is_a_figure():
    assert [f.value_low for f in figures_of("Two of the eight had been on a list.")] == [2]


def test_a_total_of_anything_is_a_figure():
    (row,) = figures_of("The number brought out alive stands at 131.")
    assert (row.value_low, row.unit, row.event) == (131, None, "other")


@pytest.mark.parametrize("sentence", NOTHING)
def test_no_figure(sentence):
    assert figures_of(sentence) == []


def test_row_of_one_figure():
    (row,) = figures_of("On Monday the army may have killed about 400 villagers in Brantia.")
    assert (row.text, row.stated, row.approx, row.category) == ("about 400 villagers", "400", "about", "people")
    assert (row.hedged, row.negated, row.event_text) == (True, False, "killed")
    assert (row.speaker, row.quote_id, row.attribution) == (None, None, "none")
    assert row.date_text == "Monday"


def test_boilerplate_is_skipped():
    text = "Six men died.\n\nNext article: 2 women found dead"
    assert [f.text for f in figures_of(text, boilerplate=((15, len(text)),))] == ["Six men"]


HOSTILE = [
    "9" * 400 + " people died.",
    "(" * 300 + "12 people died" + ")" * 300,
    "1,0000 people died.",
    "-5 people died. 0 people died. Minus three people died.",
    "Year\tDead\tHurt\n2019\t12\t40\n2020\t9\t31\n",
    "more than more than more than 12 more others dead",
    "1 out of 0 died. 0 out of 9 died. 900 out of 9 died.",
    "in all, in all, 5 in all in all",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_bad_input_gives_rows_or_none(text):
    for row in figures_of(text, [speech(text, text, "Ann Lee")]):
        assert text[row.start : row.end] == row.text
        assert row.value_low is None or row.value_low >= 0


def test_time_is_linear_in_one_endless_sentence():
    """Three times the text may take five times as long, not nine."""
    piece = "Ada Lund said 12 houses were destroyed by force and "
    times = []
    for n in (60, 180):
        text = piece * n
        parsed, quotes = parse(Article("a", text)), [speech(text, piece, "Ada Lund")]
        started = time.process_time()
        found = find_figures(parsed, quotes)
        times.append(time.process_time() - started)
        assert len(found) > n - 5
    assert times[1] < 5 * times[0] + 0.2


WORDS = st.sampled_from(
    re.findall(
        r"\n\n|\S+",
        "\n\n "
        "12 3,400 1,,,2 9999999999999999999 about two dozen thousands of people houses killed destroyed . , ; ( ) - "
        "including another of them in all a total of “ ” ½ ٣ İ the were who toll to 45 2014 May % $",
    )
)


def wholes_of(row, found):
    """The ids of what a figure is part of, of what that is part of, and so on."""
    by_id, above = {f.figure_id: f for f in found}, []
    while (row := by_id.get(row.subset_of)) and row.figure_id not in above:
        above.append(row.figure_id)
    return above


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=40))
def test_every_row_points_at_its_words(text):
    found = figures_of(text)
    names = {f.figure_id for f in found}
    for row in found:
        assert text[row.start : row.end] == row.text
        assert row.stated in row.text
        assert row.figure_id not in wholes_of(row, found)
        assert {row.subset_of, row.adds_to} - {None} <= names - {row.figure_id}
        assert row.rule
    assert found == figures_of(text)
    compare(found, text)
