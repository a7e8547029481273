"""Very many articles: speed and memory at the beginning and at the end, on this machine's cores and on two Dask workers.

    python tests/benchmarks/bench_scale.py                                             # both parts: many hours
    python tests/benchmarks/bench_scale.py --only dask --articles 200000 --words 40    # shorter articles
    python tests/benchmarks/bench_scale.py --only tables --articles 30000 --to FOLDER  # the same call goes on in FOLDER

At each step: articles done, how many of them in a second of the clock and in one of the processors since the step before, and
of each process its memory (MB, resident) and the seconds of the processor that it took. The last line of a part compares the
last step with the first after 1,000 articles. The articles are made up of our sentences, each with names of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import psutil
from fresh_news import fresh_news
from measuring import load, machine, options

from onrecord.tables.tabulation import TabulationStatus, tabulate

NUMBERS = {"tables": 100_000, "dask": 200_000}
EARLY = 1_000  # articles after which a step is the first to count
STEPS = 20
JOBS = 2


def main() -> int:
    parser = options(__doc__, NUMBERS)
    parser.add_argument("--articles", type=int, help="how many (100,000 for tables, 200,000 for dask)")
    parser.add_argument("--words", type=int, default=300, help="in each (%(default)s)")
    parser.add_argument("--to", type=Path, help="folder for the tables, which stay; a later call goes on there")
    given = parser.parse_args()
    print(f"{machine()}; load {load()}")
    for part in given.only:
        number = given.articles or NUMBERS[part]
        print(f"\n{part}: {number:,} articles of {given.words} words", flush=True)
        with ExitStack() as held:
            folder = given.to / part if given.to else Path(held.enter_context(TemporaryDirectory()))
            cluster = held.enter_context(_workers()).scheduler_address if part == "dask" else None
            steps = Steps(number)
            tabulate(fresh_news(number, given.words), folder, jobs=JOBS, cluster=cluster, on_status=steps.watch)
            steps.compare(folder)
    return 0


def _workers():
    from distributed import LocalCluster

    return LocalCluster(n_workers=JOBS, threads_per_worker=1, dashboard_address=":0")


class Steps:
    """What the processes took from one step to the next."""

    def __init__(self, number: int) -> None:
        self._number, self._next, self._every = number, 0, max(1, EARLY, number // STEPS)
        self._before: tuple[int, float, dict[int, float]] | None = None
        self.taken: list[tuple[float, dict[int, float]]] = []  # articles in a second of the processors, and memory

    def watch(self, status: TabulationStatus) -> None:
        if self._before is None and status.now == "analysing":  # what an earlier call did is done
            self._before, self._next = (status.done, perf_counter(), _seconds()), status.done + EARLY
        if self._before and status.done > self._before[0] and status.done >= min(self._next, self._number):
            self._step(status.done, *self._before)
            self._next = (status.done // self._every + 1) * self._every

    def _step(self, done: int, before: int, when: float, seconds: dict[int, float]) -> None:
        now, memory = _seconds(), _of_each(lambda process: process.memory_info().rss / 2**20)
        spent = {pid: taken - seconds.get(pid, 0.0) for pid, taken in now.items()}
        self._before = done, perf_counter(), now
        self.taken.append(((done - before) / sum(spent.values()), memory))
        each = ", ".join(f"{pid}: {memory.get(pid, 0):.0f} MB {spent[pid]:.1f} s" for pid in spent)
        rate = (done - before) / (self._before[1] - when)
        print(f"{done:>9,}  {rate:.1f} a second, {self.taken[-1][0]:.2f} a CPU second; {each}", flush=True)

    def compare(self, folder: Path) -> None:
        if not self.taken:
            print("all were done before")
            return
        (first, early), (last, late) = self.taken[0], self.taken[-1]
        growth = {pid: late[pid] / early[pid] for pid in early if pid in late}
        worst = max(growth.values(), default=0)
        print(f"at the end {last / first:.2f} times the speed, at most {worst:.3f} times the memory; load {load()}")
        for table in sorted(folder.glob("*.parquet")):
            print(f"{table.name}: {sum(part.stat().st_size for part in table.iterdir()) / 2**20:,.1f} MB")


def _of_each(asked: Callable[[psutil.Process], float]) -> dict[int, float]:
    """What is asked of this process and of all that it has started, by their ids; some may end in between."""
    this, answers = psutil.Process(), {}
    for process in (this, *this.children(recursive=True)):
        with suppress(psutil.Error):
            answers[process.pid] = asked(process)
    return answers


def _seconds() -> dict[int, float]:
    return _of_each(lambda process: sum(process.cpu_times()[:2]))


if __name__ == "__main__":
    sys.exit(main())
