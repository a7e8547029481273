"""Rows: the columns of each table, one class per table, and the order and the words of values that all packages share.

This file is the contract that readers of the tables rely on.

Offsets are code points into the article's text, end exclusive. What is missing is None. `corrected` says which reader of
the tables has changed a row, or put it in; None where it is as it was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

# What happens to those who are counted, the gravest first; the event of any other figure is "other".
EVENTS = ("killed", "missing", "injured", "detained", "displaced", "destroyed", "damaged")

# How a quote of each kind is told, in words.
WORDINGS = {"direct": "word for word", "mixed": "partly word for word", "indirect": "in paraphrase"}


def gravity(event: str) -> int:
    """The place of an event among all, the gravest first; what is no event of ours comes last.

    Args:
        event: a value of the column `event`.

    Returns:
        A number from 0 on.
    """
    return EVENTS.index(event) if event in EVENTS else len(EVENTS)


@dataclass(frozen=True)
class Quote:
    """One contiguous span of speech; the columns of the quotes table (see data/README.md).

    Offsets are code points into the article's text. `speaker` is filled in by `speakers.resolve`.
    """

    quote_id: str
    statement_id: str
    start: int
    end: int
    text: str
    kind: str
    speaker: str | None
    mention: str | None
    mention_start: int | None
    mention_end: int | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    cue_class: str | None
    position: str
    paragraph: int
    in_headline: bool
    rule: str
    corrected: str | None = None


@dataclass(frozen=True)
class Speaker:
    """A person or body on record; the columns of the speakers table."""

    speaker: str
    role: str | None
    affiliation: str | None
    side: str | None
    kind: str
    named: bool
    gender: str | None
    n_quotes: int
    n_words_direct: int
    n_words_indirect: int
    first_start: int
    mentions: tuple[tuple[int, int], ...]
    anonymity: str | None
    corrected: str | None = None


@dataclass(frozen=True)
class Figure:
    """One number on record; the columns of the figures table."""

    figure_id: str
    start: int
    end: int
    text: str
    value_low: float | None
    value_high: float | None
    stated: str
    approx: str
    unit: str | None
    category: str
    event: str
    event_text: str | None
    negated: bool
    hedged: bool
    subset_of: str | None
    adds_to: str | None
    place: str | None
    date_text: str | None
    occurrence: str | None
    as_of: str | None
    status: str
    speaker: str | None
    mention: str | None
    mention_start: int | None
    mention_end: int | None
    quote_id: str | None
    attribution: str
    rule: str
    corrected: str | None = None


@dataclass(frozen=True)
class Comparison:
    """Two figures about the same thing; the columns of the comparisons table."""

    a: str
    b: str
    relation: str
    why: str
    corrected: str | None = None


@dataclass(frozen=True)
class Uncounted:
    """A statement about casualties or damage without a number; the columns of the uncounted table."""

    uncounted_id: str
    start: int
    end: int
    text: str
    what: str
    event: str | None
    unit: str | None
    speaker: str | None
    quote_id: str | None
    rule: str
    corrected: str | None = None


class TonedWord(NamedTuple):
    """A word that carries tone or names an event.

    `valence` is what the word adds to the tone of its text; in VADER to the sum that is normalised (about -4 to 4,
    after negation, boosters, capitals and "but"). `start`, `end`: code points, end exclusive. `shifted` says what
    changed the valence or what kind of word this is, "" if there is nothing to say.
    """

    word: str
    valence: float
    start: int
    end: int
    shifted: str


@dataclass(frozen=True)
class ToneRow:
    """The tone of one quote; the columns of the tone table (see data/README.md)."""

    quote_id: str
    speaker: str | None
    scorer: str
    compound: float | None
    attitude: float | None
    event_load: float
    label: int | None
    vader_compound: float | None
    vader_label: int | None
    n_words: int
    words: tuple[TonedWord, ...]
    corrected: str | None = None


@dataclass(frozen=True)
class ToneTowardRow:
    """The tone of one clause of the narration about a speaker; the columns of the tone_toward table."""

    speaker: str
    start: int
    end: int
    compound: float | None
    label: int
    probability: float | None
    corrected: str | None = None


@dataclass(frozen=True)
class PortrayalRow:
    """What the narration says of a speaker: a description, a cue, a deed or a harm; the columns of the portrayals table."""

    speaker: str
    start: int
    end: int
    text: str
    kind: str
    word: str
    event: str | None
    loaded: str | None
    rule: str
    corrected: str | None = None
