"""Chart of claims that conflict or were updated: its finding, who stands on which side, and how much is drawn."""

from __future__ import annotations

import pytest
from tables_to_draw import BOARD, CLAIMS, LONG, PAIRS, amount, check_words, compared, counted, figures, row_names

from onrecord import charts

FORCED = counted("40 people", "Ana Ruiz", event="displaced", event_text="driven out of their homes")
TAKEN = counted("40 people", "Lanne", event="displaced", event_text="taken")
MOVED = counted("40 people", "Jo Li", event="displaced", event_text="moved")
FINDINGS = [
    # figures, pairs, the finding
    (
        [counted("12 people", "Ana"), counted("19 people", "Jo")],
        [("f0", "f1", "conflict_value")],
        "People killed: 12 (Ana) or 19 (Jo)?",
    ),
    (
        [counted("12 people", "Ana"), counted("19 people", "Ana")],
        [("f0", "f1", "conflict_value")],
        "People killed: 12 or 19? Both by Ana",
    ),
    (
        [counted("19 people", "Jo"), counted("12 people", None), counted("100 people", "Ida")],
        [("f0", "f1", "conflict_value"), ("f0", "f2", "conflict_value")],
        "People killed: 3 claims, the lowest 12 (the article itself), the highest 100 (Ida)",
    ),
    (
        [counted("12 people", "Ana"), amount("No people", 0, 0, status="denied", speaker="Jo", attribution="stated")],
        [("f0", "f1", "conflict_value")],
        "People killed: No (denied by Jo) or 12 (Ana)?",
    ),
    (
        [counted("12 people", "Ana"), counted("19 people", "Jo"), counted("19 people", "Ana", status="denied")],
        [("f0", "f1", "conflict_value"), ("f1", "f2", "conflict_value")],
        "People killed: 12 (Ana) or 19 (Jo)?",
    ),
    (
        [counted("12 people", "Ana"), *(counted("12 people", who, status="denied") for who in ("Jo", "Ida"))],
        [("f0", "f1", "conflict_value"), ("f0", "f2", "conflict_value")],
        "People killed: 12 (Ana), denied by Jo and Ida",
    ),
    (
        [counted("12 people", "Ana"), counted("12 people", "Jo"), counted("12 people", "Ida", status="denied")],
        [("f0", "f1", "agree"), ("f0", "f2", "conflict_value")],
        "People killed: 12 (Ana and Jo), denied by Ida",
    ),
    (
        [counted("19 people", "Jo"), counted("12 people", "Ana")],
        [("f1", "f0", "updates")],
        "People killed: first 12 (Ana), later 19 (Jo)",
    ),
    (
        [counted("19 people", "Ana", unit=None, category="other", event="other"), counted("12 people", "Ana")],
        [("f1", "f0", "updates")],
        "People killed: first 12, later 19, both by Ana",
    ),
    (
        [TAKEN, FORCED, MOVED],
        [("f0", "f1", "agree"), ("f0", "f2", "conflict_character")],
        "The numbers agree, the words do not: “driven out of their homes” (Ana Ruiz) or “moved” (Jo Li)?",
    ),
    (
        [amount("dozens of people", None, None, approx="vague"), counted("12 people", "Ana")],
        [("f0", "f1", "conflict_value")],
        "People killed: 12 (Ana) or dozens (the article itself)?",
    ),
]


@pytest.mark.parametrize("given, beside, finding", FINDINGS)
def test_the_title_is_the_finding(given, beside, finding):
    chart = charts.comparisons(figures(*given), compared(*beside))
    assert chart.alt_text.startswith(finding + ("" if finding[-1] == "?" else ".") + " Chart of ")
    assert " ".join(chart.get_suptitle().split()) == finding and len(row_names(chart)) == len(given)
    check_words(chart)


def test_claims_whose_words_conflict_stand_on_two_sides():
    chart = charts.comparisons(
        figures(TAKEN, MOVED, FORCED), compared(("f0", "f1", "conflict_character"), ("f0", "f2", "agree_rounded"))
    )
    assert list(chart.data["claimant"]) == ["Lanne", "Ana Ruiz", "Jo Li"]
    assert list(chart.data["words"]) == ["taken", "driven out of their homes", "moved"]


