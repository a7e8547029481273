"""Append-only log: a file with a line of JSON for each thing that happened; half a line of a killed process is ignored."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from onrecord.system.files import wait_for_disk, write_whole


class AppendLog:
    """The lines of a file. One thread of one process may write at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Iterator[dict[str, Any]]:
        """The lines in the order in which they were written; those that hold no JSON object are passed over."""
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return
        for line in lines:
            try:
                content = json.loads(line)
            except ValueError:
                continue
            if isinstance(content, dict):
                yield content

    def add(self, content: Mapping[str, object]) -> None:
        """Write a line at the end, and wait until it is on the disk.

        Raises:
            OSError: it cannot be written; the part of a line that was written is passed over by `read`.
        """
        with self._path.open("ab+") as file:
            torn = file.tell() and not _ends_with_newline(file)
            file.write(b"\n" * torn + _line(content))
            wait_for_disk(file)

    def replace(self, contents: Iterable[Mapping[str, object]]) -> None:
        """Write the lines anew, all or none."""
        write_whole(self._path, b"".join(map(_line, contents)))

    def remove(self) -> None:
        """Take the file away, if it is there."""
        self._path.unlink(missing_ok=True)


def _line(content: Mapping[str, object]) -> bytes:
    return json.dumps(content).encode() + b"\n"


def _ends_with_newline(file: IO[bytes]) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
