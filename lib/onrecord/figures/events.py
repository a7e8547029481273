"""Events: what happened to the things that a number counts, read off the dependency parse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.words import any_of, read_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
OBJECTS = ("dobj", "obj", "dative", "oprd")
# Nouns for a number that another number is: "the toll rose to 45".
TOTALS = frozenset({"toll", "number", "total", "count", "figure", "tally", "population", "estimate", "balance", "sum"})


@dataclass(frozen=True)
class Term:
    """A line of words/event_terms.csv."""

    term: str
    pos: str
    event: str
    affects: str
    needs: frozenset[str]
    units: str


@dataclass(frozen=True)
class Unit:
    """What a number counts. `noun` is the word that names it, None where it is left out ("12 were killed").

    `anchor` is the token that stands in the sentence for the counted things: the noun, or the number itself.
    `start` is the offset of the number phrase with its approximators.
    """

    anchor: Token
    noun: Token | None
    category: str | None
    start: int


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
    found: dict[str, list[Term]] = {}
    for row in read_words("event_terms.csv"):
        if row["pos"] == pos:
            needs = frozenset(filter(None, row["with"].split("|")))
            term = Term(row["term"], pos, row["event"], row["affects"], needs, row["units"])
            found.setdefault(term.term, []).append(term)
    return {word: tuple(sorted(entries, key=lambda t: not t.needs)) for word, entries in found.items()}


@cache
def categories() -> dict[str, str]:
    """The lexicon words/units.csv: {noun: category}."""
    return {row["noun"]: row["category"] for row in read_words("units.csv")}


@cache
def anybody() -> frozenset[str]:
    """The lexicon words/anybody.csv: nouns that count people without saying which."""
    return frozenset(row["noun"] for row in read_words("anybody.csv"))


PEOPLE = ("people", "households")
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
    return {
        "any": category not in HAPPENINGS,
        "people": category in (*PEOPLE, None),
        "people_known": category in PEOPLE,
        "anybody": category == "households" or lemma in anybody(),
        "things": category not in (*PEOPLE, "money", "events"),
        "structures": category in STRUCTURES,
    }.get(term.units, category == term.units)


def lemma_of(token: Token) -> str:
    """The lemma in lower case; of plurals the model does not know, the form without its ending."""
    lemma = token.lemma_.lower()
    if lemma in categories():
        return lemma
    if lemma.endswith("s") and lemma[:-1] in categories():
        return lemma[:-1]
    return unglued(lemma) or lemma


# PDF text loses spaces: "peoplebetween", "newdisplacements", "weredisplaced".
GLUED_NOUN = re.compile(
    r"(?P<before>new(?:ly)?)?"
    r"(?P<noun>displacements?|people|families|households|houses|homes|persons|individuals|idps|refugees)"
    r"(?P<after>and|are|at|became|become|between|by|could|during|fled|from|had|has|have|in|may|might|of|on|to|were|who|will|with)?"
)


def unglued(word: str) -> str | None:
    """The noun in a word that has lost a space; None for other words."""
    match = GLUED_NOUN.fullmatch(word)
    return match["noun"] if match and (match["before"] or match["after"]) else None


GLUED_VERB = re.compile(
    r"(?:and|be|been|being|had|has|have|is|are|may|newly|still|was|were|who)+(?P<verb>[a-z]{3,}?)(?:e?d)?"
)


def verb_terms(verb: Token) -> tuple[Term, ...]:
    """The entries of a verb, also where auxiliaries stick to it."""
    known, lemma = terms("verb"), verb.lemma_.lower()
    if lemma not in known and (glued := GLUED_VERB.fullmatch(lemma)):
        lemma = next((word for word in (glued["verb"], glued["verb"] + "e") if word in known), lemma)
    return known.get(lemma, ())


def event_of(unit: Unit) -> Event | None:
    """The event of a counted thing, by the first rule of `RULES` that sees one.

    Where the thing itself shows none, the thing it is coordinated with is asked ("23 schools and 15 clinics
    were destroyed"), then the noun whose complement it is ("a group of 12 soldiers was captured").
    """
    own, *above = _sites(unit)
    for rule in RULES:
        if event := rule(own):
            return event
    for site in above:
        for rule in ABOVE:
            if event := rule(site):
                return event
    return None if any(is_undone(site) for site in (own, *above)) else implied(unit)


def _sites(unit: Unit) -> Iterator[Unit]:
    """The counted thing, then the tokens that stand for it higher up in the sentence."""
    yield unit
    token, seen = unit.anchor, 0
    while seen < 6:
        seen += 1
        if token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            token = token.head
        elif token.dep_ == "pobj" and token.head.lower_ in ("of", "including", "like") and _is_carrier(token.head.head):
            token = token.head.head
        elif (
            token.dep_ in ("nmod", "compound", "nummod", "appos", "dep")
            and (token.head.pos_ == "NOUN" or token.head.lower_ == "more")
            and token.head.i > token.i
        ):
            token = token.head
        else:
            return
        yield replace(unit, anchor=token)


def _is_carrier(token: Token) -> bool:
    """A noun that brings its complement with it: "a group of 12", "showcases of 30 stores", but not "a father of 7"."""
    person = token.tag_ == "NN" and categories().get(token.lower_) == "people"
    return token.pos_ in ("NOUN", "PROPN") and not person


def _verb_event(verb: Token, role: str, unit: Unit, rule: str) -> Event | None:
    """The event of a verb for its subject or object, if the lexicon has it and its further words are there."""
    for term in verb_terms(verb):
        affected = term.affects == role or (term.affects == "either" and role != "to")
        if affected and fits(term, unit):
            words = _needed(verb, unit, term.needs)
            if words or not term.needs:
                return Event(term.event, verb, (verb, *words), rule)
    return None


def _needed(verb: Token, unit: Unit, needs: frozenset[str]) -> tuple[Token, ...]:
    """The further words that a term asks for, looked for among the complements of the verb.

    A term names alternatives; "home&@not" asks for both, and @not for a negation, @place for a place name.
    """
    if not needs:
        return ()
    complements = list(_complements(verb, unit))
    for alternative in sorted(needs):
        found = [next((t for t in complements if _is_word(t, word)), None) for word in alternative.split("&")]
        if None not in found:
            return tuple(found)
    return ()


def _is_word(token: Token, word: str) -> bool:
    if word == "@place":
        return token.ent_type_ in ("GPE", "LOC", "FAC") or (token.pos_ == "PROPN" and not token.ent_type_)
    if word in PARTICLES and any(child.dep_ == "pobj" for child in token.children):
        return False  # "carrying 30 men off the coast": no men were carried off
    return token.dep_ == "neg" if word == "@not" else word in (token.lemma_.lower(), token.lower_)


PARTICLES = frozenset({"off", "away", "out", "up", "down"})


def _complements(verb: Token, unit: Unit) -> Iterator[Token]:
    """The words a verb governs, without the counted thing's own and without further clauses."""
    skipped = {t.i for t in unit.anchor.lefts} | {unit.anchor.i} | ({unit.noun.i} if unit.noun is not None else set())
    queue = [verb]
    while queue:
        token = queue.pop(0)
        if token.i not in skipped and token is not verb:
            yield token
        for child in token.children:
            if child.dep_ in (*SUBJECTS, "conj", "relcl", "parataxis", "punct", "cc") and token is verb:
                if child.dep_ in SUBJECTS and child.i > verb.i:
                    queue.append(child)
                continue
            if child.dep_ == "relcl" or (child.dep_ == "advcl" and child.lower_ != "homeless"):
                continue
            queue.append(child)


def says_itself(unit: Unit) -> Event | None:
    """The counted word is itself the event: "12 dead", "40 injuries"."""
    for token in filter(None, (unit.noun, unit.anchor)):
        for term in (*terms("noun").get(lemma_of(token), ()), *terms("adjective").get(token.lower_, ())):
            if term.affects == "self":
                return Event(term.event, token, (token,), "unit_is_event")
    return None


def by_verb(unit: Unit) -> Event | None:
    """The counted thing is subject or object of a verb: "12 were killed", "the blast destroyed 30 houses"."""
    verb, role = _governor(unit)
    if verb is None or verb.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    return _along(verb, role, unit)


def _governor(unit: Unit) -> tuple[Token | None, str]:
    """The verb that governs the counted thing, and the part the thing plays for it: subject, object, to."""
    token, head = unit.anchor, unit.anchor.head
    if token.dep_ == "pobj":
        above = head.head
        if head.idx >= unit.start:
            # The parser takes "at least 20", "around 80", "between 5 and 10" for a phrase of place.
            return above, "subject" if head.i < above.i else "object"
        if head.lower_ == "with" and above.lower_ in ("along", "together"):
            return above.head, "object" if any(c.dep_ == "nsubjpass" for c in above.head.children) else "subject"
        return (above, "to") if head.lower_ == "to" else (None, "")
    if token.dep_ in ("nsubjpass", "dobj") or (token.dep_ in OBJECTS and token.i > head.i):
        return head, "object"
    return (head, "subject") if token.dep_ in ("nsubj", "csubj") else (None, "")


def _along(verb: Token, role: str, unit: Unit) -> Event | None:
    """A verb, then the verbs it governs or shares its subject with."""
    if event := _verb_event(verb, role, unit, f"event_verb_{role}"):
        return _worse(event, role, unit)
    if role == "subject" and not any(c.dep_ == "dobj" for c in verb.children):
        # The parser takes "12 killed" for an active verb; without an object it is a passive.
        if verb.tag_ in ("VBN", "VBD") and (event := _verb_event(verb, "object", unit, "event_bare_participle")):
            return event
        if event := _predicate(verb, unit):
            return event
    return None if role == "to" else _chain(verb, role, unit, 2)


def _worse(event: Event, role: str, unit: Unit) -> Event:
    """The worst of what is coordinated: "shot and killed" is killed."""
    if event.event == "injured":
        for verb in event.trigger.rights:
            if verb.dep_ != "conj" or any(c.dep_ in (*SUBJECTS, "dobj") for c in verb.children):
                continue
            worse = _verb_event(verb, role, unit, event.rule)
            if worse and worse.event == "killed":
                return worse
    return event


def _chain(verb: Token, role: str, unit: Unit, depth: int) -> Event | None:
    """The event of the verbs that a verb governs: "were expected to have been displaced"."""
    links = ("xcomp", "oprd", "acomp") if role == "object" and not _is_passive(verb) else CHAIN_LINKS
    for child in verb.children:
        if child.dep_ not in links or child.i < verb.i:
            continue
        if child.dep_ in ("ccomp", "advcl", "conj") and any(c.dep_ in SUBJECTS for c in child.children):
            continue
        inner = _inner_role(child, role)
        event = _verb_event(child, inner, unit, "event_verb_chain") or _predicate_of(child, unit)
        if event or (depth > 1 and (event := _chain(child, inner, unit, depth - 1))):
            return event
    return None


CHAIN_LINKS = ("xcomp", "ccomp", "oprd", "acomp", "advcl", "conj")


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def _inner_role(verb: Token, role: str) -> str:
    """The part a subject plays for a verb further down: "were seen to flee" (subject), "had to be evacuated" (object)."""
    if any(c.dep_ == "auxpass" for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in ("xcomp", "oprd", "ccomp")
    ):
        return "object"
    if verb.dep_ == "conj":
        return "object" if verb.tag_ == "VBN" and role == "object" else role
    return "subject"


def _predicate(verb: Token, unit: Unit) -> Event | None:
    """Predicate adjectives and nouns: "12 were homeless", "nine people are dead"."""
    for child in verb.children:
        says = child.dep_ in ("acomp", "attr", "oprd", "advcl", "advmod") and child.i > verb.i
        if says and (event := _predicate_of(child, unit)):
            return event
    return None


def _predicate_of(token: Token, unit: Unit) -> Event | None:
    for term in terms("adjective").get(token.lower_, ()):
        if fits(term, unit):
            return Event(term.event, token, (token,), "event_predicate")
    return None


def by_clause_on_noun(unit: Unit) -> Event | None:
    """A participle or relative clause on the noun: "12 people killed in", "families who fled"."""
    for child in (*unit.anchor.children, *_on_pronoun(unit.anchor)):
        if child.dep_ in ("acl", "relcl") or (child.dep_ == "advcl" and child.tag_ in ("VBN", "VBG")):
            role = "object" if child.tag_ == "VBN" and child.dep_ != "relcl" else "subject"
            if child.dep_ == "relcl":
                role = _relative_role(child)
            if event := _along(child, role, unit):
                return replace(event, rule="event_clause_on_noun")
    return None


def _on_pronoun(number: Token) -> list[Token]:
    """What is said of "those" in "two of those arrested"."""
    those = (t for of in number.children if of.lower_ == "of" for t in of.children if t.lower_ == "those")
    return [child for pronoun in those for child in pronoun.children]


def _relative_role(verb: Token) -> str:
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            return "object"
        if child.dep_ == "nsubj" and child.tag_ not in ("WDT", "WP"):
            return "object"
    return "object" if verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children) else "subject"


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
        return _noun_event(token.head, unit)
    if token.dep_ != "pobj" or token.head.lower_ not in ("of", "to", "for", "from", "in", "among", "on"):
        return None
    noun = token.head.head
    if token.head.dep_ == "prep" and token.head.head.dep_ == "prep":
        noun = token.head.head.head
    if token.head.lower_ in ("in", "among", "on") and noun.lower_ not in ("damage", "attack", "raid"):
        return None
    return _noun_event(noun, unit) if noun.pos_ in ("NOUN", "PROPN", "VERB") else None


