"""Reading: a sheet that readers have filled in, line by line; what a line cannot mean is said of it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from onrecord.corrections._cells import Row, rows_of
from onrecord.corrections._values import value_of
from onrecord.corrections.columns import ADDABLE, CHANGES, FILLED, NOBODY, RELATIONS, SHEET, TO_FILL
from onrecord.corrections.lines import Corrections, Line
from onrecord.rows import EVENTS, Comparison, Figure, PortrayalRow, Quote, Speaker, Uncounted
from onrecord.system.text_lines import one_line
from onrecord.system.wrong_calls import WrongCall
from onrecord.text.sources.places import place_name

YES = frozenset("x yes y true wahr vrai 1 ✓ ✔ ✗ ✘ ja oui si sí".split())
MARKS = frozenset("x ✓ ✔ ✗ ✘".split())  # which are nothing but marks, in whatever column they stand
NO = frozenset(["", "no", "n", "false", "falsch", "faux", "0", "-"])
NOBODIES = frozenset([NOBODY, "no one", "noone", "none", "null", "-", "the article itself", "the article"])
ALIASES = {
    "claimant": "speaker",
    "claimant_is": "speaker_is",
    "id": "article_id",
    "missed": "add",
    "correct_speaker": "speaker_is",
}
FLAGS = ("strike", "add", "checked")
SHOWN = 60  # characters of a cell in a message
LONGEST_NAME = 200  # characters of a speaker's name
_READ = frozenset((*SHEET, "figure_id", "a", "b", "article_id_a", "article_id_b"))
_OURS = _READ | {f.name for row in (Quote, Speaker, Figure, Comparison, Uncounted, PortrayalRow) for f in fields(row)}
# A line that names no table may say that two names are one: "Kyiv = Ukraine".
_IS = re.compile(r"([^=]{1,200}?) ?= ?([^=]{1,200})")


class Fault(Exception):
    """What a line cannot mean: the column, and what is wrong with what stands in it."""


def read_corrections(file: str | Path) -> Corrections:
    """Read a sheet of corrections: its lines in which something is filled in.

    Args:
        file: CSV, with any of the usual separators and encodings, or .xlsx; lines may have been deleted and sorted.

    Returns:
        The lines, and what is wrong with those that cannot be read; these are left out.

    Raises:
        WrongCall: there is no such file, or it is no sheet of corrections.
    """
    path, name = Path(file), place_name(Path(file).name)
    lines, faults, workbook = [], [], _Workbook()
    try:
        for row, cells in _filled(rows_of(path, name), name, workbook):
            if isinstance(cells, str):
                faults.append(f"{row.place}, {cells}")
                continue
            try:
                lines.append(_line(row, workbook.with_places(cells)))
            except Fault as fault:
                faults.append(f"{row.place}, {fault}")
    except OSError as problem:
        raise WrongCall(
            f"{place_name(file)}: cannot be read ({problem.strerror}); name a sheet of corrections"
        ) from problem
    return Corrections(tuple(lines), tuple(faults))


class _Workbook:
    """What the sheets of a workbook say of articles and figures that lines of its other sheets name by their ids alone."""

    def __init__(self) -> None:
        self._articles: dict[str, dict[str, str]] = {}
        self._figures: dict[tuple[str, str], tuple[str, str]] = {}

    def take(self, sheet: str, cells: Mapping[str, str]) -> None:
        """Take note of a row, whether anything is filled in in it or not."""
        if sheet == "articles":
            stated = {name: cells.get(name, "") for name in ("title", "outlet", "source")}
            self._articles[cells.get("article_id", "")] = stated
        elif sheet == "figures":
            place = cells.get("text", ""), cells.get("start", "")
            self._figures[cells.get("article_id", ""), cells.get("figure_id", "")] = place

    def with_places(self, cells: dict[str, str]) -> dict[str, str]:
        """The cells of a line with the article that they are of, and the words of the figures that it compares."""
        if "article_id_a" in cells and cells["article_id_a"] == cells.get("article_id_b"):
            article = cells["article_id_a"]
            text, start = self._figures.get((article, cells.get("a", "")), ("", ""))
            other_text, other_start = self._figures.get((article, cells.get("b", "")), ("", ""))
            places = {"text": text, "start": start, "other_text": other_text, "other_start": other_start}
            cells = {**cells, "article_id": article, **places}
        return {**self._articles.get(cells.get("article_id", ""), {}), **cells}


def as_corrections(corrections: str | Path | Corrections | None) -> Corrections:
    """Corrections, however they are given: read, the name of a sheet, or none (None, "").

    Raises:
        WrongCall: see `read_corrections`.
    """
    if isinstance(corrections, Corrections):
        return corrections
    return read_corrections(corrections) if corrections else Corrections()


def _filled(rows: Iterator[Row], name: str, workbook: _Workbook) -> Iterator[tuple[Row, dict[str, str] | str]]:
    """The rows in which something is filled in, as cells by the names of their columns; or what is wrong with a column."""
    sheet, header, known = None, [], False
    for row in rows:
        if sheet != row.sheet or not header:
            sheet = row.sheet
            header = [_column_name(cell) for cell in row.cells]
            known = known or any(column in (*CHANGES, "checked") for column in header)
            for column in _misspelt(header, row.sheet):
                yield row, column
            continue
        ours = {c: cell for c, cell in zip(header, row.cells, strict=False) if c in _OURS and cell}
        filled = {column: cell for column, cell in ours.items() if column in _READ}
        workbook.take(row.sheet, filled)
        alone = next(iter(filled.values())) if len(filled) == 1 else ""
        if "start" in header:
            filled = _as_added(row.sheet, filled)
        if fault := _misplaced(ours):
            yield row, fault
        elif any(column in FILLED for column in filled) or _IS.fullmatch(alone):  # "Kyiv = Ukraine" alone on a line
            yield row, filled
    if not known:
        raise WrongCall(
            f"{name}: has no column to correct anything in ({', '.join(CHANGES)}); is it a sheet of `onrecord correct`?"
        )


def _column_name(cell: str) -> str:
    name = re.sub(r"[\s-]+", "_", cell.strip().strip("\ufeff").lower())
    return ALIASES.get(name, name)


def _misspelt(header: list[str], sheet: str) -> Iterator[str]:
    """What is wrong with columns that are nearly one to fill in: what stands in them would not be read."""
    missing = [column for column in FILLED if column not in header]
    for column in header:
        if column and column not in SHEET and (meant := difflib.get_close_matches(column, missing, 1, cutoff=0.8)):
            yield f"{_shown(column)}: is no column; nothing in it is read. Did you mean {meant[0]}?"
    for column in {column for column in header if column in SHEET and header.count(column) > 1}:
        yield f"{column}: stands there twice; the last one is read. Delete the other."


def _misplaced(cells: Mapping[str, str]) -> str | None:
    """What is wrong with a mark in a column that takes none: nothing would be read of it."""
    if any(cells.get(column) for column in (*CHANGES, "checked")):
        return None
    marked = (column for column, cell in cells.items() if cell.lower() in MARKS)
    return next(
        (f"{column}: has a mark that says nothing there; write it under strike or checked" for column in marked), None
    )


def _sheet_table(sheet: str) -> str:
    """The table of which a workbook's sheet is; "" if of none."""
    name = re.sub(r" \(\d+\)$", "", sheet)  # a second sheet of a table that has more rows than one can
    return name if name in TO_FILL else ""


