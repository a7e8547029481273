"""Disputes: which figures contradict or replace each other, in groups, in one order for all answers and charts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.pages.wording import is_given, times_in_percent
from onrecord.rows import gravity

CONFLICTS = ("conflict_value", "conflict_character")
# Pairs that count one thing. Parts and additions count others, and so may what is only compatible.
SAME = ("agree", "agree_rounded", *CONFLICTS, "updates")

Row = dict[str, Any]
Told = tuple[Row, Row, Row]  # row of the comparisons table, one figure, the other
Key = tuple[str, str]  # article_id, figure_id


def find_groups(figures: Iterable[Row], pairs: Iterable[Row]) -> list[list[Told]]:
    """The pairs of figures that count one thing, a group for each thing of which two conflict or one is a later count.

    Args:
        figures: rows of one article or of several; `side`, where there is one, says for whom each claimant speaks.
        pairs: rows of the comparisons table of the same articles.

    Returns:
        First conflicts, then updates; in each, first those between two sides, then the graver event, the larger number. Shares
        are in percent.
    """
    by_id = {key_of(row): row for row in map(_in_percent, figures)}
    told = [
        (pair, by_id[pair["article_id_a"], pair["a"]], by_id[pair["article_id_b"], pair["b"]])
        for pair in pairs
        if pair["relation"] in SAME
        and (pair["article_id_a"], pair["a"]) in by_id
        and (pair["article_id_b"], pair["b"]) in by_id
    ]
    return sorted((group for group in connected(told) if _against(group)), key=_place)


def _in_percent(figure: Row) -> Row:
    times = times_in_percent(figure["category"], figure["text"])
    return figure | {
        end: float(figure[end]) * times if is_given(figure[end]) else None for end in ("value_low", "value_high")
    }


def connected(told: list[Told]) -> list[list[Told]]:
    """Pairs in groups, each in the order in which they are given: two that share a figure are in one group."""
    # Of each figure: all figures of its group, and the numbers of their pairs.
    groups: dict[Key, tuple[list[Key], list[int]]] = {}
    for at, (_, *figures) in enumerate(told):
        first, second = (groups.setdefault(key, ([key], [])) for key in map(key_of, figures))
        if first is not second:
            small, large = sorted((first, second), key=lambda group: len(group[0]))
            large[0].extend(small[0])
            large[1].extend(small[1])
            groups.update(dict.fromkeys(small[0], large))
        groups[key_of(figures[0])][1].append(at)
    each_once = {id(group): group for group in groups.values()}.values()
    return [[told[n] for n in numbers] for numbers in sorted(sorted(numbers) for _, numbers in each_once)]


def key_of(row: Mapping[str, Any]) -> Key:
    """Which figure of which article a row is."""
    return row["article_id"], row["figure_id"]


def size(row: Mapping[str, Any]) -> float:
    """The number that a figure names: its lower end, its upper one where it has no lower, of "about 40" the middle.

    nan where it gives no number.
    """
    ends = [float(row[end]) for end in ("value_low", "value_high") if is_given(row[end])]
    return math.nan if not ends else sum(ends) / len(ends) if row["approx"] == "about" else ends[0]


def is_denied(row: Mapping[str, Any]) -> bool:
    """Whether a figure is one that somebody denies: who denies a number gives none."""
    return bool(row["status"] == "denied")


def between_sides(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two claimants are known to speak for different sides."""
    sides = one.get("side"), other.get("side")
    return all(map(is_given, sides)) and sides[0] != sides[1]


def _against(group: list[Told]) -> list[tuple[Row, Row]]:
    """The figures of a group that conflict, or of which one is a later count."""
    return [(one, other) for pair, one, other in group if pair["relation"] in (*CONFLICTS, "updates")]


def _place(group: list[Told]) -> tuple[Any, ...]:
    """What sorts groups: the smaller comes first."""
    against = _against(group)
    conflict = any(pair["relation"] in CONFLICTS for pair, *_ in group)
    gravest = min(gravity(row["event"]) for rows in against for row in rows)
    largest = max((size(row) for rows in against for row in rows if not math.isnan(size(row))), default=0)
    return not conflict, not any(between_sides(*rows) for rows in against), gravest, -largest
