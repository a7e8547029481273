"""Charts of claims: the board, and pairs side by side."""

from __future__ import annotations

import pytest
from tables_to_draw import BOARD, CLAIMS, PAIRS, compared, counted, figures, row_names

from onrecord import charts
from onrecord.charts import claims


def test_claims_board_says_every_figure_and_claimant():
    alt = charts.claims_board(CLAIMS).alt_text
    for words in [
        "displaced: 402,000 people: Ana Ruiz",
        "killed: at least 40 people: Jo Li",
        "killed: up to 50 people: the article itself",
        "Buildings: destroyed: 150 houses (hedged): the article itself",
        "Everything else: destroyed: $5_000^2 trucks",
        "Forecast, feared or denied: killed: No people (denied)",
    ]:
        assert words in alt


def test_conflicts_come_first():
    chart = charts.comparisons(CLAIMS, PAIRS)
    assert list(chart.data["relation"]) == ["conflict_value", "compatible", "subset"]
    assert "killed: at least 40 people (Jo Li) and killed: No people (denied) (the article itself)" in chart.alt_text


def test_every_relation_of_the_contract_has_words():
    names = [
        "agree",
        "agree_rounded",
        "compatible",
        "conflict_value",
        "conflict_character",
        "subset",
        "adds",
        "updates",
    ]
    assert sorted(claims.LINES) == sorted(names)


def test_picture_of_the_board_marks_conflicts():
    chart = charts.claims_board(BOARD, compared(("f0", "f1", "conflict_character")))
    assert "402,000 people: Ana Ruiz (≠ words)" in chart.alt_text and "The sign ≠ marks claims" in chart.alt_text
    assert list(chart.data["conflict"]) == ["words", "words", "", "", "", ""]
    assert "≠" not in charts.claims_board(BOARD).alt_text
    assert len(chart.axes) == 4, "people, money, shares, and apart what is denied"
    assert [ax.get_xscale() for ax in chart.axes[2:]] == ["linear", "log"], "shares have no place on powers of ten"


def test_each_occurrence_has_a_plot_and_no_claims_stand_apart():
    given = figures(
        counted("40 people", "Ana", occurrence="flood, Arnby"),
        counted("12 people", "Jo", occurrence="flood, Arnby"),
        counted("9 people", "Jo", occurrence="fire, Belford"),
        counted("300 people", "Jo", occurrence="flood, Arnby, 1974", status="background"),
        counted("90 people", "Jo", occurrence="flood, Arnby", status="forecast"),
        counted("5 percent", "Jo", occurrence="flood, Arnby", status="forecast", category="share"),
    )
    alt = charts.claims_board(given).alt_text
    plots = [
        "People – Flood, Arnby: killed: 40 people",
        "People – Fire, Belford: killed: 9 people",
        "Forecast, feared or denied: killed: 90 people (forecast)",
        "Forecast, feared or denied, shares: killed: 5 percent (forecast)",
        "Background: other occurrences, or a longer time: killed: 300 people: Jo",
    ]
    assert [alt.index(words) for words in plots] == sorted(alt.index(words) for words in plots)


@pytest.mark.parametrize("n, left_out", [(40, ""), (41, "(1 figure not drawn)")])
def test_forty_figures_of_a_kind_are_drawn(n, left_out):
    chart = charts.claims_board(figures(*(counted(f"{i + 1} people", "Ana") for i in range(n))))
    assert len(row_names(chart)) == 40 and len(chart.data) == n
    assert left_out in chart.get_suptitle() and ("not drawn" in chart.get_suptitle()) == bool(left_out)


@pytest.mark.parametrize("n, left_out", [(24, ""), (25, "(1 pair not drawn)")])
def test_twenty_four_pairs_are_drawn(n, left_out):
    given = figures(*(counted(f"{i + 1} people", "Ana") for i in range(n + 1)))
    chart = charts.comparisons(given, compared(*(("f0", f"f{i}", "agree") for i in range(1, n + 1))))
    assert len(row_names(chart)) == 24 and len(chart.data) == n
    assert left_out in chart.get_suptitle() and ("not drawn" in chart.get_suptitle()) == bool(left_out)


@pytest.mark.parametrize("n, more", [(30, ""), (31, "; and 1 more")])
def test_thirty_claims_are_read_aloud(n, more):
    alt = charts.claims_board(figures(*(counted(f"{i + 1} people", "Ana") for i in range(n)))).alt_text
    assert alt.count("(") + alt.count("people: Ana") == 30 and more in alt and ("more" in alt) == bool(more)
