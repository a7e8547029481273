"""Parts: which figures are part of which, by the words between and beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from onrecord.figures._part_words import part_pattern, says_after, says_before
from onrecord.figures._sums import fate_fits, in_one_sentence, kind_of, kinds_fit, sums_in_sentences, sums_of_tolls
from onrecord.figures.candidates import Candidate
from onrecord.figures.event_terms import terms
from onrecord.figures.units import PEOPLE, anybody, lemma_of

DIFFERENCE = re.compile(r"\s+(?:more|higher) than\b", re.IGNORECASE)
END_OF_WHOLE = re.compile(r"(?:\s\w+){0,3},\s*")
OF_THE_WHOLE = re.compile(r"\b(?:of|among) (?:the|these|those|all) $", re.IGNORECASE)
PART_REACH = 200  # characters between a part and the figure before it
FAR_REACH = 500  # characters to a whole that the part names again ("nine of the dead")


def find_parts(text: str, candidates: list[Candidate]) -> dict[int, int]:
    """Which figures are part of which by the text's own words: {index of the part: index of the whole}."""
    subsets: dict[int, int] = {}
    for i in range(1, len(candidates)):
        for rule in PART_RULES:
            if (whole := rule(text, candidates, i, subsets)) is not None:
                subsets[i] = whole
                break
    for i in range(1, len(candidates)):
        subsets |= dict.fromkeys(_brought_to(text, candidates, i), i)
    return subsets | sums_in_sentences(text, candidates)


def parts_told_later(text: str, candidates: list[Candidate], subsets: dict[int, int]) -> dict[int, int]:
    """The parts, with those of which the event of the whole says nothing, and those that add up to a toll."""
    subsets = subsets | _parts_out_of(text, candidates)
    subsets |= _parts_of_those_named(text, candidates, subsets)
    return _without_loops(subsets | sums_of_tolls(candidates, subsets))


OF_A_COUNT = re.compile(
    r"\s+(?:out )?of (?P<the>(?:(?:all )?(?:the|these|those|its|their|his|her|our)|all)\s+)?", re.IGNORECASE
)


def _parts_out_of(text: str, candidates: list[Candidate]) -> dict[int, int]:
    """A number of a number: "120 of the 402 houses". What happened to the part need not have happened to the whole."""
    parts = {}
    for i, (part, whole) in enumerate(pairwise(candidates)):
        link = OF_A_COUNT.fullmatch(text[part.phrase.end : whole.start])
        if link and (link["the"] or part.phrase.approx != "vague") and _may_hold(whole, part):
            parts[i] = i + 1
    return parts


def _without_loops(links: dict[int, int]) -> dict[int, int]:
    """Links from part to whole; one that would make a figure a part of itself is left out."""
    kept: dict[int, int] = {}
    for part, whole in links.items():
        top = whole
        while top in kept:
            top = kept[top]
        if top != part:
            kept[part] = whole
    return kept


def _said_between(text: str, candidates: list[Candidate], i: int, _: dict[int, int]) -> int | None:
    """ "40 people, including 9 children", "40 people, 12 of whom"."""
    before, part = candidates[i - 1], candidates[i]
    between = text[before.end : part.start]
    if len(between) > PART_REACH or "\n\n" in between or not _says_part(text, before, part):
        return None
    return next((j for j in _back(text, candidates, i, 6) if _may_hold(candidates[j], part)), None)


def _says_part(text: str, before: Candidate, part: Candidate) -> bool:
    """Whether the words around a figure make it a part of one before it."""
    between = text[before.end : part.start]
    if "." in between.rstrip(". ") and not re.match(
        r"[^.]*\.\s*(?:of|among) (?:them|these|those|the)\b", between, re.I
    ):
        return False
    if says_after("after", text, part.end):
        return True
    of_the_whole = OF_THE_WHOLE.search(text[max(before.start - 16, 0) : before.start])
    if part.unit.noun is None and of_the_whole and END_OF_WHOLE.fullmatch(between):
        return True  # "Of the 171 injured, 16 are ..."
    if part.event is None and part.unit.noun is None and between.rstrip().endswith("("):
        return True  # "three persons (two were children)"; with a noun it is the same thing in other units
    if is_difference(text, part):
        return between.rstrip().endswith(",")
    match = part_pattern("before").search(between)
    return bool(match and len(match["rest"].split()) <= 6)


def is_difference(text: str, item: Candidate) -> bool:
    """What has come on top since an earlier count: "402 houses, 14 more than on Tuesday" has 14 among the 402."""
    return item.unit.noun is None and bool(DIFFERENCE.match(text[item.end : item.end + 20]))


