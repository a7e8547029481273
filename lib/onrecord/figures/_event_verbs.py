"""Event rules for verbs: the counted thing is their subject, their object, or has them in a clause of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.figures.event_terms import OBJECTS, PREPOSITIONS, SUBJECTS, Event, deadly, fits, terms, verb_terms
from onrecord.figures.units import PEOPLE, Unit

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


def verb_event(verb: Token, role: str, unit: Unit, rule: str) -> Event | None:
    """The event of a verb for its subject or object, if the lexicon has it and its further words are there."""
    for term in verb_terms(verb):
        affected = term.affects == role or (term.affects == "either" and role not in PREPOSITIONS)
        if affected and fits(term, unit):
            words = needed(verb, unit, term.needs)
            if words or not term.needs:
                if term.event == "displaced" and _goes_to_do(verb):
                    return None
                event = Event(term.event, verb, (verb, *words), rule)
                return (to_death(verb, unit, rule) or deadly(event)) if term.event == "injured" else event
    return to_death(verb, unit, rule) if role in ("object", "subject") else None


def _goes_to_do(verb: Token) -> bool:
    """Those who leave to fight, study or march are not displaced."""
    clauses = (c for t in (verb, *verb.rights) for c in t.rights if c.dep_ in ("xcomp", "advcl", "acl", "relcl"))
    return any(c.lemma_.lower() in terms("errand") and any(t.lower_ == "to" for t in c.lefts) for c in clauses)


def to_death(verb: Token, unit: Unit, rule: str) -> Event | None:
    """Whatever is done "to death" or "fatally" to people kills them: "trampled to death", "fatally struck"."""
    if unit.category not in (*PEOPLE, "animals", None) or verb.lemma_.lower() in terms("not_to_death"):
        return None
    for child in verb.children:
        if child.lower_ in terms("deadly") and child.dep_ == "advmod":
            return Event("killed", verb, (verb, child), rule)
        if child.lower_ == "to":
            for noun in child.children:
                if noun.lemma_.lower() == "death" and noun.dep_ == "pobj" and noun.i <= child.i + 2:
                    return Event("killed", verb, (verb, child, noun), rule)
    return None


def needed(verb: Token, unit: Unit, needs: Iterable[tuple[str, ...]]) -> tuple[Token, ...]:
    """The further words that a term asks for, looked for among the complements of the verb.

    A term names alternatives; "home&@not" asks for both, and @not for a negation, @place for a place name, @alone for
    nothing behind the verb, "<car" for a subject, ">hospital" for where something goes to.
    """
    if not needs:
        return ()
    complements = list(_complements(verb, unit))
    by_form: dict[str, list[Token]] = {}
    for token in complements:
        for form in {token.lemma_.lower(), token.lower_}:
            by_form.setdefault(form, []).append(token)
    for alternative in needs:
        first = [t for word in alternative for t in _that_are(word, verb, complements, by_form)[:1]]
        if len(first) == len(alternative):
            return tuple(first)
    return ()


def _that_are(word: str, verb: Token, complements: list[Token], by_form: Mapping[str, list[Token]]) -> list[Token]:
    """The tokens in a clause that are what a term asks for."""
    if word == "@alone":
        alone = all(c.dep_ in ("punct", "advmod", "npadvmod", "cc", "conj") for c in verb.rights)
        return [verb] if alone else []
    if word == "@not":
        denied = [t for t in complements if t.dep_ == "neg"]
        return denied or [t for t in (verb.head, *verb.head.children) if t.lower_ in NOT_YET]
    if word == "@place":
        return [t for t in complements if t.ent_type_ in ("GPE", "LOC", "FAC") or _is_unknown_name(t)]
    if word.startswith("<"):
        return [c for c in verb.lefts if c.dep_ in SUBJECTS and c.lemma_.lower() == word[1:]]
    if word.startswith(">"):
        there = by_form.get(word[1:], ())
        return [t for t in there if t.lemma_.lower() == word[1:] and t.head.lower_ in ("to", "into", "at")]
    found = by_form.get(word, [])
    if word in PARTICLES:  # "carrying 30 men off the coast": no men were carried off
        return [t for t in found if not any(child.dep_ == "pobj" for child in t.children)]
    return found


NOT_YET = ("yet", "unable", "forbidden", "prevented")  # "have yet to return", "were unable to return"


def _is_unknown_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and not token.ent_type_


PARTICLES = frozenset({"off", "away", "out", "up", "down"})


def _complements(verb: Token, unit: Unit) -> Iterator[Token]:
    """The words a verb governs, without the counted thing's own and without further clauses."""
    skipped = {t.i for t in unit.anchor.lefts} | {unit.anchor.i} | ({unit.noun.i} if unit.noun is not None else set())
    if verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "dead":
        yield verb.nbor()  # "shot dead eight workers", where the parser takes the workers for dead ones
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


