"""Chart of cues: which words introduce whom."""

from __future__ import annotations

import pandas as pd
import pytest
from tables_to_draw import quotes

from onrecord import charts


def test_a_cue_of_two_quotes_counts_once():
    said = quotes("A", "A", cue="Claimed", cue_start=7, cue_end=14, cue_class="claim")
    other = quotes("B", cue="said", cue_start=30, cue_end=34)
    unknown = quotes("B", cue="beamed", cue_start=40, cue_end=46, cue_class=None)
    without = quotes("B").assign(cue=None, cue_start=pd.NA, cue_end=pd.NA, cue_class=None)
    chart = charts.cues_by_speaker(pd.concat([said, other, unknown, without], ignore_index=True))
    assert list(chart.data.itertuples(index=False, name=None)) == [
        ("B", "beamed", "unlisted", 1),
        ("B", "said", "neutral", 1),
        ("A", "claimed", "claim", 1),
    ]
    assert "3 cues, 1 of them loaded; 1 quote without a cue" in chart.alt_text
    assert "B: beamed (unlisted) 1, said 1; A: claimed (claim) 1." in chart.alt_text


def with_cues(n: int) -> pd.DataFrame:
    """Quotes of one speaker with so many loaded words, once each, and a neutral one, twice."""
    rows = [quotes("A", cue=f"word{i:02}", cue_start=i, cue_class="claim") for i in range(n)]
    rows += [quotes("A", cue="said", cue_start=90 + i, cue_class="neutral") for i in range(2)]
    return pd.concat(rows, ignore_index=True)


def heads(chart: charts.Chart) -> list[str]:
    return [text.get_text() for text in chart.axes[0].texts if text.get_rotation()]


@pytest.mark.parametrize("n, left_out", [(15, ""), (16, "(1 rarer word not drawn)"), (20, "(5 rarer words not drawn)")])
def test_sixteen_words_have_a_column_the_neutral_ones_first(n, left_out):
    chart = charts.cues_by_speaker(with_cues(n))
    assert heads(chart)[:2] == ["said  2", "word00 (claim)  1"] and len(heads(chart)) == 16
    assert left_out in chart.get_suptitle() and ("not drawn" in chart.get_suptitle()) == bool(left_out)
    assert len(chart.data) == n + 1


@pytest.mark.parametrize("n, columns", [(1, 8), (7, 8), (8, 9)])
def test_few_words_do_not_make_wide_cells(n, columns):
    assert charts.cues_by_speaker(with_cues(n)).axes[0].get_xlim() == (0, columns)
