"""Stated dates: what the date column of a corpus says, whole or in part, in the usual ways to write one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Literal

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
# With a year of two figures; a clock may follow.
_SHORT = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d\d)(?:[ T,].*)?")
_SHORT_NAMED = re.compile(
    rf"(?:[a-z]{{3,9}}\.?,? )?(\d{{1,2}})(?:st|nd|rd|th)?[ /.-]{MONTH},?[ /.-]['’]?(\d\d)(?:[ T,]+\d\d?:\d.*)?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"\d{5}")
_STAMP = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})|(\d{15,16})|(\d{18,19})")  # since 1970, in s, ms, µs, ns
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SPREADSHEET_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, for days from March 1900 on
_FIRST_SERIAL = 20_000  # in 1954: smaller numbers of five figures count something else
_A_YEAR = timedelta(days=366)

Order = Literal["day", "month", "year"]  # which of them stands first in a date all in figures


def read_date(stated: str) -> str | None:
    """Read the date that a cell states.

    Args:
        stated: a cell, such as "2022-03-24T10:15:00Z", "Thu, 24 Mar 2022 10:15:00 GMT", "March 24, 2022", "24/03/2022",
            "24-Mar-22", "March 2022", "2022" or "1648116900" (seconds, or thousandths of them and so on, since 1970).

    Returns:
        YYYY-MM-DD, YYYY-MM or YYYY, as much as is stated; None where no date can be read with certainty, as in "03/04/2022"
        or "24.03.22" (see `orders`), or "44644" (see `serial_day`).

    Limits:
        English months; years from FIRST_YEAR to LAST_YEAR, those of two figures the last that is not more than a year
        ahead; the day of a time is that of the time zone in which it is stated, of a number of seconds that of
        Greenwich. Of several dates it is one.
    """
    stated = _squeezed(stated)
    return find_date(stated) or _day(stated) or _one_of(orders(stated)) or _part(stated) or _stamp(stated)


def orders(stated: str) -> dict[Order, str]:
    """The days that a date all in figures may mean, "03/04/2022" or "24.03.22": {what stands first: YYYY-MM-DD}."""
    stated = _squeezed(stated)
    if match := _SHORT.fullmatch(stated):
        first, _, second, last = match.groups()
        day_first, month_first = _recent_day(last, second, first), _recent_day(last, first, second)
        return _days({"day": day_first, "month": month_first, "year": _recent_day(first, second, last)})
    if match := _FIGURES.search(stated):
        first, _, second, year = match.groups()
        return _days({"day": make_day(year, second, first), "month": make_day(year, first, second)})
    return {}


def serial_day(stated: str) -> str | None:
    """The day that a spreadsheet means by a number, "44644" for 2022-03-24; None for what is no such number."""
    stated = _squeezed(stated)
    if not _SERIAL.fullmatch(stated) or int(stated) < _FIRST_SERIAL:
        return None
    day = _SPREADSHEET_EPOCH + timedelta(days=int(stated))
    return day.isoformat() if day <= today() + _A_YEAR else None


def today() -> date:
    """The day that it is, in Greenwich."""
    return datetime.now(UTC).date()


def _squeezed(stated: str) -> str:
    """A cell with single spaces, without what no date is as long as, and without the zeros of a whole number."""
    return WHOLE.sub(r"\1", " ".join(stated[:LONGEST].split()))


def _days(found: Mapping[Order, date | None]) -> dict[Order, str]:
    return {order: day.isoformat() for order, day in found.items() if day}


def _recent_day(year: str, month: str, day: str) -> date | None:
    """The day of a year of two figures: the last such year in which it is not more than a year ahead."""
    latest = today() + _A_YEAR
    century = latest.year - latest.year % 100
    for first in (century, century - 100):
        found = make_day(str(first + int(year)), month, day)
        if found and found <= latest:
            return found
    return None


def _one_of(days: dict[Order, str]) -> str | None:
    """The day that is meant in any order, or can stand in one only."""
    return next(iter(days.values())) if len(set(days.values())) == 1 else None


def _day(stated: str) -> str | None:
    for form, order in _DAYS:
        if match := form.search(stated):
            year, month, day = (match[group] for group in order)
            if found := make_day(year, month if month.isdigit() else str(month_number(month)), day):
                return found.isoformat()
    if match := _SHORT_NAMED.fullmatch(stated):
        day, month, year = match.groups()
        return found.isoformat() if (found := _recent_day(year, str(month_number(month)), day)) else None
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
