"""Pool: processes that do work for this one; a process that is killed costs its time, and nobody else's work.

When a process of a pool is killed, all of them end, and nothing tells whose work it was. So each piece of work that was
not done then is done again alone, in a process of its own, one after the other.
"""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from functools import partial
from itertools import chain, islice
from typing import TypeVar

from onrecord.system import forks
from onrecord.system.shortages import WorkerKilled, shortage

Item = TypeVar("Item")
Result = TypeVar("Result")

WINDOW = 4  # pieces of work in flight for each process: a long article in front keeps nobody waiting, and memory flat
SHARED = 3  # pools that work is given to: what is done beside it may break them
ALONE = 2  # more attempts at work whose process was killed: by itself, or by what was done beside it


class Stopped(Exception):
    """The pool was closed; what is not done is left."""


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """Processes that are started at the first call; any thread may call.

    Args:
        size: number of processes.
        prepare: what every process does before it begins; a function of a module, so that it can be sent.
        origin: where the processes come from.
    """

    def __init__(
        self, size: int, prepare: Callable[[], object], origin: forks.Origin = forks.PRELOADED_PROCESS
    ) -> None:
        self._size, self._prepare, self._origin = size, prepare, origin
        self._changing, self._one_by_one = threading.Lock(), threading.Lock()
        self._closed = False
        self._shared: ProcessPoolExecutor | None = None
        self._alone: ProcessPoolExecutor | None = None

    def call(self, work: Callable[..., Result], *arguments: object) -> Result:
        """Call a function of a module in one of the processes, and wait for what it returns.

        Raises:
            WorkerKilled: the process was killed each time.
            Stopped: the pool was closed.
            Exception: what the function raised.
        """
        return self.submit(work, *arguments)()

    def submit(self, work: Callable[..., Result], *arguments: object) -> Callable[[], Result]:
        """Begin a call.

        Returns:
            A function that waits for what the call returns, or raises as `call` does.

        Raises:
            Stopped: the pool was closed.
        """
        for _ in range(SHARED):
            try:
                pool = self._get_shared()
            except OSError:
                break
            try:
                future = self._submit(pool, work, arguments)
            except (BrokenProcessPool, EOFError, OSError):
                self._drop(pool)
            else:
                return partial(self._result, pool, future, work, arguments)
        return partial(self._result_alone, work, arguments)

    def _result(
        self, pool: ProcessPoolExecutor, future: Future[Result], work: Callable[..., Result], arguments: tuple
    ) -> Result:
        try:
            return _wait(future)
        except BrokenProcessPool:
            self._drop(pool)
        return self._result_alone(work, arguments)

    def _result_alone(self, work: Callable[..., Result], arguments: tuple) -> Result:
        with self._one_by_one:
            for _ in range(ALONE):
                try:
                    return _wait(forks.start_surely(partial(self._begin_alone, work, arguments)))
                except BrokenProcessPool:
                    continue
        raise WorkerKilled("its process was killed; is there enough memory? --jobs 1 takes the least")

    def _begin_alone(self, work: Callable[..., Result], arguments: tuple) -> Future[Result]:
        """Begin a call in a process of its own, which ends when it is done."""
        with self._changing:
            self._check_open()
            alone = self._alone = self._new(1)
        try:
            return self._submit(alone, work, arguments)
        finally:
            alone.shutdown(wait=False)

    def _submit(self, pool: ProcessPoolExecutor, work: Callable[..., Result], arguments: tuple) -> Future[Result]:
        """Begin a call in a pool.

        Raises:
            EOFError, OSError: a process could not be started.
        """
        try:
            with self._origin.starting():
                return pool.submit(work, *arguments)
        except BrokenProcessPool:
            raise
        except (EOFError, OSError):
            _kill(pool, cancel=False)  # those that did start; other work is told that they are gone
            raise
        except RuntimeError as problem:  # it was shut down since
            self._check_open()
            if short := shortage(problem):
                _kill(pool, cancel=False)
                raise OSError(errno.EAGAIN, short) from problem
            raise BrokenProcessPool("another thread has ended it") from problem

    def _get_shared(self) -> ProcessPoolExecutor:
        with self._changing:
            self._check_open()
            self._shared = self._shared or self._new(self._size)
            return self._shared

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        """Let the next call start other processes."""
        with self._changing:
            if self._shared is pool:
                self._shared = None

    def _check_open(self) -> None:
        if self._closed:
            raise Stopped

    def _new(self, size: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(size, self._origin.context(), _begin, (self._prepare,))

    def close(self) -> None:
        """Kill the processes; whoever waits for one of them is told that the pool was closed."""
        with self._changing:
            self._closed = True
            for pool in filter(None, (self._shared, self._alone)):
                _kill(pool, cancel=True)


def _kill(pool: ProcessPoolExecutor, cancel: bool) -> None:
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=cancel)
    for process in processes:
        process.kill()


def _wait(future: Future[Result]) -> Result:
    try:
        return future.result()
    except CancelledError:
        raise Stopped from None


def _begin(prepare: Callable[[], object]) -> None:
    """What a process does first. Ctrl-C is for its parent; when the parent is gone, so is this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a copy of its parent would do what the parent does then
    forks.end_with_parent()
    prepare()


def set_environment(variables: Mapping[str, str]) -> None:
    """Set variables of this process's environment."""
    os.environ.update(variables)


# Waits for the result of work as it was begun, which the second argument does; the first one begins it again.
Persist = Callable[[Callable[[], Callable[[], Result]], Callable[[], Result]], Result]


def once(_: object, first: Callable[[], Result]) -> Result:
    """Wait for a result, and leave it at that."""
    return first()


def _same(work: Callable[[], Result]) -> Callable[[], Result]:
    return work


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    prepare: Callable[[], object],
    persist: Persist = once,
) -> Generator[tuple[Item, Callable[[], Result]]]:
    """Do the same work on many items, in several copies of this process.

    Args:
        work: what to do; a function of a module, so that it can be sent to a process.
        items: taken one after the other, as they are needed.
        jobs: number of processes; with one, or with one item, this process does the work.
        prepare: what every process does before it begins, and this one too.
        persist: waits for a result; may begin the work again.

    Yields:
        Each item, in the order given, with a function that gives its result or raises what the work raised, or
        WorkerKilled (see `Pool.call`).
    """
    items = iter(items)
    first = list(islice(items, jobs))
    if not first:
        return
    prepare()  # a copy of this process then has done it already
    if len(first) == 1:
        for item in chain(first, items):
            here: Callable[[], Result] = partial(work, item)
            yield item, partial(persist, partial(_same, here), here)
        return
    pool = Pool(jobs, prepare, forks.THIS_PROCESS)
    waiting: deque[tuple[Item, Callable[[], Result]]] = deque()
    try:
        for item in chain(first, items):
            begin: Callable[[], Callable[[], Result]] = partial(pool.submit, work, item)
            waiting.append((item, partial(persist, begin, begin())))
            if len(waiting) >= WINDOW * jobs:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        pool.close()