def _as_added(sheet: str, cells: dict[str, str]) -> dict[str, str]:
    """The cells of a line; of one that somebody has written into a sheet, with words that are to be added, as one that adds.

    Lines that a sheet was written with have a place. The speaker beside words that are missing is the right one.
    """
    is_written = cells.get("text") and not any(cells.get(name) for name in ("start", "found", "strike", "checked"))
    if not is_written or _named_table(cells.get("table", _sheet_table(sheet))) not in ADDABLE:
        return cells
    added = {} if any(cells.get(column) for column in CHANGES) else {"add": "x"}
    right = {"speaker_is": cells["speaker"]} if cells.get("speaker") and not cells.get("speaker_is") else {}
    return {**cells, **added, **right}


def _line(row: Row, cells: Mapping[str, str]) -> Line:
    """A line, typed.

    Raises:
        Fault: it cannot mean anything.
    """
    cells = _joined_names(dict(cells))
    table = _table(cells.get("table", _sheet_table(row.sheet)), cells)
    _check_columns(table, cells)
    read: dict[str, object] = {
        name: cells.get(name, "") for name in SHEET if name not in (*FLAGS, "start", "other_start")
    }
    read |= {flag: _flag(flag, cells.get(flag, "")) for flag in FLAGS}
    read |= {name: _number(cells.get(name, "")) for name in ("start", "other_start")}
    if table == "articles":
        read |= {"text": "", "context": ""}  # in a workbook, all of the article's text
    line = Line(**{**read, "table": table, "place": row.place, **_read_cells(cells)})  # type: ignore[arg-type]
    _check_sense(line)
    return line


def _joined_names(cells: dict[str, str]) -> dict[str, str]:
    """The cells, with "Kyiv = Ukraine" in one of them as a speaker and its right name."""
    for column in ("speaker", "text", "table", "speaker_is"):
        match = _IS.fullmatch(cells.get(column, ""))
        if match and not any(cells.get(other) for other in ("speaker_is", "text", "speaker") if other != column):
            del cells[column]
            return {**cells, "table": "speakers", "speaker": match[1].strip(), "speaker_is": match[2].strip()}
    return cells


