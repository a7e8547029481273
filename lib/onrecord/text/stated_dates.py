"""Stated dates: what the date column of a corpus says, whole or in part, in the usual ways to write one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from onrecord.text.dates import FIRST_YEAR, LAST_YEAR, MONTH, find_date, make_day, month_number

LONGEST = 200  # characters of a cell that is looked into; no date is as long
_CLOCK = r"[\d:]{4,8}(?: (?:[+-]\d{4}|[A-Z]{3,4}))?"

# Forms of a whole day, besides those of `find_date`, and which of their groups are year, month and day.
_DAYS = (
    (re.compile(r"(?<!\d)(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?!\d)"), (1, 3, 4)),
    (re.compile(r"^(\d{4})(\d\d)(\d\d)(?:T.*)?$"), (1, 2, 3)),
    (
        re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?: of |[ /.-]){MONTH},?[ /.-](\d{{4}})(?!\d)", re.IGNORECASE),
        (3, 2, 1),
    ),
    (re.compile(rf"\b{MONTH} +(\d{{1,2}}),? {_CLOCK} (\d{{4}})(?!\d)", re.IGNORECASE), (3, 1, 2)),
)
# Forms of a month and of a year, and which of their groups are year and month.
_PARTS = (
    (re.compile(rf"{MONTH},? ?(?:of )?(\d{{4}})", re.IGNORECASE), (2, 1)),
    (re.compile(r"(\d{4})[/.-](\d{1,2})"), (1, 2)),
    (re.compile(r"(\d{1,2})[/.-](\d{4})"), (2, 1)),
    (re.compile(r"(\d{4})"), (1, None)),
)
WHOLE = re.compile(r"^(\d+)\.0+$")  # a whole number, as tables write it where a column has gaps
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_STAMP = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})|(\d{15,16})|(\d{18,19})")  # since 1970, in s, ms, µs, ns
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_date(stated: str) -> str | None:
    """Read the date that a cell states.

    Args:
        stated: a cell, such as "2022-03-24T10:15:00Z", "Thu, 24 Mar 2022 10:15:00 GMT", "March 24, 2022", "24/03/2022",
            "March 2022", "2022" or "1648116900" (seconds, or thousandths of them and so on, since 1970).

    Returns:
        YYYY-MM-DD, YYYY-MM or YYYY, as much as is stated; None where no date can be read with certainty, as in "03/04/2022"
        (see `orders`) or "24/03/22".

    Limits:
        English months; years from FIRST_YEAR to LAST_YEAR; the day of a time is that of the time zone in which it is
        stated, of a number of seconds that of Greenwich. Of several dates it is one.
    """
    stated = WHOLE.sub(r"\1", " ".join(stated[:LONGEST].split()))
    return find_date(stated) or _day(stated) or _one_of(orders(stated)) or _part(stated) or _stamp(stated)


def orders(stated: str) -> dict[bool, str]:
    """The days that a date all in figures may mean, "03/04/2022": {whether the day stands first: YYYY-MM-DD}."""
    match = _FIGURES.search(stated[:LONGEST])
    if not match:
        return {}
    first, _, second, year = match.groups()
    found = {True: make_day(year, second, first), False: make_day(year, first, second)}
    return {day_first: day.isoformat() for day_first, day in found.items() if day}


def _one_of(days: dict[bool, str]) -> str | None:
    """The day that is meant in either order, or can stand in one only."""
    return next(iter(days.values())) if len(set(days.values())) == 1 else None


def _day(stated: str) -> str | None:
    for form, order in _DAYS:
        if match := form.search(stated):
            year, month, day = (match[group] for group in order)
            if found := make_day(year, month if month.isdigit() else str(month_number(month)), day):
                return found.isoformat()
    return None


def _part(stated: str) -> str | None:
    for form, (year, month) in _PARTS:
        if match := form.fullmatch(stated):
            name = match[month] if month else "1"
            first = make_day(match[year], name if name.isdigit() else str(month_number(name)), "1")
            return (f"{first:%Y-%m}" if month else f"{first:%Y}") if first else None
    return None


def _stamp(stated: str) -> str | None:
    if not (match := _STAMP.fullmatch(stated)):
        return None
    unit = match.lastindex or 1
    day = (_EPOCH + timedelta(seconds=int(match[unit]) // 1000 ** (unit - 1))).date()
    return day.isoformat() if FIRST_YEAR <= day.year <= LAST_YEAR else None
