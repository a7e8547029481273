"""Numbers as charts draw them: the place of a mark, shares in percent, scales."""

from __future__ import annotations

import math

import pytest
from tables_to_draw import amount, figures

from onrecord.charts._chart import Chart, Plot
from onrecord.charts._ranges import (
    draw_from_nought,
    mark_positions,
    position,
    power_in_words,
    scale_from_nought,
)
from onrecord.pages.codes import in_percent


def test_shares_are_in_percent():
    given = figures(
        amount("30 percent", 30, 30, category="share"),
        amount("two thirds of the schools", 0.6667, 0.6667, category="share"),
        amount("0.5% of them", 0.5, 0.5, category="share"),
        amount("40 people", 40, 40),
    )
    assert list(in_percent(given)["value_low"].round(1)) == [30, 66.7, 0.5, 40]


POSITIONS = [
    # low, high, approx, where the mark stands
    (40, 40, "exact", 40),
    (36, 44, "about", 40),
    (40, None, "at_least", 40),
    (None, 50, "up_to", 50),
    (0, 0, "exact", 0.1),
    (0.05, 0.05, "exact", 0.1),
    (0.2, 0.2, "exact", 0.2),
]


@pytest.mark.parametrize("low, high, approx, place", POSITIONS)
def test_where_a_mark_stands(low, high, approx, place):
    row = amount("x people", low, high, approx=approx)
    assert position(row) == place
    if low is not None and high is not None:
        assert mark_positions(row) == [place]


def test_a_range_has_two_marks_and_no_number_has_none():
    assert mark_positions(amount("3 to 5 people", 3, 5, approx="range")) == [3, 5]
    assert math.isnan(position(amount("dozens of people", None, None, approx="vague")))


TICKS = [
    # numbers of claims (low, high), the scale under the plot, and where the plot ends
    ([(12, 12), (19, 19)], ["0", "5", "10", "15"], 19 * 1.04),
    ([(40, None), (12, 12)], ["0", "10", "20", "30", "40"], 40 * 1.3),
    ([(None, 50)], ["0", "15", "30", "45"], 50 * 1.04),
    ([(2e6, 9e6)], ["0", "2.5 million", "5 million", "7.5 million"], 9e6 * 1.04),
    ([(0, 0)], ["0", "0.25", "0.5", "0.75", "1"], 1.04),
    ([(None, None)], ["0", "0.25", "0.5", "0.75", "1"], 1.04),
]


@pytest.mark.parametrize("ends, words, end", TICKS)
def test_a_scale_begins_at_nought(ends, words, end):
    chart = Chart("c", "Title", figures(), "")
    (ax,) = chart.lay_out([Plot(1)])
    scale_from_nought(ax, [amount("x people", *pair, category="people") for pair in ends])
    assert [text.get_text() for text in ax.texts] == words
    assert ax.get_xlim()[0] < 0 and ax.get_xlim()[1] == pytest.approx(end)


def test_shares_have_a_scale_of_percent():
    chart = Chart("c", "Title", figures(), "")
    (ax,) = chart.lay_out([Plot(1)])
    scale_from_nought(ax, [amount("40 percent", 40, 40, category="share")])
    assert [text.get_text() for text in ax.texts] == ["0%", "10%", "20%", "30%", "40%"]


def test_an_open_end_is_an_arrow_and_a_vague_number_a_broad_line():
    chart = Chart("c", "Title", figures(), "")
    (ax,) = chart.lay_out([Plot(1)])
    given = [
        amount("x people", 40, None, approx="at_least", category="people"),
        amount("dozens of people", 20, 99, approx="vague", category="people"),
        amount("x people", None, None, approx="vague", category="people"),
    ]
    scale_from_nought(ax, given)
    draw_from_nought(ax, [(at, row, {"marker": "o", "markerfacecolor": "blue"}) for at, row in enumerate(given)])
    drawn = [line for line in ax.lines if line.get_linewidth() >= 2 or line.get_marker() in ("o", ">")]
    assert [line.get_marker() for line in drawn] == ["None", ">", "o", "None"]
    assert [line.get_linewidth() for line in drawn][-1] == 8
    assert ax.texts[-1].get_text() == "no number given"


@pytest.mark.parametrize(
    "value, words", [(0.1, "0"), (1, "1"), (999_999, "999,999"), (1e6, "1 million"), (1e9, "1 billion")]
)
def test_large_numbers_have_words(value, words):
    assert power_in_words(value) == words
