"""Charts that set tones side by side."""

from __future__ import annotations

import pandas as pd
import pytest
from tables_to_draw import row_names, tones

from onrecord import charts
from onrecord.statistics.agreement import compare_scorers
from onrecord.statistics.pairwise import differences


def test_differences_in_words():
    tone = tones(*[("Ana", 0.1 * i, 0.0) for i in range(6)], *[("Jo", -0.1 * i, 0.0) for i in range(4, 10)])
    chart = charts.tone_differences(differences(tone))
    assert chart.get_suptitle() == "Differences of mean tone: 1 of 1 pair beyond chance"
    assert "Ana (6) over Jo (6): +0.90" in chart.alt_text and "p under 0.01; without 0.00, p 1.00." in chart.alt_text
    assert "no two speakers" in charts.tone_differences(differences(tone.head(8))).alt_text


def test_scorers_that_disagree():
    one = tones(("Ana", 0.5, 0.5), ("Jo", -0.5, 0.0), ("Kim", 0.0, 0.0)).assign(label=[1, -1, 0])
    other = one.assign(compound=[-0.5, -0.1, 0.4], label=[-1, -1, 1])
    chart = charts.scorers_compared(compare_scorers(one, other), "vader", "minilm")
    assert "another sign for 2 of 3 quotes, opposite signs for 1" in chart.alt_text
    assert "Ana: +0.50 and −0.50, opposite signs; Kim: 0.00 and +0.40, one is neutral." in chart.alt_text
    assert len(chart.data) == 3
    same = charts.scorers_compared(compare_scorers(one, one), "vader", "minilm")
    assert "3 quotes the same signs" in same.alt_text
    assert "no quotes" in charts.scorers_compared(compare_scorers(one, one.head(0)), "vader", "x").alt_text


@pytest.mark.parametrize("p, words", [(0.0099, "p under 0.01"), (0.01, "p 0.01")])
def test_small_chances_are_not_counted_out(p, words):
    tone = tones(*[("Ana", 0.1 * i, 0.0) for i in range(6)], *[("Jo", -0.1 * i, 0.0) for i in range(4, 10)])
    assert words in charts.tone_differences(differences(tone).assign(p_corrected=p)).alt_text


def many(n: int) -> dict[str, charts.Chart]:
    """The charts of this module, each with so many rows to draw."""
    tone = tones(*((f"Witness {i}", -0.3, 0.3) for i in range(n)))
    pair = differences(tones(*[("Ana", 0.1 * i, 0.0) for i in range(6)], *[("Jo", -0.1 * i, 0.0) for i in range(6)]))
    other = tone.assign(compound=0.3, label=1)
    drawn = [
        charts.tone_differences(pd.concat([pair] * n, ignore_index=True)),
        charts.scorers_compared(compare_scorers(tone.assign(label=-1), other), "vader", "minilm"),
    ]
    return {chart.name: chart for chart in drawn}


@pytest.mark.parametrize("n, rows", [(40, 40), (41, 40)])
def test_forty_rows_are_drawn(n, rows):
    for name, chart in many(n).items():
        assert (len(row_names(chart)), len(chart.data)) == (rows, n), name
