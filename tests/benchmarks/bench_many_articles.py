"""What many articles cost, beside what was asked for and beside the least it can be; the result is a Markdown table.

    python tests/benchmarks/bench_many_articles.py                          # all measures: about half an hour
    python tests/benchmarks/bench_many_articles.py --cold 2 > table.md      # cold starts on two articles, multiplied
    python tests/benchmarks/bench_many_articles.py --only warm again        # some measures

Each ratio is of times from one run, in turns where that can be, and the median of the turns counts. "limit" is what no
tool on this machine could pass: the same measure taken of spaCy's bare parse, or with an empty notebook on a kernel
that is forked from a preloaded process. "load" is the machine's load of the last minute, before and after. What is
measured on the way goes to stderr.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from time import perf_counter

import nbformat
from made_up import LONG, SHORT, made_up
from measuring import OURS, bare_pipeline, load, machine, options, peaks, seconds, use_one_core
from nbformat.v4 import new_code_cell, new_notebook

from onrecord.runs._jupyter.execution import execute
from onrecord.runs._jupyter.kernels import Kernels
from onrecord.system.pool import in_order
from onrecord.tables.cache import folder_of_library
from onrecord.tables.corpus import analyse_many
from onrecord.tables.tabulation import TabulationStatus, tabulate
from onrecord.text.article import Article
from onrecord.text.sources import read

ARTICLES = sorted(path for path in OURS.iterdir() if path.suffix in (".txt", ".md", ".html"))[:10]
NOTEBOOKS = sorted((OURS.parents[1] / "notebooks").glob("0[0-3]_*.ipynb"))
JOBS = 2
BLOCK = 20  # articles timed in one go where two ways take turns
EARLY = 20  # memory is looked at after a twentieth of the articles: 500 of 10,000
ONE_PROCESS = """
import json, sys, papermill
for article, notebook, out in json.load(sys.stdin):
    papermill.execute_notebook(notebook, out + "/n.ipynb", {"article": article, "out": out}, progress_bar=False)
