"""Charts of tone: a dot per quote, and a mean only of five quotes or more."""

from __future__ import annotations

import pytest
from tables_to_draw import row_names, tones

from onrecord import charts
from onrecord.statistics.means import average, by_speaker


def test_no_mean_of_too_few_quotes():
    tone = tones(*[("Ana", -0.5, 0.0)] * 5, *[("Jo", 0.9, 0.9)] * 4, *[(None, 0.0, 0.0)] * 6)
    chart = charts.tone_by(tone, by_speaker(tone))
    assert "Ana: mean −0.50 (all the same); 5 quotes" in chart.alt_text
    assert "Jo: 4 quotes; too few for a mean" in chart.alt_text
    assert "no speaker found: 6 quotes; no mean" in chart.alt_text
    (mean,) = (line for line in chart.axes[0].lines if line.get_marker() == "D")
    assert list(mean.get_xdata()) == [-0.5], "one mean is drawn, Ana's"


@pytest.mark.parametrize("by", ["side", "role", "wording"])
@pytest.mark.parametrize("n, drawn", [(4, False), (5, True)])
def test_a_chart_of_means_without_a_mean_is_a_sentence(by, n, drawn):
    tone = tones(*[("Ana", -0.5, 0.0)] * n, (None, 0.2, 0.1)).assign(**{by: ["A"] * n + [None]})
    chart = charts.tone_by(tone, average(tone, by), by=by)
    assert chart.name == f"tone_by_{by}" and len(chart.data) == n + 1
    assert bool(chart.axes) == drawn
    assert (f"No {by} has five quotes" in chart.alt_text) != drawn


def test_quotes_without_a_side_have_no_mean():
    tone = tones(*[("Ana", -0.5, 0.0)] * 6, *[("Jo", 0.5, 0.0)] * 5).assign(side=[None] * 6 + ["Lanne"] * 5)
    chart = charts.tone_by(tone, average(tone, "side"), by="side")
    assert chart.alt_text.endswith("side not said: 6 quotes; no mean.") and row_names(chart) == [
        "Lanne",
        "side not said",
    ]


def test_only_columns_that_quotes_are_grouped_by_can_be_asked_for():
    with pytest.raises(KeyError):
        charts.tone_by(tones(), by_speaker(tones()), by="outlet")


def test_dots_in_one_place_are_piled_up():
    tone = tones(("Ana", 0.5, 0.0), ("Ana", 0.5, 0.0), ("Ana", -0.5, 0.0))
    (dots,) = (line for line in charts.tone_by(tone, by_speaker(tone)).axes[0].lines if line.get_marker() == "o")
    assert len(set(zip(dots.get_xdata(), dots.get_ydata(), strict=True))) == 3
