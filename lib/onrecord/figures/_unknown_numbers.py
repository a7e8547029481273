"""Statements that a number is not known, or that it is more or less than another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.figures._statements import (
    Statement,
    says,
    says_unknown,
    statement_of,
    subject_matter,
    tokens_below,
    verbs_above,
)
from onrecord.figures.event_terms import NOUN_SUBJECTS

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


def how_many(token: Token) -> Statement | None:
    """ "It was unclear how many were hurt", "nobody knows how many": a question for the number that has no answer."""
    doc = token.doc
    if token.i == 0 or doc[token.i - 1].lower_ != "how":
        return None
    for verb in verbs_above(token):
        if verb.pos_ == "VERB" and says(verb, "known") and not says_unknown(verb):
            return None  # somebody says it
        if says_unknown(verb):
            asked = [t for t in (*tokens_below(verb), *tokens_below(token.head)) if t.i > token.i]
            statement = statement_of(verb, "how_many", subject_matter(asked))
            return statement and replace(statement, first=min(statement.first, token.i - 1))
    return None


def count_unknown(token: Token) -> Statement | None:
    """ "The number of dead was unclear", "nobody has a number", "gave no toll"."""
    verb = token.head
    if token.dep_ not in (*NOUN_SUBJECTS, "dobj", "attr") or verb.pos_ not in ("VERB", "AUX"):
        return None
    if not says_unknown(verb, token):
        return None
    # "A number yet for the villages upstream": the parser may take the last words for a clause.
    beside = [
        t if t.dep_ == "prep" else t.head for t in tokens_below(verb) if t.i > token.i and t.lower_ in ("of", "for")
    ]
    event, unit = subject_matter((*tokens_below(token), *(t for word in beside for t in tokens_below(word))))
    if token.lemma_ == "toll":
        event = event or "killed"
    return statement_of(verb, "count_unknown", (event, unit))


def compared_noun(token: Token) -> Statement | None:
    """ "Almost the same numbers", "gave a higher toll"."""
    if not says(token, "count") or token.pos_ != "NOUN":
        return None
    marks = [c for c in token.lefts if says(c, "compares")]
    after = [c for c in token.rights if c.dep_ in ("prep", "relcl")]
    if not marks or any(t.like_num for t in tokens_below(token)) or any(c.lower_ == "no" for c in token.lefts):
        return None
    event, unit = subject_matter(t for c in after for t in tokens_below(c))
    if _counts_anything(token, after, event, unit):
        return None
    if token.lemma_ == "toll":
        event = event or "killed"
    first = min(t.i for t in token.lefts)
    return Statement(first, token.i, "about_numbers", event, unit, "compared_noun", _giver_of(token))


def _counts_anything(noun: Token, after: list[Token], event: str | None, unit: str | None) -> bool:
    """Whether a noun counts something that nobody can lose: "the same number", "a higher figure" of a price."""
    of_something_else = any(c.lower_ == "of" for c in after) and event is unit is None
    if noun.lemma_ in ("number", "total") and of_something_else:
        return True
    return noun.lemma_ in ("number", "figure") and noun.tag_ == "NN" and not unit


def _giver_of(token: Token) -> str | None:
    """The last word of the name of who gives a number: "the Kremlin spoke of the same numbers"."""
    for _ in range(3):
        token = token.head
        for child in token.children if token.pos_ == "VERB" else ():
            if child.dep_ == "nsubj" and child.pos_ in ("PROPN", "NOUN"):
                return child.text
    return None


def compared_with(token: Token) -> Statement | None:
    """ "The estimate is higher than the ministry's": a count that is said to be more or less, and no number beside."""
    if token.tag_ != "JJR" or token.dep_ != "acomp" or not says(token, "compares"):
        return None
    subject = next((c for c in token.head.children if c.dep_ in NOUN_SUBJECTS), None)
    than = next((c for c in token.children if c.lower_ == "than"), None)
    if subject is None or than is None or not says(subject, "count"):
        return None
    words = list(tokens_below(token))
    if any(t.like_num for t in words):
        return None
    event, unit = subject_matter(tokens_below(subject))
    return Statement(token.i, max(t.i for t in words if not t.is_punct), "about_numbers", event, unit, "compared_with")
