"""Comparisons: figures of one article about the same thing side by side, and where they agree and conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.figures._groups import singular
from onrecord.figures._relations import Sides, denial_of, earlier_of, relate, whole_of
from onrecord.figures._values import far_apart, middle_of
from onrecord.figures.claims import CLAIMED, CLAIMS_BACK, by_thing, claims_of, groups_of, homes_of, rivals_of
from onrecord.figures.extents import SENTENCE_END, Extents, find_extents
from onrecord.figures.units import anybody
from onrecord.figures.wording import character, is_mixed
from onrecord.rows import Comparison, Figure

DISPUTE = re.compile(
    r"\b(?:conflicting|contradict\w*|disput\w+|(?:far|much|significantly|considerably|slightly) (?:higher|lower|larger|smaller)"
    r"|at odds|discrepanc\w+|differ(?:ed|s|ing)?|challeng\w+|reject\w+)\b",
    re.IGNORECASE,
)
NEAR_DISPUTE = 120  # characters
LONGEST_HEADLINE = 250  # characters
DISAGREEING = ("conflict_value", "compatible", "updates")
SPOKEN_OF = re.compile(r"\b(?:the|these|those|both|all) $", re.IGNORECASE)
TAKEN = frozenset({"displaced", "detained"})  # what happens to people who are taken away
ADDENDS = 6  # figures before a total that may be what it totals
UP_FROM = re.compile(r"\b(?:up|down) from $")
IN_ALL = re.compile(r",? (?:in all|in total|altogether|all told|combined|taken together)\b", re.IGNORECASE)


class Pair(NamedTuple):
    """Two figures, `a` before `b`, with their relation and the reason for it."""

    a: Figure
    b: Figure
    relation: str
    reason: str


def compare(figures: list[Figure], text: str) -> list[Comparison]:
    """Set the figures of one article that are about the same thing side by side.

    Two figures are about the same thing where the same kind of event happens to the same kind of unit in the same place.
    A number that its claimant repeats is one claim, and so is one that the article gives on its own (in a headline) and
    with its claimant. A pair gets one relation:

    - subset, adds: the text says that one is part of the other, is in the total, or comes on top of it;
    - agree, agree_rounded: the numbers are the same, or the same when rounded to within 5 %;
    - compatible: one is open or vague and the other lies inside it, or one may be a part of the other;
    - conflict_character: the numbers meet, but the words for what happened say the opposite (words/characters.csv);
    - conflict_value: the numbers of two claimants differ: a conflict if both count the same people, place and time.
      Two figures of which one alone is said of a year or a whole country, or is feared or possible, or of two
      hospitals, are no such pair; a smaller number of bodies, or of one hospital, is compatible with a larger toll
      (words/extents.csv);
    - updates: two states of one count, by one claimant or with words that say so ("up from").

    Args:
        figures: rows of `find_figures`, with their claimants, in the order of the text.
        text: the article that their offsets are of; without it no extents are read.

    Returns:
        Pairs in the order of the text, `a` before `b`; `why` says in plain words who says what.

    Limits:
        Nothing tells two events of the same kind in one place apart, and extents show only in the figure's own
        sentence. Figures with event "other" are compared only where the text itself links them. A claim is set against
        the 50 nearest of others before it, and of its own claimant's against the last.
    """
    extents = find_extents(figures, text)
    pairs = {(p.a.start, p.b.start): p for p in _linked_by_text(figures, text, extents)}
    claims = claims_of(figures)
    for denied in (f for f in figures if f.status == "denied" and f.speaker):
        if claim := denial_of(denied, claims):
            pair = _ordered(denied, claim, "conflict_value", f"{denied.speaker} denies the number.")
            pairs.setdefault((pair.a.start, pair.b.start), pair)
    for pair in _told_again(figures, text):
        pairs.setdefault((pair.a.start, pair.b.start), pair)
    for pair in _side_by_side(claims, homes_of(figures), extents, text):
        pairs.setdefault((pair.a.start, pair.b.start), pair)
    # Counts that their claimant replaces in the same article ("the toll rose from 17 to 46").
    old = {earlier_of(p.a, p.b, extents).figure_id for p in pairs.values() if p.relation == "updates"}
    return [
        comparison_row(p)
        for _, p in sorted(pairs.items(), key=lambda item: item[0])
        if p.relation != "conflict_value" or not {p.a.figure_id, p.b.figure_id} & old
    ]


def comparison_row(pair: Pair) -> Comparison:
    why = f"{_claim_in_words(pair.a)}; {_claim_in_words(pair.b)}. {pair.reason}"
    return Comparison(pair.a.figure_id, pair.b.figure_id, pair.relation, why)


def _linked_by_text(figures: list[Figure], text: str, extents: Extents) -> Iterator[Pair]:
    """The pairs that the text itself links: parts, what comes on top, totals, those "among" others."""
    by_id = {f.figure_id: f for f in figures}
    for i, figure in enumerate(figures):
        if whole := by_id.get(figure.subset_of or ""):
            yield _ordered(figure, whole, "subset", f"The text counts {figure.text} as a part of {whole.text}.")
        if (base := by_id.get(figure.adds_to or "")) and _alike(figure, base):
            yield _ordered(figure, base, "adds", f"The text adds {figure.text} to {base.text}.")
            yield from _summed(figures, base, figure)
        if i and _is_up_from(figures[i - 1], figure, text):
            reason = f"Two counts of the same thing: “{figure.text}” is the earlier one."
            yield Pair(figures[i - 1], figure, "updates", reason)
        for part in _totalled(figures, i, text):
            yield Pair(part, figure, "subset", f"The text gives {figure.text} as the total.")
        if figure.rule.startswith("event_among") and not figure.subset_of and (pair := _among(figures, i, extents)):
            yield pair


def _summed(figures: list[Figure], base: Figure, more: Figure) -> Iterator[Pair]:
    """What an addition and its base add up to, where the article gives that number, too: "one body", "four more", "five"."""
    total = middle_of(base) + middle_of(more)
    for whole in figures:
        same = whole.event == base.event == more.event and whole.occurrence == base.occurrence
        if same and whole.category == base.category and middle_of(whole) == total:
            for part in (base, more):
                yield _ordered(part, whole, "subset", f"{base.text} and {more.text} add up to {whole.text}.")
            return


def _ordered(one: Figure, other: Figure, relation: str, reason: str) -> Pair:
    a, b = sorted((one, other), key=lambda f: f.start)
    return Pair(a, b, relation, reason)


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
    return not far_apart(new, old) and not SENTENCE_END.search(text, new.end, old.start)


def _totalled(figures: list[Figure], i: int, text: str) -> list[Figure]:
    """What a total totals by the text's own words: "230 cars and 48 tractors, 278 vehicles in all"."""
    total = figures[i]
    if total.value_low is None or not IN_ALL.match(text, total.end):
        return []
    left = total.value_low
    parts: list[Figure] = []
    for part in reversed(figures[max(0, i - ADDENDS) : i]):
        alike = part.category == total.category and part.approx == "exact" and part.speaker == total.speaker
        if not alike or part.value_low is None or SENTENCE_END.search(text, part.end, total.start):
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


