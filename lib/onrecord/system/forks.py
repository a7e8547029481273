"""Forks: processes that start from one preloaded process in milliseconds, where the platform can fork.

The preloaded process is `multiprocessing`'s fork server. It is started at the first use and ends with this process.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import NamedTuple

_starting = threading.Lock()


def available() -> bool:
    """Whether processes can be forked here. On macOS they can, but Apple's frameworks crash after a fork."""
    return "forkserver" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


# Settings of libraries that would start threads when they are imported; a fork does not copy threads.
SINGLE = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
PRELOADED: list[str] = []  # names of the modules that the preloaded process imports; whoever starts processes adds his
QUIET = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}  # the debugger that comes with a kernel warns on stderr


@cache
def context() -> BaseContext:
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


def _copies() -> BaseContext:
    """The context for copies of this process; for ordinary processes where only Linux could copy it safely."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else None)


@contextmanager
def without_main() -> Iterator[None]:
    """Keep new processes from running the caller's script once more, as `multiprocessing` would have them do.

    Only functions of importable modules are called in them.
    """
    with _starting:
        main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


class Origin(NamedTuple):
    """Where processes come from: their context, and what is in force while one is started."""

    context: Callable[[], BaseContext]
    starting: Callable[[], AbstractContextManager[None]]


PRELOADED_PROCESS = Origin(context, without_main)
THIS_PROCESS = Origin(_copies, nullcontext)  # copies share what it has loaded, its script too


def start(function: Callable[..., object], *arguments: object) -> BaseProcess:
    """Start a process that calls a function of an importable module.

    Returns:
        The process; it is no daemon, so it may have children.
    """
    process: BaseProcess = context().Process(target=function, args=arguments)  # type: ignore[attr-defined]  # each context has it
    with without_main():
        process.start()
    return process


def end_with_parent() -> None:
    """Let this process end at once when the one that asked for it is gone, even where that one was killed."""

    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True, name="onrecord-parent").start()
