"""Event rules for headlines, whose Words With Capitals the parser takes for names: the words beside the number decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.figures._event_verbs import predicate_of
from onrecord.figures.event_terms import Event, any_event, fits, terms
from onrecord.figures.units import Unit
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


def in_headline(unit: Unit, end: int) -> tuple[Unit, Event | None]:
    """The event of a number in a headline, and what it counts: "Quake Kills 34 in Capital", "Thousands Flee Floods".

    Args:
        unit: what the number counts by the parse.
        end: offset of the end of the number phrase.
    """
    bare = replace(
        unit, anchor=unit.anchor if unit.noun is None else _number_token(unit, end), noun=None, category=None
    )
    verb = unit.noun if unit.noun is not None and unit.category is None and unit.noun.idx - end <= 2 else None
    if verb is not None and (event := _by_word(verb, bare, "subject")):
        return bare, event  # the verb was taken for the noun: "Two Die", "Thousands Flee"
    return unit, _before(unit) or _after(unit, end) or _toll(unit)


def _number_token(unit: Unit, end: int) -> Token:
    doc, i = unit.anchor.doc, unit.noun.i if unit.noun is not None else unit.anchor.i
    while i > 0 and doc[i].idx >= end:
        i -= 1
    return doc[i]


def _before(unit: Unit) -> Event | None:
    """The verb right before the number phrase: "Killing Nine", "Wounds at Least Six"."""
    doc, i = unit.anchor.doc, unit.anchor.i
    while i > 0 and doc[i].idx >= unit.start:
        i -= 1
    return _by_word(doc[i], unit, "object") if doc[i].idx < unit.start and doc[i].text[0].isupper() else None


def _after(unit: Unit, end: int) -> Event | None:
    """What follows the number and its noun: "Three Children Among Dead", "20 Pupils Feared Drowned"."""
    for token in _following(unit, end):
        if token.lower_ not in word_class("before_headline_participle"):
            role = "object" if token.lower_.endswith("ed") or token.tag_ == "VBN" else "subject"
            return _by_word(token, unit, role) or predicate_of(token, unit) or _among(token)
    return None


def _following(unit: Unit, end: int) -> Iterable[Token]:
    doc = unit.anchor.doc
    last = unit.noun if unit.noun is not None and unit.noun.idx >= end else unit.anchor
    return doc[last.i + 1 : min(last.i + 5, len(doc))]


def _among(token: Token) -> Event | None:
    """The event of a word behind "among": "Among Dead"."""
    before = token.nbor(-1) if token.i else token
    return any_event(token, "event_headline") if before.lower_ == "among" else None


def _by_word(token: Token, unit: Unit, role: str) -> Event | None:
    """The event of a verb in the form that a headline gives it; terms that need a further word are left out.

    So are nouns that nobody knows: headlines play with verbs ("City Kills 30 Jobs").
    """
    if unit.noun is not None and unit.category is None:
        return None
    for stem in _stems(token):
        for term in terms("verb").get(stem, ()):
            if term.affects in (role, "either") and not term.needs and fits(term, unit):
                return Event(term.event, token, (token,), "event_headline")
    return None


def _stems(token: Token) -> Iterator[str]:
    """What a verb may be called in the lexicon: the tagger's lemma, and the word without its ending."""
    word = token.lower_
    yield from (token.lemma_.lower(), word)
    for ending, instead in (("s", ""), ("es", ""), ("ies", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("d", "")):
        if word.endswith(ending):
            yield word.removesuffix(ending) + instead


def _toll(unit: Unit) -> Event | None:
    """A bare number behind "toll": "Death Toll From Floods Now Tops 90"."""
    if unit.noun is not None:
        return None
    doc, i = unit.anchor.doc, unit.anchor.i
    for token in reversed(doc[unit.anchor.sent.start : i]):
        if token.like_num or token.is_punct:
            return None
        if token.lower_ == "toll":
            return Event("killed", token, (token,), "event_headline")
    return None
