"""Manifest: what became of each article and notebook of a folder, one line of JSON for each step, only ever added to."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from onrecord.system.append_log import AppendLog
from onrecord.system.fingerprints import fingerprint

NAME = "manifest.jsonl"
ACROSS = (
    "across_articles"  # folder of what is made over all articles; no article's folder has an underscore in its name
)
MOST_ACROSS = 500  # articles that are read together without being asked: with more, that takes many seconds
NONE: Mapping[str, Mapping[str, str]] = MappingProxyType({})
LARGEST = 1e12  # no number of a manifest comes near it
RUNNING, DONE, FAILED = "running", "done", "failed"


@dataclass(frozen=True)
class Entry:
    """A step of a run.

    Attributes:
        folder: name of the article's folder, or `ACROSS` for what is made over all articles.
        article_id, source: the article.
        notebook: name of the notebook; None for what is done once for the article (its tables and pages).
        state: running, done or failed.
        key: fingerprint of each thing that the result depends on.
        seconds: it took.
        attempts: how often it was tried, where that was more than once.
        peak_mb: most memory its kernel held, in MB.
        error: what went wrong; None where nothing did.
        cell: number of the cell that the error came from.
        files: what was written, as paths from the article's folder.
        time: when this was written, in UTC.
    """

    folder: str
    article_id: str
    source: str
    notebook: str | None
    state: str
    key: Mapping[str, str] = field(default_factory=dict)
    seconds: float | None = None
    peak_mb: float | None = None
    error: str | None = None
    cell: int | None = None
    files: tuple[str, ...] = ()
    attempts: int | None = None
    time: str = ""


class Manifest:
    """The manifest of a folder. Of an article's steps, the last one of each notebook counts.

    Only where each of these lines begins is held in memory, half a kilobyte for an article: there may be many.
    """

    def __init__(self, out: Path) -> None:
        self._log = AppendLog(out / NAME)
        self._adding = threading.Lock()
        self._starts: dict[str, dict[str | None, int]] = {}
        for start, line in self._log.read_with_starts():
            if entry := _entry(line):
                self._take(entry, start)

    def _take(self, entry: Entry, start: int) -> None:
        notebook = entry.notebook and sys.intern(entry.notebook)  # all articles have the same few
        self._starts.setdefault(entry.folder, {})[notebook] = start

    def add(self, entry: Entry) -> None:
        """Write a step at the end, and wait until it is on the disk.

        Raises:
            OSError: it cannot be written; a part of a line is passed over when the manifest is read again.
        """
        entry = Entry(**{**vars(entry), "time": datetime.now(UTC).isoformat(timespec="seconds")})
        with self._adding:
            line = {name: value for name, value in asdict(entry).items() if value not in (None, (), {})}
            self._take(entry, self._log.add(line))

    def last(self, folder: str, notebook: str | None) -> Entry | None:
        """The last step of a notebook, or of an article."""
        start = self._starts.get(folder, {}).get(notebook)
        return None if start is None else next(self._at([start]), None)

    def steps(self, folder: str) -> list[Entry]:
        """The last steps of an article's notebooks and of the article, in the order in which they were written."""
        with self._adding:
            starts = sorted(self._starts.get(folder, {}).values())
        return list(self._at(starts)) if starts else []

    def folders(self) -> list[str]:
        """The folders of all articles, in the order in which they came."""
        return [folder for folder in self._starts if folder != ACROSS]

    def done(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The folder of each article that is done, in order of their names, and what its results depend on."""
        folders = sorted(folder for folder in self.folders() if None in self._starts[folder])
        steps = self._at(self._starts[folder][None] for folder in folders)
        return ((step.folder, step.key) for step in steps if step.state == DONE)

    def all_done(self, coming: Mapping[str, Mapping[str, str]] = NONE) -> tuple[int, str]:
        """How many articles are done, and letters that stand for all that their results depend on.

        Args:
            coming: articles that are counted as if they were done, as `done` gives them.
        """
        articles = sorted({**dict(self.done()), **coming}.items()) if coming else self.done()
        each = [fingerprint(article) for article in articles]
        return len(each), fingerprint(each)

    def _at(self, starts: Iterable[int]) -> Iterator[Entry]:
        """The steps whose lines begin at these places."""
        return filter(None, map(_entry, self._log.lines_at(starts)))


def _entry(line: Mapping[str, Any]) -> Entry | None:
    """An entry of a line; None for a line of another program or shape. What a later version adds is passed over."""
    columns = {f.name: line[f.name] for f in fields(Entry) if f.name in line}
    try:
        entry = Entry(**{"notebook": None, **columns, "files": tuple(line.get("files", ()))})
    except TypeError:
        return None
    return entry if _is_of_shape(entry) else None


def _is_of_shape(entry: Entry) -> bool:
    """Whether an entry holds what a manifest says, in the types that it has; names in it lead nowhere else."""
    names = [entry.folder, *([] if entry.notebook is None else [entry.notebook])]
    texts = [*names, entry.article_id, entry.source, entry.time, *entry.files]
    numbers = [n for n in (entry.seconds, entry.peak_mb, entry.cell, entry.attempts) if n is not None]
    return (
        all(isinstance(text, str) for text in texts)
        and all(name not in ("", ".", "..") and not set(name) & set("/\\\0") for name in names)
        and entry.state in (RUNNING, DONE, FAILED)
        and isinstance(entry.key, dict)
        and all(isinstance(value, str) for value in entry.key.values())
        and all(isinstance(n, int | float) and not isinstance(n, bool) and abs(n) < LARGEST for n in numbers)
        and (entry.error is None or isinstance(entry.error, str))
    )
