"""Own folders: where we write gets the mark, but no folder with somebody else's articles, which it would hide."""

from __future__ import annotations

from pathlib import Path

from onrecord.system.files import InTheWay
from onrecord.system.output_folders import is_output, mark_output
from onrecord.system.text_lines import one_line
from onrecord.tables.columns import COLUMNS, TABLES
from onrecord.tables.formats import FORMATS, PART, columns_of
from onrecord.text.sources.folders import files_in


def claim(folder: Path) -> None:
    """Mark a folder as one that this program writes.

    Args:
        folder: must be there.

    Raises:
        InTheWay: it holds what could be read as an article, and was not written by this program.
    """
    if found := _foreign(folder):
        raise InTheWay(
            f"{one_line(folder)}: holds {one_line(found.name)}, which could be read as an article and would be left out "
            "from then on; name another folder, one without any"
        )
    mark_output(folder)


def mark_if_own(folder: Path) -> None:
    """Mark a folder as one that this program writes, unless it holds what could be read as an article of somebody else."""
    if not _foreign(folder):
        mark_output(folder)


def _foreign(folder: Path) -> Path | None:
    """A file of somebody else in a folder that could be read as an article."""
    if is_output(folder):
        return None
    return next((path for path in files_in(folder) if not _is_table(path, folder)), None)


def _is_table(path: Path, folder: Path) -> bool:
    """Whether a file is a table of ours, or a part of one; folders from before there was a mark have them, too."""
    name, *inside = path.relative_to(folder).parts
    table, _, format_ = name.partition(".")
    if table not in TABLES or format_ not in FORMATS:
        return False
    return bool(PART.fullmatch(path.name)) if inside else columns_of(path) == list(COLUMNS[table])
