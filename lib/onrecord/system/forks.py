"""Forks: processes that start from one preloaded process in milliseconds, where the platform can fork.

The preloaded process is `multiprocessing`'s fork server. It is started at the first use and ends with this process. Where
it is killed, its forks end, for nothing tells any more what becomes of them, and another one is started at the next use.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from multiprocessing import util
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import NamedTuple, TypeVar

from onrecord.system.scratch import scratch
from onrecord.system.shortages import DISK, MEMORY, in_words
from onrecord.system.wrong_calls import WrongCall

Started = TypeVar("Started")

# Seconds to wait each time before a start is tried again; together they are longer than a server that dies takes for it.
PAUSES = (0.05, 0.2, 0.5, 1.0)
LOOK_AGAIN = 0.2  # seconds until a fork looks again whether the process that it comes from is still there
LOST = (
    255  # exit code that `multiprocessing` gives to forks whose server was killed: nobody can tell what became of them
)

_starting = threading.Lock()
_forker: int | None = None  # the process that forked this one; in that one, itself


def _about_to_fork() -> None:
    global _forker
    _forker = os.getpid()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_about_to_fork)


def load_after_first_fork(load: Callable[[], object]) -> None:
    """Let the preloaded process load more as soon as it has been forked once, while that first fork works.

    It is loaded in a thread, and each later fork waits for that: a fork copies no thread, and would find locks held.

    Args:
        load: called once, in the process that calls this one, never in a fork of it.
    """
    loader, server = threading.Thread(target=load, name="onrecord-preload"), os.getpid()

    def begin() -> None:
        if os.getpid() == server and not loader.ident:
            loader.start()

    def wait() -> None:
        if os.getpid() == server and loader.ident:
            loader.join()

    os.register_at_fork(before=wait, after_in_parent=begin)


class NoProcess(WrongCall):
    """The system starts no more processes; the message says what to lower."""


def available() -> bool:
    """Whether processes can be forked here. On macOS they can, but Apple's frameworks crash after a fork."""
    return "forkserver" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


# Names of the modules that the preloaded process imports; whoever starts processes adds his.
PRELOADED = ["onrecord.system.preloading", __name__]


@cache
def context() -> BaseContext:
    """The context for new processes: forks of the preloaded process, or ordinary ones where there are none."""
    if not available():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload(PRELOADED)
    with without_main(), _in_scratch():
        util.get_temp_dir()  # where its socket goes
        forkserver.ensure_running()
    return multiprocessing.get_context("forkserver")


@contextmanager
def _in_scratch() -> Iterator[None]:
    """Let new temporary folders be made in ours, which goes where this process is killed, too."""
    before, tempfile.tempdir = tempfile.tempdir, str(scratch())
    try:
        yield
    finally:
        tempfile.tempdir = before


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

    Raises:
        NoProcess: none can be started.
    """

    def start_one() -> BaseProcess:
        process: BaseProcess = context().Process(target=function, args=arguments)  # type: ignore[attr-defined]  # each context has it
        with without_main():
            process.start()
        return process

    return start_surely(start_one)


def start_surely(start: Callable[[], Started]) -> Started:
    """Start something, and try that again where it fails: the server may have been killed just now.

    Args:
        start: raises EOFError or OSError where it fails.

    Raises:
        NoProcess: it failed each time.
    """
    for pause in PAUSES:
        try:
            return start()
        except (EOFError, OSError):
            time.sleep(pause)
    try:
        return start()
    except (EOFError, OSError) as problem:
        reason = (
            f"the one that it is copied from was killed each time; {MEMORY}"
            if isinstance(problem, EOFError)
            else in_words(problem)
        )
        raise NoProcess(f"no process can be started: {reason}{_shared_memory(problem)}") from problem


def _shared_memory(problem: BaseException) -> str:
    """What to do where the system gives processes nothing to share."""
    refused = isinstance(problem, OSError) and problem.errno in DISK and not problem.filename
    return ". Processes share /dev/shm: it must be writable" if refused and sys.platform == "linux" else ""


def end_with_parent() -> None:
    """Let this process end at once when the one that asked for it is gone, or the one that it was forked from.

    However those ended. Who asked for a process is told that it has ended when its server has: so it must, before its work
    is done again.
    """
    parent = multiprocessing.parent_process()
    forker = _forker if _forker != os.getpid() else None

    def watch() -> None:
        while parent is not None and parent.is_alive() and (forker is None or os.getppid() == forker):
            parent.join(LOOK_AGAIN)
        if parent is not None:
            os._exit(1)

    threading.Thread(target=watch, daemon=True, name="onrecord-parent").start()
