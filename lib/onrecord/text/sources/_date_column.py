"""The date column of a corpus: cells to dates, and one line on what could not be read with certainty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onrecord.text.article import SourceNote
from onrecord.text.sources.places import place_name
from onrecord.text.stated_dates import orders, read_date

MOST_LINES = 3  # on dates that cannot be read; the others are counted
SHOWN = 60  # characters of a cell in a line
ORDERS = {
    True: "is read with the day first, as every date of the file must be that has a number over 12.",
    False: "is read with the month first, as every date of the file must be that has a number over 12.",
    None: "may have the day or the month first; left out, like all such dates of the file. Write 2022-03-24.",
}


class DateColumn:
    """Reads the dates of one file, row after row.

    A date all in figures ("03/04/2022") can be read where every other one of the file has the same order, and one of
    them a day over 12.
    """

    def __init__(self, place: str, cells: Callable[[], Iterable[str]]) -> None:
        """Begin a file.

        Args:
            place: what a line calls the file.
            cells: gives all cells of the column anew; called once, where a date may have two orders.
        """
        self._place, self._cells = place, cells
        self._looked = False
        self._day_first: bool | None = None  # None: not known
        self._lines: list[str] = []
        self._unread = 0

    def read(self, cell: str | None, place: str) -> str | None:
        """The date that a cell of the row at `place` states, as YYYY-MM-DD, YYYY-MM or YYYY; None where it states none."""
        if cell is None:
            return None
        if date := read_date(cell):
            return date
        if days := orders(cell):
            return self._in_order(days, cell, place)
        self._unread += 1
        if self._unread <= MOST_LINES:
            self._lines.append(f"{place}: the date {_shown(cell)} cannot be read; left out. Write 2022-03-24.")
        return None

    def lines(self) -> Iterator[SourceNote]:
        """What is to be said of the cells read since the last call."""
        lines, self._lines = self._lines, []
        return map(SourceNote, lines)

    def last_line(self) -> Iterator[SourceNote]:
        """How many dates more could not be read, after the last row."""
        if (more := self._unread - MOST_LINES) > 0:
            yield SourceNote(f"{self._place}: {more:,} more dates cannot be read; left out.")

    def _in_order(self, days: dict[bool, str], cell: str, place: str) -> str | None:
        if not self._looked:
            self._looked = True
            told = {next(iter(only)) for only in map(orders, self._cells()) if len(only) == 1}
            self._day_first = told.pop() if len(told) == 1 else None
            self._lines.append(f"{place}: the date {_shown(cell)} {ORDERS[self._day_first]}")
        return None if self._day_first is None else days[self._day_first]


def _shown(cell: str) -> str:
    return f"“{place_name(cell[:SHOWN])}”"
