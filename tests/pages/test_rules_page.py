"""The page of rules: every rule is on it, every example shows its rule, every count is the one measured."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.evaluation.figure_rules import figure_rule_accuracy
from onrecord.evaluation.rules import OWN, rule_accuracy, rules_of_all_tables
from onrecord.pages.rule_examples import Example, example_as_html, example_as_markdown
from onrecord.pages.rules_page import KEPT, TABLES, rules_html, rules_markdown, rules_page
from onrecord.tables.record import TABLES as TABLES_OF_A_RECORD
from onrecord.words.lexicons import cue_verbs

PROJECT = Path(__file__).parents[2]
COMMITTED = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")


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


def test_every_rule_has_its_anchor_and_says_what_it_looks_for(page):
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    letters = re.sub(r"\W", "", page.words)
    for rule in rules_of_all_tables().values():
        assert rule.name in ids
        assert re.sub(r"\W", "", rule.looks_for[1:]) in letters


def test_every_table_with_rules_has_a_section(page):
    ids = {attributes.get("id") for _, attributes in page.tags}
    told = {table.key for table in TABLES}
    assert {f"part-{key}" for key in told} <= ids
    assert set(TABLES_OF_A_RECORD) - told == {"articles", "tone_toward"}
    assert {part.key for table in TABLES for part in table.parts} == {r.part for r in rules_of_all_tables().values()}


def test_links_on_the_page_lead_to_its_anchors(page):
    ids = {attributes.get("id") for _, attributes in page.tags}
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a" and "href" in attributes]
    assert {link[1:] for link in links if link.startswith("#")} <= ids


def test_no_heading_is_deeper_than_the_one_before_by_two(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_class_of_cues_and_every_verb_is_listed(page):
    for verb in cue_verbs().values():
        assert re.search(rf"\b{verb.verb}\b", page.words)
        assert verb.cue_class in page.words


def test_shares_are_given_where_there_are_enough_cases(page):
    ours = rule_accuracy()[rule_accuracy()["set"] == OWN]
    for row in [*ours.itertuples(), *figure_rule_accuracy().itertuples()]:
        share = f" ({100 * row.n_right / row.n_found:.0f} %)" if row.n_found >= 20 else ""
        assert f"{row.n_right} of {row.n_found}{share} in our articles" in page.words


def test_the_committed_page_is_what_the_code_gives():
    assert rules_markdown() == COMMITTED, "run `make rules`"
    assert KEPT.read_text(encoding="utf-8") == rules_html(), "run `make rules`"


def test_links_of_the_committed_page_lead_to_its_headings():
    names = re.findall(r"^#### (\w+)$", COMMITTED, re.MULTILINE)
    assert sorted(names) == sorted(rules_of_all_tables())
    headings = [re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^##+ (.+)$", COMMITTED, re.M)]
    assert len(headings) == len(set(headings)), "a host would number the second one's anchor"
    assert set(re.findall(r"\]\(#([\w-]+)\)", COMMITTED)) <= set(headings)


@pytest.mark.parametrize(
    ("spans", "html", "markdown"),
    [
        ({(0, 3): "who", (4, 8): "cue"}, "<u>Ada</u> <em>said</em> no &amp; left.", "<ins>Ada</ins> *said* no & left."),
        ({(4, 11): "found", (9, 11): "who"}, "Ada <mark>said no</mark> &amp; left.", "Ada **said no** & left."),
    ],
    ids=["beside each other", "one in another"],
)
def test_an_example_is_marked(spans, html, markdown):
    example = Example("Ada said no & left.", spans, ())
    assert example_as_html(example) == f"<blockquote><p>{html}</p></blockquote>"
    assert example_as_markdown(example) == f"> {markdown}"
