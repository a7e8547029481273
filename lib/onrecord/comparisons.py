"""Comparisons: figures about the same thing side by side, and where they agree and conflict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from onrecord.events import character_pattern, character_words
from onrecord.words import any_of, read_words

if TYPE_CHECKING:
    from onrecord.figures import Figure

FAMILIES = {"destroyed": "damage", "damaged": "damage"}
OPPOSITES = ({"forced", "voluntary"}, {"deliberate", "accidental"}, {"destroyed", "damaged"})
ROUNDING = 0.05  # two numbers this near, one of them round, are one number rounded
FARTHEST = 10  # numbers further apart than this factor are hardly about the same thing
EXTENT_REACH = 200  # characters between a figure and words in its sentence that say of what extent it is
SENTENCE_END = re.compile(r"[.!?;]\W*\s|\n\n")
DIFFER = "The numbers differ: a conflict if both count the same people, place and time."
SMALL = 12  # small numbers recur by chance


@dataclass(frozen=True)
class Comparison:
    """Two figures about the same thing; the columns of the comparisons table."""

    a: str
    b: str
    relation: str
    why: str


def compare(figures: list[Figure], text: str) -> list[Comparison]:
    """Set the figures of one article that are about the same thing side by side.

    Two figures are about the same thing where the same kind of event happens to the same kind of unit in the same place.
    A pair gets one relation:

    - subset, adds: the text says that one is part of the other, or comes on top of it;
    - agree, agree_rounded: the numbers are the same, or the same when rounded to within 5 %;
    - compatible: one is open or vague and the other lies inside it;
    - conflict_character: the numbers meet, but the words for what happened say the opposite (words/characters.csv);
    - conflict_value: the numbers of two claimants differ: a conflict if both count the same people, place and time.
      Two figures of which one alone is said of a year or a whole country, or of two hospitals, are no such pair;
      a smaller number of bodies, or of one hospital, is compatible with a larger toll (words/extents.csv);
    - updates: two states of one total, the later one in the text last.

    Args:
        figures: rows of `find_figures`, with their claimants.
        text: the article that their offsets are of; without it no extents are read.

    Returns:
        Pairs in the order of the text, `a` before `b`; `why` says in plain words who says what.

    Limits:
        Nothing tells two events of the same kind in one place apart, and extents show only in the figure's own
        sentence. Figures with event "other" are compared
        only where the text itself links them.
    """
    said = _extents(figures, text)
    related = [(a, b, *pair) for a, b in combinations(figures, 2) if (pair := _relate(a, b, said))]
    # Totals that their claimant replaces in the same article ("the toll rose from 17 to 46"): the smaller ones.
    superseded = {min(a, b, key=_named).figure_id for a, b, relation, _ in related if relation == "updates"}
    return [
        Comparison(a.figure_id, b.figure_id, relation, f"{_says(a)}; {_says(b)}. {reason}")
        for a, b, relation, reason in related
        if relation != "conflict_value" or not {a.figure_id, b.figure_id} & superseded
    ]


def _relate(a: Figure, b: Figure, said: dict[str, dict[str, str]]) -> tuple[str, str] | None:
    """The relation of two figures and the reason for it, or None where they are not about the same thing."""
    if b.subset_of == a.figure_id or a.subset_of == b.figure_id:
        part, whole = (b, a) if b.subset_of == a.figure_id else (a, b)
        return "subset", f"The text counts {part.text} as a part of {whole.text}."
    if b.adds_to == a.figure_id:
        return "adds", f"The text adds {b.text} to {a.text}."
    if not _same_thing(a, b):
        return None
    meeting = _values(a, b)
    words = _opposed(a, b)
    if meeting:
        relation, reason = meeting
        if words:
            return "conflict_character", f"{reason} What happened is told in opposite words: {words}."
        return relation, reason
    return _conflict(a, b, words, said)


def _same_thing(a: Figure, b: Figure) -> bool:
    if "other" in (a.event, b.event) or a.negated or b.negated or "share" in (a.category, b.category):
        return False
    if FAMILIES.get(a.event, a.event) != FAMILIES.get(b.event, b.event) or not _same_unit(a, b):
        return False
    if a.place and b.place and a.place != b.place:
        return False
    small = max(_named(a), _named(b)) <= SMALL
    return not (small and a.unit != b.unit)


@cache
def anybody() -> frozenset[str]:
    """Nouns that count people without saying which: "300 civilians" and "300 people" may be the same 300."""
    return frozenset(row["noun"] for row in read_words("anybody.csv"))


def _same_unit(a: Figure, b: Figure) -> bool:
    units = {_singular(a.unit), _singular(b.unit)}
    return len(units) == 1 or (units <= anybody() | {None} and {a.category, b.category} <= {"people", "events"})


def _singular(unit: str | None) -> str | None:
    if unit is None or unit in anybody():
        return unit
    for ending, put in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if unit.endswith(ending):
            return unit.removesuffix(ending) + put
    return unit


def _named(figure: Figure) -> float:
    """The number a figure names: its only end, or the middle of both."""
    ends = [v for v in (figure.value_low, figure.value_high) if v is not None]
    return sum(ends) / len(ends)


def _values(a: Figure, b: Figure) -> tuple[str, str] | None:
    """How two numbers meet, or None."""
    vague = [f for f in (a, b) if f.approx not in ("exact", "about")]
    if not vague and _named(a) == _named(b):
        return "agree", "The numbers agree."
    if _meet(a, b):
        if vague:
            return "compatible", f"The numbers are compatible: “{vague[0].text}” leaves room for the other."
        return "agree_rounded", "The numbers agree when rounded."
    near = abs(_named(a) - _named(b)) <= ROUNDING * max(_named(a), _named(b))
    if not vague and near and (_is_round(a) or _is_round(b)):
        return "agree_rounded", "The numbers agree when rounded."
    return None


def _meet(a: Figure, b: Figure) -> bool:
    low = max(v for v in (a.value_low, b.value_low, float("-inf")) if v is not None)
    high = min(v for v in (a.value_high, b.value_high, float("inf")) if v is not None)
    farther = max(_named(a), _named(b)) <= FARTHEST * max(min(_named(a), _named(b)), 1)
    return low <= high and farther


def _is_round(figure: Figure) -> bool:
    """A number of which at least the last half of the digits are zeros, as 400,000 and 1,500, but not 402,370."""
    digits = f"{_named(figure):.0f}"
    return len(digits) - len(digits.rstrip("0")) >= len(digits) / 2


def _conflict(a: Figure, b: Figure, words: str | None, said: dict[str, dict[str, str]]) -> tuple[str, str] | None:
    """What numbers that do not meet say: two claimants contradict each other, or one total has moved."""
    if a.rule.startswith("event_total") and b.rule.startswith("event_total") and a.speaker == b.speaker:
        return "updates", "The same total is given twice; the text gives the second later."
    rivals = a.speaker is not None and b.speaker is not None and a.speaker != b.speaker
    farther = max(_named(a), _named(b)) > FARTHEST * max(min(_named(a), _named(b)), 1)
    parts = a.subset_of is not None or b.subset_of is not None or a.adds_to is not None or b.adds_to is not None
    if not rivals or farther or parts:
        return None
    extents = said.get(a.figure_id, {}), said.get(b.figure_id, {})
    if extents[0] != extents[1] or "facility" in extents[0].values():
        return _other_extents(a, b, *extents)
    more = f" What happened is told in opposite words, too: {words}." if words else ""
    return "conflict_value", f"{DIFFER}{more}"


def _other_extents(a: Figure, b: Figure, of_a: dict[str, str], of_b: dict[str, str]) -> tuple[str, str] | None:
    """What numbers that differ say where they count different extents: at most that one leaves room for the other."""
    alone = {phrase: kind for phrase, kind in (of_a | of_b).items() if (phrase in of_a) != (phrase in of_b)}
    if "wider" in alone.values() or (of_a and of_b):
        return None
    part, whole = (a, b) if of_a else (b, a)
    if _named(part) > _named(whole):
        return "conflict_value", DIFFER
    return "compatible", f"The numbers are compatible: what “{next(iter(alone))}” counts may be a part of the other."


@cache
def extent_words() -> dict[str, str]:
    """The lexicon words/extents.csv: {phrase: wider, facility or bodies}."""
    return {row["phrase"]: row["extent"] for row in read_words("extents.csv")}


@cache
def extent_pattern() -> re.Pattern:
    """Any phrase of words/extents.csv, the longest first."""
    return any_of(extent_words())


def _extents(figures: list[Figure], text: str) -> dict[str, dict[str, str]]:
    """What each figure is said to be counted over: {figure_id: {phrase: wider, facility or bodies}}.

    A phrase belongs to the nearest figure of its sentence.
    """
    found: dict[str, dict[str, str]] = {}
    for match in extent_pattern().finditer(text):
        near = [(gap, f) for f in figures if (gap := _gap(f, match, text)) is not None]
        if near:
            _, figure = min(near, key=lambda pair: pair[0])
            phrase = match.group().lower()
            found.setdefault(figure.figure_id, {})[phrase] = extent_words()[phrase]
    return found


def _gap(figure: Figure, match: re.Match, text: str) -> int | None:
    """Characters between a figure and a phrase, None where a sentence ends between them."""
    start, end = min(figure.end, match.end()), max(figure.start, match.start())
    if end - start > EXTENT_REACH or SENTENCE_END.search(text[start:end]):
        return None
    return max(end - start, 0)


def _opposed(a: Figure, b: Figure) -> str | None:
    """The words of two figures that say the opposite about how it came about, or None."""
    first, second = character(a), character(b)
    if first and second and first[0] != second[0] and {first[0], second[0]} in OPPOSITES:
        return f"“{first[1]}” ({first[0]}) against “{second[1]}” ({second[0]})"
    if {a.event, b.event} in OPPOSITES and a.speaker != b.speaker:
        return f"“{a.event_text}” ({a.event}) against “{b.event_text}” ({b.event})"
    return None


def character(figure: Figure) -> tuple[str, str] | None:
    """What the words of a figure's event say about how it came about: (forced or voluntary or ..., the words).

    Force and intent win over the rest: "forcibly evacuated" is forced.
    """
    said = figure.event_text or ""
    found = {character_words()[match.group().lower()] for match in character_pattern().finditer(said)}
    for name in ("forced", "deliberate", "accidental", "voluntary"):
        if name in found:
            return name, said
    return None


def _says(figure: Figure) -> str:
    """Who says which number of what: "the ministry says 12 houses were “destroyed”"."""
    who = (
        figure.speaker
        or figure.mention
        or ("the article itself" if figure.attribution == "none" else "a speaker without a name")
    )
    event = f" “{figure.event_text}”" if figure.event_text else ""
    return f"{who}: {' '.join(figure.text.split())}{event}"
