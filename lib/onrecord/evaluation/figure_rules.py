"""Rules for figures: what each looks for, and how often it is right.

described_figure_rules.csv has a line for each rule that finds what happened or who claims it, for each status and for each
relation of two claims. `make accuracy` counts on hand-marked articles how often each is right and writes
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
from onrecord.evaluation.rules import Rule
from onrecord.tables.record import Record, analyse
from onrecord.words import read_words

COUNTS = Path(__file__).with_name("figure_rule_accuracy.csv")


@cache
def described_figure_rules() -> dict[str, Rule]:
    """All rules by name, in the order in which to read of them; `part` is "event", "claimant", "status" or "compared"."""
    rows = read_words("described_figure_rules.csv", "onrecord.evaluation")
    return {row["rule"]: Rule(**{"name": row["rule"]} | {k: v for k, v in row.items() if k != "rule"}) for row in rows}


@cache
def figure_rule_accuracy() -> pd.DataFrame:
    """How often each rule was right on the project's own marked articles.

    Returns:
        DataFrame with a row per part and rule. "event": n_found figures that the rule found, n_right of these have a marked
        number and event. "claimant": n_right have the marked claimant. "compared": n_right are pairs that are marked.
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
        how, *who = row["rule"].split("; ")
        yield "event", how, 1, int(m is not None and row["event"] in {m["event"], *m.get("event_alt", [])})
        for rule in who:
            yield "claimant", rule, 1, int(m is not None and same_claimant(m, row))
    told = {frozenset((p["a"], p["b"])) for p in mark.get("pairs", [])}
    for row in record.comparisons.to_dict("records"):
        ends = {mark_of[row[end]]["fid"] for end in "ab" if row[end] in mark_of}
        if len(ends) == 2:
            yield "compared", row["relation"], 1, int(frozenset(ends) in told)
