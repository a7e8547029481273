"""Desk: processes that analyse articles and write their pages, beside the kernels; one that is killed costs its time."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

from onrecord import forks

ATTEMPTS = 3  # at work whose process was killed: by itself, or by what was done beside it


class Stopped(Exception):
    """The run is being stopped; what is not done is left for the next one."""


class Desk:
    """Processes that analyse articles and write their pages, beside the kernels."""

    def __init__(self, size: int, environment: Mapping[str, str]) -> None:
        self._size, self._environment = size, dict(environment)
        self._changing = threading.Lock()
        self._closed = False
        self._pool: ProcessPoolExecutor | None = None

    def do(self, work: Callable, *arguments: object):
        """Call a function in one of the processes; once more, and again, where the process is killed.

        Raises:
            Exception: what the function raised.
        """
        for attempt in range(ATTEMPTS):
            with self._changing:
                if self._closed:
                    raise Stopped
                pool = self._pool = self._pool or ProcessPoolExecutor(
                    self._size, forks.context(), _begin_desk, (self._environment,)
                )
            try:
                with forks.without_main():
                    future = pool.submit(work, *arguments)
                return future.result()
            except CancelledError:
                raise Stopped from None
            except BrokenProcessPool:
                with self._changing:
                    if self._pool is pool:
                        self._pool = None
                if attempt == ATTEMPTS - 1:
                    raise RuntimeError("its process was killed; is there enough memory?") from None

    def close(self) -> None:
        with self._changing:
            self._closed = True
            if self._pool:
                processes = list((self._pool._processes or {}).values())
                self._pool.shutdown(wait=False, cancel_futures=True)
                for process in processes:
                    process.kill()


def _begin_desk(environment: Mapping[str, str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends this process
    forks.end_with_parent()
    os.environ.update(environment)
