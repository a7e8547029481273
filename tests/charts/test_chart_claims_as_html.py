"""The board of claims as HTML: a row per claim under what happened, with who says so."""

from __future__ import annotations

import re

import pytest
from made_up import FLOOD, figure, record
from tables_to_draw import BOARD, CLAIMS, PAIRS, compared, counted, figures

from onrecord import charts
from onrecord.pages.highlights import highlight


def cells(html: str) -> list[list[str]]:
    """The words of each row of the board, cell by cell."""
    rows = re.findall("<tr[^>]*>(<t[hd].+?)</tr>", html)
    return [[re.sub("<.+?>", " ", cell).split() for cell in re.findall("<t[hd].*?</t[hd]>", row)] for row in rows]


def headings(html: str) -> list[str]:
    return re.findall('scope="rowgroup"[^>]*>(.+?)<', html)


def test_board_has_a_row_per_claim_under_what_happened_the_graver_first():
    html = charts.claims_table(BOARD, compared(("f0", "f1", "conflict_character")))
    assert re.findall("<caption>(.+?)</caption>", html) == ["What the article reports", "Forecast, feared or denied"]
    assert headings(html) == [
        "Killed: people",
        "Displaced: people",
        "Something else, or not told what happened",
        "Destroyed or damaged: buildings",
    ]
    assert all(cell for row in cells(html) for cell in row), "no cell is empty"
    assert "rowspan" not in html


def test_board_has_a_table_per_occurrence_and_no_claims_stand_apart():
    given = figures(
        counted("9 people", "Jo", occurrence="fire, Belford"),
        counted("7 people", "Jo"),
        counted("40 people", "Ana", occurrence="flood, Arnby"),
        counted("12 people", "Jo", occurrence="flood, Arnby", event="injured"),
        counted("300 people", "Jo", occurrence="flood, Arnby, 1974", status="background"),
        counted("90 people", "Jo", occurrence="flood, Arnby", status="forecast"),
        counted("80 people", "Jo", occurrence="flood, Arnby", status="denied"),
    )
    html = charts.claims_table(given, PAIRS.head(0))
    assert re.findall("<caption>(.+?)</caption>", html) == [
        "Flood, Arnby",
        "Fire, Belford",
        "Not told of which occurrence",
        "Forecast, feared or denied",
        "Background: other occurrences, or a longer time",
    ]
    apart = html[html.index("Forecast") :]
    assert "denied by Jo" in apart and ">forecast<" in apart and ">(Flood, Arnby, 1974)<" in apart


def test_every_number_on_the_board_leads_to_its_words():
    html = charts.claims_table(BOARD, compared(("f0", "f1", "conflict_character")), page="a page.html")
    for number, words in [(0, "402,000 people"), (1, "about 400,000 people"), (2, "at least 40 people")]:
        assert f'<a href="a page.html#f-f{number}">{words}</a> <small class="onrecord-id">[f{number}]<' in html


def test_links_of_the_board_meet_the_marks_of_the_article():
    made = record(FLOOD, figures=[figure(FLOOD, "at least 40 people", 1), figure(FLOOD, "12 children", 2)])
    links = re.findall('href="#(.+?)"', charts.claims_table(made.figures, PAIRS.head(0)))
    assert links == re.findall(' id="(f-.+?)"', highlight(made)) != []


def test_board_says_range_words_doubt_and_conflict():
    html = charts.claims_table(BOARD, compared(("f0", "f1", "conflict_character")))
    assert ">“driven out”<" in html and ">Jo Li (inferred)<" in html and ">denied by the article itself<" in html
    assert ">380,000 to 420,000 <" in html and ">40 or more<" in html and ">9%<" in html
    assert 'conflicts in words with <a href="#f-f1">“moved”</a> (Jo Li)' in html
    assert 'conflicts in words with <a href="#f-f0">“driven out”</a> (Ana Ruiz)' in html
    assert html.count('class="onrecord-bar') == 2, "one claim alone needs no bar"


def test_board_says_which_number_conflicts_and_which_count_is_later():
    given = figures(counted("12 people", "Ana"), counted("19 people", "Jo"), counted("40 people", None))
    html = charts.claims_table(given, compared(("f0", "f1", "conflict_value"), ("f1", "f2", "updates")))
    assert 'conflicts with <a href="#f-f1">19 people</a> (Jo)' in html
    assert 'a later count than <a href="#f-f1">19 people</a> (Jo)' in html
    assert 'conflicts with <a href="#f-f0">12 people</a> (Ana); counted later as <a href="#f-f2">40 people</a>' in html


def test_a_part_on_the_board_says_of_what():
    given = figures(
        counted("40 people", "Ana"),
        counted("12 people", "Ana", subset_of="f0"),
        counted("5 people", "Ana", adds_to="f0"),
    )
    html = charts.claims_table(given, PAIRS.head(0))
    whole = '<a href="#f-f0">40 people</a>'
    assert f">part of {whole}<" in html and f">on top of {whole}<" in html
    assert ">part of" not in charts.claims_table(given.iloc[1:2], PAIRS.head(0)), "its whole is not shown"


def test_a_part_by_comparison_says_of_what():
    given = figures(counted("7 people", "Jo"), counted("40 people", "Ana"))
    html = charts.claims_table(given, compared(("f0", "f1", "subset")))
    assert html.count("part of <a") == 1 and '>may be part of <a href="#f-f1">40 people</a><' in html


def test_board_by_side():
    html = charts.claims_table(BOARD, PAIRS.head(0), by="side")
    assert ">Lanne: Ana Ruiz<" in html and html.index("Lanne: Ana") < html.index("Ostrel: Jo Li<")
    nobody = BOARD.assign(side=None, attribution="stated", speaker="Jo Li")
    assert ">no side found: Jo Li<" in charts.claims_table(nobody, PAIRS.head(0), by="side")


def test_many_claims_and_conflicts_are_all_there():
    crowd = figures(*(counted(f"{n} people", f"Witness {n}") for n in range(1, 61)))
    every = compared(*((f"f{a}", f"f{b}", "conflict_value") for a in range(60) for b in range(a)))
    html = charts.claims_table(crowd, every)
    assert all(f"Witness {n}<" in html for n in range(1, 61))
    assert html.count(" and 57 more") == 60


@pytest.mark.parametrize("given", [CLAIMS, figures(counted("12 percent", "Jo", category="share")), figures()])
def test_board_of_any_figures(given):
    html = charts.claims_table(given, PAIRS if given is CLAIMS else PAIRS.head(0))
    assert html.count("<tr") == html.count("</tr>") and ("No figures found" in html) == given.empty
    assert "nan" not in html and "NaN" not in html and "<NA>" not in html


def test_nothing_of_an_article_becomes_markup():
    bad = "<script>\"&'"
    html = charts.claims_table(CLAIMS.assign(speaker=bad, text=bad, stated=bad, unit=bad, event_text=bad), PAIRS)
    assert "<script" not in html and html.count("&lt;script&gt;") > len(CLAIMS)


@pytest.mark.parametrize("n, more", [(2, ""), (3, " and 1 more")])
def test_two_conflicts_of_a_figure_are_named(n, more):
    claims = figures(*(counted(f"{i} people", "Ana") for i in range(n + 1)))
    html = charts.claims_table(claims, compared(*(("f0", f"f{i}", "conflict_value") for i in range(1, n + 1))))
    assert more in html and ("more<" in html) == bool(more)


def test_the_same_tables_give_the_same_table():
    assert charts.claims_table(BOARD, PAIRS.head(0)) == charts.claims_table(BOARD, PAIRS.head(0))
