"""Numbers as charts draw them: the place of a mark, shares in percent, scales."""

from __future__ import annotations

import math

import pytest
from tables_to_draw import amount, figures

from onrecord.charts._chart import Chart, Plot
from onrecord.charts._ranges import in_percent, log_scale, mark_positions, position, power_in_words


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
    # lowest and highest number, powers of ten under the plot
    ((3, 7), ["1", "10"]),
    ((1, 10_000), ["1", "10", "100", "1,000", "10,000"]),
    ((1, 100_000), ["1", "100", "10,000"]),
    ((0, 5), ["0", "1", "10"]),
    ((2e6, 3e12), ["1 million", "100 million", "10 billion", "1 trillion"]),
]


@pytest.mark.parametrize("ends, words", TICKS)
def test_powers_of_ten(ends, words):
    chart = Chart("c", "Title", figures(), "")
    (ax,) = chart.lay_out([Plot(1)])
    log_scale(ax, figures(*(amount("x people", end, end) for end in ends)))
    assert [text.get_text() for text in ax.texts] == words


@pytest.mark.parametrize(
    "value, words", [(0.1, "0"), (1, "1"), (999_999, "999,999"), (1e6, "1 million"), (1e9, "1 billion")]
)
def test_large_numbers_have_words(value, words):
    assert power_in_words(value) == words
