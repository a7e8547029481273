"""Rules: each line is whole, each has its words, each count is the one measured."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from onrecord.evaluation import rules as rules_module
from onrecord.evaluation.rules import (
    OWN,
    described_sets,
    measure_rules,
    rule_accuracy,
    rule_in_words,
    rules_of_all_tables,
    write_rule_accuracy,
)
from onrecord.words import read_words

PROJECT = Path(__file__).parents[2]
BOTH_MARKED = "Ada Quill said that the bridge was closed. Tom Harrow said that the river was high."


def test_every_line_is_whole_and_no_name_stands_twice():
    files = ("described_rules.csv", "described_figure_rules.csv", "described_row_rules.csv")
    lines = [line for file in files for line in read_words(file, "onrecord.evaluation")]
    assert [line["rule"] for line in lines] == list(rules_of_all_tables())
    for line in lines:
        assert None not in line, f"{line['rule']}: too many cells"
        assert line["in_words"] and line["looks_for"] and line["example"] and line["why"]
        assert re.fullmatch("[a-z_]+", line["rule"]), "a name is an anchor"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("clause_after_cue/as_written", "paraphrase after a verb like “said”; speaker as written"),
        ("unit_is_event; claimant_counts", "the counted noun itself, as in “12 deaths”; claimant who counted"),
        ("a_rule_of_tomorrow/nobody", "a rule of tomorrow; no speaker found"),
    ],
)
def test_a_rule_in_words(rule, words):
    assert rule_in_words(rule) == words


# --- counts ----------------------------------------------------------------------------------------------------


def test_the_counts_shown_are_the_counts_measured():
    shown = rule_accuracy().query("set == @OWN").drop(columns=["set", "date"]).reset_index(drop=True)
    pd.testing.assert_frame_equal(measure_rules(PROJECT / OWN / "quotes.jsonl"), shown, check_dtype=False)


def test_counts_of_texts_that_are_not_here_say_when_they_were_made():
    others = rule_accuracy().query("set != @OWN")
    assert set(others["set"]) == set(described_sets()) - {OWN}, "so there are some, and each has a title"
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
    rows = measure_rules(marked(tmp_path, *quotes)).itertuples()
    assert {(row.part, row.rule): (row.n_found, row.n_right) for row in rows} == counted


def test_counts_of_a_set_stay_until_it_is_measured_again(tmp_path, monkeypatch):
    monkeypatch.setattr(rules_module, "COUNTS", tmp_path / "rule_accuracy.csv")
    own = marked(tmp_path, ADA, TOM)
    other = own.rename(tmp_path / f"{next(name for name in described_sets() if name != OWN)}.jsonl")
    own.write_text(other.read_text())
    write_rule_accuracy(own, [other, tmp_path / "described_nowhere.jsonl"])
    both = rules_module.COUNTS.read_text()
    assert f"{other.stem},20" in both and f"{OWN},,found,clause_after_cue,2,2" in both
    write_rule_accuracy(own)
    assert rules_module.COUNTS.read_text() == both
