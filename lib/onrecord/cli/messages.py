"""Messages: what failed, a line each on stderr, and what a command says when it is stopped."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from typing import TYPE_CHECKING, NoReturn, Protocol, TextIO

from onrecord.system.text_lines import one_line

if TYPE_CHECKING:
    from onrecord.text.article import Article

NOT_TRIED_AGAIN = "what failed before was not tried again; --retry-failed does that"


def complain(problem: str, code: int) -> int:
    """Write a problem as one line to stderr.

    Returns:
        The exit code that was given.
    """
    print(f"onrecord: {one_line(problem)}", file=sys.stderr, flush=True)
    return code


def mute(stream: TextIO) -> None:
    """Send what is written to a stream of this process nowhere from now on."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def width() -> int:
    """The number of characters in a line of the terminal."""
    return shutil.get_terminal_size((88, 24)).columns


class Clears(Protocol):
    """Something that writes over a line of the terminal, and can take it away."""

    def clear(self) -> None: ...


class Failures:
    """Writes what failed, a line each, to stderr, and counts."""

    def __init__(self, progress: Clears | None = None) -> None:
        self._progress = progress
        self.number = 0

    @property
    def code(self) -> int:
        """The exit code."""
        return 1 if self.number else 0

    def add(self, problem: object) -> None:
        """Write a failure."""
        self.number += 1
        if self._progress:
            self._progress.clear()
        complain(str(problem), code=1)

    def note(self, line: str) -> None:
        """Write a line on what is no failure."""
        if self._progress:
            self._progress.clear()
        complain(line, code=0)

    def add_article(self, article: Article, problem: object) -> None:
        """Write that an article could not be analysed, and why."""
        self.add(f"{article.source or article.article_id}: cannot be analysed ({problem}); leave it out or report it")


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
