"""The page of rules for figures: every example shows its rule, every relation and status is on it."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from onrecord.evaluation.figure_rules import described_figure_rules, figure_rule_accuracy, measure_figure_rules
from onrecord.pages.figure_rules_page import example_of, figure_rules_markdown, shows
from onrecord.pages.wording import RELATIONS, STATUSES
from onrecord.tables.record import analyse
from onrecord.text.sources import read_many

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", described_figure_rules())
def test_the_example_of_a_rule_shows_it(name):
    assert shows(described_figure_rules()[name])


def test_every_relation_and_status_is_described():
    assert {*RELATIONS, *STATUSES} <= set(described_figure_rules())


def test_every_rule_that_is_met_is_described():
    records = [analyse(article) for article in read_many([PROJECT / "data" / "articles"])]
    records += [example_of(rule) for rule in described_figure_rules().values()]
    met = {name for record in records for rule in record.figures["rule"] for name in rule.split("; ")}
    assert met == {rule.name for rule in described_figure_rules().values() if rule.part in ("event", "claimant")}


def test_occurrences_are_set_apart_in_their_examples():
    for rule in described_figure_rules().values():
        if rule.part == "occurrence" and rule.name != "day_of_the_count":
            figures = example_of(rule).figures
            assert figures["occurrence"].nunique() == 2, rule.name
            assert list(figures["status"][:2]) == ["claim", "background"], rule.name


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


def test_the_committed_page_is_what_the_code_gives():
    committed = (PROJECT / "docs" / "rules_for_figures.md").read_text(encoding="utf-8")
    assert committed == figure_rules_markdown(), "run `make rules`"
    assert re.findall(r"^### (\w+)$", committed, re.MULTILINE) == list(described_figure_rules())
