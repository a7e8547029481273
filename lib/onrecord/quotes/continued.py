"""Continued reports: sentences between two reports of one speaker that carry the report on without a word for it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.quotes._spans import characters
from onrecord.rows import Quote
from onrecord.text.parsing import ParsedArticle

if TYPE_CHECKING:
    from onrecord.text.tokens import Span

# "She had been there for a week" tells of the speaker; it is the reporter's.
PERSONAL = frozenset(["he", "she", "i", "we"])
MOST_SENTENCES = 2


def with_continued(parsed: ParsedArticle, quotes: list[Quote]) -> list[Quote]:
    """Add the sentences that carry a report on: "He said … . Across the country, … . He also said … .".

    Args:
        parsed: the article.
        quotes: quotes in the order of the text, with their speakers.

    Returns:
        The quotes and, among them, rows of kind "indirect" with the rule "continued"; speaker, `quote_id` and
        `statement_id` are those of the report before.

    Limits:
        Only in a paragraph, only between two paraphrases of one speaker, and one or two sentences long. Nothing in the
        text says that such a sentence is the speaker's: leave these rows out where that matters.
    """
    with_added = list(quotes)
    for before, after in pairwise(quotes):
        one_speaker = before.speaker is not None and before.speaker == after.speaker
        if one_speaker and before.paragraph == after.paragraph and "direct" not in (before.kind, after.kind):
            with_added += [_row(parsed, before, sentence) for sentence in _between(parsed, before, after)]
    return sorted(with_added, key=lambda q: q.start)


def _between(parsed: ParsedArticle, before: Quote, after: Quote) -> list[Span]:
    """The sentences between the sentences of two quotes, if they are few and all of them can be part of the report."""
    last = parsed.tokens.char_span(before.end - 1, before.end, alignment_mode="expand")
    first = parsed.tokens.char_span(after.start, after.start + 1, alignment_mode="expand")
    if last is None or first is None or first[0].sent.start <= last[0].sent.end:
        return []
    sentences = [t.sent for t in parsed.tokens[last[0].sent.end : first[0].sent.start] if t.is_sent_start]
    name = (before.speaker or "").split()[-1]
    fit = len(sentences) <= MOST_SENTENCES and all(_can_carry_on(s, name) for s in sentences)
    return sentences if fit else []


def _can_carry_on(sentence: Span, last_name: str) -> bool:
    """A statement in the third person about something else than the speaker, without words in quotation marks."""
    # The parser hangs some subjects on the auxiliary.
    verbs = {sentence.root.i, *(c.i for c in sentence.root.children if c.dep_ in ("aux", "auxpass"))}
    subject = next((t for t in sentence if t.dep_ in ("nsubj", "nsubjpass") and t.head.i in verbs), None)
    is_statement = sentence.root.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VB", "VBG")
    return (
        subject is not None
        and is_statement
        and subject.lower_ not in PERSONAL
        and subject.ent_type_ != "PERSON"
        and not any(t.is_quote or t.text == last_name for t in sentence)
    )


def _row(parsed: ParsedArticle, before: Quote, sentence: Span) -> Quote:
    start, end = characters(parsed, sentence.start, sentence.end - 1)
    return replace(
        before,
        start=start,
        end=end,
        text=parsed.article.text[start:end],
        kind="indirect",
        cue=None,
        cue_start=None,
        cue_end=None,
        cue_class=None,
        position="none",
        rule=f"continued/{before.rule.split('/')[1]}",
    )
