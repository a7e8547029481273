"""The table of parts and wholes: shares and sums, and nothing added up in silence."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from tables_to_draw import amount, counted, figures

from onrecord import charts


def rows(given: pd.DataFrame) -> list[list[str]]:
    """The words of each row of the table, cell by cell."""
    lines = re.findall("<tr>(<td.+?)</tr>", charts.parts_table(given))
    return [[" ".join(re.sub("<.+?>", " ", c).split()) for c in re.findall("<td.*?</td>", line)] for line in lines]


def in_words(given: pd.DataFrame) -> list[str]:
    return [row[2] for row in rows(given)]


SHARES = [
    # part (low, high), whole (low, high), in words
    ((84_000, 84_000), (402_000, 402_000), "21%"),
    ((12, 12), (40, None), "at most 30%"),
    ((12, None), (40, 40), "at least 30%"),
    ((12, None), (40, None), "share not known"),
    ((None, None), (40, 40), "share not known"),
    ((12, 12), (0, 0), "share not known"),
    ((128, 128), (2_000, 9_000), "1 to 6%"),
    ((20, 30), (40, 40), "50 to 75%"),
    ((None, 30), (40, 40), "at most 75%"),
    ((0, 90), (40, 40), "share not known"),
]


@pytest.mark.parametrize("part, whole, words", SHARES)
def test_share_of_a_part(part, whole, words):
    given = figures(
        amount("x people", *whole, approx="range"), amount("y children", *part, approx="range", subset_of="f0")
    )
    assert in_words(given) == [words]


def test_the_bar_of_a_range_is_dark_to_the_least_and_striped_to_the_most():
    html = charts.parts_table(
        figures(
            amount("thousands", 2_000, 8_000), counted("400 people", "Ana", subset_of="f0"), amount("x", None, None)
        )
    )
    assert re.findall(r"width:([\d.]+)%", html) == ["5.0", "15.0"]


SUMS = [
    # the figure before, the addition, what they come to
    (counted("40 people", "Ana"), counted("15 people", "Ana"), "40 + 15 = 55"),
    (counted("40 people", "Ana"), counted("15 civilians", "Ana"), "40 + 15 = 55"),
    (counted("40 people", None), counted("15 people", None), "40 + 15 = 55"),
    (counted("40 people", "Ana"), counted("15 people", "Jo"), "not added up: they have two claimants"),
    (counted("40 people", "Ana"), counted("15 people", None), "not added up: they have two claimants"),
    (counted("40 people", "Ana"), counted("15 people", "Ana", event="injured"), "not added up: killed and injured"),
    (counted("40 people", "Ana"), counted("15 children", "Ana"), "not added up: people and children"),
    (
        counted("40 people", "Ana"),
        counted("15 people", "Ana", value_high=None),
        "not added up: the numbers are not exact",
    ),
]


@pytest.mark.parametrize("before, more, words", SUMS)
def test_nothing_is_added_up_in_silence(before, more, words):
    assert in_words(figures(before, more | {"adds_to": "f0"})) == [words]


def test_parts_stand_beside_their_whole_and_lead_to_their_words():
    given = figures(
        counted("40 people", "Ana"),
        counted("9 schools", "Jo", category="buildings"),
        counted("5 girls", None, subset_of="f3"),
        counted("12 children", "Ana", subset_of="f0"),
        counted("7 people", "Ana", adds_to="f0"),
    )
    assert rows(given) == [
        ["12 children [f3]", "part of 40 people [f0]", "30%", "Ana"],
        ["7 people [f4]", "on top of 40 people [f0]", "40 + 7 = 47", "Ana"],
        ["5 girls [f2]", "part of 12 children [f3]", "42%", "the article itself"],
    ]
    assert '<a href="there.html#f-f3">' in charts.parts_table(given, page="there.html")


PARTS = [
    # the part, its share of 40 people
    (amount("about half", 0.475, 0.525, approx="about", category="share"), "about 50%"),
    (amount("30 percent", 30, 30, category="share"), "30%"),
    (amount("10 children", 9.5, 10.5, approx="about"), "about 25%"),
    (amount("50 children", 50, 50), "125%"),
]


@pytest.mark.parametrize("part, words", PARTS)
def test_a_part_can_be_a_share(part, words):
    assert in_words(figures(counted("40 people", "Ana"), part | {"subset_of": "f0"})) == [words]


def test_links_in_a_circle_end():
    given = figures(counted("40 people", "Ana", subset_of="f1"), counted("30 people", "Ana", subset_of="f0"))
    assert len(rows(given)) == 1
    alone = charts.parts_table(figures(counted("40 people", "Ana", subset_of="f0")))
    assert "<table" not in alone and "No figure in this article is part of another" in alone
