"""Progress: how far a run is, in a line that is written over on a terminal, now and then in one that stays elsewhere."""

from __future__ import annotations

import shutil
import time
from typing import TextIO

from onrecord.rerun import Status
from onrecord.summary import plain

CLEAR = "\r\x1b[K"
EVERY = 10.0  # seconds, at least, between two lines that stay


class Progress:
    """Writes lines to a stream, among them how far the run is.

    On a terminal that is the last line, written over again and again; elsewhere it is a line of its own every ten
    seconds.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._told = time.monotonic()

    def update(self, status: Status) -> None:
        """Show how far the run is; where no terminal is, every ten seconds only."""
        if self._live:
            width = shutil.get_terminal_size((88, 24)).columns
            line = plain(f"{in_words(status)} · now: {', '.join(status.running) or 'reading and writing'}")
            self._stream.write(CLEAR + line[: width - 1])
            self._stream.flush()
        elif time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            self.line(in_words(status))

    def line(self, text: str) -> None:
        """Write a line that stays."""
        self.clear()
        self._stream.write(text + "\n")
        self._stream.flush()

    def clear(self) -> None:
        """Take the line away that was written over."""
        if self._live:
            self._stream.write(CLEAR)
            self._stream.flush()


def in_words(status: Status) -> str:
    """How many notebooks are done and failed, and the time left."""
    failed = f", {status.failed} failed" if status.failed else ""
    left = "" if status.seconds_left is None else f", {_time(status.seconds_left)} left"
    more = "" if status.all_read else " or more"
    return f"{status.done} of {status.total}{more} notebooks done{failed}{left}"


def _time(seconds: float) -> str:
    if seconds < 60:
        return f"about {max(1, round(seconds))} s"
    if seconds < 3600:
        return f"about {round(seconds / 60)} min"
    return f"about {seconds / 3600:.1f} h"
