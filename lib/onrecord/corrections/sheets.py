"""Sheets: the rows of tables as lines in which readers can strike, change and add, with what they have corrected before."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from onrecord.corrections._places import context_of, plain
from onrecord.corrections.columns import SHEET, TO_FILL
from onrecord.corrections.lines import Line, Outcome
from onrecord.system.spreadsheets import guarded
from onrecord.text.article import Article

APPLIED = "applied_corrections.csv"  # beside tables: the lines that were applied to them
PROBLEM = "problem"  # its last column: why a line was not
RULE_BEHIND = " · "  # parts what was found from the rule that found it
LONGEST_FOUND = 300  # characters of what was found

Row = Mapping[str, Any]
Cells = Mapping[str, object]


def lines_of(tables: Mapping[str, Iterable[Row]], earlier: Iterable[Line] = ()) -> Iterator[Cells]:
    """The lines of a sheet: a line for each row that can be corrected, article by article, and those filled in before.

    Args:
        tables: rows by table, each as a mapping by column; None where a cell is empty.
        earlier: lines that readers have filled in; a row that one of them is about has no other line.
    """
    by_article: dict[str, list[Line]] = {}
    for line in earlier:
        by_article.setdefault(line.article_id, []).append(line)
    rows = {name: _by_article(tables[name]) for name in TO_FILL if name not in ("articles", "comparisons")}
    pairs = _by_article(tables["comparisons"], "article_id_a")
    for article in tables["articles"]:
        key = article["article_id"]
        of_article = {name: some.get(key, []) for name, some in rows.items()}
        yield from _of_article(article, of_article, pairs.get(key, []), by_article.pop(key, []))
    for others in by_article.values():
        yield from map(cells_of, others)


def _by_article(rows: Iterable[Row], column: str = "article_id") -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def _of_article(article: Row, rows: Mapping[str, list[Row]], pairs: list[Row], earlier: list[Line]) -> Iterator[Cells]:
    """The lines of an article, each kind of row in the order of the text."""
    place = {column: article[column] for column in ("title", "outlet", "source", "article_id")}
    known: dict[tuple[str, str], list[Line]] = {}
    for line in earlier:
        words = (line.speaker_is or line.speaker) if line.table == "speakers" else line.text
        known.setdefault((line.table, plain(words)), []).append(line)
    text = article["text"]
    lines: list[dict[str, object]] = [{"table": "articles", "text": article["title"] or text[:100].strip()}]
    for row in rows["quotes"]:
        lines.append(_spanned("quotes", row, text, f"{row['kind']}, {row['cue'] or 'no cue'}"))
    for row in rows["speakers"]:
        about = filter(None, (row["role"], row["affiliation"], row["kind"]))
        lines.append({"table": "speakers", "speaker": row["speaker"], "found": "; ".join(about)})
    for row in rows["figures"]:
        lines.append(_spanned("figures", row, text, f"{row['event']}: {_interval(row)}"))
    lines += [_pair(pair, rows["figures"], text) for pair in pairs if pair["article_id_b"] == article["article_id"]]
    for row in rows["uncounted"]:
        lines.append(_spanned("uncounted", row, text, f"{row['event'] or 'no event'}: {row['what']}"))
    for row in rows["portrayals"]:
        if row["kind"] != "cue":  # these are right or wrong with their quotes
            lines.append(_spanned("portrayals", row, text, f"{row['kind']}: {row['word']}"))
    kept = [line for line in lines if not _is_known(line, known)]
    yield from ({**line, **place} for line in kept)
    yield from map(cells_of, earlier)


def _is_known(line: Cells, known: Mapping[tuple[str, str], list[Line]]) -> bool:
    """Whether readers have filled in a line about this row before."""
    words = line["speaker"] if line["table"] == "speakers" else line["text"]
    there = known.get((str(line["table"]), plain(str(words or ""))), ())
    return any(is_about(each, {**line, "text": each.text}) for each in there)


def is_about(line: Line, row: Row) -> bool:
    """Whether a line is about a row by its words and its place, where it states one.

    Args:
        line: of the same article and table.
        row: with `text` and `start`; of a pair of figures those of the first, and `other_text`.
    """
    if line.start not in (None, row.get("start")):
        return False
    return plain(line.text) == plain(str(row["text"] or "")) and plain(line.other_text) == plain(
        str(row.get("other_text") or "")
    )


def _spanned(table: str, row: Row, text: str, found: str) -> dict[str, object]:
    return {
        "table": table,
        "text": row["text"],
        "speaker": row["speaker"],
        "found": f"{found[:LONGEST_FOUND]}{RULE_BEHIND}{row['rule']}" if row.get("rule") else found[:LONGEST_FOUND],
        "context": context_of(text, row["start"], row["end"]),
        "start": row["start"],
    }


def _pair(pair: Row, figures: list[Row], text: str) -> dict[str, object]:
    by_id = {figure["figure_id"]: figure for figure in figures}
    a, b = by_id[pair["a"]], by_id[pair["b"]]
    line = _spanned("comparisons", a, text, f"{pair['relation']}: {pair['why']}")
    return {**line, "speaker": None, "other_text": b["text"], "other_start": b["start"]}


def _interval(row: Row) -> str:
    low, high = (None if end is None else f"{end:,.10g}" for end in (row["value_low"], row["value_high"]))
    if low == high:
        return low or "no number"
    return f"{low or ''} to {high or ''}".strip()


def cells_of(line: Line) -> dict[str, object]:
    """The cells of a line that a reader has filled in."""
    cells = {f.name: getattr(line, f.name) for f in fields(line) if f.name in SHEET}
    return {column: "x" if cell is True else cell for column, cell in cells.items() if cell not in (False, None, "")}


def csv_of(lines: Iterable[Cells], more: Iterable[str] = ()) -> Iterator[str]:
    """Lines of a sheet as CSV, the names of the columns first.

    Args:
        lines: cells by column.
        more: columns behind those of the sheet.
    """
    columns = (*SHEET, *more)
    yield "\ufeff" + _csv_line(columns)  # without the mark, Excel takes it for another encoding
    for each in lines:
        yield _csv_line([each.get(column) for column in columns])


def _csv_line(cells: Iterable[object]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow(["" if c is None else guarded(str(c)) for c in cells])
    return file.getvalue()


def as_it_stands(outcome: Outcome, article: Article) -> Line:
    """A line with the article and the place that its words have by now, so that it is found there again."""
    line = outcome.line
    if outcome.problem is not None or not line.article_id:
        return line
    line = replace(line, article_id=article.article_id, title=article.title or "", outlet=article.outlet or "")
    line = replace(line, source=article.source or "")
    if outcome.start is None or outcome.end is None:
        return line
    context = context_of(article.text, outcome.start, outcome.end)
    return replace(line, start=outcome.start, context=context, add=line.add or outcome.added)
