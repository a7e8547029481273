"""Passages: a text with its names and event words, as the scorers read it."""

import math

import pytest

from onrecord.tone.passages import make_passage, rounded


def test_names_are_no_event_words():
    text = "The War Party fears the war."
    passage = make_passage(text, [(4, 13)])
    assert [event.span() for event in passage.events] == [(24, 27)]
    assert passage.event_load == rounded(1 / 6)
    assert make_passage("", []).event_load == 0.0


def test_what_is_masked():
    text = "The massacre at Ostrel ended the war."
    passage = make_passage(text, [(16, 22)])
    assert passage.masked() == "The massacre at [MASK] ended the war."
    assert passage.plain_events == [(33, 36)], "a massacre judges"
    assert passage.masked(passage.plain_events) == "The massacre at [MASK] ended the [MASK]."
    assert make_passage("Ostrel!", [(0, 6)]).masked() == "", "no word is left"


@pytest.mark.parametrize(("score", "digits"), [(0.12344, 0.1234), (0.12346, 0.1235), (-0.00004, 0.0)])
def test_four_digits_and_no_minus_zero(score, digits):
    assert rounded(score) == digits
    assert math.copysign(1, rounded(-0.00004)) == 1
