"""Charts of figures: the board of claims, the tree of parts, dates; each says what it draws and adds nothing up in silence."""

from __future__ import annotations

import re
from itertools import pairwise

import pandas as pd
import pytest
from made_up import FLOOD, figure, record, table
from test_charts import CLAIMS, PAIRS, amount, figures, is_png

from onrecord import charts
from onrecord.charts.dates import when
from onrecord.charts.ranges import in_percent, range_in_words
from onrecord.charts.things import conflicts, noun, things
from onrecord.pages.evidence import highlight

LONG = "the {} Commission for the Reconstruction of Flooded Bridges and Harbour Roads in the Valley"


def pairs(*given: tuple[str, str, str]) -> pd.DataFrame:
    """Comparisons, a row per (a, b, relation)."""
    both = {"article_id_a": "made-up", "article_id_b": "made-up", "why": "made up"}
    return table("comparisons", [both | {"a": a, "b": b, "relation": relation} for a, b, relation in given])


def articles(day: str | None, text: str = "") -> pd.DataFrame:
    return table("articles", [{"date": day, "text": text, "title": "", "source": "", "language": "en"}])


def said(words: str, who: str | None, **more) -> dict:
    """A figure by a claimant; its value is the first number in the words."""
    value = float(re.search(r"[\d,]+", words)[0].replace(",", ""))
    how = {"speaker": who, "attribution": "stated" if who else "none"}
    return amount(words, value, value) | how | more


# --- numbers -----------------------------------------------------------------------------------------------------

RANGES = [
    # low, high, what it stands for
    (380_000, 420_000, "380,000 to 420,000"),
    (40, 40, "40"),
    (40, None, "40 or more"),
    (None, 40, "40 or fewer"),
    (0, None, "0 or more"),
    (None, None, ""),
]


@pytest.mark.parametrize("low, high, words", RANGES)
def test_ranges_in_words(low, high, words):
    assert range_in_words({"value_low": low, "value_high": high}) == words


def test_shares_are_in_percent():
    given = figures(
        amount("30 percent", 30, 30, category="share"),
        amount("two thirds of the schools", 0.6667, 0.6667, category="share"),
        amount("0.5% of them", 0.5, 0.5, category="share"),
        amount("40 people", 40, 40),
    )
    assert list(in_percent(given)["value_low"].round(1)) == [30, 66.7, 0.5, 40]


# --- things counted ----------------------------------------------------------------------------------------------

NOUNS = [
    # unit, category, noun
    ("people", "people", "people"),
    ("civilians", "people", "people"),
    (None, "people", "people"),
    ("children", "people", "children"),
    ("Houses", "buildings", "houses"),
    ("families", "households", "families"),
    ("percent", "share", "share"),
    (None, "other", "other"),
]


@pytest.mark.parametrize("unit, category, word", NOUNS)
def test_nouns_for_anybody_are_one(unit, category, word):
    assert noun({"unit": unit, "category": category}) == word


def rows_of(given: pd.DataFrame, beside: pd.DataFrame) -> list[set[str]]:
    """Which figures stand in one row of the board."""
    return [set(ids) for ids in things(given, beside).groupby("thing", sort=False)["figure_id"].agg(list)]


def test_same_event_and_noun_is_one_row():
    given = figures(
        said("40 people", "Ana"),
        said("12 civilians", "Jo"),
        said("3 children", "Jo"),
        said("9 people", "Jo", event="injured"),
        said("7 houses", "Jo", event="destroyed", category="buildings"),
        said("1 house", "Ana", event="damaged", category="buildings"),
    )
    assert sorted(map(sorted, rows_of(given, PAIRS.head(0)))) == [["f0", "f1"], ["f2"], ["f3"], ["f4", "f5"]]


def test_figures_without_an_event_are_not_set_beside_each_other():
    given = figures(said("2 ships", "Ana", event="other"), said("9 ships", "Jo", event="other"))
    assert len(rows_of(given, PAIRS.head(0))) == 2
    assert len(rows_of(given, pairs(("f0", "f1", "agree")))) == 1


def test_what_is_only_compatible_or_a_part_is_not_one_row():
    given = figures(said("40 people", "Ana", event="displaced"), said("6 residents", "Jo", event="detained"))
    assert len(rows_of(given, pairs(("f0", "f1", "compatible"), ("f0", "f1", "subset")))) == 2


