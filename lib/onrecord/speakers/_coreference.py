"""Coreference: an article read from front to back, so that each mention of a speaker finds whom it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.quotes.subjects import mention_span
from onrecord.quotes.turns import TURN_RULES
from onrecord.rows import Quote
from onrecord.speakers._anonymity import note_reasons
from onrecord.speakers._described_bodies import OWNERS, body_by_noun, salient_body
from onrecord.speakers._discourse import GENDER, Discourse
from onrecord.speakers._interviews import Interview
from onrecord.speakers._kinds import BODIES, kind_of, noun_kind
from onrecord.speakers._mentions import NOBODY, Resolved, described, speaker_before_quote, speaker_of
from onrecord.speakers._names import gender_words
from onrecord.speakers._salience import OBJECT, SUBJECT, role_of_mention
from onrecord.speakers._texts import note_text
from onrecord.speakers.sides import sides
from onrecord.text.entities import entity_around
from onrecord.text.overlaps import covering
from onrecord.text.parsing import ParsedArticle
from onrecord.text.tokens import tokens_in
from onrecord.words.lexicons import generic_nouns, nouns_for

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token


READINGS_TO_LEARN = 2


class Event(NamedTuple):
    """Something that the reading of an article comes to.

    `offset` is where it stands; `order` parts what stands at one offset. `value` is the end of a mention or name, the
    number of a quote without a mention, or else the number of a token.
    """

    offset: int
    order: int
    kind: str
    value: int


def find_speakers(parsed: ParsedArticle, quotes: list[Quote]) -> list[Resolved]:
    """Read an article three times: twice to learn who is who, the second time knowing genders, then to answer.

    Args:
        parsed: the parse.
        quotes: the quotes in it.

    Returns:
        For each quote, in order: its speaker, None if nobody can be named, and the rule.
    """
    discourse = Discourse(parsed, quotes)
    interview = Interview(discourse, quotes)
    events = sorted(_events(discourse, quotes), key=lambda event: event[:2])
    for _ in range(READINGS_TO_LEARN):
        _read(discourse, interview, quotes, events)
        discourse.entities.keep_genders()
        discourse.restart()
    discourse.learning = False
    speakers = _read(discourse, interview, quotes, events)
    discourse.entities.link()
    note_reasons(discourse, [s.entity for s in speakers if s.entity])
    # A mark or a picture is nobody.
    return [s if s.entity and any(c.isalpha() for c in s.entity.name) else NOBODY for s in speakers]


def _read(discourse: Discourse, interview: Interview, quotes: list[Quote], events: list[Event]) -> list[Resolved]:
    """The speakers of the quotes, in one reading from front to back."""
    quotes_at: dict[int, list[Quote]] = {}
    for quote in quotes:
        if quote.mention_start is not None:
            quotes_at.setdefault(quote.mention_start, []).append(quote)
    by_mention: dict[int, Resolved] = {}
    without_cue: dict[int, Resolved] = {}
    for offset, _, kind, value in events:
        if kind == "mention":
            own = interview.speaker(offset, value, quotes_at[offset])
            by_mention[offset] = own or speaker_of(discourse, offset, value, quotes_at[offset])
            discourse.last_speaker = by_mention[offset].entity or discourse.last_speaker
        elif kind == "without_cue":
            quote = quotes[value]
            without_cue[value] = (
                interview.part(quote) if quote.rule in TURN_RULES else speaker_before_quote(discourse, quote)
            )
        elif kind == "name":
            discourse.note_name(discourse.person(offset, value), offset, value)
        elif kind == "pronoun":
            _note_pronoun(discourse, discourse.doc[value])
        elif kind == "other":
            _note_other(discourse, discourse.doc[value])
        else:
            note_text(discourse, discourse.doc[value], described)
    return [without_cue[n] if q.mention_start is None else by_mention[q.mention_start] for n, q in enumerate(quotes)]


def _events(discourse: Discourse, quotes: list[Quote]) -> Iterator[Event]:
    """What the reading comes to, in no order: mentions of speakers, quotes without one, and all that is salient there."""
    doc = discourse.doc
    # A mention that serves several quotes is read once.
    mentions = {q.mention_start: q.mention_end or 0 for q in quotes if q.mention_start is not None}
    yield from (Event(start, 0, "mention", end) for start, end in mentions.items())
    yield from (Event(q.start, 0, "without_cue", n) for n, q in enumerate(quotes) if q.mention_start is None)
    # Captions and credits tell full names; a mention there makes nobody salient.
    skipped = covering([(p.start, p.end) for p in discourse.parsed.paragraphs if p.kind == "boilerplate"])
    yield from (Event(start, 1, "name", end) for start, end in discourse.names if not skipped(start))
    inside, named = covering(mentions.items()), covering(discourse.names)
    for i in tokens_in(doc, GENDER):
        offset = doc[i].idx
        if offset not in mentions and not discourse.in_quotation(offset):
            yield Event(offset, 1, "pronoun", i)
    for i in sorted(_others(discourse)):
        offset = doc[i].idx
        if not (inside(offset) or discourse.in_quotation(offset) or skipped(offset) or named(offset)):
            yield Event(offset, 1, "other", i)
    yield from (Event(doc[i].idx, 2, "document", i) for i in {**discourse.author_of, **discourse.titles})


def _others(discourse: Discourse) -> set[int]:
    """Heads of bodies and of people without a name that stand in the text without speaking."""
    doc = discourse.doc
    candidates = {*tokens_in(doc, ("nsubj", "nsubjpass"), "DEP"), *tokens_in(doc, nouns_for("person", "document"))}
    entities = {
        ent.root.i
        for ent in discourse.parsed.entities
        if ent.label_ in ("ORG", "PERSON") and "\n" not in ent.text and ent[0].text[0].isupper()
    }
    entities |= {span.root.i for span in discourse.bodies.spans.values()}
    return entities | {i for i in candidates if _is_newcomer(doc[i])}


def _is_newcomer(noun: Token) -> bool:
    """Somebody who may speak next: "a girl", "his mother", "the union", "Norway"."""
    is_subject = noun.dep_ in ("nsubj", "nsubjpass")
    if noun.tag_ == "NNPS":  # "the Velvet Larks", "Norwegians"
        return is_subject
    if noun.pos_ == "PROPN":
        listed = noun.ent_type_ == "GPE" and noun.lower_ in sides()
        return is_subject and (listed or _may_be_missed_body(noun))
    if noun.tag_ not in ("NN", "NNS"):
        return False
    kind = noun_kind(noun)
    if kind in BODIES or (kind == "person" and noun.tag_ == "NNS"):
        return is_subject
    if kind == "document":
        return noun.tag_ == "NN" and (is_subject or noun.dep_ == "dobj")
    return noun.tag_ == "NN" and (_is_new_subject(noun, kind) if is_subject else _may_be_he_or_she(noun, kind))


def _may_be_missed_body(name: Token) -> bool:
    """A name that the recogniser has not found, or takes for a product's: "Nordbank lost a billion"."""
    is_name = name.tag_ in ("NNP", "NNPS") and name.text[0].isupper() and not name.text.isupper()
    return is_name and name.ent_type_ in ("", "PRODUCT") and name.head.pos_ == "VERB" and noun_kind(name) is None


