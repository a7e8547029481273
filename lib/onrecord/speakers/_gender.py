"""Gender: what the words around a name, or in a description, tell of it: titles, nouns for kin and work, appositions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.speakers._names import gender_words
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token

# How many nouns joined by "and" or set beside each other are looked at: "a lawyer, activist and mother".
MOST_NOUNS = 6


def gender_told(name: Span, before: Span) -> str | None:
    """The gender that an article tells of a person at one mention, None if it tells none.

    Args:
        name: the name, without titles.
        before: the words of its noun phrase before it.

    Returns:
        What the title ("Mrs"), the noun before the name ("actress"), the one beside it ("his mother, Ann Hale",
        "Ann Hale, mother of two"), behind "is" or before "named" tells, the nearest first.
    """
    for token in reversed(before):
        if gender := gender_of(token):
            return gender
    return next((gender for noun in _nouns_of(name.root, name) if (gender := gender_of(noun))), None)


def gender_of(noun: Token) -> str | None:
    """The gender that a noun or title tells, none where it only owns: "the queen's lawyer"."""
    owns = noun.i + 1 < len(noun.doc) and noun.nbor().tag_ == "POS"
    return None if owns else gender_words().get(noun.lower_.rstrip("."))


def noun_beside(name: Span) -> Token | None:
    """The noun to which a name is set, "the mayor, Ann Hale", "a woman named Ann Hale", also where the parser takes both
    for subjects."""
    root, above = name.root, name.root.head
    if root.dep_ == "appos" and above.pos_ == "NOUN":
        return above
    if above.dep_ == "acl" and above.lemma_ in word_class("naming_verb") and above.i < root.i:
        return above.head
    if name.start < 2 or name.doc[name.start - 1].text != ",":
        return None
    before = name.doc[name.start - 2]
    return before if before.pos_ == "NOUN" and before.head == root.head and before.dep_ == root.dep_ else None


def _nouns_of(root: Token, name: Span) -> Iterator[Token]:
    """The nouns that an article sets beside a name, behind "is" after it, or before "named"."""
    beside = noun_beside(name)
    if beside is not None:
        yield beside
    for child in root.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            yield from _joined(child)
    verb = root.head
    if root.dep_ == "nsubj" and verb.lemma_ in ("be", "become", "remain"):
        for child in verb.children:
            if child.dep_ == "attr" and child.pos_ == "NOUN":
                yield from _joined(child)


def _joined(noun: Token) -> Iterator[Token]:
    """A noun and those that "and" or a comma joins to it."""
    for _ in range(MOST_NOUNS):
        yield noun
        joined = next((c for c in noun.children if c.dep_ in ("conj", "appos") and c.pos_ == "NOUN"), None)
        if joined is None:
            return
        noun = joined
