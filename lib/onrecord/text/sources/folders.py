"""Folders: the files in them that can be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from onrecord.text.sources.corpora import CORPORA
from onrecord.text.sources.text_files import PAGES

READABLE = PAGES + CORPORA  # suffixes


def readable_files(folder: Path, on_error: Callable[[OSError], None] | None = None) -> list[Path]:
    """The files of a folder and its subfolders that can be read, hidden ones left out, in order of their paths.

    Args:
        folder: where to look.
        on_error: called with the error of each folder that cannot be opened.
    """
    paths: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [
            Path(parent) / name for name in names if not name.startswith(".") and Path(name).suffix.lower() in READABLE
        ]
    return sorted(paths, key=lambda path: path.relative_to(folder).parts)
