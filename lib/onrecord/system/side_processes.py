"""Side processes: work on what may hang or crash, in a process of its own whose time and memory are bounded."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from onrecord.system import forks

ITEM, PROBLEM, END = "item", "problem", "end"


class Limits(NamedTuple):
    """What a side process may take.

    Attributes:
        silent: seconds until its next item.
        whole: seconds that are waited for it in all.
        memory: bytes; where the system can bound them.
    """

    silent: float
    whole: float
    memory: int


class SideProcessEnded(Exception):
    """A side process that was ended because it took too long, or that broke down."""

    def __init__(self, too_long: bool) -> None:
        super().__init__(f"it {'took too long' if too_long else 'broke down'}")
        self.too_long = too_long


def each_of(work: Callable[..., Iterator[object]], *arguments: object, limits: Limits) -> Iterator[object]:
    """What a generator yields in a side process, which is ended with the iteration.

    Args:
        work: a generator function of an importable module; what it takes, yields and raises can be pickled.

    Raises:
        SideProcessEnded: it took too long, ran out of memory or crashed.
        NoProcess: no process can be started.
        Exception: what the generator raised.
    """
    receiving, sending = forks.context().Pipe(duplex=False)
    process = forks.start(_work, sending, limits.memory, work, arguments)
    sending.close()
    waited = 0.0
    try:
        while True:
            start = time.monotonic()
            there = receiving.poll(min(limits.silent, limits.whole - waited))
            waited += time.monotonic() - start
            if not there:
                raise SideProcessEnded(too_long=True)
            kind, value = receiving.recv()
            if kind == END:
                return
            if kind == PROBLEM:
                raise value
            yield value
    except (EOFError, ConnectionError):
        raise SideProcessEnded(too_long=False) from None
    finally:
        process.kill()
        process.join()
        receiving.close()


def _work(sending: Connection, memory: int, work: Callable[..., Iterator[object]], arguments: tuple) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked
    forks.end_with_parent()
    _bound(memory)
    try:
        for item in work(*arguments):
            sending.send((ITEM, item))
    except Exception as problem:
        problem.__cause__ = problem.__context__ = None
        sending.send((PROBLEM, problem.with_traceback(None)))
    else:
        sending.send((END, None))


def _bound(memory: int) -> None:
    """Let this process have no more memory than this, besides what it has; Windows has no such bound."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = memory + _held()
    resource.setrlimit(resource.RLIMIT_DATA, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def _held() -> int:
    """Bytes that this process has for itself: as a fork it has all that was preloaded. 0 where the system does not say it."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[5]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
