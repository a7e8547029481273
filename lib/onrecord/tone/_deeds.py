"""Deeds: what the narration states as a fact that a speaker did to others, and what was done to the speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.tone._parts import Part, parts_of
from onrecord.tone._portrayal_words import DeedVerb, deed_verbs, is_of_kind, loaded_words
from onrecord.tone._stated import is_stated

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# How far below a verb the further word stands that an entry asks for: "spent two years in a cell".
DEPTH = 3

# "Fired on protesters", "shot at him".
AIMED = ("on", "at", "into", "upon")


class Done(NamedTuple):
    """A deed or a harm: the verb's lemma, its event, the words that say it, whether it is loaded, and the rule."""

    kind: str
    word: str
    event: str
    words: tuple[Token, ...]
    loaded: str | None
    rule: str


def deeds_of(mention: Token, is_person: bool) -> Iterator[Done]:
    """What whom a mention names did to others and what was done to him, her or it.

    Args:
        mention: the head of the words that stand for somebody.
        is_person: a body is never wounded or arrested.
    """
    for part in parts_of(mention):
        lemma = part.verb.lemma_.lower()
        if part.verb.pos_ == "VERB" and (entries := deed_verbs().get(lemma)) and is_stated(part.verb):
            if part.plays == "suffers" and is_person and mention.pos_ == "NOUN" and not is_of_kind(mention, "people"):
                continue  # a speaker like "a new advert" is released, and nobody is freed
            done = next(filter(None, (_done(part, entry, lemma, is_person) for entry in entries)), None)
            if done is not None:
                yield done


def _done(part: Part, entry: DeedVerb, lemma: str, is_person: bool) -> Done | None:
    """The deed or harm of a verb by one entry of the lexicon, None if the entry asks for other words."""
    further = _further(part.verb, entry.needs)
    if further is None:
        return None
    words: Iterable[Token] = ()
    if part.plays == "suffers" and entry.affects == "object":
        if any(word.lower_ in AIMED for word in further):
            return None  # who is fired on 20 June is fired
        kinds = ("people", "captives", "any") if is_person else ("places", "things", "any")
        hit = entry.object in kinds
    elif part.plays == "owns" and part.owned is not None and entry.affects == "owned":
        hit, words = is_person and is_of_kind(part.owned, entry.object), (part.owned, part.owned.left_edge)
    elif part.plays == "does" and entry.affects in ("object", "subject"):
        objects = list(_objects(part))
        if entry.needs and not objects:
            objects = [c for word in further for c in word.children if c.dep_ == "pobj"]
        of_kind = [noun for noun in objects if is_of_kind(noun, entry.object)][:1]
        hit = bool(of_kind) or (entry.object == "any" and bool(further))
        words = (t for noun in of_kind for t in (noun.left_edge if noun.i < part.verb.i else noun, noun))
    else:
        return None
    if not hit:
        return None
    is_deed = part.plays == "does" and entry.affects == "object"
    lines = loaded_words("verb", "deed").get(lemma, ()) if is_deed else ()
    loaded = lines[0].loaded if lines else None
    kind = "deed" if is_deed else "suffered"
    words = list(words)
    if not words:
        further = tuple(word for word in further if word.dep_ != "prep")
    return Done(kind, lemma, entry.event, (part.verb, *further, *words), loaded, part.rule)


def _objects(part: Part) -> Iterator[Token]:
    """What a verb is done to, with what is coordinated to it and what it is a number of: "two of the guards"."""
    wanted = ("nsubjpass",) if part.rule == "agent" else ("dobj", "dative")
    for child in part.verb.children:
        if child.dep_ in wanted and not child.lower_.endswith(("self", "selves")):
            yield child
            yield from (c for c in child.children if c.dep_ == "conj")
            yield from (n for of in child.children if of.lower_ == "of" for n in of.children if child.pos_ == "NUM")


def _further(verb: Token, needs: frozenset[str]) -> tuple[Token, ...] | None:
    """The further words that an entry asks for, () if it asks for none, None if they are not there."""
    if not needs:
        return ()
    if all(word.startswith("!") for word in needs):  # words that must not be there: "dismissed him as a fool"
        return None if any(f"!{child.lower_}" in needs for child in verb.children) else ()
    if verb.i + 1 < len(verb.doc) and verb.nbor().lower_ in needs:
        return (verb.nbor(),)  # "shot dead two men", where the parser takes the men for dead ones
    level = [child for child in verb.children if child.i > verb.i or child.dep_ == "advmod"]
    for depth in range(DEPTH):
        for token in level:
            if token.lower_ in needs and (depth == 0 or token.dep_ != "advmod"):
                return (token,)
        level = [c for t in level if t.dep_ in ("prep", "pobj", "dobj", "npadvmod", "oprd") for c in t.rights]
    return None
