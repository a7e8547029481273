"""Progress: how far a command is, in a line that is written over on a terminal, now and then in one that stays elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

from onrecord.cli.messages import mute, width
from onrecord.pages.wording import count, plain, plural
from onrecord.runs.results import Runs, RunStatus
from onrecord.tables.tabulation import TabulationStatus

CLEAR = "\r\x1b[K"
PAUSE_BETWEEN_LINES = 10.0  # seconds, at least, between two lines that stay
PAUSE_ON_TERMINAL = 0.1  # seconds, at least, until a line is written over


class Progress:
    """Writes lines to a stream, among them how far the command is.

    On a terminal that is the last line, written over again and again; elsewhere it is a line for itself every ten
    seconds.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._written = time.monotonic() - (PAUSE_ON_TERMINAL if self._live else 0)

    def update(self, words: str, now: str) -> None:
        """Show how far the command is, in words, and on a terminal what is going on now; no faster than it is read."""
        if time.monotonic() - self._written < (PAUSE_ON_TERMINAL if self._live else PAUSE_BETWEEN_LINES):
            return
        self._written = time.monotonic()
        if self._live:
            self._write(CLEAR + plain(f"{words} · now: {now}")[: width() - 1])
        else:
            self.line(words)

    def line(self, text: str) -> None:
        """Write a line that stays."""
        self.clear()
        self._write(text + "\n")

    def clear(self) -> None:
        """Take the line away that was written over."""
        if self._live:
            self._write(CLEAR)

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:  # who read it is gone, or its disk is full, and the work goes on
            mute(self._stream)


def notebooks_in_words(status: RunStatus) -> str:
    """How many notebooks are done and failed, and the time left."""
    if not status.total:
        return "no notebook has begun yet"
    failed = f", {status.failed} failed" if status.failed else ""
    left = "" if status.seconds_left is None else f", {_time(status.seconds_left)} left"
    more = "" if status.all_read else " or more"
    noun = plural(status.total if status.all_read else 2, "notebook")
    return f"{status.done} of {status.total}{more} {noun} done{failed}{left}"


def run_in_words(result: Runs, seconds: float) -> str:
    """What a call of `run` did: how many articles and notebooks, how many of them were done before or failed, how long.

    Args:
        result: of the call.
        seconds: that it took.
    """
    notebooks = [*(notebook for run in result.runs for notebook in run.notebooks), *result.across]
    done = [notebook for notebook in notebooks if not notebook.error]
    now, failed = sum(notebook.fresh for notebook in done), len(notebooks) - len(done)
    parts = [
        *([f"{count(now, 'notebook')} done"] if now else []),
        *([f"{count(len(done) - now, 'notebook')} done before"] if len(done) > now else []),
        *([f"{count(failed, 'notebook')} failed"] if failed else []),
    ]
    took = _time(seconds).removeprefix("about ")
    return f"{count(len(result.runs), 'article')}, {', '.join(parts) or 'no notebooks'}, in {took}"


def articles_in_words(status: TabulationStatus, total: int) -> str:
    """How many articles are done and failed, how fast that goes, and the time left.

    Args:
        status: of a call of `tabulate`.
        total: the number of articles that can be read.
    """
    failed = f", {status.failed} failed" if status.failed else ""
    rate = "" if status.per_second is None else f", {_round(status.per_second)} a second"
    open_ = total - status.done - status.failed
    left = f", {_time(open_ / status.per_second)} left" if status.per_second and open_ > 0 else ""
    return f"{status.done} of {total} {plural(total, 'article')} done{failed}{rate}{left}"


def _round(number: float) -> str:
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}"


def _time(seconds: float) -> str:
    if seconds < 60:
        return f"about {max(1, round(seconds))} s"
    if seconds < 3600:
        return f"about {round(seconds / 60)} min"
    return f"about {seconds / 3600:.1f} h"
