"""The board of claims as HTML: a row per thing counted, a column per claimant."""

from __future__ import annotations

import re

import pytest
from made_up import FLOOD, figure, record
from tables_to_draw import BOARD, CLAIMS, PAIRS, compared, counted, figures

from onrecord import charts
from onrecord.pages.highlights import highlight


def test_board_has_a_row_per_thing_and_a_column_per_claimant():
    html = charts.claims_table(BOARD, compared(("f0", "f1", "conflict_character")))
    assert re.findall("<caption>(.+?)</caption>", html) == ["People", "Buildings", "Money", "Shares"]
    people = html[: html.index("Buildings")]
    assert re.findall('scope="col".*?>(.+?)<', people) == ["What is counted", "Ana Ruiz", "Jo Li"]
    assert re.findall('scope="row".*?>(.+?)<', people) == ["people displaced", "people killed"]


def test_every_number_on_the_board_leads_to_its_words():
    html = charts.claims_table(BOARD, compared(("f0", "f1", "conflict_character")), page="a page.html")
    for number, words in [(0, "402,000 people"), (1, "about 400,000 people"), (2, "at least 40 people")]:
        assert f'<a href="a page.html#f-f{number}">{words}</a>' in html


def test_links_of_the_board_meet_the_marks_of_the_article():
    made = record(FLOOD, figures=[figure(FLOOD, "at least 40 people", 1), figure(FLOOD, "12 children", 2)])
    links = re.findall('href="#(.+?)"', charts.claims_table(made.figures, PAIRS.head(0)))
    assert links == re.findall('id="(f-.+?)"', highlight(made)) != []


def test_board_says_range_words_and_doubt():
    html = charts.claims_table(BOARD, compared(("f0", "f1", "conflict_character")))
    small = re.findall("<small>(.+?)</small>", html)
    assert small[:3] == ["“driven out”", "380,000 to 420,000", "“moved”"]
    assert {"40 or more", "claimant inferred", "denied"} <= set(small)
    assert html.count("≠ in words: ") == 2
    assert html.count("<svg") == 2, "one claim alone needs no scale"


def test_a_part_on_the_board_says_of_what():
    given = figures(
        counted("40 people", "Ana"),
        counted("12 people", "Ana", subset_of="f0"),
        counted("5 people", "Ana", adds_to="f0"),
    )
    html = charts.claims_table(given, PAIRS.head(0))
    whole = '<a href="#f-f0">40 people</a>'
    assert f"<small>part of {whole}</small>" in html and f"<small>on top of {whole}</small>" in html
    assert "part of" not in charts.claims_table(given.iloc[1:2], PAIRS.head(0)), "its whole is not shown"


def test_board_by_side():
    html = charts.claims_table(BOARD, PAIRS.head(0), by="side")
    assert re.findall('scope="col".*?>(.+?)<', html)[:3] == ["What is counted", "Lanne", "Ostrel"]
    assert "the article itself" in html and "<small>Ana Ruiz</small>" in html
    nobody = BOARD.assign(side=None, attribution="stated", speaker="Jo Li")
    assert "no side found" in charts.claims_table(nobody, PAIRS.head(0), by="side")


def test_more_claimants_than_columns_are_named_in_the_last_one():
    crowd = figures(*(counted(f"{n} people", f"Witness {n}") for n in range(1, 61)))
    every = compared(*((f"f{a}", f"f{b}", "conflict_value") for a in range(60) for b in range(a)))
    html = charts.claims_table(crowd, every)
    assert re.findall('scope="col".*?>(.+?)<', html)[-1] == "others"
    assert all(f"Witness {n}<" in html for n in range(1, 61))
    assert html.count("≠ and 56 more") == 60


@pytest.mark.parametrize("given", [CLAIMS, figures(counted("12 percent", "Jo", category="share")), figures()])
def test_board_of_any_figures(given):
    html = charts.claims_table(given, PAIRS if given is CLAIMS else PAIRS.head(0))
    assert html.count("<tr>") == html.count("</tr>") and ("No figures found" in html) == given.empty
    assert "nan" not in html and "NaN" not in html and "<NA>" not in html


def test_nothing_of_an_article_becomes_markup():
    bad = "<script>\"&'"
    html = charts.claims_table(CLAIMS.assign(speaker=bad, text=bad, stated=bad, unit=bad, event_text=bad), PAIRS)
    assert "<script" not in html and html.count("&lt;script&gt;") > len(CLAIMS)


@pytest.mark.parametrize("n, others", [(5, False), (6, True)])
def test_five_claimants_have_a_column(n, others):
    html = charts.claims_table(
        figures(*(counted(f"{i} people", f"Witness {i}") for i in range(1, n + 1))), PAIRS.head(0)
    )
    columns = re.findall('scope="col".*?>(.+?)<', html)
    assert len(columns) == n + 1 and (columns[-1] == "others") == others


@pytest.mark.parametrize("n, more", [(3, ""), (4, "≠ and 1 more")])
def test_three_conflicts_of_a_figure_are_named(n, more):
    claims = figures(*(counted(f"{i} people", "Ana") for i in range(n + 1)))
    html = charts.claims_table(claims, compared(*(("f0", f"f{i}", "conflict_value") for i in range(1, n + 1))))
    assert more in html and ("more<" in html) == bool(more)


def test_the_same_tables_give_the_same_table():
    assert charts.claims_table(BOARD, PAIRS.head(0)) == charts.claims_table(BOARD, PAIRS.head(0))
