"""Lines on top of an article: the day, the outlet and the authors that they state, in the ways of many newsrooms."""

import csv
import time
from pathlib import Path

import pytest
from helpers import skipped
from made_up_texts import LONG, PROSE

from onrecord.text.article import make_article
from onrecord.text.top_lines import authors_in, is_top_line, outlet_in, published_on

with Path(__file__).with_name("lines_on_top.csv").open(encoding="utf-8") as file:
    LINES = list(csv.DictReader(file))


@pytest.mark.parametrize("row", LINES, ids=[row["line"] for row in LINES])
def test_what_a_line_states(row):
    article = make_article(f"The bridge is closed for good\n\n{row['line']}\n\n{LONG}\n\n{PROSE}", "a test")
    found = {name: getattr(article, name) or "" for name in ("date", "outlet", "author")}
    assert found == {name: row[name] for name in found}
    assert skipped(article) == ([] if row["skipped"] == "no" else [row["line"]])


@pytest.mark.parametrize(
    "line",
    [
        "The mayor resigned on 6 May 2021",
        "By Monday the water had reached the school",
        "By 3 June 2022 the water had gone.",
        "By Ada Penn's account, 40 people died",
        "June 3, 2022 was a bad day",
        "At 10:12 on 3 June 2022 the quay burned",
        "9:34 p.m.",
        "Monday",
        "June 3",
        "AP",
        "Ada Penn",
        "Ada Penn, Bo Lind",
        "Ada Penn, mayor of Harbourton",
        "Published works of Ada Penn",
        "Updated rules for the harbour",
        "Reuters saw 40 bodies, June 3, 2022",
        "12:58",
        "1314 people GMT",
        "",
    ],
)
def test_what_is_no_line_of_a_byline_or_date(line):
    assert is_top_line(line) is None


def test_the_day_of_publication_counts_before_that_of_a_change():
    changed_first = make_article(f"Updated June 4, 2022\nPosted June 3, 2022\n\n{LONG}\n\n{PROSE}", "a test")
    assert changed_first.date == "2022-06-03"
    assert published_on("Last updated 4 June 2022, published 3 June 2022") == ("2022-06-03", False)
    assert published_on("Updated 4 June 2022") == ("2022-06-04", True)


def test_an_author_that_a_source_states_counts_first():
    article = make_article(
        f"By Ada Penn, Coast Wire\n\n{LONG}\n\n{PROSE}", "a test", author="A. Penn", outlet="The Wire"
    )
    assert (article.author, article.outlet) == ("A. Penn", "The Wire")


def test_labels_behind_a_byte_order_mark_and_a_subtitle():
    top = "\ufeffHeadline: Two killed at the quay\nSubtitle: “We ran,” says Ada Penn.\nDate: 2021-05-06\nPublisher: Coast Wire"
    article = make_article(f"{top}\n\n{LONG}\n\n{PROSE}", "a test")
    assert (article.title, article.date, article.outlet) == ("Two killed at the quay", "2021-05-06", "Coast Wire")
    assert not any("We ran" in span for span in skipped(article))


@pytest.mark.parametrize("read", [is_top_line, published_on, authors_in, outlet_in])
@pytest.mark.parametrize(
    "pump", ["Aa ", "By Aa ", "Aa, ", "and Aa ", "3 June 2022 ", "10:12 ", "Aa Times ", " - ", "a ", "By ", "The "]
)
def test_hostile_lines_are_quick(read, pump):
    begun = time.monotonic()
    for end in ("", "!", "x"):
        read((pump * 300)[:600] + end)
    assert time.monotonic() - begun < 0.5