def by_verb(unit: Unit) -> Event | None:
    """The counted thing is subject or object of a verb: "12 were killed", "the blast destroyed 30 houses"."""
    verb, role = governor(unit)
    if verb is None or verb.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    return along(verb, role, unit)


def governor(unit: Unit) -> tuple[Token | None, str]:
    """The verb that governs the counted thing, and the part the thing plays for it: subject, object, to."""
    token, head = unit.anchor, unit.anchor.head
    if token.dep_ == "pobj":
        above = head.head
        if head.idx >= unit.start:
            # The parser takes "at least 20", "around 80", "between 5 and 10" for a phrase of place.
            return above, "subject" if head.i < above.i else "object"
        if head.lower_ == "with" and above.lower_ in ("along", "together"):
            return above.head, "object" if any(c.dep_ == "nsubjpass" for c in above.head.children) else "subject"
        return (above, head.lower_) if head.lower_ in PREPOSITIONS else (None, "")
    if token.dep_ == "nsubj" and head.dep_ == "aux" and head.head.i > head.i:
        head = head.head  # "eight more are missing", where the parser ties the subject to "are"
    if token.dep_ in ("nsubjpass", "dobj") or (token.dep_ in OBJECTS and token.i > head.i):
        return head, "object"
    if _is_one_more_object(token):
        return head, "object"
    return (head, "subject") if token.dep_ in ("nsubj", "csubj") else (None, "")


def _is_one_more_object(token: Token) -> bool:
    """ "Killed a judge and at least eight others", where the parser ties the others to the verb."""
    if token.dep_ != "conj" or token.head.pos_ != "VERB" or token.pos_ not in ("NOUN", "PROPN"):
        return False
    objects = [c for c in token.head.rights if c.dep_ == "dobj" and c.i < token.i]
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    return bool(objects) and after.pos_ not in ("VERB", "AUX", "ADJ") and all(t.pos_ != "VERB" for t in token.children)


def along(verb: Token, role: str, unit: Unit) -> Event | None:
    """A verb, then the verbs it governs or shares its subject with."""
    if event := verb_event(verb, role, unit, f"event_verb_{role}"):
        return _worse(event, role, unit)
    if role == "subject" and not any(c.dep_ == "dobj" for c in verb.children):
        # The parser takes "12 killed" for an active verb; without an object it is a passive.
        if verb.tag_ in ("VBN", "VBD") and (event := verb_event(verb, "object", unit, "event_bare_participle")):
            return event
        if event := _predicate(verb, unit) or _is_now(verb, unit):
            return event
    return None if role in PREPOSITIONS else _chain(verb, role, unit, 2)


def _worse(event: Event, role: str, unit: Unit) -> Event:
    """The worst of what is coordinated: "shot and killed" is killed."""
    if event.event == "injured":
        for verb in event.trigger.rights:
            if verb.dep_ != "conj" or any(c.dep_ in (*SUBJECTS, "dobj") for c in verb.children):
                continue
            worse = verb_event(verb, role, unit, event.rule)
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
        event = verb_event(child, inner, unit, "event_verb_chain") or predicate_of(child, unit)
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
        if says and (event := predicate_of(child, unit)):
            return event
    return None


def _is_now(verb: Token, unit: Unit) -> Event | None:
    """ "Eight more are missing", where the parser takes the adjective for a verb."""
    is_now = verb.tag_ == "VBG" and any(c.lemma_ == "be" for c in verb.children if c.dep_ == "aux")
    return predicate_of(verb, unit) if is_now else None


def predicate_of(token: Token, unit: Unit) -> Event | None:
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
            if event := along(child, role, unit):
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


def by_lives(unit: Unit) -> Event | None:
    """What happens to lives happens to the people: "claimed the lives of 12 miners"."""
    token = unit.anchor
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ == "life":
        life = token.head.head
        return by_verb(Unit(life, life, "people", unit.start))
    return None


def is_undone(unit: Unit) -> bool:
    """Whether what happened is not what the noun implies, or no harm came of it: hostages freed, people rescued."""
    verb, _ = governor(unit)
    return verb is not None and verb.lemma_.lower() in terms("undone")
