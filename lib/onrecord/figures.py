"""Figures: number phrases with range, thing counted, event and claimant; claims about the same thing side by side."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language import ParsedArticle
from onrecord.quotes import Quote


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
    speaker: str | None
    mention: str | None
    mention_start: int | None
    mention_end: int | None
    quote_id: str | None
    attribution: str
    rule: str


@dataclass(frozen=True)
class Comparison:
    """Two figures about the same thing; the columns of the comparisons table."""

    a: str
    b: str
    relation: str
    why: str


def find_figures(parsed: ParsedArticle, quotes: list[Quote]) -> list[Figure]:
    """Find the casualty and damage figures of an article, in the order of the text."""
    return []


def compare(figures: list[Figure]) -> list[Comparison]:
    """Set figures about the same thing side by side."""
    return []