def test_conflicts_hold_for_both_sides_and_only_for_shown_figures():
    given = figures(said("40 people", "Ana"), said("12 people", "Jo"))
    found = conflicts(given, pairs(("f0", "f1", "conflict_value"), ("f0", "f9", "conflict_value")))
    assert found == {
        ("made-up", "f0"): [("number", ("made-up", "f1"))],
        ("made-up", "f1"): [("number", ("made-up", "f0"))],
    }


# --- the board ---------------------------------------------------------------------------------------------------

BOARD = figures(
    said("402,000 people", "Ana Ruiz", event="displaced", event_text="driven out", side="Lanne"),
    amount("400,000 people", 380_000, 420_000, approx="about", event="displaced", event_text="moved", speaker="Jo Li"),
    amount("40 people", 40, None, approx="at_least", attribution="continued", speaker="Jo Li"),
    said("7 houses", None, event="destroyed", category="buildings", negated=True),
    said("5 dollars", None, event="other", category="money"),
    said("9 percent", None, event="other", category="share"),
).assign(side=["Lanne", "Ostrel", "Ostrel", None, None, None])


def test_board_has_a_row_per_thing_and_a_column_per_claimant():
    html = charts.claims_table(BOARD, pairs(("f0", "f1", "conflict_character")))
    assert re.findall("<caption>(.+?)</caption>", html) == ["People", "Buildings", "Money", "Shares"]
    people = html[: html.index("Buildings")]
    assert re.findall('scope="col".*?>(.+?)<', people) == ["What is counted", "Ana Ruiz", "Jo Li"]
    assert re.findall('scope="row".*?>(.+?)<', people) == ["people displaced", "people killed"]


def test_every_number_on_the_board_leads_to_its_words():
    html = charts.claims_table(BOARD, pairs(("f0", "f1", "conflict_character")), page="a page.html")
    for number, words in [(0, "402,000 people"), (1, "about 400,000 people"), (2, "at least 40 people")]:
        assert f'<a href="a page.html#f-f{number}">{words}</a>' in html


def test_links_of_the_board_meet_the_marks_of_the_article():
    made = record(FLOOD, figures=[figure(FLOOD, "at least 40 people", 1), figure(FLOOD, "12 children", 2)])
    links = re.findall('href="#(.+?)"', charts.claims_table(made.figures, PAIRS.head(0)))
    assert links == re.findall('id="(f-.+?)"', highlight(made)) != []


def test_board_says_range_words_and_doubt():
    html = charts.claims_table(BOARD, pairs(("f0", "f1", "conflict_character")))
    small = re.findall("<small>(.+?)</small>", html)
    assert small[:3] == ["“driven out”", "380,000 to 420,000", "“moved”"]
    assert {"40 or more", "claimant inferred", "denied"} <= set(small)
    assert html.count("≠ in words: ") == 2
    assert html.count("<svg") == 2, "one claim alone needs no scale"


def test_a_part_on_the_board_says_of_what():
    given = figures(
        said("40 people", "Ana"), said("12 people", "Ana", subset_of="f0"), said("5 people", "Ana", adds_to="f0")
    )
    html = charts.claims_table(given, PAIRS.head(0))
    whole = '<a href="#f-f0">40 people</a>'
    assert f"<small>part of {whole}</small>" in html and f"<small>on top of {whole}</small>" in html
    assert "part of" not in charts.claims_table(given.iloc[1:2], PAIRS.head(0)), "its whole is not shown"


def test_board_by_side():
    html = charts.claims_table(BOARD, PAIRS.head(0), by="side")
    assert re.findall('scope="col".*?>(.+?)<', html)[:3] == ["What is counted", "Lanne", "Ostrel"]
    assert "the article itself" in html and "<small>Ana Ruiz</small>" in html
    nobody = BOARD.assign(side=None, attribution="stated", speaker="Jo Li")
    assert "no side found" in charts.claims_table(nobody, PAIRS.head(0), by="side")


def test_more_claimants_than_columns_are_named_in_the_last_one():
    crowd = figures(*(said(f"{n} people", f"Witness {n}") for n in range(1, 61)))
    every = pairs(*((f"f{a}", f"f{b}", "conflict_value") for a in range(60) for b in range(a)))
    html = charts.claims_table(crowd, every)
    assert re.findall('scope="col".*?>(.+?)<', html)[-1] == "others"
    assert all(f"Witness {n}<" in html for n in range(1, 61))
    assert html.count("≠ and 56 more") == 60


