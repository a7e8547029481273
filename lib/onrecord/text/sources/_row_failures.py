"""Row failures: the first few rows of a file with the same fault are named one by one, the others in one line together."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.text.article import SourceError
from onrecord.text.sources._rows import RowPlace

MOST_LINES = 5  # on rows of one file with the same fault
MOST_KINDS = 20  # of faults of one file that are told apart
OTHERS = "other faults"
_DETAILS = re.compile(r"\([^()]*\)|“[^“”]*”|\d+")  # in which two faults of a kind may differ


@dataclass
class _Kind:
    """Rows with the same fault: how many were named, and those that were only counted."""

    n_named: int = 0
    n_more: int = 0
    first: SourceError | None = None
    first_row: str = ""
    last_row: str = ""


class RowFailures:
    """Passes on what is wrong with rows, and in memory keeps little of it.

    Args:
        report: called with each error that is passed on.
    """

    def __init__(self, report: Callable[[SourceError], None]) -> None:
        self._report = report
        self._file = ""
        self._kinds: dict[str, _Kind] = {}

    def go_to(self, place: object) -> None:
        """Say that what comes next is of this place, so that the rows of another file are over."""
        file = place.file if isinstance(place, RowPlace) else ""
        if file != self._file:
            self.end()
            self._file = file

    def add(self, place: object, problem: SourceError) -> None:
        """Pass on what is wrong with a place, or count it."""
        if not isinstance(place, RowPlace):
            self._report(problem)
            return
        fault = _DETAILS.sub("", str(problem).removeprefix(f"{place}: "))
        kind = self._kinds.setdefault(
            fault if len(self._kinds) < MOST_KINDS or fault in self._kinds else OTHERS, _Kind()
        )
        if kind.n_named < MOST_LINES:
            kind.n_named += 1
            self._report(problem)
            return
        if not kind.n_more:
            # Its traceback would hold the row.
            kind.first, kind.first_row = SourceError(str(problem)), place.row
        kind.n_more, kind.last_row = kind.n_more + 1, place.row

    def end(self) -> None:
        """Pass on what was only counted: the rows of the file are over."""
        kinds, self._kinds = self._kinds, {}
        for fault, kind in kinds.items():
            if kind.first:
                self._report(kind.first if kind.n_more == 1 else _together(self._file, kind, fault == OTHERS))


def _together(file: str, kind: _Kind, differ: bool) -> SourceError:
    told = str(kind.first).removeprefix(f"{RowPlace(file, kind.first_row)}: ")
    if differ:
        told = "cannot be read for other reasons; left out."
    place = f"{file}, {kind.first_row} to {kind.last_row.split()[-1]}"
    return SourceError(f"{place}: {kind.n_more:,} more such rows: {told}", n_rows=kind.n_more, like=f"{place}: {told}")
