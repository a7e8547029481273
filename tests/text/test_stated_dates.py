"""Stated dates: whole and partial ones in each form, and what is none."""

from datetime import date

import pytest

from onrecord.text import stated_dates
from onrecord.text.stated_dates import orders, read_date, serial_day


@pytest.fixture(autouse=True)
def a_day_that_stays(monkeypatch):
    """Years of two figures, and numbers of days, are told by today."""
    monkeypatch.setattr(stated_dates, "today", lambda: date(2026, 3, 1))


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2022-03-24T23:30:00-05:00", "2022-03-24"),
        ("2022-3-4", "2022-03-04"),
        ("2022/03/24 10:15", "2022-03-24"),
        ("20220324T101500Z", "2022-03-24"),
        ("Thu, 24 Mar 2022 10:15:00 GMT", "2022-03-24"),
        ("Thursday, March 24, 2022 at 5:00 PM", "2022-03-24"),
        ("Thu Mar 24 10:00:00 +0000 2022", "2022-03-24"),
        ("Thu Mar  4 10:00:00 2022", "2022-03-04"),
        ("the 24th of March 2022", "2022-03-24"),
        ("24/Mar/2022", "2022-03-24"),
        ("24/03/2022", "2022-03-24"),
        ("03/24/2022 10:15", "2022-03-24"),
        ("24.3.2022", "2022-03-24"),
        ("04/04/2022", "2022-04-04"),
        ("24-Mar-22", "2022-03-24"),
        ("4 Mar 22", "2022-03-04"),
        ("24 March '22", "2022-03-24"),
        ("24/Mar/22 10:15", "2022-03-24"),
        ("Thursday, 24-Mar-22 10:15:00 GMT", "2022-03-24"),
        ("1-Mar-27", "2027-03-01"),
        ("3-Mar-27", "1927-03-03"),
        ("29-Feb-00", "2000-02-29"),
        ("31.12.99", "1999-12-31"),
        ("3/24/22 10:15", "2022-03-24"),
        ("March 2022", "2022-03"),
        ("Mar. 2022", "2022-03"),
        ("2022-03", "2022-03"),
        ("03/2022", "2022-03"),
        (" 2022 ", "2022"),
        ("2022.0", "2022"),
        ("1648116900", "2022-03-24"),
        ("1648116900.25", "2022-03-24"),
        ("1648116900000", "2022-03-24"),
        ("1648116900000000000", "2022-03-24"),
        ("03/04/2022", None),
        ("24/03/22", None),
        ("24.03.22", None),
        ("22-Mar", None),
        ("Mar-22", None),
        ("24 Mar 10:15", None),
        ("31-Feb-22", None),
        ("99-Mar-22", None),
        ("1.24.03.22", None),
        ("31/02/2022", None),
        ("2021-02-30", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("9" * 19, None),
        ("2022-13", None),
        ("Spring 2022", None),
        ("²022", None),
        ("44644", None),
        ("9" * 5000, None),
    ],
)
def test_read(stated, date):
    assert read_date(stated) == date


def test_orders():
    assert orders("03/04/2022") == {"day": "2022-04-03", "month": "2022-03-04"}
    assert orders("24/03/2022") == {"day": "2022-03-24"}
    assert orders("2022-03-04") == {}
    assert orders("24.03.22") == {"day": "2022-03-24", "year": "2024-03-22"}
    assert orders("3/24/22 10:15") == {"month": "2022-03-24"}
    assert orders("04-05-06") == {"day": "2006-05-04", "month": "2006-04-05", "year": "2004-05-06"}
    assert orders("22.03.24.22") == orders("40.03.50") == orders("0.0.0") == {}


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("44644", "2022-03-24"),
        ("44644.0", "2022-03-24"),
        ("20000", "1954-10-03"),
        ("19999", None),
        ("46449", None),
        ("46448", "2027-03-02"),  # today and 366 days
        ("80000", None),
        ("44644.5", None),
        ("044644", None),
    ],
)
def test_numbers_of_days(stated, day):
    assert serial_day(stated) == day