@pytest.mark.parametrize("given", [CLAIMS, figures(said("12 percent", "Jo", category="share")), figures()])
def test_board_of_any_figures(given):
    html = charts.claims_table(given, PAIRS if given is CLAIMS else PAIRS.head(0))
    assert html.count("<tr>") == html.count("</tr>") and ("No figures found" in html) == given.empty
    assert "nan" not in html and "NaN" not in html and "<NA>" not in html


def test_nothing_of_an_article_becomes_markup():
    bad = "<script>\"&'"
    html = charts.claims_table(CLAIMS.assign(speaker=bad, text=bad, stated=bad, unit=bad, event_text=bad), PAIRS)
    assert "<script" not in html and html.count("&lt;script&gt;") > len(CLAIMS)


def test_picture_of_the_board_marks_conflicts():
    chart = charts.claims_board(BOARD, pairs(("f0", "f1", "conflict_character")))
    assert "402,000 people: Ana Ruiz (≠ words)" in chart.alt_text and "The sign ≠ marks claims" in chart.alt_text
    assert list(chart.data["conflict"]) == ["words", "words", "", "", "", ""]
    assert "≠" not in charts.claims_board(BOARD).alt_text
    assert len(chart.axes) == 4, "people, buildings, money, shares"
    assert chart.axes[-1].get_xscale() == "linear", "shares have no place on powers of ten"


# --- the tree ----------------------------------------------------------------------------------------------------

SUMS = [
    # the figure before, the addition, what they come to
    (said("40 people", "Ana"), said("15 people", "Ana"), "40 + 15 = 55"),
    (said("40 people", "Ana"), said("15 civilians", "Ana"), "40 + 15 = 55"),
    (said("40 people", None), said("15 people", None), "40 + 15 = 55"),
    (said("40 people", "Ana"), said("15 people", "Jo"), "not added up: two claimants"),
    (said("40 people", "Ana"), said("15 people", None), "not added up: two claimants"),
    (said("40 people", "Ana"), said("15 people", "Ana", event="injured"), "not added up: killed and injured"),
    (said("40 people", "Ana"), said("15 children", "Ana"), "not added up: people and children"),
    (said("40 people", "Ana"), said("15 people", "Ana", value_high=None), "not added up: not exact"),
]


@pytest.mark.parametrize("before, more, words", SUMS)
def test_nothing_is_added_up_in_silence(before, more, words):
    chart = charts.subsets(figures(before, more | {"adds_to": "f0"}))
    assert list(chart.data["in_words"]) == [words]
    assert list(chart.data["link"]) == ["on top of"] and "; on top of that " in chart.alt_text
    assert is_png(chart)


def test_parts_hang_on_their_whole():
    given = figures(
        said("40 people", "Ana"),
        said("9 schools", "Jo", category="buildings"),
        said("12 children", "Ana", subset_of="f0"),
        said("5 girls", None, subset_of="f2"),
        said("7 people", "Ana", adds_to="f0"),
    )
    chart = charts.subsets(given)
    assert chart.alt_text == (
        "Tree of 4 figures. killed: 40 people (Ana); of them killed: 12 children, 30% (Ana); "
        "of them killed: 5 girls, 42% (the article itself); on top of that killed: 7 people, 40 + 7 = 47 (Ana)."
    )


SHARES = [
    # the part, its share of 40 people
    (amount("about half", 0.475, 0.525, approx="about", category="share"), "50%"),
    (amount("30 percent", 30, 30, category="share"), "30%"),
    (amount("10 children", 9.5, 10.5, approx="about"), "25%"),
    (amount("50 children", 50, 50), "125%"),
]


@pytest.mark.parametrize("part, words", SHARES)
def test_a_part_can_be_a_share(part, words):
    assert list(charts.subsets(figures(said("40 people", "Ana"), part | {"subset_of": "f0"})).data["in_words"]) == [
        words
    ]


def test_links_in_a_circle_end():
    given = figures(
        said("40 people", "Ana", subset_of="f1"), said("30 people", "Ana", subset_of="f0"), said("2 cats", "Jo")
    )
    chart = charts.subsets(given)
    assert is_png(chart) and len(chart.data) == 1
    assert charts.subsets(figures(said("40 people", "Ana", subset_of="f0"))).data.empty


def test_a_deep_tree_stays_on_the_page():
    chain = [said(f"{100 - n} people of some kind with a long name", LONG.format(n)) for n in range(60)]
    chart = charts.subsets(figures(*(row | {"subset_of": f"f{n - 1}" if n else None} for n, row in enumerate(chain))))
    assert is_png(chart) and "(20 figures not drawn)" in chart.get_suptitle()
    width = chart.get_window_extent().width
    assert all(text.get_window_extent().x1 <= width for text in chart.axes[0].texts)


