"""Statements that things were damaged or destroyed, without a count."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.figures._statements import THINGS, Statement, says, tokens_below, tokens_up_to
from onrecord.figures.event_terms import NOUN_SUBJECTS, Event, terms
from onrecord.figures.events import event_of
from onrecord.figures.status import reading_of
from onrecord.figures.units import Unit, categories, lemma_of

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


def damaged(token: Token) -> Statement | None:
    """ "A bridge was destroyed", "the attack wrecked buildings": things that nobody has counted."""
    going_on = token.tag_ == "VBG" and any(c.dep_ == "aux" for c in token.children)
    # "Were attacking", "to attack": not said to be done.
    if token.pos_ != "VERB" or token.tag_ == "VB" or going_on or token.dep_ in ("amod", "compound"):
        return None
    for noun in (c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")):
        category = categories().get(lemma_of(noun))
        if category not in THINGS or _has_number(noun):
            continue
        event = event_of(Unit(noun, noun, category, noun.left_edge.idx))
        if event and event.trigger == token and _is_damage(event, noun) and _by_force(token):
            return _damage(event, noun)
    return None


def _is_damage(event: Event, noun: Token) -> bool:
    """Damage that is said to have happened."""
    return event.event in ("destroyed", "damaged") and reading_of(noun, event) == ("claim", False)


def _by_force(verb: Token) -> bool:
    """Whether a verb that people use of other things ("hit the road") has a force for its subject, or none."""
    if not says(verb, "force"):
        return True
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is None or categories().get(lemma_of(subject)) in ("events", "weapons")


def _has_number(noun: Token) -> bool:
    return any(c.dep_ == "nummod" or c.like_num or c.lower_ == "no" for c in noun.children)


def in_ruins(token: Token) -> Statement | None:
    """ "Towns lie in ashes"."""
    if token.dep_ != "pobj" or token.head.lower_ != "in" or not says(token, "ruin"):
        return None
    verb = token.head.head
    subject = next((c for c in verb.children if c.dep_ in NOUN_SUBJECTS), None)
    if not says(verb, "lies") or subject is None or categories().get(lemma_of(subject)) not in THINGS:
        return None
    if _has_number(subject) or any(c.dep_ == "neg" for c in verb.children):
        return None
    return Statement(subject.left_edge.i, token.i, "damage", "destroyed", subject.lower_, "in_ruins")


def _damage(event: Event, noun: Token) -> Statement:
    """Subject, verb and object; times and places around them are left out."""
    kept = [event.trigger, *event.words]
    for child in event.trigger.children:
        if child.dep_ in (*NOUN_SUBJECTS, "dobj", "aux", "auxpass", "prt", "neg"):
            kept += [
                t
                for t in tokens_below(child)
                if not any(a.dep_ in ("relcl", "appos") for a in (t, *tokens_up_to(t, child)))
            ]
    ends = [t.i for t in kept if not t.is_punct]
    return Statement(min(ends), max(ends), "damage", event.event, noun.lower_, "damage_verb")


@cache
def damage_verbs() -> frozenset[str]:
    return frozenset(
        t.term for entries in terms("verb").values() for t in entries if t.event in ("destroyed", "damaged")
    )
