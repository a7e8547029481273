"""JSON lines: an object per line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from onrecord.text.article import SourceError
from onrecord.text.sources._rows import LabelledRow, Row, column_names, looked_up
from onrecord.text.sources.places import place_name

LOOKED_AT = 100  # lines at the beginning, one of which must have a `text`


class JsonLines:
    """The reader of .jsonl files."""

    def rows(self, path: Path) -> Iterator[LabelledRow]:
        """The objects of a file in order; blank lines are none."""
        with _opened(path) as file:
            for number, line in _lines(file):
                label = f"line {number}"
                try:
                    yield label, _object(line, "utf-8-sig" if number == 1 else "utf-8", f"{place_name(path)}, {label}")
                except SourceError as problem:
                    yield label, problem

    def count(self, path: Path) -> int:
        """The number of lines that are not blank."""
        with _opened(path) as file:
            return sum(1 for _ in _lines(file))


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """A file at its beginning; SourceError where its first lines have no `text`."""
    with path.open("rb") as file:
        column_names(_first_keys(islice(file, LOOKED_AT), path), path)
        file.seek(0)
        yield file


def _lines(file: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, numbered from 1."""
    return ((number, line) for number, line in enumerate(file, 1) if not line.isspace())


def _object(line: bytes, encoding: str, place: str) -> Row:
    try:
        row = json.loads(line.decode(encoding))
    except (ValueError, RecursionError) as problem:
        raise SourceError(f"{place}: is no JSON ({place_name(problem)}); left out.") from problem
    if not isinstance(row, dict):
        raise SourceError(f"{place}: is no JSON object; left out.")
    return dict(zip(looked_up(list(row)), row.values(), strict=True))


def _first_keys(lines: Iterable[bytes], path: Path) -> dict[str, None]:
    """All names in the first rows, in order; rows need not have the same ones."""
    keys: dict[str, None] = {}
    for line in lines:
        if not keys and line.lstrip(codecs.BOM_UTF8).strip().startswith(b"["):
            raise SourceError(f"{place_name(path)}: is a JSON list, not JSON lines. Write one object per line.")
        if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise SourceError(f"{place_name(path)}: JSON lines must be UTF-8. Save it again as UTF-8.")
        try:
            row = json.loads(line.decode("utf-8-sig"))
            keys.update(dict.fromkeys(row) if isinstance(row, dict) else {})
        except (ValueError, RecursionError):
            keys.update({"text": None} if not keys else {})
    return keys
