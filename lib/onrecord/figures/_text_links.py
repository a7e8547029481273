"""Text links: pairs of figures that the words of the text link: parts, additions, totals, numbers given again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from onrecord.figures._groups import singular
from onrecord.figures._pairs import Pair
from onrecord.figures._values import far_apart, middle_of
from onrecord.figures.claims import CLAIMED, CLAIMS_BACK
from onrecord.figures.extents import SENTENCE_END, Extents
from onrecord.figures.units import anybody
from onrecord.figures.wording import character, is_mixed
from onrecord.rows import Figure

SPOKEN_OF = re.compile(r"\b(?:the|these|those|both|all) $", re.IGNORECASE)
TAKEN = frozenset({"displaced", "detained"})  # what happens to people who are taken away
ADDENDS = 6  # figures before a total that may be what it totals
UP_FROM = re.compile(r"\b(?:up|down) from $")
IN_ALL = re.compile(r",? (?:in all|in total|altogether|all told|combined|taken together)\b", re.IGNORECASE)


def linked_by_text(figures: list[Figure], text: str, extents: Extents) -> Iterator[Pair]:
    """The pairs that the text itself links: parts, what comes on top, totals, those "among" others."""
    by_id = {f.figure_id: f for f in figures}
    by_number: dict[tuple, Figure] = {}
    for figure in figures:
        if (figure.value_low, figure.value_high) != (None, None):  # what a reader put in may have no number
            by_number.setdefault((*_of_what(figure), middle_of(figure)), figure)
    for i, figure in enumerate(figures):
        if whole := by_id.get(figure.subset_of or ""):
            yield Pair(whole, figure, "subset", f"The text counts {figure.text} as a part of {whole.text}.")
        if (base := by_id.get(figure.adds_to or "")) and _alike(figure, base):
            yield Pair(base, figure, "adds", f"The text adds {figure.text} to {base.text}.")
            yield from _summed(by_number, base, figure)
        if i and _is_up_from(figures[i - 1], figure, text):
            reason = f"Two counts of the same thing: “{figure.text}” is the earlier one."
            yield Pair(figure, figures[i - 1], "updates", reason)
        for part in _totalled(figures, i, text):
            yield Pair(figure, part, "subset", f"The text gives {figure.text} as the total.")
        if figure.rule.startswith("event_among") and not figure.subset_of and (pair := _among(figures, i, extents)):
            yield pair


def _of_what(figure: Figure) -> tuple[str, str | None, str]:
    return figure.event, figure.occurrence, figure.category


def _summed(by_number: Mapping[tuple, Figure], base: Figure, more: Figure) -> Iterator[Pair]:
    """What an addition and its base add up to, where the article gives that number, too: "two bodies", "three more", "five"."""
    whole = by_number.get((*_of_what(base), middle_of(base) + middle_of(more)))
    if whole and base.event == more.event:
        for part in (base, more):
            yield Pair(whole, part, "subset", f"{base.text} and {more.text} add up to {whole.text}.")


def _alike(addition: Figure, base: Figure) -> bool:
    """Whether one can come on top of the other: people on people, houses on buildings, but no marches on names."""
    if addition.unit is None or addition.unit == "others":
        return True
    return addition.category == base.category and (addition.category != "other" or kind_of(addition) == kind_of(base))


def kind_of(figure: Figure) -> tuple[str, str | None]:
    """What is counted: "people" where the noun does not say which people, else category and noun."""
    unit = singular(figure.unit.lower()) if figure.unit else None
    if (unit is None or unit in anybody()) and figure.category in ("people", "events"):
        return "people", None
    return ("one of the people" if figure.category == "people" else figure.category), unit


def _is_up_from(new: Figure, old: Figure, text: str) -> bool:
    """Whether a number is the earlier state of the one before it in its sentence: "65 on Thursday, up from 61"."""
    if not UP_FROM.search(text, max(0, old.start - 12), old.start):
        return False
    if old.unit is not None and kind_of(old) != kind_of(new):
        return False
    return not far_apart(new, old) and not SENTENCE_END.search(text[new.end : old.start])


def _totalled(figures: list[Figure], i: int, text: str) -> list[Figure]:
    """What a total totals by the text's own words: "230 cars and 48 tractors, 278 vehicles in all"."""
    total = figures[i]
    if total.value_low is None or not IN_ALL.match(text, total.end):
        return []
    left = total.value_low
    parts: list[Figure] = []
    for part in reversed(figures[max(0, i - ADDENDS) : i]):
        alike = part.category == total.category and part.approx == "exact" and part.speaker == total.speaker
        if not alike or part.value_low is None or SENTENCE_END.search(text[part.end : total.start]):
            return []
        parts.insert(0, part)
        left -= part.value_low
        if left <= 0:
            break
    return parts if left == 0 and len(parts) > 1 else []


def _among(figures: list[Figure], i: int, extents: Extents) -> Pair | None:
    """A figure that is counted among those of whom the text has spoken ("among the dead"): what it is a part of.

    The nearest larger count of the same event before it, first that of its claimant; else one that people so taken away
    may be in.
    """
    part = figures[i]
    before = [
        whole
        for whole in reversed(figures[max(0, i - CLAIMS_BACK) : i])
        if not (whole.subset_of or whole.negated or is_mixed(whole)) and kind_of(whole)[0] == "people"
        if middle_of(whole) >= middle_of(part) and whole.occurrence == part.occurrence
        if "earlier" not in extents.get(whole.figure_id, {}).values()
    ]
    alike = [whole for whole in before if whole.event == part.event]
    if alike:
        whole = next((w for w in alike if w.speaker == part.speaker), alike[0])
        return Pair(whole, part, "subset", f"The text counts {part.text} among those of {whole.text}.")
    for whole in before:
        if {whole.event, part.event} <= TAKEN and (character(whole) or "")[:1] == (character(part) or ".")[:1]:
            reason = f"The numbers are compatible: {part.text} may be a part of the other; the text does not say so."
            return Pair(whole, part, "compatible", reason)
    return None


def told_again(figures: list[Figure], text: str) -> Iterator[Pair]:
    """A number that somebody gives again of people already counted: "the three victims", "four more" of four."""
    for i, again in enumerate(figures):
        if again.event == "other" or again.status not in CLAIMED or not (again.adds_to or is_spoken_of(again, text)):
            continue
        for first in reversed(figures[max(0, i - CLAIMS_BACK) : i]):
            alike = (first.event, first.category, first.occurrence) == (again.event, again.category, again.occurrence)
            if alike and first.stated.lower() == again.stated.lower() and first.figure_id != again.adds_to:
                if first.speaker != again.speaker and middle_of(first) > 1:
                    yield Pair(first, again, "agree", "The number is given again.")
                break


def is_spoken_of(figure: Figure, text: str) -> bool:
    """Whether a figure points back at people already counted and counts nobody anew: "the three victims"."""
    return SPOKEN_OF.search(text, max(0, figure.start - 8), figure.start) is not None
