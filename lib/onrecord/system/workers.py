"""Workers: processes that do one piece of work on many articles; a worker that is killed costs nothing but its time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice
from typing import TypeVar

from onrecord.system.forks import end_with_parent

Thing = TypeVar("Thing")
Result = TypeVar("Result")

WINDOW = 4  # pieces of work in flight for each worker: a long article in front keeps nobody waiting, and memory flat


class WorkerKilled(Exception):
    """A piece of work whose process was killed, and killed again when it was done once more."""


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(
    work: Callable[[Thing], Result], things: Iterable[Thing], jobs: int, prepare: Callable[[], object]
) -> Iterator[tuple[Thing, Callable[[], Result]]]:
    """Do the same work on many things, in several processes.

    Args:
        work: what to do; a function of a module, so that it can be sent to a process.
        things: taken one after the other, as they are needed.
        jobs: number of processes; with one, or with one thing, this process does the work.
        prepare: what every process does before it begins, and this one too.

    Yields:
        Each thing, in the order given, with a function that gives its result or raises what the work raised. Work
        whose process was killed is done once more, in a process of its own; the function raises WorkerKilled if that
        is killed, too.
    """
    things = iter(things)
    first = list(islice(things, jobs))
    if not first:
        return
    prepare()  # a copy of this process then has done it already
    if len(first) == 1:
        yield from ((thing, partial(work, thing)) for thing in chain(first, things))
        return
    pool = _pool(jobs, prepare)
    waiting: deque[tuple[Thing, Future]] = deque()
    try:
        for thing in chain(first, things):
            try:
                future = pool.submit(work, thing)
            except BrokenProcessPool:
                pool.shutdown()
                pool = _pool(jobs, prepare)
                future = pool.submit(work, thing)
            waiting.append((thing, future))
            if len(waiting) >= WINDOW * jobs:
                yield _next(waiting, work, prepare)
        while waiting:
            yield _next(waiting, work, prepare)
    finally:
        pool.shutdown(cancel_futures=True)


def _next(waiting: deque, work: Callable, prepare: Callable) -> tuple[Thing, Callable[[], Result]]:
    thing, future = waiting.popleft()
    return thing, partial(_result, future, partial(work, thing), prepare)


def _result(future: Future, again: Callable[[], Result], prepare: Callable[[], object]) -> Result:
    try:
        return future.result()
    except BrokenProcessPool:
        # Nothing tells whose worker it was that was killed, so this may be what killed it: it gets a process alone.
        with _pool(1, prepare) as alone:
            try:
                return alone.submit(again).result()
            except BrokenProcessPool:
                raise WorkerKilled("its process was killed twice; is there enough memory?") from None


def _pool(jobs: int, prepare: Callable[[], object]) -> ProcessPoolExecutor:
    # A fork shares what is loaded and needs no `if __name__ == "__main__"`; it is safe on Linux only.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(prepare,))


def _begin(prepare: Callable[[], object]) -> None:
    """What a worker does first. Ctrl-C is its parent's affair; when the parent is gone, so is the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # not what its parent does then: a pool ends its workers so
    end_with_parent()
    prepare()
