"""Across: notebooks over all articles of a folder, executed when those of each article have ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.runs._call import Call, OnStatus
from onrecord.runs.article_folder import folder_name
from onrecord.runs.earlier import Earlier
from onrecord.runs.manifest import ACROSS, MOST_ACROSS, RUNNING, Entry, Manifest
from onrecord.runs.parameters import types_of
from onrecord.runs.results import ALL_ARTICLES, ArticleRun, NotebookRun
from onrecord.system.files import write_whole
from onrecord.system.fingerprints import fingerprint, of_notebook
from onrecord.text.article import Article

TO_OUT = "../../"  # the way from the page of a notebook to the folder of the runs


@dataclass(frozen=True)
class Across:
    """The notebooks of a call that are executed over all articles of a folder.

    Attributes:
        out: the folder.
        earlier: its results.
        plans: values of the parameters, by the path of each notebook.
        named: whether the call names the notebooks.
    """

    out: Path
    earlier: Earlier
    plans: Mapping[Path, Mapping[str, object]]
    named: bool

    def to_do(self, number: int, coming: Iterable[Article] = ()) -> list[tuple[Path, list[str]]]:
        """The notebooks that belong to a call, each with the reasons to execute it; none where its results hold.

        Args:
            number: of articles of the call that can be read.
            coming: articles that this call would add; none where it has added them.
        """
        articles = self.earlier.manifest.articles()
        articles |= {folder_name(a): self.earlier.key(a, None) for a in coming}
        if not articles or not (self.named or (number > 1 and len(articles) <= MOST_ACROSS)):
            return []
        return [(path, self._reasons(path, articles)) for path in self.plans]

    def run(self, number: int, call: Call, on_status: OnStatus) -> tuple[NotebookRun, ...]:
        """Execute those that are to be done, each with its page; what holds from an earlier call is among the results."""
        runs = []
        for path, reasons in self.to_do(number):
            target = self.out / ACROSS / "notebooks" / path.name
            if reasons:
                key = self._key(path, self.earlier.manifest.articles())
                step = Entry(ACROSS, "", ALL_ARTICLES, path.stem, RUNNING, key)
                run = call.notebook_over_all(path, step, self._values(path), on_status)
            else:
                last = self.earlier.manifest.last(ACROSS, path.stem)
                run = NotebookRun(path.stem, target, last.error if last else None, fresh=False)
            if target.exists() and not _is_as_new(page_of(target), target):
                call.pool.call(write_page, self.out, target)
            runs.append(run)
        return tuple(runs)

    def is_done(self, runs: Iterable[ArticleRun]) -> bool:
        """Whether nothing is left to do, and every page is there."""
        number = sum(not run.error for run in runs)
        targets = [self.out / ACROSS / "notebooks" / path.name for path, _ in self.to_do(number)]
        pages = all(_is_as_new(page_of(target), target) for target in targets if target.exists())
        return pages and not any(reasons for _, reasons in self.to_do(number))

    def _reasons(self, path: Path, articles: Mapping[str, Mapping[str, str]]) -> list[str]:
        last = self.earlier.manifest.last(ACROSS, path.stem)
        return self.earlier.redo.reasons(last, self._key(path, articles), self.out / ACROSS)

    def _key(self, path: Path, articles: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """What a result depends on, each with its fingerprint; the library, model and scorer of each article among them."""
        try:
            notebook = of_notebook(path)
        except (FileNotFoundError, ValueError):
            notebook = "cannot be read"
        return {"articles": fingerprint(articles), "notebook": notebook, "parameters": fingerprint(self.plans[path])}

    def _values(self, path: Path) -> dict[str, object]:
        folders = {"tables": str((self.out / "tables").resolve()), "out": str((self.out / ACROSS).resolve())}
        pages = {"pages": TO_OUT} if "pages" in types_of(path) else {}
        return {**self.plans[path], **folders, **pages}


def page_of(executed: Path) -> Path:
    """The page of a notebook."""
    return executed.with_suffix(".html")


def write_page(out: Path, executed: Path) -> None:
    """Write the page of a notebook that was executed over all articles, and its charts as PNG."""
    import nbformat

    from onrecord.pages.notebook_page import notebook_page, save_charts, without_folder
    from onrecord.pages.wording import count

    notebook = nbformat.read(executed, as_version=4)
    shown = notebook_page(
        without_folder(notebook, out),
        executed.stem,
        count(len(Manifest(out).articles()), "article"),
        back=(TO_OUT + "index.html", "All articles"),
        article="",
    )
    save_charts(notebook, executed.stem, out / ACROSS / "charts")
    write_whole(page_of(executed), shown)


def _is_as_new(page: Path, executed: Path) -> bool:
    """Whether the page of a notebook was written after it."""
    return page.exists() and page.stat().st_mtime_ns >= executed.stat().st_mtime_ns
