"""Calls: notebooks executed by papermill on new articles; a folder and a page for each; what is done stays done.

What a folder has already from an earlier call, whole or stopped in the middle, is not done again unless something it was
made from has changed: the article, the notebook, its parameters, the library or the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from onrecord.corrections.lines import Corrections
from onrecord.corrections.reading import as_corrections
from onrecord.corrections.reckoning import Reckoning, told_in, write_applied
from onrecord.runs._call import Call
from onrecord.runs.across import Across
from onrecord.runs.article_folder import (
    CORRECTIONS,
    folder_name,
    tables_stand,
    write_index,
    write_single_file,
    write_tables_of_all,
)
from onrecord.runs.earlier import Earlier, Reading, Redo, source_of
from onrecord.runs.manifest import ACROSS, NAME, Manifest
from onrecord.runs.parameters import check_takes_corrections, is_over_all, plan
from onrecord.runs.results import ALL_ARTICLES, ArticleRun, Runs, RunStatus
from onrecord.system.files import InTheWay, check_folder, clear_unfinished, make_named_folder
from onrecord.system.folder_lock import FolderLock
from onrecord.system.steps import counted, tell
from onrecord.tables.cache import clear_outdated, folder_of_library
from onrecord.tables.own_folders import claim
from onrecord.text.article import Article

CACHE = ".cache"
SINGLE_FILES = "single_files"


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
    retries: int = 0,
    single_file: bool = False,
    corrections: str | Path | Corrections | None = None,
    on_done: Callable[[ArticleRun], None] | None = None,
    on_status: Callable[[RunStatus], None] | None = None,
) -> Runs:
    """Execute notebooks on articles; write tables, charts and pages, a folder for each article (see above).

    A notebook that has a parameter `tables` and none `article` is executed once, in the end, over all articles of `out`:
    where the call names it, or names none and has two articles or more.

    Args:
        notebooks: paths, or names of the project's ("01", "01_quoting_patterns"); none: all that have a parameter `article`
            or `tables`.
        articles: what `read` or `read_many` gave, each id once.
        out: folder for the runs; made if it is not there.
        parameters: values by name; text is read as the type that a notebook's parameters cell states.
        jobs: notebooks executed at once, each in a kernel.
        timeout: seconds after which a notebook is ended and has failed; None waits for ever.
        fresh, retry_failed: do all of it again; do again what failed, though nothing has changed.
        retries: how often work is tried again whose process was killed, that took too long, or that the system hindered;
            a cell that raises an exception of its own is not.
        single_file: write each article's page as one file, too, with all that it shows in it: one to be mailed.
        corrections: a sheet of `onrecord correct` that readers have filled in. A notebook gets those of its article by its
            parameter `corrections`; where they have changed, the articles are done again that they are about.
        on_done: called with each run as soon as it and those before it are done.
        on_status: called twice a second while articles are read and notebooks are waited for.

    Returns:
        The runs, in the order of the articles. A failed cell or article never stops the others: see `Runs.problems`.

    Raises:
        CallError: no such notebook or parameter, or a value of another type. Nothing has been executed then.
        FolderTaken: another process writes to `out` now.
        InTheWay: `out` holds articles, or a link where a file or folder of ours belongs. In the folder of an article it is
            an error of that article.
        ModelError, OSError: the language model is not installed; the disk is full, or cannot be written to.
    """
    plans, corrections = plan(notebooks, parameters or {}), as_corrections(corrections)
    articles = iter(articles)
    if (first := next(articles, None)) is None:  # a call on a source that cannot be read leaves no trace
        return Runs((), None)
    out = Path(out)
    make_named_folder(out)
    with FolderLock(out):
        claim(out)
        cache = folder_of_library(out / CACHE)
        for folder in (out / CACHE, cache, out / "tables", out / ACROSS, out / SINGLE_FILES):
            check_folder(folder)
        clear_outdated(out / CACHE)
        clear_unfinished([*out.glob(".partial-*"), *cache.glob(".partial-*")])
        earlier, across = _look_back(out, notebooks, plans, parameters or {}, Redo(fresh, retry_failed), corrections)
        with Call(out, earlier, jobs, timeout, str(cache.resolve()), retries) as call:
            runs = tuple(call.runs(chain([first], articles), on_done, on_status))
            reckoning = _reckon(out, runs, call, corrections)
            done = _write_overview(out, runs, call, across, reckoning, on_status)
            return _with_single_files(done, out, call) if single_file else done


def _look_back(
    out: Path,
    notebooks: Sequence[str | Path],
    plans: Mapping[Path, Mapping[str, object]],
    parameters: Mapping[str, object],
    redo: Redo,
    corrections: Corrections,
) -> tuple[Earlier, Across]:
    """The results that a folder has from earlier calls: of each article, and of notebooks over all of them."""
    over_all = {path: values for path, values in plans.items() if is_over_all(path)}
    of_each = {path: values for path, values in plans.items() if path not in over_all}
    if corrections.key:
        check_takes_corrections(of_each)
    earlier = Earlier(Manifest(out), of_each, Reading.asked_for(parameters), redo, corrections)
    return earlier, Across(out, earlier, over_all, named=bool(notebooks))


def _reckon(out: Path, runs: tuple[ArticleRun, ...], call: Call, corrections: Corrections) -> Reckoning:
    """What became of the corrections in the articles of a call, now or before; written beside the tables of all articles."""
    reckoning = Reckoning(corrections)
    for run in runs if corrections.lines else ():
        if not run.error:
            reckoning.take_told(told_in(run.folder / CORRECTIONS))
    if corrections.lines or (out / "tables").is_dir():
        (out / "tables").mkdir(exist_ok=True)
        call.wrote |= write_applied(out / "tables", reckoning)
    return reckoning


def _write_overview(
    out: Path,
    runs: tuple[ArticleRun, ...],
    call: Call,
    across: Across,
    reckoning: Reckoning,
    on_status: Callable[[RunStatus], None] | None,
) -> Runs:
    """Write what is over all articles: their tables, the notebooks that read these, and the page that lists them."""
    index, number = out / "index.html", sum(not run.error for run in runs)
    steps = across.to_do(number)
    is_new = (
        call.wrote
        or (number > 0 and not tables_stand(out / "tables"))
        or _is_older(index, out / NAME)
        or not across.is_done(steps)
    )
    tell("writing the tables of all articles")
    unreadable = call.pool.call(write_tables_of_all, out) if is_new else set()
    over_all = across.run(steps, call, on_status)
    if is_new:
        tell("writing the page of all articles")
        call.pool.call(write_index, out, unreadable, len(reckoning.problems()))
    of_call = {run.folder.name for run in runs}
    n_earlier = sum(folder not in of_call for folder, _ in across.earlier.manifest.done())
    return Runs(
        runs,
        index,
        over_all,
        n_earlier=n_earlier,
        n_corrections=reckoning.n_changes,
        n_applied=reckoning.n_applied,
        misfits=tuple(reckoning.problems()),
    )


def _with_single_files(done: Runs, out: Path, call: Call) -> Runs:
    """Write each article's page as one file, where that is not done since the page was made."""
    files, in_the_way = [], []
    for run in counted(done.runs, "writing single files", "article", len(done.runs)):
        file = out / SINGLE_FILES / f"{run.folder.name}.html"
        try:
            if not run.error and _is_older(file, run.folder / "index.html"):
                call.pool.call(write_single_file, run.folder, file)
        except InTheWay as problem:
            in_the_way.append((run.source, str(problem)))
        else:
            files += [] if run.error else [file]
    return replace(done, single_files=tuple(files), not_mailable=tuple(in_the_way))


