"""Periods: the days that time words mean, seen from Monday, 29 February 2016."""

import pytest

from onrecord.text.periods import is_time, period_of

WORDS = [
    ("late on Saturday", "2016-02-27"),
    ("Monday", "2016-02-29"),
    ("last Monday", "2016-02-22"),
    ("Sunday night", "2016-02-28"),
    ("today", "2016-02-29"),
    ("overnight", "2016-02-28"),
    ("a day earlier", "2016-02-28"),
    ("three weeks ago", "2016-02-05/2016-02-11"),
    ("two months ago", "2015-12"),
    ("five years ago", "2011"),
    ("Feb. 17", "2016-02-17"),
    ("3 December", "2015-12-03"),  # the last one, not the one to come
    ("February 17, 2014", "2014-02-17"),
    ("last November", "2015-11"),
    ("March 2011", "2011-03"),
    ("1974", "1974"),
    ("the 1990s", "1990-01-01/1999-12-31"),
    ("last year", "2015"),
    ("last month", "2016-01"),
    ("last weekend", "2016-02-27/2016-02-28"),
    ("next Monday", None),
    ("31 June", None),
    ("2,011 people", None),
]


@pytest.mark.parametrize(("words", "iso"), WORDS)
def test_period_of(words, iso):
    period = period_of(words, "2016-02-29")
    assert (period and period.iso) == iso


@pytest.mark.parametrize(("words", "iso"), [("Saturday", None), ("in 1974", "1974"), ("3 May 2020", "2020-05-03")])
def test_without_the_day_of_the_article_only_whole_dates_and_years_are_known(words, iso):
    period = period_of(words, None)
    assert (period and period.iso) == iso
    assert is_time(words)
