"""`onrecord run`: notebooks executed on articles, a page for each."""

from __future__ import annotations

import argparse
import time

from onrecord.cli.corrected import read_given, report
from onrecord.cli.failures import Failures
from onrecord.cli.folders import check_folder
from onrecord.cli.messages import NOT_TRIED_AGAIN, complain, end_on_sigterm, say, say_if_heard, width
from onrecord.cli.progress import time_in_words
from onrecord.pages.wording import count, plain
from onrecord.runs.calls import reasons_to_run, rerun
from onrecord.runs.parameters import CallError
from onrecord.runs.results import ALL_ARTICLES, ArticleRun, NotebookRun, Runs, RunStatus
from onrecord.system.steps import HowFar, tell
from onrecord.text.sources import read_many
from onrecord.text.sources.feeds.memory import Memory


def execute(options: argparse.Namespace) -> int:
    """Execute the command; the exit code."""
    failures = Failures()
    feeds = Memory(options.out, options.fresh)
    more = {"on_note": failures.note, "retries": options.retries, "feeds": feeds}
    articles = read_many(options.sources, failures.add_unread, **more)
    check_folder(options.out, "--out", options.sources)
    asked = {name: getattr(options, name) for name in ("out", "fresh", "retry_failed")}
    which = {**asked, "parameters": _parameters(options), "corrections": read_given(options.corrections)}
    if options.explain:
        for source, name, reasons in reasons_to_run(options.notebook, articles, **which):
            say(f"{plain(source)}: {name}: {'; '.join(reasons) or 'up to date'}")
        return failures.code
    end_on_sigterm()

    def show_run(run: ArticleRun) -> None:
        failures.add_run(run)
        feeds.end(run.source, failed=bool(run.error))
        if not run.error:
            say_if_heard(f"{plain(run.source)}: {run.folder / 'index.html'}")

    begun = time.monotonic()
    try:
        result = rerun(
            options.notebook,
            articles,
            jobs=options.jobs,
            timeout=options.timeout,
            single_file=options.single_file,
            retries=options.retries,
            on_done=show_run,
            on_status=_tell,
            **which,
        )
    finally:
        feeds.save()
    _complain_in_the_end(result, failures)
    _print_end(result, time.monotonic() - begun, len(which["corrections"].faults))
    return failures.code


def _tell(status: RunStatus) -> None:
    """Say how far a call is."""
    far = HowFar(status.done, status.total, "notebook", status.failed, not status.all_read, None, status.seconds_left)
    tell(", ".join(status.running) or "analysing and writing", far if status.total else None)


def _parameters(options: argparse.Namespace) -> dict[str, str]:
    """The values of the notebooks' parameters, by name.

    Raises:
        CallError: one is given twice.
    """
    parameters = dict(options.parameter)
    if len(parameters) < len(options.parameter) or (options.model and "model" in parameters):
        raise CallError("a parameter is given twice; give it once")
    return parameters | ({"model": options.model} if options.model else {})


def _complain_in_the_end(result: Runs, failures: Failures) -> None:
    """Write what failed over all articles, and what failed for which reasons."""
    for notebook in result.across:
        if notebook.error:
            failures.add_notebook(notebook, ALL_ARTICLES)
    for source, error in result.not_mailable:
        failures.add_file(f"{source}: {error}", source)
    failures.summarize(len(result.runs))


def _print_end(result: Runs, seconds: float, n_unread: int) -> None:
    """Print what was done in how many seconds, what was not tried again, and the summary of one article or where the page of several is."""
    steps: list[ArticleRun | NotebookRun] = [*result.runs, *(n for run in result.runs for n in run.notebooks)]
    steps += result.across
    if result.runs:
        say(_in_words(result, seconds))
    if any(step.error and not step.fresh for step in steps):
        complain(NOT_TRIED_AGAIN, 1)
    if len(result.runs) == 1 and not result.runs[0].error:
        from onrecord.pages.terminal import as_text  # imported where it is needed: it takes time
        from onrecord.tables.record import load_rows

        folder = result.runs[0].folder
        say(f"\n{as_text(load_rows(folder / 'tables'), width())}\nThe page: {folder / 'index.html'}")
    elif len(result.runs) > 1:
        say(f"\nAll articles: {result.index}")
        for notebook in result.across:
            if not notebook.error:
                say(f"All articles side by side: {notebook.path.with_suffix('.html')}")
    if result.n_earlier and (len(result.runs) > 1 or result.across):
        number = count(result.n_earlier, "article")
        say(f"This includes {number} of earlier calls. To compare only some, run them into another folder (--out).")
    for file in result.single_files:
        say(f"To be mailed, all in one file: {file}")
    report(result.n_corrections, result.n_applied, result.misfits, n_unread)


def _in_words(result: Runs, seconds: float) -> str:
    """What a call did: how many articles and notebooks, how many of them were done before or failed, how long."""
    notebooks = [*(notebook for run in result.runs for notebook in run.notebooks), *result.across]
    done = [notebook for notebook in notebooks if not notebook.error]
    now, failed = sum(notebook.fresh for notebook in done), len(notebooks) - len(done)
    parts = [
        *([f"{count(now, 'notebook')} done"] if now else []),
        *([f"{count(len(done) - now, 'notebook')} done before"] if len(done) > now else []),
        *([f"{count(failed, 'notebook')} failed"] if failed else []),
    ]
    return f"{count(len(result.runs), 'article')}, {', '.join(parts) or 'no notebooks'}, in {time_in_words(seconds)}"
