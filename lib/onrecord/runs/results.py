"""Results of a call: what became of each notebook and article, and how far the call is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ALL_ARTICLES = "all articles"


@dataclass(frozen=True)
class NotebookRun:
    """One notebook on one article. `error` is None when every cell ran; `fresh` is False when it was done before."""

    name: str
    path: Path
    error: str | None
    fresh: bool = True

    def problem(self, source: str) -> str:
        """The line that says what went wrong, on the article with this source."""
        return f"{source}: notebook {self.name}: {self.error}"


@dataclass(frozen=True)
class ArticleRun:
    """One article: its folder and its notebooks, or the `error` that stopped it; `fresh` as for a notebook."""

    source: str
    folder: Path
    notebooks: tuple[NotebookRun, ...] = ()
    error: str | None = None
    fresh: bool = True

    @property
    def problems(self) -> list[str]:
        """One line for each thing that went wrong; empty when all is done."""
        of_article = [f"{self.source}: {self.error}"] if self.error else []
        return of_article + [n.problem(self.source) for n in self.notebooks if n.error]


@dataclass(frozen=True)
class Runs:
    """What a call did: a run per article in the order given, and the page that lists all articles of the folder.

    `across` holds the notebooks that were executed over all articles of the folder together, `single_files` the pages
    that can be mailed, where they were asked for, and `not_mailable` the source of each article of which none could be
    written, with the reason. `n_corrections` counts the corrections that were given, `n_applied` those of them that were
    applied, and `misfits` has a line of text for each of the others. `n_earlier` is how many articles the folder has that the call does not.
    """

    runs: tuple[ArticleRun, ...]
    index: Path | None
    across: tuple[NotebookRun, ...] = ()
    single_files: tuple[Path, ...] = ()
    n_earlier: int = 0
    not_mailable: tuple[tuple[str, str], ...] = ()
    n_corrections: int = 0
    n_applied: int = 0
    misfits: tuple[str, ...] = ()

    @property
    def problems_across(self) -> list[str]:
        """One line for each notebook over all articles that went wrong."""
        return [n.problem(ALL_ARTICLES) for n in self.across if n.error]

    @property
    def problems(self) -> list[str]:
        """One line for each thing that went wrong in any run."""
        of_files = [f"{source}: {error}" for source, error in self.not_mailable]
        return [line for run in self.runs for line in run.problems] + self.problems_across + of_files


@dataclass(frozen=True)
class RunStatus:
    """How far a call is, counted in notebooks.

    `seconds_left` is None as long as it cannot be told; `all_read` is False while `total` may still grow, because
    there are articles that have not been read.
    """

    done: int
    failed: int
    total: int
    running: tuple[str, ...]
    seconds_left: float | None
    all_read: bool = True
