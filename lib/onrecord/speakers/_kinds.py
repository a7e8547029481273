"""Kinds of speakers: what a mention that is no person's name stands for, such as a government or an unnamed person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.speakers.sides import sides
from onrecord.words.lexicons import kind_of_noun, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token

BODIES = ("government", "military", "organisation", "media")
PLURAL_TAGS = ("NNS", "NNPS")

# Words before a noun by which a description means somebody known.
POINTING = frozenset(["the", "that", "this", "these", "those"])
OWNERS = frozenset(["his", "her", "their", "its"])


def noun_kind(head: Token) -> str | None:
    """The kind of speaker that the noun at the head of a mention names by words/speaker_nouns.csv, None if it is not there."""
    two = f"{head.nbor(-1).lower_} {head.lower_}" if head.i else ""
    return kind_of_noun(two, head.lower_, head.lemma_.lower())


def kind_of(span: Span, head: Token) -> str:
    """The kind of speaker that a mention means that is no person's name.

    Args:
        span: the mention.
        head: its head.

    Returns:
        A body (one of BODIES), "document", "unnamed person" or "unnamed group", by the first of KIND_RULES that knows.
    """
    return next(kind for rule in KIND_RULES if (kind := rule(span, head)) is not None)


def by_document_name(span: Span, head: Token) -> str | None:
    """ "The Third National Water Assessment", "the Clean Rivers Act"; a Report has two words before it, or it is an outlet."""
    if head.pos_ != "PROPN" or head.lower_ not in word_class("document_name"):
        return None
    before = [t for t in span if t.i < head.i and (t.pos_ == "PROPN" or t.text[0].isupper() or t.like_num)]
    before = [t for t in before if t.pos_ != "DET"]
    return "document" if len(before) > 1 or (before and head.lower_ != "report") else None


def by_outlet_name(span: Span, head: Token) -> str | None:
    """A Report or Review with a name of its own is an outlet."""
    return "media" if head.pos_ == "PROPN" and noun_kind(head) == "document" else None


def by_noun_for_body(span: Span, head: Token) -> str | None:
    """ "The ministry", "a report"."""
    kind = noun_kind(head)
    return kind if kind != "person" else None


def by_noun_for_person(span: Span, head: Token) -> str | None:
    """ "A nurse", "nurses", "the crowd"; a capitalised one may be part of a body's name."""
    if head.pos_ == "PROPN" or noun_kind(head) != "person":
        return None
    several = head.tag_ == "NNS" or head.lower_ in word_class("collective")
    return "unnamed group" if several else "unnamed person"


def by_noun_in_name(span: Span, head: Token) -> str | None:
    """ "The Ministry of Health": a noun for a body inside the name that the recogniser found."""
    inside = (noun_kind(word) for word in span if word.ent_type_ == "ORG")
    return next((kind for kind in inside if kind not in (None, "person", "document")), None)


def by_listed_organisation(span: Span, head: Token) -> str | None:
    """A party or an alliance of words/sides.csv."""
    listed = sides().get(_without_article(span), ("", ""))[1] in ("party", "organisation")
    return "organisation" if listed and head.tag_ not in PLURAL_TAGS else None


def by_place(span: Span, head: Token) -> str | None:
    """ "Norway", "Moscow" mean governments; "Norwegians" are a group."""
    if head.ent_type_ != "GPE" and _without_article(span) not in sides():
        return None
    return "unnamed group" if head.tag_ in PLURAL_TAGS and head.ent_type_ != "GPE" else "government"


def by_capitalised_person(span: Span, head: Token) -> str | None:
    """ "The Governor"."""
    return "unnamed person" if noun_kind(head) == "person" and head.tag_ not in PLURAL_TAGS else None


def by_recogniser(span: Span, head: Token) -> str | None:
    """A name that the recogniser takes for an organisation's."""
    return "organisation" if head.ent_type_ == "ORG" else None


def by_number(span: Span, head: Token) -> str | None:
    """Plurals, peoples and what "and" joins are groups."""
    several = head.tag_ in PLURAL_TAGS or head.ent_type_ == "NORP" or any(t.dep_ == "conj" for t in span)
    return "unnamed group" if several else None


def by_capitals(span: Span, head: Token) -> str | None:
    """Any other name is taken for an organisation's, any other noun for a person's."""
    return "organisation" if head.pos_ == "PROPN" else "unnamed person"


def _without_article(span: Span) -> str:
    return span.text.lower().removeprefix("the ")


# In the order in which they are tried; the last one always answers.
KIND_RULES: tuple[Callable[[Span, Token], str | None], ...] = (
    by_document_name,
    by_outlet_name,
    by_noun_for_body,
    by_noun_for_person,
    by_noun_in_name,
    by_listed_organisation,
    by_place,
    by_capitalised_person,
    by_recogniser,
    by_number,
    by_capitals,
)
