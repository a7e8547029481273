"""Sums of events: "killed or wounded", "dead or missing", "damaged or destroyed" count what happened in several ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.figures.event_terms import Event, fits, terms
from onrecord.figures.units import Unit
from onrecord.rows import EVENTS

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# What cannot both happen to one: where "and" joins these, they are summed up. ("Shot and killed" is one thing.)
APART = ("kill", "wound", "injure", "hurt", "maim", "dead", "wounded", "injured", "missing", "destroy", "damage")
REACH = 6  # words to either side of an event word


def summed_up(event: Event, unit: Unit) -> Event:
    """The gravest of the events that stand side by side, with the words of all of them where they are a sum.

    Of "30 were killed or captured" the event is "killed" and its words are "killed or captured"; of "30 were abducted
    and killed" they are only "killed".
    """
    if event.event not in EVENTS or event.trigger.i == 0:
        return event
    saying = {event.trigger, *(t for t in event.words if _named(t, unit))}
    run = sorted({t for word in saying for step in (1, -1) for t in _run(word, step, unit)}, key=lambda t: t.i)
    named = {token: name for token in run if (name := _named(token, unit))} | {event.trigger: event.event}
    if len(set(named.values())) == 1:
        return event
    gravest = min(named, key=lambda t: (EVENTS.index(named[t]), t.i))
    joins = [t for t in run if t.dep_ == "cc" or t.lower_ in ("or", "and")]
    if any(t.lower_ != "and" for t in joins) or (joins and all(_is_apart(t) for t in named)):
        words = tuple(t for t in (*named, *joins, *event.words) if t is not gravest)
        return Event(named[gravest], gravest, words, event.rule)
    if named[gravest] in ("killed", "destroyed") and gravest != event.trigger and joins:
        return replace(event, event=named[gravest], trigger=gravest, words=(gravest,))
    return event


def _is_apart(token: Token) -> bool:
    return token.lemma_.lower() in APART or token.lower_ in APART


def _run(trigger: Token, step: int, unit: Unit) -> Iterator[Token]:
    """The event words and what joins them from a trigger on, up to the first other word."""
    doc, sentence = trigger.doc, trigger.sent
    kept: list[Token] = []
    for i in range(trigger.i + step, trigger.i + step * REACH, step):
        if not sentence.start <= i < sentence.end:
            break
        token = doc[i]
        if _named(token, unit) and not _has_others(token, unit, ("dobj", "nummod") if step < 0 else OTHERS):
            yield from (*kept, token)
            kept = []
        elif token.lower_ in ("or", "and", "and/or", ",", "/", "either", "both"):
            kept.append(token)
        elif token.pos_ not in ("ADV", "AUX"):
            break


OTHERS = ("dobj", "nsubj", "nsubjpass", "nummod")


def _has_others(verb: Token, unit: Unit, parts: tuple[str, ...]) -> bool:
    """A verb with an object or subject of its own tells of others: "... and wounded 40"."""
    own = [c for c in verb.children if c.dep_ in parts]
    return any(unit.anchor not in (c, *c.subtree) for c in own)


def _named(token: Token, unit: Unit) -> str | None:
    """The event of a word on its own."""
    lemma = token.lemma_.lower()
    entries = (
        *terms("adjective").get(token.lower_, ()),
        *(t for t in terms("noun").get(lemma, ()) if t.affects == "self"),
        *(terms("verb").get(lemma, ()) if token.tag_ in ("VBN", "VBD", "VB") else ()),
    )
    return next((t.event for t in entries if not t.needs and (t.units == "any" or fits(t, unit))), None)
