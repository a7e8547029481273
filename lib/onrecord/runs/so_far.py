"""So far: what can be read of a folder that a command writes, at any moment, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from onrecord.exchange.folders import NoTables, Row, TablesFolder, find_tables
from onrecord.runs.manifest import DONE, FAILED, NAME, Manifest
from onrecord.system.files import is_plain_file
from onrecord.system.folder_lock import holder_of
from onrecord.system.output_folders import is_output
from onrecord.tables.growth import Growth, growth_of

INDEX = "index.html"


class SoFar(NamedTuple):
    """What is there of a folder.

    Attributes:
        growth: how far it is.
        tables: a folder of tables, or one for each article.
    """

    growth: Growth
    tables: list[TablesFolder]

    def rows(self, name: str, *columns: str) -> Iterator[Row]:
        """The rows of a table, with some columns.

        Raises:
            NoTables: it cannot be read.
        """
        return chain.from_iterable(tables.rows(name, columns) for tables in self.tables)


def is_ours(folder: Path) -> bool:
    """Whether a command has written a folder, or is at it."""
    return is_output(folder) or holder_of(folder).at_work


def so_far(folder: Path) -> SoFar:
    """Look at a folder that `onrecord run` or `onrecord tables` writes, was writing, or has written.

    Args:
        folder: the one that the command was told to write to, or that of an article, or its tables.

    Raises:
        NoTables: there is none to be read.
    """
    if growth := growth_of(folder):
        return SoFar(growth, [TablesFolder(folder, growth=growth)] if growth.n_articles else [])
    if is_plain_file(folder / NAME):
        return _of_run(folder)
    if holder_of(folder).at_work:
        return SoFar(Growth(0, at_work=True, is_whole=False), [])
    tables = find_tables(folder)
    return SoFar(Growth(tables.n_rows("articles") or 0), [tables])


def _of_run(out: Path) -> SoFar:
    manifest, at_work = Manifest(out), holder_of(out).at_work
    states = {name: step.state for name in manifest.folders() if (step := manifest.last(name, None))}
    done = [out / name / "tables" for name, state in states.items() if state == DONE]
    index = out / INDEX
    is_whole = index.is_file() and index.stat().st_mtime_ns >= (out / NAME).stat().st_mtime_ns
    growth = Growth(len(done), list(states.values()).count(FAILED), None, at_work, is_whole)
    if is_whole and not at_work:
        try:
            return SoFar(growth, [find_tables(out)])
        except NoTables:  # of one article, or taken away: those of each article are there
            pass
    return SoFar(growth, [TablesFolder(tables) for tables in done])
