"""Parquet: a table of columns, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord.text.article import SourceError
from onrecord.text.sources._parquet_pages import BadPage, end_size, largest_page
from onrecord.text.sources._rows import COLUMNS, LabelledRow, Row, column_names
from onrecord.text.sources.places import MAX_BYTES, place_name, row_too_large
from onrecord.text.sources.source_files import SourceFile

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch, Scalar
    from pyarrow.parquet import ParquetFile

MOST_ROWS = 64  # of a batch
MAX_UNPACKED = 128_000_000  # bytes of a page; those of pyarrow have 1 MB, of DuckDB up to 100 MB
MAX_BATCH = 2 * MAX_BYTES  # bytes of the rows of a batch
BUFFER, HEADER_BUFFER = 1 << 20, 1 << 12  # bytes that are read at once of pages, and of their headers
FAULTS = (ValueError, OverflowError, LookupError, NotImplementedError)  # of a cell; those of Arrow are some of them


class ParquetTable:
    """The reader of .parquet files."""

    def rows(self, file: SourceFile) -> Iterator[LabelledRow]:
        """The rows of a table in order, with the columns that articles are made of."""
        from pyarrow import ArrowException

        number = 0
        try:
            with _opened(file) as table:
                names = _columns(table, file.path)
                for batch in _batches(table, file, list(names.values())):
                    if isinstance(batch, _TooLarge):
                        yield f"row {number + 1}", batch.error(f"{place_name(file.path)}, row {number + 1}")
                        number += batch.n_rows
                        continue
                    columns = [_values(batch.column(batch.schema.names.index(name))) for name in names.values()]
                    for cells in zip(*columns, strict=True):
                        number += 1
                        yield f"row {number}", _row(dict(zip(names, cells, strict=True)), file.path, number)
        except (ArrowException, BadPage, OSError) as problem:
            raise SourceError(
                f"{place_name(file.path)}: is no Parquet file that can be read, from row {number + 1} on "
                f"({place_name(problem)}). Write it again, or give .jsonl or .csv."
            ) from problem

    def count(self, file: SourceFile) -> int:
        """The number of rows that the table's end states."""
        with _opened(file) as table:
            _columns(table, file.path)
            return table.metadata.num_rows


class _TooLarge(NamedTuple):
    """A row group that would take too much memory: so many rows, for the sake of a page of so many bytes."""

    n_rows: int
    page: int

    def error(self, place: str) -> SourceError:
        """What is wrong with it; `place` is its first row, or, where it has none, the next."""
        rows = {0: "what stands before it has", 1: "it has", 2: "it and the next row have"}
        return SourceError(
            f"{place}: {rows.get(self.n_rows, f'it and the next {self.n_rows - 1:,} rows have')} "
            f"a page of {self.page // 1_000_000:,} MB, more than "
            f"{MAX_UNPACKED // 1_000_000} MB; left out. Write the file again with smaller pages, or as .jsonl."
        )


def _batches(table: ParquetFile, file: SourceFile, columns: list[str]) -> Iterator[RecordBatch | _TooLarge]:
    """Rows of the columns, as many at once as memory allows: a cell is no larger than the largest page."""
    with file.open(HEADER_BUFFER) as headers:
        for number in range(table.num_row_groups):
            group = table.metadata.row_group(number)
            chunks = [group.column(n) for n in range(group.num_columns)]
            of_columns = [chunk for chunk in chunks if chunk.path_in_schema.split(".")[0] in columns]
            page = largest_page(headers, of_columns or chunks)
            if page > MAX_UNPACKED:
                yield _TooLarge(group.num_rows, page)
                continue
            size = max(1, min(MOST_ROWS, MAX_BATCH // max(page, 1)))
            yield from table.iter_batches(size, [number], columns, use_threads=False)


@contextmanager
def _opened(file: SourceFile) -> Iterator[ParquetFile]:
    """A table; SourceError where what it says of itself would take too much memory."""
    from pyarrow.parquet import ParquetFile

    with file.open() as opened:
        if end_size(opened) > MAX_BYTES:
            raise row_too_large(f"{place_name(file.path)}, its end")
        opened.seek(0)
        with ParquetFile(opened, buffer_size=BUFFER, pre_buffer=False) as table:
            yield table


def _columns(table: ParquetFile, path: Path) -> dict[str, str]:
    """The columns that articles are made of: {name here: name in the table}."""
    stated = table.schema_arrow.names
    return {name: column for name, column in zip(column_names(stated, path), stated, strict=True) if name in COLUMNS}


def _values(column: Array) -> list[object]:
    """The values of a column; that of a cell that cannot be one is what is wrong with it."""
    try:
        return column.to_pylist()
    except FAULTS:
        return [_value(cell) for cell in column]


def _value(cell: Scalar) -> object:
    try:
        return cell.as_py()
    except UnicodeDecodeError as problem:
        return problem
    except FAULTS:  # a time further away than Python counts, a time zone that nobody knows
        return f"{getattr(cell, 'value', '?')} ({cell.type})"


def _row(cells: Row, path: Path, number: int) -> Row | SourceError:
    """A row, or an error that names it where a cell of it holds no characters."""
    if sum(len(value) for value in cells.values() if isinstance(value, str | bytes)) > MAX_BYTES:
        return row_too_large(f"{place_name(path)}, row {number}")
    for name, value in cells.items():
        if isinstance(value, UnicodeDecodeError):
            return SourceError(f"{place_name(path)}, row {number}: its {name} is no UTF-8 ({value.reason}); left out.")
    return cells
