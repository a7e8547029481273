"""Formats: tables as frames, as Parquet and as CSV, written and read.

pandas and pyarrow are imported where they are needed: they take a third of a second, and what is printed needs neither.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from onrecord.rows import TonedWord
from onrecord.system.files import (
    InTheWay,
    check_file,
    clear_left,
    is_link,
    is_plain_file,
    make_named_folder,
    write_whole,
)
from onrecord.system.spreadsheets import guarded, unguarded
from onrecord.tables.columns import COLUMNS, TABLES, Rows, list_columns
from onrecord.tables.frame_rows import with_none

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow

FORMATS = ("parquet", "csv")
PART = re.compile(r"part-\d{5,}\.parquet")  # names of the files that a table of many articles is made of


def as_frame(name: str, rows: Rows) -> pd.DataFrame:
    """A table, column by column: with all types set afterwards it would take three times as long."""
    import pandas as pd

    cells = zip(*rows, strict=True) if rows else [()] * len(COLUMNS[name])
    columns = {
        column: pd.Series(list(values), dtype=object) if dtype == "object" else pd.array(values, dtype=dtype)
        for (column, dtype), values in zip(COLUMNS[name].items(), cells, strict=True)
    }
    return pd.DataFrame(columns, copy=False)


def check_format(format_: str) -> str:
    """A format of tables.

    Raises:
        ValueError: it is none.
    """
    if format_ not in FORMATS:
        raise ValueError(f"format {format_!r}: must be 'parquet' or 'csv'")
    return format_


def csv_text(frame: pd.DataFrame, header: bool = True) -> str:
    """A table of a record as CSV; lists are JSON text."""
    flat = frame.copy()
    for column in flat.columns[flat.dtypes == "object"]:
        flat[column] = flat[column].map(lambda cell: json.dumps(cell, ensure_ascii=False))
    return safe_csv(flat, header)


def safe_csv(frame: pd.DataFrame, header: bool = True) -> str:
    """A frame as CSV without its index, its texts guarded so that a spreadsheet works none of them out."""
    file = _Lines()
    writer = csv.writer(file, lineterminator="\r\n")
    columns = [list(map(_guarded, column)) for column in with_none(frame)]
    writer.writerows([list(map(_guarded, frame.columns))] * header)
    writer.writerows(zip(*columns, strict=True))
    return "".join(file.lines)


class _Lines:
    """Takes the lines of a CSV, each whole. Written with \\r\\n, they have quotation marks around cells with either of the two."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line.removesuffix("\r\n") + "\n")


def _guarded(cell: object) -> object:
    return guarded(cell) if isinstance(cell, str) else cell


