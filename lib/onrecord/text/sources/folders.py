"""Folders: the files in them that can be read, and what is left out of them, with the reason.

Left out are the folders that this program wrote, links that lead out of the folder or to a file that is read anyway, and what is
no file (a pipe, a device).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from onrecord.system.files import is_link
from onrecord.system.output_folders import is_output
from onrecord.text.article import SourceError
from onrecord.text.sources.dispatch import READABLE, suffix_to_read
from onrecord.text.sources.formats.kinds import kinds, suffix_of
from onrecord.text.sources.places import place_name
from onrecord.text.sources.source_files import SourceFile

NAMED = 3  # things of a kind that a message names; the others are counted


class Reason(NamedTuple):
    """Why something is left out, in words: of one thing, and of several."""

    of_one: str
    of_several: str


OURS = Reason("written by On Record", "written by On Record")
LINKS = Reason("a link that leads out of the folder", "links that lead out of the folder")
SECOND = Reason("a link to a file that is read anyway", "links to files that are read anyway")
NO_FILES = Reason("no file but a pipe, a socket or a device", "no files but pipes, sockets or devices")
LOOKED_THROUGH = Reason("", "")  # a link to a folder that is looked through anyway: nothing is said of it


@dataclass
class Contents:
    """What is in a folder and its subfolders, hidden ones left out.

    Attributes:
        root: the folder, without links in its path.
        files: that can be read, in order of their paths.
        closed: the error of each folder that cannot be opened.
        left_out: paths that are not read, by the reason.
    """

    root: Path
    files: list[Path] = field(default_factory=list)
    closed: list[OSError] = field(default_factory=list)
    left_out: dict[Reason, list[Path]] = field(default_factory=dict)

    def lines(self, place: str) -> list[str]:
        """What is left out, in words, a line for each reason; `place` is what they call the folder."""
        return [
            f"{place}: left out, {reason.of_one if len(paths) == 1 else reason.of_several}: {_listed(paths)}"
            for reason, paths in self.left_out.items()
        ]


def contents_of(folder: Path) -> Contents:
    """Look through a folder.

    Args:
        folder: where to look. It may be a link: whoever names it means what it leads to.
    """
    found = Contents(folder.resolve())
    files = sorted(files_in(folder, found), key=lambda path: path.relative_to(folder).parts)
    seconds = _second_names(files)
    if seconds:
        found.left_out[SECOND] = [path for path in files if path in seconds]
    found.files += [path for path in files if path not in seconds]
    return found


def _second_names(files: Iterable[Path]) -> set[Path]:
    """Those of some paths that lead to a file to which another one leads, which is no link, or comes before them."""
    first: dict[tuple[int, int], Path] = {}
    seconds = set()
    for path in sorted(files, key=is_link):
        with suppress(OSError):  # who opens it says so
            about = path.stat()
            if about.st_ino and first.setdefault((about.st_dev, about.st_ino), path) != path:
                seconds.add(path)
    return seconds


def files_in(folder: Path, found: Contents | None = None) -> Iterator[Path]:
    """The files in a folder that can be read, as they are come upon.

    Args:
        folder: where to look.
        found: takes down what is left out.
    """
    found = found or Contents(folder.resolve())
    for parent, folders, names in os.walk(folder, onerror=found.closed.append):
        inside = [Path(parent) / name for name in folders if not name.startswith(".")]
        reasons = {path: _reason_to_leave_folder(path, found.root) for path in inside}
        folders[:] = [path.name for path in inside if reasons[path] is None]
        files = [Path(parent) / name for name in names if may_be_article(name)]
        reasons |= {path: _reason_to_leave_file(path, found.root) for path in files}
        for path, reason in reasons.items():
            if reason and reason is not LOOKED_THROUGH:
                found.left_out.setdefault(reason, []).append(path)
        yield from (path for path in files if reasons[path] is None)


def may_be_article(name: str) -> bool:
    """Whether a file is read, or people would take it for one that is."""
    suffix = suffix_of(Path(name))
    return not name.startswith(".") and (suffix in READABLE or (suffix in kinds() and kinds()[suffix].in_folder))


def _reason_to_leave_folder(path: Path, root: Path) -> Reason | None:
    """Why a folder is not looked through."""
    if is_link(path):
        return LOOKED_THROUGH if _is_within(path, root) else LINKS
    return OURS if is_output(path) else None


def _reason_to_leave_file(path: Path, root: Path) -> Reason | None:
    try:
        if is_link(path) and not _is_within(path, root):
            return LINKS
        if not stat.S_ISREG(path.stat().st_mode):
            return NO_FILES
        return None if suffix_of(path) in READABLE else reason_of_kind(SourceFile(path, root))
    except (OSError, SourceError):  # it is gone, leads nowhere, or is closed: who opens it says so
        return None


def reason_of_kind(file: SourceFile) -> Reason | None:
    """Why a file is not read whose name says that it is of a kind that is not; None where it is of one that is."""
    suffix = suffix_to_read(file)
    if suffix in READABLE:
        return None
    kind = kinds()[suffix]
    advice = kind.advice[:1].lower() + kind.advice[1:].rstrip(".")
    return Reason(f"{kind.words} ({advice})", f"{suffix_of(file.path)} files ({advice})")


def _is_within(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a circle of links leads nowhere
        return True


def _listed(paths: Iterable[Path]) -> str:
    first, *others = map(place_name, sorted(paths))
    more = len(others) - NAMED + 1
    return ", ".join([first, *others[: NAMED - 1], *([f"and {more} more"] if more > 0 else [])])
