"""Periods: the days that time words mean ("Saturday", "last month", "in 1974"), seen from the day of the article."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.text.dates import MONTHS, day_of, find_date, month_number

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), start=1
    )
} | {"a": 1, "an": 1, "several": 3, "some": 3}
_MONTHS = "|".join(MONTHS)
_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
YEAR = re.compile(r"(?<![\d,.-])(1[5-9]\d\d|20\d\d)(?![\d,]|-\w)(s?)")
DAY_OF_MONTH = re.compile(
    rf"\b(?:(?P<month>{_MONTHS}|(?:{_SHORT})\b\.?) (?P<day>\d\d?)(?:st|nd|rd|th)?\b(?! \d)"
    rf"|(?P<day_before>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<month_after>{_MONTHS}|(?:{_SHORT})\b\.?))"
)
MONTH = re.compile(rf"\b(?P<month>{_MONTHS})\b")
WEEKDAY = re.compile(rf"\b(?P<last>last |previous )?(?P<day>{'|'.join(WEEKDAYS)})\b")
BACK = re.compile(
    rf"\b(?P<n>{'|'.join(NUMBERS)}|\d{{1,3}}) (?P<unit>day|week|month|year|decade|centur)(?:s|y|ies)? (?:ago|earlier|before|previously)\b"
)
LAST = re.compile(
    r"\b(?:last|the previous|the past) (?P<unit>weekend|week|month|year|night|spring|summer|autumn|fall|winter)\b"
)
THIS = re.compile(r"\bthis (?P<unit>week|month|weekend)\b")
TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b")
YESTERDAY = re.compile(r"\b(?:yesterday|overnight|the day before|the previous day)\b")
COMING = re.compile(r"\b(?:next|coming|tomorrow|following)\b")
NEVER_MONTHS = re.compile(r"\b(?:may|march)\b(?! \d)")  # verbs more often than months, unless a capital tells


class Period(NamedTuple):
    """The first and the last day that some words may mean."""

    first: date
    last: date

    @property
    def iso(self) -> str:
        """A day as YYYY-MM-DD, a month as YYYY-MM, a year as YYYY, else first/last day."""
        if self.first == self.last:
            return self.first.isoformat()
        if self == _month(self.first.year, self.first.month):
            return f"{self.first:%Y-%m}"
        if self == _year(self.first.year):
            return f"{self.first.year:04d}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def period_of(words: str, today: str | None) -> Period | None:
    """The days that time words mean.

    Args:
        words: as in "late on Saturday", "last November", "two years ago", "in 1974", "Feb. 17".
        today: the day of the article, YYYY-MM-DD; None, or another text, if it is not known. Only whole dates and years
            are read then.

    Returns:
        The days; None where the words name none, or days to come. A weekday is the last one up to the article's day, a
        month the last that has begun; what is told in weeks, months or years ("two months ago") is as wide as that.

    Limits:
        English words. Durations ("for two days") and ages are no days; the caller leaves them out.
    """
    lower = words.lower()
    if COMING.search(lower):
        return None
    if whole := find_date(words):
        return _day(date.fromisoformat(whole))
    if (day := day_of(today)) and (seen := _from_today(lower, day)):
        return seen
    return _years_in(lower)


def is_time(words: str) -> bool:
    """Whether words name a day, a month or a year, known or not."""
    return period_of(words, "2000-06-15") is not None


def _from_today(lower: str, today: date) -> Period | None:
    if DAY_OF_MONTH.search(lower):
        return _day_of_month(lower, today)  # and no month where there is no such day
    return next((period for form in FORMS if (period := form(lower, today))), None)


def _day_of_month(lower: str, today: date) -> Period | None:
    if not (match := DAY_OF_MONTH.search(lower)):
        return None
    month, day = match["month"] or match["month_after"], match["day"] or match["day_before"]
    year = YEAR.search(lower)
    try:
        found = date(int(year[1]) if year else today.year, month_number(month), int(day))
        return _day(found if year or found <= today + timedelta(days=7) else found.replace(year=today.year - 1))
    except ValueError:  # such as 31 June
        return None


def _weekday(lower: str, today: date) -> Period | None:
    if not (match := WEEKDAY.search(lower)):
        return None
    back = (today.weekday() - WEEKDAYS.index(match["day"])) % 7
    return _day(today - timedelta(days=back or (7 if match["last"] else 0)))


def _today_or_yesterday(lower: str, today: date) -> Period | None:
    if TODAY.search(lower):
        return _day(today)
    return _day(today - timedelta(days=1)) if YESTERDAY.search(lower) else None


def _month_named(lower: str, today: date) -> Period | None:
    match = MONTH.search(lower)
    if not match or (NEVER_MONTHS.fullmatch(match["month"]) and len(lower.split()) > 3):
        return None
    number, year = month_number(match["month"]), YEAR.search(lower)
    past = number <= today.month and not re.search(r"\blast (?:year|\w+ber)\b", lower)
    return _month(int(year[1]) if year else today.year - (not past), number)


def _back(lower: str, today: date) -> Period | None:
    if not (match := BACK.search(lower)):
        return None
    n = NUMBERS.get(match["n"]) or int(match["n"])
    match match["unit"]:
        case "day":
            return _day(today - timedelta(days=n))
        case "week":
            return Period(today - timedelta(days=7 * n + 3), today - timedelta(days=7 * n - 3))
        case "month":
            months = today.year * 12 + today.month - 1 - n
            return _month(months // 12, months % 12 + 1)
        case unit:
            year = today.year - n * {"year": 1, "decade": 10, "centur": 100}[unit]
            return _year(year) if year > 0 else None


def _this(lower: str, today: date) -> Period | None:
    if not (match := THIS.search(lower)):
        return None
    return Period(
        today.replace(day=1) if match["unit"] == "month" else today - timedelta(days=today.weekday() or 2), today
    )


def _last(lower: str, today: date) -> Period | None:
    if not (match := LAST.search(lower)):
        return None
    monday = today - timedelta(days=today.weekday())
    match match["unit"]:
        case "night":
            return _day(today - timedelta(days=1))
        case "week":
            return Period(today - timedelta(days=today.weekday() + 7), today - timedelta(days=1))
        case "weekend":
            return Period(monday - timedelta(days=2), monday - timedelta(days=1))
        case "month":
            before = today.replace(day=1) - timedelta(days=1)
            return _month(before.year, before.month)
        case _:
            return _year(today.year - 1)


FORMS: tuple[Callable[[str, date], Period | None], ...] = (
    _back,
    _weekday,
    _today_or_yesterday,
    _month_named,
    _last,
    _this,
)


def _years_in(lower: str) -> Period | None:
    if not (match := YEAR.search(lower)):
        return None
    first = int(match[1])
    return Period(date(first, 1, 1), date(first + 9, 12, 31)) if match[2] else _year(first)


def _day(day: date) -> Period:
    return Period(day, day)


def _month(year: int, month: int) -> Period:
    first = date(year, month, 1)
    return Period(first, date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1))


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))
