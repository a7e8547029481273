"""Reading marks: from what a board gave, a form that was filled in, or a table of a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from onrecord.classroom.marking._frame import NUMBERS, TABLES, fields, frame
from onrecord.classroom.marking._places import SHOWN, NotFound, find
from onrecord.system.spreadsheets import unguarded
from onrecord.text.article import Article, SourceError, whole_characters
from onrecord.text.sources.encodings import decode

HEADER = {
    "quotes": ("sentence", "words", "kind", "speaker"),
    "figures": ("sentence", "words", "low", "high", "event", "claimant"),
    "pairs": ("sentence", "words", "other_sentence", "other_words", "relation"),
}
# The columns of a CSV; start and end are given by the board alone.
CSV = {
    "quotes": ("sentence", "words", "kind", "speaker", "start", "end"),
    "figures": ("sentence", "words", "low", "high", "event", "claimant", "start", "end"),
    "pairs": (*HEADER["pairs"], "start", "end", "other_start", "other_end"),
}
# The number of a sentence; "3#2": the second time in it; "3@527": at this place, as the board writes it.
NUMBER = re.compile(r"(\d{1,9})(?:\s*#\s*(?P<nth>\d{1,9})|@(?P<start>\d{1,9}))?")
PLACE = re.compile(r"\d{1,9}")
STATED = re.compile(r"(marker|marks)\s*:\s*(.*)", re.IGNORECASE)

Row = tuple[int, Mapping[str, str]]  # the number of its line, and its cells


def read(source: str | Path, article: Article, marker: str = "") -> pd.DataFrame:
    """Read marks that somebody made in an article.

    Args:
        source: what the board's button "Copy" gave, a form that was filled in, the text of a CSV, or the name of a file with
            one of them.
        article: that was marked.
        marker: who marked; what the source says when left out.

    Returns:
        DataFrame with a row per mark: marker, table ("quotes", "figures" or "pairs"), start, end and words of its place; kind
        and speaker of a quote; low, high, event and claimant of a figure; other_start, other_end, other_words and relation of
        a pair; line (of the source) and problem. A cell that was left blank is null. A line that cannot be read is a row,
        too: `problem` says why, and where its words were not found `start` is null.
    """
    try:
        text = _text(source)
    except (OSError, ValueError, SourceError) as fault:
        said = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        return frame(
            [{"table": "quotes", "problem": f"{whole_characters(str(source))[:SHOWN]}: cannot be read ({said})"}],
            article,
            marker,
        )
    try:
        table, stated, rows = _rows(whole_characters(text))
    except csv.Error as fault:
        return frame([{"table": "quotes", "problem": f"this is no CSV that can be read ({fault})"}], article, marker)
    marks = [_mark(article, table, line, cells) for line, cells in rows]
    by = {cells["marker"].strip() for _, cells in rows if cells.get("marker", "").strip()}
    return frame(marks, article, marker or stated or " + ".join(sorted(by)))


def _text(source: str | Path) -> str:
    """The text of a source; a text of one line without cells is the name of a file."""
    if not isinstance(source, str | Path):
        raise ValueError("give the text that was copied, or the name of a file")
    is_name = isinstance(source, Path) or (source.strip() and "\n" not in source.strip() and "|" not in source)
    return decode(Path(str(source).strip()).read_bytes(), Path(source).name) if is_name else str(source)


def _rows(text: str) -> tuple[str, str, list[Row]]:
    """The table that is marked, the marker, and the rows of a form or a CSV."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in text.split("\n") if line.strip() and not line.startswith("sep=")), "")
    names = {name.strip().strip('"').lower() for name in re.split(r"[,;\t]", first)}
    return _of_csv(text) if "words" in names else _of_form(text)


def _of_csv(text: str) -> tuple[str, str, list[Row]]:
    lines = text.split("\n")
    first = next(i for i, line in enumerate(lines) if line.strip() and not line.startswith("sep="))
    delimiter = max(",;\t", key=lines[first].count)
    reader = csv.reader(io.StringIO("\n".join(lines[first:])), delimiter=delimiter)
    header = [name.strip().lower() for name in next(reader)]
    rows: list[Row] = []
    line = reader.line_num
    for cells in reader:
        row = {name: unguarded(c) for name, c in zip(header, cells, strict=False)}
        if any(row.get(name, "").strip() for name in HEADER[_table_of(header)] if not name.endswith("sentence")):
            rows.append((first + line + 1, row))
        line = reader.line_num
    return _table_of(header), "", rows


