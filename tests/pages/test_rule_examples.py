"""The examples of rules: each shows its rule, each rule that is met is described."""

from pathlib import Path

import pytest

from onrecord.evaluation.rules import rules_of_all_tables
from onrecord.pages.rule_examples import example_of, record_of, rows_of
from onrecord.pages.wording import RELATIONS, STATUSES
from onrecord.tables.record import analyse
from onrecord.text.sources import read_many

PROJECT = Path(__file__).parents[2]
RULES = rules_of_all_tables()


def of_part(*parts: str) -> set[str]:
    return {rule.name for rule in RULES.values() if rule.part in parts}


@pytest.mark.parametrize("name", RULES)
def test_the_example_of_a_rule_shows_it(name):
    assert rows_of(RULES[name])
    example = example_of(RULES[name])
    assert example.spans and example.readings


def test_every_relation_and_status_is_described_in_the_words_that_pages_use():
    words = {name: RULES[name].in_words for name in (*RELATIONS, *STATUSES)}
    assert words == RELATIONS | STATUSES


def test_every_rule_that_is_met_is_described():
    records = [analyse(article) for article in read_many([PROJECT / "data" / "articles"])]
    records += [record_of(rule) for rule in RULES.values()]
    for table, split, parts in (
        ("quotes", "/", ("found", "named")),
        ("figures", "; ", ("event", "claimant")),
        ("portrayals", "; ", ("portrayal",)),
        ("uncounted", "; ", ("uncounted",)),
    ):
        met = {name for record in records for rule in getattr(record, table)["rule"] for name in rule.split(split)}
        assert met == of_part(*parts), table


def test_occurrences_are_set_apart_in_their_examples():
    for name in of_part("occurrence") - {"day_of_the_count"}:
        figures = record_of(RULES[name]).figures
        assert figures["occurrence"].nunique() == 2, name
        assert list(figures["status"][:2]) == ["claim", "background"], name