def _side_by_side(
    claims: list[Figure], homes: dict[str | None, str | None], extents: Extents, text: str
) -> Iterator[Pair]:
    """The claims about the same thing in pairs, with their relation; a part beside one whole."""
    groups = groups_of(claims, homes, text)
    end = _end_of_headline(text)
    for thing in by_thing(claims).values():
        for a, b in rivals_of(thing):
            disputed = DISPUTE.search(text, max(0, b.start - NEAR_DISPUTE), b.end + NEAR_DISPUTE) is not None
            in_headline = (a.start < end) != (b.start < end)
            sides = Sides(a, b, groups[a.figure_id], groups[b.figure_id], extents, in_headline, disputed)
            relation = relate(sides)
            if relation and not (relation[0] in DISAGREEING and (_is_spoken_of(a, text) or _is_spoken_of(b, text))):
                yield Pair(a, b, *relation)
        for part in thing:
            if not part.subset_of and (whole := whole_of(part, thing[:CLAIMS_BACK], groups)):
                yield _ordered(part, whole, "subset", f"{part.text} are among those that {whole.text} counts.")


def _told_again(figures: list[Figure], text: str) -> Iterator[Pair]:
    """A number that somebody gives again of people already counted: "the three victims", "four more" of four."""
    for i, again in enumerate(figures):
        if again.event == "other" or again.status not in CLAIMED or not (again.adds_to or _is_spoken_of(again, text)):
            continue
        for first in reversed(figures[max(0, i - CLAIMS_BACK) : i]):
            alike = (first.event, first.category, first.occurrence) == (again.event, again.category, again.occurrence)
            if alike and first.stated.lower() == again.stated.lower() and first.figure_id != again.adds_to:
                if first.speaker != again.speaker and middle_of(first) > 1:
                    yield Pair(first, again, "agree", "The number is given again.")
                break


def _end_of_headline(text: str) -> int:
    """Where the first block of a text ends, if it is as short as a headline."""
    return max(text.find("\n\n", 0, LONGEST_HEADLINE), 0)


def _is_spoken_of(figure: Figure, text: str) -> bool:
    """Whether a figure points back at people already counted and counts nobody anew: "the three victims"."""
    return SPOKEN_OF.search(text, max(0, figure.start - 8), figure.start) is not None


def _claim_in_words(figure: Figure) -> str:
    """Who says which number of what: "the ministry says 12 houses were “destroyed”"."""
    who = (
        figure.speaker
        or figure.mention
        or ("the article itself" if figure.attribution == "none" else "a speaker without a name")
    )
    event = f" “{figure.event_text}”" if figure.event_text else ""
    return f"{who}: {' '.join(figure.text.split())}{event}"
