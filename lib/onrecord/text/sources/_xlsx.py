"""Excel workbooks: the first sheet with a column of texts, a row per article."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from onrecord.text.article import SourceError
from onrecord.text.sources._rows import LabelledRow, OwnSheet, column_names, looked_up
from onrecord.text.sources.formats.needed import need_for
from onrecord.text.sources.formats.zip_files import NoZip, open_zip
from onrecord.text.sources.places import MAX_BYTES, place_name, row_too_large
from onrecord.text.sources.source_files import SourceFile

if TYPE_CHECKING:
    from openpyxl import Workbook as Opened
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

FULL_CELL = 32_767  # characters that a cell holds at most: Excel cuts off the others
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet
MOST_SHEETS = 100
OURS = ["Read me", "Columns"]  # the first sheets of a workbook that `onrecord export` or `correct` wrote
HEADER_ROWS = 20  # at the top of a sheet, one of which names the columns: services put a title above them
MAX_STRINGS = 200_000_000  # bytes of the texts of all cells, unpacked: they are held in memory
MAX_SHEET = 2_000_000_000  # bytes of a sheet, unpacked: it is read as a stream
SMALL = 20_000_000  # bytes of any other part of a workbook
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# What openpyxl raises for workbooks that are damaged.
FAULTS = (ValueError, LookupError, TypeError, AttributeError, OverflowError, EOFError, zipfile.BadZipFile, zlib.error)

Cells = Sequence[object]


class Workbook:
    """The reader of .xlsx files."""

    def rows(self, file: SourceFile) -> Iterator[LabelledRow]:
        """The rows below the names of columns in order; empty rows are none."""
        place = place_name(file.path)
        with _opened(file, place) as book:
            sheet, header, names = _sheet_with_texts(book, file)
            n_columns = max(number for number, name in enumerate(names, 1) if name)
            cells = sheet.iter_rows(min_row=header + 1, max_row=MOST_ROWS, max_col=n_columns, values_only=True)
            for number, row in enumerate(cells, header + 1):
                if all(cell is None for cell in row):
                    continue
                if sum(len(cell) for cell in row if isinstance(cell, str)) > MAX_BYTES:
                    yield f"row {number}", row_too_large(f"{place}, row {number}")
                else:
                    yield f"row {number}", dict(zip(names, row, strict=False))

    def count(self, file: SourceFile) -> int:
        """The number of rows below the names of columns."""
        return sum(1 for _ in self.rows(file))


@contextmanager
def _opened(file: SourceFile, place: str) -> Iterator[Opened]:
    """A workbook; SourceError where it cannot be read, or would take too much memory."""
    need_for(place, "openpyxl")
    import warnings

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    with file.open() as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and the like, which no article needs
        try:
            _check_parts(opened, place)
            opened.seek(0)
            yield load_workbook(opened, read_only=True, data_only=True, keep_links=False)
        except (*FAULTS, NoZip, SyntaxError, InvalidFileException) as problem:
            reason = place_name(problem) or type(problem).__name__
            raise SourceError(
                f"{place}: is no Excel workbook that can be read ({reason}). Save it again, or as .csv (UTF-8)."
            ) from None


def _check_parts(opened: BinaryIO, place: str) -> None:
    """Raise where a part of a workbook is larger than it may be, or defines entities."""
    parts = open_zip(opened)
    for part in parts.infolist():
        limit = SMALL
        if part.filename.endswith("sharedStrings.xml"):
            limit = MAX_STRINGS
        elif "/worksheets/" in part.filename:
            limit = MAX_SHEET
        elif not part.filename.endswith((".xml", ".rels")):
            continue  # pictures and the like, which nobody reads
        if part.file_size > limit:
            raise SourceError(
                f"{place}: {place_name(part.filename)} in it has {part.file_size // 1_000_000:,} MB, more than "
                f"{limit // 1_000_000:,}. Save it as .csv (UTF-8)."
            )
        with parts.open(part) as beginning:
            if DOCTYPE.search(beginning.read(1_000)):
                raise SourceError(
                    f"{place}: defines entities, as no program that writes workbooks does. Save it as .csv."
                )


def _sheet_with_texts(book: Opened, file: SourceFile) -> tuple[ReadOnlyWorksheet, int, list[str]]:
    """The first sheet that has a column of texts, the row that names its columns, and these as they are looked up."""
    if book.sheetnames[: len(OURS)] == OURS:
        raise OwnSheet(
            f"{place_name(file.path)}: is a workbook that On Record wrote, no corpus. Give what it was made from, and it "
            "with --corrections if you have filled it in."
        )
    seen: list[str] = []
    for sheet in islice(book.worksheets, MOST_SHEETS):
        top = sheet.iter_rows(max_row=HEADER_ROWS, max_col=MOST_COLUMNS, values_only=True)
        for number, row in enumerate(top, 1):
            names = ["" if cell is None else str(cell)[:FULL_CELL] for cell in row]
            columns = looked_up(names)
            if "text" in columns:
                return sheet, number, columns
            seen = max(seen, [name for name in names if name], key=len)
    column_names(seen, file.path)
    raise AssertionError  # it has said that there is no such column
