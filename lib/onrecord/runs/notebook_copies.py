"""Copies of the notebooks that come with the library, for reading and changing."""

from __future__ import annotations

from pathlib import Path

from onrecord.runs.parameters import CallError
from onrecord.system.files import make_named_folder, write_whole
from onrecord.system.resources import NOTEBOOKS


def copy_notebooks(folder: str | Path) -> list[Path]:
    """Copy the notebooks out of the library.

    Args:
        folder: made if it is not there.

    Returns:
        Where each of the notebooks is now, in order. One that is there already, unchanged, is left as it is.

    Raises:
        CallError: a file of that name is there and differs; then nothing is copied.
    """
    originals = sorted(NOTEBOOKS.glob("*.ipynb"))
    copies = [Path(folder) / original.name for original in originals]
    contents = [original.read_bytes() for original in originals]
    absent = [not copy.exists() for copy in copies]
    for copy, content, new in zip(copies, contents, absent, strict=True):
        if not new and (not copy.is_file() or copy.read_bytes() != content):
            raise CallError(
                f"{copy}: is there already and differs from On Record's notebook; nothing was copied. "
                "Rename or move it, or name another folder with --to."
            )
    make_named_folder(Path(folder))
    for copy, content, new in zip(copies, contents, absent, strict=True):
        if new:
            write_whole(copy, content)
    return copies
