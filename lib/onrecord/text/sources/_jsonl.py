"""JSON lines: an object per line."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from onrecord.text.article import SourceError
from onrecord.text.sources._rows import LabelledRow, Row, column_names, looked_up
from onrecord.text.sources.places import MAX_BYTES, place_name, row_too_large
from onrecord.text.sources.source_files import SourceFile, bounded_line

MOST_PARTS = 1_000_000  # of a row: each takes some 70 bytes, and 20 MB can hold seven million
LOOKED_AT = 100  # lines at the beginning, one of which must have a `text`


class JsonLines:
    """The reader of .jsonl files."""

    def rows(self, file: SourceFile) -> Iterator[LabelledRow]:
        """The objects of a file in order; blank lines are none."""
        with _opened(file) as opened:
            for number, line in _lines(opened):
                label = f"line {number}"
                place = f"{place_name(file.path)}, {label}"
                try:
                    yield label, _object(line, "utf-8-sig" if number == 1 else "utf-8", place)
                except SourceError as problem:
                    yield label, problem

    def count(self, file: SourceFile) -> int:
        """The number of lines that are not blank."""
        with _opened(file) as opened:
            return sum(1 for _ in _lines(opened))


@contextmanager
def _opened(file: SourceFile) -> Iterator[BinaryIO]:
    """A file at its beginning; SourceError where its first lines have no `text`."""
    with file.open() as opened:
        column_names(_first_keys(islice(_all_lines(opened), LOOKED_AT), file.path), file.path)
        opened.seek(0)
        yield opened


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, numbered from 1."""
    return ((number, line) for number, line in enumerate(_all_lines(file), 1) if not line.isspace())


def _all_lines(file: BinaryIO) -> Iterator[bytes]:
    while line := bounded_line(file, (b"\n",)):
        yield line


def _object(line: bytes, encoding: str, place: str) -> Row:
    row = _value(line, encoding, place)
    if not isinstance(row, dict):
        raise SourceError(f"{place}: is no JSON object; left out.")
    return dict(zip(looked_up(list(row)), row.values(), strict=True))


def _value(line: bytes, encoding: str, place: str) -> object:
    if len(line) > MAX_BYTES:
        raise row_too_large(place)
    if _has_many_parts(line):
        raise SourceError(
            f"{place}: holds more than {MOST_PARTS:,} lists or objects, no article has so many; left out."
        )
    try:
        return json.loads(line.decode(encoding))
    except (ValueError, RecursionError) as problem:
        raise SourceError(f"{place}: {_fault(problem)}; left out.") from problem


def _fault(problem: Exception) -> str:
    """What is wrong with a line, in plain words."""
    if isinstance(problem, RecursionError):
        return "is nested too deeply, no article is so deep"
    if isinstance(problem, json.JSONDecodeError | UnicodeDecodeError):
        return f"is no JSON ({place_name(problem)})"
    return f"holds a number of more than {sys.get_int_max_str_digits():,} digits"


def _has_many_parts(line: bytes) -> bool:
    return line.count(b"[") + line.count(b"{") > MOST_PARTS


def _first_keys(lines: Iterable[bytes], path: Path) -> dict[str, None]:
    """All names in the first rows, in order; rows need not have the same ones."""
    keys: dict[str, None] = {}
    for line in lines:
        if not keys and line.lstrip(codecs.BOM_UTF8).strip().startswith(b"["):
            raise SourceError(f"{place_name(path)}: is a JSON list, not JSON lines. Write one object per line.")
        if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise SourceError(f"{place_name(path)}: JSON lines must be UTF-8. Save it again as UTF-8.")
        try:
            row = _value(line, "utf-8-sig", "") if not line.isspace() else None
            keys.update(dict.fromkeys(row) if isinstance(row, dict) else {})
        except SourceError:  # it is said of the row
            keys.update({"text": None} if not keys else {})
    return keys
