"""Charts of tone: a dot per quote, only for those with five quotes or more, and a title that says what is sure."""

from __future__ import annotations

import pandas as pd
import pytest
from tables_to_draw import row_names, tones

from onrecord import charts
from onrecord.charts.tones import finding
from onrecord.statistics.means import average, by_speaker


def test_nobody_with_too_few_quotes_is_drawn():
    tone = tones(*[("Ana", -0.5, 0.0)] * 5, *[("Jo", 0.9, 0.9)] * 4, *[(None, 0.0, 0.0)] * 6)
    chart = charts.tone_by(tone, by_speaker(tone))
    assert row_names(chart) == ["Ana"] and chart.data["speaker"].unique().tolist() == ["Ana"]
    assert chart.alt_text.startswith("Ana (−0.50) sounds negative. ")
    assert chart.alt_text.endswith("Ana: mean −0.50 (all the same); 5 quotes. 1 speaker with fewer quotes: not drawn.")
    (mean,) = (line for line in chart.axes[0].lines if line.get_marker() == "D")
    assert list(mean.get_xdata()) == [-0.5]


@pytest.mark.parametrize("by", ["speaker", "side"])
@pytest.mark.parametrize("n, drawn", [(4, False), (5, True)])
def test_a_chart_of_means_without_a_mean_is_a_sentence(by, n, drawn):
    tone = tones(*[("Ana", -0.5, 0.0)] * n, (None, 0.2, 0.1)).assign(side=["A"] * n + [None])
    chart = charts.tone_by(tone, average(tone, by), by=by)
    assert chart.name == f"tone_by_{by}" and bool(chart.axes) == drawn
    assert (f"No {by} has five quotes" in chart.alt_text) != drawn


MEANS = [("Ana", -0.4, -0.6, -0.2), ("Jo", -0.1, -0.19, -0.01), ("Kim", 0.3, 0.2, 0.4), ("Lee", 0.1, -0.1, 0.3)]
MEANS += [("Max (“Oslo”, “Norway”)", -0.1, -0.3, 0.1), ("Noa", -0.3, -0.4, -0.2), ("pia", -0.07, -0.6, 0.5)]


@pytest.mark.parametrize(
    "rows, said",
    [
        ([3], "Lee sounds a little positive, +0.10; it may be chance"),
        ([6], "Pia sounds close to neutral, −0.07"),
        ([3, 4], "Neither Lee nor Max sounds clearly negative or positive"),
        ([3, 4, 3], "None of 3 speakers sounds clearly negative or positive"),
        ([1], "Jo (−0.10) sounds a little negative"),
        ([0, 2, 3], "Ana (−0.40) sounds negative; Kim (+0.30) sounds positive; for Lee it may be chance"),
        ([0, 1, 5, 3, 4], "Ana (−0.40), Jo (−0.10) and 1 more sound negative; for the others it may be chance"),
    ],
)
def test_the_title_says_what_is_sure(rows, said):
    means = pd.DataFrame([MEANS[row] for row in rows], columns=["speaker", "mean", "low", "high"])
    assert finding(means, "speaker") == said
    assert finding(means.rename(columns={"speaker": "side"}).head(1), "side").split(" ")[1] == "side"


def test_dots_in_one_place_are_piled_up():
    tone = tones(*[("Ana", 0.5, 0.0)] * 3, *[("Ana", -0.5, 0.0)] * 2)
    (dots,) = (line for line in charts.tone_by(tone, by_speaker(tone)).axes[0].lines if line.get_marker() == "o")
    assert len(set(zip(dots.get_xdata(), dots.get_ydata(), strict=True))) == 5


def test_long_names_that_begin_alike_are_two():
    long = "Committee for the Protection of the Upper Dam "
    means = pd.DataFrame([(long + "North", -0.4, -0.6, -0.2), (long + "South", 0.1, -0.1, 0.3)])
    means.columns = ["side", "mean", "low", "high"]
    assert "; for Committee for the Protection of the Upp…’s side it may be chance" in finding(means, "side")
    assert finding(means.tail(1).assign(side="United States"), "side").startswith("United States’ side")
