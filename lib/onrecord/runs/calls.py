"""Rerun: notebooks executed by papermill on new articles; a folder and a page for each; what is done stays done."""

from __future__ import annotations

import errno
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.runs.article_folder import (
    ARTICLE,
    broken_promise,
    files_of,
    folder_name,
    write_article,
    write_overview,
    write_pages,
    write_tables,
)
from onrecord.runs.manifest import DONE, FAILED, NAME, RUNNING, Entry, Manifest
from onrecord.runs.parameters import NOTEBOOKS, CallError, find_notebook, plan, types_of
from onrecord.runs.staleness import Redo, key_of
from onrecord.system import forks
from onrecord.system.desk import Desk, Stopped
from onrecord.system.files import clear_unfinished
from onrecord.system.folder_lock import FolderLock, FolderTaken
from onrecord.system.text_lines import first_line
from onrecord.tables.cache import FOLDER, clear_outdated, folder_of_library
from onrecord.text.article import Article
from onrecord.text.pipelines import DEFAULT_MODEL, ModelError
from onrecord.tone.scoring import SCORERS

__all__ = [
    "NOTEBOOKS",
    "CallError",
    "FolderTaken",
    "NotebookRun",
    "Run",
    "Runs",
    "Status",
    "explain",
    "find_notebook",
    "folder_name",
    "plan",
    "refresh",
    "rerun",
    "write_article",
]

CACHE = ".cache"
STATUS = 0.5  # seconds until it is said again how far a call is
LOOK_AHEAD = 500  # articles in work or waiting: enough to tell the time left, and few enough to hold
# What ends a run at once: the disk is at fault, and it would be for the other articles, too.
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


@dataclass(frozen=True)
class NotebookRun:
    """One notebook on one article. `error` is None when every cell ran; `fresh` is False when it was done before."""

    name: str
    path: Path
    error: str | None
    fresh: bool = True


@dataclass(frozen=True)
class Run:
    """One article: its folder and its notebooks, or the `error` that stopped it; `fresh` as for a notebook."""

    source: str
    folder: Path
    notebooks: tuple[NotebookRun, ...] = ()
    error: str | None = None
    fresh: bool = True

    @property
    def problems(self) -> list[str]:
        """One line for each thing that went wrong; empty when all is done."""
        own = [f"{self.source}: {self.error}"] if self.error else []
        return own + [f"{self.source}: notebook {n.name}: {n.error}" for n in self.notebooks if n.error]


@dataclass(frozen=True)
class Runs:
    """What a call did: a run per article in the order given, and the page that lists all articles of the folder."""

    runs: tuple[Run, ...]
    index: Path | None

    @property
    def problems(self) -> list[str]:
        """One line for each thing that went wrong in any run."""
        return [line for run in self.runs for line in run.problems]


@dataclass(frozen=True)
class Status:
    """How far a call is, counted in notebooks.

    `seconds_left` is None as long as nothing is known of it; `all_read` is False while `total` may still grow, because
    there are articles that have not been read.
    """

    done: int
    failed: int
    total: int
    running: tuple[str, ...]
    seconds_left: float | None
    all_read: bool = True