def test_side_and_inference_stand_beside_the_claimant():
    given = figures(FORCED | {"attribution": "continued"}, MOVED).assign(side=["Lanne", "Jo Li"])
    chart = charts.comparisons(given, compared(("f0", "f1", "conflict_character")))
    assert row_names(chart) == ["Ana Ruiz (inferred)\nfor Lanne", "Jo Li"]


def test_conflicts_of_two_sides_come_first_then_graver_events_then_updates():
    given = figures(
        *(counted(f"{n} ships", "Ana", event="damaged", category="vehicles") for n in (1, 2)),
        *(counted(f"{n} people", "Ana", event="injured") for n in (3, 4)),
        *(counted(f"{n} people", "Ana") for n in (5, 6)),
        *(counted(f"{n} houses", "Ana", event="destroyed", category="buildings") for n in (7, 8)),
    ).assign(side=["Lanne"] * 7 + ["Ostrel"])
    beside = [("f0", "f1", "conflict_value"), ("f2", "f3", "conflict_value"), ("f4", "f5", "updates")]
    chart = charts.comparisons(given, compared(*beside, ("f6", "f7", "conflict_value")))
    assert list(dict.fromkeys(chart.data["counted"])) == [
        "houses destroyed",
        "people injured",
        "ships damaged",
        "people killed",
    ]


NOTHING = [
    (figures(), PAIRS.head(0), "No figures found in this article."),
    (BOARD.head(1), PAIRS.head(0), "This article has no two figures to compare."),
    (BOARD, PAIRS.head(0), "No two figures of this article are about the same thing."),
    (BOARD, compared(("f0", "f1", "agree")), "1 pair of figures is about the same thing. No two claims conflict"),
    (CLAIMS, PAIRS[PAIRS["relation"] != "conflict_value"], "2 pairs of figures are about the same thing. No two"),
]


@pytest.mark.parametrize("given, beside, words", NOTHING)
def test_no_dispute_is_said_in_a_sentence(given, beside, words):
    chart = charts.comparisons(given, beside)
    assert words in chart.alt_text and not chart.axes


@pytest.mark.parametrize("n, left_out", [(12, ""), (13, "(1 claim more not drawn)")])
def test_twelve_claims_of_a_dispute_are_drawn(n, left_out):
    given = figures(*(counted(f"{i + 1} people", "Ana") for i in range(n)))
    chart = charts.comparisons(given, compared(*(("f0", f"f{i}", "conflict_value") for i in range(1, n))))
    assert len(row_names(chart)) == 12 and len(chart.data) == n
    assert left_out in " ".join(chart.get_suptitle().split()) and ("not drawn" in chart.alt_text) == bool(left_out)


@pytest.mark.parametrize("n, left_out", [(5, ""), (7, "(2 disputes more not drawn)")])
def test_five_disputes_are_drawn(n, left_out):
    given = figures(*(counted(f"{i + 1} people", "Ana", occurrence=f"fire, {i // 2}") for i in range(2 * n)))
    chart = charts.comparisons(given, compared(*((f"f{2 * i}", f"f{2 * i + 1}", "conflict_value") for i in range(n))))
    assert len(chart.axes) == 5 and left_out in chart.alt_text and ("not drawn" in chart.alt_text) == bool(left_out)
    assert chart.alt_text.count("people killed (Fire, ") == n


def test_each_further_dispute_has_its_finding_above_it():
    given = figures(*(counted(f"{i + 1} people", LONG.format(i), occurrence=f"fire, {i // 2}") for i in range(4)))
    chart = charts.comparisons(given, compared(("f0", "f1", "conflict_value"), ("f2", "f3", "conflict_value")))
    check_words(chart)
    assert any(text.get_text().startswith("People killed (Fire, 0): 1 (") for text in chart.axes[1].texts)
