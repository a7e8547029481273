"""The date column of a corpus: cells to dates, and one line on what could not be read with certainty."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from onrecord.text.sources._bounded_lines import BoundedLines
from onrecord.text.sources.places import place_name
from onrecord.text.stated_dates import Order, orders, read_date, serial_day

SHOWN = 60  # characters of a cell in a line
ORDERS: dict[Order, str] = {
    "day": "is read with the day first, as the other dates of the file tell.",
    "month": "is read with the month first, as the other dates of the file tell.",
    "year": "is read with the year first, as the other dates of the file tell.",
}
NO_ORDER = "may have {} first; left out, like all such dates of the file. Write 2022-03-24."
SERIAL = "is read as a spreadsheet's number of a day, as all dates of the file are such numbers."
FURTHER = 10  # times as far from each other as another order has them are no dates of one file


class DateColumn:
    """Reads the dates of one file, row after row.

    A date all in figures ("03/04/2022", "24.03.22") can be read where all of the file can stand in one order only. Numbers
    of five figures are dates where the file has no others.
    """

    def __init__(self, cells: Callable[[], Iterable[str]], lines: BoundedLines) -> None:
        """Begin a file.

        Args:
            cells: gives all cells of the column anew; called once, where a cell alone does not tell its date.
            lines: takes what is to be said.
        """
        self._cells, self._lines = cells, lines
        self._looked = _Looked()

    def read(self, cell: str | None, place: str) -> str | None:
        """The date that a cell of the row at `place` states, as YYYY-MM-DD, YYYY-MM or YYYY; None where it states none."""
        if cell is None:
            return None
        if date := read_date(cell):
            return date
        if days := orders(cell):
            order = self._look().order
            told = ORDERS[order] if order else NO_ORDER.format(_either(days))
            self._state("orders", f"{place}: the date {_shown(cell)} {told}")
            return days.get(order) if order else None
        if (day := serial_day(cell)) and self._look().all_are_serial:
            self._state("serial", f"{place}: the date {_shown(cell)} {SERIAL}")
            return day
        self._lines.add(f"{place}: the date {_shown(cell)} cannot be read; left out. Write 2022-03-24.")
        return None

    def _look(self) -> _Looked:
        if not self._looked.is_over:
            self._looked.at(self._cells())
        return self._looked

    def _state(self, kind: str, line: str) -> None:
        if kind not in self._looked.stated:
            self._looked.stated.add(kind)
            self._lines.state(line)


class _Looked:
    """What all cells of a column tell together.

    Attributes:
        is_over: whether they have been looked at.
        order: of all dates that are all in figures; None where several would do, or none.
        all_are_serial: whether each cell is a spreadsheet's number of a day.
        stated: what has been said of them, by kind.
    """

    def __init__(self) -> None:
        self.is_over = False
        self.order: Order | None = None
        self.all_are_serial = True
        self.stated: set[str] = set()

    def at(self, cells: Iterable[str]) -> None:
        """Look at them, one at a time."""
        self.is_over = True
        spans: dict[Order, tuple[str, str]] | None = None  # the first and the last day in each order that is possible
        for cell in cells:
            self.all_are_serial = self.all_are_serial and serial_day(cell) is not None
            if days := orders(cell):
                before = {order: (day, day) for order, day in days.items()} if spans is None else spans
                spans = {
                    order: (min(days[order], first), max(days[order], last))
                    for order, (first, last) in before.items()
                    if order in days
                }
        possible = _likely(spans or {})
        self.order = possible[0] if len(possible) == 1 else None


def _likely(spans: dict[Order, tuple[str, str]]) -> list[Order]:
    """The orders that are possible, and where one of them has the year first, those whose days lie near each other.

    "24.03.22" and "31.03.22" are a week apart with the day first, and years with the year first.
    """
    length = {order: date.fromisoformat(last) - date.fromisoformat(first) for order, (first, last) in spans.items()}
    year_last = [length[order] for order in length if order != "year"]
    if "year" in length and year_last:
        if length["year"] > FURTHER * max(year_last):
            del length["year"]
        elif min(year_last) > FURTHER * length["year"]:
            return ["year"]
    return list(length)


def _either(days: dict[Order, str]) -> str:
    *others, last = (f"the {order}" for order in days)
    return f"{', '.join(others)} or {last}" if others else last


def _shown(cell: str) -> str:
    return f"“{place_name(cell[:SHOWN])}”"
