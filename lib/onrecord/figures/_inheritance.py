"""Inheritance: figures that take the event of a figure they go with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord.figures._event_totals import is_bare_total
from onrecord.figures._parts import LIST_LINK, is_difference
from onrecord.figures._sums import in_one_sentence
from onrecord.figures.candidates import Candidate
from onrecord.figures.event_terms import Event
from onrecord.figures.units import PEOPLE


def pass_events_on(text: str, candidates: list[Candidate], subsets: dict[int, int]) -> list[Candidate]:
    """Give figures with no event of their own that of a figure they go with, forwards, then backwards for lists."""
    candidates = list(candidates)
    for i in range(len(candidates)):
        candidates[i] = _inherit(text, candidates, i, subsets)
    for i in reversed(range(len(candidates) - 1)):
        item, behind = candidates[i], _behind_parts(candidates, i, subsets)
        before, after = candidates[behind - 1], candidates[behind]
        if item.event is not None or after.event is None:
            continue
        if _is_first_in_list(text, item, after, before.end):
            for j in range(i, behind):  # the parts that stand between, too
                candidates[j] = replace(candidates[j], event=after.event, rule="event_of_list")
        elif _is_same_in_other_units(text, item, after):
            candidates[i] = replace(item, event=after.event, rule="event_same_in_other_units")
    return candidates


def _behind_parts(candidates: list[Candidate], i: int, subsets: dict[int, int]) -> int:
    """The place of the next figure that goes on with a list: parts with no event of their own are passed over."""
    behind = i + 1
    while behind + 1 < len(candidates) and candidates[behind].event is None and subsets.get(behind) == i:
        behind += 1
    return behind


def _inherit(text: str, candidates: list[Candidate], i: int, subsets: dict[int, int]) -> Candidate:
    """Give a figure with no event of its own that of the figure it belongs to."""
    item = candidates[i]
    if item.rule == "measure_before_noun" or (item.event is not None and not is_difference(text, item)):
        return item
    if i in subsets and (event := candidates[subsets[i]].event):
        return replace(item, event=event, rule="event_of_whole")
    if counted := _counted_before(text, candidates, i):
        return replace(item, event=counted, rule="event_of_count_before")
    if i == 0 or item.event is not None or item.phrase.kind != "count" or candidates[i - 1].event is None:
        return item
    for rule, follows in INHERITANCE.items():
        if follows(text, candidates[i - 1], item):
            return replace(item, event=candidates[i - 1].event, rule=rule)
    return item


COUNTS_BACK, COUNT_REACH = 3, 250  # figures and characters back to the count that a total sums up


def _counted_before(text: str, candidates: list[Candidate], i: int) -> Event | None:
    """The event of the count before a total that does not say of what: "Eight more died. The total stands at 240"."""
    item = candidates[i]
    if item.event is not None or item.phrase.kind != "count" or not is_bare_total(item.unit):
        return None
    for before in reversed(candidates[max(0, i - COUNTS_BACK) : i]):
        between = text[before.end : item.start]
        if len(between) > COUNT_REACH or "\n\n" in between:
            return None
        if before.event is not None and before.phrase.kind == "count":
            return before.event
    return None


# A figure with neither noun nor verb says again what the one before it said: "... and 30,000 by drought".
ELIDED_LINK = re.compile(r"(?:,|;|\band\b|\bwhile\b|\bor\b|\bplus\b)\s*$")
ELIDED_AFTER = re.compile(r"\s*(?:by|in|at|from|near|across|on|during|to|more|others?)\b", re.IGNORECASE)


def _is_elided(text: str, before: Candidate, item: Candidate) -> bool:
    """ "2 million were displaced by war and 30,000 by drought"; "evacuated 300 people and plan to move thousands more"."""
    if item.unit.noun is not None or not in_one_sentence(before, item):
        return False
    link, after = ELIDED_LINK.search(text[before.end : item.start]), text[item.end : item.end + 12]
    return item.phrase.adds or bool(link and ELIDED_AFTER.match(after))


def _is_next_in_list(text: str, before: Candidate, item: Candidate, end: int | None = None) -> bool:
    """ "two shops, three banks and 22 stands", where the parse has lost the list. The one before may end in parts."""
    if not in_one_sentence(before, item) or item.unit.noun is None:
        return False
    people = [unit.category in (*PEOPLE, None) for unit in (before.unit, item.unit)]
    return people[0] == people[1] and bool(LIST_LINK.fullmatch(text[end or before.end : item.start]))


def _is_first_in_list(text: str, item: Candidate, after: Candidate, end: int) -> bool:
    """ "In the valley 23 schools and 15 clinics were destroyed", where the parse ties the schools to the valley."""
    anchor, doc = item.unit.anchor, item.unit.anchor.doc
    span = doc.char_span(item.start, item.end, alignment_mode="expand")
    behind = span is not None and span.start > 0 and doc[span.start - 1].pos_ in ("ADP", "VERB")
    tied = anchor.dep_ in ("nsubj", "nsubjpass", "dobj") or behind
    return not tied and _is_next_in_list(text, item, after, end)


REVISED = re.compile(
    r"[^.;]*\b(?:(?:up|down) from|against|compared (?:with|to)|instead of|rather than|not|versus|contrary to)(?: the| an?)?"
    r"(?: (?:earlier|initial|previous|official|first))?\s+$",
    re.IGNORECASE,
)


def _is_revised(text: str, before: Candidate, item: Candidate) -> bool:
    """The number that another one replaces, or is set against: "74 were missing, down from about 120"."""
    return item.unit.noun is None and bool(REVISED.fullmatch(text[before.end : item.start][-80:]))


def _is_same_in_other_units(text: str, before: Candidate, item: Candidate) -> bool:
    """The same people counted twice: "400 families (1,900 people)", "400 families or 1,900 people"."""
    people_and_households = {before.unit.category, item.unit.category} == set(PEOPLE)
    return people_and_households and text[before.end : item.start].strip() in ("(", "or", ", or")


ALONG = re.compile(r"[^.;]*\b(?:(?:along|together) with|as well as|alongside)\s+(?:the\s+)?", re.IGNORECASE)


def _goes_along(text: str, before: Candidate, item: Candidate) -> bool:
    """ "Seven villagers were killed along with ten soldiers"."""
    people = before.unit.category in PEOPLE and item.unit.category in PEOPLE
    return people and in_one_sentence(before, item) and bool(ALONG.fullmatch(text[before.end : item.start][-80:]))


# Rules by which a figure takes the event of the one before it; their names stand in the column `rule`.
INHERITANCE: dict[str, Callable[[str, Candidate, Candidate], bool]] = {
    "event_same_in_other_units": _is_same_in_other_units,
    "event_revised": _is_revised,
    "event_elided": _is_elided,
    "event_of_list": _is_next_in_list,
    "event_along": _goes_along,
}