def rerun(
    notebooks: Sequence[str | Path],
    articles: Iterable[Article],
    *,
    out: str | Path = "runs",
    parameters: Mapping[str, object] | None = None,
    jobs: int = 2,
    timeout: float | None = None,
    fresh: bool = False,
    retry_failed: bool = False,
    on_done: Callable[[Run], None] | None = None,
    on_status: Callable[[Status], None] | None = None,
) -> Runs:
    """Execute notebooks on articles, and write a folder with tables, charts and pages for each article.

    What `out` has already from an earlier call, whole or stopped in the middle, is not done again unless something it
    was made from has changed: the article, the notebook, its parameters, the library or the model.

    Args:
        notebooks: paths, or names of the project's notebooks ("01", "01_quoting_patterns"); none means every
            notebook of the project that has a parameter `article`.
        articles: what `read` or `read_many` gave, each id once.
        out: folder for the runs; made if it is not there.
        parameters: values by name, for every notebook that has the parameter; text is read as the type that the
            notebook's parameters cell states.
        jobs: notebooks executed at once, each in a kernel of its own.
        timeout: seconds after which a notebook is ended and has failed; None waits for ever.
        fresh: do all of it again.
        retry_failed: do again what failed, though nothing has changed.
        on_done: called with each run as soon as it and those before it are done.
        on_status: called twice a second while articles are read and notebooks are waited for.

    Returns:
        The runs, in the order of the articles. A failed cell or article never stops the others: see `Runs.problems`.

    Raises:
        CallError: no such notebook, no such parameter, or a value that is not of the parameter's type. Nothing has
            been executed then.
        FolderTaken: another process writes to `out` now.
        ModelError: the language model is not installed.
        OSError: the disk is full, or cannot be written to.
    """
    out, parameters = Path(out), parameters or {}
    plans = plan(notebooks, parameters)
    redo = Redo(fresh, retry_failed)
    # Nothing is made before the first article is there: a call on a source that cannot be read leaves no trace.
    articles = iter(articles)
    first = next(articles, None)
    if first is None:
        return Runs((), None)
    out.mkdir(parents=True, exist_ok=True)
    with FolderLock(out):
        clear_outdated(out / CACHE)
        cache = folder_of_library(out / CACHE)
        clear_unfinished([*out.glob(".partial-*"), *cache.glob(".partial-*")])
        model = str(parameters.get("model", DEFAULT_MODEL))
        call = _Call(out, plans, model, jobs, timeout, redo, Manifest(out), str(cache.resolve()))
        with call:
            runs = list(call.runs(_chain(first, articles), on_done, on_status))
            if call.wrote or _is_older(out / "index.html", out / NAME):
                call.desk.do(write_overview, out)
        return Runs(tuple(runs), out / "index.html")


def explain(
    notebooks: Sequence[str | Path],
    articles: Iterable[Article],
    *,
    out: str | Path = "runs",
    parameters: Mapping[str, object] | None = None,
    fresh: bool = False,
    retry_failed: bool = False,
) -> Iterator[tuple[str, str, list[str]]]:
    """Say what `rerun` would do with the same arguments, and why; nothing is executed or written.

    Yields:
        For each article and notebook: the article's source, the notebook's name, and the reasons to execute it; none
        when it is up to date.

    Raises:
        CallError: see `rerun`.
    """
    out, parameters = Path(out), parameters or {}
    plans, manifest = plan(notebooks, parameters), Manifest(out)
    model, redo = str(parameters.get("model", DEFAULT_MODEL)), Redo(fresh, retry_failed)
    for article in articles:
        folder = folder_name(article)
        for path, values in plans.items():
            key = key_of(article, path, values, model)
            reasons = redo.reasons(manifest.last(folder, path.stem), key, out / folder)
            yield article.source or article.article_id, path.stem, reasons


def refresh(notebook: str | Path) -> None:
    """Execute a notebook in place; see `execution.refresh`."""
    from onrecord.runs import execution

    execution.refresh(notebook)


