"""Output folders: each that this program writes has a mark, so that what it wrote is not taken for what it is to read."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from onrecord.system.files import is_link, write_whole

MARK = ".onrecord"
ABOUT = "On Record wrote this folder. Where articles are read, a folder with this file in it is left out.\n"
# What folders from before there was a mark are known by.
JOURNAL, MANIFEST = ".tables.jsonl", "manifest.jsonl"
OF_MANIFEST = {"folder", "article_id", "state"}  # what every line of ours has; others have manifests, too
LONGEST_LINE = 1_000_000  # bytes of a manifest's first line that are looked at


def mark_output(folder: Path) -> None:
    """Mark a folder as one that this program writes.

    Args:
        folder: must be there. A link in the place of the mark is replaced, not followed.

    Raises:
        OSError: it cannot be written to.
    """
    mark = folder / MARK
    if is_link(mark) or not mark.is_file():
        write_whole(mark, ABOUT)


def is_output(folder: Path) -> bool:
    """Whether this program wrote a folder: it has the mark, or what folders from before there was one have."""
    return bool(marks_in(folder))


def marks_in(folder: Path) -> list[str]:
    """The names of the files that make a folder one that this program wrote; without them it is one like any other."""
    # Unlike the method of a path, `isfile` says of what is closed that it is none.
    marks = [name for name in (MARK, JOURNAL) if os.path.isfile(folder / name)]
    return marks + [MANIFEST] * _is_manifest(folder / MANIFEST)


def _is_manifest(path: Path) -> bool:
    with suppress(OSError, ValueError, RecursionError):
        if path.is_file():
            with path.open("rb") as file:
                first = json.loads(file.readline(LONGEST_LINE))
            return isinstance(first, dict) and first.keys() >= OF_MANIFEST
    return False
