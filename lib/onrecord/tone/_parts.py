"""Parts: the verbs for which somebody who is mentioned plays a part, as who does, who suffers, or whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.tone._stated import FACTUAL_PREPOSITIONS, SUBJECTS

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

RELATIVE = frozenset({"who", "whom", "which", "that"})
PLURAL = ("NNS", "NNPS")
NOMINAL = ("NOUN", "PROPN", "PRON")


class Part(NamedTuple):
    """A verb, the part that somebody plays for it (does, suffers, owns), what is owned, and the rule that saw it."""

    verb: Token
    plays: str
    owned: Token | None
    rule: str


def parts_of(mention: Token) -> Iterator[Part]:
    """The verbs for which a mention, or the pronoun that stands for it in a clause of its own, plays a part.

    Args:
        mention: the head of the words that stand for somebody.
    """
    nouns = [mention]
    while nouns[-1].dep_ in ("conj", "appos") and nouns[-1].head.pos_ in NOMINAL and agree(nouns[-1]):
        nouns.append(nouns[-1].head)  # "the militia chief Tom Berg freed": the parser makes of the name an apposition
    if (one := _one_of(nouns[-1])) is not None:
        nouns.append(one)
    noun, head = nouns[-1], nouns[-1].head
    if noun.dep_ == "nsubj":
        yield from _chain(head, "does", "subject")
    elif noun.dep_ == "nsubjpass":
        yield from _chain(head, "suffers", "passive")
    elif noun.dep_ in ("dobj", "dative") and mention.i > head.i:
        yield Part(head, "suffers", None, "object")
    elif noun.dep_ == "pobj" and head.dep_ == "agent":
        yield Part(head.head, "does", None, "agent")
    elif mention.dep_ == "poss":
        yield from _owner(mention.head)
    for each in (*nouns, *(c for c in mention.rights if c.dep_ == "appos" and agree(c))):
        yield from _clauses_on(each)


def _one_of(name: Token) -> Token | None:
    """The "one" in "one of the editors, Tom Berg, fled"."""
    group = name.head
    if name.dep_ != "appos" or group.dep_ != "pobj" or group.head.lower_ != "of":
        return None
    return group.head.head if group.head.head.lower_ == "one" else None


def agree(token: Token) -> bool:
    """Whether a noun and what it stands beside can be the same: "refugees" are not one person, nor are two names."""
    if token.dep_ == "conj":
        return True
    both_names = token.pos_ == token.head.pos_ == "PROPN" and token.head.text[0].isupper()
    return not both_names and (token.tag_ in PLURAL) == (token.head.tag_ in PLURAL)


def _clauses_on(noun: Token) -> Iterator[Part]:
    """Relative clauses and participles on a noun."""
    for child in noun.children:
        if child.dep_ == "relcl":
            yield from _relative(child)
        elif child.dep_ == "acl" and child.tag_ in ("VBN", "VBD"):
            yield Part(child, "suffers", None, "participle")
        elif child.dep_ == "acl" and child.tag_ == "VBG":
            yield Part(child, "does", None, "participle")


def _relative(verb: Token) -> Iterator[Part]:
    for child in verb.children:
        if child.lower_ in RELATIVE and child.dep_ in ("nsubj", "nsubjpass", "dobj"):
            if child.dep_ == "dobj":
                yield Part(verb, "suffers", None, "relative")
            else:
                yield from _chain(verb, "does" if child.dep_ == "nsubj" else "suffers", "relative")
        elif any(c.lower_ == "whose" for c in child.lefts):
            yield from _owner(child)
        elif child.dep_ == "conj" and child.pos_ == "VERB" and any(_is_whose(c) for c in child.lefts):
            yield from _relative(child)


def _is_whose(noun: Token) -> bool:
    return noun.lower_ in RELATIVE or any(c.lower_ == "whose" for c in noun.lefts)


def _owner(owned: Token) -> Iterator[Part]:
    """What happened to what is somebody's: "broke two of her fingers", "whose son was killed", "his brother died"."""
    noun = owned
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NUM":
        noun = noun.head.head
    if noun.dep_ in ("dobj", "nsubjpass") or (noun.dep_ == "nsubj" and not _has_object(noun.head)):
        yield Part(noun.head, "owns", owned, "possessive")


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "dobj" for child in verb.children)


def _chain(verb: Token, plays: str, rule: str) -> Iterator[Part]:
    """A verb, and those that share its subject: coordinated, governed, or participles beside it."""
    yield Part(verb, plays, None, rule)
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in FACTUAL_PREPOSITIONS:  # "after killing two guards"
            yield from (Part(c, _as_participle(c), None, "participle") for c in child.children if c.dep_ == "pcomp")
        if any(c.dep_ in SUBJECTS for c in child.children) or child.pos_ not in ("VERB", "AUX"):
            continue
        if child.dep_ == "conj":
            bare = not any(c.dep_ in ("aux", "dobj") for c in child.children)
            shares = plays == "suffers" and child.tag_ in ("VBN", "VBD") and bare
            yield from _chain(child, "suffers" if shares or _is_passive(child) else "does", rule)
        elif child.dep_ == "advcl" and not any(c.dep_ == "mark" for c in child.children):
            if child.i > verb.i or child.left_edge.is_sent_start:  # else it belongs to a noun before it
                yield from _chain(child, _as_participle(child), "participle")
        elif child.dep_ == "xcomp" and (plays == "does" or _is_passive(child)):
            yield from _chain(child, "suffers" if _is_passive(child) else "does", rule)


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _as_participle(verb: Token) -> str:
    """ "Arrested in May" and "being arrested" are suffered, "killing two" and "having killed two" are done."""
    bare = verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children)
    return "suffers" if bare or _is_passive(verb) else "does"
