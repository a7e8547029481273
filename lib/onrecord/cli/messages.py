"""Messages: lines on stderr, and what a command says when it is stopped."""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn, TextIO, cast

from onrecord.cli.progress import aside
from onrecord.system.text_lines import one_line

LONGEST = 6_000  # characters of a line; of a longer one half is kept
NOT_TRIED_AGAIN = "what failed before was not tried again; --retry-failed does that"


def complain(problem: str, code: int) -> int:
    """Write a problem as one line to stderr.

    Returns:
        The exit code that was given.
    """
    if sys.stderr is not None:
        with suppress(OSError), aside():  # nobody reads it, or its disk is full: the exit code says it still
            print(f"onrecord: {one_line(problem, LONGEST)}", file=sys.stderr, flush=True)
    return code


def say(text: str, end: str = "\n") -> None:
    """Write lines to stdout, at once."""
    with aside():
        print(text, end=end, flush=True)


def say_if_heard(text: str) -> None:
    """Write lines to stdout, at once; where who read it is gone, or its disk is full, the work goes on."""
    try:
        say(text)
    except OSError:
        mute(sys.stdout)


def mute(stream: TextIO) -> None:
    """Send what is written to a stream of this process nowhere from now on."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class _Named:
    """A stream whose errors say that they are of it: a full disk is that of the output, and of no folder."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with self._telling():
            return self._stream.write(text)

    def flush(self) -> None:
        with self._telling():
            self._stream.flush()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as problem:
            mute(self._stream)
            raise OSError(problem.errno, problem.strerror, "standard output") from problem


@contextmanager
def named_output() -> Iterator[None]:
    """Let an error in writing to standard output say that it is of it."""
    before = sys.stdout
    if isinstance(before, io.TextIOWrapper):
        sys.stdout = cast(TextIO, _Named(before))
    try:
        yield
    finally:
        sys.stdout = before


def width() -> int:
    """The number of characters in a line of the terminal."""
    return shutil.get_terminal_size((88, 24)).columns


# --- stopping --------------------------------------------------------------------------------------------------


class Terminated(KeyboardInterrupt):
    """The process was asked to end (SIGTERM): what Ctrl-C does, with another exit code."""


def end_on_sigterm() -> None:
    """Let SIGTERM raise `Terminated` from now on."""
    signal.signal(signal.SIGTERM, _terminate)


def _terminate(*_: object) -> NoReturn:
    raise Terminated


def report_stop(stop: KeyboardInterrupt, fresh: bool | None) -> int:
    """Write how to go on after Ctrl-C or SIGTERM.

    Args:
        stop: what was raised.
        fresh: whether the command was to do everything again; None for a command that keeps nothing.

    Returns:
        The exit code.
    """
    if fresh is None:
        return complain("stopped", code=130)
    how = "without --fresh the same command" if fresh else "the same command"
    code = 143 if isinstance(stop, Terminated) else 130
    return complain(f"stopped; what is done is kept, and {how} does the rest", code)
