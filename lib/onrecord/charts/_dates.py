"""The dates that words of an article stand for: "Tuesday", "14 April", "last March", "2019"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.text.dates import MONTHS, day_of, month_number

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEAR = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": 1}
MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r")\b\.?"
DAY, YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>1[5-9]\d\d|20\d\d)"
# The first that fits is taken.
WRITTEN = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{YEAR}-(?P<number>\d\d)-{DAY}\b",
        rf"\b{DAY}(?: of)? {MONTH}(?:,? {YEAR}\b)?",
        rf"\b{MONTH} {DAY}\b(?:,? {YEAR}\b)?",
        rf"\b{MONTH}(?:,? {YEAR}\b)?",
        rf"\b{YEAR}\b",
    )
]
# Words that make of a date a deadline, a beginning or one that is still to come.
NOT_THEN = re.compile(r"\b(?:next|coming|following|from|since|until|till|by|before|after)\b", re.IGNORECASE)


class When(NamedTuple):
    """A date as exact as the words are: the first day it may be, and how to write it."""

    first: date
    written: str


def when(words: str | None, published: str | None) -> When | None:
    """The day, month or year that words of an article stand for.

    A day of the week, or a date without its year, is the last one up to the day of publication, as news writes them.

    Args:
        words: such as "Tuesday", "14 April", "last March", "2019"; best with the word before them.
        published: the article's date; None where it is not known. A month or a year alone is no day.

    Returns:
        None where the words say no date by themselves ("this winter", "a day earlier", "next Monday",
        "from Friday").

    Limits:
        English words only; of a span ("from Monday to Friday") the first date that is named.
    """
    text = (words or "").lower()
    today = day_of(published)
    if NOT_THEN.search(text):
        return None
    for pattern in WRITTEN:
        if match := pattern.search(text):
            return _written({"month": None, "day": None, "number": None} | match.groupdict(), today)
    back = [days for near, days in NEAR.items() if near in text]
    back += [(today.weekday() - DAYS.index(day)) % 7 for day in DAYS if today and day in text]
    if not today or not back:
        return None
    more = 7 if "last" in text and back[0] == 0 else 0
    return _day(today - timedelta(days=back[0] + more))


def _written(parts: Mapping[str, str | None], today: date | None) -> When | None:
    """A date from its written parts; a missing year is that of the last such date up to today."""
    month = month_number(parts["month"]) if parts["month"] else int(parts["number"] or 0)
    day = int(parts["day"] or 0)
    try:
        if parts["year"]:
            first = date(int(parts["year"]), month or 1, day or 1)
        elif today:
            first = date(today.year, month or 1, day or 1)
            first = date(today.year - 1, month, day or 1) if first > today else first
        else:
            return None
    except ValueError:  # 31 June
        return None
    return _day(first) if day else When(first, f"{first:%B %Y}" if month else f"{first:%Y}")


def _day(day: date) -> When:
    return When(day, f"{day.day} {day:%B %Y}")