def save_csv(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a frame as CSV that is safe to open in a spreadsheet; the file appears whole or not at all.

    Args:
        frame: its index is left out. A text in which a spreadsheet would find a formula gets an apostrophe in front.
        path: its folder is made if it is not there.

    Raises:
        OSError: it cannot be written.
    """
    make_named_folder(Path(path).parent)
    write_whole(Path(path), safe_csv(frame))


def parquet_bytes(name: str, rows: Rows) -> bytes:
    """A table as Parquet, with the types of `schema`, whatever the rows hold."""
    import pyarrow
    from pyarrow import parquet

    cells = zip(*rows, strict=True) if rows else [()] * len(COLUMNS[name])
    arrays = [pyarrow.array(list(c), field.type) for c, field in zip(cells, schema(name), strict=True)]
    file = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema(name)), file)
    return file.getvalue().to_pybytes()


@cache
def schema(name: str) -> pyarrow.Schema:
    """The Arrow types of a table's columns, with what pandas needs to read them back as they were."""
    import pyarrow

    types = {"str": pyarrow.string(), "Int64": pyarrow.int64(), "Float64": pyarrow.float64(), "bool": pyarrow.bool_()}
    plain = {str: types["str"], int: types["Int64"], float: types["Float64"]}
    word = pyarrow.struct([(column, plain[type_]) for column, type_ in get_type_hints(TonedWord).items()])
    lists = {"mentions": pyarrow.list_(pyarrow.list_(types["Int64"])), "words": pyarrow.list_(word)}
    bare = pyarrow.schema([(column, lists.get(column) or types[dtype]) for column, dtype in COLUMNS[name].items()])
    return pyarrow.Table.from_pandas(as_frame(name, []), schema=bare, preserve_index=False).schema


def clear_table(path: Path) -> None:
    """Take away what an earlier call wrote as this table: a file, or a folder of parts, which stays if it holds more."""
    if path.is_dir() and not is_link(path):
        for part in [*parts_of(path), *path.glob(".partial-*")]:
            part.unlink()
        with suppress(OSError):  # somebody else has put something there
            path.rmdir()
    else:
        path.unlink(missing_ok=True)


def check_file_of_table(path: Path) -> None:
    """See that a table can be written as one file: what stands there is one, or a folder of parts of ours alone.

    Raises:
        InTheWay: it is a link, or a folder that holds something else.
    """
    if is_link(path) or not path.is_dir():
        check_file(path)
    elif others := [entry.name for entry in path.iterdir() if not PART.fullmatch(entry.name)]:
        raise InTheWay(
            f"{path}: holds {others[0]!r}, which On Record did not write; take it out, or name another folder."
        )


def parts_of(table: Path) -> list[Path]:
    """The parts of a table that is a folder, in order; what else lies in it is somebody else's."""
    return sorted(path for path in table.glob("part-*.parquet") if PART.fullmatch(path.name) and is_plain_file(path))


def clear_other_formats(folder: Path, written: Iterable[str]) -> None:
    """Take away the tables that an earlier call wrote in a format that this one did not: `read_table` might take them.

    What killed calls have left of such tables goes, too.

    Args:
        folder: where the tables are. A file of the same name with other columns, such as a corpus `articles.csv`, is
            somebody else's and stays.
        written: the formats that this call wrote; if none, all stays.
    """
    written = set(written)
    for format_ in set(FORMATS) - written if written else ():
        clear_left(folder / f"{name}.{format_}" for name in TABLES)
        for name in TABLES:
            path = folder / f"{name}.{format_}"
            is_parts = format_ == "parquet" and path.is_dir() and not is_link(path)
            if is_parts or (is_plain_file(path) and columns_of(path) == list(COLUMNS[name])):
                clear_table(path)


def columns_of(path: Path) -> list[str]:
    """The columns of a table in one file; none if it is no table."""
    from pyarrow import ArrowException, parquet

    try:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", errors="replace") as file:
                return file.readline().rstrip("\n").split(",")
        return parquet.read_schema(path).names
    except (ArrowException, OSError):
        return []


def read_table(name: str, folder: Path, parts: list[Path] | None = None) -> pd.DataFrame:
    """Read a table that was written as a file or as a folder of parts.

    Args:
        name: of the table.
        folder: where it is.
        parts: its files, where not all that are there are to be read.

    Raises:
        FileNotFoundError: it is not there.
    """
    parquet, csv = folder / f"{name}.parquet", folder / f"{name}.csv"
    if parts is not None:
        return _from_parquet(name, parts) if parts else as_frame(name, [])
    if parquet.is_file():
        return _from_parquet(name, parquet)
    if parts := parts_of(parquet):
        return _from_parquet(name, parts)
    if csv.is_file():
        return _from_csv(name, csv)
    raise FileNotFoundError(f"{folder}: holds no {name} table (looked for {parquet.name} and {csv.name})")


def read_rows(name: str, file: Path, columns: Sequence[str] = ()) -> Rows:
    """Read the rows of a table from one Parquet file, with all columns or some.

    Raises:
        FileNotFoundError: it is not there, or something that is no file.
    """
    from pyarrow import parquet

    _check_is_file(file)
    with parquet.ParquetFile(file) as part:
        table = part.read(list(columns or COLUMNS[name]))
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def read_whole_rows(name: str, file: Path) -> Rows:
    """Read the rows of a table from a Parquet file that `Record.save` wrote: much faster than as a frame.

    Raises:
        FileNotFoundError: it is not there, or something that is no file.
        ValueError: it is a table with other columns or types.
    """
    from pyarrow import parquet

    _check_is_file(file)
    with parquet.ParquetFile(file) as table:
        if not table.schema_arrow.equals(schema(name)):
            raise ValueError(f"{file}: other columns than those of {name}")
        return list(zip(*(column.to_pylist() for column in table.read().columns), strict=True))


def _check_is_file(path: Path) -> None:
    """Raise where a pipe stands in the place of a table: who opens one waits for its other end."""
    if not path.is_file():
        raise FileNotFoundError(f"{path}: is not there, or no file")


def _from_parquet(name: str, files: Path | list[Path]) -> pd.DataFrame:
    import pandas as pd
    from pyarrow import parquet

    table = parquet.read_table(files, columns=list(COLUMNS[name]), partitioning=None)
    table = table.select(list(COLUMNS[name])).cast(schema(name))  # other types are not these tables
    lists = {column: table[column].to_pylist() for column in list_columns(name)}
    frame = table.drop_columns(list(lists)).to_pandas()
    for column, cells in lists.items():
        frame[column] = pd.Series(cells, dtype=object)
    return frame[list(COLUMNS[name])].astype(COLUMNS[name])


def _from_csv(name: str, path: Path) -> pd.DataFrame:
    import pandas as pd

    return _typed(name, pd.read_csv(path, **_AS_TEXTS))


def read_csv_pieces(name: str, path: Path, n_rows: int) -> Iterator[pd.DataFrame]:
    """Read a table from a CSV file, so many rows at a time.

    Raises:
        OSError, KeyError, ValueError: it cannot be read, or is a table with other columns or types.
    """
    import pandas as pd

    with pd.read_csv(path, chunksize=n_rows, **_AS_TEXTS) as pieces:
        for piece in pieces:
            yield _typed(name, piece)


# As texts, whatever they look like: only an empty cell is missing, and a number is the one that was written.
_AS_TEXTS: dict[str, Any] = {"dtype": str, "keep_default_na": False, "na_values": [""]}


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A table of the texts in the cells of its CSV."""
    import pandas as pd

    columns = []
    for column, dtype in COLUMNS[name].items():
        read = _FROM_TEXT[dtype]
        columns.append([None if pd.isna(cell) else read(unguarded(cell)) for cell in frame[column]])
    return as_frame(name, list(zip(*columns, strict=True)))


_FROM_TEXT: dict[str, Callable[[str], object]] = {
    "str": str,
    "Int64": int,
    "Float64": float,
    "bool": {"True": True, "False": False}.__getitem__,
    "object": json.loads,
}
