"""The accuracy shown beside charts is what the library reaches on the marks today."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

import onrecord
from onrecord.evaluation.portrayal_counts import portrayal_counts
from onrecord.evaluation.row_accuracy import measure_rows

MARKED = Path(__file__).parents[2] / "data" / "marked"


def test_the_numbers_shown_are_the_numbers_measured():
    pd.testing.assert_frame_equal(measure_rows(MARKED), onrecord.show.accuracy(), check_dtype=False)


@pytest.mark.parametrize(
    ("marked", "n_right"), [((40, 40), 1), ((40.2, 40.2), 1), ((40.3, 40.3), 0), ((40, None), 0), ((None, None), 0)]
)
def test_a_figure_is_right_when_its_ends_are_the_same(tmp_path, marked, n_right):
    text = "The mayor said that 40 people were killed."
    figure = {"fid": "f1", "start": 20, "end": 22, "value_low": marked[0], "value_high": marked[1], "event": "killed"}
    quotes = {"id": "a", "text": text, "quotes": []}
    figures = {"id": "a", "text": text, "figures": [figure | {"source": "the mayor"}]}
    portrayals = {"id": "a", "text": text, "portrayals": []}
    for name, row in (("quotes", quotes), ("figures", figures), ("portrayals", portrayals)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row) + "\n")
    rows = measure_rows(tmp_path).set_index("what")
    assert rows.loc["figures", ["n_marked", "n_found", "n_right"]].tolist() == [1, 1, n_right]
    assert rows.loc["events", "n_right"] == n_right


@pytest.mark.parametrize(
    ("mark", "found", "right"),
    [({}, 1, 1), ({"speaker": "Tom Berg"}, 1, 0), ({"loaded": "credits"}, 1, 0), ({"optional": True}, 0, 0)],
)
def test_a_portrayal_is_right_when_words_speaker_and_what_a_cue_does_are_the_same(mark, found, right):
    row = {"start": 9, "end": 16, "speaker": "Ana Dell", "kind": "cue", "loaded": "discredits"}
    neutral = {"start": 30, "end": 34, "speaker": "Ana Dell", "kind": "cue", "loaded": None}
    counts = {name: count for name, *count in portrayal_counts([row | mark], [row, neutral])}
    assert counts["loaded cues"] == [int("optional" not in mark), found, right]
    assert counts["deeds"] == [0, 0, 0]


def test_the_page_of_accuracy_shows_the_numbers_measured():
    page = (MARKED.parents[1] / "docs" / "accuracy.md").read_text(encoding="utf-8")
    shown = {
        m[1]: m.groups()[1:]
        for m in re.finditer(r"\| ([\w ]+?)(?: \([\w ]+\))? \| (\d+) % \| (\d+) % \| (\d+) \|", page)
    }
    assert len(shown) >= len(onrecord.show.accuracy()) > 5
    for row in onrecord.show.accuracy().itertuples():
        name = next(n for n in shown if n.startswith(row.what))
        assert shown[name] == (f"{row.precision:.0%}"[:-1], f"{row.recall:.0%}"[:-1], str(row.n_marked))
