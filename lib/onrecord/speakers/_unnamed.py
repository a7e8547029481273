"""Unnamed sources: the words that make somebody without a name a source ("a person familiar with the talks")."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from onrecord.quotes.subjects import is_speaker, tells_occasion
from onrecord.rows import Quote
from onrecord.speakers._anonymity import tells_anonymity
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# A description is no longer than this, in tokens behind its noun; what would be longer is left out whole.
LONGEST_DESCRIPTION = 16

# What may describe the noun that it follows.
DESCRIBING = ("prep", "acl", "relcl", "amod", "advmod", "npadvmod", "agent")


def description_end(head: Token, end: int, quotes: Collection[Quote]) -> int:
    """Where the description of an unnamed source ends: "a woman [who lives next door]", "people [arrested last week]".

    Args:
        head: the noun, or "those" and "some".
        end: where the words end that point at the source, in code points of the article.
        quotes: what the source says; neither the words nor their cue describe it.

    Returns:
        The end, in code points. What follows a comma describes nobody; nor does when and where somebody spoke, nor that
        somebody asked not to be named.
    """
    doc = head.doc
    if not _is_somebody(head):
        return end
    last = head.i
    while last + 1 < len(doc) and doc[last + 1].idx < end:
        last += 1
    for child in head.children:
        if child.i <= last:
            continue
        if child.left_edge.i != last + 1 or child.dep_ not in DESCRIBING:
            break
        stop = _stop(child)
        if (
            stop <= child.i
            or (stop < len(doc) and doc[stop].is_quote)
            or stop - head.i > LONGEST_DESCRIPTION
            or not _describes(child, stop, quotes)
        ):
            break
        last = stop - 1
    if last > head.i and (clause := _clause_of_somebody(doc[last])) is not None:
        stop = _stop(clause)
        if clause.i < stop <= head.i + LONGEST_DESCRIPTION and _describes(clause, stop, quotes):
            last = stop - 1
    return doc[last].idx + len(doc[last])


def _is_somebody(head: Token) -> bool:
    """Is this a noun for people, or a word that stands for some ("those")?"""
    if head.pos_ in ("PRON", "DET", "NUM", "ADJ"):
        return True
    return head.pos_ == "NOUN" and (is_speaker(head) or head.lower_ in word_class("somebody"))


def _clause_of_somebody(last: Token) -> Token | None:
    """The verb of a clause with "who" that the parser hung on a place: "a nurse at the hospital who was there"."""
    if last.i + 1 == len(last.doc) or last.nbor().lower_ not in ("who", "whose"):
        return None
    verb = last.nbor().head
    verb = verb.head if verb.pos_ in ("NOUN", "PROPN") else verb  # "whose house"
    return verb if verb.dep_ == "relcl" and verb.left_edge.i == last.i + 1 else None


def _stop(child: Token) -> int:
    """The number of the token behind a describing phrase, which ends at a comma or another mark."""
    for token in child.doc[child.left_edge.i : child.right_edge.i + 1]:
        if token.is_space or (token.is_punct and token.text not in ("-", "’", "'")) or token.is_quote:
            return token.i
    return child.right_edge.i + 1


def _describes(child: Token, stop: int, quotes: Collection[Quote]) -> bool:
    doc = child.doc
    first, last = child.left_edge, doc[stop - 1]
    start, end = first.idx, last.idx + len(last)
    for quote in quotes:
        if quote.start < end and start < quote.end:
            return False
        if quote.cue_start is not None and start <= quote.cue_start < end:
            return False
    if child.dep_ in ("relcl", "acl"):
        verb_inside = child.i < stop and (child.dep_ == "acl" or stop > child.i)
        return verb_inside and not tells_anonymity(first, last)
    if child.dep_ in ("advmod", "npadvmod"):
        return child.lower_ in word_class("describing_adverb")
    if child.dep_ in ("prep", "agent"):
        return _places(child)
    return True


def _places(preposition: Token) -> bool:
    """ "In the ministry", "with three children", "close to the talks"; not "on Monday", "in a statement"."""
    if preposition.lower_ in word_class("circumstance"):
        return False
    if not any(c.dep_ in ("pobj", "pcomp", "prep") for c in preposition.children):
        return False
    return not tells_occasion(preposition)