def _table_of(header: list[str]) -> str:
    return "pairs" if "relation" in header else "figures" if "event" in header else "quotes"


def _of_form(text: str) -> tuple[str, str, list[Row]]:
    stated, lines = {}, []
    for number, line in enumerate(text.split("\n"), 1):
        if said := STATED.fullmatch(line.strip()):
            stated[said[1].lower()] = said[2].strip().replace("\\|", "|")
        elif line.strip() and not line.lstrip().startswith(("#", "[")):
            lines.append((number, [part.strip().replace("\\|", "|") for part in re.split(r"(?<!\\)\|", line)]))
    table = stated.get("marks", "").lower()
    if table not in TABLES:
        most = max((len(parts) for _, parts in lines), default=0)
        table = {5: "pairs", 6: "figures"}.get(most, "quotes")
    rows: list[Row] = [(number, dict(zip(HEADER[table], parts, strict=False))) for number, parts in lines]
    return table, stated.get("marker", ""), rows


def _mark(article: Article, table: str, line: int, cells: Mapping[str, str]) -> dict[str, Any]:
    """A row of the frame from a line of a source."""
    row: dict[str, Any] = {"table": table, "line": line, "words": cells.get("words", "").strip() or None}
    problems = []
    for prefix in ("", "other_") if table == "pairs" else ("",):
        try:
            start, end = _place(article, cells, prefix)
            row |= {f"{prefix}start": start, f"{prefix}end": end, f"{prefix}words": article.text[start:end]}
        except NotFound as fault:
            problems.append(str(fault))
    if problems:
        row |= dict.fromkeys(["start", "end", "other_start", "other_end"])
    for name, value, problem in _values(table, cells):
        row[name] = value
        problems += [problem] if problem else []
    if problems:
        row["problem"] = f"line {line}: {'; '.join(problems)}"
    return row


def _place(article: Article, cells: Mapping[str, str], prefix: str) -> tuple[int, int]:
    """Where the words of a line stand: at the offsets it gives if they are right, else where they are found."""
    given = cells.get(f"{prefix}words", "").strip()
    if not given:
        raise NotFound("no words are given; write the words of the article between the first two strokes (|)")
    start, end = (cells.get(f"{prefix}{name}", "").strip() for name in ("start", "end"))
    if PLACE.fullmatch(start) and PLACE.fullmatch(end) and article.text[int(start) : int(end)] == given:
        return int(start), int(end)
    told = cells.get(f"{prefix}sentence", "").strip()
    number = NUMBER.fullmatch(told)
    if not told:
        return find(article, given)
    if not number:
        raise NotFound(f"“{told[:SHOWN]}” is no number of a sentence; write digits, such as 3")
    start = number["start"] or start
    if PLACE.fullmatch(start) and article.text.startswith(given, int(start)):
        return int(start), int(start) + len(given)
    return find(article, given, int(number[1]), int(number["nth"]) if number["nth"] else None)


def _values(table: str, cells: Mapping[str, str]) -> Iterator[tuple[str, str | float | None, str]]:
    """(column, value, what is wrong with it) of what a line says of its words."""
    for field in fields(table):
        given = " ".join(cells.get(field.name, "").split())
        if not given:
            yield field.name, None, ""
        elif field.name in NUMBERS:
            yield field.name, *_number(field.label, given)
        elif field.choices and given.lower() not in field.choices:
            yield (
                field.name,
                None,
                f"“{given[:SHOWN]}” is read as blank: {field.label.lower()} is one of {', '.join(field.choices)}",
            )
        else:
            yield field.name, given.lower() if field.choices else given, ""


def _number(label: str, given: str) -> tuple[float | None, str]:
    plain = re.sub(r"(?<=\d)[,\s](?=\d{3}\b)", "", given)
    if re.fullmatch(r"\d{1,15}(?:\.\d+)?", plain):
        return float(plain), ""
    return None, f"“{given[:SHOWN]}” is read as blank: write “{label.lower()}” in digits, such as 9500"
