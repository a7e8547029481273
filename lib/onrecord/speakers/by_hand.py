"""Speakers by hand: the rows of speakers when readers have moved quotes, or have said that two names are one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.rows import Quote, Speaker
from onrecord.speakers._kinds import kind_of
from onrecord.speakers.resolution import count_spoken
from onrecord.speakers.sides import side_of
from onrecord.text.parsing import ParsedArticle
from onrecord.words.lexicons import kind_of_noun

if TYPE_CHECKING:
    from onrecord.text.tokens import Span

UNNAMED = ("unnamed person", "unnamed group")


def speakers_of(
    parsed: ParsedArticle,
    quotes: list[Quote],
    before: list[Quote],
    known: list[Speaker],
    renamed: Mapping[str, str],
) -> list[Speaker]:
    """The rows of the speakers of quotes, in the order in which they first speak.

    Args:
        parsed: the article.
        quotes: with the speakers that they have now.
        before: the quotes as they were found.
        known: the rows as they were found; what they say of a speaker stays.
        renamed: {name: the name that stands for it now}; the mentions of both are one's.
    """
    spoken: dict[str, list[Quote]] = {}
    for quote in quotes:
        if quote.speaker is not None:
            spoken.setdefault(quote.speaker, []).append(quote)
    return [_speaker(parsed, name, of_name, before, known, renamed) for name, of_name in spoken.items()]


def _speaker(
    parsed: ParsedArticle,
    name: str,
    quotes: list[Quote],
    before: list[Quote],
    known: list[Speaker],
    renamed: Mapping[str, str],
) -> Speaker:
    one = [row for row in known if renamed.get(row.speaker, row.speaker) == name]
    one.sort(key=lambda row: row.speaker != name)  # what is said of the name that stays goes first
    base = one[0] if one else _new(parsed, name)
    direct, indirect = count_spoken(parsed, quotes)
    mentions = {span for row in one for span in row.mentions}
    mentions -= {m for q in before if renamed.get(q.speaker or "", q.speaker) == name and (m := _mention(q))}
    mentions |= {m for q in quotes if (m := _mention(q))}
    mentions |= set(base.mentions) if not one else set()
    return replace(
        base,
        speaker=name,
        role=next((row.role for row in one if row.role), base.role),
        affiliation=next((row.affiliation for row in one if row.affiliation), base.affiliation),
        side=next((row.side for row in one if row.side), base.side),
        n_quotes=len(quotes),
        n_words_direct=direct,
        n_words_indirect=indirect,
        first_start=quotes[0].start,
        mentions=tuple(sorted(mentions)),
    )


def _mention(quote: Quote) -> tuple[int, int] | None:
    if quote.mention_start is None or quote.mention_end is None:
        return None
    return quote.mention_start, quote.mention_end


def _new(parsed: ParsedArticle, name: str) -> Speaker:
    """The row of a speaker whom no rule has named: what the name says, and where the article has it."""
    spans = _places(parsed, name)
    kind = _kind(spans[0] if spans else None, name)
    return Speaker(
        speaker=name,
        role=None,
        affiliation=None,
        side=side_of(name),
        kind=kind,
        named=kind not in UNNAMED,
        gender=None,
        n_quotes=0,
        n_words_direct=0,
        n_words_indirect=0,
        first_start=0,
        mentions=tuple((span.start_char, span.end_char) for span in spans),
        anonymity=None,
    )


def _places(parsed: ParsedArticle, name: str) -> list[Span]:
    """Where the article has a name, as whole words."""
    text, places, start = parsed.article.text, [], -1
    while (start := text.find(name, start + 1)) >= 0:
        span = parsed.tokens.char_span(start, start + len(name))
        if span is not None:
            places.append(span)
    return places


def _kind(span: Span | None, name: str) -> str:
    """The kind of speaker that a name is of, by its place in the article, else by its words."""
    if span is not None:
        return "person" if span.root.ent_type_ == "PERSON" else kind_of(span, span.root)
    kind = next((kind for word in name.lower().split() if (kind := kind_of_noun(word)) is not None), None)
    if kind == "person" and not name[:1].isupper():
        return "unnamed person"
    return kind or ("government" if side_of(name) == name else "person")
