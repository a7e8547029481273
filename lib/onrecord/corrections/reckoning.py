"""Reckoning: what became of each line of a sheet in all articles of a call."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from onrecord.corrections.lines import Corrections, Line, Outcome
from onrecord.corrections.reading import read_corrections
from onrecord.corrections.sheets import APPLIED, PROBLEM, as_it_stands, cells_of, csv_of
from onrecord.system.files import is_plain_file, write_whole
from onrecord.system.spreadsheets import unguarded
from onrecord.system.text_lines import one_line
from onrecord.text.article import Article

NOWHERE = "its article is not among those that are read"
NOBODY_THERE = "nobody is called so in any of the articles"
UNTOUCHED = "nothing of it is in this article"
SHOWN = 60  # characters of a line's words in a message


class Reckoning:
    """What becomes of the lines of a sheet while articles are read.

    Args:
        corrections: all of them.
    """

    def __init__(self, corrections: Corrections) -> None:
        self._lines = {line.key: line for line in corrections.lines}
        self._changes = {line.key for line in corrections.lines if line.is_change}
        self._told: dict[str, str] = {}

    def take(self, article: Article, outcomes: Iterable[Outcome]) -> None:
        """Take in what became of the lines that are about an article."""
        for outcome in outcomes:
            key = outcome.line.key
            self.take_told({key: outcome.problem or ""})
            if outcome.problem is None and key in self._lines:
                self._lines[key] = as_it_stands(outcome, article)

    def take_told(self, told: Mapping[str, str]) -> None:
        """Take in why lines do not fit, by their keys; "" for one that fits, which is what counts where it does somewhere."""
        for key, problem in told.items():
            if key in self._changes and self._told.get(key) != "":
                self._told[key] = problem

    @property
    def n_lines(self) -> int:
        """The number of lines, those among them that only say that somebody has looked at a row."""
        return len(self._lines)

    @property
    def n_changes(self) -> int:
        """The number of lines that change something."""
        return len(self._changes)

    @property
    def n_applied(self) -> int:
        """The number of those that were applied."""
        return sum(problem == "" for problem in self._told.values())

    def problems(self) -> list[str]:
        """A line of text for each that was not applied: where it stands, its words, and why."""
        return [
            f"{line.place} ({_words(line)}): {problem}; not applied"
            for line, problem in self._states()
            if problem and line.is_change
        ]

    def sheet(self) -> Iterator[str]:
        """The lines as CSV, with the places where they fit by now and why others do not."""
        return csv_of(({**cells_of(line), PROBLEM: problem} for line, problem in self._states()), [PROBLEM])

    def _states(self) -> Iterator[tuple[Line, str]]:
        for key, line in self._lines.items():
            nowhere = NOWHERE if line.article_id or line.table != "speakers" else NOBODY_THERE
            yield line, self._told.get(key, nowhere) if key in self._changes else ""


def write_applied(folder: Path, reckoning: Reckoning) -> bool:
    """Write the lines beside the tables that they were applied to; without any, what an earlier call has left goes.

    Args:
        folder: with the tables.
        reckoning: of all articles.

    Returns:
        Whether an earlier call has left something else.

    Raises:
        OSError, InTheWay: it cannot be written.
    """
    file = folder / APPLIED
    before = file.read_bytes() if is_plain_file(file) else b""
    now = "".join(reckoning.sheet()) if reckoning.n_lines else ""
    if now:
        write_whole(file, now)
    elif is_plain_file(file):
        file.unlink()
    return before != now.encode()


def write_given(file: Path, corrections: Corrections, outcomes: Iterable[Outcome]) -> None:
    """Write the corrections of an article as they were given, with why some do not fit; without any, an earlier file goes.

    Args:
        file: a sheet; `read_corrections` reads the same lines from it.
        corrections: of the article.
        outcomes: what became of them.

    Raises:
        OSError, InTheWay: it cannot be written.
    """
    problems = told(outcomes)
    if corrections.lines:
        lines = ({**cells_of(line), PROBLEM: problems.get(line.key, UNTOUCHED)} for line in corrections.lines)
        write_whole(file, "".join(csv_of(lines, [PROBLEM])))
    elif is_plain_file(file):
        file.unlink()


def told_in(file: Path) -> dict[str, str]:
    """What `write_given` wrote of lines, as `Reckoning.take_told` takes it; nothing where there is no such file."""
    if not is_plain_file(file):
        return {}
    with file.open(encoding="utf-8-sig", newline="") as opened:
        problems = [unguarded(row[PROBLEM] or "") for row in csv.DictReader(opened)]
    pairs = zip(read_corrections(file).lines, problems, strict=False)
    return {line.key: problem for line, problem in pairs if problem != UNTOUCHED}


def told(outcomes: Iterable[Outcome]) -> dict[str, str]:
    """Outcomes as `Reckoning.take_told` takes them."""
    return {outcome.line.key: outcome.problem or "" for outcome in outcomes}


def _words(line: Line) -> str:
    if line.table == "speakers":
        return f"{line.speaker} = {line.speaker_is}"
    return f"“{one_line(line.text, SHOWN)}”"