def _noun_event(noun: Token, unit: Unit) -> Event | None:
    for candidate in (noun, *(c for c in noun.conjuncts if c.pos_ == "NOUN")):
        for term in terms("noun").get(candidate.lemma_.lower(), ()):
            if term.affects == "of" and fits(term, unit):
                return Event(term.event, candidate, (candidate,), "event_noun")
        # The tagger takes "the killing of" for a verb at times.
        if candidate.pos_ == "NOUN" and candidate.lower_.endswith("ing"):
            for term in terms("verb").get(candidate.lower_.removesuffix("ing"), ()):
                if term.affects in ("object", "either") and not term.needs and fits(term, unit):
                    return Event(term.event, candidate, (candidate,), "event_noun")
    return None


def by_lives(unit: Unit) -> Event | None:
    """What happens to lives happens to the people: "claimed the lives of 12 miners"."""
    token = unit.anchor
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ == "life":
        life = token.head.head
        return by_verb(Unit(life, life, "people", unit.start))
    return None


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
                if token.lemma_.lower() in ESTIMATING and (event := _any_event(child, "event_total")):
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
        if event := _any_event(token, "event_total"):
            return event
    if total.lemma_.lower() == "toll":
        return Event("killed", total, (total,), "event_total")
    return None


def _any_event(token: Token, rule: str) -> Event | None:
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


