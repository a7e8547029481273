"""CSV: a header with the names of columns, and a row per line, or per several where a quoted cell has line ends."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from onrecord.text.article import SourceError
from onrecord.text.sources._rows import LabelledRow, column_names
from onrecord.text.sources.encodings import table_encoding
from onrecord.text.sources.places import MAX_BYTES, place_name

DELIMITERS = ",;\t"  # the one that the first line has most of separates cells


class CsvFile:
    """The reader of .csv files, in any encoding."""

    def rows(self, path: Path) -> Iterator[LabelledRow]:
        """The rows below the header in order; blank lines are none."""
        header: list[str] | None = None
        for label, cells in _records(path):
            if header is None:
                header = _header(cells, path)
            elif isinstance(cells, csv.Error):
                yield label, SourceError(f"{place_name(path)}, {label}: is no CSV ({cells}); left out.")
            elif len(cells) != len(header):
                fault = f"has {len(cells)} fields, the header {len(header)}; left out. Are its quotation marks doubled?"
                yield label, SourceError(f"{place_name(path)}, {label}: {fault}")
            else:
                yield label, dict(zip(header, cells, strict=True))

    def count(self, path: Path) -> int:
        """The number of rows below the header."""
        return sum(1 for _ in self.rows(path))


def _header(cells: list[str] | csv.Error, path: Path) -> list[str]:
    if isinstance(cells, csv.Error):
        raise SourceError(f"{place_name(path)}: its first line names no columns ({cells}). Mend it.") from cells
    return column_names(cells, path)


def _records(path: Path) -> Iterator[tuple[str, list[str] | csv.Error]]:
    """The header and all rows that are not blank, and what is wrong with those that are no CSV."""
    csv.field_size_limit(MAX_BYTES)
    with path.open(encoding=table_encoding(path), errors="replace", newline="") as file:
        first = file.readline()
        delimiter = max(DELIMITERS, key=first.count)
        file.seek(0)
        records = csv.reader(file, delimiter=delimiter, strict=True)
        while True:
            label = f"line {records.line_num + 1}"
            try:
                cells = next(records)
            except StopIteration:
                return
            except csv.Error as problem:
                yield label, problem
                continue
            if cells or label == "line 1":
                yield label, cells
