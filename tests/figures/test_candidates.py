"""Candidates: which numbers count something."""

import pytest
from made_up_figures import figures_of, speech


@pytest.mark.parametrize(("sentence", "numbers"), [("She is 119.", []), ("She is 120.", [120])])
def test_nobody_is_older_than_that(sentence, numbers):
    assert [f.value_low for f in figures_of(sentence, [speech(sentence, sentence, "Ann Lee")])] == numbers


YEARS = [("1499", [1499]), ("1500", []), ("2100", []), ("2101", [2101])]


@pytest.mark.parametrize(("number", "numbers"), YEARS)
def test_four_digits_may_be_a_year(number, numbers):
    text = f"In all {number} were there."
    assert [f.value_low for f in figures_of(text, [speech(text, text, "Ann Lee")])] == numbers


BARE = [
    ("We expected 650.", [650]),
    ("The crowd grew to more than 200 last night.", [200]),
    ("Forty-three said yes.", [43]),
    ("The two were never close.", []),
    ("My boys are six and nine.", []),  # ages
    ("Everybody under thirty must go.", []),
    ("I was there in Round 2.", []),
    ("This is one for the books.", []),
    ("He meant every one of them.", []),
]


@pytest.mark.parametrize(("sentence", "numbers"), BARE)
def test_bare_numbers_count_where_somebody_says_them(sentence, numbers):
    said = figures_of(sentence, [speech(sentence, sentence, "Ann Lee")])
    assert [f.value_low for f in said] == numbers
    assert figures_of(sentence) == []
