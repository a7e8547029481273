"""The page of rules: every rule is on it, every example shows its rule, every count is the one measured."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from onrecord.evaluation.rules import OWN, described_rules, rule_accuracy
from onrecord.pages.rules_page import KEPT, example_of, rules_html, rules_markdown, rules_page
from onrecord.words.lexicons import cue_verbs

PROJECT = Path(__file__).parents[2]
OURS = rule_accuracy()[rule_accuracy()["set"] == OWN]


class Page(HTMLParser):
    """Tags and text of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.words = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words += f" {data}"


@pytest.fixture(scope="module")
def page():
    return Page(rules_page())


def test_every_rule_has_its_anchor_and_its_marked_example(page):
    ids = {attributes.get("id") for _, attributes in page.tags}
    for rule in described_rules().values():
        quotes = example_of(rule).quotes
        assert {rule.name, *(f"{rule.name}-q-{quote_id}" for quote_id in quotes["quote_id"])} <= ids
        assert rule.looks_for[1:] in page.words


def test_every_class_of_cues_and_every_verb_is_listed(page):
    for verb in cue_verbs().values():
        assert re.search(rf"\b{verb.verb}\b", page.words)
        assert verb.cue_class in page.words


def test_shares_are_given_where_there_are_enough_cases(page):
    for row in OURS.itertuples():
        share = f" ({100 * row.n_right / row.n_found:.0f} %)" if row.n_found >= 20 else ""
        assert f"{row.n_right} of {row.n_found}{share}" in page.words


def test_the_committed_page_is_what_the_code_gives():
    committed = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert committed == rules_markdown(), "run `make rules`"
    assert KEPT.read_text(encoding="utf-8") == rules_html(), "run `make rules`"


def test_links_of_the_committed_page_lead_to_its_headings():
    committed = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^### (\w+)$", committed, re.MULTILINE))
    assert headings == set(described_rules())
    assert set(re.findall(r"\]\(#(\w+)\)", committed)) == headings
