"""Rules for figures: how often each is right.

described_figure_rules.csv describes them: a line for each rule that finds what happened or who claims it, for each status and
for each relation of two claims. `make accuracy` counts on hand-marked articles how often each is right and writes
figure_rule_accuracy.csv.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from onrecord.evaluation.marked import overlap, pair_up, read_marked
from onrecord.evaluation.row_accuracy import same_claimant, same_value
from onrecord.tables.record import Record, analyse

COUNTS = Path(__file__).with_name("figure_rule_accuracy.csv")
# What the marks call our relations; the others are "same_quantity".
MARKED_AS = {"subset": "subset", "adds": "additive", "updates": "update"}


@cache
def figure_rule_accuracy() -> pd.DataFrame:
    """How often each rule was right on the project's own marked articles.

    Returns:
        DataFrame with a row per part and rule. "event": n_found figures that the rule found, n_right of these have a marked
        number and event. "claimant": n_right have the marked claimant. "compared": n_found pairs got the relation, n_right of
        these are marked with one that means the same.
    """
    return pd.read_csv(COUNTS, encoding="utf-8")


def measure_figure_rules(marked: str | Path) -> pd.DataFrame:
    """Count for each rule how many of the figures and pairs that it found are right; see `figure_rule_accuracy`.

    Args:
        marked: file of marked figures in the form of data/marked/figures.jsonl. What is marked as optional is neither
            wanted nor false.

    Raises:
        FileNotFoundError: there is no such file.
    """
    counts = [count for mark, article in read_marked(marked) for count in _counts(mark, analyse(article))]
    table = pd.DataFrame(counts, columns=["part", "rule", "n_found", "n_right"])
    return table.groupby(["part", "rule"], as_index=False).sum()


def write_figure_rule_accuracy(marked: str | Path) -> None:
    """Measure, and write figure_rule_accuracy.csv beside this file."""
    measure_figure_rules(marked).to_csv(COUNTS, index=False, lineterminator="\n")


def _counts(mark: dict[str, Any], record: Record) -> Iterator[tuple[str, str, int, int]]:
    """For each figure and pair of an article: part, rule, 1, and whether it is right."""
    found = record.figures.to_dict("records")
    wanted = [m for m in mark["figures"] if not m.get("optional")]
    optional = [m for m in mark["figures"] if m.get("optional")]
    pairs = pair_up(wanted, found, lambda m, f: overlap(m, f) > 0 and same_value(m, f))
    mark_of = {f["figure_id"]: m for m, f in pairs}
    for row in found:
        m = mark_of.get(row["figure_id"])
        if m is None and any(overlap(o, row) for o in optional):
            continue
        rules = row["rule"].split("; ")
        how = [rule for rule in rules if not rule.startswith("claimant_")][-1]
        yield "event", how, 1, int(m is not None and row["event"] in {m["event"], *m.get("event_alt", [])})
        for rule in (rule for rule in rules if rule.startswith("claimant_")):
            yield "claimant", rule, 1, int(m is not None and same_claimant(m, row))
    yield from _pair_counts(mark, record)


def _pair_counts(mark: dict[str, Any], record: Record) -> Iterator[tuple[str, str, int, int]]:
    """The same for each pair; one that is not marked is wrong, unless a number of it is marked as optional."""
    found = record.figures.to_dict("records")
    pairs = pair_up(mark["figures"], found, lambda m, f: overlap(m, f) > 0 and same_value(m, f))
    mark_of = {f["figure_id"]: m for m, f in pairs}
    marked = {frozenset((p["a"], p["b"])): p for p in mark.get("pairs", [])}
    for row in record.comparisons.to_dict("records"):
        ends = [mark_of[row[end]] for end in "ab" if row[end] in mark_of]
        pair = marked.get(frozenset(m["fid"] for m in ends))
        if pair or not any(m.get("optional") for m in ends):
            yield "compared", row["relation"], 1, int(pair is not None and _means(pair, row["relation"]))


def _means(pair: dict[str, Any], relation: str) -> bool:
    """Whether a marked pair, whose `agree` and `conflict` say how its numbers stand to each other, is what we call it."""
    if relation in MARKED_AS:
        return pair["relation"] == MARKED_AS[relation]
    if relation == "compatible" and pair["relation"] == "possible_subset_not_stated":
        return True
    told = "conflict" if relation.startswith("conflict") else "agree"
    return pair["relation"].startswith("same_quantity") and pair.get(told) is not None
