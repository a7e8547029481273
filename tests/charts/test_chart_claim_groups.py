"""Which claims count the same thing, and which conflict."""

from __future__ import annotations

import pandas as pd
import pytest
from tables_to_draw import PAIRS, compared, counted, figures

from onrecord.charts._claim_groups import group_claims, noun

NOUNS = [
    # unit, category, noun
    ("people", "people", "people"),
    ("civilians", "people", "people"),
    (None, "people", "people"),
    ("children", "people", "children"),
    ("Houses", "buildings", "houses"),
    ("families", "households", "families"),
    ("percent", "share", "share"),
    (None, "other", "other"),
]


@pytest.mark.parametrize("unit, category, word", NOUNS)
def test_nouns_for_anybody_are_one(unit, category, word):
    assert noun({"unit": unit, "category": category, "event": "other"}) == word


def test_deaths_and_bodies_are_people():
    given = figures(
        counted("15 deaths", "Ana", category="other"),
        counted("9 bodies", "Jo", category="other"),
        counted("8 dead", None),
    )
    assert set(group_claims(given, PAIRS.head(0))["counted"]) == {"people killed"}
    assert set(group_claims(given, PAIRS.head(0))["panel"]) == {"people"}


def rows_of(given: pd.DataFrame, beside: pd.DataFrame) -> list[set[str]]:
    """Which figures stand in one row of the board."""
    return [set(ids) for ids in group_claims(given, beside).groupby("group", sort=False)["figure_id"].agg(list)]


def test_same_event_and_noun_is_one_row():
    given = figures(
        counted("40 people", "Ana"),
        counted("12 civilians", "Jo"),
        counted("3 children", "Jo"),
        counted("9 people", "Jo", event="injured"),
        counted("7 houses", "Jo", event="destroyed", category="buildings"),
        counted("1 house", "Ana", event="damaged", category="buildings"),
    )
    assert sorted(map(sorted, rows_of(given, PAIRS.head(0)))) == [["f0", "f1"], ["f2"], ["f3"], ["f4", "f5"]]


def test_sums_of_events_stand_apart():
    given = figures(counted("40 people", "Ana"), counted("90 people", "Jo", event_text="killed or injured"))
    assert list(group_claims(given, PAIRS.head(0))["counted"]) == ["people killed or injured", "people killed"]


def test_occurrences_of_two_articles_are_one_by_full_name_or_by_comparison():
    full = "flood, Arnby, 2031-05-01"
    given = figures(
        *(counted(f"{n} people", "Ana", article_id="one", occurrence=key) for n, key in [(40, full), (9, "flood")]),
        *(counted(f"{n} people", "Jo", article_id="two", occurrence=key) for n, key in [(50, full), (8, "flood")]),
        *(
            counted(f"{n} people", "Jo", article_id=day, event="injured", occurrence="fire")
            for n, day in enumerate("ab")
        ),
        *(
            counted(f"{n} people", "Jo", article_id=day, event="killed", occurrence="fire")
            for n, day in enumerate("ab")
        ),
    )
    assert sorted(map(len, rows_of(given, PAIRS.head(0)))) == [1] * 6 + [2]
    beside = PAIRS.head(1).assign(article_id_a="a", a="f4", article_id_b="b", b="f5", relation="updates")
    assert sorted(map(len, rows_of(given, beside))) == [1, 1, 2, 2, 2], "then their dead are of one occurrence as well"


def test_figures_without_an_event_are_not_set_beside_each_other():
    given = figures(counted("2 ships", "Ana", event="other"), counted("9 ships", "Jo", event="other"))
    assert len(rows_of(given, PAIRS.head(0))) == 2
    assert len(rows_of(given, compared(("f0", "f1", "agree")))) == 1
    assert set(group_claims(given, PAIRS.head(0))["counted"]) == {"ships"}


def test_another_occurrence_is_another_row_and_so_is_what_nobody_claims():
    given = figures(
        counted("40 people", "Ana", occurrence="flood, Arnby"),
        counted("12 people", "Jo", occurrence="flood, Arnby"),
        counted("9 people", "Jo", occurrence="fire, Belford"),
        counted("90 people", "Jo", occurrence="flood, Arnby", status="forecast"),
        counted("80 people", "Jo", occurrence="flood, Arnby", status="denied"),
        counted("7 people", "Jo", occurrence="flood, Arnby", hedged=True),
    )
    beside = compared(("f0", "f3", "updates"), ("f0", "f4", "conflict_value"))
    assert rows_of(given, beside) == [{"f0", "f1", "f5"}, {"f2"}, {"f3"}, {"f4"}]


def test_what_is_only_compatible_or_a_part_is_not_one_row():
    given = figures(counted("40 people", "Ana", event="displaced"), counted("6 residents", "Jo", event="detained"))
    assert len(rows_of(given, compared(("f0", "f1", "compatible"), ("f0", "f1", "subset")))) == 2
