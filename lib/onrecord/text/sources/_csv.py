"""CSV: a header with the names of columns, and a row per line, or per several where a quoted cell has line ends.

A record that is no CSV ends with its first line, and the next one begins behind that: a quotation mark that is never closed
costs its own line, not all that follow. A record that is too large costs itself.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from onrecord.system.spreadsheets import unguarded
from onrecord.text.article import SourceError
from onrecord.text.sources._rows import LabelledRow, column_names
from onrecord.text.sources.encodings import table_encoding
from onrecord.text.sources.places import MAX_BYTES, place_name
from onrecord.text.sources.source_files import SourceFile, bounded_line

DELIMITERS = ",;\t"  # the one that the first line has most of separates cells
# The columns of the table of articles that On Record writes: its cells are read as `load` reads them.
ARTICLES = tuple(
    "article_id title outlet date author section page language source url duplicate_of n_words n_paragraphs text "
    "corrected".split()
)
FIRST = 1_000_000  # characters of the first line that are looked at for it
MOST_LINES = 100_000  # of a record: each takes some memory of its own, and no article has so many
ENDS = ("\n", "\r")
# Characters of a file that are read again behind records that are no CSV. A file can be made of lines that each open a
# quotation that lasts to its end, and would take for ever; ordinary faults end within a few lines.
READ_AGAIN = 5 * MAX_BYTES


class CsvFile:
    """The reader of .csv files, in any encoding."""

    def rows(self, file: SourceFile) -> Iterator[LabelledRow]:
        """The rows below the header in order; blank lines are none."""
        header: list[str] | None = None
        place = place_name(file.path)
        for label, cells in _records(file):
            if header is None:
                header = _header(cells, file)
            elif isinstance(cells, csv.Error):
                yield label, SourceError(f"{place}, {label}: is no CSV ({cells}); left out.")
            elif len(cells) != len(header):
                fields = "1 field" if len(cells) == 1 else f"{len(cells):,} fields"
                fault = f"has {fields}, the header {len(header):,}; left out. Are its quotation marks doubled?"
                yield label, SourceError(f"{place}, {label}: {fault}")
            else:
                texts = map(unguarded, cells) if tuple(header) == ARTICLES else cells
                yield label, dict(zip(header, texts, strict=True))

    def count(self, file: SourceFile) -> int:
        """The number of rows below the header."""
        return sum(1 for _ in self.rows(file))


def _header(cells: list[str] | csv.Error, file: SourceFile) -> list[str]:
    if isinstance(cells, csv.Error):
        raise SourceError(f"{place_name(file.path)}: its first line names no columns ({cells}). Mend it.") from cells
    return column_names(cells, file.path)


class _TooLarge(csv.Error):
    """A record with more characters or lines than one may have."""

    def __str__(self) -> str:
        return f"larger than {MAX_BYTES // 1_000_000} MB or {MOST_LINES:,} lines; is a quotation mark not closed?"


class _Lines:
    """The lines of a table, from which records are taken; what is no record gives back all but its first line.

    Attributes:
        number: of the line with which the record begins.
    """

    def __init__(self, text: TextIO) -> None:
        self._text, self._again = text, deque[str]()
        self._taken: list[str] = []
        self._size, self._left = 0, READ_AGAIN
        self.number = 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else bounded_line(self._text, ENDS)
        if not line:
            raise StopIteration
        self._taken.append(line)
        self._size += len(line)
        if self._size > MAX_BYTES or len(self._taken) > MOST_LINES:
            raise _TooLarge
        return line

    def end_record(self, whole: bool) -> None:
        """Let the next record begin behind this one, or, where this is none, behind its first line."""
        if not whole and (again := self._size - len(self._taken[0])) <= self._left:
            self._left -= again
            self._again.extendleft(reversed(self._taken[1:]))
            del self._taken[1:]
        self.number += len(self._taken)
        self._taken, self._size = [], 0


def _records(file: SourceFile) -> Iterator[tuple[str, list[str] | csv.Error]]:
    """The header and all rows that are not blank, and what is wrong with those that are no CSV."""
    csv.field_size_limit(MAX_BYTES)
    encoding = table_encoding(file)
    with file.open() as opened, io.TextIOWrapper(opened, encoding, errors="replace", newline="") as text:
        first = text.readline(FIRST)
        text.seek(0)
        lines = _Lines(text)
        records = csv.reader(lines, delimiter=max(DELIMITERS, key=first.count), strict=True)
        while True:
            label = f"line {lines.number}"
            try:
                cells = next(records)
            except StopIteration:
                return
            except csv.Error as problem:
                lines.end_record(whole=False)
                yield label, problem
                continue
            lines.end_record(whole=True)
            if cells or label == "line 1":
                yield label, cells
