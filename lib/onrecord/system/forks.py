"""Forks: processes that start from one preloaded process in milliseconds, where the platform can fork.

The preloaded process is `multiprocessing`'s fork server. It is started at the first use and ends with this process.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType

_starting = threading.Lock()


def available() -> bool:
    """Whether processes can be forked here. On macOS they can, but its own libraries do not bear it."""
    return "forkserver" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


# Settings of libraries that would start threads when they are imported; a fork does not copy threads.
SINGLE = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
PRELOADED = ["onrecord.runs.preloaded"]  # modules
QUIET = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}  # the debugger that comes with a kernel warns on stderr


@cache
def context():
    """The context for new processes: forks of the preloaded process, or ordinary ones where there are none."""
    if not available():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload(PRELOADED)
    before = dict(os.environ)
    os.environ.update(SINGLE | QUIET)
    try:
        with without_main():
            forkserver.ensure_running()
    finally:
        for name in SINGLE | QUIET:
            os.environ.pop(name)
            os.environ.update({name: before[name]} if name in before else {})
    return multiprocessing.get_context("forkserver")


@contextmanager
def without_main() -> Iterator[None]:
    """Keep new processes from running the caller's script once more, as `multiprocessing` would have them do.

    Only functions of this library are called in them.
    """
    with _starting:
        main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def start(function: Callable, *arguments: object):
    """Start a process that calls a function of this library.

    Returns:
        The `multiprocessing.Process`; it is no daemon, so it may have children of its own.
    """
    process = context().Process(target=function, args=arguments)
    with without_main():
        process.start()
    return process


def end_with_parent() -> None:
    """Let this process end at once when the one that asked for it is gone, even where that one was killed."""

    def watch() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="onrecord-parent").start()
