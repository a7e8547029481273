"""Failures: a line for each on stderr as it happens, and in the end how many failed for each reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.cli.messages import complain
from onrecord.pages.wording import count
from onrecord.runs.results import ALL_ARTICLES, ArticleRun, NotebookRun
from onrecord.system.text_lines import one_line
from onrecord.text.article import Article, SourceError

MOST_REASONS, MOST_NAMES = 5, 3  # in the line that says what failed
LONGEST_NAME = 80  # characters
ON_SCREEN = 20  # lines that are seen without scrolling
_CELL = re.compile(r"cell [^ :]+: ")
_END_OF_REASON = re.compile(r"[.;] |[.;]$")  # what comes behind it is what to do


@dataclass
class _Failed:
    """What failed for one reason: how many, and their places, one for rows that are named together."""

    number: int = 0
    places: list[str] = field(default_factory=list)


class Failures:
    """Writes what failed, a line each, to stderr, and counts."""

    def __init__(self) -> None:
        self._failed: dict[str, _Failed] = {}  # by the reason
        self._notebooks: list[str] = []  # the articles of those that failed
        self._n_articles = self._n_across = self._n_files = 0
        self.n_unread = 0

    @property
    def code(self) -> int:
        """The exit code."""
        return 1 if self._failed else 0

    def add(self, problem: str, place: str) -> None:
        """Write a failure of an article; `place` is what its line begins with, followed by a colon and the reason."""
        self._n_articles += 1
        self._add(problem, place, problem.removeprefix(f"{place}: "))

    def add_run(self, run: ArticleRun) -> None:
        """Write what failed of an article: all of it, or notebooks."""
        if run.error:
            self.add(f"{run.source}: {run.error}", run.source)
        for notebook in run.notebooks:
            if notebook.error:
                self.add_notebook(notebook, run.source)

    def add_notebook(self, notebook: NotebookRun, source: str) -> None:
        """Write a failure of a notebook on an article, or over all of them."""
        if source == ALL_ARTICLES:
            self._n_across += 1
        else:
            self._notebooks.append(source)
        # One reason in several notebooks and cells is one reason.
        self._add(notebook.problem(source), source, _CELL.sub("", notebook.error or "", count=1))

    def add_file(self, problem: str, place: str) -> None:
        """Write that the page of an article could not be written as one file; `place` as for an article."""
        self._n_files += 1
        self._add(problem, place, problem.removeprefix(f"{place}: "))

    def _add(self, problem: str, place: str, reason: str, number: int = 1) -> None:
        failed = self._failed.setdefault(_without_advice(one_line(reason)), _Failed())
        failed.number += number
        failed.places.append(place)
        complain(problem, code=1)

    def add_unread(self, problem: SourceError) -> None:
        """Write that a source cannot be read, or rows of one."""
        self.n_unread += problem.n_rows
        self._n_articles += problem.n_rows
        place, _, reason = (problem.like or str(problem)).partition(": ")
        self._add(str(problem), place, reason, problem.n_rows)

    def note(self, line: str) -> None:
        """Write a line on what is no failure."""
        complain(line, code=0)

    def add_article(self, article: Article, problem: object) -> None:
        """Write that an article could not be analysed, and why."""
        place = article.source or article.article_id
        self.add(f"{place}: cannot be analysed ({problem}); leave it out or report it", place)

    def summarize(self, among: int) -> None:
        """Write how many failed for each reason, where that is more than what is still on the screen.

        Args:
            among: the number of articles that were done or failed.
        """
        number = sum(failed.number for failed in self._failed.values())
        if number > 1 or (number and among > ON_SCREEN):
            complain(f"{self._what()} failed: {_by_reason(self._failed)}", code=1)

    def _what(self) -> str:
        """How many articles, notebooks and files failed; what is counted by reason is as many."""
        on = count(len({*self._notebooks}), "article")
        *first, last = [
            words
            for number, words in (
                (self._n_articles, count(self._n_articles, "article")),
                (len(self._notebooks), f"{count(len(self._notebooks), 'notebook')} on {on}"),
                (self._n_across, f"{count(self._n_across, 'notebook')} over all articles"),
                (self._n_files, count(self._n_files, "single file")),
            )
            if number
        ]
        return f"{', '.join(first)} and {last}" if first else last


def _without_advice(reason: str) -> str:
    """A reason without what to do; what stands in brackets belongs to it."""
    depth = last = 0
    for end in _END_OF_REASON.finditer(reason):
        depth += reason.count("(", last, end.start()) - reason.count(")", last, end.start())
        last = end.start()
        if depth <= 0:
            return reason[:last]
    return reason


def _by_reason(failed: Mapping[str, _Failed]) -> str:
    """How many failed for each reason and which, those for the most frequent reasons first."""
    groups = sorted(failed.items(), key=lambda group: -group[1].number)
    words = [f"{some.number:,} × {reason} ({_some(some)})" for reason, some in groups[:MOST_REASONS]]
    if others := groups[MOST_REASONS:]:
        words.append(f"{sum(some.number for _, some in others):,} for other reasons")
    return "; ".join(words)


def _some(failed: _Failed) -> str:
    each = list(dict.fromkeys(failed.places))
    named = ", ".join(one_line(place, LONGEST_NAME) for place in each[:MOST_NAMES])
    more = len(each[MOST_NAMES:]) + failed.number - len(failed.places)
    return named + (f" and {more:,} more" if more else "")
