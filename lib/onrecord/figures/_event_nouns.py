"""Event rules for nouns, adjectives and labels: "12 dead", "the death of 12", "Houses destroyed: 64"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.figures.event_terms import Event, Term, any_event, deadly, fits, terms
from onrecord.figures.units import Unit, lemma_of

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


def says_itself(unit: Unit) -> Event | None:
    """The counted word is itself the event: "12 dead", "40 injuries"."""
    for token in filter(None, (unit.noun, unit.anchor)):
        for term in (*terms("noun").get(lemma_of(token), ()), *terms("adjective").get(token.lower_, ())):
            if term.affects == "self":
                return Event(term.event, token, (token,), "unit_is_event")
    return None


def by_modifier(unit: Unit) -> Event | None:
    """A participle before the noun: "300 displaced people"."""
    holders = [unit.anchor] if unit.noun is None or unit.noun is unit.anchor else [unit.noun, unit.anchor]
    for holder in holders:
        for child in holder.lefts:
            for term in terms("adjective").get(child.lower_, ()):
                if child.dep_ in ("amod", "compound", "nmod", "advmod", "conj", "acl", "dep") and fits(term, unit):
                    return Event(term.event, child, (child,), "event_modifier")
    return None


def by_noun(unit: Unit) -> Event | None:
    """The counted thing completes a noun of action: "the death of 12", "damage to 300 homes", "12 men's murder"."""
    token = unit.anchor
    if token.dep_ == "poss":
        return noun_event(token.head, unit)
    if token.dep_ != "pobj" or token.head.lower_ not in ("of", "to", "for", "from", "in", "among", "on", "with"):
        return None
    noun, preposition = token.head.head, token.head.lower_
    if token.head.dep_ == "prep" and token.head.head.dep_ == "prep":
        noun = token.head.head.head
    if preposition in ("in", "among") and noun.lower_ != "damage":
        return None
    if noun.pos_ == "VERB" and preposition != "of":
        return None  # "arrested for", "attacked on"; the tagger takes "the killing of" for a verb
    return noun_event(noun, unit, preposition) if noun.pos_ in ("NOUN", "PROPN", "VERB") else None


def noun_event(noun: Token, unit: Unit, preposition: str = "of") -> Event | None:
    """The event of a noun for what completes it, if the lexicon has it and its further words are there."""
    for candidate in (noun, *(c for c in noun.conjuncts if c.pos_ == "NOUN")):
        for term in terms("noun").get(candidate.lemma_.lower(), ()):
            if term.affects == "of" and fits(term, unit) and _takes(term, candidate, preposition):
                event = Event(term.event, candidate, (candidate,), "event_noun")
                return deadly(event) if term.event == "injured" else event
        if preposition in ("on", "with"):
            continue
        # The tagger takes "the killing of" for a verb at times.
        if candidate.pos_ == "NOUN" and candidate.lower_.endswith("ing"):
            for term in terms("verb").get(candidate.lower_.removesuffix("ing"), ()):
                if term.affects in ("object", "either") and not term.needs and fits(term, unit):
                    event = Event(term.event, candidate, (candidate,), "event_noun")
                    return deadly(event) if term.event == "injured" else event
    return None


def _takes(term: Term, noun: Token, preposition: str) -> bool:
    """Whether the words that a noun asks for are there: its preposition, its verb ("cut the throats of"), or beside that."""
    if not term.needs:
        return preposition not in ("on", "with") or (preposition == "on" and term.term == "damage")
    verb = noun.head
    said = (c for c in verb.children if c.dep_ in ("acomp", "oprd", "nsubj", "nsubjpass"))
    there = {preposition, verb.lemma_.lower(), verb.head.lemma_.lower(), *(c.lemma_.lower() for c in said)}
    return any(there.issuperset(alternative) for alternative in term.needs)


def by_whole(unit: Unit) -> Event | None:
    """A number of those to whom it happened, where nothing else is said of them: "100 of the injured are in hospital"."""
    wholes = (c for of in unit.anchor.children if of.lower_ == "of" for c in of.children if c.dep_ == "pobj")
    for whole in wholes if unit.noun is None else ():
        event = any_event(whole, "event_of_whole") if whole.lower_ in terms("adjective") else None
        if event and event.event in ("killed", "injured"):  # the displaced may have returned, the missing been found
            return event
    return None


def by_among(unit: Unit) -> Event | None:
    """An inverted clause: "among those captured were 600 soldiers"."""
    verb = unit.anchor.head
    if verb.lemma_ != "be" or unit.anchor.dep_ not in ("nsubj", "attr"):
        return None
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("among", "amongst"):
            for token in child.subtree:
                if token.pos_ in ("VERB", "ADJ", "NOUN") and (event := any_event(token, "event_among")):
                    held = token.pos_ != "NOUN" or any(
                        t.affects != "of" for t in terms("noun").get(token.lemma_.lower(), ())
                    )
                    return event if held else None
    return None


def implied(unit: Unit) -> Event | None:
    """The noun itself says it, where nothing else does: refugees are displaced, hostages detained."""
    if unit.noun is None:
        return None
    noun = lemma_of(unit.noun)
    two_words = f"{unit.noun.nbor(-1).lower_} {noun}" if unit.noun.i else noun  # "asylum seekers"
    for term in (t for form in (noun, unit.noun.lower_, two_words) for t in terms("noun").get(form, ())):
        if term.affects == "implied":
            return Event(term.event, unit.noun, (unit.noun,), "event_implied_by_unit")
    return None


def by_label(unit: Unit) -> Event | None:
    """A number at the end of a label, as in tables and lists: "Houses destroyed: 64", "IDPs total 12,300"."""
    token, doc = unit.anchor, unit.anchor.doc
    after = next((t for t in doc[token.i + 1 : token.i + 3] if not t.is_space), None)
    at_end = after is None or after.is_punct or after.is_sent_start or after.like_num  # of a sentence, or of a cell
    if unit.noun is not None or not at_end:
        return None
    event, after_colon = None, token.i > 0 and doc[token.i - 1].text == ":"
    for i in range(token.i - 1, max(token.i - 9, token.sent.start) - 1, -1):
        before = doc[i]
        if not after_colon and (
            before.pos_ == "AUX"
            or before.tag_ in ("VBD", "VBZ", "VBP", "MD")
            or (before.pos_ == "ADP" and before.lower_ != "of")
        ):
            return None
        if before.like_num or before.lower_ in (".", ";", ",", "("):
            break
        event = any_event(before, "event_label") or event
    return event


IN_COURT = ("in", "for", "of", "punitive", "compensatory")


def money_event(unit: Unit) -> Event | None:
    """A sum of money is damage where the word stands beside it: "$3 million in damage", "damage put at $3 million"."""
    doc, i = unit.anchor.doc, unit.anchor.i
    for token in doc[max(unit.anchor.sent.start, i - 7) : min(i + 7, unit.anchor.sent.end)]:
        # "$3 million in damages" are what a court gives.
        if token.lower_ == "damage" or (token.lower_ == "damages" and token.nbor(-1).lower_ not in IN_COURT):
            return Event("damaged", token, (token,), "event_money")
    return None
