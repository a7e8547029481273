"""The discourse model: which entities an article has mentioned up to some place, where, and whom a pronoun there means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from onrecord.quotes.subjects import mention_span
from onrecord.rows import Quote
from onrecord.speakers._body_names import BodyNames
from onrecord.speakers._documents import authors
from onrecord.speakers._entities import VOTES_OF_TITLE, Entity, EntityIndex
from onrecord.speakers._kinds import BODIES, kind_of
from onrecord.speakers._names import find_names, gender_words, words_of
from onrecord.speakers._roles import Role, role_of, title_words
from onrecord.speakers._salience import CLEAR_MARGIN, QUOTED_WEIGHT, SPEAKER_WEIGHT, Salience, weight_of
from onrecord.text.overlaps import covering
from onrecord.text.parsing import ParsedArticle
from onrecord.words.lexicons import generic_nouns

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

GENDER = dict.fromkeys(("he", "him", "his", "himself"), "male")
GENDER |= dict.fromkeys(("she", "her", "hers", "herself"), "female")

# How many paragraphs back words may point that name nobody, and how far a text stays known as somebody's.
REACH_OF_DESCRIPTION = 2
REACH_OF_DOCUMENT = 8

# Bounds on time, which stays linear in sentences without an end: the clause around a pronoun is looked for so many words
# up the parse, and names in what its verb governs so many words behind the pronoun.
MOST_CLAUSES = 12
LONGEST_CLAUSE = 60


class Discourse:
    """An article with the entities that it mentions up to the place that is being read.

    Attributes:
        learning: true in the first reading, which notes genders, roles and authors; the second one only uses them.
        referents: numbers of tokens and whom they mean; the second reading knows what stands further on.
    """

    def __init__(self, parsed: ParsedArticle, quotes: list[Quote]):
        self.parsed = parsed
        self.doc = parsed.doc
        self.text = parsed.article.text
        self.bodies = BodyNames(parsed)
        self.entities = EntityIndex(self.bodies.full, self.bodies.called_by)
        self.names = self.bodies.without_bodies(self.span(*name) for name in find_names(parsed, quotes))
        self.author_of = authors(self.doc)
        self.in_quotation = covering([(q.start, q.end) for q in parsed.quoted])
        self.name_starts = [start for start, _ in self.names]
        self.sentence_of = np.cumsum(self.doc.to_array("SENT_START") == 1)
        self.referents: dict[int, Entity] = {}
        self.named_persons: dict[int, Entity] = {}
        self.learning = True
        full = [words for a, b in self.names if len(words := self.text[a:b].split()) > 1]
        for words in sorted(full, key=lambda words: len(words) > 2):  # last names go to full names, long to short ones
            self.entities.person(" ".join(words))
        self.restart()

    def restart(self) -> None:
        """Forget which entities are salient, for a reading from the start."""
        self.entities.reset_salience()
        self.people, self.others = Salience(), Salience()
        self.documents: dict[str, tuple[Entity, int]] = {}
        self.last_speaker: Entity | None = None

    def span(self, start: int, end: int) -> Span:
        """The tokens that a stretch of the text touches."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            raise ValueError(f"no tokens between {start} and {end}")
        return span

    def place(self, token: Token) -> tuple[int, int]:
        return self.parsed.paragraph_at(token.idx).number, int(self.sentence_of[token.i])

    def note_mention(self, entity: Entity, head: Token, weight: float) -> None:
        place = self.place(head)
        entity.first = min(entity.first, place[0])
        salience = self.people if entity.kind in ("person", "unnamed person") else self.others
        salience.note(entity, place, weight)
        self.referents[head.i] = entity

    def note_speaker(self, entity: Entity, head: Token, start: int, end: int) -> Entity:
        """Note that an entity speaks here."""
        entity.mentions.add((start, end))
        self.note_mention(entity, head, SPEAKER_WEIGHT)
        return entity

    # people by name

    def person(self, start: int, end: int) -> Entity:
        title = title_words(self.span(start, end))
        gender = next((gender_words()[w] for w in title if w in gender_words()), None)
        return self.entities.person(self.text[start:end], title, gender)

    def note_name(self, entity: Entity, start: int, end: int, weight: float | None = None) -> None:
        """Note that the article names a person here, how salient that makes them, and what it says of them."""
        span = self.span(start, end)
        entity.mentions.add((start, end))
        if weight is None:
            weight = QUOTED_WEIGHT if self.in_quotation(start) else weight_of(span.root)
        self.note_mention(entity, span.root, weight)
        for token in span:
            self.named_persons[token.i] = self.referents[token.i] = entity
        if self.learning:
            for word in title_words(span):
                if gender := gender_words().get(word):
                    entity.genders[gender] += VOTES_OF_TITLE
            if (role := role_of(span)) and not set(words_of(role.text or "")) & set(entity.words):
                self.entities.learn(entity, self._in_full(self._with_body(role, span)))

    def _with_body(self, role: Role, span: Span) -> Role:
        """A role with the body that "its spokeswoman" or "the group's leader" belongs to."""
        owner = re.match(r"(?:(its|their)|(\w+)['’]s) (.+)", role.text or "", re.IGNORECASE)
        if owner is None or not (owner[1] or owner[2].lower() in generic_nouns()):
            return role
        body = self.most_salient_other(span.root, BODIES)
        if body is None or not body.named:
            return Role(owner[3], None, role.side)
        return Role(owner[3], body.name, role.side or body.side)

    def _in_full(self, role: Role) -> Role:
        """A role with the fullest name of the body that it belongs to."""
        if role.affiliation is None or (full := self.bodies.full(role.affiliation)) == role.affiliation:
            return role
        return Role(role.text, full, full if role.side == role.affiliation else role.side)

    # pronouns

    def most_salient_other(
        self, head: Token, kinds: tuple[str, ...], without: Collection[Entity] = ()
    ) -> Entity | None:
        return self.others.most_salient(self.place(head), None, without, kinds, REACH_OF_DESCRIPTION)[0]

    def pronoun_means(self, token: Token, without: Collection[Entity]) -> Entity | None:
        """Whom "he" or "she" means; a clear answer tells the gender."""
        gender, subject = GENDER[token.lower_], self._subject_around(token)
        entity, margin = self.people.most_salient(self.place(token), gender, without, favoured=subject)
        tells = token.lower_ in ("he", "she") or entity is subject
        if entity is not None and margin > CLEAR_MARGIN and tells and self.learning:
            entity.genders[gender] += 1
        return entity

    def _subject_around(self, pronoun: Token) -> Entity | None:
        """The person who is the subject of the nearest clause around a pronoun; "who" is whom it stands for."""
        verb = pronoun
        for _ in range(MOST_CLAUSES):
            verb = verb.head
            subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < pronoun.i), None)
            if verb.dep_ in ("relcl", "acl") and (subject is None or subject.tag_ in ("WP", "WDT")):
                subject = verb.head
            if subject is not None and subject.i != pronoun.i:
                entity = self.referents.get(subject.i)
                if entity is not None and entity.kind in ("person", "unnamed person"):
                    return entity
            if verb.dep_ == "ROOT":
                return None
        return None

    def named_with(self, pronoun: Token) -> set[Entity]:
        """Whom a subject pronoun cannot mean: who is named in what its verb governs ("he told Hale that …")."""
        if pronoun.dep_ != "nsubj":
            return set()
        governed = [c for c in pronoun.head.children if c.dep_ in ("dobj", "dative", "ccomp", "xcomp", "prep", "agent")]
        return {
            self.named_persons[i]
            for child in governed
            for i in range(max(pronoun.i, child.left_edge.i), min(pronoun.i + LONGEST_CLAUSE, child.right_edge.i + 1))
            if i in self.named_persons and self.parsed.doc[i].dep_ != "poss"
        }

    def named_in(self, start: int, end: int, pronoun: int) -> set[Entity]:
        """Who is named between two offsets, in quotation marks or after the pronoun that stands for the speaker.

        Nobody calls himself by his name in his own words, and "he said Hale left" is not Hale's; "Hale left, he said"
        may be.
        """
        first, last = bisect_left(self.name_starts, start), bisect_left(self.name_starts, end)
        inside = [(a, b) for a, b in self.names[first:last] if a > pronoun or self.in_quotation(a)]
        return {self.entities.person(self.text[a:b]) for a, b in inside}

    # texts

    def note_author(self, noun: Token) -> None:
        """Note whose text a noun means, for "the report said" further on."""
        by = self.author_of[noun.i]
        author = self.referents.get(by.i)
        if author is None and by.pos_ == "NOUN":
            start, end = mention_span(by)
            author = self.entities.other(self.text[start:end], kind_of(self.span(start, end), by), False)
        if author is not None:
            self.documents[noun.lemma_.lower()] = (author, self.place(noun)[0])

    def author_of_document(self, noun: str, head: Token) -> Entity | None:
        """Whose text this noun meant latest, not too far back."""
        author, since = self.documents.get(noun, (None, 0))
        return author if author is not None and self.place(head)[0] - since <= REACH_OF_DOCUMENT else None