@dataclass
class _Call:
    """One call of `rerun`: what it works with, and how far it is."""

    out: Path
    plans: Mapping[Path, Mapping[str, object]]
    model: str
    jobs: int
    timeout: float | None
    redo: Redo
    manifest: Manifest
    cache: str

    def __post_init__(self) -> None:
        self.desk = Desk((self.jobs + 1) // 2, {FOLDER: self.cache})
        asked_for = any("scorer" in types_of(path) for path in self.plans)
        self._scorers = SCORERS if asked_for else SCORERS[:1]
        self._kernels = None
        self._stopped = threading.Event()
        self._counting = threading.Lock()
        self._running: list[str] = []
        self._done = self._failed = self._total = 0
        self._all_read = False
        self.wrote = False
        self._began: float | None = None
        # As many articles as notebooks are looked after at once, and one more: its tables are ready when it is its turn.
        self._articles = ThreadPoolExecutor(self.jobs + 1, "onrecord-article")
        self._notebooks = ThreadPoolExecutor(self.jobs, "onrecord-notebook")

    def __enter__(self) -> _Call:
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        if kind is not None:
            self._stopped.set()
        for pool in (self._articles, self._notebooks):
            pool.shutdown(wait=False, cancel_futures=True)
        self.desk.close()
        if self._kernels:
            self._kernels.close()
        for pool in (self._articles, self._notebooks):
            pool.shutdown()

    def _ready(self):
        """Load what executes notebooks, which takes a second, and make what kernels come from."""
        from onrecord.runs import execution
        from onrecord.runs.kernels import Kernels

        with self._counting:
            self._kernels = self._kernels or Kernels()
        return execution.execute, self._kernels

    # --- the articles ---

    def runs(self, articles: Iterable[Article], on_done: Callable | None, on_status: Callable | None) -> Iterator[Run]:
        """Runs in the order of the articles; several are in work at once, and never more than so many are held."""
        waiting: deque[Future] = deque()
        folders: set[str] = set()
        told = time.monotonic()
        for article in articles:
            waiting.append(self._begin(article, folders))
            while waiting and (waiting[0].done() or len(waiting) >= LOOK_AHEAD):
                yield self._end(waiting.popleft(), on_done, on_status)
            if on_status and time.monotonic() > told + STATUS:
                told = time.monotonic()
                on_status(self.status())
        self._all_read = True
        while waiting:
            yield self._end(waiting.popleft(), on_done, on_status)

    def _begin(self, article: Article, folders: set[str]) -> Future:
        """Set an article to work, if there is anything to do; `folders` are those of the articles before."""
        folder = folder_name(article)
        if folder in folders:
            problem = "another article of this call has the same id; left out"
            return _known(Run(_source(article), self.out / folder, error=problem))
        folders.add(folder)
        run, to_do = self._look_up(article, self.out / folder)
        if to_do is None:
            return _known(run)
        if not self.wrote:  # what takes seconds to load is loaded at once, in one process and the other
            self.wrote = True
            forks.context()
            self._notebooks.submit(self._ready)
        return self._articles.submit(self._article, article, run, to_do)

    def _end(self, future: Future, on_done: Callable | None, on_status: Callable | None) -> Run:
        while not future.done():
            wait_for([future], timeout=STATUS)
            if on_status:
                on_status(self.status())
        run = future.result()
        if on_done:
            on_done(run)
        return run

    def _look_up(self, article: Article, folder: Path) -> tuple[Run, list[Path] | None]:
        """What is known of an article from before, and the notebooks that are to be executed; None when all is done."""
        run = Run(_source(article), folder)
        key = key_of(article, None, {}, self.model)
        own = self.manifest.last(folder.name, None)
        stale = self.redo.reasons(own, key, folder)
        if own and own.state == FAILED and not stale:
            return replace(run, error=own.error, fresh=False), None
        to_do, known = [], []
        for path in self.plans:
            last = self.manifest.last(folder.name, path.stem)
            if self.redo.reasons(last, self._key(article, path), folder):
                to_do.append(path)
            else:
                known.append(NotebookRun(path.stem, folder / "notebooks" / path.name, last.error, fresh=False))
        self._total += len(to_do)
        # The pages are made after all notebooks: where a notebook's step is the last one, they are missing or old.
        steps = self.manifest.steps(folder.name)
        if not to_do and not stale and steps[-1].notebook is None:
            return replace(run, notebooks=tuple(known)), None
        return replace(run, notebooks=tuple(known)), to_do

    def _key(self, article: Article, path: Path) -> dict[str, str]:
        """What the result of a notebook depends on; one that cannot be read any more is not what it was."""
        try:
            return key_of(article, path, self.plans[path], self.model)
        except (FileNotFoundError, ValueError):
            return {**key_of(article, None, {}, self.model), "notebook": "cannot be read"}

    def _article(self, article: Article, run: Run, to_do: list[Path]) -> Run:
        """Analyse an article, execute its notebooks, write its pages."""
        folder, began = run.folder, time.monotonic()
        step = Entry(folder.name, article.article_id, run.source, None, RUNNING, key_of(article, None, {}, self.model))
        executed: list[Future] = []
        try:
            folder.mkdir(exist_ok=True)
            clear_unfinished(folder.rglob(".partial-*"))
            files = self.desk.do(write_tables, article, self.model, self._scorers, folder)
            executed = [self._notebooks.submit(self._notebook, path, article, folder) for path in to_do]
            _wait_for(executed)
            fresh = {run.name: run for run in (future.result() for future in executed)}
            known = {run.name: run for run in run.notebooks} | fresh
            notebooks = tuple(known[path.stem] for path in self.plans)
            files += self.desk.do(write_pages, article, self.model, folder, self._all_notebooks(step))
        except (ModelError, Stopped):
            raise
        except Exception as problem:
            if _is_of_disk(problem) or self._stopped.is_set():
                raise
            error = f"cannot be analysed ({first_line(problem)}); please report it with the article"
            self.manifest.add(replace(step, state=FAILED, error=error))
            with self._counting:
                self._failed += len(to_do) - sum(not future.exception() for future in executed)
            return replace(run, error=error)
        seconds = round(time.monotonic() - began, 2)
        self.manifest.add(replace(step, state=DONE, seconds=seconds, files=tuple(files)))
        return replace(run, notebooks=notebooks)

    def _all_notebooks(self, step: Entry) -> dict[Path, str | None]:
        """Every notebook that was executed on an article as it is now, in this call or before, with its error.

        Args:
            step: of the article. What was executed on another text, with another library or model, is left out.
        """
        steps = [s for s in self.manifest.steps(step.folder) if s.notebook and step.key.items() <= s.key.items()]
        executed = self.out / step.folder / "notebooks"
        return {
            executed / f"{s.notebook}.ipynb": "not finished" if s.state == RUNNING else s.error
            for s in sorted(steps, key=lambda s: s.notebook)
        }

    # --- a notebook ---

    def _notebook(self, path: Path, article: Article, folder: Path) -> NotebookRun:
        """Execute a notebook and write down what became of it."""
        execute, kernels = self._ready()
        key = self._key(article, path)
        step = Entry(folder.name, article.article_id, _source(article), path.stem, RUNNING, key)
        target = folder / "notebooks" / path.name
        target.parent.mkdir(exist_ok=True)
        values = {**self.plans[path], "article": str((folder / ARTICLE).resolve()), "out": str(folder.resolve())}
        name = f"{path.stem} on {step.source}"
        with self._counting:
            self._running.append(name)
            self._began = self._began or time.monotonic()
        try:
            self.manifest.add(step)
            outcome = execute(path, target, values, kernels, timeout=self.timeout, cache=self.cache)
        finally:
            with self._counting:
                self._running.remove(name)
        if self._stopped.is_set():
            raise Stopped
        error = outcome.error or broken_promise(path, target, folder)
        state = FAILED if error else DONE
        self.manifest.add(
            replace(
                step,
                state=state,
                seconds=outcome.seconds,
                peak_mb=outcome.peak_mb,
                error=error,
                cell=outcome.cell,
                files=tuple(files_of(target, folder)) if target.exists() else (),
            )
        )
        with self._counting:
            self._failed += bool(error)
            self._done += not error
        return NotebookRun(path.stem, target, error)

    # --- all of them ---

    def status(self) -> Status:
        """How far the call is."""
        with self._counting:
            ended, running = self._done + self._failed, tuple(self._running)
            left = None
            if ended and self._began and self._all_read:
                left = (time.monotonic() - self._began) / ended * (self._total - ended)
            return Status(self._done, self._failed, self._total, running, left, self._all_read)


def _wait_for(executed: Iterable[Future]) -> None:
    """Wait until all notebooks of an article have ended, whatever became of them; a disk at fault is not waited for."""
    for future in executed:
        if _is_of_disk(future.exception()):
            future.result()  # raises it


def _is_older(path: Path, other: Path) -> bool:
    """Whether a file is not there, or was written before another: a run was stopped in between."""
    return not path.exists() or (other.exists() and path.stat().st_mtime_ns < other.stat().st_mtime_ns)


def _source(article: Article) -> str:
    return article.source or article.article_id


def _known(run: Run) -> Future:
    future: Future = Future()
    future.set_result(run)
    return future


def _chain(first: Article, others: Iterable[Article]) -> Iterator[Article]:
    yield first
    yield from others


def _is_of_disk(problem: BaseException | None) -> bool:
    return isinstance(problem, OSError) and problem.errno in DISK
