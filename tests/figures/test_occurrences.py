"""Occurrences: which happening a figure counts, by the words that point elsewhere."""

import pytest
from made_up_figures import figures_of, speech

DAY = "2020-05-06"  # a Wednesday
FLOOD = "A flood killed 12 people in Peru on Monday. "
MAIN = "flood, Peru, 2020-05-04"

ELSEWHERE = [
    ("In 1974, a flood killed 300 people there.", "flood, 1974"),
    ("A similar flood killed 40 people in March.", "flood, 2020-03"),
    ("A flood in Chile killed 40 people.", "flood, Chile"),
    ("Floods have killed 90 people since January.", "flood, Peru, since 2020-01"),
    ("Floods have killed 90 people this year.", "flood, Peru, this year"),
    ("On Sunday a bomb killed 40 people.", "attack, 2020-05-03"),
]


@pytest.mark.parametrize(("sentence", "occurrence"), ELSEWHERE)
def test_words_that_point_elsewhere(sentence, occurrence):
    main, other = figures_of(FLOOD + sentence, date=DAY)
    assert (main.occurrence, main.status) == (MAIN, "claim")
    assert (other.occurrence, other.status) == (occurrence, "background")


HERE = [
    "The flood injured 40 people.",
    "Monday's flood injured 40 people.",
    "It was the deadliest flood since 1988 and injured 40 people.",  # a rank, no span
    "Survivors of the flood, which injured 40 people, cried for food on Tuesday.",
    "In Lima 40 people were injured.",  # the country's capital
]


@pytest.mark.parametrize("sentence", HERE)
def test_words_that_do_not(sentence):
    assert {figure.occurrence for figure in figures_of(FLOOD + sentence, date=DAY)} == {MAIN}


def test_a_sentence_that_says_nothing_counts_what_the_one_before_it_counts():
    text = (
        FLOOD + "\n\nIn 1974, a flood swept the valley. It killed 300 people.\n\nThe army said 7 people were missing."
    )
    assert [f.occurrence for f in figures_of(text, date=DAY)][0::2] == [MAIN, MAIN]
    assert [f.occurrence for f in figures_of(text, date=DAY)][1] != MAIN


def test_what_happened_a_day_before():
    text = "A storm killed 4 people in Peru on Tuesday, a day after a fire claimed 3 lives."
    assert [f.occurrence for f in figures_of(text, date=DAY)] == ["storm, Peru, 2020-05-05", "fire, Peru, 2020-05-04"]


AS_OF = [
    ("As of Tuesday, 12 people were dead.", "2020-05-05"),
    ("The mayor said on Tuesday that 12 people had died.", "2020-05-05"),
    ("By Tuesday night 12 people were confirmed dead.", "2020-05-05"),
    ("The flood killed 12 people.", None),
]


@pytest.mark.parametrize(("sentence", "as_of"), AS_OF)
def test_the_day_of_a_count(sentence, as_of):
    assert figures_of(FLOOD + sentence, date=DAY)[1].as_of == as_of


def test_without_a_date_the_words_name_the_time():
    first, other = figures_of(FLOOD + "A similar flood killed 40 people in March.")
    assert (first.occurrence, other.occurrence) == ("flood, Peru, monday", "flood, march")


def test_a_war_has_no_day():
    words = "500 people had died since the war began"
    text = f"The war in Peru went on on Monday. The army said {words}. In the war 300 people fled."
    assert {f.occurrence for f in figures_of(text, [speech(text, words, "the army")], date=DAY)} == {"war, Peru"}


def test_lines_of_boilerplate_are_no_lead():
    text = "Outlet: The Chile Herald\nDate: 3 March 2019\n\n" + FLOOD
    assert figures_of(text, date=DAY)[-1].occurrence == MAIN
