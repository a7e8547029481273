"""Roles: what an article says a person is, read off the words around the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.cues import mention_span, speaker_nouns
from onrecord.names import titles

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


OFFICE_ADJECTIVES = frozenset(
    "acting assistant chief deputy former incoming interim late outgoing retired senior top vice".split()
)


def role_of(span: Span) -> str | None:
    """The role of a person at one mention: the apposition behind the name, or the words before it; None if neither.

    Args:
        span: the name, without titles.
    """
    return _after_name(span) or words_before(span) or _apposed(span) or None


def affiliation_of(role: str) -> str | None:
    """Whom a role belongs to: Norway in "Norway's minister", the Harbour Board in "head of the Harbour Board"."""
    possessor = re.match(r"(?:the )?([A-Z][\w.-]*(?: [A-Z][\w.-]*)*)['’]s? ", role)
    of = re.search(r"\b(?:of|for|at|with) (?:the )?((?:[A-Z][\w.'’-]*\s?)+)", role)
    return (possessor or of).group(1).strip() if possessor or of else None


def _apposed(span: Span) -> str:
    """The noun phrase to which a name is the apposition: "the town's mayor" in "the town's mayor, Ann Hale, said"."""
    head = span.root.head
    if span.root.dep_ != "appos" or speaker_nouns().get(head.lower_) != "person" or head.i > span.start:
        return ""
    first, last = mention_span(head)
    return span.doc.text[first : min(last, span.start_char)].strip(" ,")


def words_before(span: Span) -> str:
    """The words of the noun phrase before a name: "city official" in "the tired city official Ann Hale"."""
    doc = span.doc
    first = span.start
    while (
        first > 0
        and doc[first - 1].sent == span[0].sent
        and (_is_modifier(doc[first - 1]) or _is_joint(doc[first - 1]))
    ):
        first -= 1
    if first < span.start and doc[span.start - 1].is_punct:
        return ""
    while 0 < first < span.start and not doc[first - 1].whitespace_ and not doc[first - 1].is_space:
        first += 1  # never begin inside a word: "19-year-old student"
    # "tired" says nothing about office; "former" and "Russian" do.
    while (
        first < span.start
        and doc[first].dep_ == "amod"
        and doc[first].text.islower()
        and doc[first].lower_ not in OFFICE_ADJECTIVES
    ):
        first += 1
    words = doc[first : span.start]
    tells = any(
        speaker_nouns().get(t.lower_) == "person" or t.lower_.rstrip(".") in titles() or "-" in t.text for t in words
    )
    return words.text if tells else ""


def _is_modifier(token: Token) -> bool:
    return token.dep_ in ("compound", "amod", "nmod", "poss", "case")


def _is_joint(token: Token) -> bool:
    """A hyphen inside a word, as in "Colonel-General"."""
    return token.text == "-" and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_


def _after_name(span: Span) -> str:
    """The apposition behind a name: "director of the clinic" in "Ann Hale, director of the clinic, said"."""
    doc = span.doc
    if span.end + 1 >= len(doc) or doc[span.end].text not in (",", "("):
        return ""
    words = []
    for token in doc[span.end + 1 : span.end + 16]:
        if (
            token.text in (",", ".", ")", ";", ":", '"')
            or token.pos_ in ("VERB", "AUX")
            or token.is_space
            or token.tag_ == "WP"
        ):
            break
        words.append(token)
    if not words or not any(speaker_nouns().get(t.lower_) == "person" for t in words):
        return ""
    return doc[words[0].i : words[-1].i + 1].text