LIST_LINK = re.compile(
    r",?(?:\s*+(?:and|or|as well as|plus))?\s++(?:(?:the|their|his|her|its|an?)\s+)?|,\s*", re.IGNORECASE
)
ONE_BETWEEN = re.compile(r",\s+(?:an?|the|his|her|their)\s+\w+(?:\s\w+)?,?\s+and\s+", re.IGNORECASE)
NEXT_PLACE = re.compile(r"(?:\s+[^\s.;:,]+){0,12}?(?:,|,?\s+(?:and|plus|while))\s+(?:another\s+)?", re.IGNORECASE)


def _next_part(text: str, candidates: list[Candidate], i: int, subsets: dict[int, int]) -> int | None:
    """ "including 10 women and 5 children", "16 deaths in the north and six in the south"."""
    whole, part = subsets.get(i - 1), candidates[i]
    if whole is None or whole > i or not _may_hold(candidates[whole], part):
        return None
    between = text[candidates[i - 1].end : part.start]
    if LIST_LINK.fullmatch(between) or ONE_BETWEEN.fullmatch(between):
        return whole
    again = part.unit.noun is None and (
        says_after("located", text, part.end) or says_after("condition", text, part.end)
    )
    if not again or not NEXT_PLACE.fullmatch(between):
        return None
    parts = sum(candidates[j].phrase.low or 0 for j, its in subsets.items() if its == whole and j > i - 8)
    return whole if parts + (part.phrase.low or 0) <= _most(candidates[whole]) else None


def _the_rest(text: str, candidates: list[Candidate], i: int, subsets: dict[int, int]) -> int | None:
    """ "Of the 50 hurt, 20 were women and the other 30 men"."""
    whole, part = subsets.get(i - 1), candidates[i]
    if whole is None or not says_before("rest", text, part.start) or not fate_fits(part, candidates[i - 1]):
        return None
    both = (candidates[i - 1].phrase.low or 0) + (part.phrase.low or 0)
    return whole if both <= _most(candidates[whole]) and part.start - candidates[i - 1].end < PART_REACH else None


NAMED = re.compile(r"\s+of\s+(?:the|these|those|its|their|his|her|our)\s+(?=[a-z])", re.IGNORECASE)


def _parts_of_those_named(text: str, candidates: list[Candidate], subsets: dict[int, int]) -> dict[int, int]:
    """ "Nine of the dead were tourists", "half of the passengers", where a number of these stands before."""
    named = (i for i, item in enumerate(candidates) if i not in subsets and NAMED.match(text, item.phrase.end))
    return {i: whole for i in named if (whole := _named_before(text, candidates, i, subsets)) is not None}


def _named_before(text: str, candidates: list[Candidate], i: int, subsets: dict[int, int]) -> int | None:
    part = candidates[i]
    if i + 1 < len(candidates) and candidates[i + 1].start < part.end:
        return None
    noun = lemma_of(part.unit.noun) if part.unit.noun is not None else None
    anyone = noun is None or noun in anybody()
    for j in _back(text, candidates, i, 8):
        whole, far = candidates[j], part.start - candidates[j].end > PART_REACH
        if whole.phrase.kind == "share" or (far and (anyone or part.phrase.kind == "share")):
            continue
        named_again = whole.unit.noun is not None and noun == lemma_of(whole.unit.noun)
        if (named_again or (anyone and _same_fate(whole, part))) and j not in subsets and _may_hold(whole, part):
            return j
    return None


def _among_the_dead(text: str, candidates: list[Candidate], i: int, subsets: dict[int, int]) -> int | None:
    """ "Five nurses were among the dead", "The dead included five nurses"."""
    part = candidates[i]
    events: set[str] = set()
    if part.event is not None and part.rule == "event_among":
        events = {part.event.event}
    elif match := says_before("include", text, part.start):
        word = match["word"].lower()
        entries = (*terms("noun").get(word.removesuffix("s"), ()), *terms("adjective").get(word, ()))
        events = {term.event for term in entries} or {"killed", "injured"}
    for j in _back(text, candidates, i, 8) if events else ():
        whole = candidates[j].event
        if whole is not None and whole.event in events and j not in subsets and _may_hold(candidates[j], part):
            return j
    return None


def _in_condition(text: str, candidates: list[Candidate], i: int, subsets: dict[int, int]) -> int | None:
    """Those hurt badly are some of the hurt: "six patients, with five in serious condition"."""
    part = candidates[i]
    if not says_after("condition", text, part.end) or part.phrase.adds:
        return None
    if part.event is not None and part.event.event != "injured":
        return None
    for j in _back(text, candidates, i, 3):
        whole = candidates[j]
        hurt = whole.event is not None and whole.event.event == "injured"
        patients = whole.unit.noun is not None and lemma_of(whole.unit.noun) == "patient"
        told_so = whole.rule == "event_state" or text[whole.end : part.start].strip() == "and"
        if (
            (hurt or patients)
            and not told_so
            and _is_larger(whole, part)
            and kind_of(whole) in (*PEOPLE, None)
            and _may_hold(whole, part)
        ):
            return subsets.get(j, j)
    return None


