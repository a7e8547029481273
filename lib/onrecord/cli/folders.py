"""Folders that a command is to write to: checked before anything is worked out for them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from onrecord.cli.messages import complain
from onrecord.runs.parameters import CallError
from onrecord.system.files import UNFINISHED, place_of
from onrecord.system.output_folders import is_output
from onrecord.tables.columns import TABLES
from onrecord.tables.formats import FORMATS
from onrecord.tables.growth import growth_of
from onrecord.text.sources.folders import contents_of

PAGES = ("index.html", "rules.html")  # that `run` writes beside the folders of articles
TABLE_FILES = tuple(f"{table}.{format_}" for table in TABLES for format_ in FORMATS)
WRITTEN = (*PAGES, *TABLE_FILES)


def check_folder(path: str, option: str, sources: Sequence[str]) -> None:
    """See that a folder can be made and written to, and that nothing is lost in it.

    Nothing is written over what is read, nor into a folder of articles, which the next call would leave out for its mark.
    A new folder in the midst of the articles is fine.

    Args:
        path: the folder.
        option: that names it, for the message.
        sources: that are read.

    Raises:
        CallError: it cannot, or something would be lost.
    """
    check_writable(path, option)
    _check_not_read(path, option, sources)
    if not is_output(Path(path)):
        names = PAGES if option == "--out" else TABLE_FILES
        if foreign := [name for name in names if os.path.lexists(Path(path) / name)]:
            raise CallError(
                f"{path}: its {foreign[0]} is not On Record's and would be written over; name another folder with {option}"
            )


def note_growth(folder: str) -> None:
    """Say on stderr where a folder of tables that is read is not written to its end."""
    growth = growth_of(Path(folder))
    if growth and not growth.is_whole:
        complain(f"{folder}: {growth}", 0)


def check_writable(path: str, option: str) -> None:
    """See that a folder can be made and written to.

    It is tried: rights say yes for who may do everything, also where nothing can be made, such as under /proc.

    Args:
        path: the folder.
        option: that names it, for the message.

    Raises:
        CallError, InTheWay: it cannot.
    """
    place_of(path)  # raises where it is a link that leads nowhere, as below for one on the way
    there, instead = Path(path).absolute(), f"name another folder with {option}"
    try:
        while not _stands(there):
            there = there.parent
        place_of(there)
        if not there.is_dir():
            raise CallError(f"{path}: no folder can be made here, {there.name} is a file; {instead}")
        with tempfile.TemporaryFile(dir=there, prefix=UNFINISHED):
            pass
    except OSError as problem:
        raise CallError(f"{path}: cannot be written to ({problem.strerror}); {instead}") from problem


def _stands(path: Path) -> bool:
    """Whether anything stands there, a link that leads nowhere among it; OSError where there can be nothing of that name."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _check_not_read(path: str, option: str, sources: Sequence[str]) -> None:
    to, instead = Path(path).resolve(), f"name another folder with {option}"
    for source in sources:
        if os.path.isfile(source) and Path(source).resolve() in (to / name for name in WRITTEN):
            raise CallError(f"{source}: a file of this name would be written over it; {instead}")
        if os.path.isdir(source) and _reads(Path(source).resolve(), to) and not is_output(to):
            if to.is_dir() and (files := contents_of(to).files):
                raise CallError(f"{path}: holds articles that are read ({files[0].name}); {instead}, one without any")


def _reads(source: Path, folder: Path) -> bool:
    """Whether a folder of articles is read down to another folder; hidden folders are not."""
    return folder.is_relative_to(source) and not any(part.startswith(".") for part in folder.relative_to(source).parts)