def by_among(unit: Unit) -> Event | None:
    """An inverted clause: "among those captured were 600 soldiers"."""
    verb = unit.anchor.head
    if verb.lemma_ != "be" or unit.anchor.dep_ not in ("nsubj", "attr"):
        return None
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("among", "amongst"):
            for token in child.subtree:
                if token.pos_ in ("VERB", "ADJ", "NOUN") and (event := _any_event(token, "event_among")):
                    return event
    return None


def is_undone(unit: Unit) -> bool:
    """Whether what happened is not what the noun implies, or no harm came of it: hostages freed, people rescued."""
    verb, _ = _governor(unit)
    return verb is not None and verb.lemma_.lower() in terms("undone")


def implied(unit: Unit) -> Event | None:
    """The noun itself says it, where nothing else does: refugees are displaced, hostages detained."""
    if unit.noun is None:
        return None
    for term in (*terms("noun").get(lemma_of(unit.noun), ()), *terms("noun").get(unit.noun.lower_, ())):
        if term.affects == "implied":
            return Event(term.event, unit.noun, (unit.noun,), "event_implied_by_unit")
    return None


def by_label(unit: Unit) -> Event | None:
    """A number at the end of a label, as in tables and lists: "Houses destroyed: 64", "IDPs total 12,300"."""
    token, doc = unit.anchor, unit.anchor.doc
    after = next((t for t in doc[token.i + 1 : token.i + 3] if not t.is_space), None)
    if unit.noun is not None or (after is not None and not (after.is_punct or after.is_sent_start)):
        return None
    found = None
    for i in range(token.i - 1, max(token.i - 9, token.sent.start) - 1, -1):
        before = doc[i]
        if (
            before.pos_ == "AUX"
            or before.tag_ in ("VBD", "VBZ", "VBP", "MD")
            or (before.pos_ == "ADP" and before.lower_ != "of")
        ):
            return None
        if before.like_num or before.lower_ in (".", ";", ",", "("):
            break
        found = _any_event(before, "event_label") or found
    return found


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
            if event := _verb_event(token, role, unit, "event_beside") or _predicate_of(token, unit):
                return replace(event, rule="event_beside")
        if not (token.pos_ in ("AUX", "ADV", "PART") or BETWEEN_NOUN_AND_VERB.fullmatch(token.lower_)):
            return None
    return None


