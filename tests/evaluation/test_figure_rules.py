"""Counts of rules for figures: those shown are those measured, and a pair is right if it is marked as what we call it."""

import json
from pathlib import Path

import pandas as pd
import pytest

from onrecord.evaluation.figure_rules import figure_rule_accuracy, measure_figure_rules

PROJECT = Path(__file__).parents[2]


def test_the_counts_shown_are_the_counts_measured():
    measured = measure_figure_rules(PROJECT / "data" / "marked" / "figures.jsonl")
    pd.testing.assert_frame_equal(measured, figure_rule_accuracy(), check_dtype=False)


PEOPLE = "Ada Quill said 12 people died. Tom Harrow said 15 people died."


@pytest.mark.parametrize(
    ("pairs", "right"),
    [
        ([], 0),
        ([{"relation": "same_quantity", "agree": None, "conflict": "value: 12 or 15"}], 1),
        ([{"relation": "same_quantity", "agree": "both are round", "conflict": None}], 0),
        ([{"relation": "subset", "agree": None, "conflict": None}], 0),
    ],
    ids=["not marked", "marked as a conflict", "marked as agreeing", "marked as a part"],
)
def test_a_pair_is_right_if_it_is_marked_as_what_we_call_it(tmp_path, pairs, right):
    spans = [(PEOPLE.index(f"{n} people"), n, who) for n, who in ((12, "Ada Quill"), (15, "Tom Harrow"))]
    figures = [
        {"fid": f"m{n}", "start": at, "end": at + 9, "value_low": n, "value_high": n, "event": "killed", "source": who}
        for at, n, who in spans
    ]
    marked = {
        "id": "made-up",
        "text": PEOPLE,
        "figures": figures,
        "pairs": [p | {"a": "m12", "b": "m15"} for p in pairs],
    }
    path = tmp_path / "made_up.jsonl"
    path.write_text(json.dumps(marked) + "\n", encoding="utf-8")
    rows = measure_figure_rules(path).query("part == 'compared'")
    assert [(row.rule, row.n_found, row.n_right) for row in rows.itertuples()] == [("conflict_value", 1, right)]
