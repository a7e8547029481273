"""Append-only log: a file with a line of JSON for each thing that happened; half a line of a killed process is ignored."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from onrecord.system.files import check_file, is_plain_file, wait_for_disk, write_whole


class AppendLog:
    """The lines of a file. One thread of one process may write at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Iterator[dict[str, Any]]:
        """The lines in the order in which they were written; those that hold no JSON object are passed over."""
        return (content for _, content in self.read_with_starts())

    def read_with_starts(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """As `read`, each line with its start: the number of bytes before it."""
        start = 0
        with self._lines() as file:
            for line in file:
                if (content := _content(line)) is not None:
                    yield start, content
                start += len(line)

    def lines_at(self, starts: Iterable[int]) -> Iterator[dict[str, Any]]:
        """The lines that begin at these places; one that does not, or is none any more, is passed over."""
        with self._lines() as file:
            for start in starts:
                file.seek(start)
                if (content := _content(file.readline())) is not None:
                    yield content

    def _lines(self) -> IO[bytes]:
        """The file; an empty one where there is none."""
        return self._path.open("rb") if is_plain_file(self._path) else BytesIO()

    def add(self, content: Mapping[str, object]) -> int:
        """Write a line at the end, and wait until it is on the disk.

        Returns:
            Its start.

        Raises:
            OSError: it cannot be written; the part of a line that was written is passed over by `read`.
            InTheWay: a link, a folder or a pipe stands there.
        """
        check_file(self._path)
        if self._path.exists() and self._path.stat().st_nlink > 1:  # by another name it may be somebody else's
            write_whole(self._path, self._path.read_bytes())
        with self._path.open("ab+") as file:
            start = file.seek(0, os.SEEK_END)
            torn = start and not _ends_with_newline(file)
            file.write(b"\n" * torn + _line(content))
            wait_for_disk(file)
        return start + torn

    def replace(self, contents: Iterable[Mapping[str, object]]) -> None:
        """Write the lines anew, all or none."""
        write_whole(self._path, b"".join(map(_line, contents)))

    def remove(self) -> None:
        """Take the file away, if it is there."""
        self._path.unlink(missing_ok=True)


def _content(line: bytes) -> dict[str, Any] | None:
    """What a line holds; None where that is no JSON object."""
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _line(content: Mapping[str, object]) -> bytes:
    return json.dumps(content).encode() + b"\n"


def _ends_with_newline(file: IO[bytes]) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
