"""The board of claims as HTML: a row per thing counted, a column per claimant."""

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


def test_board_has_a_row_per_claim_under_what_it_counts():
    html = charts.claims_table(BOARD, compared(("f0", "f1", "conflict_character")))
    assert re.findall("<caption>(.+?)</caption>", html) == ["Claims", "Forecast, feared or denied"]
    assert re.findall('rowspan="(.)" dir="auto">(.+?)<', html) == [
        ("2", "people displaced"),
        ("1", "people killed"),
        ("1", "dollars (another event)"),
        ("1", "share (another event)"),
        ("1", "houses destroyed"),
    ]
    assert all(cell for row in cells(html) for cell in row), "no cell is empty"


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
    assert (
        "denied by Jo" in apart and "<small>forecast</small>" in apart and "<small>Flood, Arnby, 1974</small>" in apart
    )


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
    assert small[:2] == ["“driven out”", "“moved”"] and "claimant inferred" in small
    assert ">380,000 to 420,000<" in html and ">40 or more<" in html and "denied by the article itself" in html
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


def test_a_part_by_comparison_says_of_what():
    given = figures(counted("7 people", "Jo"), counted("40 people", "Ana"))
    html = charts.claims_table(given, compared(("f0", "f1", "subset")))
    assert html.count("part of") == 1 and '<small>part of <a href="#f-f1">40 people</a></small>' in html


def test_board_by_side():
    html = charts.claims_table(BOARD, PAIRS.head(0), by="side")
    assert re.findall('<td dir="auto">([^<]+)<small>', html)[:2] == ["Lanne", "Ostrel"]
    assert "the article itself" in html and "<small>Ana Ruiz</small>" in html
    nobody = BOARD.assign(side=None, attribution="stated", speaker="Jo Li")
    assert "no side found" in charts.claims_table(nobody, PAIRS.head(0), by="side")


def test_many_claims_and_conflicts_are_all_there():
    crowd = figures(*(counted(f"{n} people", f"Witness {n}") for n in range(1, 61)))
    every = compared(*((f"f{a}", f"f{b}", "conflict_value") for a in range(60) for b in range(a)))
    html = charts.claims_table(crowd, every)
    assert all(f"Witness {n}<" in html for n in range(1, 61))
    assert html.count("≠ and 56 more") == 60


@pytest.mark.parametrize("given", [CLAIMS, figures(counted("12 percent", "Jo", category="share")), figures()])
def test_board_of_any_figures(given):
    html = charts.claims_table(given, PAIRS if given is CLAIMS else PAIRS.head(0))
    assert html.count("<tr") == html.count("</tr>") and ("No figures found" in html) == given.empty
    assert "nan" not in html and "NaN" not in html and "<NA>" not in html


def test_nothing_of_an_article_becomes_markup():
    bad = "<script>\"&'"
    html = charts.claims_table(CLAIMS.assign(speaker=bad, text=bad, stated=bad, unit=bad, event_text=bad), PAIRS)
    assert "<script" not in html and html.count("&lt;script&gt;") > len(CLAIMS)


@pytest.mark.parametrize("n, more", [(3, ""), (4, "≠ and 1 more")])
def test_three_conflicts_of_a_figure_are_named(n, more):
    claims = figures(*(counted(f"{i} people", "Ana") for i in range(n + 1)))
    html = charts.claims_table(claims, compared(*(("f0", f"f{i}", "conflict_value") for i in range(1, n + 1))))
    assert more in html and ("more<" in html) == bool(more)


def test_the_same_tables_give_the_same_table():
    assert charts.claims_table(BOARD, PAIRS.head(0)) == charts.claims_table(BOARD, PAIRS.head(0))
