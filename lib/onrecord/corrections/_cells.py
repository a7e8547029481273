"""Cells of a sheet as they come back from a spreadsheet: CSV in whatever form it writes it, or a workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from onrecord.system.extras import need
from onrecord.system.spreadsheets import unguarded
from onrecord.system.wrong_calls import WrongCall
from onrecord.text.article import SourceError
from onrecord.text.sources.encodings import table_encoding
from onrecord.text.sources.source_files import SourceFile

MOST_BYTES = 100_000_000  # of a sheet; of a workbook, when it is unpacked
LONGEST_CELL = 1_000_000  # characters: the longest article has half as many
DELIMITERS = ",;\t|"
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")


class Row(NamedTuple):
    """A row of a sheet: where it stands, the name of its sheet in a workbook, and its cells."""

    place: str
    sheet: str
    cells: list[str]


def rows_of(path: Path, name: str) -> Iterator[Row]:
    """The rows of a sheet, that with the names of the columns first; of a workbook, those of each of its sheets.

    Args:
        path: of the file.
        name: what messages call it.

    Raises:
        WrongCall: it is no sheet, or too large.
        OSError: it cannot be read.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise WrongCall(f"{name}: is no sheet of corrections; give a .csv or .xlsx that `onrecord correct` wrote")
    if path.stat().st_size > MOST_BYTES:
        raise WrongCall(
            f"{name}: is larger than {MOST_BYTES // 1_000_000} MB; delete the rows that you left as they were"
        )
    return _of_workbook(path, name) if path.suffix.lower() == ".xlsx" else _of_csv(path, name)


def _of_csv(path: Path, name: str) -> Iterator[Row]:
    try:
        file = SourceFile(path)
        encoding = table_encoding(file)
        with file.open() as opened:
            text = io.TextIOWrapper(opened, encoding, errors="replace", newline="").read()
    except SourceError as problem:
        raise WrongCall(str(problem)) from problem
    if "\0" in text:
        raise WrongCall(f"{name}: holds binary data; save it as CSV, or give it the suffix .xlsx if it is a workbook")
    lines = text.splitlines(keepends=True)
    skipped = 1 if lines and lines[0].lower().startswith("sep=") else 0  # Excel's way to tell what separates cells
    header = lines[skipped] if len(lines) > skipped else ""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines[skipped:], delimiter=max(DELIMITERS, key=header.count), strict=True)
    number = 1 + skipped
    while True:
        place = f"{name}, line {number}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise WrongCall(f"{place}: is no CSV ({problem}); is a quotation mark not closed?") from problem
        number = 1 + skipped + reader.line_num
        yield Row(place, "", [unguarded(cell).strip() for cell in cells])


def _of_workbook(path: Path, name: str) -> Iterator[Row]:
    need("openpyxl")
    import openpyxl

    broken = f"{name}: is no workbook that can be read; save it again as .xlsx or as .csv"
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(member.file_size for member in packed.infolist()) > MOST_BYTES:
                raise WrongCall(f"{name}: is larger than {MOST_BYTES // 1_000_000} MB when it is unpacked")
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except WrongCall:
        raise
    except Exception as problem:  # openpyxl raises whatever a broken file makes fail
        raise WrongCall(broken) from problem
    try:
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()
            yield from _of_sheet(sheet.title, sheet.iter_rows(values_only=True), name)
    except Exception as problem:
        raise WrongCall(broken) from problem
    finally:
        workbook.close()


def _of_sheet(title: str, rows: Iterable[tuple], name: str) -> Iterator[Row]:
    for number, cells in enumerate(rows, 1):
        yield Row(f"{name}, sheet {title}, row {number}", title, [_as_text(cell) for cell in cells])


def _as_text(cell: object) -> str:
    """The cell of a workbook as it would stand in a CSV."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell).strip()[:LONGEST_CELL]
