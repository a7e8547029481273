"""Extents: which words beside a figure say over what it is counted."""

import pytest
from made_up_figures import figure

from onrecord.figures.extents import find_extents

# The last words of the phrase stand so many characters behind the figure.
REACHES = [
    ("nationwide", 200, {"nationwide": "wider"}),
    ("nationwide", 201, None),
]


@pytest.mark.parametrize(("phrase", "reach", "extents"), REACHES)
def test_words_for_an_extent_are_near_their_figure(phrase, reach, extents):
    row = figure(0, 90)
    text = "90 people".ljust(row.end + reach - len(phrase)) + phrase
    assert find_extents([row], text).get("f0") == extents


@pytest.mark.parametrize(("gap", "extents"), [(15, {"a day earlier": "earlier"}), (16, None)])
def test_words_for_an_earlier_count_are_nearer(gap, extents):
    row = figure(0, 90)
    assert find_extents([row], "90 people" + " " * gap + "a day earlier").get("f0") == extents


def test_an_extent_belongs_to_the_figure_of_its_sentence():
    rows = [figure(0, 90), figure(1, 31)]
    assert find_extents(rows, "90 people. Nationwide  31 people") == {"f1": {"nationwide": "wider"}}
