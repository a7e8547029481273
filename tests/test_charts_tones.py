"""Charts of tone: what they say of made-up quotes, and that nothing in them runs into anything else."""

from __future__ import annotations

import pandas as pd
import pytest
from made_up import table
from test_charts import contrasts, is_png, quotes, tones

from onrecord import charts
from onrecord.statistics import pairwise, resampling
from onrecord.statistics.agreement import compare_scorers
from onrecord.statistics.means import average, by_speaker, toward_speakers
from onrecord.statistics.pairwise import differences

LONG = "the {} Regional Commission for the Reconstruction of Flooded Bridges and Harbour Roads in the Valley"


def test_no_mean_of_too_few_quotes():
    tone = tones(*[("Ana", -0.5, 0.0)] * 5, *[("Jo", 0.9, 0.9)] * 4, *[(None, 0.0, 0.0)] * 6)
    chart = charts.tone_by_speaker(tone, by_speaker(tone))
    assert "Ana: mean −0.50 (all the same); 5 quotes" in chart.alt_text
    assert "Jo: 4 quotes; too few for a mean" in chart.alt_text
    assert "no speaker found: 6 quotes; no mean" in chart.alt_text
    diamonds = [line for line in chart.axes[0].lines if line.get_marker() == "D"]
    assert len(diamonds) == 1, "one mean is drawn, Ana's"


def test_quotes_without_a_side_have_no_mean():
    tone = tones(*[("Ana", -0.5, 0.0)] * 6).assign(side=None)
    alt = charts.tone_by_side(tone, average(tone, "side")).alt_text
    assert alt.endswith("side not said: 6 quotes; no mean.")


def test_event_words_set_apart():
    chart = charts.attitude_and_events(tones(("Ana", -0.8, 0.1), ("Jo", 0.4, 0.4)))
    assert "change 1 of 2 quotes" in chart.alt_text and "Ana: −0.80 with, +0.10 without" in chart.alt_text
    assert "Mean" not in chart.alt_text, "two quotes have none"
    same = charts.attitude_and_events(tones(("Jo", 0.4, 0.4)))
    assert "change the tone of no quote" in same.alt_text


def test_a_sign_that_turns_is_said():
    tone = tones(*[("Ana", -0.4, 0.2)] * 5, *[("Jo", 0.4, 0.4)] * 5, *[("Kim", -0.4, 0.4)] * 4)
    chart = charts.means_without_events(by_speaker(tone))
    assert "the sign turns for 1 of 2" in chart.alt_text
    assert "Ana: −0.40, without +0.20; 5 quotes; the sign turns" in chart.alt_text
    assert "Kim" not in chart.alt_text, "four quotes have no mean"
    assert "say nothing" in charts.means_without_events(by_speaker(tone.tail(4))).alt_text


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


def test_the_article_toward_speakers():
    rows = [{"speaker": "Ana", "compound": -0.2, "label": -1}] * 5 + [{"speaker": "Jo", "compound": 0.9, "label": 1}]
    toward = table("tone_toward", rows)
    alt = charts.tone_toward_speakers(toward, toward_speakers(toward)).alt_text
    assert "Ana: mean −0.20 (all the same); 5 clauses; Jo: 1 clause; too few for a mean." in alt


@pytest.mark.parametrize("n, means", [(3, ""), (10, "mean −0.30 in the first half, +0.50 in the second")])
def test_tone_in_the_order_of_the_article(n, means):
    tone = tones(*[("Ana", -0.3, 0.1)] * (n // 2), *[("Jo", 0.5, 0.4)] * (n - n // 2))
    chart = charts.tone_through_article(tone.iloc[::-1], quotes(*tone["speaker"]))
    assert list(chart.data["compound"]) == [-0.3] * (n // 2) + [0.5] * (n - n // 2)
    assert means in chart.alt_text and ("mean" in chart.alt_text) == bool(means)


def labels_of(chart: charts.Chart) -> list:
    """The boxes of all words beside the lines, and of the names of the lines."""
    ax = chart.axes[0]
    texts = [text for text in ax.texts if text.get_text()] + (ax.get_yticklabels() if ax.axison else [])
    return [text.get_window_extent() for text in texts]


@pytest.mark.parametrize("n", [1, 20])
def test_words_beside_the_lines_keep_apart(n, monkeypatch):
    # Where the words stand is looked at, and not how sure the numbers are.
    monkeypatch.setattr(pairwise, "N_SHUFFLES", 99)
    monkeypatch.setattr(resampling, "N_RESAMPLES", resampling.BATCH)
    names = [LONG.format(f"{i}th") for i in range(n)]
    tone = tones(*[(name, 0.1 * (i % 7) - 0.3, 0.3) for i in range(5) for name in names])
    several = pd.concat([by_speaker(tone), by_speaker(tone)]).head(12)
    for chart in [
        *contrasts(tone),
        charts.tone_by_speaker(tone, by_speaker(tone)),
        charts.means_without_events(several),
    ]:
        assert is_png(chart)
        boxes = labels_of(chart)
        width = chart.get_size_inches()[0] * chart.dpi
        assert all(box.x0 >= 0 and box.x1 <= width for box in boxes), f"{chart}: cut off"
        clashes = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.overlaps(b)]
        assert not clashes, f"{chart}: words over words"
