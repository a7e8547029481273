"""Quotes by hand: the row of words that a reader says somebody has said."""

from __future__ import annotations

from onrecord.quotes.finding import kind_of
from onrecord.rows import Quote
from onrecord.text.parsing import ParsedArticle

RULE = "by_hand"  # of rows that readers have put in


def quote_at(parsed: ParsedArticle, start: int, end: int, quote_id: str, statement_id: str) -> Quote:
    """The row of a quote that no rule has found; who speaks, and with which cue, the place does not say.

    Args:
        parsed: the article.
        start, end: offsets of the words.
        quote_id, statement_id: their names, which no other quote has.
    """
    paragraph = parsed.paragraph_at(start)
    return Quote(
        quote_id=quote_id,
        statement_id=statement_id,
        start=start,
        end=end,
        text=parsed.article.text[start:end],
        kind=kind_of(parsed, start, end),
        speaker=None,
        mention=None,
        mention_start=None,
        mention_end=None,
        cue=None,
        cue_start=None,
        cue_end=None,
        cue_class=None,
        position="none",
        paragraph=paragraph.number,
        in_headline=paragraph.kind == "headline",
        rule=RULE,
    )
