"""Dates of exports: the day that a field states, with the name of its month in the language of the database's menus."""

from __future__ import annotations

import re
from functools import cache

from onrecord.text.dates import make_day
from onrecord.text.stated_dates import LONGEST, read_date
from onrecord.words import read_words

NAMED = re.compile(
    r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th|[.ºª°])?\s+(?:de\s+|d['’])?([^\W\d_]{3,12})\.?,?\s+(?:del?\s+)?(\d{4})(?!\d)"
)
EASTERN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")


@cache
def weekday_names() -> frozenset[str]:
    """The lexicon words/weekday_names.csv: names of days of the week, in lower case."""
    return frozenset(row["name"].casefold() for row in read_words("weekday_names.csv"))


def is_weekday(stated: str) -> bool:
    """Whether this is the name of a day of the week, in one of the languages of databases."""
    return stated.strip(" .,").casefold() in weekday_names()


@cache
def month_names() -> dict[str, str]:
    """The lexicon words/month_names.csv: {name of a month in another language than English: its number}."""
    return {row["name"].casefold(): row["month"] for row in read_words("month_names.csv")}


def date_in(stated: str) -> str | None:
    """The date in a field.

    Args:
        stated: such as "lundi 28 janvier 2013", "29. Dezember 2011", "Friday, November 13, 2015" or "2011年12月29日".

    Returns:
        As `read_date` gives it; None where there is none, or its order is not certain.
    """
    stated = stated[:LONGEST]
    for match in NAMED.finditer(stated):
        day, month, year = match.groups()
        if (number := month_names().get(month.casefold())) and (found := make_day(year, number, day)):
            return found.isoformat()
    if (eastern := EASTERN.search(stated)) and (found := make_day(*eastern.groups())):
        return found.isoformat()
    return read_date(stated)
