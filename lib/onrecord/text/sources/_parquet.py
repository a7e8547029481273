"""Parquet: a table of columns, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.text.article import SourceError
from onrecord.text.sources._rows import COLUMNS, LabelledRow, column_names
from onrecord.text.sources.places import place_name

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

BATCH_ROWS = 64


class ParquetTable:
    """The reader of .parquet files."""

    def rows(self, path: Path) -> Iterator[LabelledRow]:
        """The rows of a table in order, with the columns that articles are made of."""
        from pyarrow import ArrowException

        number = 0
        try:
            with _opened(path) as table:
                names = _columns(table, path)
                for batch in table.iter_batches(batch_size=BATCH_ROWS, columns=list(names)):
                    for row in batch.to_pylist():
                        number += 1
                        yield f"row {number}", {names[name]: value for name, value in row.items()}
        except (ArrowException, OSError) as problem:
            raise SourceError(
                f"{place_name(path)}: is no Parquet file that can be read, from row {number + 1} on "
                f"({place_name(problem)}). Write it again, or give .jsonl or .csv."
            ) from problem

    def count(self, path: Path) -> int:
        """The number of rows that the table's end states."""
        with _opened(path) as table:
            _columns(table, path)
            return table.metadata.num_rows


def _opened(path: Path) -> ParquetFile:
    from pyarrow.parquet import ParquetFile

    return ParquetFile(path)


def _columns(table: ParquetFile, path: Path) -> dict[str, str]:
    """The columns that articles are made of: {name in the table: name here}."""
    stated = table.schema_arrow.names
    return {name: column for name, column in zip(stated, column_names(stated, path), strict=True) if column in COLUMNS}
