"""Event rules for totals: "the death toll rose to 45"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.figures.event_terms import SUBJECTS, Event, any_event
from onrecord.figures.units import PEOPLE, Unit, lemma_of

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


# Nouns for a number that another number is: "the toll rose to 45".
TOTALS = frozenset({"toll", "number", "total", "count", "figure", "tally", "population", "estimate", "balance", "sum"})


def by_total(unit: Unit) -> Event | None:
    """A bare number that a total is: "the death toll rose to 45", "the number of displaced families is 52"."""
    if not _may_be_a_total(unit):
        return None
    token = unit.anchor
    for _ in range(STEPS_UP):
        if token.head is token:
            return None
        token = token.head
        if is_word_for_total(token):
            return total_event(token)
        for child in _beside_total(token) if token.pos_ in ("VERB", "AUX") else ():
            if is_word_for_total(child):
                return total_event(child)
            if token.lemma_.lower() in ESTIMATING or (token.lemma_.lower() in REACHING and child.tag_ == "NNS"):
                # "put the dead at 58", "arrests have reached 73"
                if event := any_event(child, "event_total"):
                    return event
    return None


ESTIMATING = frozenset({"put", "place", "set", "estimate"})
REACHING = frozenset(
    {"reach", "pass", "top", "exceed", "surpass", "hit", "climb", "rise", "jump", "soar", "stand", "number"}
)
STEPS_UP = 6  # heads between a number and the total that it is


def _may_be_a_total(unit: Unit) -> bool:
    """Whether a total may be what a number is: it stands alone, or with a noun for people behind "is" or "of"."""
    if unit.noun is None or lemma_of(unit.noun) in TOTALS:
        return True
    if unit.category not in (*PEOPLE, None) or unit.anchor.dep_ not in ("attr", "pobj"):
        return False
    if unit.anchor.head.lower_ == "with":
        return False  # "the toll stood at 80, with 18 others in critical condition"
    return unit.anchor.head.lower_ != "of" or unit.anchor.head.head.lemma_ == "toll"


def is_word_for_total(token: Token) -> bool:
    if token.lemma_.lower() == "toll" and token.head.lemma_ in ("take", "exact"):
        return False  # "took a heavy toll on"
    return token.lemma_.lower() in TOTALS


def _beside_total(verb: Token) -> Iterator[Token]:
    """The words of a clause among which a total may be; the parser hangs the toll of "put the toll higher" on the adverb."""
    yield from (c for c in verb.children if c.dep_ in (*SUBJECTS, "dobj", "attr", "oprd"))
    yield from (t for c in verb.children if c.dep_ == "advmod" for t in c.children if t.dep_ == "npadvmod")


def is_total(unit: Unit) -> bool:
    """A bare number that a total of anything is: "the number brought out alive stands at 40", "a figure of 40"."""
    return _total_of(unit) is not None


def _total_of(unit: Unit) -> Token | None:
    """The word for a total that a bare number is."""
    token = unit.anchor
    for _ in range(4):
        if is_word_for_total(token):
            return token
        for child in token.children:
            if child.dep_ in (*SUBJECTS, "dobj") and child.i < unit.anchor.i and is_word_for_total(child):
                return child
        if (
            token.dep_ not in ("pobj", "prep", "attr", "npadvmod", "nummod", "dobj", "amod", "advmod")
            or token.head is token
        ):
            return None
        token = token.head
    return None


# What may be said of a total without saying of what it is one.
OF_ANY_TOTAL = frozenset(
    {"running", "overall", "new", "latest", "current", "official", "combined", "final", "provisional"}
)


def is_bare_total(unit: Unit) -> bool:
    """A total that does not say of what: "the total now stands at 240", "bringing the number to 34"."""
    total = _total_of(unit) if unit.noun is None else None
    if total is None or total.tag_ not in ("NN", "NNP"):
        return False
    for child in total.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss") and child.lower_ not in OF_ANY_TOTAL:
            return False
        if child.dep_ in ("relcl", "acl") or (child.lower_ == "of" and unit.anchor not in child.children):
            return False
    return True


def total_event(total: Token) -> Event | None:
    """The event of a total, from the words that go with it; a toll with none is a toll of deaths."""
    for token in total.subtree:
        if event := any_event(token, "event_total"):
            return event
    if total.lemma_.lower() == "toll":
        return Event("killed", total, (total,), "event_total")
    return None
