"""Bodies that are described, "the company", "a company spokeswoman", and those who speak for a body without a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.speakers._body_names import fits
from onrecord.speakers._discourse import Discourse
from onrecord.speakers._entities import NEVER, Entity
from onrecord.speakers._kinds import BODIES, OWNERS, POINTING, kind_of, noun_kind
from onrecord.speakers._roles import Role
from onrecord.speakers.sides import side_of, sides
from onrecord.words.lexicons import body_types, generic_nouns, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token

# "The company" has a word or two of its own at most: "the Swedish oil company".
LONGEST_DESCRIPTION = 4

PLACES = ("country", "demonym", "metonym")

# A name may show nothing of these types of body; a court or a ministry shows what it is.
SELDOM_SHOWN = ("firm", "group", "agency", "team")


# --- "the company" -----------------------------------------------------------------------------------------------------


def body_by_noun(discourse: Discourse, span: Span, head: Token) -> Entity | None:
    """The body that a noun in its name, or that the article calls it by, means: "the ministry", "the aid group"."""
    definite = span[0].lower_ in POINTING or span[0].lower_ in OWNERS
    side = next((side_of(t.text) for t in head.children if t.dep_ == "poss" and t.pos_ == "PROPN"), None)
    if not definite and side is None:
        return None
    words = content_of(span, head) | {t.lower_ for t in span if t.lower_ in word_class("tells_bodies_apart")}
    body = discourse.entities.by_noun(head.lower_, words, BODIES) if definite else None
    if body is not None and body.named:
        return body
    words |= {t.lower_ for t in span if t.dep_ == "poss" and t.pos_ == "NOUN"}
    types = body_types("noun").get(head.lower_)
    full = discourse.bodies.described(types, words, side) if types and words else None
    return discourse.entities.other(full, noun_kind(head) or "organisation", True) if full else body


def content_of(span: Span, head: Token) -> set[str]:
    """The words of a description that tell one body or office from another, its own noun left out."""
    return {
        t.lower_
        for t in span
        if t.i != head.i
        and t.dep_ != "poss"
        and (t.pos_ in ("NOUN", "PROPN") or (t.pos_ == "ADJ" and t.text.istitle()))
    }


def salient_body(discourse: Discourse, span: Span, head: Token) -> Entity | None:
    """The body that "the company" or "the airline" means: the most salient of the right type; none for "the Vell company"."""
    nouns = body_types("noun")
    types = nouns.get(head.lower_) or nouns.get(head.lemma_.lower())
    if types is None and head.lemma_.lower() not in generic_nouns():
        return None
    if any(t.lower_ in word_class("tells_bodies_apart") for t in span):
        return None
    if span[0].lower_ not in POINTING or len(span) > LONGEST_DESCRIPTION:
        return None
    if any(t.i != head.i and (t.dep_ == "poss" or (t.pos_ == "PROPN" and t.lower_ not in sides())) for t in span):
        return None
    unfit = {o for o in discourse.others.recent if o.kind in BODIES and types and not _may_be(discourse, o, types)}
    return discourse.most_salient_other(head, BODIES, unfit) or (_only_one(discourse, types) if types else None)


def _may_be(discourse: Discourse, body: Entity, types: frozenset[str]) -> bool:
    """Can a body be of one of these types, by its name and what the article calls it?"""
    own = discourse.bodies.types(body.name)
    if own:
        return fits(types, own)
    if (
        discourse.bodies.is_place(body.name)
        or body.name.lower() in sides()
        or not body.named
        or body.kind == "military"
    ):
        return False
    return any(t.split(".")[0] in SELDOM_SHOWN for t in types) and (body.kind != "government" or "agency" in types)


def _only_one(discourse: Discourse, types: frozenset[str]) -> Entity | None:
    """The only body named so far that certainly is of one of these types, however far back."""
    certain = [
        body
        for body in discourse.entities.others
        if body.kind in BODIES
        and body.named
        and body.place != NEVER
        and (own := discourse.bodies.types(body.name))
        and fits(types, own)
    ]
    return certain[0] if len(certain) == 1 else None


# --- words as they stand -----------------------------------------------------------------------------------------------


def body_at(discourse: Discourse, span: Span, head: Token) -> Entity | None:
    """The body that a mention names, under its full name; None if it names none, or several together."""
    body = discourse.bodies.spans.get(head.i)
    if body is None or not head.text[0].isupper() or any(c.dep_ == "conj" and c.i < span.end for c in head.children):
        return None
    kind = kind_of(body, head)
    return discourse.entities.other(discourse.bodies.name_of(body), kind if kind in BODIES else "organisation", True)


def note_belonging(discourse: Discourse, entity: Entity, head: Token) -> None:
    """Note whom a person or a group without a name speaks for, if the words of the mention tell."""
    if discourse.learning and (role := role_of_unnamed(discourse, head)) is not None:
        discourse.entities.learn(entity, role)


def apposed_body(discourse: Discourse, span: Span) -> Token | None:
    """The body named between commas behind a description: "The UN agency for children, UNICEF, said"."""
    doc = span.doc
    if span.end + 2 >= len(doc) or doc[span.end].text != "," or noun_kind(span.root) not in BODIES:
        return None
    body = discourse.bodies.spans.get(span.end + 1)
    if body is None or body.start != span.end + 1 or body.end >= len(doc) or doc[body.end].text != ",":
        return None
    return body.root


def is_named(head: Token) -> bool:
    return head.text[:1].isupper() and (
        head.pos_ == "PROPN" or head.ent_type_ in ("ORG", "GPE", "LOC", "FAC", "PERSON")
    )


def without_dateline(text: str) -> str:
    """A mention without the dateline that the parser took in: "VELL, Norway - Norway"."""
    return re.sub(r"^[A-Z]{3}[^–—-]*\s[–—-]+\s", "", text)


def with_owner(discourse: Discourse, span: Span, start: int, end: int) -> str:
    """The words of a mention, the name of the owner in the place of "his" or "the company's": "Ann Hale's office" for "her office"."""
    first, text = span[0], discourse.text
    owner, after = None, first.idx + len(first)
    if first.dep_ == "poss" and first.lower_ in ("his", "her"):
        owner = discourse.pronoun_means(first, ())
    elif first.dep_ == "poss" and first.lower_ in ("its", "their"):
        owner = discourse.most_salient_other(first, BODIES)
    elif first.lower_ in POINTING and first.head.dep_ == "poss" and first.head.pos_ == "NOUN":
        owner = _meant(discourse, first.head)
        after = first.doc[first.head.i + 1].idx + len(first.doc[first.head.i + 1])
    if owner is None:
        return text[start:end]
    return f"{owner.name}'s{text[after:end]}"


def _meant(discourse: Discourse, noun: Token) -> Entity | None:
    """The named body that "the company" means, where it is the owner or the object of a preposition."""
    phrase = noun.doc.span(noun.left_edge.i, noun.i + 1)
    body = body_by_noun(discourse, phrase, noun) or salient_body(discourse, phrase, noun)
    return body if body is not None and body.named else None


# --- whom those without a name belong to -------------------------------------------------------------------------------


def role_of_unnamed(discourse: Discourse, head: Token) -> Role | None:
    """Whom somebody without a name speaks for: "a spokesman for Northlight", "a company spokeswoman", "Norwegian officials"."""
    if head.lemma_.lower() in word_class("outsider"):
        return None
    for child in head.children:
        if (
            child.i < head.i
            and child.dep_ in ("poss", "compound", "nmod", "amod")
            and (role := _owner(discourse, child))
        ):
            return role
    of_government = head.lemma_.lower() in word_class("of_government")
    for child in head.children:
        if child.dep_ != "prep" or child.lower_ not in ("for", "of", "from", "at", "with", "in"):
            continue
        owner = next((c for c in child.children if c.dep_ == "pobj"), None)
        if owner is None:
            continue
        if child.lower_ == "in" or (owner.ent_type_ == "GPE" and owner.i not in discourse.bodies.spans):
            side = side_of(owner.text, seats=True) if of_government else None
            if side is not None:
                return Role(None, side, side)
        elif role := _owner(discourse, owner):
            return role
    return None


def _owner(discourse: Discourse, owner: Token) -> Role | None:
    """A role that belongs to the body or country which a word names or means."""
    span = discourse.bodies.spans.get(owner.i)
    if span is not None:
        name = discourse.bodies.full(discourse.bodies.name_of(span))
        return Role(None, name, side_of(name, seats=name.lower() in sides()) or name)
    if (hit := sides().get(owner.lower_)) is not None:
        return Role(None, hit[0], hit[0]) if hit[0] and owner.text[0].isupper() else None
    if owner.pos_ != "NOUN" or noun_kind(owner) not in BODIES:
        return None
    types = body_types("noun").get(owner.lower_)
    body = discourse.entities.by_noun(owner.lower_, set(), BODIES)
    if (body is None or not body.named) and types:
        unfit = {o for o in discourse.others.recent if o.kind in BODIES and not _may_be(discourse, o, types)}
        body = discourse.most_salient_other(owner, BODIES, unfit) or _only_one(discourse, types)
    return Role(None, body.name, body.side) if body is not None and body.named else None
