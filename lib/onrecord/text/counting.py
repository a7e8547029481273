"""Counting: how many articles sources hold, found in seconds, so that the time left can be told while they are read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from onrecord.system.resources import SAMPLES
from onrecord.text.sources import CORPORA, PAGES


def count_articles(sources: Iterable[str]) -> int:
    """The number of articles in sources.

    Args:
        sources: as `read_many` takes them.

    Returns:
        How many articles `read_many` will yield or complain about. One for an address, for standard input and for
        what cannot be read.

    Limits:
        Rows of a corpus are counted, not read: a CSV file whose quotation marks are not doubled gives another number.
    """
    return sum(map(_count, sources))


def _count(source: str) -> int:
    path = SAMPLES if source == "samples" else Path(source)
    if not os.path.isdir(path):  # unlike the method of a path, it takes any text
        return _count_file(path)
    suffixes = PAGES if source == "samples" else PAGES + CORPORA
    return sum(_count_file(file) for file in _files(path) if file.suffix.lower() in suffixes)


def _files(folder: Path) -> Iterator[Path]:
    """Every file of a folder and its subfolders, hidden ones left out."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent) / name for name in names if not name.startswith("."))


def _count_file(path: Path) -> int:
    rows = {".jsonl": _jsonl_rows, ".csv": _csv_rows, ".parquet": _parquet_rows}.get(path.suffix.lower())
    if rows and os.path.isfile(path):  # what can be read once only, such as a pipe, is left to who reads it
        with suppress(OSError, ValueError):
            return rows(path)
    return 1


def _jsonl_rows(path: Path) -> int:
    with path.open("rb") as file:
        return sum(not line.isspace() for line in file)


def _csv_rows(path: Path) -> int:
    """Lines that end outside of quotation marks, but for the header and blank ones."""
    rows, quoted = -1, False
    with path.open("rb") as file:
        for line in file:
            blank = not quoted and line.isspace()
            quoted ^= line.count(b'"') % 2 == 1
            rows += not quoted and not blank
    return max(rows, 0)


def _parquet_rows(path: Path) -> int:
    from pyarrow.parquet import read_metadata

    return read_metadata(path).num_rows
