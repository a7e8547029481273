"""Parts: which figures are part of which."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.figures.candidates import Candidate
from onrecord.figures.units import PEOPLE

# What says that a number is part of the one before it, between the two or after it.
PART_BETWEEN = re.compile(
    r"\b(?:including|included|among (?:them|whom|those|these)|of (?:whom|which|these|those|them)"
    r"|(?:of|among) (?:the|those|these) (?:dead|victims|wounded|injured|missing))\b(?P<rest>[^.;]*)$",
    re.IGNORECASE,
)
PART_AFTER = re.compile(
    r"\W{0,2}(?:more |others? )?of (?:whom|which|them|these|those)\b|\s+(?:were |was )?among (?:them|whom|those)\b",
    re.IGNORECASE,
)
DIFFERENCE = re.compile(r"\s+(?:more|higher) than\b", re.IGNORECASE)
END_OF_WHOLE = re.compile(r"(?:\s\w+){0,3},\s*")
OF_THE_WHOLE = re.compile(r"\b(?:of|among) (?:the|these|those|all) $", re.IGNORECASE)
PART_REACH = 200  # characters between a part and the figure before it


def find_parts(text: str, candidates: list[Candidate]) -> dict[int, int]:
    """Which figures are part of which: {index of the part: index of the whole}."""
    subsets: dict[int, int] = {}
    for i in range(1, len(candidates)):
        before, part = candidates[i - 1], candidates[i]
        between = text[before.end : part.start]
        if len(between) > PART_REACH or "\n\n" in between:
            continue
        if _says_part(text, before, part):
            wholes = [j for j in range(i - 1, max(i - 6, -1), -1) if _may_hold(candidates[j], part)]
            if wholes:
                subsets[i] = wholes[0]
        elif i - 1 in subsets and LIST_LINK.fullmatch(between) and _may_hold(candidates[subsets[i - 1]], part):
            # "including 10 women and 5 children"
            subsets[i] = subsets[i - 1]
    return subsets | _sums(text, candidates)


OF_A_COUNT = re.compile(r"\s+of (?:(?:all )?(?:the|these|those|its|their|his|her|our)|all)\s+", re.IGNORECASE)


def parts_out_of(text: str, candidates: list[Candidate]) -> dict[int, int]:
    """A number of a number: "120 of the 402 houses". What happened to the part need not have happened to the whole."""
    return {
        i: i + 1
        for i, (part, whole) in enumerate(pairwise(candidates))
        if OF_A_COUNT.fullmatch(text[part.phrase.end : whole.start]) and _may_hold(whole, part)
    }


def without_loops(links: dict[int, int]) -> dict[int, int]:
    """Links from part to whole; one that would make a figure a part of itself is left out."""
    kept: dict[int, int] = {}
    for part, whole in links.items():
        top = whole
        while top in kept:
            top = kept[top]
        if top != part:
            kept[part] = whole
    return kept


# "413 buildings in all", "12 dead (3 guards, 9 miners)", "12 dead: 3 guards and 9 miners"
IN_ALL_AFTER = re.compile(r",?\s*(?:in all|in total|all told|altogether|overall|combined)\b|\s?[(:]", re.IGNORECASE)
IN_ALL_BEFORE = re.compile(
    r"\b(?:in all|in total|all told|altogether|overall|a (?:combined )?total of),?\s*$", re.IGNORECASE
)
LONGEST_SUM = 8  # parts of one total


def _sums(text: str, candidates: list[Candidate]) -> dict[int, int]:
    """Parts of totals, only where they add up: "402 houses and 11 shops, 413 buildings in all"."""
    parts: dict[int, int] = {}
    for i, total in enumerate(candidates):
        around = text[total.end : total.end + 20], text[max(0, total.start - 20) : total.phrase.number_start]
        if not (IN_ALL_AFTER.match(around[0]) or IN_ALL_BEFORE.search(around[1])):
            continue
        for side in (range(i - 1, i - 1 - LONGEST_SUM, -1), range(i + 1, i + 1 + LONGEST_SUM)):
            summands = _summands(candidates, total, [j for j in side if 0 <= j < len(candidates)])
            parts |= dict.fromkeys(summands, i)
    return parts


def _summands(candidates: list[Candidate], total: Candidate, places: list[int]) -> list[int]:
    """The first figures of these places that add up to a total within its sentence; empty where none do."""
    reached, taken = 0.0, []
    for j in places:
        low = candidates[j].phrase.low
        if low is None or not in_one_sentence(candidates[j], total):
            return []
        reached += low
        taken.append(j)
        if reached >= (total.phrase.low or 0):
            return taken if reached == total.phrase.low and len(taken) > 1 else []
    return []


def _says_part(text: str, before: Candidate, part: Candidate) -> bool:
    """Whether the words around a figure make it a part of one before it."""
    between = text[before.end : part.start]
    if "." in between.rstrip(". ") and not re.match(
        r"[^.]*\.\s*(?:of|among) (?:them|these|those|the)\b", between, re.I
    ):
        return False
    if PART_AFTER.match(text[part.end : part.end + 40]):
        return True
    of_the_whole = OF_THE_WHOLE.search(text[max(before.start - 16, 0) : before.start])
    if part.unit.noun is None and of_the_whole and END_OF_WHOLE.fullmatch(between):
        return True  # "Of the 171 injured, 16 are ..."
    if part.event is None and part.unit.noun is None and between.rstrip().endswith("("):
        return True  # "three persons (two were children)"; with a noun it is the same thing in other units
    if is_difference(text, part):
        return between.rstrip().endswith(",")
    match = PART_BETWEEN.search(between)
    return bool(match and len(match["rest"].split()) <= 6)


def is_difference(text: str, item: Candidate) -> bool:
    """What has come on top since an earlier count: "402 houses, 14 more than on Tuesday" has 14 among the 402."""
    return item.unit.noun is None and bool(DIFFERENCE.match(text[item.end : item.end + 20]))


def _may_hold(whole: Candidate, part: Candidate) -> bool:
    """A whole is no smaller than its part, and people are no part of houses."""
    high = float("inf") if whole.phrase.high is None else whole.phrase.high
    low = part.phrase.low if part.phrase.low is not None else 0
    kinds = {whole.unit.category, part.unit.category} - {None, "share"}
    return low <= high and (len(kinds) < 2 or kinds <= set(PEOPLE)) and part.phrase.kind != "money"


LIST_LINK = re.compile(r",?\s*(?:and|or|as well as|plus)?\s+(?:(?:the|their|his|her|its|an?)\s+)?|,\s*", re.IGNORECASE)


def in_one_sentence(before: Candidate, item: Candidate) -> bool:
    return before.unit.anchor.sent.start == item.unit.anchor.sent.start
