"""One call of `rerun`: articles and notebooks in work at once, each step written down when it begins and ends."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from onrecord.runs.article_folder import (
    ARTICLE,
    CORRECTIONS,
    broken_promise,
    files_of,
    folder_name,
    not_there,
    write_pages,
    write_tables,
)
from onrecord.runs.earlier import Earlier, source_of
from onrecord.runs.manifest import DONE, FAILED, RUNNING, Entry
from onrecord.runs.results import ArticleRun, NotebookRun, RunStatus
from onrecord.system import forks
from onrecord.system.files import InTheWay, check_folder, clear_unfinished, make_folder
from onrecord.system.output_folders import mark_output
from onrecord.system.pool import Pool, Stopped, set_environment
from onrecord.system.retries import may_pass, persistently
from onrecord.system.shortages import DISK, WorkerKilled, in_words, shortage
from onrecord.system.wrong_calls import WrongCall
from onrecord.tables.cache import FOLDER
from onrecord.text.article import Article

if TYPE_CHECKING:
    from onrecord.runs._jupyter.execution import Outcome
    from onrecord.runs._jupyter.kernels import Kernels

STATUS_PAUSE = 0.5  # seconds until `on_status` is called again
LOOK_AHEAD = 500  # articles in work or waiting: enough to tell the time left, and few enough to hold

OnDone = Callable[[ArticleRun], None] | None
OnStatus = Callable[[RunStatus], None] | None
Lacks = Callable[[Path, Path, Path], str | None]
Ended = TypeVar("Ended")


class Count:
    """How many notebooks are running, done and failed; any thread may count."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._running: list[str] = []
        self._done = self._failed = self._total = 0
        self._began: float | None = None
        self._ended = 0.0  # when the last one ended
        self.all_read = False

    def expect(self, number: int) -> None:
        """Count notebooks that are to be executed."""
        with self._changing:
            self._total += number

    def begin(self, name: str) -> None:
        """Count a notebook among those that are running."""
        with self._changing:
            self._running.append(name)
            self._began = self._began or time.monotonic()

    def stop(self, name: str) -> None:
        """Count a notebook no longer among those that are running."""
        with self._changing:
            self._running.remove(name)

    def end(self, *, failed: int = 0, done: int = 0) -> None:
        """Count notebooks that have ended."""
        with self._changing:
            self._failed += failed
            self._done += done
            self._ended = time.monotonic()

    def status(self) -> RunStatus:
        """How far the call is."""
        with self._changing:
            ended, left = self._done + self._failed, None
            if ended and self._began and self.all_read:
                # Told by what has ended, and counted down until the next one does: it does not grow in between.
                left = (self._ended - self._began) / ended * (self._total - ended)
                left = max(0.0, left - (time.monotonic() - self._ended))
            return RunStatus(self._done, self._failed, self._total, tuple(self._running), left, self.all_read)


