"""Sums: figures that are parts of a total because they add up to it."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.figures._part_words import FARTHEST, part_pattern, says_after, says_before
from onrecord.figures.candidates import Candidate
from onrecord.figures.units import PEOPLE, anybody, lemma_of

LONGEST_SUM = 8  # parts of one total


def sums_in_sentences(text: str, candidates: list[Candidate]) -> dict[int, int]:
    """Parts of totals in one sentence, only where they add up: "402 houses and 11 shops, 413 buildings in all"."""
    parts: dict[int, int] = {}
    for i, total in enumerate(candidates):
        before = _summands(candidates, total, range(i - 1, max(i - 1 - LONGEST_SUM, -1), -1))
        behind = _summands(candidates, total, range(i + 1, min(i + 1 + LONGEST_SUM, len(candidates))))
        if (before or behind) and _is_called_total(text, total):
            parts |= dict.fromkeys((*before, *behind), i)
        if behind and _opens_list(text, total, candidates[i + 1]):
            if len({_event_name(candidates[j]) for j in behind}) == 1:
                parts |= dict.fromkeys(behind, i)
    return parts


def _is_called_total(text: str, total: Candidate) -> bool:
    """Whether the words beside a figure call it a total: "413 buildings in all"."""
    before = says_before("total_before", text, total.phrase.number_start)
    return before is not None or says_after("total_after", text, total.end)


def _opens_list(text: str, total: Candidate, first: Candidate) -> bool:
    """ "The crash killed 12 people, nine guards and ...": the parts begin right behind the total."""
    return part_pattern("list").fullmatch(text[total.end : first.start][:FARTHEST]) is not None


def _event_name(item: Candidate) -> str | None:
    return item.event.event if item.event is not None else None


def _summands(candidates: list[Candidate], total: Candidate, places: Iterable[int]) -> list[int]:
    """The first figures of these places that add up to a total within its sentence; empty where none do."""
    reached, taken = 0.0, []
    for j in places:
        item = candidates[j]
        low = item.phrase.low
        if low is None or item.phrase.kind != "count" or not in_one_sentence(item, total) or not fate_fits(item, total):
            return []
        reached += low
        taken.append(j)
        if reached >= (total.phrase.low or 0):
            return taken if reached == total.phrase.low and len(taken) > 1 else []
    return []


def sums_of_tolls(candidates: list[Candidate], subsets: dict[int, int]) -> dict[int, int]:
    """Parts of a toll that stands elsewhere: "33 rebels", "seven villagers and ten soldiers" where 50 were killed.

    Numbers add up by chance: the parts stand together, the same happened to all, each counts others, and the total is
    either no small one or the last part says that it comes on top ("three others").
    """
    parts: dict[int, int] = {}
    by_event: dict[str, list[int]] = {}
    for i, item in enumerate(candidates):
        if item.event is not None and item.phrase.kind == "count" and item.phrase.low is not None:
            by_event.setdefault(item.event.event, []).append(i)
    for places in by_event.values():
        totals: dict[float, list[int]] = {}
        for i in places:
            totals.setdefault(_number(candidates[i]), []).append(i)
        for first in range(len(places)):
            for total, summands in _sums_from(candidates, places[first : first + LONGEST_SUM], totals):
                if not any(j in subsets or j in parts for j in summands):
                    parts |= dict.fromkeys(summands, total)
    return parts


TOGETHER = 250  # characters between two parts of a toll
LEAST_SUM = 10  # smaller numbers add up by chance


def _sums_from(
    candidates: list[Candidate], places: list[int], totals: dict[float, list[int]]
) -> Iterable[tuple[int, list[int]]]:
    """The totals that these figures from the first on add up to."""
    reached = 0.0
    taken: list[int] = []
    for j in places:
        item = candidates[j]
        near = not taken or item.start - candidates[taken[-1]].end <= TOGETHER
        if not near or any(not _counts_others(candidates[k], item) for k in taken):
            return
        reached += _number(item)
        taken.append(j)
        summands = [candidates[k] for k in taken]
        wholes = [k for k in totals.get(reached, ()) if k < taken[0] and _may_total(candidates[k], summands)]
        if len(taken) > 1 and wholes and (item.phrase.adds or reached >= LEAST_SUM):
            yield wholes[-1], list(taken)
            return


def _counts_others(before: Candidate, item: Candidate) -> bool:
    """Whether two figures count different people: other nouns, or the second says so ("three others")."""
    if item.phrase.adds:
        return True
    nouns = [lemma_of(c.unit.noun) if c.unit.noun is not None else None for c in (before, item)]
    return None not in nouns and nouns[0] != nouns[1] and not set(nouns) & (anybody() - PARTS_OF_A_TOLL)


PARTS_OF_A_TOLL = {"civilian", "resident"}  # they count people and yet say which


def _may_total(total: Candidate, summands: list[Candidate]) -> bool:
    """Whether a figure counts all kinds of people: it has no noun, or one for anybody, or the noun of a part."""
    noun = total.unit.noun
    if noun is None or lemma_of(noun) in anybody():
        return True
    return any(lemma_of(item.unit.noun) == lemma_of(noun) for item in summands if item.unit.noun is not None)


def _number(item: Candidate) -> float:
    """The number as it is written: "about 50" is 50."""
    low, high = item.phrase.low or 0, item.phrase.high
    return (low + high) / 2 if high is not None and item.phrase.approx == "about" else low


def fate_fits(part: Candidate, whole: Candidate) -> bool:
    """Whether the same may have happened to both, and people are no part of houses."""
    events = {item.event.event for item in (part, whole) if item.event is not None}
    return len(events) < 2 and (kinds_fit(part, whole) or not {kind_of(part), kind_of(whole)} & set(PEOPLE))


def kinds_fit(part: Candidate, whole: Candidate) -> bool:
    """Whether both count people, or things of one kind, as far as the lexicon knows."""
    kinds = {kind_of(part), kind_of(whole)} - {None, "share"}
    return len(kinds) < 2 or kinds <= set(PEOPLE)


def kind_of(item: Candidate) -> str | None:
    """The category of what is counted; the deaths and the dead are people, too."""
    noun = item.unit.noun
    return "people" if noun is not None and lemma_of(noun) in anybody() else item.unit.category


def in_one_sentence(before: Candidate, item: Candidate) -> bool:
    return before.unit.anchor.sent.start == item.unit.anchor.sent.start
