"""Mentions: whom the words beside a quote mean: "he", "the ministry", "the mayor, Ann Hale", "her statement"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from typing import TYPE_CHECKING

from onrecord.quotes.subjects import mention_span
from onrecord.rows import Quote
from onrecord.speakers.discourse import GENDER, REACH_OF_DESCRIPTION, Scene, stand_ins
from onrecord.speakers.entities import BODIES, HEADS_OF_STATE, NEVER, Entity, kind_of, noun_kind
from onrecord.speakers.roles import OFFICE_ADJECTIVES, Role
from onrecord.speakers.salience import SPEAKER
from onrecord.speakers.sides import side_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SOME = frozenset(["these", "those", "both", "many", "some", "others"])
POINTING = frozenset(["the", "that", "this", "these", "those"])
OWNERS = frozenset(["his", "her", "their", "its"])

# How many paragraphs back the speaker of quoted words without a cue may have been mentioned.
REACH_OF_QUOTE = 3

# A first sentence may describe whom the article names soon after: "A Vell nurse said …", then "Ann Hale said …".
LEAD_PARAGRAPHS = 3

# Texts that are most likely those of whoever spoke last; a report or a study is not.
PERSONAL_TEXTS = frozenset("statement post message tweet email release".split())

# Whom a mention means, and the way there.
Found = tuple[Entity | None, str]


def speaker_of(scene: Scene, start: int, end: int, quotes: Collection[Quote] = ()) -> Found:
    """Who is meant by a mention, and how that was found.

    Args:
        scene: who has been met before.
        start, end: the mention, in code points of the article.
        quotes: the quotes whose speaker it points at.

    Returns:
        The speaker, None if nobody can be named; and the way there, one of `speakers.WAYS`.
    """
    span = scene.span(start, end)
    head = span.root
    if (both := _joint(scene, span)) is not None:
        return scene.speaks(both, head, start, end), "name"
    name = _name_in(scene, span, head) or _apposed_name(scene, span)
    if name:
        entity = scene.person(*name)
        scene.meet(entity, *name, weight=SPEAKER)
        return entity, "name"
    without = set()
    for quote in quotes:
        without |= scene.named_in(quote.start, quote.end, start)
    if head.pos_ == "PRON" or head.lower_ in GENDER or head.lower_ in SOME:
        return _pronoun_speaker(scene, head, start, end, without | scene.named_with(head))
    body = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if body is not None and head.pos_ != "PROPN":
        text = scene.text[slice(*mention_span(body))]
        kind = noun_kind(head)
        kind = kind if kind in BODIES else kind_of(scene.span(*mention_span(body)), body)
        return scene.speaks(scene.cast.other(text, kind, True), head, start, end), "name"
    return _described(scene, span, head, start, end, without)


def _name_in(scene: Scene, span: Span, head: Token) -> tuple[int, int] | None:
    """The name that a mention is or ends with ("city official Ann Hale"), not the one in "Hale's lawyer"."""
    first = bisect_left(scene.name_starts, span.start_char)
    last = bisect_right(scene.name_starts, span.end_char)
    inside = [n for n in scene.names[first:last] if n[1] <= span.end_char + 2]
    if not inside:
        return None
    if head.pos_ == "PROPN":
        own = next((n for n in inside if n[0] <= head.idx < n[1]), None)
        if own:
            return own
    return inside[-1] if span.end_char - inside[-1][1] <= 2 and not _is_owned(scene, inside[-1], span) else None


def _joint(scene: Scene, span: Span) -> Entity | None:
    """Two people named together, "Ann Hale and Tom Reed": one source, with the names of both."""
    first = bisect_left(scene.name_starts, span.start_char)
    names = scene.names[first : first + 2]
    if (
        len(names) < 2
        or names[0][0] >= span.end_char
        or scene.text[names[0][1] : names[1][0]].strip() not in ("and", "&")
    ):
        return None
    if not any(child.dep_ == "conj" and names[1][0] <= child.idx < names[1][1] for child in span.root.children):
        return None
    people = [scene.person(*name) for name in names]
    for person, name in zip(people, names, strict=True):
        scene.meet(person, *name)
    both = scene.cast.other(" and ".join(person.name for person in people), "unnamed group", False)
    both.named = True
    return both


def _is_owned(scene: Scene, name: tuple[int, int], span: Span) -> bool:
    """Is the name at the end of a mention only what its head belongs to: "the lawyer of Ann Hale"?"""
    first = scene.span(*name).start
    return first - 1 > span.start and scene.doc[first - 1].dep_ == "prep" and noun_kind(span.root) is not None


def _apposed_name(scene: Scene, span: Span) -> tuple[int, int] | None:
    """The name between commas behind a mention: "the mayor of the town, Ann Hale, said"."""
    for child in span.root.children:
        if child.dep_ == "appos" and span.root.tag_ in ("NN", "NNP") and child.i in range(span.end, span.end + 3):
            first = bisect_right(scene.name_starts, child.idx) - 1
            if first >= 0 and child.idx < scene.names[first][1]:
                return scene.names[first]
    behind = scene.doc[span.end : span.end + 12]
    if not behind or behind[0].text != "," or span.root.pos_ == "PRON" or span.root.tag_ in ("NNS", "NNPS"):
        return None
    last = next((t.i for t in behind[1:] if t.text == "," or t.is_sent_start), behind.end)
    end = scene.doc[last - 1].idx + len(scene.doc[last - 1])
    first = bisect_left(scene.name_starts, behind[0].idx)
    return next((n for n in scene.names[first : first + 3] if n[1] == end), None)


def _pronoun_speaker(scene: Scene, head: Token, start: int, end: int, without: Collection[Entity]) -> Found:
    word = head.lower_
    if word in GENDER:
        entity = scene.pronoun_means(head, without)
    elif word == "it":
        entity = scene.other_in_view(head, (*BODIES, "document"))
        if entity is not None and entity.kind == "document":
            entity = scene.text_of(entity.words[-1], head) or entity
    elif word in ("they", "them"):
        entity = scene.other_in_view(head, (*BODIES, "unnamed group")) or scene.people.best(scene.place(head))[0]
    elif word in SOME:
        entity = scene.cast.other(scene.text[start:end], "unnamed group", False)
        return scene.speaks(entity, head, start, end), "as_written"
    else:
        entity = None
    return (scene.speaks(entity, head, start, end), "pronoun") if entity else (None, "nobody")


def before_quote(scene: Scene, quote: Quote) -> Found:
    """For quoted words without a cue: the person most in view, a few paragraphs back."""
    head = scene.span(quote.start, quote.end)[0]
    without = scene.named_in(quote.start, quote.end, quote.start)
    person, _ = scene.people.best(scene.place(head), without=without, reach=REACH_OF_QUOTE, favoured=scene.last_speaker)
    return (person, "before_quote") if person is not None else (None, "nobody")


# --- descriptions ------------------------------------------------------------------------------------------------------


def _described(scene: Scene, span: Span, head: Token, start: int, end: int, without: Collection[Entity]) -> Found:
    """A noun phrase: somebody known by this noun, somebody in view, or a new body, group or unnamed person."""
    kind = noun_kind(head)
    common = head.pos_ != "PROPN" or (kind == "person" and span[0].lower_ in POINTING)
    known, way = None, "role_noun"
    if common and kind == "document":
        known, way = _author(scene, span, head), "author"
    elif common and head.tag_ in ("NNS", "NNPS") and span[0].lower_ in POINTING:
        known = scene.cast.by_noun(head.lower_, _content(span, head), ("unnamed group", *BODIES))
    elif common and head.tag_ not in ("NNS", "NNPS"):
        known = _called(scene, span, head, kind)
        if known is None and span[0].lower_ in POINTING:
            known, way = _described_in_view(scene, span, head, kind, without), "in_view"
    if known is None:
        text = _without_dateline(_with_owner(scene, span, start, end))
        known, way = scene.cast.other(text, kind_of(span, head), _is_named(head)), "as_written"
    return scene.speaks(known, head, start, end), way


def _with_owner(scene: Scene, span: Span, start: int, end: int) -> str:
    """The words of a mention, the name of the owner in the place of "his": "Ann Hale's office" for "her office"."""
    first = span[0]
    owner = None
    if first.dep_ == "poss" and first.lower_ in ("his", "her"):
        owner = scene.pronoun_means(first, ())
    elif first.dep_ == "poss" and first.lower_ in ("its", "their"):
        owner = scene.other_in_view(first, BODIES)
    if owner is None:
        return scene.text[start:end]
    return f"{owner.name}'s{scene.text[first.idx + len(first) : end]}"


def _called(scene: Scene, span: Span, head: Token, kind: str | None) -> Entity | None:
    """Whom or what the article calls by this noun: "the mayor", "Norway's president", "the ministry"."""
    first, noun = span[0].lower_, head.lemma_.lower()
    definite = first in POINTING or first in OWNERS or any(c.dep_ == "poss" for c in head.children)
    if kind == "person":
        if definite:
            said, side, here = _content(span, head), side_of(span.text), scene.place(head)[0]
            if stand_ins().get(noun) == "office":  # the interior minister is not the prime minister
                said |= {t.lower_ for t in span if t.dep_ == "amod" and t.head == head} - OFFICE_ADJECTIVES
            found = scene.cast.by_role(noun, said, side, here) or _head_of_state(scene, head, noun, side)
            return found or scene.cast.by_noun(noun, said, ("unnamed person",))
        return _named_soon(scene, head, noun)
    return body_called(scene, span, head) if definite else None


def body_called(scene: Scene, span: Span, head: Token) -> Entity | None:
    if span[0].lower_ not in POINTING and span[0].lower_ not in OWNERS:
        return None
    return scene.cast.by_noun(head.lower_, _content(span, head), BODIES)


def _head_of_state(scene: Scene, head: Token, noun: str, side: str | None) -> Entity | None:
    """ "The leader of Norway", where the next paragraph names a president without a country for the first time."""
    paragraph = scene.place(head)[0]
    near = [
        person
        for person in (scene.cast.heads_without_side() if side and noun in HEADS_OF_STATE else ())
        if person.place == NEVER and 0 <= person.first - paragraph <= 1
    ]
    if len(near) != 1:
        return None
    scene.cast.learn(near[0], Role(None, side, side))
    return near[0]


def _named_soon(scene: Scene, head: Token, noun: str) -> Entity | None:
    """Whom an article describes at its beginning ("a Vell nurse said") and names soon after by the same noun."""
    paragraph = scene.place(head)[0]
    person = scene.cast.by_role(noun, set(), None, paragraph)
    return person if person is not None and paragraph <= LEAD_PARAGRAPHS and person.place == NEVER else None


def _described_in_view(
    scene: Scene, span: Span, head: Token, kind: str | None, without: Collection[Entity]
) -> Entity | None:
    """The person, or the body, most in view, for "the 26-year-old" or "the company"."""
    if kind in BODIES:
        return body_in_view(scene, span, head)
    stands_for = stand_ins().get(head.lemma_.lower())
    aged = re.search(r"\d+-year-old|^the former ", span.text.lower())
    if not (aged or (kind == "person" and stands_for)) or (any(t.dep_ == "prep" for t in span) and not aged):
        return None
    person = scene.people.best(scene.place(head), without=without, reach=REACH_OF_DESCRIPTION)[0]
    if person is not None and stands_for == "office" and not aged and (person.role or person.kind != "person"):
        return None
    return person


def body_in_view(scene: Scene, span: Span, head: Token) -> Entity | None:
    """The body most in view, for "the company"; none for "the Vell company"."""
    if head.lemma_.lower() not in stand_ins() or span[0].lower_ not in POINTING or len(span) > 3:
        return None
    return None if any(t.pos_ == "PROPN" for t in span) else scene.other_in_view(head, BODIES)


# --- texts -------------------------------------------------------------------------------------------------------------


def _author(scene: Scene, span: Span, head: Token) -> Entity | None:
    """Whose text "her statement", "a report by the ministry" or "the report" is; None if the text does not say."""
    author = scene.author_of.get(head.i)
    known = scene.text_of(head.lemma_.lower(), head)
    if author is not None and author.lower_ in GENDER:
        if known is not None and known.gender == GENDER[author.lower_]:
            return known
        return scene.people.best(scene.place(author), GENDER[author.lower_], scene.named_with(author))[0]
    if author is not None and author.lower_ in ("its", "their"):
        return scene.other_in_view(head, BODIES)
    if author is not None and author.pos_ != "PRON" and noun_kind(author) != "document":
        return scene.meant.get(author.i) or speaker_of(scene, *mention_span(author))[0]
    if span[0].lower_ not in POINTING:
        return None
    last = scene.last_speaker
    near = last is not None and scene.place(head)[0] - last.place[0] <= 1
    # A report is seldom that of the person who spoke last; a statement is.
    own = near and (head.lemma_.lower() in PERSONAL_TEXTS or last.kind in BODIES)
    return known or (last if own else None)


def _content(span: Span, head: Token) -> set[str]:
    """The words of a description that tell one body or office from another, its own noun left out."""
    return {
        t.lower_
        for t in span
        if t.i != head.i
        and t.dep_ != "poss"
        and (t.pos_ in ("NOUN", "PROPN") or (t.pos_ == "ADJ" and t.text.istitle()))
    }


def _is_named(head: Token) -> bool:
    return head.text[:1].isupper() and (
        head.pos_ == "PROPN" or head.ent_type_ in ("ORG", "GPE", "LOC", "FAC", "PERSON")
    )


def _without_dateline(text: str) -> str:
    """A mention without the dateline that the parser took in: "VELL, Norway - Norway"."""
    return re.sub(r"^[A-Z]{3,}[^–—-]*\s[–—-]+\s", "", text)
