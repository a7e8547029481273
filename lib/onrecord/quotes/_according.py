"""According to: the clause beside "according to" or "in the words of"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.quotes._clauses import FINITE
from onrecord.quotes._cues import IN_THE_WORDS_OF, Cue
from onrecord.quotes._spans import Speech, characters
from onrecord.text.parsing import ParsedArticle

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# Behind the source stands its clause only if hardly anything stands before it: "But according to the ministry, …".
MOST_TOKENS_BEFORE = 4


def according_content(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """The clause beside "according to" or "in the words of": after its comma when it begins the sentence, else before."""
    subject = cue.subject
    if subject is None:
        return
    sentence = [t for t in cue.token.sent if not t.is_space]
    first = cue.token.i if cue.token.lower_ == "according" else cue.token.head.i
    last = max([cue.token.i, *(t.i for t in subject.subtree if t.i > cue.token.i)])
    before = _own_clause(cue.token, [t for t in sentence if t.i < first])
    after = [t for t in sentence if t.i > last]
    if cue.verb is IN_THE_WORDS_OF and any(t.is_quote for t in after):
        return  # the words stand further on, in quotation marks
    if not before:
        after = _behind_comma(sentence, subject, after)
    if _has_words(before):
        yield Speech(*characters(parsed, before[0].i, before[-1].i), cue, "according_to", False)
    if _has_words(after) and len(before) <= MOST_TOKENS_BEFORE:
        yield Speech(*characters(parsed, after[0].i, after[-1].i), cue, "according_to", False)


def _own_clause(cue: Token, before: list[Token]) -> list[Token]:
    """Of the words before a cue the relative clause it stands in, "…, which makes it the largest according to …"."""
    verb = cue
    while verb.dep_ != "ROOT" and verb.dep_ != "relcl":
        verb = verb.head
    first = next((t for t in before if t.i >= verb.left_edge.i), None) if verb.dep_ == "relcl" else None
    if first is None or not before or before[-1].text == "," or first.tag_ not in ("WDT", "WP", "WRB"):
        return before
    return [t for t in before if t.i >= first.i] if first.i and first.nbor(-1).text == "," else before


def _has_words(tokens: list[Token]) -> bool:
    return any(not token.is_punct for token in tokens)


def _behind_comma(sentence: list[Token], subject: Token, after: list[Token]) -> list[Token]:
    """The clause behind a source, where the parser took the clause's subject for a part of the source's name."""
    if not after or after[0].tag_ not in FINITE:
        return after
    comma = next((t.i for t in sentence if subject.i < t.i < after[0].i and t.text == ","), None)
    return after if comma is None else [t for t in sentence if t.i > comma]
