"""Progress: one line that says what a command is doing, how far it is and how long that takes; the same for all commands.

Commands say what they do (`onrecord.system.steps`), and nothing of how it is shown. On a terminal the line is written over,
and gone in the end; elsewhere a line is written now and then, less often the longer it takes. It goes to stderr. A thread
writes it, so that it goes on while the command waits or computes.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import TextIO, TypeVar

from onrecord.system.steps import HowFar, heard_by
from onrecord.system.text_lines import one_line

TICK = 0.2  # seconds until the line of a terminal is written over
FIRST = 1.0  # seconds until it is shown: many commands are over before
FIRST_LINE = 30.0  # seconds until a line is written elsewhere
LATER_LINES = 1.5  # the next one comes when the command has taken so many times as long
WORTH_TELLING = 2.0  # seconds after which it is told how long a step has taken
USUAL_WIDTH = 80  # columns, where the terminal does not say it
STEADY = 10.0  # seconds in which the time left follows a new estimate

Ended = TypeVar("Ended")
_shown: Progress | None = None  # what writes to the terminal of this process


class Progress:
    """Shows what a command is doing, on a stream.

    Args:
        stream: where to; None shows nothing.
        now: what is going on at first.
    """

    def __init__(self, stream: TextIO | None, now: str = "loading the program") -> None:
        self._stream = stream
        self._live = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._began = self._since = self._estimated = time.monotonic()
        self._due = self._began + (FIRST if self._live else FIRST_LINE)
        self._now = now
        self._far: HowFar | None = None
        self._end: float | None = None  # when the command will be over, as far as is known
        self._line, self._on_screen = "", 0  # what is written over, and its columns
        self._writing, self._over = threading.RLock(), threading.Event()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Show what this process does, until the block is left."""
        global _shown
        thread = threading.Thread(target=self._run, name="onrecord-progress", daemon=True)
        try:
            _shown = self
            with heard_by(self.hear):
                if self._stream is not None:
                    thread.start()
                yield
        finally:
            _shown = None
            self._over.set()
            self.clear()

    def _run(self) -> None:
        while not self._over.wait(TICK):
            self.show()

    def hear(self, now: str, far: HowFar | None) -> None:
        """Take note of what is done from now on, and how far it is."""
        if now != self._now:
            self._now, self._since = now, time.monotonic()
        if far is not None:
            if self._far is None or far.noun != self._far.noun:
                self._end = None
            self._far = far
            if far.seconds_left is not None:
                self._expect(far.seconds_left)

    def _expect(self, seconds_left: float) -> None:
        """Move the end towards a new estimate; at once only the first time, so that the time left does not jump about."""
        at = time.monotonic()
        new = at + seconds_left
        share = min(1.0, (at - self._estimated) / STEADY)
        self._end = new if self._end is None else self._end + share * (new - self._end)
        self._estimated = at

    def show(self) -> None:
        """Write the line, if it is time to."""
        at = time.monotonic()
        if at < self._due:
            return
        with self._writing:
            if self._over.is_set():
                return
            if self._live:
                self._write_over(self.words())
            else:
                self._due = self._began + LATER_LINES * max(FIRST_LINE, at - self._began)
                self._write(f"onrecord: {self.words()}\n")

    def words(self) -> str:
        """What is going on, in a line."""
        at, far, end = time.monotonic(), self._far, self._end  # once: another thread may change them meanwhile
        took = f", {time_in_words(at - self._since)}" if at - self._since > WORTH_TELLING else ""
        now = one_line(self._now) + took
        if far is None or (far.total == 1 and not far.more) or not (far.total or far.done):
            return now  # a count would say nothing
        # Where it takes longer than was expected, nobody knows how long.
        left = None if end is None or end <= at or is_over(far) else end - at
        return f"{in_words(far, left)}; {now}"

    def clear(self) -> None:
        """Take the line away."""
        with self._writing:
            if self._on_screen:
                self._write("\r" + " " * self._on_screen + "\r")
                self._line, self._on_screen = "", 0

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the line away while something else is written."""
        with self._writing:
            self.clear()
            yield

    def _write_over(self, line: str) -> None:
        line, columns = _cut(line, self._width() - 1)
        if line != self._line:
            self._write("\r" + line + " " * (self._on_screen - columns))
            self._line, self._on_screen = line, columns

    def _width(self) -> int:
        with suppress(OSError, ValueError):
            return os.get_terminal_size(self._stream.fileno()).columns or USUAL_WIDTH  # type: ignore[union-attr]
        return USUAL_WIDTH

    def _write(self, text: str) -> None:
        assert self._stream is not None
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):  # who read it is gone, or its disk is full, and the work goes on
            self._over.set()


def shown(work: Callable[..., Ended], *arguments: object) -> Ended:
    """Do work that is no command, and show meanwhile what it does."""
    with Progress(sys.stderr).running():
        return work(*arguments)


def aside() -> AbstractContextManager[None]:
    """Take the line of this process away while something else is written."""
    return _shown.aside() if _shown else nullcontext()


def is_over(far: HowFar) -> bool:
    """Whether all is done."""
    return far.total is not None and far.done + far.failed >= far.total


def in_words(far: HowFar, seconds_left: float | None = None) -> str:
    """How many are done and failed, how fast that goes, and the time left: "3 of 40 notebooks done, about 1 min left"."""
    known = far.total is not None and far.done + far.failed <= far.total  # a folder may have grown meanwhile
    of = f" of {far.total:,}{' or more' if far.more else ''}" if known else ""
    number = far.total if known and not far.more else far.done if not known else 2
    noun = far.noun if number == 1 else f"{far.noun}s"
    failed = f", {far.failed:,} failed" if far.failed else ""
    rate = f", {_round(far.per_second)} a second" if far.per_second else ""
    left = f", about {time_in_words(_rough(seconds_left))} left" if seconds_left is not None else ""
    return f"{far.done:,}{of} {noun} done{failed}{rate}{left}"


def _round(number: float) -> str:
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}"


def _rough(seconds: float) -> float:
    """A time as exactly as it can be foretold."""
    return 5 * round(seconds / 5) if seconds > 10 else max(1, seconds)


def time_in_words(seconds: float) -> str:
    """A time in words: "8 s", "12 min", "1.9 h"."""
    if seconds < 59.5:
        return f"{max(1, round(seconds))} s"
    if seconds < 59.5 * 60:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"


def _cut(line: str, columns: int) -> tuple[str, int]:
    """As much of a line as has room, and how many columns that takes."""
    taken = 0
    for at, character in enumerate(line):
        wide = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if taken + wide > columns:
            return line[:at], taken
        taken += wide
    return line, taken
