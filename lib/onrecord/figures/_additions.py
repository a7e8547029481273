"""Additions: which figures come on top of which."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from onrecord.figures._parts import in_one_sentence
from onrecord.figures.candidates import Candidate
from onrecord.figures.units import PEOPLE, anybody, lemma_of


def find_additions(candidates: list[Candidate]) -> dict[int, int]:
    """Which figures come on top of which ("another", "two more"): {index of the addition: index of the figure before}."""
    additions = {}
    for i, item in enumerate(candidates):
        if not item.phrase.adds:
            continue
        earlier = [j for j in _just_before(candidates, i) if _may_add(candidates[j], item)]
        same_event = [j for j in earlier if _event_name(item) and _event_name(candidates[j]) == _event_name(item)]
        if earlier:
            additions[i] = (same_event or earlier)[0]
    return additions


ADDITION_REACH = 400  # characters: the same sentence or the one before


def _just_before(candidates: list[Candidate], i: int) -> Iterator[int]:
    """The places of the figures before one and near it, the nearest first."""
    return takewhile(lambda j: candidates[i].start - candidates[j].end < ADDITION_REACH, range(i - 1, -1, -1))


def _event_name(item: Candidate) -> str | None:
    return item.event.event if item.event else None


def _may_add(before: Candidate, item: Candidate) -> bool:
    """Only like is added to like; where another thing happened to it, only within a sentence and of the same noun."""
    if before.phrase.kind != item.phrase.kind or _added_kind(before) != _added_kind(item):
        return False
    events = _event_name(before), _event_name(item)
    if None in events or events[0] == events[1]:
        return _is_alike(before, item) or (None not in events and in_one_sentence(before, item))
    return in_one_sentence(before, item) and _is_same_noun(before, item)


def _is_same_noun(before: Candidate, item: Candidate) -> bool:
    """The same noun, or one that stands for it: "destroyed 150 houses and damaged another 900", "86 others"."""
    noun = item.unit.noun
    if noun is None or before.unit.noun is None or noun.lower_ == "others":
        return True
    return lemma_of(noun) == lemma_of(before.unit.noun)


def _added_kind(item: Candidate) -> str:
    """People, households, or things: what a bare number counts is told by what happened to it."""
    category = item.unit.category
    if item.unit.noun is None or category in (None, "transparent") or item.unit.noun.lower_ in ("other", "others"):
        harmed = item.event is not None and item.event.event in PEOPLE_EVENTS
        return "people" if harmed else "things"
    return category if category in PEOPLE else "things"


def _is_alike(before: Candidate, item: Candidate) -> bool:
    """The same noun, or a noun that may name either: "6,000 residents ... another 15,000 people"."""
    nouns = {lemma_of(noun) for noun in (before.unit.noun, item.unit.noun) if noun is not None}
    return len(nouns - anybody() - {"other", "more"}) < 2 and (len(nouns) < 2 or bool(nouns & anybody()))


PEOPLE_EVENTS = ("killed", "injured", "missing", "displaced", "detained")
