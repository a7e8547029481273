"""Across: notebooks over all articles of a folder, executed when those of each article have ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from onrecord.runs._call import Call, OnStatus, own_folders
from onrecord.runs.earlier import Earlier
from onrecord.runs.manifest import ACROSS, MOST_ACROSS, NONE, RUNNING, Entry, Manifest
from onrecord.runs.parameters import types_of
from onrecord.runs.results import ALL_ARTICLES, NotebookRun
from onrecord.system.files import InTheWay, write_whole
from onrecord.system.fingerprints import fingerprint, of_notebook

TO_OUT = "../../"  # the way from the page of a notebook to the folder of the runs


class Step(NamedTuple):
    """A notebook that belongs to a call: what its result depends on, and why it is to be executed."""

    path: Path
    key: dict[str, str]
    reasons: list[str]


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

    def to_do(self, number: int, coming: Mapping[str, Mapping[str, str]] = NONE) -> list[Step]:
        """The notebooks that belong to a call, each with the reasons to execute it; none where its results hold.

        A call on one article, such as the new one of a feed, does again what earlier calls into the folder did over all.

        Args:
            number: of articles of the call that can be read.
            coming: articles that this call would add, as in the manifest; none where it has added them.
        """
        were_done = any(self.earlier.manifest.last(ACROSS, path.stem) for path in self.plans)
        if not self.plans or not (self.named or number > 1 or (number and were_done)):
            return []
        number, known = self.earlier.manifest.all_done(coming)
        if not number or (number > MOST_ACROSS and not self.named):
            return []
        steps = []
        for path in self.plans:
            key, last = self._key(path, known), self.earlier.manifest.last(ACROSS, path.stem)
            steps.append(Step(path, key, self.earlier.redo.reasons(last, key, self.out / ACROSS)))
        return steps

    def run(self, steps: Iterable[Step], call: Call, on_status: OnStatus) -> tuple[NotebookRun, ...]:
        """Execute those that are to be done, each with its page; what holds from an earlier call is among the results."""
        return tuple(self._run(step, call, on_status) for step in steps)

    def _run(self, step: Step, call: Call, on_status: OnStatus) -> NotebookRun:
        """Execute a notebook and write its page, where that is to be done; its error where something stands in the way."""
        path, target = step.path, self.out / ACROSS / "notebooks" / step.path.name
        last = self.earlier.manifest.last(ACROSS, path.stem)
        run = NotebookRun(path.stem, target, last.error if last else None, fresh=False)
        try:
            if step.reasons:
                begun = Entry(ACROSS, "", ALL_ARTICLES, path.stem, RUNNING, step.key)
                run = call.notebook_over_all(path, begun, self._values(path), on_status)
            if target.exists() and not _is_as_new(page_of(target), target):
                own_folders(self.out / ACROSS)
                call.pool.call(write_page, self.out, target)
        except InTheWay as problem:
            return NotebookRun(path.stem, target, str(problem))
        return run

    def is_done(self, steps: Sequence[Step]) -> bool:
        """Whether nothing is left to do, and every page is there."""
        targets = [self.out / ACROSS / "notebooks" / step.path.name for step in steps]
        pages = all(_is_as_new(page_of(target), target) for target in targets if target.exists())
        return pages and not any(step.reasons for step in steps)

    def _key(self, path: Path, articles: str) -> dict[str, str]:
        """What a result depends on, each with its fingerprint; the library, model and scorer of each article among them."""
        try:
            notebook = of_notebook(path)
        except (FileNotFoundError, ValueError):
            notebook = "cannot be read"
        return {"articles": articles, "notebook": notebook, "parameters": fingerprint(self.plans[path])}

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

    from onrecord.pages.notebook_page import notebook_page, save_charts
    from onrecord.pages.wording import count

    notebook = nbformat.read(executed, as_version=4)
    shown = notebook_page(
        notebook,
        executed.stem,
        count(Manifest(out).all_done()[0], "article"),
        back=(TO_OUT + "index.html", "All articles"),
        article="",
    )
    save_charts(notebook, executed.stem, out / ACROSS / "charts")
    write_whole(page_of(executed), shown)


def _is_as_new(page: Path, executed: Path) -> bool:
    """Whether the page of a notebook was written after it."""
    return page.exists() and page.stat().st_mtime_ns >= executed.stat().st_mtime_ns
