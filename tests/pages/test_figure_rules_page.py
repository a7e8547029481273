"""The page of rules for figures: every example shows its rule, every relation and status is on it."""

import re
from pathlib import Path

import pytest

from onrecord.evaluation.figure_rules import described_figure_rules, figure_rule_accuracy
from onrecord.pages.figure_rules_page import figure_rules_markdown, shows
from onrecord.pages.wording import RELATIONS, STATUSES

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", described_figure_rules())
def test_the_example_of_a_rule_shows_it(name):
    assert shows(described_figure_rules()[name])


def test_every_relation_and_status_is_described():
    assert {*RELATIONS, *STATUSES} <= set(described_figure_rules())


def test_counts_are_of_rows_that_were_found():
    counts = figure_rule_accuracy()
    assert (counts["n_right"] <= counts["n_found"]).all() and set(counts["part"]) <= {"event", "claimant", "compared"}


def test_the_committed_page_is_what_the_code_gives():
    committed = (PROJECT / "docs" / "rules_for_figures.md").read_text(encoding="utf-8")
    assert committed == figure_rules_markdown(), "run `make rules`"
    assert re.findall(r"^### (\w+)$", committed, re.MULTILINE) == list(described_figure_rules())
