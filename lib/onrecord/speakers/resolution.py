"""Speakers: from mentions ("he", "the ministry") to people and bodies with a name, a role and an affiliation.

The article is read three times from front to back. Two readings learn who is who: names, roles, genders, whose text
"the report" is; the second of them knows the genders that the first one heard. The last one gives each quote its speaker. Names of one person are one entity; a pronoun goes to the
person who is most salient where it stands; "the ministry" goes to the body, and "the governor" to the person, that the
article calls so.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from onrecord.quotes.continued import with_continued
from onrecord.rows import Quote, Speaker
from onrecord.speakers._coreference import find_speakers
from onrecord.speakers._entities import Entity
from onrecord.text.article import count_words
from onrecord.text.parsing import ParsedArticle

# The ways from a mention to its speaker; the name stands behind the slash in the `rule` column (see evaluation/described_rules.csv).
RESOLUTION_RULES = (
    "name",
    "pronoun",
    "role_noun",
    "in_view",
    "author",
    "as_written",
    "before_quote",
    "interviewer",
    "interviewee",
    "nobody",
)


def resolve(parsed: ParsedArticle, quotes: list[Quote]) -> tuple[list[Quote], list[Speaker]]:
    """Give each quote its speaker's name, and list the speakers in the order in which they first speak.

    Args:
        parsed: the parse in which the quotes were found.
        quotes: what `quotes.find_quotes` gave.

    Returns:
        The quotes with `speaker` filled in, null where nobody can be named, and `rule` with the way there added
        ("clause_after_cue/pronoun"), those that carry a report on among them (see `continued`); and the speakers.

    Limits:
        Gender comes from pronouns and titles in the article, never from first names. Somebody who is only ever
        described ("the leader of the country") and named elsewhere by another description stays two.
    """
    speakers = find_speakers(parsed, quotes)
    resolved = [
        replace(quote, speaker=entity.name if entity else None, rule=f"{quote.rule}/{way}")
        for quote, (entity, way) in zip(quotes, speakers, strict=True)
    ]
    entities = {quote.quote_id: entity for quote, (entity, _) in zip(quotes, speakers, strict=True)}
    called: dict[str, Entity] = {}
    quotes_of: dict[Entity, list[Quote]] = {}
    numbered = []
    for number, quote in enumerate(with_continued(parsed, resolved), 1):
        numbered.append(replace(quote, quote_id=f"q{number}"))
        if (entity := entities[quote.quote_id]) is not None:
            # A person and a body with one name are one speaker: tables know speakers by their names.
            speaker = called.setdefault(entity.name, entity)
            speaker.mentions |= entity.mentions
            quotes_of.setdefault(speaker, []).append(numbered[-1])
    return numbered, [_row(parsed, entity, spoken) for entity, spoken in quotes_of.items()]


def _row(parsed: ParsedArticle, entity: Entity, quotes: list[Quote]) -> Speaker:
    direct, indirect = count_spoken(parsed, quotes)
    return Speaker(
        speaker=entity.name,
        role=entity.role,
        affiliation=entity.affiliation,
        side=entity.side,
        kind=entity.kind,
        named=entity.named,
        gender=entity.gender,
        n_quotes=len(quotes),
        n_words_direct=direct,
        n_words_indirect=indirect,
        first_start=quotes[0].start,
        mentions=tuple(sorted(entity.mentions)),
        anonymity=entity.anonymity,
    )


def count_spoken(parsed: ParsedArticle, quotes: list[Quote]) -> tuple[int, int]:
    """The words of some quotes that are the speaker's own, and those that are the article's."""
    words = sum(count_words(q.text) for q in quotes)
    direct = sum(_words_in_marks(parsed, q) for q in quotes)
    return direct, words - direct


def _words_in_marks(parsed: ParsedArticle, quote: Quote) -> int:
    """How many words of a quote are the speaker's own: between quotation marks, or all in an interview or a post."""
    if quote.kind == "direct":
        return count_words(quote.text)
    count = 0
    for marked in parsed.quoted[max(0, bisect_right(parsed.quoted, quote.start, key=lambda m: m.start) - 1) :]:
        if marked.start >= quote.end:
            break
        count += count_words(parsed.article.text[max(marked.start, quote.start) : min(marked.end, quote.end)])
    return count
