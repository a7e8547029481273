"""Command line: `onrecord run`, `onrecord tables`, `onrecord show`, `onrecord notebooks`.

Exit codes: 0 all done; 1 some articles failed, each named on stderr, the others kept; 2 the call itself is wrong.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from onrecord.pages.terminal import as_text
from onrecord.pages.wording import plain
from onrecord.runs.calls import CallError, FolderTaken, Run, explain, rerun
from onrecord.runs.calls import Status as NotebookStatus
from onrecord.runs.notebook_copies import copy_notebooks
from onrecord.runs.progress import Progress, articles_in_words, mute, notebooks_in_words
from onrecord.system.text_lines import one_line
from onrecord.system.workers import cores
from onrecord.tables.cluster import ClusterError
from onrecord.tables.columns import FORMATS, TABLES
from onrecord.tables.corpus import analyse_many
from onrecord.tables.record import load
from onrecord.tables.tabulation import Status, Tabulated, tabulate
from onrecord.text.article import Article
from onrecord.text.pipelines import DEFAULT_MODEL, ModelError
from onrecord.text.sources import count_articles, read_many
from onrecord.tone.minilm import ScorerError
from onrecord.tone.scoring import SCORERS

SOURCES = """\
SOURCE is a file (.txt .md .html .htm), an http(s) address, - for standard input, a folder of such files, a corpus
(.jsonl .csv .parquet with a column `text` and, where there are, id, title, outlet, date, url), or the word `sample`
for the article that comes with the project, `samples` for all that do. exit codes: 0 all done, 1 some articles failed,
2 the call is wrong.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the words after `onrecord`; those of this process when left out.

    Returns:
        The exit code.
    """
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")

    try:
        return options.command(options)
    except (CallError, ClusterError, FolderTaken, ModelError, ScorerError) as problem:
        return _complain(str(problem), code=2)
    except OSError as problem:
        if isinstance(problem, BrokenPipeError):  # `onrecord show x | head`
            mute(sys.stdout)
            return 0
        return _complain(f"{problem.filename or 'writing'}: {problem.strerror or problem}", code=2)
    except KeyboardInterrupt as stopped:
        return _say_stopped(stopped, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="onrecord", description="Who is on record in the news, with what words, with which numbers, in what tone."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = _command(commands, _run, "run", "execute the notebooks on articles; write a page for each")
    run.add_argument("--out", default="runs", metavar="FOLDER", help="where to write (default: %(default)s)")
    run.add_argument(
        "--notebook",
        action="append",
        default=[],
        metavar="NAME",
        help="one of the project's, or a path; more than once for several (default: all)",
    )
    run.add_argument(
        "-p",
        "--parameter",
        action="append",
        default=[],
        nargs=2,
        metavar=("NAME", "VALUE"),
        help="a value for the notebooks' parameters cell",
    )
    _jobs(run, default=2, what="notebooks executed at once")
    run.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", help="end a notebook that takes longer (default: never)"
    )
    run.add_argument("--fresh", action="store_true", help="do again what is done")
    run.add_argument("--retry-failed", action="store_true", help="do again what failed")
    run.add_argument("--explain", action="store_true", help="only say what would be done, and why")
    tables = _command(commands, _tables, "tables", "write the tables of articles")
    tables.add_argument("--to", required=True, metavar="FOLDER", help="where to write; made if it is not there")
    tables.add_argument("--format", choices=("parquet", "csv"), action="append", help="default: parquet")
    tables.add_argument("--thoughts", action="store_true", help="list what people are said to think and want, too")
    tables.add_argument("--scorer", choices=SCORERS, default="vader", help="of tone (default: %(default)s)")
    where = tables.add_mutually_exclusive_group()
    _jobs(where, default=None, what="processes that analyse them", shown="one for each core")
    where.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler whose workers analyse them instead")
    tables.add_argument("--fresh", action="store_true", help="do again what is done")
    tables.add_argument("--retry-failed", action="store_true", help="do again what failed, and the parts behind it")
    _command(commands, _show, "show", "print a summary of articles")
    copies = commands.add_parser("notebooks", help="copy the notebooks out, for reading and changing")
    copies.add_argument("--to", required=True, metavar="FOLDER", help="where to; made if it is not there")
    copies.set_defaults(command=_notebooks)
    return parser


def _command(commands, function, name: str, help_: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=help_,
        description=help_[0].upper() + help_[1:] + ".",
        epilog=SOURCES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=function)
    parser.add_argument("sources", nargs="+", metavar="SOURCE")
    parser.add_argument("--model", metavar="NAME", help="an installed spaCy pipeline (default: the one of the lock)")
    return parser


def _jobs(parser: argparse.ArgumentParser, default: int | None, what: str, shown: str = "%(default)s") -> None:
    parser.add_argument("--jobs", type=_positive, default=default, metavar="N", help=f"{what} (default: {shown})")


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 256")
    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return seconds


# --- the commands ----------------------------------------------------------------------------------------------


def _run(options: argparse.Namespace) -> int:
    parameters = dict(options.parameter)
    if len(parameters) < len(options.parameter) or (options.model and "model" in parameters):
        raise CallError("a parameter is given twice; give it once")
    if options.model:
        parameters["model"] = options.model
    progress = Progress(sys.stdout)
    failures = _Failures(progress)
    articles = read_many(options.sources, on_error=failures.add)
    _check_folder(options.out, "--out")
    which = {"out": options.out, "parameters": parameters, "fresh": options.fresh, "retry_failed": options.retry_failed}
    if options.explain:
        for source, name, reasons in explain(options.notebook, articles, **which):
            print(f"{plain(source)}: {name}: {'; '.join(reasons) or 'up to date'}", flush=True)
        return failures.code
    signal.signal(signal.SIGTERM, _stop)

    def tell(run: Run) -> None:
        for line in run.problems:
            failures.add(line)
        if not run.error:
            progress.line(f"{plain(run.source)}: {run.folder / 'index.html'}")

    def show(status: NotebookStatus) -> None:
        progress.update(notebooks_in_words(status), ", ".join(status.running) or "reading and writing")

    try:
        done = rerun(
            options.notebook,
            articles,
            jobs=options.jobs,
            timeout=options.timeout,
            on_done=tell,
            on_status=show,
            **which,
        )
    finally:
        progress.clear()
    if any(part.error and not part.fresh for run in done.runs for part in (run, *run.notebooks)):
        _complain("what failed before was not tried again; --retry-failed does that", 1)
    if len(done.runs) == 1 and not done.runs[0].error:
        folder = done.runs[0].folder
        print(f"\n{as_text(load(folder / 'tables'), _width())}\nThe page: {folder / 'index.html'}")
    elif len(done.runs) > 1:
        print(f"\nAll articles: {done.index}")
    return failures.code


class _Terminated(KeyboardInterrupt):
    """The process was asked to end (SIGTERM); what Ctrl-C does, with another exit code."""


def _stop(*_: object) -> None:
    raise _Terminated


def _say_stopped(stopped: KeyboardInterrupt, options: argparse.Namespace) -> int:
    """Say how to go on after Ctrl-C or SIGTERM; the exit code."""
    if "fresh" not in options:
        return _complain("stopped", code=130)
    how = "without --fresh the same command" if options.fresh else "the same command"
    code = 143 if isinstance(stopped, _Terminated) else 130
    return _complain(f"stopped; what is done is kept, and {how} does the rest", code)


def _tables(options: argparse.Namespace) -> int:
    progress = Progress(sys.stdout)
    unread, failed = _Failures(progress), _Failures(progress)
    articles = read_many(options.sources, on_error=unread.add)
    _check_folder(options.to, "--to")
    _check_outside(options.to, options.sources)
    total = count_articles(options.sources)
    signal.signal(signal.SIGTERM, _stop)

    def show(status: Status) -> None:
        progress.update(articles_in_words(status, total - unread.number), status.now)

    try:
        done = tabulate(
            articles,
            options.to,
            options.format or ("parquet",),
            jobs=options.jobs or cores(),
            model=options.model or DEFAULT_MODEL,
            thoughts=options.thoughts,
            scorer=options.scorer,
            cluster=options.cluster,
            fresh=options.fresh,
            retry_failed=options.retry_failed,
            on_error=failed.add_article,
            on_status=show,
        )
    finally:
        progress.clear()
    if done.n_failed_before:
        _complain("what failed before was not tried again; --retry-failed does that", 1)
    if done.n_kept or done.why:
        print(_what_was_kept(done))
    return unread.code or failed.code


def _what_was_kept(done: Tabulated) -> str:
    """What a call that found tables of an earlier one did with them, in a line."""
    if done.n_kept == done.n_articles and not done.why:
        return f"{done.n_articles} articles: all were done before, and nothing of them has changed"
    why = f" ({done.why})" if done.why else ""
    return f"{done.n_articles} articles: {done.n_kept} were done before, {done.n_articles - done.n_kept} now{why}"


def _check_folder(path: str, option: str) -> None:
    """See that a folder can be made and written to, before anything is worked out for it.

    Raises:
        CallError: it cannot.
    """
    there = Path(path).absolute()
    while not there.exists():
        there = there.parent
    if not there.is_dir():
        raise CallError(f"{path}: no folder can be made here, {there.name} is a file; name another with {option}")
    if not os.access(there, os.W_OK):
        raise CallError(f"{path}: cannot be written to; name another folder with {option}")


def _check_outside(folder: str, sources: Sequence[str]) -> None:
    """See that tables are not written among the articles, which the next call would read, nor over them.

    Raises:
        CallError: they would be.
    """
    to = Path(folder).resolve()
    for source in sources:
        if os.path.isdir(source) and to.is_relative_to(Path(source).resolve()):
            if not any(part.startswith(".") for part in to.relative_to(Path(source).resolve()).parts):  # not read
                raise CallError(f"{folder}: is in {source}, all of which is read as articles; name another with --to")
        elif os.path.isfile(source) and Path(source).resolve() in (to / f"{t}.{f}" for t in TABLES for f in FORMATS):
            raise CallError(f"{source}: a table of this name would be written over it; name another folder with --to")


def _notebooks(options: argparse.Namespace) -> int:
    for copy in copy_notebooks(options.to):
        print(plain(str(copy)))
    return 0


def _show(options: argparse.Namespace) -> int:
    failures = _Failures()
    articles = read_many(options.sources, on_error=failures.add)
    records = analyse_many(articles, 1, options.model or DEFAULT_MODEL, on_error=failures.add_article)
    for number, record in enumerate(records):
        rule = "=" * _width() + "\n" if number else ""
        print(rule + as_text(record, _width()), flush=True)
    return failures.code


class _Failures:
    """Says what failed, a line each, on stderr, and counts."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self.number = 0

    @property
    def code(self) -> int:
        """The exit code."""
        return 1 if self.number else 0

    def add(self, problem: object) -> None:
        self.number += 1
        if self._progress:
            self._progress.clear()
        _complain(str(problem), code=1)

    def add_article(self, article: Article, problem: object) -> None:
        self.add(f"{article.source or article.article_id}: cannot be analysed ({problem}); leave it out or report it")


def _complain(problem: str, code: int) -> int:
    print(f"onrecord: {one_line(problem)}", file=sys.stderr, flush=True)
    return code


def _width() -> int:
    return shutil.get_terminal_size((88, 24)).columns
