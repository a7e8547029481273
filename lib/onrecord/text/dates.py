"""Dates: the day that a line states, and the names of months."""

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
_MONTH = r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"

# Forms of a date, and which of their groups are year, month and day.
_FORMS = (
    (re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)"), (1, 2, 3)),
    (re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH},?[ -](\d{{4}})(?!\d)", re.IGNORECASE), (3, 2, 1)),
    (re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE), (3, 1, 2)),
)


def month_number(month: str) -> int:
    """1 for "January", "jan" or "Jan."."""
    return [name[:3] for name in MONTHS].index(month[:3].lower()) + 1


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
            number = int(month) if month.isdigit() else month_number(month)
            try:
                return date(int(year), number, int(day)).isoformat()
            except ValueError:  # such as 31 June
                continue
    return None