def _is_new_subject(noun: Token, kind: str | None) -> bool:
    """ "A girl came", "a passer-by said"."""
    return _is_indefinite(noun) and (kind == "person" or noun.head.lemma_.lower() in ("say", "tell"))


def _may_be_he_or_she(noun: Token, kind: str | None) -> bool:
    """Who is no subject here, but may be "he" or "she" next: "met a woman", "shot his mother"."""
    if kind != "person" or noun.dep_ not in ("dobj", "pobj", "conj"):
        return False
    introduced = _is_indefinite(noun) or any(c.dep_ == "poss" for c in noun.children)
    return introduced and any(t.lower_ in gender_words() for t in (noun, *noun.children))


def _is_indefinite(noun: Token) -> bool:
    return any(c.dep_ != "poss" and c.lower_ in ("a", "an", "one", "another") for c in noun.children)


def _note_other(discourse: Discourse, head: Token) -> None:
    if head.i not in discourse.descriptions:
        discourse.descriptions[head.i] = _describe(discourse, head)
    span, kind = discourse.descriptions[head.i]
    start, end = span.start_char, span.end_char
    entity = discourse.set_beside.get(head.i)
    if entity is None and kind in BODIES and span[0].lower_ in OWNERS:
        return
    if entity is None and kind in BODIES and head.pos_ == "NOUN":
        entity = body_by_noun(discourse, span, head) or salient_body(discourse, span, head)
        if entity is None and head.lower_ in generic_nouns():
            return
    if entity is None:
        entity = discourse.entities.other(discourse.text[start:end], kind, head.pos_ == "PROPN")
    entity.mentions.add((start, end))
    discourse.note_mention(entity, head, role_of_mention(head))


def _describe(discourse: Discourse, head: Token) -> tuple[Span, str]:
    """The words that stand for a body or somebody without a name, by their head, and the kind of speaker that they mean."""
    start, end = mention_span(head)
    body = discourse.bodies.spans.get(head.i)
    if body is not None or head.ent_type_ in ("ORG", "PERSON"):
        name = body if body is not None else entity_around(head)
        start, end = name.start_char, name.end_char
    elif any(c.dep_ == "conj" for c in head.children):  # "the union and the company" are two
        end = head.idx + len(head)
    span = discourse.span(start, end)
    kind = kind_of(span, head)
    return span, kind if body is None or kind in BODIES else "organisation"


def _note_pronoun(discourse: Discourse, token: Token) -> None:
    entity = discourse.pronoun_means(token, discourse.named_with(token))
    if entity is not None:
        entity.mentions.add((token.idx, token.idx + len(token)))
        discourse.note_mention(entity, token, SUBJECT if token.dep_ == "nsubj" else OBJECT)
