"""Reading: an article read from front to back, so that each mention of a speaker finds whom it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.quotes.subjects import mention_span
from onrecord.rows import Quote
from onrecord.speakers.discourse import GENDER, Scene, stand_ins
from onrecord.speakers.entities import BODIES, kind_of, noun_kind
from onrecord.speakers.mentions import OWNERS, Found, before_quote, body_called, body_in_view, speaker_of
from onrecord.speakers.names import gender_words
from onrecord.speakers.salience import OBJECT, SUBJECT, weight_of
from onrecord.speakers.sides import sides
from onrecord.text.parse import ParsedArticle, covering, tokens_in
from onrecord.words.lexicons import speaker_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

# Who has no name, or is no person, stands a little less in view than a person named in the same place.
NOT_A_NAME = 0.9


def find_speakers(parsed: ParsedArticle, quotes: list[Quote]) -> list[Found]:
    """Read an article twice: once to learn who is who, once to answer.

    Args:
        parsed: the parse.
        quotes: the quotes in it.

    Returns:
        For each quote, in order: its speaker, None if nobody can be named, and the way there.
    """
    scene = Scene(parsed, quotes)
    events = sorted(_events(scene, quotes), key=lambda event: event[:2])
    _read_once(scene, quotes, events)
    scene.learning = False
    scene.begin()
    found = _read_once(scene, quotes, events)
    scene.cast.link()
    # A mark or a picture is nobody.
    return [f if f[0] and any(c.isalpha() for c in f[0].name) else (None, "nobody") for f in found]


def _read_once(scene: Scene, quotes: list[Quote], events: list[tuple[int, int, str, int]]) -> list[Found]:
    said_by: dict[int, list[Quote]] = {}
    for quote in quotes:
        if quote.mention_start is not None:
            said_by.setdefault(quote.mention_start, []).append(quote)
    by_mention: dict[int, Found] = {}
    unsaid: dict[int, Found] = {}
    for offset, _, what, value in events:
        if what == "mention":
            by_mention[offset] = speaker_of(scene, offset, value, said_by[offset])
            scene.last_speaker = by_mention[offset][0] or scene.last_speaker
        elif what == "unsaid":
            unsaid[value] = before_quote(scene, quotes[value])
        elif what == "name":
            scene.meet(scene.person(offset, value), offset, value)
        elif what == "pronoun":
            _follow_pronoun(scene, scene.doc[value])
        elif what == "other":
            _meet_other(scene, scene.doc[value])
        else:
            scene.note_author(scene.doc[value])
    return [unsaid[n] if q.mention_start is None else by_mention[q.mention_start] for n, q in enumerate(quotes)]


def _events(scene: Scene, quotes: list[Quote]) -> Iterator[tuple[int, int, str, int]]:
    """(offset, order at one offset, what stands there, its end or number)."""
    doc = scene.doc
    mentions = {q.mention_start: q.mention_end for q in quotes if q.mention_start is not None}
    for start, end in mentions.items():  # a mention that serves several quotes is read once
        yield start, 0, "mention", end
    for number, quote in enumerate(quotes):
        if quote.mention_start is None:
            yield quote.start, 0, "unsaid", number
    # Captions and credits tell full names; what stands there is not in view.
    skipped = covering([(p.start, p.end) for p in scene.parsed.paragraphs if p.kind == "boilerplate"])
    for start, end in scene.names:
        if not skipped(start):
            yield start, 1, "name", end
    for i in tokens_in(doc, GENDER):
        if doc[i].idx not in mentions and not scene.spoken(doc[i].idx):
            yield doc[i].idx, 1, "pronoun", i
    inside, named = covering(mentions.items()), covering(scene.names)
    for i in sorted(_others(scene)):
        offset = doc[i].idx
        if not (inside(offset) or scene.spoken(offset) or skipped(offset) or named(offset)):
            yield offset, 1, "other", i
    for i in scene.author_of:
        yield doc[i].idx, 2, "text", i


def _others(scene: Scene) -> set[int]:
    """Heads of bodies and of people without a name that stand in the text without speaking."""
    doc = scene.doc
    nouns = [noun for noun, kind in speaker_nouns().items() if kind in ("person", "document")]
    candidates = {*tokens_in(doc, ("nsubj", "nsubjpass"), "DEP"), *tokens_in(doc, nouns)}
    entities = {
        ent.root.i
        for ent in doc.ents
        if ent.label_ in ("ORG", "PERSON") and "\n" not in ent.text and ent[0].text[0].isupper()
    }
    return entities | {i for i in candidates if _is_newcomer(doc[i])}


def _is_newcomer(noun: Token) -> bool:
    """Somebody who may speak next: "a girl", "his mother", "the union", "Norway"."""
    subject = noun.dep_ in ("nsubj", "nsubjpass")
    if noun.pos_ == "PROPN":
        return subject and noun.ent_type_ == "GPE" and noun.lower_ in sides()
    if noun.tag_ not in ("NN", "NNS"):
        return False
    kind = noun_kind(noun)
    if kind in BODIES:
        return subject
    if kind == "document":
        return noun.tag_ == "NN" and (subject or noun.dep_ == "dobj")
    new = any(c.dep_ != "poss" and c.lower_ in ("a", "an", "one", "another") for c in noun.children)
    if noun.tag_ != "NN" or noun.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj"):
        return False
    if subject:
        return new and (kind == "person" or noun.head.lemma_.lower() in ("say", "tell"))
    # Elsewhere only who may be "he" or "she" next: "met a woman", "shot his mother".
    own = new or any(c.dep_ == "poss" for c in noun.children)
    return own and kind == "person" and any(t.lower_ in gender_words() for t in (noun, *noun.children))


def _meet_other(scene: Scene, head: Token) -> None:
    start, end = mention_span(head)
    if head.ent_type_ in ("ORG", "PERSON"):
        start, end = _entity_around(head)
    span = scene.span(start, end)
    kind = kind_of(span, head)
    entity = None
    if kind in BODIES and span[0].lower_ in OWNERS:
        return
    if kind in BODIES and head.pos_ == "NOUN":
        entity = body_called(scene, span, head) or body_in_view(scene, span, head)
        if entity is None and head.lower_ in stand_ins():
            return
    if entity is None:
        entity = scene.cast.other(scene.text[start:end], kind, head.pos_ == "PROPN")
    entity.mentions.add((start, end))
    scene.see(entity, head, NOT_A_NAME * weight_of(head))


def _entity_around(token: Token) -> tuple[int, int]:
    """Characters of the named entity that a token is part of."""
    doc, first, last = token.doc, token.i, token.i
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def _follow_pronoun(scene: Scene, token: Token) -> None:
    entity = scene.pronoun_means(token, scene.named_with(token))
    if entity is not None:
        entity.mentions.add((token.idx, token.idx + len(token)))
        scene.see(entity, token, SUBJECT if token.dep_ == "nsubj" else OBJECT)
