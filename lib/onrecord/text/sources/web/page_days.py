"""Days: when the article of a page was published."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.text.dates import MONTH, day_of, make_day, month_number
from onrecord.text.sources.web.stated_pages import StatedPage
from onrecord.text.stated_dates import read_date

IN_ADDRESS = re.compile(r"[/=_-]((?:19|20)\d\d)([/_-]?)(\d\d)\2(\d\d)(?![\d])")
IN_ADDRESS_NAMED = re.compile(rf"/((?:19|20)\d\d)/{MONTH}/(\d\d?)(?!\d)", re.IGNORECASE)
WHOLE = re.compile(r"\d{4}-\d\d-\d\d")
A_DAY = timedelta(days=1)


def find_day(stated: StatedPage, guess: str | None, address: str | None) -> str | None:
    """The day of publication, as it is written: no time zone moves it.

    Args:
        stated: what the page states.
        guess: what the reader of pages takes for the date.
        address: of the page.

    Returns:
        YYYY-MM-DD: the day that is stated; that in the address, where none is, or where it is more than a day earlier
        (what was read again into a new system has a new date, and an old address); else the guess, unless the page says
        that it is the day of a change. None where there is no whole day.
    """
    days = [day for each in stated.published if (day := read_date(each)) and WHOLE.fullmatch(day)]
    in_address = next(filter(None, (day_in_address(each) for each in (address, stated.url) if each)), None)
    if days and (in_address is None or in_address >= _day(days[0]) - A_DAY):
        return days[0]
    if in_address:
        return in_address.isoformat()
    modified = {read_date(each) for each in stated.modified}
    return guess if guess and guess not in modified else None


def day_in_address(address: str) -> date | None:
    """The whole day in an address: …/2022/03/24/…, …/2022-03-24-…, …/20220324-…, …/2022/mar/24/…."""
    if match := IN_ADDRESS_NAMED.search(address):
        return make_day(match[1], str(month_number(match[2])), match[3])
    match = IN_ADDRESS.search(address)
    return make_day(match[1], match[3], match[4]) if match else None


def _day(stated: str) -> date:
    return day_of(stated) or date.max
