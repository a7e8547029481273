"""Speech: a span of speech as one rule finds it, and how spans are cut from tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.quotes._cues import Cue
from onrecord.text.parsing import ParsedArticle

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# Shorter quoted words are speech only if a cue governs them; else they are scare quotes, titles, nicknames.
LEAST_WORDS_ALONE = 5


# Quotation marks of every kind, and the space beside them.
MARKS = "“”„‟«»\"″'‘’‚‛` "


@dataclass(frozen=True)
class Speech:
    """A span found by one rule, before spans that overlap are joined.

    `mention` are the characters of the words that point at the speaker, where they are not those around the cue's subject.
    """

    start: int
    end: int
    cue: Cue | None
    rule: str
    quoted: bool
    mention: tuple[int, int] | None = None


def tokens_between(parsed: ParsedArticle, start: int, end: int) -> list[Token]:
    """The tokens that lie whole between two offsets of the article, white space left out."""
    span = parsed.tokens.char_span(start, end, alignment_mode="contract")
    return [t for t in span if not t.is_space] if span is not None else []


def characters(parsed: ParsedArticle, first: int, last: int) -> tuple[int, int]:
    """Characters of a run of tokens, without punctuation and space at its ends."""
    doc = parsed.tokens
    while first < last and (doc[first].is_space or doc[first].text in ",;:.-—–)]"):
        first += 1
    while last > first and (doc[last].is_space or doc[last].text in ",;:.-—–(["):
        last -= 1
    return doc[first].idx, doc[last].idx + len(doc[last])
