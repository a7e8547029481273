"""Event rules for totals: "the death toll rose to 45"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.figures.event_terms import SUBJECTS, Event, any_event
from onrecord.figures.units import PEOPLE, Unit, lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Token


# Nouns for a number that another number is: "the toll rose to 45".
TOTALS = frozenset({"toll", "number", "total", "count", "figure", "tally", "population", "estimate", "balance", "sum"})


def by_total(unit: Unit) -> Event | None:
    """A bare number that a total is: "the death toll rose to 45", "the number of displaced families is 52"."""
    if unit.noun is not None and lemma_of(unit.noun) not in TOTALS:
        if unit.category not in (*PEOPLE, None) or unit.anchor.dep_ not in ("attr", "pobj"):
            return None
        if unit.anchor.head.lower_ == "of" and unit.anchor.head.head.lemma_ != "toll":
            return None
    token, steps = unit.anchor, 0
    while steps < 6 and token.head is not token:
        steps, token = steps + 1, token.head
        if token.lemma_.lower() in TOTALS:
            return _total_event(token, unit)
        if token.pos_ in ("VERB", "AUX"):
            # "Put the toll higher, at 58": the parser hangs the toll on the adverb.
            adverbs = (t for c in token.children if c.dep_ == "advmod" for t in c.children if t.dep_ == "npadvmod")
            for child in (*(c for c in token.children if c.dep_ in (*SUBJECTS, "dobj", "attr", "oprd")), *adverbs):
                if child.lemma_.lower() in TOTALS:
                    return _total_event(child, unit)
                if token.lemma_.lower() in ESTIMATING and (event := any_event(child, "event_total")):
                    return event  # "put the dead at 58"
    return None


ESTIMATING = frozenset({"put", "place", "set", "estimate"})


def is_total(unit: Unit) -> bool:
    """A bare number that a total of anything is: "the number brought out alive stands at 40", "a figure of 40"."""
    token = unit.anchor
    for _ in range(4):
        if token.lemma_.lower() in TOTALS or any(
            c.lemma_.lower() in TOTALS for c in token.children if c.dep_ in (*SUBJECTS, "dobj") and c.i < unit.anchor.i
        ):
            return True
        if (
            token.dep_ not in ("pobj", "prep", "attr", "npadvmod", "nummod", "dobj", "amod", "advmod")
            or token.head is token
        ):
            return False
        token = token.head
    return False


def _total_event(total: Token, unit: Unit) -> Event | None:
    """The event of a total, from the words that go with it; a toll with none is a toll of deaths."""
    for token in total.subtree:
        if event := any_event(token, "event_total"):
            return event
    if total.lemma_.lower() == "toll":
        return Event("killed", total, (total,), "event_total")
    return None
