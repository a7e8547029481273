"""Corrected: the corrections that a command is given, what is wrong with them, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.cli.messages import complain, say
from onrecord.corrections.lines import Corrections
from onrecord.corrections.reading import as_corrections
from onrecord.pages.wording import count

MOST_LINES = 20  # of each kind on stderr


def read_given(file: str | None) -> Corrections:
    """The corrections of a file, if one is given; a line on stderr for each of its lines that cannot be read.

    Raises:
        WrongCall: it is no sheet of corrections.
    """
    corrections = as_corrections(file)
    _complain_of(corrections.faults, "cannot be read; left out")
    return corrections


def report(n_changes: int, n_applied: int, misfits: Sequence[str], n_unread: int) -> None:
    """Say how many corrections were applied and not, `n_unread` lines that cannot be read among these, and name those that do not fit.

    The exit code does not change: the articles are all done, and what does not fit may fit others.
    """
    _complain_of(misfits, "do not fit")
    if n_changes or n_unread:
        unread = f", {n_unread} of them because they cannot be read" if n_unread else ""
        number = n_changes + n_unread
        say(f"{count(number, 'correction')}: {n_applied} applied, {number - n_applied} not{unread}")


def _complain_of(lines: Sequence[str], what: str) -> None:
    for line in lines[:MOST_LINES]:
        complain(line, code=0)
    if len(lines) > MOST_LINES:
        complain(f"{len(lines) - MOST_LINES:,} more lines of the corrections {what}", code=0)
