"""Chart of who speaks about whom."""

from __future__ import annotations

import pandas as pd
import pytest
from tables_to_draw import mentions, row_names

from onrecord import charts

NETWORKS = [
    # who speaks about whom, what the chart says
    ([], "in no quote of this article is another speaker named."),
    ([("Ana", "Jo")] * 5, "There is no network to see: only Ana about Jo."),
    ([("Ana", "Jo"), ("Jo", "Ana"), ("Ana", "Jo"), ("Kim", "Jo")], "Ana about Jo: 2 mentions; Jo about Ana: 1 mention"),
]


@pytest.mark.parametrize("pairs, words", NETWORKS)
def test_who_speaks_about_whom(pairs, words):
    assert words in charts.who_about_whom(pd.DataFrame(pairs, columns=["speaker", "about"])).alt_text


@pytest.mark.parametrize("n, drawn", [(2, 0), (3, 3), (24, 24), (25, 24), (40, 24)])
def test_from_three_to_twenty_four_lines_are_drawn(n, drawn):
    chart = charts.who_about_whom(mentions(f"Witness {i}" for i in range(n)))
    lines = [path for lines in (chart.axes[0].collections if chart.axes else []) for path in lines.get_paths()]
    assert len(lines) == drawn
    assert (f"({n - 24} line" in chart.get_suptitle()) == (n > 24) and len(chart.data) == (n if drawn else 0)


@pytest.mark.parametrize("times, width", [(1, 1.5), (4, 6.0), (5, 7.0), (40, 7.0)])
def test_the_widest_line_has_seven_points(times, width):
    about = pd.DataFrame([("A", "B")] * times + [("A", "C"), ("B", "C")], columns=["speaker", "about"])
    widths = [w for lines in charts.who_about_whom(about).axes[0].collections for w in lines.get_linewidth()]
    assert max(widths) == pytest.approx(width) and min(widths) == pytest.approx(width / times)


def test_who_speaks_about_each_other_has_a_line_of_another_look():
    about = pd.DataFrame([("A", "B"), ("B", "A"), ("A", "C")], columns=["speaker", "about"])
    chart = charts.who_about_whom(about)
    assert [len(lines.get_paths()) for lines in chart.axes[0].collections] == [1, 2]
    assert sorted(row_names(chart)) == ["A", "A", "B", "B", "C"]