"""


def main() -> int:
    given = _options()
    print(f"{machine()}. Cold starts on {given.cold} of {len(ARTICLES)} articles", end="")
    print(", and multiplied.\n" if given.cold < len(ARTICLES) else ".\n")
    print("| measure | asked | got | limit | load |\n|---|---|---|---|---|", flush=True)
    code = 0
    with TemporaryDirectory(prefix="onrecord-bench-") as folder:
        shared = Shared(Path(folder), given)
        for name, row in ROWS.items():
            if name in given.only:
                before = load()
                try:
                    got, limit = row.told(row.take(shared))
                except Exception as problem:  # the other measures may be worth an hour
                    traceback.print_exc()
                    why = str(problem).strip().splitlines() or [repr(problem)]
                    got, limit, code = f"not measured: {why[-1]}".replace("|", "/"), "", 1
                print(f"| {row.measure} | {row.asked} | {got} | {limit} | {before}, {load()} |", flush=True)
    return code


def _options() -> Namespace:
    parser = options(__doc__, ROWS)
    add = partial(parser.add_argument, type=int)
    add("--cold", default=len(ARTICLES), metavar="N", help="articles for cold starts; times are multiplied (all)")
    add("--articles", default=200, metavar="N", help="articles that are analysed for the speed (%(default)s)")
    add("--short", default=10_000, metavar="N", help="short articles that are analysed for memory (%(default)s)")
    add("--turns", default=3, metavar="N", help="times that each is timed, but for cold starts (%(default)s)")
    return parser.parse_args()


@dataclass(frozen=True)
class Measured:
    """A value, how it came about, and the limit beside it."""

    value: float
    how: str
    limit: str


@dataclass(frozen=True)
class Row:
    """A measure: `bound` is the least or the most that was asked for, in `unit`."""

    measure: str
    bound: float
    unit: str
    take: Callable[[Shared], Measured]
    least: bool = True

    @property
    def asked(self) -> str:
        return f"{'at least' if self.least else 'at most'} {self.bound:g} {self.unit}"

    def told(self, measured: Measured) -> tuple[str, str]:
        """What stands in the columns "got" and "limit"."""
        met = measured.value >= self.bound if self.least else measured.value <= self.bound
        return f"{measured.value:.3g} {self.unit}{'' if met else ', missed'} ({measured.how})", measured.limit


class Shared:
    """What several measures need: taken once, when the first of them asks for it."""

    def __init__(self, folder: Path, given: Namespace) -> None:
        self.folder, self.given = folder, given

    @cached_property
    def run_seconds(self) -> float:
        """Ten articles and four notebooks by `onrecord run`, pages included, with nothing known before."""
        return self.median_of_turns("onrecord run", lambda turn: _run(self.runs(turn)))

    @cached_property
    def warm_seconds(self) -> dict[str, float]:
        """Seconds of each notebook, and of an empty one, on an analysed article and a warm kernel."""
        assert self.run_seconds
        return alone(_warm, self.folder, self.runs(0))

    @cached_property
    def least_run_seconds(self) -> float:
        """What a run cannot pass: the bare parse and empty notebooks, on so many cores."""
        texts = [read(path).text for path in ARTICLES]
        list(bare_pipeline().pipe(texts[:1]))
        parse = seconds(lambda: list(bare_pipeline().pipe(texts)))
        return (parse + len(texts) * len(NOTEBOOKS) * self.warm_seconds["empty"]) / JOBS

    @cached_property
    def articles(self) -> list[Article]:
        return list(made_up(self.given.articles, LONG))

    @cached_property
    def bare_gain(self) -> str:
        """How much faster two processes are than one that only parse."""
        bare_pipeline()
        one, two = (seconds(lambda jobs=jobs: _parse_all(self.articles, jobs), perf_counter) for jobs in (1, JOBS))
        return f"bare parse, two processes against one: {one / two:.3g} times"

    def runs(self, turn: int) -> Path:
        return self.folder / f"runs-{turn}"

    def median_of_turns(self, what: str, work: Callable[[int], object]) -> float:
        times = [seconds(lambda turn=turn: work(turn), perf_counter) for turn in range(self.given.turns)]
        note(f"{what}: " + ", ".join(f"{spent:.2f} s" for spent in times))
        return median(times)


# ---------------------------------------------------------------------------------------------------------------------
# Runs of notebooks


def command(shared: Shared) -> Measured:
    return _against_run(shared, "a loop over papermill", _by_command)


def one_process(shared: Shared) -> Measured:
    return _against_run(shared, "papermill in one process", _in_one)


def _against_run(shared: Shared, name: str, way: Callable[[Path, list[Path]], None]) -> Measured:
    """Another way to execute the notebooks beside `onrecord run`."""
    own, cold = shared.run_seconds, ARTICLES[: shared.given.cold]
    spent = seconds(lambda: way(shared.folder, cold), perf_counter) * len(ARTICLES) / len(cold)
    least = shared.least_run_seconds
    limit = f"bare parse and empty notebooks on two cores: {least:.1f} s, {spent / least:.3g} times"
    return Measured(spent / own, f"{spent:.0f} s against {own:.1f} s", limit)


def _run(out: Path) -> None:
    notebooks = [word for path in NOTEBOOKS for word in ("--notebook", str(path))]
    _call("onrecord", "run", *map(str, ARTICLES), "--jobs", str(JOBS), "--out", str(out), *notebooks)


def _by_command(folder: Path, articles: list[Path]) -> None:
    for article in articles:
        for notebook in NOTEBOOKS:
            out = _made(folder / "by-command" / article.name)
            more = ("-p", "article", str(article), "-p", "out", str(out), "--no-progress-bar")
            _call("papermill", str(notebook), str(out / notebook.name), *more)


def _in_one(folder: Path, articles: list[Path]) -> None:
    work = [(str(a), str(n), str(_made(folder / "in-one" / a.name))) for a in articles for n in NOTEBOOKS]
    done = subprocess.run([sys.executable, "-c", ONE_PROCESS], input=json.dumps(work), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


def warm(shared: Shared) -> Measured:
    times = dict(shared.warm_seconds)
    empty = times.pop("empty")
    how = "mean of " + ", ".join(f"{name[:2]}: {spent:.2f}" for name, spent in times.items())
    return Measured(mean(times.values()), how, f"an empty notebook: {empty:.2f} s")


def _warm(folder: Path, runs: Path) -> dict[str, float]:
    """The median over the analysed articles, one after the other on one core; the first time does not count."""
    use_one_core()
    analysed, times, cache = sorted(runs.glob("*/article.jsonl")), {}, folder_of_library(runs / ".cache")
    assert len(analysed) == len(ARTICLES), analysed
    with closing(Kernels()) as kernels:
        for notebook in [_empty_notebook(folder), *NOTEBOOKS]:
            out, spent = _made(folder / "warm" / notebook.stem), []
            for article in [analysed[0], *analysed]:
                values = {"article": str(article), "out": str(out)}
                done = execute(notebook, out / "n.ipynb", values, kernels, timeout=None, cache=str(cache))
                assert done.error is None, done.error
                spent.append(done.seconds)
            times[notebook.stem] = median(spent[1:])
    return times


def _empty_notebook(folder: Path) -> Path:
    cells = [new_code_cell('article: str = ""\nout: str = ""', metadata={"tags": ["parameters"]})]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "empty.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def again(shared: Shared) -> Measured:
    assert shared.run_seconds
    spent = shared.median_of_turns("the same again", lambda _: _run(shared.runs(0)))
    least = shared.median_of_turns("onrecord --help", lambda _: _call("onrecord", "--help"))
    return Measured(spent, f"median of {shared.given.turns}", f"`onrecord --help`: {least:.2f} s")


# ---------------------------------------------------------------------------------------------------------------------
# Corpora


def parse(shared: Shared) -> Measured:
    """In seconds of the processor, in small blocks, by turns."""
    articles, bare = shared.articles, bare_pipeline()
    _all(analyse_many(articles[:5]))
    _all(bare.pipe(article.text for article in articles[:5]))
    turns = []
    for _ in range(shared.given.turns):
        ours = theirs = 0.0
        for start in range(0, len(articles), BLOCK):
            block = articles[start : start + BLOCK]
            theirs += seconds(lambda block=block: _all(bare.pipe(article.text for article in block)))
            ours += seconds(lambda block=block: _all(analyse_many(block)))
        turns.append((theirs / ours, len(articles) / ours, len(articles) / theirs))
        note("analyse_many against the bare parse: {:.3f} ({:.2f} a second, {:.2f})".format(*turns[-1]))
    ratio, ours, theirs = map(median, zip(*turns, strict=True))
    return Measured(ratio, f"{ours:.1f} a second", f"bare parse: {theirs:.1f} a second")


def jobs(shared: Shared) -> Measured:
    bare_pipeline()
    return _two_against_one(shared, {"jobs": 1}, {"jobs": JOBS})


def dask(shared: Shared) -> Measured:
    """Workers of one thread each, started and with the model loaded."""
    from distributed import LocalCluster

    assert shared.bare_gain  # before there are other processes
    more = {"threads_per_worker": 1, "dashboard_address": ":0"}
    with LocalCluster(n_workers=1, **more) as one, LocalCluster(n_workers=2, **more) as two:
        ways = [{"cluster": cluster.scheduler_address} for cluster in (one, two)]
        for way in ways:
            _all(analyse_many(shared.articles[:8], **way))
        return _two_against_one(shared, *ways)


def _two_against_one(shared: Shared, one: dict, two: dict) -> Measured:
    """`analyse_many` with the options of two workers beside those of one, start and end included."""
    turns = []
    for _ in range(shared.given.turns):
        first, second = (
            seconds(lambda way=way: _all(analyse_many(shared.articles, **way)), perf_counter) for way in (one, two)
        )
        turns.append((first / second, first, second))
        note("two against one: {:.3f} times ({:.1f} s, {:.1f} s)".format(*turns[-1]))
    ratio, first, second = map(median, zip(*turns, strict=True))
    return Measured(ratio, f"{len(shared.articles)} articles in {second:.1f} s against {first:.1f} s", shared.bare_gain)


def memory(shared: Shared) -> Measured:
    """The process whose peak grows most counts: the one that writes, and those that analyse."""
    number = shared.given.short
    early, late = alone(_tables_peaks, number)
    growth = {pid: late[pid] / peak for pid, peak in early.items()}
    note(f"peak memory, early and late, MB: {early}, {late}")
    worst = max(growth, key=growth.get)
    bare = alone(_bare_growth, number)
    how = f"{number:,} articles: {late[worst]:.0f} MB, after {number // EARLY:,}: {early[worst]:.0f} MB"
    return Measured(growth[worst], how, f"bare parse: {bare:.2f} times")


def _tables_peaks(number: int) -> tuple[dict[int, float], dict[int, float]]:
    """Peaks of the processes of `onrecord tables` over short articles: early, and when all is written."""
    early: dict[int, float] = {}
    late: dict[int, float] = {}

    def watch(status: TabulationStatus) -> None:
        if status.done == number // EARLY:
            early.update(peaks())
        if status.done == number:  # the last look at those that analyse; this process goes on
            late.update(peaks())

    with TemporaryDirectory() as folder:
        tabulate(made_up(number, SHORT), folder, jobs=JOBS, on_status=watch)
    return early, late | peaks()


def _bare_growth(number: int) -> float:
    """The peak after all articles against the early one, of a process that only parses."""
    texts = (article.text for article in made_up(number, SHORT))
    for n, _ in enumerate(bare_pipeline().pipe(texts), start=1):
        if n == number // EARLY:
            early = peaks()[os.getpid()]
    return peaks()[os.getpid()] / early


# ---------------------------------------------------------------------------------------------------------------------

ROWS = {
    "command": Row("4 notebooks × 10 articles: a loop over the `papermill` command against `onrecord run --jobs 2`, "
                   "pages on our side only", 8, "times as long", command),
    "one-process": Row("papermill in one process, cold kernels, against the same", 4, "times as long", one_process),
    "warm": Row("a notebook on an analysed article, warm, one core, charts included", 0.8, "s", warm, least=False),
    "parse": Row("`analyse_many` against the bare parse, one process each", 0.8, "of its articles per second", parse),
    "jobs": Row("two jobs against one", 1.75, "times as fast", jobs),
    "memory": Row("`onrecord tables --jobs 2`: peak memory per process at the end against after a twentieth of the "
                  "articles", 1.1, "times", memory, least=False),
    "dask": Row("two Dask workers against one", 1.7, "times as fast", dask),
    "again": Row("the same `onrecord run` again, nothing changed", 2, "s", again, least=False),
}  # fmt: skip


def alone(work: Callable, *arguments: object):
    """Do work in a fresh process, whose memory and cores are its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def note(line: str) -> None:
    print(f"  {line}; load {load()}", file=sys.stderr, flush=True)


def _call(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


def _parse_all(articles: list[Article], jobs: int) -> None:
    for _, result in in_order(_parse, articles, jobs, bare_pipeline):
        result()


def _parse(article: Article) -> None:
    bare_pipeline()(article.text)


def _all(things: Iterable) -> None:
    """Take all, and keep nothing."""
    for _ in things:
        pass


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
