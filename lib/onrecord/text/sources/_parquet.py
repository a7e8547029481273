"""Parquet: a table of columns, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.text.article import SourceError
from onrecord.text.sources._rows import COLUMNS, LabelledRow, Row, column_names
from onrecord.text.sources.places import place_name
from onrecord.text.sources.source_files import SourceFile

if TYPE_CHECKING:
    from pyarrow import Array, Scalar
    from pyarrow.parquet import ParquetFile

BATCH_ROWS = 64
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
                for batch in table.iter_batches(batch_size=BATCH_ROWS, columns=list(names.values())):
                    columns = [_values(batch.column(batch.schema.names.index(name))) for name in names.values()]
                    for cells in zip(*columns, strict=True):
                        number += 1
                        yield f"row {number}", _row(dict(zip(names, cells, strict=True)), file.path, number)
        except (ArrowException, OSError) as problem:
            raise SourceError(
                f"{place_name(file.path)}: is no Parquet file that can be read, from row {number + 1} on "
                f"({place_name(problem)}). Write it again, or give .jsonl or .csv."
            ) from problem

    def count(self, file: SourceFile) -> int:
        """The number of rows that the table's end states."""
        with _opened(file) as table:
            _columns(table, file.path)
            return table.metadata.num_rows


@contextmanager
def _opened(file: SourceFile) -> Iterator[ParquetFile]:
    from pyarrow.parquet import ParquetFile

    with file.open() as opened, ParquetFile(opened) as table:
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
    for name, value in cells.items():
        if isinstance(value, UnicodeDecodeError):
            return SourceError(f"{place_name(path)}, row {number}: its {name} is no UTF-8 ({value.reason}); left out.")
    return cells
