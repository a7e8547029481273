"""Deeds: what the narration states as a fact that a speaker did to others, and what was done to the speaker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.tone._portrayal_words import DeedVerb, deed_verbs, is_of_kind, loaded_words
from onrecord.tone._stated import SUBJECTS, is_stated

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = frozenset({"who", "whom", "which", "that"})


class Part(NamedTuple):
    """A verb and the part that somebody plays for it: does or suffers."""

    verb: Token
    plays: str
    rule: str


class Done(NamedTuple):
    """A deed: the verb's lemma, its event, the words from first to last, and whether it credits or discredits the doer."""

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
        if part.verb.pos_ != "VERB" or part.verb.lemma_.lower() not in deed_verbs():
            continue
        done = _does(part) if part.plays == "does" else _suffers(part, mention, is_person)
        if done is not None and is_stated(part.verb):
            yield done


def parts_of(mention: Token) -> Iterator[Part]:
    """The verbs for which a mention, or the pronoun that stands for it in a clause of its own, plays a part."""
    noun = mention
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN", "PRON"):
        noun = noun.head
    head = noun.head
    if noun.dep_ == "nsubj":
        yield from _chain(head, "does", "subject")
    elif noun.dep_ == "nsubjpass":
        yield from _chain(head, "suffers", "passive")
    elif noun.dep_ == "dobj" and noun.i > head.i:
        yield Part(head, "suffers", "object")
    elif noun.dep_ == "pobj" and head.dep_ == "agent":
        yield Part(head.head, "does", "agent")
    for child in mention.children:
        if child.dep_ == "relcl":
            yield from _relative(child)
        elif child.dep_ == "acl" and child.tag_ in ("VBN", "VBD"):
            yield Part(child, "suffers", "participle")
        elif child.dep_ == "acl" and child.tag_ == "VBG":
            yield Part(child, "does", "participle")


def _relative(verb: Token) -> Iterator[Part]:
    for child in verb.children:
        if child.lower_ in RELATIVE and child.dep_ in ("nsubj", "nsubjpass", "dobj"):
            if child.dep_ == "dobj":
                yield Part(verb, "suffers", "relative")
            else:
                yield from _chain(verb, "does" if child.dep_ == "nsubj" else "suffers", "relative")


def _chain(verb: Token, plays: str, rule: str) -> Iterator[Part]:
    """A verb, and those that share its subject: coordinated, governed, or participles beside it."""
    yield Part(verb, plays, rule)
    for child in verb.children:
        if child.dep_ == "prep":  # "after killing two guards"
            yield from (Part(c, "does", "participle") for c in child.children if c.dep_ == "pcomp" and c.tag_ == "VBG")
        if any(c.dep_ in SUBJECTS for c in child.children) or child.pos_ not in ("VERB", "AUX"):
            continue
        passive = any(c.dep_ == "auxpass" for c in child.children)
        if child.dep_ == "conj":
            bare = not any(c.dep_ in ("aux", "dobj") for c in child.children)
            suffers = passive or (plays == "suffers" and child.tag_ in ("VBN", "VBD") and bare)
            yield from _chain(child, "suffers" if suffers else "does", rule)
        elif child.dep_ in ("xcomp", "advcl") and not any(c.dep_ == "mark" for c in child.children):
            has = any(c.dep_ in ("aux", "auxpass") for c in child.children)
            suffers = passive or (child.tag_ == "VBN" and not has)
            if child.dep_ == "advcl" or plays == "does" or suffers:
                yield from _chain(
                    child, "suffers" if suffers else "does", "participle" if child.dep_ == "advcl" else rule
                )


def _does(part: Part) -> Done | None:
    """The deed of a verb whose subject or agent the speaker is, if its object is somebody or something it can happen to."""
    objects = list(_objects(part.verb, part.rule))
    for entry in deed_verbs()[part.verb.lemma_.lower()]:
        further = _further(part.verb, entry)
        if further is None:
            continue
        candidates = objects
        if entry.needs and not objects:
            candidates = [c for word in further for c in word.children if c.dep_ == "pobj"]
        if entry.affects == "subject":
            hit = [None] if not entry.object else [o for o in objects if is_of_kind(o, entry.object)]
            if hit:
                words = (part.verb, *(o for o in hit if o is not None))
                return Done("suffered", part.verb.lemma_.lower(), entry.event, words, None, part.rule)
            continue
        if (entry.object == "any" and further) or (
            candidates := [o for o in candidates if is_of_kind(o, entry.object)]
        ):
            lemma = part.verb.lemma_.lower()
            return Done(
                "deed",
                lemma,
                entry.event,
                (
                    part.verb,
                    *further,
                    *(t for o in candidates[:1] for t in (o.left_edge if o.i < part.verb.i else o, o)),
                ),
                _loaded(lemma),
                part.rule,
            )
    return None


def _objects(verb: Token, rule: str) -> Iterator[Token]:
    wanted = ("nsubjpass",) if rule == "agent" else ("dobj", "obj")
    for child in verb.children:
        if child.dep_ in wanted and not child.lower_.endswith(("self", "selves")):
            yield child
            yield from (c for c in child.children if c.dep_ == "conj")
            yield from (n for of in child.children if of.lower_ == "of" for n in of.children)


def _suffers(part: Part, mention: Token, is_person: bool) -> Done | None:
    for entry in deed_verbs()[part.verb.lemma_.lower()]:
        further = _further(part.verb, entry)
        kinds = ("people", "any") if is_person else ("places", "things", "any")
        if further is not None and entry.affects == "object" and entry.object in kinds:
            words = (part.verb, *further)
            return Done("suffered", part.verb.lemma_.lower(), entry.event, words, None, part.rule)
    return None


def _further(verb: Token, entry: DeedVerb) -> tuple[Token, ...] | None:
    """The further words that an entry asks for, () if it asks for none, None if they are not there."""
    if not entry.needs:
        return ()
    for child in verb.children:
        if child.lower_ in entry.needs and child.i > verb.i:
            return (child,)
        for grandchild in child.children:
            if grandchild.lower_ in entry.needs and child.dep_ in ("prep", "dobj") and child.i > verb.i:
                return (child, grandchild)
    return None


def _loaded(verb: str) -> str | None:
    lines = loaded_words("verb", "deed").get(verb, ())
    return lines[0].loaded if lines else None
