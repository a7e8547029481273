"""Statements: a clause about casualties or damage without a number, and the words of the lexicon that make it one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.figures.event_terms import NOUN_SUBJECTS, terms
from onrecord.figures.units import categories, lemma_of
from onrecord.words import read_words

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


THINGS = frozenset({"buildings", "infrastructure", "vehicles", "places"})
COUNTED = THINGS | {"people", "households", "animals", "transparent"}
NOBODY = frozenset({"nobody", "none", "neither"})
# What is said of a clause and not in it: left out of the words of a statement.
OUTSIDE = ("cc", "conj", "punct", "parataxis", "advcl", "relcl", "mark", "npadvmod", "intj", "dep")
MOST_WORDS = 80  # of a clause


@dataclass(frozen=True)
class Statement:
    """A statement before it becomes a row: its first and last token, what it says, and of what."""

    first: int
    last: int
    what: str
    event: str | None
    unit: str | None
    rule: str
    giver: str | None = None  # who gives a number, where the words name somebody


@cache
def lexicon() -> dict[tuple[str, str], str]:
    """The lexicon words/unknowns.csv: {(term, part of speech): what it says}."""
    return {(row["term"], row["pos"]): row["says"] for row in read_words("unknowns.csv")}


@cache
def terms_that_say(*says: str) -> frozenset[str]:
    return frozenset(term for (term, _), meaning in lexicon().items() if meaning in says)


def says(token: Token, *meanings: str) -> bool:
    """Whether a word of the lexicon has one of these meanings."""
    return token.lemma_.lower() in terms_that_say(*meanings) or token.lower_ in terms_that_say(*meanings)


def verbs_above(token: Token) -> Iterator[Token]:
    """The verbs that a word depends on, the nearest first, within its sentence."""
    for _ in range(8):
        if token.head is token:
            return
        token = token.head
        if token.pos_ in ("VERB", "AUX", "ADJ"):
            yield token
            # "How many were hurt is not known": the parser takes the clause that is the subject for a first one.
            yield from (
                c for c in token.rights if c.dep_ == "conj" and not any(s.dep_ in NOUN_SUBJECTS for s in c.children)
            )


def says_unknown(verb: Token, count: Token | None = None) -> bool:
    """Whether a verb says that something is not known or told; of a number, also "have" and "give"."""
    for word in (verb, *(c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd", "advmod", "ccomp"))):
        if says(word, "unknown"):
            return True
        possible = count is not None or word.lemma_ not in ("have", "give", "provide")
        if possible and says(word, "known") and _denied(verb, word, count):
            return True
    return False


def _denied(verb: Token, word: Token, count: Token | None) -> bool:
    """ "Is not known", "could not be verified", "nobody knows", "no figures were available", "gave no toll"."""
    if any(c.dep_ == "neg" for t in (verb, word) for c in t.children):
        return True
    if count is not None and any(c.lower_ == "no" for c in count.children):
        return True
    subjects = [c for c in verb.children if c.dep_ in NOUN_SUBJECTS]
    return any(
        s.lower_ in NOBODY or (s.lower_ == "one" and any(c.lower_ == "no" for c in s.children)) for s in subjects
    )


def tokens_below(token: Token) -> Iterator[Token]:
    """The words that depend on a word, the first of them where there are many: time stays linear in endless sentences."""
    return islice(token.subtree, MOST_WORDS)


def subject_matter(tokens: Iterable[Token]) -> tuple[str | None, str | None]:
    """The event and the thing that a clause about numbers is about: (event, noun)."""
    event = unit = None
    for token in sorted(tokens, key=lambda t: t.i):
        if says(token, "count", "extent", "how", "known", "unknown"):
            continue
        category = categories().get(lemma_of(token)) if token.pos_ in ("NOUN", "PROPN") else None
        if unit is None and category in COUNTED:
            unit = token.lower_
        if event is None and (named := event_named(token)):
            event = named
            unit = unit or (token.lower_ if token.tag_ in ("NNS", "NNPS", "JJ") else None)
    return event, unit


def event_named(token: Token) -> str | None:
    """The event that a word names by words/event_terms.csv."""
    lemma = token.lemma_.lower()
    pos = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}.get(token.pos_)
    entries = (*terms(pos).get(lemma, ()), *terms(pos).get(token.lower_, ())) if pos else ()
    return next((term.event for term in entries if not term.needs and term.event), None)


def statement_of(verb: Token, rule: str, matter: tuple[str | None, str | None]) -> Statement | None:
    """The clause of a verb that says that a number is not known; only of people and things that can be lost."""
    if matter == (None, None):
        return None
    kept = [t.i for t in _clause_of(verb) if not t.is_space]
    return Statement(min(kept), max(kept), "unknown_number", *matter, rule)


def _clause_of(verb: Token) -> Iterator[Token]:
    """The words of a clause, without those that stand beside it: what is coordinated, inserted, or a clause of time."""
    yield verb
    for child in verb.children:
        if child.dep_ not in OUTSIDE:
            yield from (t for t in tokens_below(child) if not t.is_punct or child.i < t.i < child.right_edge.i)


def tokens_up_to(token: Token, top: Token) -> Iterator[Token]:
    """The words between a word and one above it."""
    while token is not top and token.head is not token:
        token = token.head
        if token == top:
            return
        yield token
