"""Counts of rules in words: how often each rule is right, on each set of marked articles."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from onrecord.evaluation.figure_rules import figure_rule_accuracy
from onrecord.evaluation.published import how_often_right
from onrecord.evaluation.row_accuracy import accuracy
from onrecord.evaluation.rules import OWN, Rule, described_rules, described_sets, rule_accuracy
from onrecord.pages.layout import Cell

LEAST_FOR_SHARE = 20
FEW = 10  # rows
NO_CASES = "–"
ROW_HEADINGS = [
    "Rows",
    "#Right on others’ news, of 100",
    "#Found, of 100",
    "#Articles",
    "#Right on our own articles",
    "#Found there",
]


def counts_of(rule: Rule) -> list[tuple[str, str]]:
    """How often a rule is right: (title of a set, "95 of 99 (96 %)"), a set each; empty where nobody counted."""
    quotes = [(title, _shares()[s, rule.name]) for s, (title, _) in sets().items() if (s, rule.name) in _shares()]
    figures = figure_rule_accuracy().query("part == @rule.part and rule == @rule.name")
    few = ", fewer than ten cases"
    return quotes + [
        (described_sets()[OWN][0] + few * (row.n_found < FEW), share_in_words(row.n_right, row.n_found))
        for row in figures.itertuples()
    ]


@cache
def sets() -> dict[str, tuple[str, str]]:
    """The sets of marked articles that rules for quotes were counted on: {set: (title, what it is)}."""
    described = described_sets()
    dates = rule_accuracy().groupby("set")["date"].first()
    names = [s for s in described if s in dates] + [s for s in dates.index if s not in described]
    found = {}
    for name in names:
        title, what = described.get(name, (name, "marked articles that do not come with the project"))
        found[name] = title, what + (f"; counted on {dates[name]}" if dates[name] == dates[name] else "")
    return found


def count_table(part: str, link: Callable[[str], str]) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows: each rule of a part of the rules for quotes, and how often it is right on each set.

    Args:
        part: "found" or "named".
        link: makes of a rule's name a link to it.
    """
    counted = {name for name, in_part in rule_accuracy()[["set", "part"]].itertuples(index=False) if in_part == part}
    titles = [(name, title) for name, (title, _) in sets().items() if name in counted]
    named = [rule.name for rule in described_rules().values() if rule.part == part]
    body: list[list[Cell]] = [
        [link(rule), *(_shares().get((name, rule), NO_CASES) for name, _ in titles)] for rule in named
    ]
    return ["Rule", *(f"#{title}" for _, title in titles)], body


def row_table(table: str) -> list[list[Cell]]:
    """How often the rows of a table are right, under ROW_HEADINGS; none where nobody counted.

    Args:
        table: such as "quotes".
    """
    names = [
        row.what
        for row in accuracy().itertuples()
        if (row.table, row.what) != ("quotes", "speakers") and row.table == table
    ]
    names += ["speakers"] * (table == "speakers")
    if not names:
        return []
    return [
        [
            row.what,
            row.right or NO_CASES,
            row.found or NO_CASES,
            str(row.articles or NO_CASES),
            row.own_right,
            row.own_found or NO_CASES,
        ]
        for row in how_often_right(*names).itertuples()
    ]


def share_in_words(n_right: int, n_found: int) -> str:
    """ "95 of 99 (96 %)"; without the share where there are few."""
    share = f" ({100 * n_right / n_found:.0f} %)" if n_found >= LEAST_FOR_SHARE else ""
    return f"{n_right:,} of {n_found:,}{share}"


@cache
def _shares() -> dict[tuple[str, str], str]:
    """{(set, rule): "95 of 99 (96 %)"}."""
    return {(row.set, row.rule): share_in_words(row.n_right, row.n_found) for row in rule_accuracy().itertuples()}
