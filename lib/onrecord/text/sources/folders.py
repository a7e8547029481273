"""Folders: the files in them that can be read, and what is left out of them, with the reason.

Left out are the folders that this program wrote, links that lead out of the folder, and what is no file (a pipe, a device).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.system.files import is_link
from onrecord.system.output_folders import is_output
from onrecord.text.sources.corpora import CORPORA
from onrecord.text.sources.places import place_name
from onrecord.text.sources.text_files import PAGES

READABLE = PAGES + CORPORA  # suffixes
NAMED = 3  # things of a kind that a message names; the others are counted

OURS = "written by On Record"
LINKS = "a link that leads out of the folder"
NO_FILES = "no file but a pipe, a socket or a device"


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
    left_out: dict[str, list[Path]] = field(default_factory=dict)

    def lines(self, place: str) -> list[str]:
        """What is left out, in words, a line for each reason; `place` is what they call the folder."""
        return [f"{place}: left out, {reason}: {_listed(paths)}" for reason, paths in self.left_out.items()]


def contents_of(folder: Path) -> Contents:
    """Look through a folder.

    Args:
        folder: where to look. It may be a link: whoever names it means what it leads to.
    """
    found = Contents(folder.resolve())
    found.files += files_in(folder, found)
    found.files.sort(key=lambda path: path.relative_to(folder).parts)
    return found


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
        files = [Path(parent) / name for name in names if _is_readable(name)]
        reasons |= {path: _reason_to_leave_file(path, found.root) for path in files}
        for path, reason in reasons.items():
            if reason:
                found.left_out.setdefault(reason, []).append(path)
        yield from (path for path in files if reasons[path] is None)


def _is_readable(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in READABLE


def _reason_to_leave_folder(path: Path, root: Path) -> str | None:
    """Why a folder is not looked through; "" for a link to what is looked through anyway."""
    if is_link(path):
        return "" if _is_within(path, root) else LINKS
    return OURS if is_output(path) else None


def _reason_to_leave_file(path: Path, root: Path) -> str | None:
    try:
        if is_link(path) and not _is_within(path, root):
            return LINKS
        return None if stat.S_ISREG(path.stat().st_mode) else NO_FILES
    except OSError:  # it is gone, leads nowhere, or is closed: who opens it says so
        return None


def _is_within(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a circle of links leads nowhere
        return True


def _listed(paths: Iterable[Path]) -> str:
    first, *others = map(place_name, sorted(paths))
    more = len(others) - NAMED + 1
    return ", ".join([first, *others[: NAMED - 1], *([f"and {more} more"] if more > 0 else [])])
