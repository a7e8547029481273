"""Speakers: from mentions ("he", "the ministry") to people and bodies with a name, a role and an affiliation."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language import ParsedArticle
from onrecord.quotes import Quote


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


def resolve(parsed: ParsedArticle, quotes: list[Quote]) -> tuple[list[Quote], list[Speaker]]:
    """Give each quote its speaker's name, and list the speakers in the order in which they first speak."""
    return quotes, []
