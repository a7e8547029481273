"""Event rules for states and searches: "19 in serious condition", "a search for 12 sailors"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.figures._event_totals import is_word_for_total, total_event
from onrecord.figures._event_verbs import needed
from onrecord.figures.event_terms import NOUN_SUBJECTS, Event, any_event, fits, terms
from onrecord.figures.units import Unit

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


def by_state(unit: Unit) -> Event | None:
    """The words right behind a number say what "are" would: "19 in serious condition", "30 in custody"."""
    last = unit.noun if unit.noun is not None and unit.noun.i > unit.anchor.i else unit.anchor
    doc, start = last.doc, last.i + 1
    if start >= len(doc) or doc[start].lower_ not in ("in", "behind"):
        return None
    behind = doc[start : min(start + STATE_WORDS, last.sent.end)]
    people = replace(unit, category="people") if unit.noun is None else unit
    for term in terms("verb").get("be", ()):
        if term.affects == "subject" and fits(term, people):
            for alternative in term.needs:
                words = [t for word in alternative for t in behind if word in (t.lemma_.lower(), t.lower_)]
                if len(words) == len(alternative):
                    return Event(term.event, words[0], tuple(words), "event_state")
    return None


STATE_WORDS = 4  # "in a serious condition"


def by_included(unit: Unit) -> Event | None:
    """What a toll or its victims include happened to those, too: "the dead included four children"."""
    verb = unit.anchor.head
    if unit.anchor.dep_ != "dobj" or verb.lemma_ not in ("include", "comprise"):
        return None
    for child in verb.lefts:
        if child.dep_ in NOUN_SUBJECTS:
            return total_event(child) if is_word_for_total(child) else any_event(child, "event_included")
    return None


def by_sought(unit: Unit) -> Event | None:
    """Those whom somebody searches for are missing, where nothing else is said of them."""
    token = unit.anchor
    if token.dep_ != "pobj" or token.head.lower_ != "for":
        return None
    searching: Token = token.head.head
    for term in terms("sought").get(searching.lemma_.lower(), ()):
        words = needed(searching, unit, term.needs)
        if fits(term, unit) and (words or not term.needs):
            return Event(term.event, searching, (searching, *words), "event_sought")
    return None
