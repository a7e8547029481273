"""Own corrections: how often rows were right in the articles that readers have looked through, by what they corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from onrecord.corrections.lines import Line
from onrecord.corrections.reading import read_corrections
from onrecord.corrections.sheets import APPLIED, RULE_BEHIND, is_about
from onrecord.quotes.by_hand import RULE
from onrecord.system.steps import counted, tell
from onrecord.system.wrong_calls import WrongCall
from onrecord.tables.record import Record, load

SURE = 1.96  # standard deviations: 95 of 100 such intervals hold the share
TABLES = ("quotes", "figures", "comparisons", "uncounted", "portrayals")
# What is counted of the rows of a table that are right as such, and the column of the sheet that says it is not.
PARTS = {
    "quotes": {"speakers": "speaker_is"},
    "figures": {"events": "event_is", "claimants": "speaker_is"},
    "uncounted": {},
    "comparisons": {},
    "portrayals": {},
}
WRONG_ITSELF = {"figures": "value_is", "comparisons": "relation_is"}


class _Seen(NamedTuple):
    """A row that a reader has looked at: its table, its rule, and what was said of it."""

    table: str
    rule: str
    line: Line | None


def interval(hits: int, cases: int) -> tuple[float, float]:
    """The interval that the share of hits is in, with 95 of 100 chances.

    Source of the method: Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22.

    Args:
        hits: as many as `cases` at most.
        cases: one at least.
    """
    share, square = hits / cases, SURE * SURE / cases
    middle = (share + square / 2) / (1 + square)
    half = SURE * sqrt(share * (1 - share) / cases + square / (4 * cases)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def right_in_your_articles(folder: str | Path, by_rule: bool = False) -> pd.DataFrame:
    """How often rows were right in your articles, by your own corrections.

    A row counts as looked at where its line in the sheet has an x under `checked`, or anything else filled in; all rows of
    an article do where the line of the article has that x.

    Args:
        folder: tables that were written with `--corrections`.
        by_rule: count the rows of each rule, too.

    Returns:
        DataFrame with a row for each kind of row (with `by_rule`, for each of its rules): table, what, rule, n_right, n_found
        (rows looked at), right (n_right / n_found), right_low and right_high (the interval), n_missed (rows that you added in
        articles that you looked through), found (n_right of these articles / what is there in them), found_low, found_high.

    Raises:
        WrongCall: there are no corrections beside these tables.
        FileNotFoundError: there are no tables.
    """
    folder = Path(folder)
    file = next((f for f in (folder / APPLIED, folder / "tables" / APPLIED) if f.is_file()), None)
    if file is None:
        raise WrongCall(f"{folder}: holds no corrected tables; give a folder that was written with --corrections")
    tell("reading the tables")
    return count_right(load(file.parent), read_corrections(file).lines, by_rule)


def count_right(record: Record, lines: Iterable[Line], by_rule: bool = False) -> pd.DataFrame:
    """As `right_in_your_articles`, of tables and the lines that were applied to them."""
    of_article: dict[str, list[Line]] = {}
    for line in lines:
        of_article.setdefault(line.article_id, []).append(line)
    found: Counter[tuple] = Counter()
    for article, about in counted(of_article.items(), "counting", "article", len(of_article)):
        through = any(line.table == "articles" and line.checked for line in about)
        for table in TABLES:
            for seen in _looked_at(record, article, table, about, through):
                for what, is_right in _judged(seen):
                    key = (table, what, seen.rule if by_rule else "")
                    found[*key, "found"] += 1
                    found[*key, "right"] += is_right
                    found[*key, "right in all"] += is_right and through
            if through and table in ("quotes", "figures") and not by_rule:
                found[table, table, "", "missed"] += sum(line.table == table and line.add for line in about)
    rows = [_row(key, found) for key in dict.fromkeys(key[:3] for key in found)]
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = "table what rule n_right n_found right right_low right_high n_missed found found_low found_high".split()


def _row(key: tuple[str, str, str], found: Mapping[tuple, int]) -> tuple:
    right, cases = found.get((*key, "right"), 0), found.get((*key, "found"), 0)
    missed, in_all = found.get((*key, "missed"), 0), found.get((*key, "right in all"), 0)
    shares = (right / cases, *interval(right, cases)) if cases else (None, None, None)
    there = in_all + missed
    is_known = there and (*key, "missed") in found
    recall = (in_all / there, *interval(in_all, there)) if is_known else (None, None, None)
    return (*key, right, cases, *shares, missed, *recall)


def _looked_at(record: Record, article: str, table: str, lines: list[Line], through: bool) -> Iterator[_Seen]:
    """The rows of a table that a reader has looked at, those that were struck among them, without those added by hand."""
    of_table = [line for line in lines if line.table == table and (line.is_change or line.checked)]
    for line in of_table:
        if line.strike:
            yield _Seen(table, line.found.rpartition(RULE_BEHIND)[2] if RULE_BEHIND in line.found else "", line)
    kept = [line for line in of_table if not line.strike]
    for row in _rows(record, table, article):
        about = next((line for line in kept if is_about(line, row)), None)
        if (through or about is not None) and row.get("rule") != RULE and not (about is not None and about.add):
            yield _Seen(table, row.get("rule") or "", about)


def _rows(record: Record, table: str, article: str) -> list[dict[str, Any]]:
    frame = getattr(record, table)
    column = "article_id_a" if table == "comparisons" else "article_id"
    rows: list[dict[str, Any]] = frame[frame[column] == article].to_dict("records")
    if table == "comparisons":
        figures = record.figures[record.figures["article_id"] == article].set_index("figure_id")
        texts, starts = figures["text"].to_dict(), figures["start"].to_dict()
        return [
            {"text": texts[r["a"]], "start": starts[r["a"]], "other_text": texts[r["b"]]}
            for r in rows
            if r["article_id_b"] == article
        ]
    return rows


def _judged(seen: _Seen) -> Iterator[tuple[str, bool]]:
    """What a reader has said of a row: of the row as such and, where that is right, of its parts."""
    line = seen.line
    wrong = WRONG_ITSELF.get(seen.table)
    is_right = line is None or not (line.strike or (wrong and getattr(line, wrong)))
    yield seen.table, is_right
    if is_right:
        for what, column in PARTS[seen.table].items():
            yield what, line is None or not getattr(line, column)
