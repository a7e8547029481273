"""Folders that a command is to write to: checked before anything is worked out for them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from onrecord.runs.parameters import CallError
from onrecord.tables.columns import TABLES
from onrecord.tables.formats import FORMATS


def check_writable(path: str, option: str) -> None:
    """See that a folder can be made and written to.

    Args:
        path: the folder.
        option: that names it, for the message.

    Raises:
        CallError: it cannot.
    """
    there = Path(path).absolute()
    while not there.exists():
        there = there.parent
    if not there.is_dir():
        raise CallError(f"{path}: no folder can be made here, {there.name} is a file; name another with {option}")
    if not os.access(there, os.W_OK):
        raise CallError(f"{path}: cannot be written to; name another folder with {option}")


def check_outside_sources(folder: str, sources: Sequence[str]) -> None:
    """See that tables are not written among the articles, which the next call would read, nor over them.

    Raises:
        CallError: they would be.
    """
    to = Path(folder).resolve()
    for source in sources:
        if os.path.isdir(source) and _reads(Path(source).resolve(), to):
            raise CallError(f"{folder}: is in {source}, all of which is read as articles; name another with --to")
        if os.path.isfile(source) and Path(source).resolve() in (to / f"{t}.{f}" for t in TABLES for f in FORMATS):
            raise CallError(f"{source}: a table of this name would be written over it; name another folder with --to")


def _reads(source: Path, folder: Path) -> bool:
    """Whether a folder of articles is read down to another folder; hidden folders are not."""
    return folder.is_relative_to(source) and not any(part.startswith(".") for part in folder.relative_to(source).parts)