def _is_aside(unit: Unit) -> bool:
    """What follows is said of another thing: "people in 14 districts were evacuated", "two of the four gates broke"."""
    preposition = unit.anchor.head
    if unit.anchor.dep_ != "pobj" or preposition.idx >= unit.start:
        return False
    return preposition.lower_ not in ("of", "including", "with") or preposition.head.pos_ == "NUM"


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
            return _verb_event(token, "object", unit, "event_beside")
        if token.lower_ in ("of", "to") and i > start and (event := _noun_event(doc[i - 1], unit)):
            return replace(event, rule="event_beside")
        if not (token.pos_ in ("ADV", "DET", "ADJ", "NUM", "SPACE") or BETWEEN_VERB_AND_NUMBER.fullmatch(token.lower_)):
            return None
    return None


def _before_aside(doc: Doc, start: int, first: int) -> int:
    """Where an aside before a token begins: "the evacuation of, according to the mayor, 400 people"."""
    if first - 1 > start and doc[first - 1].lower_ == ",":
        for i in range(first - 2, max(start, first - 14), -1):
            if doc[i].lower_ == "," and doc[i - 1].pos_ in ("ADP", "VERB"):
                return i
    return first


def _goes_on(participle: Token) -> bool:
    """A verb of a list, which the tagger takes for a participle: "destroyed 40 houses, damaged up to 90 more"."""
    return participle.dep_ == "conj" and participle.head.pos_ == "VERB" and participle.nbor(-1).lower_ in (",", "and")


