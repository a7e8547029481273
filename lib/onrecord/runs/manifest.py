"""Manifest: what became of each article and notebook of a folder, one line of JSON for each step, only ever added to."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord.system.append_log import AppendLog

NAME = "manifest.jsonl"
ACROSS = (
    "across_articles"  # folder of what is made over all articles; no article's folder has an underscore in its name
)
MOST_ACROSS = 500  # articles that are read together without being asked: with more, that takes many seconds
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
    time: str = ""


class Manifest:
    """The manifest of a folder. Of an article's steps, the last one of each notebook counts."""

    def __init__(self, out: Path) -> None:
        self._log = AppendLog(out / NAME)
        self._adding = threading.Lock()
        self._last: dict[str, dict[str | None, Entry]] = {}
        for line in self._log.read():
            if entry := _entry(line):
                self._take(entry)

    def _take(self, entry: Entry) -> None:
        of_article = self._last.setdefault(entry.folder, {})
        of_article.pop(entry.notebook, None)  # so that the steps stay in the order in which they ended
        of_article[entry.notebook] = entry

    def add(self, entry: Entry) -> None:
        """Write a step at the end, and wait until it is on the disk.

        Raises:
            OSError: it cannot be written; a part of a line is passed over when the manifest is read again.
        """
        entry = Entry(**{**vars(entry), "time": datetime.now(UTC).isoformat(timespec="seconds")})
        with self._adding:
            self._log.add({name: value for name, value in asdict(entry).items() if value not in (None, (), {})})
            self._take(entry)

    def last(self, folder: str, notebook: str | None) -> Entry | None:
        """The last step of a notebook, or of an article."""
        return self._last.get(folder, {}).get(notebook)

    def steps(self, folder: str) -> list[Entry]:
        """The last steps of an article's notebooks and of the article, in the order in which they were written."""
        return list(self._last.get(folder, {}).values())

    def folders(self) -> list[str]:
        """The folders of all articles, in the order in which they came."""
        return [folder for folder in self._last if folder != ACROSS]

    def articles(self) -> dict[str, Mapping[str, str]]:
        """What the results of each article that is done depend on, by the name of its folder."""
        last = {folder: self.last(folder, None) for folder in sorted(self.folders())}
        return {folder: step.key for folder, step in last.items() if step and step.state == DONE}


def _entry(line: Mapping[str, Any]) -> Entry | None:
    """An entry of a line; None for a line of another program. What a later version adds is passed over."""
    columns = {f.name: line[f.name] for f in fields(Entry) if f.name in line}
    try:
        return Entry(**{"notebook": None, **columns, "files": tuple(line.get("files", ()))})
    except TypeError:
        return None
