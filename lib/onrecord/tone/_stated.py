"""Stated: whether the narration itself states something as a fact, or leaves it open, denies it or gives it to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
# Words that open a clause which is no fact: "if", "as if", "whether".
OPENERS = frozenset({"if", "unless", "whether", "lest"})
# "Was freed after killing two guards": what such a word governs took place.
FACTUAL_PREPOSITIONS = frozenset({"after", "before", "by", "since", "upon", "following", "while", "despite", "in"})
DENYING = frozenset({"no", "neither", "nobody", "none", "nor"})


def is_stated(word: Token, *, denied: bool = False) -> bool:
    """Whether the article states as a fact, and on its own account, what a word says.

    The way from the word up to the top of its sentence must be free of negation, modal and hedging words, conditions,
    questions, infinitives (but those of verbs such as "manage"), and of clauses that depend on what somebody says,
    thinks or wants.

    Args:
        word: a verb, or a noun or adjective that something is said to be.
        denied: the word's own negation and modal count for nothing: it is a fact that somebody "could not stop it".

    Limits:
        Reports that the parser attaches elsewhere ("The town, it was said, fell") are the quotes' affair.
    """
    step = word
    while not _is_open(step, denied=denied and step == word):
        below, step = step, step.head
        if below.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in below.children):
            while (
                step.dep_ == "conj"
            ):  # "he may lie, but she was arrested": what is open of the one is not of the other
                step = step.head
            below, step = step, step.head
        if below == step:
            return not _asks(below)
        if not _carries_fact(below, step):
            return False
    return False


def _asks(top: Token) -> bool:
    """Whether the sentence is a question."""
    last = top.doc[top.sent.end - 1]
    return any(t.text == "?" for t in (last, top.doc[max(top.sent.start, top.sent.end - 2)]))


def _is_open(token: Token, *, denied: bool = False) -> bool:
    """Whether a word beside this one denies it, makes it a possibility, a wish or a condition, or hedges it."""
    if token.lower_ in DENYING:
        return True
    for child in token.children:
        if not denied and (child.dep_ == "neg" or child.tag_ == "MD"):
            return True
        if child.dep_ in ("advmod", "npadvmod") and child.lower_ in word_class("hedge"):
            return True
        if child.dep_ in ("mark", "advmod", "prep") and child.lower_ in OPENERS:
            return True
        if child.dep_ in ("det", *SUBJECTS) and _is_nobody(child):
            return True
        if child.dep_ in ("prep", "advcl", "pcomp") and child.lower_ == "according":
            return True
    return _is_infinitive(token) and not _comes_true(token)


def _is_nobody(word: Token) -> bool:
    """ "Nobody has arrested her", "no court convicted him"."""
    return word.lower_ in DENYING or any(c.lower_ in ("no", "neither") and c.i == word.left_edge.i for c in word.lefts)


def _is_infinitive(token: Token) -> bool:
    return any(child.tag_ == "TO" and child.dep_ == "aux" for child in token.children)


def _comes_true(token: Token) -> bool:
    return token.dep_ == "xcomp" and token.head.lemma_.lower() in word_class("comes_true")


def _carries_fact(token: Token, head: Token) -> bool:
    """Whether what depends on a fact in this way is a fact as well."""
    dep = token.dep_
    if dep == "ccomp" and any(t.text == ";" for t in token.doc[token.i : head.i]):
        return True  # two sentences in one, the first of which the parser takes for the object of the second
    if dep in ("ccomp", "csubj", "csubjpass", "parataxis", "intj", "meta", "dep"):
        return False
    if dep == "xcomp":
        return head.lemma_.lower() in word_class("comes_true") or token.pos_ in ("ADJ", "NOUN")
    if dep == "pcomp":
        return head.lower_ in FACTUAL_PREPOSITIONS and head.head.pos_ in ("VERB", "AUX")
    if dep == "relcl" and any(c.dep_ == "mark" for c in token.children):
        return False
    if dep == "acl":
        return token.tag_ in ("VBN", "VBG", "VBD", "JJ") and not any(c.dep_ == "mark" for c in token.children)
    return True
