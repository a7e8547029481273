"""Progress: a line on the terminal that says how far a run is, and the same in words for a line that stays."""

from __future__ import annotations

import shutil
from typing import TextIO

from onrecord.rerun import Status
from onrecord.summary import plain

CLEAR = "\r\x1b[K"


class Progress:
    """Writes lines to a stream; on a terminal, a last line that is written over says what is being done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._status: Status | None = None

    def update(self, status: Status) -> None:
        """Take note of how far the run is, and show it on a terminal."""
        self._status = status
        if self._live:
            width = shutil.get_terminal_size((88, 24)).columns
            line = plain(f"{in_words(status)} · now: {', '.join(status.running) or 'reading and writing'}")
            self._stream.write(CLEAR + line[: width - 1])
            self._stream.flush()

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
    return f"{status.done} of {status.total} notebooks done{failed}{left}"


def _time(seconds: float) -> str:
    if seconds < 60:
        return f"about {max(1, round(seconds))} s"
    if seconds < 3600:
        return f"about {round(seconds / 60)} min"
    return f"about {seconds / 3600:.1f} h"
