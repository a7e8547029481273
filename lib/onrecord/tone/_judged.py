"""Judged: the words of a sentence that judge somebody whom it mentions, by what the parse says that they are to them.

Which words judge, and in which role, stands in words/judgements.csv: what somebody does ("bungled"), undergoes ("was
convicted"), has ("her incompetence"), draws ("drew ridicule"), commits ("carried out massacres"), comes under ("under
fire") or is ("powerless"), how something of theirs was ("her dismal showing"), and whom they hurt ("shelled a clinic").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.tone._narrated import judges_for_itself, speaks
from onrecord.tone._stated import is_stated
from onrecord.words import read_words
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token

NOMINAL = ("NOUN", "PROPN", "PRON")
COPULAS = frozenset({"be", "become", "remain", "stay", "prove"})


class Judgement(NamedTuple):
    """A word that judges whoever is mentioned: -1 or 1, and the word."""

    sign: int
    word: Token


def judgements(mention: Span) -> list[Judgement]:
    """The words of a mention's sentence that judge it, stated as facts, in the order of the text.

    Limits:
        Judgement that lies in no single word ("her phone stayed off all week") is not seen, nor irony.
    """
    found: dict[int, Judgement] = {}
    selves = list(_selves(mention.root))
    pairs = [*_owned(selves), *_said_of(selves, mention)]
    for verb, role in _verbs(selves):
        if role == "undergoes" and judges_for_itself(verb):
            continue
        pairs.append((verb, role))
        if role == "does" and _cannot(verb):
            pairs.append((verb, "cannot"))
        if role == "does" and not speaks(verb):
            pairs += _objects(verb)
    for word, role in pairs:
        sign = _sign(word, role)
        if sign and is_stated(word, denied=role == "cannot"):
            found.setdefault(word.i, Judgement(sign, word))
    return [found[i] for i in sorted(found)]


@cache
def _lexicon() -> dict[tuple[str, str], list[tuple[frozenset[str], int]]]:
    """words/judgements.csv: {(lemma, role): [(words of which one must go with it, sign)]}."""
    lines: dict[tuple[str, str], list[tuple[frozenset[str], int]]] = {}
    for row in read_words("judgements.csv"):
        needs = frozenset(filter(None, row["with"].split("|")))
        lines.setdefault((row["word"], row["role"]), []).append((needs, int(row["sign"])))
    return lines


def _sign(word: Token, role: str) -> int:
    """-1 or 1 if this word judges whoever has this role toward it, else 0."""
    for form in dict.fromkeys((word.lemma_.lower(), word.lower_)):
        for needs, sign in _lexicon().get((form, role), ()):
            if not needs or any(_goes_with(word, child, needs) for child in word.children):
                return sign
    return 0


def _goes_with(word: Token, child: Token, needs: frozenset[str]) -> bool:
    infinitive = child.dep_ in ("xcomp", "advcl") and any(c.tag_ == "TO" for c in child.children)
    return child.lower_ in needs or child.lemma_.lower() in needs or ("to" in needs and infinitive)


def _selves(root: Token) -> Iterator[Token]:
    """The words that stand for whoever is mentioned: the mention, and what it is coordinated with or in apposition to."""
    yield root
    while root.dep_ in ("conj", "appos") and root.head.pos_ in NOMINAL:
        root = root.head
        yield root
    if root.dep_ == "nmod" and any(child.dep_ == "conj" for child in root.children):  # "court and probation services"
        yield root.head


def _verbs(selves: list[Token]) -> Iterator[tuple[Token, str]]:
    """The verbs of which somebody is the subject ("does") or the object ("undergoes")."""
    waiting: list[tuple[Token, str]] = []
    for word in selves:
        head = word.head
        if word.dep_ == "nsubj" or (word.dep_ == "pobj" and head.dep_ == "agent"):
            waiting.append((head if word.dep_ == "nsubj" else head.head, "does"))
        elif word.dep_ in ("nsubjpass", "dobj"):
            waiting.append((head, "undergoes"))
        for child in word.children:
            if child.dep_ == "acl" and child.tag_ in ("VBN", "VBD", "VBG"):
                waiting.append((child, "does" if child.tag_ == "VBG" else "undergoes"))
            elif child.dep_ == "relcl":
                waiting += [(child, role) for role in _relative_role(child)]
    seen = set()
    while waiting:
        verb, role = waiting.pop()
        if verb.i not in seen:
            seen.add(verb.i)
            yield verb, role
            acts = role == "does" or any(c.dep_ == "nsubjpass" for c in verb.children)
            waiting += _further(verb, role) if acts else []


def _cannot(verb: Token) -> bool:
    """ "Could not", "cannot"."""
    return any(c.dep_ == "neg" for c in verb.children) and any(
        c.dep_ == "aux" and c.lower_ in ("could", "can", "ca") for c in verb.children
    )


def _relative_role(verb: Token) -> Iterator[str]:
    """The role of "who" and "that" in a relative clause."""
    for child in verb.children:
        if child.tag_ in ("WP", "WDT"):
            if child.dep_ in ("nsubj", "dobj", "nsubjpass"):
                yield "does" if child.dep_ == "nsubj" else "undergoes"


def _further(verb: Token, role: str) -> Iterator[tuple[Token, str]]:
    """The verbs that share the subject of a verb: coordinated ones, what it began to do, and participles beside it."""
    for child in verb.children:
        if child.pos_ not in ("VERB", "AUX") or any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in child.children):
            continue
        passive = any(c.dep_ == "auxpass" for c in child.children)
        if child.dep_ == "conj":
            shares = role == "undergoes" and child.tag_ == "VBN" and not any(c.dep_ == "aux" for c in child.children)
            yield child, "undergoes" if passive or shares else "does"
        elif child.dep_ == "xcomp":
            yield child, "undergoes" if passive else "does"
        elif child.dep_ == "advcl" and child.tag_ in ("VBG", "VBN"):
            yield child, "does" if child.tag_ == "VBG" else "undergoes"


def _objects(verb: Token) -> Iterator[tuple[Token, str]]:
    """What somebody draws, commits, shows, comes under, or is, by the verb whose subject they are."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ == "dobj":
            if child.pos_ == "NUM" or child.lemma_.lower() in word_class("harmless"):
                yield verb, "harms"
            roles = [role for role in ("draws", "commits", "has") if lemma in word_class(role + "_it")]
            for noun in (child, *child.conjuncts):
                yield from ((noun, role) for role in roles)
                yield from _how(noun)
        elif child.dep_ == "prep" and child.lower_ in ("under", "out") and lemma in ("be", "come", "remain", "find"):
            yield from ((c, "under") for c in child.children if c.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lower_ == "in":
            yield from ((c, "in") for c in child.children if c.dep_ == "pobj")
        elif child.dep_ in ("attr", "acomp", "oprd") and lemma in COPULAS:
            for word in (child, *child.conjuncts):
                yield word, "is"
                yield from _how(word)


def _how(noun: Token) -> Iterator[tuple[Token, str]]:
    """The adjectives of a noun: how something of somebody's is or was."""
    yield from ((child, "how") for child in noun.children if child.dep_ == "amod")


def _said_of(selves: list[Token], mention: Span) -> Iterator[tuple[Token, str]]:
    """What stands beside a mention as its attribute or apposition."""
    for word in selves:
        for child in word.children:
            if child.dep_ in ("amod", "compound", "appos") and not mention.start <= child.i < mention.end:
                yield child, "is"
                yield from ((noun, "is") for noun in child.conjuncts if child.dep_ == "appos")
    for word in mention:
        if word.dep_ in ("amod", "compound"):
            yield word, "is"


def _owned(selves: list[Token]) -> Iterator[tuple[Token, str]]:
    """What is somebody's: "her failure", "the failure of the council"."""
    for word in selves:
        if word.dep_ == "poss":
            yield word.head, "has"
            yield from _how(word.head)
        elif word.dep_ == "pobj" and word.head.lower_ in ("of", "by") and word.head.head.pos_ == "NOUN":
            yield word.head.head, "has"
