"""Table of figures in the order of their dates."""

from __future__ import annotations

import re

import pytest
from tables_to_draw import counted, figures, published

from onrecord import charts


def test_figures_in_the_order_of_their_dates():
    given = figures(
        counted("40 people", "Ana", date_text="Tuesday"),
        counted("9 people", "Jo", date_text="1911"),
        counted("3 people", "Jo"),
        counted("5 people", "Jo", date_text="Friday"),
    )
    text = "The mayor said ships could leave from Friday. On Tuesday 40 people died."
    html = charts.dates_table(given, published("2022-03-24", text))
    days = re.findall("<tr[^>]*><td[^>]*>(.+?)</td>", html)
    assert days == ["1911", "22 March 2022"], "a day that something begins is none that it happened"
    assert "“Tuesday”" in html and '<a href="#f-f0">40 people</a>' in html and "2 more figures have no date" in html


NO_DATE = [
    # date words of the figures, what is said
    ([], "No figures found in this article."),
    ([None], "No figure of this article has a date beside it that can be read."),
    ([None, None], "No figure of this article has a date beside it that can be read."),
]


@pytest.mark.parametrize("dates, words", NO_DATE)
def test_no_date_is_said(dates, words):
    given = figures(*(counted("40 people", "Ana", date_text=day) for day in dates))
    html = charts.dates_table(given, published("2022-03-24"))
    assert words in html and "<table" not in html


def test_every_figure_with_a_date_leaves_none_to_tell_of():
    given = figures(counted("40 people", "Ana", date_text="Tuesday"))
    assert "no date" not in charts.dates_table(given, published("2022-03-24"))
