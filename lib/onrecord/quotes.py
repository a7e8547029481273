"""Quotes: spans of speech, their cue, and the words that point at the speaker."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language import ParsedArticle


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


def find_quotes(parsed: ParsedArticle) -> list[Quote]:
    """Find the speech in an article, in the order of the text."""
    return []
