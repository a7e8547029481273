"""Uncounted: statements about casualties and damage without a number."""

import time
from itertools import pairwise

import pytest
from made_up_figures import figure

from onrecord.figures.find import find_figures
from onrecord.figures.uncounted import find_uncounted
from onrecord.quotes import find_quotes
from onrecord.speakers import resolve
from onrecord.text.article import Article
from onrecord.text.parsing import parse


def uncounted_of(text, **known):
    parsed = parse(Article("a", text, **known))
    quotes, _ = resolve(parsed, find_quotes(parsed))
    return find_uncounted(parsed, quotes, find_figures(parsed, quotes))


UNKNOWN = [
    ("It was unclear how many miners were hurt.", "It was unclear how many miners were hurt", "injured", "miners"),
    ("The number of dead and wounded was unclear.", "The number of dead and wounded was unclear", "killed", "dead"),
    ("It is not known how many people drowned.", "It is not known how many people drowned", "killed", "people"),
    ("How many were killed is not known.", "How many were killed is not known", "killed", None),
    ("Nobody knows how many houses are left.", "Nobody knows how many houses are left", None, "houses"),
    ("No one knows how many sheep drowned.", "No one knows how many sheep drowned", "killed", "sheep"),
    ("The police did not say how many people were arrested.", "The police did not say how many people were arrested", "detained", "people"),
    ("The death toll was not known.", "The death toll was not known", "killed", None),
    ("The extent of the damage was unclear.", "The extent of the damage was unclear", "damaged", None),
    ("The number of victims could not be verified.", "The number of victims could not be verified", None, "victims"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "event", "unit"), UNKNOWN)
def test_a_number_that_nobody_knows(sentence, words, event, unit):
    (row,) = uncounted_of(sentence)
    assert (row.text, row.what, row.event, row.unit) == (words, "unknown_number", event, unit)


ABOUT = [
    ("The army gave almost the same numbers.", "almost the same numbers", "injured", "people"),
    ("The hospital reported a higher death toll.", "a higher death toll", "killed", None),
    ("Both sides gave conflicting figures.", "conflicting figures", "injured", "people"),
    ("The army spoke of similar numbers of dead.", "similar numbers", "killed", "dead"),
    ("The estimate is higher than the ministry's.", "higher than the ministry's", "injured", "people"),
]


@pytest.mark.parametrize(("sentence", "words", "event", "unit"), ABOUT)
def test_a_number_that_is_only_compared(sentence, words, event, unit):
    (row,) = uncounted_of(f"The blast injured 46 people. {sentence}")
    assert (row.text, row.what, row.event, row.unit) == (words, "about_numbers", event, unit)


def test_numbers_are_of_a_toll_or_of_nothing_here():
    assert uncounted_of("The poll gave almost the same numbers.") == []


DAMAGE = [
    ("An important bridge was destroyed on Monday.", "An important bridge was destroyed", "destroyed", "bridge"),
    (
        "The blast wrecked buildings near the port.",
        "The blast wrecked buildings near the port",
        "destroyed",
        "buildings",
    ),
    ("The flood damaged the school.", "The flood damaged the school", "damaged", "school"),
    ("Whole villages lie in ruins.", "Whole villages lie in ruins", "destroyed", "villages"),
    ("The church burned down.", "The church burned down", "destroyed", "church"),
    ("Gunmen set the hotel on fire.", "Gunmen set the hotel on fire", "damaged", "hotel"),
]


@pytest.mark.parametrize(("sentence", "words", "event", "unit"), DAMAGE)
def test_damage_that_nobody_counted(sentence, words, event, unit):
    (row,) = uncounted_of(sentence)
    assert (row.text, row.what, row.event, row.unit) == (words, "damage", event, unit)


NOTHING = [
    "",
    "It was unclear how many votes she had won.",
    "It was unclear who had fired.",
    "The police said how many people were arrested.",
    "How many people can the hall hold?",
    "She did not know that he had said how many people died.",
    "She has no number on her door.",
    "A number of people came.",
    "The number of seats is unknown.",
    "They wore the same number of hats.",
    "Share prices were higher than on Monday.",
    "The bridge was not destroyed.",
    "The bridge could be destroyed.",
    "They planned to destroy the bridge.",
    "The army was shelling the town.",
    "The blast destroyed 12 houses.",  # a figure
    "No houses were destroyed.",
    "His career was destroyed.",
    "She hit the road.",
    "The troops attacked the village plan.",
    "The destroyed city lies by the river.",
    "The company lies in ruins.",
    "The toll rose to 46.",
    "A woman was killed.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_nothing(sentence):
    assert uncounted_of(sentence) == []


def test_the_claimant_is_who_says_it():
    text = "Mayor Ada Brandt said the school was destroyed. A bridge was destroyed."
    claimed, unclaimed = uncounted_of(text)
    assert (claimed.uncounted_id, claimed.speaker, claimed.quote_id) == ("u1", "Ada Brandt", "q1")
    assert (unclaimed.uncounted_id, unclaimed.speaker, unclaimed.quote_id) == ("u2", None, None)


def test_a_number_that_a_speaker_of_the_article_gives_is_that_speakers():
    text = "Ada Brandt said 46 people had died. Emil Sarkan gave almost the same numbers, but he said it was murder."
    (row,) = uncounted_of(text)
    assert (row.text, row.speaker) == ("almost the same numbers", "Emil Sarkan")


def test_time_is_linear_in_one_endless_sentence():
    text = "the number of dead was unclear and a bridge was destroyed and the toll higher than " * 500
    parsed = parse(Article("a", text))
    assert parsed.tokens  # made once for all rules
    start = time.process_time()
    assert find_uncounted(parsed, [], [])
    assert time.process_time() - start < 0.6, "it takes a tenth of that"


def test_boilerplate_is_skipped():
    text = "Six men died.\n\nNext article: the bridge was destroyed"
    assert uncounted_of(text, boilerplate=((15, len(text)),)) == []


def test_every_row_points_at_its_words_in_order():
    text = "The blast injured 46 people. " + " ".join(sentence for sentence, *_ in (*UNKNOWN, *ABOUT, *DAMAGE))
    rows = uncounted_of(text)
    assert [text[r.start : r.end] for r in rows] == [r.text for r in rows]
    assert all(a.end <= b.start for a, b in pairwise(rows))
    assert {r.what for r in rows} == {"unknown_number", "about_numbers", "damage"}
    assert rows == uncounted_of(text)


SAME_NUMBERS = "It rained. " * 60 + "The army gave almost the same numbers."
PLACE = SAME_NUMBERS.index("almost")


def of_numbers(figures):
    """What is said of "the same numbers" behind these figures."""
    return [(row.event, row.unit) for row in find_uncounted(parse(Article("a", SAME_NUMBERS)), [], figures)]


@pytest.mark.parametrize(("gap", "expected"), [(500, [("killed", "people")]), (501, [])])
def test_the_toll_that_numbers_are_compared_with_is_near(gap, expected):
    toll = figure(1, 46, start=PLACE - gap - 9, end=PLACE - gap)
    assert of_numbers([toll]) == expected


@pytest.mark.parametrize(("others", "expected"), [(19, [("killed", "people")]), (20, [])])
def test_the_toll_is_one_of_the_last_figures(others, expected):
    figures = [
        figure(n, 46, start=PLACE - 300 + 9 * n, end=PLACE - 292 + 9 * n, event="other") for n in range(1, others + 1)
    ]
    assert of_numbers([figure(0, 46, start=PLACE - 300, end=PLACE - 292), *figures]) == expected
