"""Growth: how far a folder of tables is that `onrecord tables` writes or was writing, and which parts of it are whole.

A part appears in nine files, one for each table, and in the journal when all of them are there: what the journal lists can be
read at any moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.system.files import is_plain_file
from onrecord.system.folder_lock import holder_of
from onrecord.tables import partitions
from onrecord.tables.columns import TABLES
from onrecord.tables.journal import NAME, Journal


@dataclass(frozen=True)
class Growth:
    """How far a folder is.

    Attributes:
        n_articles: those whose rows can be read.
        n_failed: those that could not be analysed, beside these.
        total: articles that there are; None where that is not known.
        at_work: whether a process writes to the folder now.
        is_whole: whether the last one that did has come to its end.
        parts: the files of each table whose rows can be read; None where all that are there can.
    """

    n_articles: int
    n_failed: int = 0
    total: int | None = None
    at_work: bool = False
    is_whole: bool = True
    parts: Mapping[str, list[Path]] | None = None

    def __str__(self) -> str:
        """In words: "still being written: 1,200 of 3,000 articles so far"."""
        of = f" of {self.total:,}" if self.total is not None else ""
        noun = "article" if (self.total or self.n_articles) == 1 else "articles"
        failed = f" ({self.n_failed:,} failed)" if self.n_failed else ""
        number = f"{self.n_articles:,}{of} {noun}{failed}"
        if self.at_work and self.is_whole:
            return f"{number}, of an earlier call; another one is at work"
        if self.at_work:
            return f"still being written: {number} so far"
        return number if self.is_whole else f"stopped at {number}; the same command goes on"


def growth_of(folder: Path) -> Growth | None:
    """How far a folder is; None where `onrecord tables` has not begun to write to it."""
    holder = holder_of(folder)
    if not is_plain_file(folder / NAME) and not (holder.at_work and partitions.TOTAL in holder.about):
        return None
    journal = Journal(folder)
    failed = sum(len(part.failed) for part in journal.parts)
    total = holder.about.get(partitions.TOTAL)
    return Growth(
        sum(part.n_articles for part in journal.parts) - failed,
        failed,
        total if type(total) is int else None,
        holder.at_work,
        journal.end is not None,
        None if journal.end is not None else {name: _files(folder, name, journal) for name in TABLES},
    )


def _files(folder: Path, name: str, journal: Journal) -> list[Path]:
    """The files of a table that the journal lists."""
    numbered = enumerate(journal.parts)
    return [partitions.part_file(folder, name, number) for number, part in numbered if name in part.files]
