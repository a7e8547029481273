"""Mentions: whom the words beside a quote mean: "he", "the ministry", "the mayor, Ann Hale", "her statement"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from onrecord.quotes.subjects import mention_span
from onrecord.rows import Quote
from onrecord.speakers._described_bodies import (
    OWNERS,
    POINTING,
    apposed_body,
    body_at,
    body_by_noun,
    content_of,
    is_named,
    note_belonging,
    salient_body,
    with_owner,
    without_dateline,
)
from onrecord.speakers._discourse import GENDER, Discourse
from onrecord.speakers._documents import is_document, name_before, text_description_end
from onrecord.speakers._entities import NEVER, VOTES_OF_TITLE, Entity
from onrecord.speakers._epithets import pair_in_view, whom_epithet_means
from onrecord.speakers._gender import gender_of
from onrecord.speakers._kinds import BODIES, kind_of, noun_kind
from onrecord.speakers._roles import Role
from onrecord.speakers._salience import SPEAKER
from onrecord.speakers._texts import author_named, text_meant, text_of, titled_text
from onrecord.speakers._unnamed import description_end
from onrecord.speakers.sides import side_of
from onrecord.words.lexicons import generic_nouns, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token

SOME = frozenset(["these", "those", "both", "many", "some", "others"])
# "One of them" is no name for anybody.
OF_WHOM = frozenset(["them", "us", "you", "which", "whom"])

# How many paragraphs back the speaker of quoted words without a cue may have been mentioned.
REACH_OF_QUOTE = 3

# A first sentence may describe whom the article names soon after: "A Vell nurse said …", then "Ann Hale said …".
LEAD_PARAGRAPHS = 3


class Resolved(NamedTuple):
    """Whom a mention means, None if nobody can be named; and the rule that says so, one of `RESOLUTION_RULES`."""

    entity: Entity | None
    rule: str


NOBODY = Resolved(None, "nobody")


def speaker_of(discourse: Discourse, start: int, end: int, quotes: Collection[Quote] = ()) -> Resolved:
    """Who is meant by a mention, and how that was found.

    Args:
        discourse: the article, read up to the mention.
        start, end: the mention, in code points of the article.
        quotes: the quotes whose speaker it points at.

    Returns:
        The speaker, None if nobody can be named, and the rule.
    """
    span = discourse.span(start, end)
    head = span.root
    if (both := _joint(discourse, span)) is not None:
        return Resolved(discourse.note_speaker(both, head, start, end), "name")
    if _of_whom(head):
        return NOBODY
    name = _name_in(discourse, span, head) or _apposed_name(discourse, span)
    name = name or discourse.introduced.get(head.i)
    if name:
        entity = discourse.person(*name)
        if head.i in discourse.introduced and discourse.learning:
            discourse.entities.learn(entity, Role(discourse.text[start:end].partition(" ")[2] or None, None, None))
        discourse.note_name(entity, *name, role=SPEAKER)
        return Resolved(entity, "name")
    without = set()
    for quote in quotes:
        without |= discourse.named_in(quote.start, quote.end, start)
    if head.pos_ == "PRON" or head.lower_ in GENDER or head.lower_ in SOME:
        if head.lower_ in SOME:
            described, called = discourse.text[start : description_end(head, end, quotes)], discourse.text[start:end]
            some = discourse.entities.other(described, "unnamed group", False, called)
            return Resolved(discourse.note_speaker(some, head, start, end), "as_written")
        return _pronoun_speaker(discourse, head, start, end, without | discourse.named_with(head))
    body = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    body = body or apposed_body(discourse, span)
    if body is not None and head.pos_ != "PROPN" and head.i not in discourse.titles:
        text = discourse.text[slice(*mention_span(body))]
        kind = noun_kind(head)
        kind = kind if kind in BODIES else kind_of(discourse.span(*mention_span(body)), body)
        return Resolved(discourse.note_speaker(discourse.entities.other(text, kind, True), head, start, end), "name")
    return _described(discourse, span, head, (start, end), without, quotes)


def _name_in(discourse: Discourse, span: Span, head: Token) -> tuple[int, int] | None:
    """The name that a mention is or ends with ("city official Ann Hale"), not the one in "Hale's lawyer"."""
    first = bisect_left(discourse.name_starts, span.start_char)
    if first and discourse.names[first - 1][1] > span.start_char:  # a name of which the mention holds the end only
        first -= 1
    last = bisect_right(discourse.name_starts, span.end_char)
    inside = [n for n in discourse.names[first:last] if n[1] <= span.end_char + 2]
    if not inside:
        return None
    if head.pos_ == "PROPN":
        around_head = next((n for n in inside if n[0] <= head.idx < n[1]), None)
        if around_head:
            return around_head
    behind = discourse.text[inside[-1][1] : span.end_char].strip(" ,.").lower()
    at_end = span.end_char - inside[-1][1] <= 2 or behind in word_class("honour_after_name")
    return inside[-1] if at_end and not _is_owned(discourse, inside[-1], span) else None


def _joint(discourse: Discourse, span: Span) -> Entity | None:
    """Two people named together, "Ann Hale and Tom Reed": one source, with the names of both."""
    first = bisect_left(discourse.name_starts, span.start_char)
    names = discourse.names[first : first + 2]
    if len(names) < 2 or names[0][0] >= span.end_char or not discourse.are_joined(*names):
        return None
    if not any(child.dep_ == "conj" and names[1][0] <= child.idx < names[1][1] for child in span.root.children):
        return None
    people = [discourse.person(*name) for name in names]
    for person, name in zip(people, names, strict=True):
        discourse.note_name(person, *name)
    return discourse.entities.together(*people)


def _is_owned(discourse: Discourse, name: tuple[int, int], span: Span) -> bool:
    """Is the name at the end of a mention only what its head belongs to: "the lawyer of Ann Hale"?"""
    first = discourse.span(*name).start
    return first - 1 > span.start and discourse.doc[first - 1].dep_ == "prep" and noun_kind(span.root) is not None


def _apposed_name(discourse: Discourse, span: Span) -> tuple[int, int] | None:
    """The name between commas behind a mention: "the mayor of the town, Ann Hale, said"."""
    for child in span.root.children:
        if child.dep_ == "appos" and span.root.tag_ in ("NN", "NNP") and child.i in range(span.end, span.end + 3):
            first = bisect_right(discourse.name_starts, child.idx) - 1
            if first >= 0 and child.idx < discourse.names[first][1]:
                return discourse.names[first]
    behind = discourse.doc.span(span.end, span.end + 12)
    if not behind or behind[0].text != "," or span.root.pos_ == "PRON" or span.root.tag_ in ("NNS", "NNPS"):
        return None
    last = next((t.i for t in behind[1:] if t.text == "," or t.is_sent_start), behind.end)
    end = discourse.doc[last - 1].idx + len(discourse.doc[last - 1])
    first = bisect_left(discourse.name_starts, behind[0].idx)
    return next((n for n in discourse.names[first : first + 3] if n[1] == end), None)


def _of_whom(head: Token) -> bool:
    return any(c.lower_ == "of" and any(p.lower_ in OF_WHOM for p in c.children) for c in head.children)


def _pronoun_speaker(discourse: Discourse, head: Token, start: int, end: int, without: Collection[Entity]) -> Resolved:
    word = head.lower_
    if word in GENDER:
        entity = discourse.pronoun_means(head, without)
    elif word == "it":
        entity = discourse.most_salient_other(head, (*BODIES, "document"))
        if entity is not None and entity.kind == "document":
            text = text_of(discourse, entity, head)
            entity = (text.titled or text.author or entity) if text else entity
    elif word in ("they", "them"):
        entity = discourse.they_mean(head, without)
    else:
        entity = None
    if entity is None:
        return NOBODY
    return Resolved(discourse.note_speaker(entity, head, start, end), "pronoun")


def speaker_before_quote(discourse: Discourse, quote: Quote) -> Resolved:
    """For quoted words without a cue: the most salient person, a few paragraphs back."""
    head = discourse.span(quote.start, quote.end)[0]
    without = discourse.named_in(quote.start, quote.end, quote.start)
    person, _ = discourse.people.most_salient(
        discourse.place(head), without=without, reach=REACH_OF_QUOTE, favoured=discourse.last_speaker
    )
    return Resolved(person, "before_quote") if person is not None else NOBODY


# --- descriptions ------------------------------------------------------------------------------------------------------


def _described(
    discourse: Discourse,
    span: Span,
    head: Token,
    place: tuple[int, int],
    without: Collection[Entity],
    quotes: Collection[Quote],
) -> Resolved:
    """A noun phrase: an entity called by this noun, a salient one, or a new body, group or unnamed person."""
    start, end = place
    kind = noun_kind(head)
    common = head.pos_ != "PROPN" or head.text.islower() or (kind == "person" and span[0].lower_ in POINTING)
    entity, way = None, "role_noun"
    if common and is_document(head):
        entity, way = _text(discourse, span, head)
    elif span[0].lower_ in POINTING and (pair := pair_in_view(discourse, head)) is not None:
        entity = pair
    elif common and head.tag_ in ("NNS", "NNPS") and span[0].lower_ in POINTING:
        entity = discourse.entities.by_noun(head.lower_, content_of(span, head), ("unnamed group", *BODIES))
    elif common and head.tag_ not in ("NNS", "NNPS"):
        entity = _called(discourse, span, head, kind)
        if entity is None and span[0].lower_ in POINTING:
            entity, way = _salient_entity(discourse, span, head, kind, without), "in_view"
    if entity is None:
        entity, way = _as_written(discourse, span, head, place, quotes), "as_written"
    elif discourse.learning and entity.kind == "person" and (gender := gender_of(head)):
        entity.heard[gender] += VOTES_OF_TITLE
    return Resolved(discourse.note_speaker(entity, head, start, end), way)


def _as_written(
    discourse: Discourse, span: Span, head: Token, place: tuple[int, int], quotes: Collection[Quote]
) -> Entity:
    """A body, group or unnamed person by the words of the mention, with all that describes it if it has no name."""
    if kind_of(span, head) != "document" and (body := body_at(discourse, span, head)) is not None:
        return body
    start, end = place
    kind = kind_of(span, head)
    described = end
    if kind.startswith("unnamed"):
        described = description_end(head, end, quotes)
    elif kind == "document":
        described = text_description_end(head, end)
    called = without_dateline(with_owner(discourse, span, start, end))
    name = called + discourse.text[end:described]
    entity = discourse.entities.other(name, kind, is_named(head), called)
    if kind.startswith("unnamed"):
        note_belonging(discourse, entity, head)
    return entity


def _called(discourse: Discourse, span: Span, head: Token, kind: str | None) -> Entity | None:
    """Whom or what the article calls by this noun: "the mayor", "Norway's president", "the ministry"."""
    first, noun = span[0].lower_, head.lemma_.lower()
    definite = first in POINTING or first in OWNERS or any(c.dep_ == "poss" for c in head.children)
    if kind == "person":
        if definite:
            words, side, paragraph = content_of(span, head), side_of(span.text), discourse.place(head)[0]
            if generic_nouns().get(noun) == "office":  # the interior minister is not the prime minister
                words |= {t.lower_ for t in span if t.dep_ == "amod" and t.head == head} - word_class(
                    "office_adjective"
                )
            entity = discourse.entities.by_role(noun, words, side, paragraph) or _head_of_state(
                discourse, head, noun, side
            )
            return entity or discourse.entities.by_noun(noun, words, ("unnamed person",))
        return _named_soon(discourse, head, noun)
    return body_by_noun(discourse, span, head) if definite else None


def _head_of_state(discourse: Discourse, head: Token, noun: str, side: str | None) -> Entity | None:
    """ "The leader of Norway", where the next paragraph names a president without a country for the first time."""
    paragraph = discourse.place(head)[0]
    near = [
        person
        for person in (discourse.entities.heads_without_side() if side and noun in word_class("head_of_state") else ())
        if person.place == NEVER and 0 <= person.first - paragraph <= 1
    ]
    if len(near) != 1:
        return None
    discourse.entities.learn(near[0], Role(None, side, side))
    return near[0]


def _named_soon(discourse: Discourse, head: Token, noun: str) -> Entity | None:
    """Whom an article describes at its beginning ("a Vell nurse said") and names soon after by the same noun."""
    paragraph = discourse.place(head)[0]
    person = discourse.entities.by_role(noun, set(), None, paragraph)
    return person if person is not None and paragraph <= LEAD_PARAGRAPHS and person.place == NEVER else None


def _salient_entity(
    discourse: Discourse, span: Span, head: Token, kind: str | None, without: Collection[Entity]
) -> Entity | None:
    """The most salient person, or body, for "the 26-year-old" or "the company"."""
    if kind in BODIES:
        return salient_body(discourse, span, head)
    return whom_epithet_means(discourse, span, head, kind, without)


def described(discourse: Discourse, head: Token) -> Entity:
    """Who is meant by a mention that does not speak: the author of a text."""
    start, end = mention_span(head)
    span = discourse.span(start, end)
    if head.dep_ in ("compound", "nmod"):  # "a March Harlan/Northlight poll"
        span = name_before(head)
        start, end = span.start_char, span.end_char
    if name := _name_in(discourse, span, head):
        return discourse.person(*name)
    kind = noun_kind(head)
    called = _called(discourse, span, head, kind) if head.tag_ == "NN" else None
    return called or discourse.entities.other(
        with_owner(discourse, span, start, end), kind_of(span, head), is_named(head)
    )


# --- texts -------------------------------------------------------------------------------------------------------------


def _text(discourse: Discourse, span: Span, head: Token) -> tuple[Entity | None, str]:
    """A text that speaks: by its title, else whose it is ("her statement", "the report"), else as the article called it."""
    author = author_named(discourse, head, described)
    if title := discourse.titles.get(head.i):
        return titled_text(discourse, head, title, author), "name"
    definite = span[0].lower_ in POINTING
    words = content_of(span, head) | {t.lower_ for t in span if t.lower_ in word_class("about_owner")}
    text = text_meant(discourse, head, set() if author else words) if definite or author else None
    if text is not None and text.titled is not None and author in (None, text.author):
        return text.titled, "name"
    if author is not None:
        return author, "author"
    if text is not None or not definite:
        return (text.author if text else None), "author"
    called = discourse.entities.by_noun(head.lower_, words, ("document",))
    last = discourse.last_speaker
    if last is None or not (last.named or last.kind in BODIES) or discourse.place(head)[0] - last.place[0] > 1:
        return called, "role_noun"
    if head.lemma_.lower() in word_class("personal_document"):
        return last, "author"
    # A report is seldom that of the person who spoke last; a statement is.
    return (called, "role_noun") if called is not None or last.kind not in BODIES else (last, "author")
