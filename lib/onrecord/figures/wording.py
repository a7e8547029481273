"""Wording: the words for an event, and what they say of how it came about."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from onrecord.figures.event_terms import SUBJECTS, Event
from onrecord.rows import Figure
from onrecord.words import any_of, read_words

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


@cache
def character_words() -> dict[str, str]:
    """The lexicon words/characters.csv: {phrase: forced, voluntary, deliberate or accidental}."""
    return {row["phrase"]: row["character"] for row in read_words("characters.csv")}


@cache
def character_pattern() -> re.Pattern:
    """Any phrase of words/characters.csv, the longest first."""
    return any_of(character_words())


CLAUSE = 40  # tokens to either side of a trigger that may say how it came about


def _places_in_clause(trigger: Token) -> set[int]:
    """The places of the words that say how something happened: what follows it in its clause, and its adverbs."""
    places, queue = set[int](), [trigger]
    while queue:
        token = queue.pop()
        places.add(token.idx)
        queue += [
            child
            for child in token.children
            if child.dep_ not in ("relcl", "advcl", "conj", "ccomp", "parataxis", *SUBJECTS)
            and (trigger.i < child.i < trigger.i + CLAUSE or child.dep_ in ("advmod", "amod", "neg"))
        ]
    return places


def event_text(event: Event) -> str:
    """The words that name the event, with those in its clause that say how it came about.

    "relocated … against their will": words further off than the next few come after dots.
    """
    doc, i = event.trigger.doc, event.trigger.i
    near = doc.span(max(i - CLAUSE, 0), i + CLAUSE)  # no whole sentences: one may be as long as the text
    first, text = near.start_char, near.text
    spans = [(t.idx, t.idx + len(t)) for t in (event.trigger, *event.words)]
    spans = [(start, end) for start, end in spans if first <= start and end <= near.end_char]
    for start in _places_in_clause(event.trigger):
        if first <= start < near.end_char and (match := character_pattern().match(text, start - first)):
            spans.append((first + match.start(), first + match.end()))
    pieces: list[list[int]] = []
    for start, end in sorted(spans):
        if pieces and start <= pieces[-1][1] + 1:
            pieces[-1][1] = max(end, pieces[-1][1])
        else:
            pieces.append([start, end])
    return " … ".join(" ".join(text[a - first : b - first].split()) for a, b in pieces)


def is_mixed(figure: Figure) -> bool:
    """Whether a figure sums up what happened in several ways: "killed or wounded", "dead or missing".

    Its event is the gravest of them, and its words hold them all. It is no rival of a figure of one of them.
    """
    return names_several(figure.event_text or "")


def names_several(event_text: str) -> bool:
    """Whether the words of an event name several: "killed or wounded"."""
    return any(joint in f" {event_text} " for joint in (" or ", " and ", " and/or ", " / "))


def character(figure: Figure) -> tuple[str, str] | None:
    """What the words of a figure's event say about how it came about: (forced or voluntary or ..., the words).

    Force and intent win over the rest: "forcibly evacuated" is forced.
    """
    text = figure.event_text or ""
    characters = {character_words()[match.group().lower()] for match in character_pattern().finditer(text)}
    for name in ("forced", "deliberate", "accidental", "voluntary"):
        if name in characters:
            return name, text
    return None