def _with_some(text: str, candidates: list[Candidate], i: int, _: dict[int, int]) -> int | None:
    """ "24 people died, with 16 deaths in the valley"."""
    whole, part = candidates[i - 1], candidates[i]
    if (
        part.phrase.adds
        or part.start - whole.end > PART_REACH
        or not in_one_sentence(whole, part)
        or not _may_hold(whole, part)
    ):
        return None
    located = part.unit.noun is None and part.event is None and says_after("located", text, part.end)
    told_again = _same_fate(whole, part) and (part.unit.noun is None or lemma_of(part.unit.noun) in anybody())
    return i - 1 if (located or told_again) and says_before("with", text, part.start, whole.end) else None


def _alone(text: str, candidates: list[Candidate], i: int, subsets: dict[int, int]) -> int | None:
    """ "300 people died, 120 in the capital alone"."""
    part = candidates[i]
    start = part.unit.anchor.sent.start_char
    if not says_after("alone_after", text, part.end) and not says_before("alone_before", text, part.start, start):
        return None
    for j in _back(text, candidates, i, 8):
        whole = candidates[j]
        alike = _same_fate(whole, part) or (part.event is None and part.unit.noun is None)
        if alike and _is_larger(whole, part) and j not in subsets and _may_hold(whole, part):
            return j
    return None


ITS_OWN_PLACE = re.compile(r"\b(?:in|at|near|on|from|across|along|outside|inside)\b", re.IGNORECASE)


def _located(text: str, candidates: list[Candidate], i: int, _: dict[int, int]) -> int | None:
    """ "40 people were killed, 12 in the valley", where the 40 have no place of their own beside them."""
    whole, part = candidates[i - 1], candidates[i]
    between = text[whole.end : part.start]
    if part.unit.noun is not None or part.phrase.adds or not END_OF_WHOLE.fullmatch(between):
        return None
    if ITS_OWN_PLACE.search(between) or not says_after("located", text, part.end) or not in_one_sentence(whole, part):
        return None
    smaller = _is_larger(whole, part) and whole.phrase.kind == part.phrase.kind == "count"
    return i - 1 if smaller and whole.event is not None and (part.event is None or _same_fate(whole, part)) else None


PartRule = Callable[[str, list[Candidate], int, dict[int, int]], int | None]
# In the order in which they are asked. What each sees stands in its docstring.
PART_RULES: tuple[PartRule, ...] = (
    _said_between,
    _next_part,
    _the_rest,
    _among_the_dead,
    _in_condition,
    _with_some,
    _alone,
    _located,
)


def _brought_to(text: str, candidates: list[Candidate], i: int) -> list[int]:
    """ "Three more people died, bringing the toll to 43": what brings a count to a number is a part of it."""
    new, total = candidates[i - 1], candidates[i]
    if not _same_fate(total, new) or not _may_hold(total, new) or not _is_larger(total, new):
        return []
    between = text[new.end : total.start]
    if len(between) > PART_REACH or not part_pattern("brought").search(between):
        return []
    parts = [i - 1]
    for j in _back(text, candidates, i - 1, 3):
        if not in_one_sentence(candidates[j], new) or not _same_fate(total, candidates[j]):
            break
        parts.append(j)
    return parts if sum(candidates[j].phrase.low or 0 for j in parts) < _most(total) else [i - 1]


def _back(text: str, candidates: list[Candidate], i: int, most: int) -> Iterator[int]:
    """The places of the figures before one, the nearest first, without counts that another has replaced ("from 17")."""
    for j in range(i - 1, max(i - 1 - most, -1), -1):
        if candidates[i].start - candidates[j].end > FAR_REACH:
            return
        if text[max(candidates[j].start - 5, 0) : candidates[j].start].lower() != "from ":
            yield j


def _same_fate(whole: Candidate, part: Candidate) -> bool:
    return whole.event is not None and part.event is not None and whole.event.event == part.event.event


def _most(item: Candidate) -> float:
    return float("inf") if item.phrase.high is None else item.phrase.high


def _is_larger(whole: Candidate, part: Candidate) -> bool:
    """Whether the number of the whole is the larger one: "at least five" is no more than five."""
    numbers = [p.low if p.high is None else p.high for p in (whole.phrase, part.phrase)]
    return (numbers[0] or 0) > (numbers[1] or 0)


def _may_hold(whole: Candidate, part: Candidate) -> bool:
    """A whole is no smaller than its part, and people are no part of houses."""
    low = part.phrase.low if part.phrase.low is not None else 0
    return low <= _most(whole) and kinds_fit(part, whole) and part.phrase.kind != "money"
