"""The date column of a corpus: cells to dates, and one line on what could not be read with certainty."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from onrecord.text.sources._bounded_lines import BoundedLines
from onrecord.text.sources.places import place_name
from onrecord.text.stated_dates import orders, read_date

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

    def __init__(self, cells: Callable[[], Iterable[str]], lines: BoundedLines) -> None:
        """Begin a file.

        Args:
            cells: gives all cells of the column anew; called once, where a date may have two orders.
            lines: takes what is to be said.
        """
        self._cells, self._lines = cells, lines
        self._looked = False
        self._day_first: bool | None = None  # None: not known

    def read(self, cell: str | None, place: str) -> str | None:
        """The date that a cell of the row at `place` states, as YYYY-MM-DD, YYYY-MM or YYYY; None where it states none."""
        if cell is None:
            return None
        if date := read_date(cell):
            return date
        if days := orders(cell):
            return self._in_order(days, cell, place)
        self._lines.add(f"{place}: the date {_shown(cell)} cannot be read; left out. Write 2022-03-24.")
        return None

    def _in_order(self, days: dict[bool, str], cell: str, place: str) -> str | None:
        if not self._looked:
            self._looked = True
            told = {next(iter(only)) for only in map(orders, self._cells()) if len(only) == 1}
            self._day_first = told.pop() if len(told) == 1 else None
            self._lines.state(f"{place}: the date {_shown(cell)} {ORDERS[self._day_first]}")
        return None if self._day_first is None else days[self._day_first]


def _shown(cell: str) -> str:
    return f"“{place_name(cell[:SHOWN])}”"
