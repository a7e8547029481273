"""Earlier results: what each of them depends on, and why one does not hold any more."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.corrections.lines import Corrections
from onrecord.runs.manifest import FAILED, RUNNING, Entry, Manifest
from onrecord.runs.results import ArticleRun, NotebookRun
from onrecord.system.files import is_plain_file
from onrecord.system.fingerprints import fingerprint, of_article, of_library, of_model, of_notebook
from onrecord.system.models import DEFAULT_MODEL
from onrecord.text.article import Article
from onrecord.tone.choosing import best_scorer


def source_of(article: Article) -> str:
    """Where an article is from, for a message: its source, or its id."""
    return article.source or article.article_id


@dataclass(frozen=True)
class Reading:
    """With what the articles of a call are read: the language model, and the scorer of their tone."""

    model: str
    scorer: str

    @classmethod
    def asked_for(cls, parameters: Mapping[str, object]) -> Reading:
        """What the parameters of a call ask for; where they do not, or what they name is not there, the best scorer."""
        asked = str(parameters.get("scorer", "best"))
        known = asked == "vader" or asked == best_scorer()
        return cls(str(parameters.get("model", DEFAULT_MODEL)), asked if known else best_scorer())


def key_of(article: Article, notebook: Path | None, values: Mapping[str, object], by: Reading) -> dict[str, str]:
    """What a result depends on, each with its fingerprint.

    Raises:
        FileNotFoundError, ValueError: the notebook cannot be read.
    """
    key = {"article": of_article(article), "library": of_library(), "model": of_model(by.model), "scorer": by.scorer}
    if notebook is not None:
        key |= {"notebook": of_notebook(notebook), "parameters": fingerprint(values)}
    return key


NO_CORRECTIONS = Corrections()
SMALLEST_NOTEBOOK = 100  # bytes: an executed one has cells, and says what its kernel is


@dataclass(frozen=True)
class Redo:
    """Which steps are to be done again."""

    fresh: bool
    retry_failed: bool

    def reasons(self, last: Entry | None, key: Mapping[str, str], folder: Path) -> list[str]:
        """Why a step is to be done, in words; empty when it is not."""
        if last is None:
            return ["not done yet"]
        if self.fresh:
            return ["all is to be done again"]
        if last.state == RUNNING:
            return ["it was stopped before its end"]
        changed = [f"{name} changed" for name in key if last.key.get(name) != key[name]]
        if last.state == FAILED and self.retry_failed:
            changed.append("it failed")
        return changed + [fault for file in last.files if (fault := _fault_of(file, folder))][:1]


def _fault_of(file: str, folder: Path) -> str | None:
    """Why a file that was written does not hold any more: it is gone, or it is a notebook of which a part is."""
    path = folder / file
    if not is_plain_file(path):
        return f"{file} is missing"
    if path.suffix == ".ipynb" and not _seems_whole(path):
        return f"{file} is damaged"
    return None


def _seems_whole(notebook: Path) -> bool:
    """Whether a notebook begins and ends as one; all of each would take too long where many articles are done."""
    with notebook.open("rb") as file:
        begins = file.read(SMALLEST_NOTEBOOK)
        if len(begins) < SMALLEST_NOTEBOOK:
            return False
        file.seek(-SMALLEST_NOTEBOOK, os.SEEK_END)
        return begins.startswith(b"{") and file.read().rstrip().endswith(b"}")


@dataclass(frozen=True)
class Earlier:
    """The results of earlier calls in a folder, seen with the notebooks, values, model and scorer of this one.

    Attributes:
        manifest: of the folder.
        plans: values of the parameters, by the path of each notebook.
        by: the model and the scorer that articles are read with.
        redo: which steps are to be done again.
        corrections: all of them; a result depends on those of its article.
    """

    manifest: Manifest
    plans: Mapping[Path, Mapping[str, object]]
    by: Reading
    redo: Redo
    corrections: Corrections = NO_CORRECTIONS

    def key(self, article: Article, notebook: Path | None) -> dict[str, str]:
        """What a result depends on; a notebook that cannot be read any more is not what it was."""
        of_article = {**key_of(article, None, {}, self.by), "corrections": self.corrections.of(article).key}
        if notebook is None:
            return of_article
        try:
            return {**key_of(article, notebook, self.plans[notebook], self.by), **of_article}
        except (FileNotFoundError, ValueError):
            return {**of_article, "notebook": "cannot be read"}

    def reasons(self, article: Article, notebook: Path, folder: Path) -> list[str]:
        """Why a notebook is to be executed on an article, in words; empty when it is not."""
        last = self.manifest.last(folder.name, notebook.stem)
        return self.redo.reasons(last, self.key(article, notebook), folder)

    def look_up(self, article: Article, folder: Path) -> tuple[ArticleRun, list[Path] | None]:
        """The results of an article that hold, and the notebooks that are to be executed; None when all is done."""
        run = ArticleRun(source_of(article), folder)
        last = self.manifest.last(folder.name, None)
        stale = self.redo.reasons(last, self.key(article, None), folder)
        if last and last.state == FAILED and not stale:
            return replace(run, error=last.error, fresh=False), None
        to_do = [path for path in self.plans if self.reasons(article, path, folder)]
        run = replace(run, notebooks=tuple(self._done(path, folder) for path in self.plans if path not in to_do))
        # The pages are made after all notebooks: where a notebook's step is the last one, they are missing or old.
        if not to_do and not stale and self.manifest.steps(folder.name)[-1].notebook is None:
            return run, None
        return run, to_do

    def _done(self, notebook: Path, folder: Path) -> NotebookRun:
        last = self.manifest.last(folder.name, notebook.stem)
        error = last.error if last else None
        return NotebookRun(notebook.stem, folder / "notebooks" / notebook.name, error, fresh=False)

    def all_notebooks(self, step: Entry, folder: Path) -> dict[Path, str | None]:
        """Every notebook that was executed on an article as it is now, in this call or before, with its error.

        Args:
            step: of the article. What was executed on another text, with another library, model or scorer, is left out.
            folder: of the article.
        """
        errors = {
            s.notebook: "not finished" if s.state == RUNNING else s.error
            for s in self.manifest.steps(step.folder)
            if s.notebook and step.key.items() <= s.key.items()
        }
        return {folder / "notebooks" / f"{name}.ipynb": errors[name] for name in sorted(errors)}
