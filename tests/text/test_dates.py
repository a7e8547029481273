"""Dates: those of a line, in each form."""

from datetime import date

import pytest

from onrecord.text.dates import MONTHS, day_of, find_date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Updated 2021-05-06 10:30", "2021-05-06"),
        ("on 6 May 2021", "2021-05-06"),
        ("the 6th May, 2021", "2021-05-06"),
        ("6-May-2021", "2021-05-06"),
        ("May 6, 2021", "2021-05-06"),
        ("SEPT. 6TH, 2021", "2021-09-06"),
        ("1 May 2021, updated 2021-05-06", "2021-05-06"),  # the form with figures first
        ("31 June 2021 or June 30, 2021", "2021-06-30"),
        ("05/06/2021", None),
        ("12021-05-06", None),
        ("2021-05-067", None),
        ("6 May 20211", None),
        ("May 2021", None),
        ("2021-13-01", None),
        ("0001-01-01", None),
        ("31 December 9999", None),
        ("", None),
    ],
)
def test_dates(line, day):
    assert find_date(line) == day


@pytest.mark.parametrize(("number", "month"), list(enumerate(MONTHS, 1)))
def test_every_month_in_full_and_short(number, month):
    assert find_date(f"2 {month.title()} 2021") == find_date(f"2 {month[:3]}. 2021") == f"2021-{number:02}-02"


@pytest.mark.parametrize(
    ("stated", "day"),
    [("2022-03-24", date(2022, 3, 24)), ("2022-03-24T10:15", date(2022, 3, 24))]
    + [(other, None) for other in (None, 2022, float("nan"), "", "2022", "2022-03", "24/03/2022", "2021-02-30")]
    + [(far, None) for far in ("0001-01-01", "9999-12-31", "2022-03-241")],
)
def test_the_day_of_an_articles_date(stated, day):
    assert day_of(stated) == day
