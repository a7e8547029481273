"""Passages: a text as the scorers read it, with its names and its event words, and the tone that they give it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.rows import TonedWord
from onrecord.text.article import WORD
from onrecord.text.overlaps import touching
from onrecord.tone.event_words import JUDGES, MASK, event_note, find_event_words, masked

# (start, end), code points, end exclusive.
Spans = Sequence[tuple[int, int]]


class Tone(NamedTuple):
    """The tone of one text; `words` are those that make it, where the scorer reads word by word."""

    compound: float
    attitude: float
    event_load: float
    label: int
    n_words: int
    words: tuple[TonedWord, ...]


class Passage(NamedTuple):
    """A text, the spans of its names, its words, and those of them that name an event and are no names."""

    text: str
    names: Spans
    words: list[re.Match[str]]
    events: list[re.Match[str]]

    @property
    def event_load(self) -> float:
        """The share of the words that name an event, 0.0 to 1.0."""
        return rounded(len(self.events) / max(1, len(self.words)))

    @property
    def plain_events(self) -> list[tuple[int, int]]:
        """The spans of the words that name an event and judge nobody."""
        return [event.span() for event in self.events if event_note(event.group()) != JUDGES]

    def masked(self, spans: Spans = ()) -> str:
        """The text with its names and these spans masked; "" if no word is left."""
        text = masked(self.text, [*self.names, *spans])
        return text if WORD.search(text.replace(MASK, "")) else ""


def make_passage(text: str, names: Spans) -> Passage:
    """A text, with the spans of the names in it, as the scorers read it."""
    is_name = touching(names)
    words = list(WORD.finditer(text))
    return Passage(text, names, words, [word for word in find_event_words(words) if not is_name(word.span())])


def rounded(score: float) -> float:
    """A score with four digits, as VADER has it: the rest differs between processors. Never -0.0."""
    return round(float(score), 4) + 0.0