# --- dates -------------------------------------------------------------------------------------------------------

DATES = [
    # words, day of the article (a Thursday), date
    ("Tuesday", "2022-03-24", "22 March 2022"),
    ("Thursday", "2022-03-24", "24 March 2022"),
    ("on Friday", "2022-03-24", "18 March 2022"),
    ("last Thursday", "2022-03-24", "17 March 2022"),
    ("yesterday", "2022-03-24", "23 March 2022"),
    ("14 April", "2022-03-24", "14 April 2021"),
    ("March 3rd", "2022-03-24", "3 March 2022"),
    ("Feb. 3, 2020", None, "3 February 2020"),
    ("the night of 3 February 2020", None, "3 February 2020"),
    ("2020-02-03", None, "3 February 2020"),
    ("February", "2022-03-24", "February 2022"),
    ("June", "2022-03-24", "June 2021"),
    ("June 1944", None, "June 1944"),
    ("1911", None, "1911"),
    ("next Tuesday", "2022-03-24", None),
    ("from Friday", "2022-03-24", None),
    ("Tuesday", None, None),
    ("14 April", None, None),
    ("31 June 2020", None, None),
    ("29 February", "2022-03-24", None),
    ("this winter", "2022-03-24", None),
    ("a day earlier", "2022-03-24", None),
    ("58", "2022-03-24", None),
    (None, "2022-03-24", None),
]


@pytest.mark.parametrize("words, published, written", DATES)
def test_dates_that_words_stand_for(words, published, written):
    found = when(words, published)
    assert (found and found.written) == written


def test_figures_in_the_order_of_their_dates():
    given = figures(
        said("40 people", "Ana", date_text="Tuesday"),
        said("9 people", "Jo", date_text="1911"),
        said("3 people", "Jo"),
        said("5 people", "Jo", date_text="Friday"),
    )
    text = "The mayor said ships could leave from Friday. On Tuesday 40 people died."
    chart = charts.figures_by_date(given, articles("2022-03-24", text))
    assert list(chart.data["date"]) == ["1911", "22 March 2022"], "a day that something begins is none that it happened"
    assert chart.alt_text == (
        "Chart of 2 figures in the order of their dates: 1911: killed: 9 people (Jo); 22 March 2022: killed: 40 people "
        "(Ana). 2 figures without a date."
    )
    assert is_png(chart)


NO_ORDER = [
    # date words of the figures, what is said
    ([], "of 0 figures, none is told with a date"),
    ([None], "of 1 figure, none is told with a date"),
    (["Tuesday"], "1 is told with a date, 22 March 2022."),
    (["Tuesday", "22 March", None], "of 3 figures, 2 are told with a date, all with the same, 22 March 2022."),
]


@pytest.mark.parametrize("dates, words", NO_ORDER)
def test_one_date_makes_no_order(dates, words):
    given = figures(*(said("40 people", "Ana", date_text=day) for day in dates))
    chart = charts.figures_by_date(given, articles("2022-03-24"))
    assert words in chart.alt_text and chart.data.empty and is_png(chart)


# --- many rows, long names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 60])
def test_pictures_of_many_figures_with_long_names(n):
    given = figures(
        *(
            said(f"{i + 1} people of some kind with a long name", LONG.format(i), date_text=str(1900 + i), adds_to="f0")
            for i in range(n)
        )
    )
    every = pairs(*(("f0", f"f{i}", "conflict_value") for i in range(1, n)))
    for chart in (
        charts.claims_board(given, every),
        charts.subsets(given),
        charts.figures_by_date(given, articles(None)),
        charts.comparisons(given, every),
    ):
        assert is_png(chart) and chart.get_size_inches()[1] < 36
        for ax in filter(lambda ax: ax.axison, chart.axes):
            boxes = [label.get_window_extent() for label in ax.texts if label.get_gid() == "row"]
            assert boxes and not any(a.overlaps(b) for a, b in pairwise(boxes)), chart
            assert all(box.x0 >= 0 for box in boxes), f"{chart} is cut off at the left"


def test_same_tables_same_bytes():
    dated = BOARD.assign(date_text=[None, "1911", "1912", None, None, None])
    once, again = (
        [charts.figures_by_date(dated, articles(None)).png(), charts.claims_table(BOARD, PAIRS.head(0))] for _ in "12"
    )
    assert once == again