def _named_table(stated: str) -> str:
    """The table that is meant, in the singular, too; "" if none."""
    name = stated.strip().lower().replace(" ", "_")
    return next((table for table in TO_FILL if name in (table, table.removesuffix("s"))), "")


def _table(stated: str, cells: Mapping[str, str]) -> str:
    if table := _named_table(stated):
        return table
    if not stated.strip() and cells.get("speaker") and cells.get("speaker_is") and not cells.get("text"):
        return "speakers"
    what = f"{_shown(stated)} is none that can be corrected" if stated.strip() else "is empty"
    raise Fault(f"table: {what}; write {', '.join(TO_FILL)}")


def _check_columns(table: str, cells: Mapping[str, str]) -> None:
    for column in CHANGES:
        if column == "add" or column in TO_FILL[table] or not cells.get(column) or cells[column].lower() in NO:
            continue
        if table == "speakers" and column == "strike":
            raise Fault(
                f"strike: a speaker goes with the quotes; write {NOBODY} under speaker_is where it is nobody's name"
            )
        raise Fault(
            f"{column}: says nothing of a row of {table}; leave it empty, or write it in a row of another table"
        )


def _flag(column: str, cell: str) -> bool:
    if cell.lower() in YES:
        return True
    if cell.lower() in NO:
        return False
    raise Fault(f"{column}: {_shown(cell)} is neither x nor empty; write x, or nothing")


def _number(cell: str) -> int | None:
    """A place in a text, whatever a spreadsheet has made of it: "1,234", "1.234", "1234.0"."""
    match = re.fullmatch(r"(\d[\d.,' \u00a0\u202f]*?)(?:[.,]0)?", cell)
    digits = re.sub(r"\D", "", match[1]) if match else ""
    return int(digits) if digits and len(digits) <= len("500000000") else None


def _read_cells(cells: Mapping[str, str]) -> dict[str, object]:
    """The cells that may hold only certain words."""
    read: dict[str, object] = {}
    for column, check in _CHECKS.items():
        if cell := cells.get(column, ""):
            read |= check(cell)
    return read


def _speaker(cell: str) -> dict[str, object]:
    if cell in MARKS:
        raise Fault(f"speaker_is: {_shown(cell)} is no name; write the right one, or {NOBODY}")
    if len(cell) > LONGEST_NAME:
        raise Fault(f"speaker_is: has {len(cell):,} characters, too many for a name; write the name alone")
    name = " ".join(one_line(cell).split())
    return {"speaker_is": NOBODY if name.lower() in NOBODIES else name}


def _event(cell: str) -> dict[str, object]:
    event = cell.lower()
    if event not in (*EVENTS, "other"):
        raise Fault(f"event_is: {_shown(cell)} is no event; write {', '.join(EVENTS)} or other")
    return {"event_is": event}


def _relation(cell: str) -> dict[str, object]:
    relation = re.sub(r"[\s-]+", "_", cell.lower())
    if relation not in RELATIONS:
        raise Fault(f"relation_is: {_shown(cell)} is no relation; write {', '.join(RELATIONS)}")
    return {"relation_is": relation}


def _value(cell: str) -> dict[str, object]:
    value = value_of(cell[:SHOWN])
    if isinstance(value, str):
        raise Fault(f"value_is: {value}")
    return {"value": value}


_CHECKS: dict[str, Callable[[str], dict[str, object]]] = {
    "speaker_is": _speaker,
    "event_is": _event,
    "relation_is": _relation,
    "value_is": _value,
}


def _check_sense(line: Line) -> None:
    """See that what a line says can be meant together.

    Raises:
        Fault: it cannot.
    """
    others = [column for column in CHANGES if column != "strike" and getattr(line, column)]
    if line.strike and others:
        raise Fault(f"strike: the row cannot go and be changed ({', '.join(others)}); leave one of the two empty")
    if line.add and line.table not in ADDABLE:
        raise Fault(f"add: only {' and '.join(ADDABLE)} can be added; leave it empty")
    if line.table == "speakers" and line.is_change:
        if not line.speaker:
            raise Fault("speaker: is empty; write the name that is to be changed")
        return
    if line.table == "comparisons" and line.is_change and not line.article_id and not line.text:
        raise Fault(
            f"{next(column for column in CHANGES if getattr(line, column))}: two articles state the two figures, and "
            "such a pair follows from these; correct the figures instead"
        )
    if line.is_change and not line.text and not line.context:
        raise Fault("text: is empty; write the words of the row as they stand in the article")
    if line.is_change and not line.article_id and not line.title:
        raise Fault(
            "article_id: is empty; copy it from another line of the article, or write the article's title under title"
        )
    if line.table == "comparisons" and line.is_change and not line.other_text:
        raise Fault("other_text: is empty; write the words of the second of the two figures")


def _shown(cell: str) -> str:
    return one_line(repr(cell), SHOWN)
