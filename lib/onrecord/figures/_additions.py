"""Additions: which figures come on top of which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from onrecord.figures._sums import in_one_sentence, kind_of
from onrecord.figures.candidates import Candidate
from onrecord.figures.units import PEOPLE, anybody, lemma_of
from onrecord.rows import Figure


def find_additions(candidates: list[Candidate], subsets: dict[int, int], body: int = 0) -> dict[int, int]:
    """Which figures come on top of which ("another", "two more"): {index of the addition: index of the figure before}.

    Nothing comes on top of a part (`subsets`) while its whole is there, nor of a number before `body`, in the headline.
    """
    additions = {}
    anchors = {item.unit.anchor.i for item in candidates}
    for i, item in enumerate(candidates):
        if not item.phrase.adds or _goes_with_a_name(item, anchors):
            continue
        for j in _just_before(candidates, i):
            before = candidates[j]
            in_headline = before.start < body <= item.start
            if not in_headline and subsets.get(j) in (None, subsets.get(i), i) and _may_add(before, item):
                additions[i] = j
                break
    return additions


def of_one_occurrence(rows: list[Figure]) -> list[Figure]:
    """The rows without additions to a count of another happening: "another 12 died in an attack last month"."""
    occurrence = {row.figure_id: row.occurrence for row in rows}
    return [
        replace(row, adds_to=None) if row.adds_to and occurrence.get(row.adds_to) != row.occurrence else row
        for row in rows
    ]


def _goes_with_a_name(item: Candidate, anchors: set[int]) -> bool:
    """ "The driver and three others" are three on top of the driver, and of no number before them."""
    anchor = item.unit.anchor
    return anchor.dep_ == "conj" and anchor.head.pos_ in ("NOUN", "PROPN") and anchor.head.i not in anchors


ADDITION_REACH = 400  # characters: the same sentence or the one before


def _just_before(candidates: list[Candidate], i: int) -> Iterator[int]:
    """The places of the figures before one and near it, the nearest first."""
    return takewhile(lambda j: candidates[i].start - candidates[j].end < ADDITION_REACH, range(i - 1, -1, -1))


def _event_name(item: Candidate) -> str | None:
    return item.event.event if item.event else None


def _may_add(before: Candidate, item: Candidate) -> bool:
    """Only like is added to like: what happened to both is the same, or untold of one of them."""
    if before.phrase.kind != item.phrase.kind or _added_kind(before) != _added_kind(item):
        return False
    events = {_event_name(before), _event_name(item)}
    if None in events:  # "6,000 residents were held. The papers of another 15,000 people": what befell these is open
        return item.event is None and _is_alike(before, item)
    return len(events) == 1 and (_is_alike(before, item) or in_one_sentence(before, item))


def _added_kind(item: Candidate) -> str:
    """People, households, or things: what a bare number counts is told by what happened to it."""
    kind = kind_of(item)
    if kind in (None, "transparent") or (item.unit.noun is not None and item.unit.noun.lower_ in ("other", "others")):
        harmed = item.event is not None and item.event.event in PEOPLE_EVENTS
        return "people" if harmed else "things"
    return kind if kind in PEOPLE else "things"


def _is_alike(before: Candidate, item: Candidate) -> bool:
    """The same noun, or a noun that may name either: "6,000 residents ... another 15,000 people"."""
    nouns = {lemma_of(noun) for noun in (before.unit.noun, item.unit.noun) if noun is not None}
    return len(nouns - anybody() - {"other", "more"}) < 2 and (len(nouns) < 2 or bool(nouns & anybody()))


PEOPLE_EVENTS = ("killed", "injured", "missing", "displaced", "detained")
