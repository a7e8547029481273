"""Speakers: from mentions ("he", "the ministry") to people and bodies with a name, a role and an affiliation.

The article is read once from front to back. Names of one person are one entity; a pronoun goes to the person who is
most in view where it stands; "the ministry" goes to the body, and "the governor" to the person, that the article has
called so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord.cues import generic_nouns, mention_span, speaker_nouns
from onrecord.language import ParsedArticle, covering
from onrecord.names import gender_words, missed_name, name_span, same_person, words_of
from onrecord.quotes import Quote
from onrecord.roles import affiliation_of, role_of, words_before
from onrecord.sides import side_of, sides

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# How a mention was taken to its speaker; the name stands behind the slash in the `rule` column.
RULES = {
    "name": "the mention is a name; a last name goes to the full name in the article",
    "pronoun": "he, she, they, it: the person or body most in view",
    "role_noun": "the governor, the ministry: who or what the article calls so",
    "in_view": "a description that nobody was called by: the person most in view",
    "author": "her statement, the ministry's report, the report: whose text it is",
    "as_written": "a body, a group or an unnamed person, called what the text calls it",
    "before_quote": "quoted words without a cue: the person last mentioned before",
    "nobody": "nobody can be named",
}

MALE = frozenset(["he", "him", "his", "himself"])
FEMALE = frozenset(["she", "her", "hers", "herself"])
PLURAL = frozenset(["they", "them", "we", "us", "these", "those", "both", "many", "some", "others"])
IMPERSONAL = frozenset(["it", "which", "that", "this"])
FIRST_PERSON = frozenset(["i", "we", "me", "us", "you", "one"])
BODIES = ("government", "military", "organisation", "media")


@dataclass(frozen=True)
class Speaker:
    """A person or body on record; the columns of the speakers table."""

    speaker: str
    role: str | None
    affiliation: str | None
    side: str | None
    kind: str
    named: bool
    gender: str | None
    n_quotes: int
    n_words_direct: int
    n_words_indirect: int
    first_start: int
    mentions: tuple[tuple[int, int], ...]


@dataclass(eq=False)
class Entity:
    """Somebody or something that can speak, as far as the article has been read."""

    name: str
    kind: str
    named: bool
    role: str | None = None
    affiliation: str | None = None
    side: str | None = None
    genders: Counter = field(default_factory=Counter)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    paragraph: int = -99
    sentence: int = -99
    weight: float = 0.0

    @property
    def gender(self) -> str | None:
        return self.genders.most_common(1)[0][0] if self.genders else None

    def words(self) -> list[str]:
        return words_of(self.name)


def resolve(parsed: ParsedArticle, quotes: list[Quote]) -> tuple[list[Quote], list[Speaker]]:
    """Give each quote its speaker's name, and list the speakers in the order in which they first speak.

    Args:
        parsed: the parse in which the quotes were found.
        quotes: what `quotes.find_quotes` gave.

    Returns:
        The quotes with `speaker` filled in, null where nobody can be named, and `rule` with the way there added
        ("clause_after_cue/pronoun"); and the speakers.

    Limits:
        Gender comes from pronouns and titles in the article, never from first names. Somebody who is only ever
        described ("the leader of the country") and named elsewhere by another description stays two.
    """
    reader = _Reader(parsed, quotes)
    resolved = reader.read()
    return resolved, _speaker_rows(reader, resolved)


# --- reading from front to back -------------------------------------------------------------------------------------


class _Reader:
    """Holds who has been met so far, while the article is read."""

    def __init__(self, parsed: ParsedArticle, quotes: list[Quote]):
        self.parsed = parsed
        self.quotes = quotes
        self.doc = parsed.doc
        self.people: list[Entity] = []
        self.others: list[Entity] = []
        self.by_quote: dict[str, Entity] = {}
        self.last_speaker: Entity | None = None
        self.sentence_of = {t.i: n for n, s in enumerate(self.doc.sents) for t in s}
        self.spoken = covering([(q.start, q.end) for q in parsed.quoted])
        self.skipped = covering([(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"])
        self.names = self._find_names()

    def read(self) -> list[Quote]:
        by_mention: dict[int, list[Quote]] = {}
        for quote in self.quotes:
            if quote.mention_start is not None:
                by_mention.setdefault(quote.mention_start, []).append(quote)
        # A mention that serves several quotes is read once, where it stands.
        # Captions and credits tell full names; what stands there is not in view.
        events = [("name", *name) for name in self.names if name[0] not in by_mention and not self.skipped(name[0])]
        events += [("quote", start, found[0].mention_end) for start, found in by_mention.items()]
        events += [("newcomer", t.idx, t.idx + len(t)) for t in self._newcomers() if t.idx not in by_mention]
        events += [("body", e.start_char, e.end_char) for e in self._bodies() if e.start_char not in by_mention]
        events += [("pronoun", t.idx, t.idx + len(t)) for t in self._pronouns() if t.idx not in by_mention]
        answers: dict[int, tuple[Entity | None, str]] = {}
        for what, start, end in sorted(events, key=lambda e: e[1]):
            if what == "quote":
                answers[start] = self._speaker(start, end)
                self.last_speaker = answers[start][0] or self.last_speaker
            elif what == "name":
                self._meet(self._person(start, end), start, end)
            elif what == "pronoun":
                self._follow_pronoun(start, end)
            else:
                self._meet_other(start, end)
        return [self._with_speaker(q, answers) for q in self.quotes]

    def _with_speaker(self, quote: Quote, answers: dict[int, tuple[Entity | None, str]]) -> Quote:
        if quote.mention_start is None:
            entity, rule = self._before_quote(quote)
        else:
            entity, rule = answers[quote.mention_start]
        if entity is not None and not any(c.isalpha() for c in entity.name):
            entity, rule = None, "nobody"  # a mark or a picture is nobody
        if entity is not None:
            self.by_quote[quote.quote_id] = entity
        return replace(quote, speaker=entity.name if entity else None, rule=f"{quote.rule}/{rule}")

    # names

    def _find_names(self) -> list[tuple[int, int]]:
        """Spans of people's names, titles and possessive endings left off."""
        found = []
        for ent in self.doc.ents:
            dateline = self.skipped(ent.start_char) and ent.text.isupper()
            if ent.label_ == "PERSON" and not dateline and (span := name_span(ent)):
                found.append(span)
        taken = covering(found)
        for quote in self.quotes:
            if quote.mention_start is not None and not taken(quote.mention_start):
                span = self.doc.char_span(quote.mention_start, quote.mention_end, alignment_mode="expand")
                if span is not None and (name := missed_name(span)):
                    found.append(name)
        found = sorted(set(found) | set(self._bare_last_names(found)))
        full = [self.parsed.article.text[a:b] for a, b in found if len(words_of(self.parsed.article.text[a:b])) > 1]
        self._cluster(full)
        return found

    def _bare_last_names(self, names: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Last names of people named in full elsewhere, whatever the name recogniser took them for."""
        text = self.parsed.article.text
        last_names = {words[-1] for a, b in names if len(words := words_of(text[a:b])) > 1}
        taken = covering(names)
        for token in self.doc:
            if (
                token.pos_ == "PROPN"
                and token.text[0].isupper()
                and token.lower_ in last_names
                and not taken(token.idx)
            ):
                if token.dep_ != "compound":
                    yield token.idx, token.idx + len(token)

    def _cluster(self, names: list[str]) -> None:
        """One entity for each full name; the longest form met stands for it, a middle name or initial apart."""
        for name in names:
            words = words_of(name)
            same = next((p for p in self.people if same_person(p.words(), words)), None)
            if same is None:
                self.people.append(Entity(" ".join(name.split()), "person", True))

    def _person(self, start: int, end: int) -> Entity:
        """The person whom a name at this place means; a new one if nobody is called so."""
        name = self.parsed.article.text[start:end]
        words = words_of(name)
        known = [p for p in self.people if same_person(p.words(), words)]
        if not known and len(words) == 1:
            known = [p for p in self.people if p.words()[-1:] == words] or [
                p for p in self.people if words[0] in p.words()
            ]
        if not known:
            known = [Entity(" ".join(name.split()), "person", True)]
            self.people += known
        return max(known, key=lambda p: (p.paragraph, p.sentence)) if len(known) > 1 else known[0]

    def _meet(self, entity: Entity, start: int, end: int, weight: float | None = None) -> None:
        """Note that the article mentions an entity here, and how much it stands in view."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        head = span.root
        entity.mentions.append((start, end))
        if weight is None:
            weight = (
                1.0
                if head.dep_ in ("nsubj", "nsubjpass")
                else 0.6
                if head.dep_ in ("dobj", "attr", "appos", "conj")
                else 0.3
            )
            if self.spoken(start):
                weight = 0.0
        self._set_view(entity, head, weight)
        if entity.kind == "person":
            _learn_role(entity, span)

    def _set_view(self, entity: Entity, head: Token, weight: float) -> None:
        sentence = self.sentence_of[head.i]
        if sentence == entity.sentence:
            weight = max(weight, entity.weight)
        entity.paragraph, entity.sentence, entity.weight = self._paragraph(head.idx), sentence, weight

    def _paragraph(self, offset: int) -> int:
        return self.parsed.paragraph_at(offset).number

    def _newcomers(self) -> Iterator[Token]:
        """Subjects like "a girl": somebody without a name who may speak next."""
        for token in self.doc:
            article = next((c for c in token.children if c.dep_ == "det"), None)
            if token.dep_ == "nsubj" and article is not None and article.lower_ in ("a", "an"):
                if speaker_nouns().get(token.lower_) == "person" and not self.spoken(token.idx) and token.tag_ == "NN":
                    yield token

    def _bodies(self) -> Iterator[Span]:
        """Organisations that the article names."""
        for ent in self.doc.ents:
            if (
                ent.label_ == "ORG"
                and not self.spoken(ent.start_char)
                and not self.skipped(ent.start_char)
                and "\n" not in ent.text
                and ent[0].text[0].isupper()
            ):
                if not any(start <= ent.start_char < end for start, end in self.names):
                    yield ent

    def _meet_other(self, start: int, end: int) -> None:
        """Note a body, or somebody without a name, that stands in the text without speaking."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        head = span.root
        if head.ent_type_ == "ORG":
            text, kind = self.parsed.article.text[start:end], _kind(span, head, speaker_nouns().get(head.lower_))
            entity = self._other(text, kind, True)
        else:
            start, end = mention_span(head)
            entity = self._other(self.parsed.article.text[start:end], "unnamed person", False)
        entity.mentions.append((start, end))
        self._set_view(entity, head, 0.9 if head.dep_ in ("nsubj", "nsubjpass") else 0.4)

    # pronouns

    def _pronouns(self) -> Iterator[Token]:
        for token in self.doc:
            if token.lower_ in MALE | FEMALE and not self.spoken(token.idx):
                yield token

    def _follow_pronoun(self, start: int, end: int) -> None:
        token = self.doc.char_span(start, end)[0]
        entity = self._in_view(token, token.lower_)
        if entity is not None:
            entity.mentions.append((start, end))
            self._set_view(entity, token, 1.0 if token.dep_ == "nsubj" else 0.5)

    def _in_view(self, token: Token, pronoun: str | None) -> Entity | None:
        """The person most in view at a token: near, subject or speaker of what went before, of the pronoun's gender."""
        gender = "male" if pronoun in MALE else "female" if pronoun in FEMALE else None
        paragraph, sentence = self._paragraph(token.idx), self.sentence_of[token.i]
        best, best_score, second = None, -2.5, -9.0
        for entity in [*self.people, *(o for o in self.others if o.kind == "unnamed person")]:
            if gender and entity.gender and entity.gender != gender:
                continue
            score = entity.weight - 0.5 * (paragraph - entity.paragraph) - 0.15 * min(6, sentence - entity.sentence)
            if score > best_score:
                best, best_score, second = entity, score, best_score
            else:
                second = max(second, score)
        if best is not None and gender and best_score - second > 0.3:
            best.genders[gender] += 1
        return best

    # speakers

    def _speaker(self, start: int, end: int) -> tuple[Entity | None, str]:
        """Who is meant by the mention of a quote, and how that was found."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        head = span.root
        lower = head.lower_
        inside = [n for n in self.names if start <= n[0] < end and n[1] <= end + 2]
        if inside and (
            _name_leads(span, inside[-1]) or (head.pos_ == "PROPN" and inside[-1][0] <= head.idx < inside[-1][1])
        ):
            entity, rule = self._person(*inside[-1]), "name"
            self._meet(entity, *inside[-1], weight=1.3)
            return entity, rule
        if head.pos_ == "PRON" or lower in MALE | FEMALE | PLURAL | IMPERSONAL:
            return self._pronoun_speaker(head, start, end)
        appositive = self._apposed_name(span)
        if appositive:
            entity = self._person(*appositive)
            self._meet(entity, *appositive, weight=1.3)
            return entity, "name"
        body = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        if body is not None and head.pos_ != "PROPN":
            text = self.parsed.article.text[slice(*mention_span(body))]
            entity = self._other(text, _kind(span, head, speaker_nouns().get(head.lemma_.lower())), True)
            return self._speaks(entity, head, start, end), "name"
        return self._described(span, head, start, end)

    def _apposed_name(self, span: Span) -> tuple[int, int] | None:
        """The name between commas behind a mention: "the mayor of the town, Ann Hale, said"."""
        behind = self.doc[span.end : span.end + 12]
        if not behind or behind[0].text != ",":
            return None
        end = next((t.i for t in behind[1:] if t.text == "," or t.is_sent_start), behind.end)
        return next(
            (n for n in self.names if behind[0].idx < n[0] and n[1] == self.doc[end - 1].idx + len(self.doc[end - 1])),
            None,
        )

    def _pronoun_speaker(self, head: Token, start: int, end: int) -> tuple[Entity | None, str]:
        lower = head.lower_
        if lower in MALE | FEMALE:
            entity = self._in_view(head, lower)
        elif lower == "it":
            entity = self._body_in_view(head, BODIES)
        elif lower == "they":
            entity = (
                self._body_in_view(head, ("unnamed group",))
                or self._body_in_view(head, BODIES)
                or self._in_view(head, None)
            )
        elif lower in PLURAL - FIRST_PERSON:
            entity = self._other(self.parsed.article.text[start:end], "unnamed group", False)
            return self._speaks(entity, head, start, end), "as_written"
        else:
            entity = None
        return (self._speaks(entity, head, start, end), "pronoun") if entity else (None, "nobody")

    def _body_in_view(self, head: Token, kinds: tuple[str, ...]) -> Entity | None:
        """The body or group most in view, not further than two paragraphs back."""
        paragraph, sentence = self._paragraph(head.idx), self.sentence_of[head.i]
        near = [o for o in self.others if o.kind in kinds and paragraph - o.paragraph <= 2]
        return max(
            near, key=lambda o: o.weight - 0.5 * (paragraph - o.paragraph) - 0.3 * (sentence - o.sentence), default=None
        )

    def _described(self, span: Span, head: Token, start: int, end: int) -> tuple[Entity | None, str]:
        """A noun phrase: somebody known by this noun, the person in view, or a new body, group or unnamed person."""
        text = self.parsed.article.text[start:end]
        noun = head.lemma_.lower()
        kind = speaker_nouns().get(noun)
        plain = head.pos_ != "PROPN" and not _is_plural(head)
        definite = plain and span[0].lower_ in ("the", "that", "this", "his", "her", "their", "its")
        known, rule = None, "role_noun"
        if kind == "document" and head.pos_ != "PROPN":
            known, rule = self._author(span, head), "author"
        elif definite:
            known = self._known_by(noun, kind)
            if known is None and span[0].lower_ in ("the", "this", "that"):
                known, rule = self._described_in_view(span, head, kind), "in_view"
        elif (
            kind != "person" and span[0].lower_ in ("the", "these", "those") and len(span) == 2 and head.pos_ != "PROPN"
        ):
            known = self._known_by(head.lower_, kind)
        if known is not None:
            return self._speaks(known, head, start, end), rule
        named = head.pos_ == "PROPN" or head.ent_type_ != ""
        return self._speaks(self._other(text, _kind(span, head, kind), named), head, start, end), "as_written"

    def _author(self, span: Span, head: Token) -> Entity | None:
        """Whose text "her statement", "a report by the ministry" or "the report" is; None if the text does not say."""
        for child in head.children:
            if child.dep_ == "poss" and child.lower_ in MALE | FEMALE:
                return self._in_view(child, child.lower_)
            if child.dep_ == "poss" and child.lower_ in ("its", "their"):
                return self._body_in_view(head, BODIES)
            source = child if child.dep_ == "poss" else None
            if child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by"):
                source = next((c for c in child.children if c.dep_ == "pobj"), None)
            if source is not None:
                return self._speaker(*mention_span(source))[0]
        if span[0].lower_ in ("the", "that", "this") and self.last_speaker is not None:
            paragraph = self._paragraph(head.idx)
            return self.last_speaker if paragraph - self.last_speaker.paragraph <= 1 else None
        return None

    def _described_in_view(self, span: Span, head: Token, kind: str | None) -> Entity | None:
        """The person, or the body, most in view, for "the 26-year-old" or "the company"."""
        if self._describes_person(span, kind):
            person = self._in_view(head, None)
            return person if person is not None and self._paragraph(head.idx) - person.paragraph <= 2 else None
        if head.lemma_.lower() in generic_nouns() and len(span) == 2:
            return self._body_in_view(head, ("organisation",))
        return None

    def _describes_person(self, span: Span, kind: str | None) -> bool:
        aged = re.match(r"the \d+-year-old", span.text.lower())
        return bool(aged) or (kind == "person" and not any(t.dep_ == "prep" for t in span))

    def _known_by(self, noun: str, kind: str | None) -> Entity | None:
        """Whom or what the article has called by this noun before, the latest first; else later in the article."""
        if kind == "person":
            met = [p for p in self.people if p.role and noun in words_of(p.role)]
        else:
            met = [o for o in self.others if noun in o.words() and (len(o.words()) > 1 or o.named)]
        return max(met, key=lambda e: (e.paragraph, e.sentence), default=None)

    def _other(self, text: str, kind: str, named: bool) -> Entity:
        """A body, group or unnamed person by the words the text has for it; the same words are the same entity."""
        name = " ".join(text.split())
        if named or kind != "unnamed person":
            name = re.sub(r"^(the|that|this|these|those)\s+", "", name, flags=re.I)
        name = re.sub(r"['’]s?$", "", name)
        entity = next((o for o in self.others if o.name.lower() == name.lower()), None)
        if entity is None:
            entity = Entity(name, kind, named)
            for word in words_of(text):
                if gender := gender_words().get(word):
                    entity.genders[gender] += 1
            self.others.append(entity)
        return entity

    def _speaks(self, entity: Entity, head: Token, start: int, end: int) -> Entity:
        """Note that an entity speaks here."""
        entity.mentions.append((start, end))
        self._set_view(entity, head, 1.3)
        return entity

    def _before_quote(self, quote: Quote) -> tuple[Entity | None, str]:
        """For quoted words without a cue: the person last mentioned in this paragraph or the one before."""
        for number in (quote.paragraph, quote.paragraph - 1):
            if number < 0:
                break
            paragraph = self.parsed.paragraphs[number]
            near = [
                (start, entity)
                for entity in self.people
                for start, _ in entity.mentions
                if paragraph.start <= start < min(paragraph.end, quote.start) and not self.spoken(start)
            ]
            if near:
                return max(near, key=lambda n: n[0])[1], "before_quote"
        return None, "nobody"


def _name_leads(span: Span, name: tuple[int, int]) -> bool:
    """Is the phrase a name with a title or role before it ("city official Ann Hale"), not "Hale's lawyer"?"""
    return span.end_char - name[1] <= 2


def _is_plural(head: Token) -> bool:
    return head.tag_ in ("NNS", "NNPS")


def _kind(span: Span, head: Token, noun_kind: str | None) -> str:
    if noun_kind and noun_kind != "person":
        return noun_kind
    for word in span:
        if speaker_nouns().get(word.lower_, "person") != "person" and word.ent_type_ == "ORG":
            return speaker_nouns()[word.lower_]
    if head.ent_type_ == "GPE" or span.text.lower().removeprefix("the ") in sides():
        return "unnamed group" if _is_plural(head) and head.ent_type_ != "GPE" else "government"
    if head.ent_type_ == "ORG":
        return "organisation"
    if _is_plural(head) or head.ent_type_ == "NORP" or any(t.dep_ == "conj" for t in span):
        return "unnamed group"
    return "unnamed person" if head.pos_ != "PROPN" else "organisation"


def _learn_role(entity: Entity, span: Span) -> None:
    """Note gender, role, affiliation and side that the words around a name tell; the first role found stays."""
    for word in words_of(words_before(span)):
        if gender := gender_words().get(word):
            entity.genders[gender] += 3
    if not entity.role and (role := role_of(span)):
        entity.role, entity.affiliation, entity.side = role, affiliation_of(role), side_of(role)


# --- the table ------------------------------------------------------------------------------------------------------


def _speaker_rows(reader: _Reader, quotes: list[Quote]) -> list[Speaker]:
    spoken: dict[int, list[Quote]] = {}
    order: list[Entity] = []
    for quote in quotes:
        entity = reader.by_quote.get(quote.quote_id)
        if entity is None:
            continue
        if id(entity) not in spoken:
            order.append(entity)
        spoken.setdefault(id(entity), []).append(quote)
    return [_row(reader, entity, spoken[id(entity)]) for entity in order]


def _row(reader: _Reader, entity: Entity, quotes: list[Quote]) -> Speaker:
    direct = indirect = 0
    for quote in quotes:
        for token in reader.doc.char_span(quote.start, quote.end, alignment_mode="expand") or ():
            if any(c.isalnum() for c in token.text):
                inside = reader.spoken(token.idx)
                direct, indirect = direct + inside, indirect + (not inside)
    return Speaker(
        speaker=entity.name,
        role=entity.role,
        affiliation=entity.affiliation,
        side=entity.side or side_of(entity.name, entity.affiliation),
        kind=entity.kind,
        named=entity.named,
        gender=entity.gender,
        n_quotes=len(quotes),
        n_words_direct=direct,
        n_words_indirect=indirect,
        first_start=quotes[0].start,
        mentions=tuple(sorted(set(entity.mentions))),
    )
