"""Narrated: where the narration tells something of a speaker, rather than who says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.tone._stated import is_stated
from onrecord.tone.targets import clauses
from onrecord.words.lexicons import CueVerb, cue_nouns, cue_verbs, kind_of_noun, verb_forms

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token

CLAUSES = ("advcl", "relcl", "parataxis", "ccomp", "acl", "xcomp", "pcomp", "csubj")
# What somebody of whom a clause tells is in it; "near the ministry" tells nothing of the ministry.
ROLES = ("nsubj", "nsubjpass", "dobj", "dative", "iobj", "poss", "attr", "ROOT")


def tells_of(mention: Span) -> bool:
    """Whether the clause of a mention tells of it as a fact of the article's own, and not only that somebody speaks.

    It does not where the mention is part of another name or of an office ("the Lanne mayor", "Lanne's mayor"), where the
    clause is denied, open or what somebody says or thinks, and where it says no more than that somebody speaks or takes a stand ("urged",
    "condemned").
    """
    word = _head_of_row(mention.root)
    if (word.dep_ not in ROLES and word.head.dep_ != "agent") or _is_office(word):
        return False
    clause = clause_of(word)
    return is_stated(clause) and not speaks(clause)


def clause_span(mention: Span) -> tuple[int, int]:
    """Where the smallest clause that holds a mention begins and ends."""
    words = [token for token in next(clauses(mention.root)) if not token.is_punct] or [mention.root]
    return words[0].idx, words[-1].idx + len(words[-1])


def clause_of(word: Token) -> Token:
    """The top of the smallest clause that holds a word."""
    while word.dep_ not in CLAUSES and word.head.i != word.i:
        if word.dep_ == "conj" and word.pos_ in ("VERB", "AUX"):
            break
        word = word.head
    return word


def speaks(verb: Token) -> bool:
    """Whether a verb is an act of speech or a stance: a verb of saying, or one that makes a thing said ("issued a plea")."""
    cue = cue_verbs().get(verb_forms().get(verb.lower_) or verb.lemma_.lower())
    if cue is not None and not _speaks_seldom(cue):
        return True
    objects = [c for c in verb.children if c.dep_ in ("dobj", "attr", "oprd")]
    if any(c.lemma_.lower() in cue_nouns() or c.lower_ in ("responsibility", "comment", "credit") for c in objects):
        return True
    return any(c.dep_ == "xcomp" and speaks(c) for c in verb.children)


def _speaks_seldom(cue: CueVerb) -> bool:
    """Whether a verb of the lexicon speaks only where a number or quoted words follow ("open", "put"), or of a text ("show")."""
    return (
        "document" in cue.frames or cue.frames <= {"number"} or (cue.cue_class == "neutral" and cue.frames == {"quote"})
    )


def judges_for_itself(verb: Token) -> bool:
    """Whether a verb of saying has a speaker of its own: the judgement is that speaker's, not the article's.

    "Was criticised", "residents praised her" and "was hailed by thousands" tell what people at large think.
    """
    if not speaks(verb):
        return False
    agents = [c for agent in verb.children if agent.dep_ == "agent" for c in agent.children if c.dep_ == "pobj"]
    if (verb.tag_ == "VBN" and any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)) or verb.dep_ in (
        "acl",
        "relcl",
    ):
        return any(not _is_at_large(agent) for agent in agents)
    return not any(c.dep_ == "nsubj" and _is_at_large(c) for c in verb.children)


def _is_at_large(word: Token) -> bool:
    return word.tag_ in ("NNS", "CD") and not word.ent_type_


def _head_of_row(word: Token) -> Token:
    """The first of the words that a mention is coordinated with or in apposition to."""
    while word.dep_ in ("conj", "appos") and word.head.pos_ in ("NOUN", "PROPN", "PRON"):
        word = word.head
    return word


def _is_office(word: Token) -> bool:
    """Whether the words only say whose official somebody is: "Lanne's mayor"."""
    owned = word.head
    return word.dep_ == "poss" and (
        owned.pos_ == "PROPN" or kind_of_noun(owned.lower_, owned.lemma_.lower()) is not None
    )
