"""Dates: the day that a line or an article's date states, and the names of months."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
FIRST_YEAR, LAST_YEAR = 1500, 2099  # of a date that an article can have, as in `periods`
MONTH = r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")

# Forms of a date, and which of their groups are year, month and day.
_FORMS = (
    (re.compile(r"(?<!\d)(\d{4})([-/])(\d{2})\2(\d{2})(?!\d)"), (1, 3, 4)),
    (re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ -]{MONTH},?[ -](\d{{4}})(?!\d)", re.IGNORECASE), (3, 2, 1)),
    (re.compile(rf"\b{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE), (3, 1, 2)),
)


def month_number(month: str) -> int:
    """1 for "January", "jan" or "Jan."."""
    return [name[:3] for name in MONTHS].index(month[:3].lower()) + 1


def day_of(stated: object) -> date | None:
    """The day that an article's date states.

    Args:
        stated: a cell of the column `date` of the articles, or any other value.

    Returns:
        None where it is no text, begins with no day as YYYY-MM-DD (a month or a year alone is no day), or with one that
        there is not (2021-02-30), or that no article can have (FIRST_YEAR, LAST_YEAR).
    """
    match = ISO_DAY.match(stated) if isinstance(stated, str) else None
    return make_day(*match[0].split("-")) if match else None


def make_day(year: str, month: str, day: str) -> date | None:
    """The day of these numbers; None where there is none, or none that an article can have."""
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:  # such as 31 June
        return None
    return made if FIRST_YEAR <= made.year <= LAST_YEAR else None


def find_date(text: str) -> str | None:
    """Find the date in a line.

    Args:
        text: a line, or a few words.

    Returns:
        The first date of the first form that fits, as YYYY-MM-DD; None where there is no whole date.

    Limits:
        English months; a date all in figures is read as year-month-day only, since the order of others is not certain.
    """
    for form, order in _FORMS:
        if match := form.search(text):
            year, month, day = (match[group].lower() for group in order)
            number = month if month.isdigit() else str(month_number(month))
            if found := make_day(year, number, day):
                return found.isoformat()
    return None
