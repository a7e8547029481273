"""Event rules for what the parse does not show: the event word right after the thing, or right before the number."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.figures._event_nouns import noun_event
from onrecord.figures._event_verbs import predicate_of, verb_event
from onrecord.figures.event_terms import Event, terms
from onrecord.figures.units import Unit, is_part

if TYPE_CHECKING:
    from onrecord.text.tokens import Token, Tokens


def beside(unit: Unit) -> Event | None:
    """Where the parse shows nothing: the event word right after the thing, or right before the number."""
    return _after(unit) or _before(unit)


# What may stand between a noun and the word that says what happened to it.
BETWEEN_NOUN_AND_VERB = re.compile(
    r"who|that|which|have|has|had|to|be|been|being|was|were|are|is|either|forced|ordered|told|obliged|-|pre"
)


def _after(unit: Unit) -> Event | None:
    last = unit.noun if unit.noun is not None and unit.noun.i > unit.anchor.i else unit.anchor
    if unit.noun is not None and _is_aside(unit):
        return None
    in_brackets = False
    for token in last.doc[last.i + 1 : min(last.i + 14, last.sent.end)]:
        in_brackets = (in_brackets or token.text in ("[", "(")) and token.text not in ("]", ")")
        if in_brackets or token.text in ("]", ")") or token.is_space:
            continue
        if token.pos_ == "VERB" or token.lower_ in terms("adjective"):
            role = "object" if token.tag_ == "VBN" else "subject"
            if event := verb_event(token, role, unit, "event_beside") or predicate_of(token, unit):
                return replace(event, rule="event_beside")
        if not (token.pos_ in ("AUX", "ADV", "PART") or BETWEEN_NOUN_AND_VERB.fullmatch(token.lower_)):
            return None
    return None


def _is_aside(unit: Unit) -> bool:
    """What follows is said of another thing: "people in 14 districts were evacuated", "two of the four gates broke".

    So it is of a part, and of none: "most of the 300 houses were destroyed", "none of the 40 miners was hurt".
    """
    preposition = unit.anchor.head
    if unit.anchor.dep_ != "pobj" or preposition.idx >= unit.start:
        return False
    return preposition.lower_ not in ("of", "including", "with") or is_part(preposition.head)


# Words of approximators and other words that may stand between a verb and the number of its object.
BETWEEN_VERB_AND_NUMBER = re.compile(
    r"about|around|over|above|under|at|least|as|many|up|some|another|other|more|than|an|estimated|\["
)


def _before(unit: Unit) -> Event | None:
    first = min(
        t.i
        for t in unit.anchor.subtree
        if t is unit.anchor
        or (t.dep_ in ("nummod", "quantmod", "det", "amod", "compound", "advmod", "poss") and t.i > unit.anchor.i - 8)
    )
    doc, start = unit.anchor.doc, unit.anchor.sent.start
    first = _before_aside(doc, start, first)
    for i in range(first - 1, max(start - 1, first - 6), -1):
        token = doc[i]
        if token.pos_ == "VERB":
            has_object = any(c.lemma_ == "have" for c in token.children if c.dep_ == "aux") or _goes_on(token)
            if token.tag_ == "VBN" and not has_object:
                return None
            return verb_event(token, "object", unit, "event_beside")
        if token.lower_ in ("of", "to") and i > start and (event := noun_event(doc[i - 1], unit)):
            return replace(event, rule="event_beside")
        if not (token.pos_ in ("ADV", "DET", "ADJ", "NUM", "SPACE") or BETWEEN_VERB_AND_NUMBER.fullmatch(token.lower_)):
            return None
    return None


def _before_aside(doc: Tokens, start: int, first: int) -> int:
    """Where an aside before a token begins: "the evacuation of, according to the mayor, 400 people"."""
    if first - 1 > start and doc[first - 1].lower_ == ",":
        for i in range(first - 2, max(start, first - 14), -1):
            if doc[i].lower_ == "," and doc[i - 1].pos_ in ("ADP", "VERB"):
                return i
    return first


def _goes_on(participle: Token) -> bool:
    """A verb of a list, which the tagger takes for a participle: "destroyed 40 houses, damaged up to 90 more"."""
    return participle.dep_ == "conj" and participle.head.pos_ == "VERB" and participle.nbor(-1).lower_ in (",", "and")
