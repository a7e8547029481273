"""Event terms: the lexicon of words for what happens to people and things, and what each can happen to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.figures.units import PEOPLE, Unit, anybody, categories, lemma_of
from onrecord.words import read_words
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


NOUN_SUBJECTS = ("nsubj", "nsubjpass")
SUBJECTS = (*NOUN_SUBJECTS, "csubj", "csubjpass")  # those that are clauses, too
PREPOSITIONS = ("to", "on", "off")  # of things that a verb affects: "set fire to 12 houses", "roofs off 12"
OBJECTS = ("dobj", "obj", "dative", "oprd")


@dataclass(frozen=True)
class Term:
    """A line of words/event_terms.csv; `needs` holds alternatives, each the further words of which all must be there."""

    term: str
    pos: str
    event: str
    affects: str
    needs: tuple[tuple[str, ...], ...]
    units: str


@dataclass(frozen=True)
class Event:
    """What happened: the event, the token that says so, the words that belong to it, and the rule that saw it."""

    event: str
    trigger: Token
    words: tuple[Token, ...]
    rule: str


@cache
def terms(pos: str) -> dict[str, tuple[Term, ...]]:
    """Event terms of one part of speech, {term: entries}, those that need a further word first."""
    entries_of: dict[str, list[Term]] = {}
    for row in read_words("event_terms.csv"):
        if row["pos"] == pos:
            needs = tuple(tuple(words.split("&")) for words in sorted(filter(None, row["with"].split("|"))))
            term = Term(row["term"], pos, row["event"], row["affects"], needs, row["units"])
            entries_of.setdefault(term.term, []).append(term)
    return {word: tuple(sorted(entries, key=lambda t: not t.needs)) for word, entries in entries_of.items()}


HAPPENINGS = ("events", "weapons", "land", "measures", "money", "plants")
STRUCTURES = ("buildings", "infrastructure", "vehicles", "places")


def fits(term: Term, unit: Unit) -> bool:
    """Whether an event can happen to what is counted: houses are not killed. Unknown nouns fit everything but lives."""
    lemma = lemma_of(unit.noun) if unit.noun is not None else ""
    category = categories().get(lemma) if unit.category == "share" else unit.category  # a share of what?
    if term.units == "lives":
        return lemma == "life"
    if lemma == "life" and term.pos == "verb":
        return False
    if category == "animals" and term.units == "people":
        return term.event in ("killed", "injured")  # herds die and are hurt like people
    return any(_is_of_kind(kind, lemma, category) for kind in term.units.split("|"))


def _is_of_kind(kind: str, lemma: str, category: str | None) -> bool:
    """Whether a noun is of a kind that the lexicon names: a group of categories, a category, or the noun itself."""
    if test := KINDS.get(kind):
        return test(lemma, category)
    return kind in (category, lemma)


def _has_a_home(lemma: str) -> bool:
    return lemma not in word_class("armed") and lemma not in word_class("outlaw")


def _stays_on(lemma: str) -> bool:
    return _has_a_home(lemma) and lemma not in word_class("visitor")


# Kinds of nouns that stand in the column `units` of words/event_terms.csv, besides categories and nouns.
KINDS: dict[str, Callable[[str, str | None], bool]] = {
    "any": lambda _, category: category not in HAPPENINGS,
    "people": lambda _, category: category in (*PEOPLE, None),
    "people_known": lambda _, category: category in PEOPLE,
    "civilians": lambda lemma, category: category in (*PEOPLE, None) and _has_a_home(lemma),
    "civilians_known": lambda lemma, category: category in PEOPLE and _has_a_home(lemma),
    "residents": lambda lemma, category: category in (*PEOPLE, None) and _stays_on(lemma),
    "residents_known": lambda lemma, category: category in PEOPLE and _stays_on(lemma),
    "unnamed": lambda lemma, _: not lemma,
    "rivals_apart": lambda lemma, category: category in PEOPLE and lemma not in word_class("rival"),
    "armed": lambda lemma, _: lemma in word_class("armed"),
    "anybody": lambda lemma, category: category == "households" or lemma in anybody(),
    "things": lambda _, category: category not in (*PEOPLE, "money", "events"),
    "structures": lambda _, category: category in STRUCTURES,
}


GLUED_VERB = re.compile(
    r"(?=[a-z]+$)(?:and|be|been|being|had|has|have|is|are|may|newly|still|was|were|who)+(?P<verb>[a-z]{3,}?)(?:e?d)?"
)


def verb_terms(verb: Token) -> tuple[Term, ...]:
    """The entries of a verb, also where auxiliaries stick to it, or the model gives it an odd base form ("gutte")."""
    entries, lemma = terms("verb"), verb.lemma_.lower()
    if lemma not in entries and lemma.endswith("e"):
        stem = lemma.removesuffix("e")
        lemma = next((word for word in (stem, stem[:-1]) if word in entries), lemma)
    if lemma not in entries and (glued := GLUED_VERB.fullmatch(lemma)):
        lemma = next((word for word in (glued["verb"], glued["verb"] + "e") if word in entries), lemma)
    return entries.get(lemma, ())


def deadly(event: Event, *near: Token) -> Event:
    """The event as killed where a word beside it says that somebody died of it: "fatally shot", "fatal injuries"."""
    for token in (event.trigger, *event.words, *near):
        for child in token.children:
            if child.lower_ in terms("deadly") and child.dep_ in ("advmod", "amod"):
                return replace(event, event="killed", words=(*event.words, child))
    return event


def any_event(token: Token, rule: str) -> Event | None:
    """The event a word names on its own, whatever its part of speech."""
    entries = (
        *terms("noun").get(token.lemma_.lower(), ()),
        *terms("adjective").get(token.lower_, ()),
        *(t for t in terms("verb").get(token.lemma_.lower(), ()) if token.tag_ == "VBN" and not t.needs),
    )
    for term in entries:
        if term.affects in ("self", "implied", "of", "object", "either") and term.units not in ("money", "lives"):
            return Event(term.event, token, (token,), rule)
    return None


Rule = Callable[[Unit], Event | None]
