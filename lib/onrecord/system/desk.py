"""Desk: processes that analyse articles and write their pages, beside the kernels; one that is killed costs its time."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

from onrecord.system import forks

ALONE = 2  # more attempts at work whose process was killed: by itself, or by what was done beside it


class Stopped(Exception):
    """The run is being stopped; what is not done is left for the next one."""


class Desk:
    """Processes that analyse articles and write their pages, beside the kernels."""

    def __init__(self, size: int, environment: Mapping[str, str]) -> None:
        self._size, self._environment = size, dict(environment)
        self._changing, self._one_by_one = threading.Lock(), threading.Lock()
        self._closed = False
        self._pool: ProcessPoolExecutor | None = None
        self._alone: ProcessPoolExecutor | None = None

    def do(self, work: Callable, *arguments: object):
        """Call a function in one of the processes; where that is killed, once more and again, in a process of its own.

        When one of the processes is killed, all of them end, and nothing tells whose work it was. So what was done
        then is done again alone, one after the other: what kills its process every time costs nobody else's work.

        Raises:
            RuntimeError: the process was killed each time.
            Exception: what the function raised.
        """
        try:
            return self._result(self._shared, work, arguments)
        except BrokenProcessPool:
            pass
        with self._one_by_one:
            for _ in range(ALONE):
                try:
                    return self._result(self._own, work, arguments)
                except BrokenProcessPool:
                    continue
        raise RuntimeError("its process was killed; is there enough memory?")

    def _result(self, pool: Callable[[], ProcessPoolExecutor], work: Callable, arguments: tuple):
        with self._changing:
            if self._closed:
                raise Stopped
            used = pool()
        try:
            with forks.without_main():
                future = used.submit(work, *arguments)
            return future.result()
        except CancelledError:
            raise Stopped from None
        except BrokenProcessPool:
            with self._changing:
                if self._pool is used:
                    self._pool = None
            raise
        finally:
            if used is self._alone:
                used.shutdown(wait=False)

    def _shared(self) -> ProcessPoolExecutor:
        self._pool = self._pool or self._new(self._size)
        return self._pool

    def _own(self) -> ProcessPoolExecutor:
        self._alone = self._new(1)
        return self._alone

    def _new(self, size: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(size, forks.context(), _begin_desk, (self._environment,))

    def close(self) -> None:
        with self._changing:
            self._closed = True
            for pool in filter(None, (self._pool, self._alone)):
                processes = list((pool._processes or {}).values())
                pool.shutdown(wait=False, cancel_futures=True)
                for process in processes:
                    process.kill()


def _begin_desk(environment: Mapping[str, str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends this process
    forks.end_with_parent()
    os.environ.update(environment)