def money_event(unit: Unit) -> Event | None:
    """A sum of money is damage where the word stands beside it: "$3 million in damage", "damage put at $3 million"."""
    doc, i = unit.anchor.doc, unit.anchor.i
    for token in doc[max(unit.anchor.sent.start, i - 7) : min(i + 7, unit.anchor.sent.end)]:
        if token.lower_ in ("damage", "damages"):
            return Event("damaged", token, (token,), "event_money")
    return None


Rule = Callable[[Unit], Event | None]

# In the order in which they are asked. What each sees stands in its docstring.
RULES: tuple[Rule, ...] = (
    says_itself,
    by_verb,
    by_lives,
    by_noun,
    by_clause_on_noun,
    by_modifier,
    by_among,
    by_total,
    by_label,
    beside,
)
# Those that hold for a token that stands for the counted thing higher up.
ABOVE: tuple[Rule, ...] = (by_verb, by_lives, by_noun, by_clause_on_noun, by_among, by_total)


def is_negated(event: Event) -> bool:
    """Whether the event is said not to have happened."""
    verb = event.trigger
    negations = [c for t in (verb, verb.head) if t.pos_ in ("VERB", "AUX") for c in t.children if c.dep_ == "neg"]
    return any(c not in event.words for c in negations)


@cache
def hedge_words() -> frozenset[str]:
    """The lexicon words/hedges.csv."""
    return frozenset(row["word"] for row in read_words("hedges.csv"))


def is_hedged(event: Event) -> bool:
    """Whether the event is feared, planned, ordered, or said with doubt: a modal or a word of words/hedges.csv."""
    token, near = event.trigger, []
    for _ in range(4):
        near += [token, *(c for c in token.children if c.dep_ in ("aux", "advmod", "mark", "amod"))]
        if token.dep_ not in ("xcomp", "ccomp", "acomp", "oprd", "auxpass") or token.head is token:
            break
        token = token.head
    return any(t.lemma_.lower() in hedge_words() or t.lower_ in hedge_words() for t in near)


@cache
def character_words() -> dict[str, str]:
    """The lexicon words/characters.csv: {phrase: forced, voluntary, deliberate or accidental}."""
    return {row["phrase"]: row["character"] for row in read_words("characters.csv")}


@cache
def character_pattern() -> re.Pattern:
    """Any phrase of words/characters.csv, the longest first."""
    return any_of(character_words())


CLAUSE = 40  # tokens to either side of a trigger that may say how it came about


def _own_clause(trigger: Token) -> set[int]:
    """The places of the words that say how something happened: what follows it in its clause, and its adverbs."""
    found, queue = set(), [trigger]
    while queue:
        token = queue.pop()
        found.add(token.idx)
        queue += [
            child
            for child in token.children
            if child.dep_ not in ("relcl", "advcl", "conj", "ccomp", "parataxis", *SUBJECTS)
            and (trigger.i < child.i < trigger.i + CLAUSE or child.dep_ in ("advmod", "amod", "neg"))
        ]
    return found


def event_text(event: Event) -> str:
    """The words that name the event, with those in its clause that say how it came about.

    "relocated … against their will": words further off than the next few come after dots.
    """
    doc, i = event.trigger.doc, event.trigger.i
    near = doc[max(i - CLAUSE, 0) : i + CLAUSE]  # no whole sentences: one may be as long as the text
    first, text = near.start_char, near.text
    spans = [(t.idx, t.idx + len(t)) for t in (event.trigger, *event.words)]
    spans = [(start, end) for start, end in spans if first <= start and end <= near.end_char]
    for start in _own_clause(event.trigger):
        if first <= start < near.end_char and (match := character_pattern().match(text, start - first)):
            spans.append((first + match.start(), first + match.end()))
    pieces: list[list[int]] = []
    for start, end in sorted(spans):
        if pieces and start <= pieces[-1][1] + 1:
            pieces[-1][1] = max(end, pieces[-1][1])
        else:
            pieces.append([start, end])
    return " … ".join(" ".join(text[a - first : b - first].split()) for a, b in pieces)