class Call:
    """One call of `rerun`: what it works with, and how far it is.

    Args:
        out: the folder of the runs.
        earlier: the results that it has.
        jobs: notebooks executed at once.
        timeout: seconds after which a notebook is ended; None waits for ever.
        cache: folder of records that were analysed before.
        retries: how often work is tried again that failed for a reason that may pass.

    Attributes:
        pool: the processes that write pages, beside the kernels and those that analyse articles.
        wrote: whether anything was to do.
    """

    def __init__(self, out: Path, earlier: Earlier, jobs: int, timeout: float | None, cache: str, retries: int) -> None:
        self._out, self._earlier, self._timeout, self._cache = out, earlier, timeout, cache
        self._manifest, self._retries = earlier.manifest, retries
        # Those that analyse are forked first, while what notebooks and pages need is still being loaded.
        self._analysing, self.pool = (
            Pool((jobs + 1) // 2, partial(set_environment, {FOLDER: cache})) for _ in ("analysing", "pages")
        )
        self.wrote = False
        self._kernels: Kernels | None = None
        self._making_kernels = threading.Lock()
        self._stopped = threading.Event()
        self._count = Count()
        # As many articles as notebooks are looked after at once, and one more: its tables are ready when it is its turn.
        self._articles = ThreadPoolExecutor(jobs + 1, "onrecord-article")
        self._notebooks = ThreadPoolExecutor(jobs, "onrecord-notebook")

    def __enter__(self) -> Call:
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        if kind is not None:
            self._stopped.set()
        for pool in (self._articles, self._notebooks):
            pool.shutdown(wait=False, cancel_futures=True)
        self._analysing.close()
        self.pool.close()
        if self._kernels:
            self._kernels.close()
        for pool in (self._articles, self._notebooks):
            pool.shutdown()

    def _make_kernels(self) -> Kernels:
        """Load what executes notebooks, which takes a second, and make what kernels come from."""
        from onrecord.runs._jupyter.execution import forget_folder
        from onrecord.runs._jupyter.kernels import Kernels

        with self._making_kernels:
            if not self._kernels:
                forget_folder()
                self._kernels = Kernels()
            return self._kernels

    # --- the articles ---

    def runs(self, articles: Iterable[Article], on_done: OnDone, on_status: OnStatus) -> Iterator[ArticleRun]:
        """Runs in the order of the articles; several are in work at once, and never more than so many are held."""
        waiting: deque[Future[ArticleRun]] = deque()
        folders: set[str] = set()
        last_status = time.monotonic()
        for article in articles:
            waiting.append(self._begin(article, folders))
            while waiting and (waiting[0].done() or len(waiting) >= LOOK_AHEAD):
                yield self._end(waiting.popleft(), on_done, on_status)
            if on_status and time.monotonic() > last_status + STATUS_PAUSE:
                last_status = time.monotonic()
                on_status(self._count.status())
        self._count.all_read = True
        while waiting:
            yield self._end(waiting.popleft(), on_done, on_status)

    def _begin(self, article: Article, folders: set[str]) -> Future[ArticleRun]:
        """Set an article to work, if there is anything to do; `folders` are those of the articles before."""
        folder = folder_name(article)
        if folder in folders:
            problem = "another article of this call has the same id; left out"
            return _ended(ArticleRun(source_of(article), self._out / folder, error=problem))
        folders.add(folder)
        run, to_do = self._earlier.look_up(article, self._out / folder)
        if to_do is None:
            return _ended(run)
        self._count.expect(len(to_do))
        if not self.wrote:  # what takes seconds to load is loaded at once, in one process and the other
            self.wrote = True
            forks.context()
            self._notebooks.submit(self._make_kernels)
        return self._articles.submit(self._article, article, run, to_do)

    def _end(self, future: Future[ArticleRun], on_done: OnDone, on_status: OnStatus) -> ArticleRun:
        run = self._wait(future, on_status)
        if on_done:
            on_done(run)
        return run

    def _wait(self, future: Future[Ended], on_status: OnStatus) -> Ended:
        while not future.done():
            wait_for([future], timeout=STATUS_PAUSE)
            if on_status:
                on_status(self._count.status())
        return future.result()

    def _article(self, article: Article, run: ArticleRun, to_do: list[Path]) -> ArticleRun:
        """Do an article, and write down what became of it."""
        key = self._earlier.key(article, None)
        step = Entry(run.folder.name, article.article_id, run.source, None, RUNNING, key)
        executed: list[Future[NotebookRun]] = []
        began = time.monotonic()
        try:
            run, files = self._do_article(article, run, step, to_do, executed)
        except Exception as problem:
            stands_in_the_way = isinstance(problem, InTheWay)
            if not stands_in_the_way and (_is_of_call(problem) or self._stopped.is_set()):
                raise
            error = str(problem) if stands_in_the_way else _cannot_be_analysed(problem)
            # What stood in the way may be gone at the next call, though nothing else has changed: it is tried again then.
            self._manifest.add(replace(step, state=RUNNING if stands_in_the_way else FAILED, error=error))
            self._count.end(failed=len(to_do) - sum(not future.exception() for future in executed))
            return replace(run, error=error)
        seconds = round(time.monotonic() - began, 2)
        self._manifest.add(replace(step, state=DONE, seconds=seconds, files=tuple(files)))
        return run

    def _do_article(
        self, article: Article, run: ArticleRun, step: Entry, to_do: list[Path], executed: list[Future[NotebookRun]]
    ) -> tuple[ArticleRun, list[str]]:
        """Analyse an article, execute its notebooks, write its pages.

        Args:
            article: which.
            run: with the notebooks that were done before.
            step: of the article.
            to_do: the notebooks that are to be executed.
            executed: takes the notebooks that were begun, also where something fails after that.

        Returns:
            The run with all notebooks, and the files of the article.
        """
        folder = run.folder
        own_folders(folder)
        mark_output(folder)
        clear_unfinished(folder.rglob(".partial-*"))
        corrections = self._earlier.corrections.of(article)
        files = self._call(self._analysing, write_tables, article, self._earlier.by, corrections, folder)
        # The largest are likely to take longest: begun last, they would keep one core busy while the others wait.
        largest_first = sorted(to_do, key=lambda path: path.stat().st_size if path.exists() else 0, reverse=True)
        executed += [self._notebooks.submit(self._notebook, path, article, folder) for path in largest_first]
        _wait_for(executed)
        notebooks = {n.name: n for n in (*run.notebooks, *(future.result() for future in executed))}
        run = replace(run, notebooks=tuple(notebooks[path.stem] for path in self._earlier.plans))
        on_page = self._earlier.all_notebooks(step, folder)
        files += self._call(self.pool, write_pages, article, self._earlier.by, corrections, folder, on_page)
        return run, files

    def _call(self, pool: Pool, work: Callable[..., Ended], *arguments: object) -> Ended:
        """Call a function in a process of a pool, and again where it failed for a reason that may pass."""
        begin = partial(pool.submit, work, *arguments)
        return persistently(self._retries, begin, begin(), wait=self._pause)

    def _pause(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            raise Stopped

    # --- a notebook ---

    def _notebook(self, path: Path, article: Article, folder: Path) -> NotebookRun:
        """Execute a notebook on an article and write down what became of it."""
        key = self._earlier.key(article, path)
        step = Entry(folder.name, article.article_id, source_of(article), path.stem, RUNNING, key)
        in_folder = {"article": str((folder / ARTICLE).resolve()), "out": str(folder.resolve())}
        if self._earlier.corrections.of(article).lines:
            in_folder["corrections"] = str((folder / CORRECTIONS).resolve())
        return self._execute(path, step, folder, {**self._earlier.plans[path], **in_folder}, broken_promise)

    def notebook_over_all(
        self, path: Path, step: Entry, values: Mapping[str, object], on_status: OnStatus
    ) -> NotebookRun:
        """Execute a notebook over all articles, when those of each article have ended.

        Args:
            path: of the notebook.
            step: what is written down when it begins.
            values: of its parameters.
            on_status: called twice a second meanwhile.

        Raises:
            InTheWay: something stands where its files go.
        """
        self._count.expect(1)
        folder = self._out / step.folder
        own_folders(folder)
        mark_output(folder)
        clear_unfinished(folder.rglob(".partial-*"))
        return self._wait(self._notebooks.submit(self._execute, path, step, folder, values, not_there), on_status)

    def _execute(
        self, path: Path, step: Entry, folder: Path, values: Mapping[str, object], lacks: Lacks
    ) -> NotebookRun:
        """Execute a notebook and write down what became of it.

        Args:
            path: of the notebook.
            step: what is written down when it begins.
            folder: where its files go.
            values: of its parameters.
            lacks: says what should be there in the end, and is not.
        """
        target = folder / "notebooks" / path.name
        make_folder(target.parent)
        name = f"{path.stem} on {step.source}"
        self._count.begin(name)
        try:
            self._manifest.add(step)
            outcome, attempts = self._outcome(path, target, values, folder)
        finally:
            self._count.stop(name)
        if self._stopped.is_set():
            raise Stopped
        error = outcome.error or lacks(path, target, folder)
        self._manifest.add(
            replace(
                step,
                state=FAILED if error else DONE,
                seconds=outcome.seconds,
                attempts=attempts if attempts > 1 else None,
                peak_mb=outcome.peak_mb,
                error=error,
                cell=outcome.cell,
                files=tuple(files_of(target, folder)) if target.exists() else (),
            )
        )
        self._count.end(failed=bool(error), done=not error)
        return NotebookRun(path.stem, target, error)

    def _outcome(self, path: Path, target: Path, values: Mapping[str, object], folder: Path) -> tuple[Outcome, int]:
        """What became of a notebook, and in how many attempts: another one follows where its kernel was killed, died or was late."""
        from onrecord.runs._jupyter.execution import execute

        kernels = self._make_kernels()
        attempts = 0

        def attempt() -> Outcome:
            nonlocal attempts
            attempts += 1
            outcome = execute(path, target, values, kernels, timeout=self._timeout, cache=self._cache, folder=folder)
            if outcome.may_pass and attempts <= self._retries:
                raise WorkerKilled(outcome.error)
            return outcome

        return persistently(self._retries, lambda: attempt, attempt, wait=self._pause), attempts


def own_folders(folder: Path) -> None:
    """Make the folder of an article, and see that what notebooks write to in it are folders, and no links elsewhere."""
    make_folder(folder)
    for name in ("notebooks", "tables", "charts"):
        check_folder(folder / name)


def _wait_for(executed: Iterable[Future[NotebookRun]]) -> None:
    """Wait until all notebooks of an article have ended, whatever became of them; a machine at fault is not waited for."""
    for future in executed:
        if _is_of_machine(future.exception()):
            future.result()  # raises it


def _cannot_be_analysed(problem: Exception) -> str:
    """Why an article fails, for its line."""
    if may_pass(problem):
        return f"cannot be analysed: {in_words(problem)}"
    return f"cannot be analysed ({in_words(problem)}); please report it with the article"


def _ended(run: ArticleRun) -> Future[ArticleRun]:
    future: Future[ArticleRun] = Future()
    future.set_result(run)
    return future


def _is_of_call(problem: BaseException) -> bool:
    """Whether a problem is none of one article: the call is wrong or was stopped, or the machine is at fault."""
    return isinstance(problem, WrongCall | Stopped | ImportError) or _is_of_machine(problem)


def _is_of_machine(problem: BaseException | None) -> bool:
    """Whether the machine is at fault, and would be for the other articles, too. Memory may be short for one alone."""
    if isinstance(problem, OSError) and problem.errno in DISK:
        return True
    return shortage(problem) is not None and not isinstance(problem, MemoryError)
