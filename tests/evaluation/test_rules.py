"""The page of rules: every rule is on it, every example shows its rule, every count is the one measured."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from onrecord.evaluation import rules as rules_module
from onrecord.evaluation.rules import OWN, measure, rule_accuracy, rules, write
from onrecord.pages.rules_page import KEPT, example_of, rules_html, rules_markdown, rules_page
from onrecord.tables.record import analyse
from onrecord.text.sources import read_many
from onrecord.words import read_words
from onrecord.words.lexicons import cue_verbs

PROJECT = Path(__file__).parents[2]
BOTH_MARKED = "Ada Quill said that the bridge was closed. Tom Harrow said that the river was high."


def parts_of(quotes: pd.DataFrame) -> set[tuple[str, str]]:
    """The rules that a table of quotes names: {("found", "clause_after_cue"), ("named", "pronoun"), ...}."""
    return {pair for rule in quotes["rule"] for pair in zip(("found", "named"), rule.split("/"), strict=True)}


@pytest.mark.parametrize("name", rules())
def test_the_rule_finds_its_example(name):
    rule = rules()[name]
    record = example_of(rule)
    assert (rule.part, name) in parts_of(record.quotes)
    assert all(rule.example[row.start : row.end] == row.text for row in record.quotes.itertuples())


def test_every_rule_that_is_met_is_described():
    records = [analyse(article) for article in read_many([PROJECT / "data" / "articles"])]
    examples = [example_of(rule) for rule in rules().values()]
    met = set().union(*(parts_of(record.quotes) for record in [*records, *examples]))
    assert met == {(rule.part, rule.name) for rule in rules().values()}


def test_every_line_is_whole_and_no_name_stands_twice():
    lines = read_words("rules.csv")
    assert len({line["rule"] for line in lines}) == len(lines)
    for line in lines:
        assert None not in line, f"{line['rule']}: too many cells"
        assert line["part"] in ("found", "named")
        assert line["looks_for"] and line["example"]
        assert re.fullmatch("[a-z_]+", line["rule"]), "a name is an anchor"


# --- counts ----------------------------------------------------------------------------------------------------


def test_the_counts_shown_are_the_counts_measured():
    shown = rule_accuracy().query("set == @OWN").drop(columns=["set", "date"]).reset_index(drop=True)
    pd.testing.assert_frame_equal(measure(PROJECT / OWN / "quotes.jsonl"), shown, check_dtype=False)


def test_counts_of_texts_that_are_not_here_say_when_they_were_made():
    others = rule_accuracy().query("set != @OWN")
    assert others["date"].notna().all()
    assert (others["n_right"] <= others["n_found"]).all()


def marked(folder: Path, *quotes: dict) -> Path:
    """A file with one marked article, whose words Ada Quill's and Tom Harrow's cues govern."""
    path = folder / "made_up.jsonl"
    spans = [(BOTH_MARKED.index(q["text"]), q) for q in quotes]
    whole = [{"start": start, "end": start + len(q["text"]), "kind": "indirect"} | q for start, q in spans]
    path.write_text(json.dumps({"id": "made-up", "text": BOTH_MARKED, "quotes": whole}) + "\n", encoding="utf-8")
    return path


ADA = {"text": "the bridge was closed", "speaker_canonical": "Ada Quill"}
TOM = {"text": "the river was high", "speaker_canonical": "Tom Harrow"}


@pytest.mark.parametrize(
    ("quotes", "counted"),
    [
        ([ADA, TOM], {("found", "clause_after_cue"): (2, 2), ("named", "name"): (2, 2)}),
        ([ADA], {("found", "clause_after_cue"): (2, 1), ("named", "name"): (1, 1)}),
        ([ADA, TOM | {"core": False}], {("found", "clause_after_cue"): (1, 1), ("named", "name"): (1, 1)}),
        (
            [ADA, TOM | {"speaker_canonical": "Tom Brink Harrow"}],
            {("found", "clause_after_cue"): (2, 2), ("named", "name"): (2, 1)},
        ),
        ([ADA | {"speaker_canonical": None}], {("found", "clause_after_cue"): (2, 1)}),
        ([], {("found", "clause_after_cue"): (2, 0)}),
    ],
    ids=["right", "not marked", "neither wanted nor false", "another name", "no names marked", "nothing marked"],
)
def test_what_counts_as_right(tmp_path, quotes, counted):
    rows = measure(marked(tmp_path, *quotes)).itertuples()
    assert {(row.part, row.rule): (row.n_found, row.n_right) for row in rows} == counted


def test_counts_of_a_set_stay_until_it_is_measured_again(tmp_path, monkeypatch):
    monkeypatch.setattr(rules_module, "COUNTS", tmp_path / "rule_accuracy.csv")
    own = marked(tmp_path, ADA, TOM)
    other = own.rename(tmp_path / "elsewhere.jsonl")
    own.write_text(other.read_text())
    write(own, [other])
    both = rules_module.COUNTS.read_text()
    assert "elsewhere,20" in both and f"{OWN},,found,clause_after_cue,2,2" in both
    write(own)
    assert rules_module.COUNTS.read_text() == both


# --- the page --------------------------------------------------------------------------------------------------


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
    for rule in rules().values():
        quotes = example_of(rule).quotes
        assert {rule.name, *(f"{rule.name}-q-{quote_id}" for quote_id in quotes["quote_id"])} <= ids
        assert rule.looks_for[1:] in page.words


def test_every_class_of_cues_and_every_verb_is_listed(page):
    for verb in cue_verbs().values():
        assert re.search(rf"\b{verb.verb}\b", page.words)
        assert verb.cue_class in page.words


def test_shares_are_given_where_there_are_enough_cases(page):
    for row in rule_accuracy().query("set == @OWN").itertuples():
        share = f" ({100 * row.n_right / row.n_found:.0f} %)" if row.n_found >= 20 else ""
        assert f"{row.n_right} of {row.n_found}{share}" in page.words


def test_the_committed_page_is_what_the_code_gives():
    committed = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert committed == rules_markdown(), "run `make rules`"
    assert KEPT.read_text(encoding="utf-8") == rules_html(), "run `make rules`"


def test_links_of_the_committed_page_lead_to_its_headings():
    committed = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^### (\w+)$", committed, re.MULTILINE))
    assert headings == set(rules())
    assert set(re.findall(r"\]\(#(\w+)\)", committed)) == headings