def reasons_to_run(
    notebooks: Sequence[str | Path],
    articles: Iterable[Article],
    *,
    out: str | Path = "runs",
    parameters: Mapping[str, object] | None = None,
    fresh: bool = False,
    retry_failed: bool = False,
    corrections: str | Path | Corrections | None = None,
) -> Iterator[tuple[str, str, list[str]]]:
    """Say which notebooks `rerun` would execute with the same arguments, and why; nothing is executed or written.

    Yields:
        For each article and notebook: the article's source, the notebook's name, and the reasons to execute it; none
        when it is up to date.

    Raises:
        CallError: see `rerun`.
    """
    out, coming = Path(out), {}
    plans = plan(notebooks, parameters or {})
    redo = Redo(fresh, retry_failed)
    earlier, across = _look_back(out, notebooks, plans, parameters or {}, redo, as_corrections(corrections))
    for article in articles:
        coming[folder_name(article)] = earlier.key(article, None)
        for path in earlier.plans:
            yield source_of(article), path.stem, earlier.reasons(article, path, out / folder_name(article))
    for step in across.to_do(len(coming), coming):
        yield ALL_ARTICLES, step.path.stem, step.reasons


def refresh(notebook: str | Path) -> None:
    """Execute a notebook in place with the values of its parameters cell; see `_jupyter.execution.refresh`."""
    from onrecord.runs._jupyter import execution

    execution.refresh(notebook)


def _is_older(path: Path, other: Path) -> bool:
    """Whether a file is not there, or was written before another: a run was stopped in between."""
    return not path.exists() or (other.exists() and path.stat().st_mtime_ns < other.stat().st_mtime_ns)
