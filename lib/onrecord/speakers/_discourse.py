"""The discourse model: which entities an article has mentioned up to some place, where, and whom a pronoun there means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.rows import Quote
from onrecord.speakers._body_names import BodyNames
from onrecord.speakers._documents import authors, titles
from onrecord.speakers._entities import LATER, VOTES_OF_TITLE, Entity, EntityIndex
from onrecord.speakers._introduced import introduced
from onrecord.speakers._kinds import BODIES
from onrecord.speakers._name_context import NameContext, read_context
from onrecord.speakers._names import find_names, name_words, particles_before, words_of
from onrecord.speakers._roles import Role
from onrecord.speakers._salience import CLEAR_MARGIN, QUOTED, SPEAKER, SUBJECT, Salience, contradicts, role_of_mention
from onrecord.text.overlaps import covering
from onrecord.text.parsing import ParsedArticle
from onrecord.words.lexicons import generic_nouns

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token

GENDER = dict.fromkeys(("he", "him", "his", "himself"), "male")
GENDER |= dict.fromkeys(("she", "her", "hers", "herself"), "female")

# A person of whom this is said is "they".
SINGULAR_THEY = re.compile(
    r"\bthey(?:/| and | or )them\b|\b(?:uses|prefers|pronoun is) [“\"‘']?they\b|\bnon-?binary\b", re.IGNORECASE
)

# How many paragraphs back words may point that name nobody.
REACH_OF_DESCRIPTION = 2

# Bounds on time, which stays linear in sentences without an end: a person has so many deeds, the clause around a pronoun is
# looked for so many words up the parse, and names in what its verb governs so many words behind the pronoun.
MOST_CLAUSES = 12
LONGEST_CLAUSE = 60
MOST_DEEDS = 40


class Text(NamedTuple):
    """A text that the article tells of: its noun, its families, its other words, whose it is, and itself if it has a title.

    `paragraph` is where the article tells of it.
    """

    noun: str
    families: frozenset[str]
    words: frozenset[str]
    author: Entity | None
    titled: Entity | None
    paragraph: int


class Discourse:
    """An article with the entities that it mentions up to the place that is being read.

    Attributes:
        learning: true in the readings that note genders, roles and authors; the last one only uses them.
        referents: numbers of tokens and whom they mean; later readings know what stands further on.
        descriptions: numbers of nouns, the words that describe somebody there, and of what kind these are.
        set_beside: numbers of nouns and who is named beside them: "a woman named Ann Hale".
    """

    def __init__(self, parsed: ParsedArticle, quotes: list[Quote]):
        self.parsed = parsed
        self.doc = parsed.tokens
        self.text = parsed.article.text
        self._spans: dict[tuple[int, int], Span] = {}
        self.bodies = BodyNames(parsed)
        self.entities = EntityIndex(self.bodies.full, self.bodies.called_by)
        self.introduced = {noun: (first, last) for noun, first, last in introduced(parsed)}
        names = find_names(parsed, quotes, list(self.introduced.values()))
        self.names = self.bodies.without_bodies(self.span(*name) for name in names)
        self.author_of = authors(self.doc)
        self.titles = titles(parsed)
        self.in_quotation = covering([(q.start, q.end) for q in parsed.quoted])
        self.name_starts = [start for start, _ in self.names]
        self.sentence_of = list(accumulate(int(token.is_sent_start) for token in self.doc))
        starts, numbers = [p.start for p in parsed.paragraphs], [p.number for p in parsed.paragraphs] or [0]
        paragraphs = np.maximum(0, np.searchsorted(starts, [token.idx for token in self.doc], "right") - 1)
        self._places = [(numbers[p], s) for p, s in zip(paragraphs.tolist(), self.sentence_of, strict=True)]
        self.they_sentences = {
            self.sentence_of[self.span(*match.span()).start] for match in SINGULAR_THEY.finditer(self.text)
        }
        self._contexts: dict[tuple[int, int], NameContext] = {}
        self.descriptions: dict[int, tuple[Span, str]] = {}
        self._subjects: dict[int, list[int]] = {}
        self.referents: dict[int, Entity] = {}
        self.set_beside: dict[int, Entity] = {}
        self.named_persons: dict[int, Entity] = {}
        self.learning = True
        full = [name for a, b in self.names if len(name_words(name := self.text[a:b])) > 1]
        # Last names go to full names, long names to short ones.
        for name in sorted(full, key=lambda name: (particles_before(name_words(name)), len(name_words(name)) > 2)):
            self.entities.person(name)
        self.restart()

    def restart(self) -> None:
        """Forget which entities are salient, for a reading from the start."""
        self.entities.reset_salience()
        self.people, self.others = Salience(), Salience()
        self.texts: list[Text] = []
        self.last_speaker: Entity | None = None

    def span(self, start: int, end: int) -> Span:
        """The tokens that a stretch of the text touches."""
        span = self._spans.get((start, end)) or self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            raise ValueError(f"no tokens between {start} and {end}")
        self._spans[start, end] = span
        return span

    def place(self, token: Token) -> tuple[int, int]:
        return self._places[token.i]

    def note_mention(self, entity: Entity, head: Token, role: int) -> None:
        place = self.place(head)
        entity.first = min(entity.first, place[0])
        salience = self.people if entity.kind in ("person", "unnamed person") else self.others
        salience.note(entity, place, role)
        self.referents[head.i] = entity
        if self.learning and head.dep_ == "nsubj" and len(entity.deeds) < MOST_DEEDS:
            entity.deeds.add(head.head.lemma_.lower())
            entity.deeds.update(c.lemma_.lower() for c in head.children if c.dep_ == "relcl")

    def note_speaker(self, entity: Entity, head: Token, start: int, end: int) -> Entity:
        """Note that an entity speaks here."""
        entity.mentions.add((start, end))
        self.note_mention(entity, head, SPEAKER)
        return entity

    # people by name

    def person(self, start: int, end: int) -> Entity:
        told = self.context(start, end)
        return self.entities.person(self.text[start:end], told.titles, told.gender)

    def context(self, start: int, end: int) -> NameContext:
        """What the words around a name tell."""
        if (start, end) not in self._contexts:
            self._contexts[start, end] = read_context(self.span(start, end), self.text)
        return self._contexts[start, end]

    def note_name(self, entity: Entity, start: int, end: int, role: int | None = None) -> None:
        """Note that the article names a person here, how salient that makes them, and what it says of them."""
        told = self.context(start, end)
        entity.mentions.add((start, end))
        if role is None:
            role = QUOTED if self.in_quotation(start) else told.grammatical_role
        if self.learning:
            entity.age = entity.age or told.age
            entity.says_they |= self.says_they(told.root)
        if self.learning and entity.first == LATER:
            entity.dependent = told.dependent
        self.note_mention(entity, told.root, role)
        if told.beside is not None:
            self.referents[told.beside.i] = self.set_beside[told.beside.i] = entity
        for number in range(told.span.start, told.span.end):
            self.named_persons[number] = self.referents[number] = entity
        if self.learning:
            if told.gender:
                entity.heard[told.gender] += VOTES_OF_TITLE
            if told.role and not set(words_of(told.role.text or "")) & set(entity.words):
                self.entities.learn(entity, self._in_full(self._with_body(told.role, told.root)))
        self._note_joint(entity, start, role)

    def says_they(self, token: Token) -> bool:
        """Does the sentence say that its subject uses "they": "Ann Hale, who uses they/them pronouns"?"""
        return self.sentence_of[token.i] in self.they_sentences and role_of_mention(token) == SUBJECT

    def _with_body(self, role: Role, head: Token) -> Role:
        """A role with the body that "its spokeswoman" or "the group's leader" belongs to."""
        owner = re.match(r"(?:(its|their)|(\w+)['’]s) (.+)", role.text or "", re.IGNORECASE)
        if owner is None or not (owner[1] or owner[2].lower() in generic_nouns()):
            return role
        body = self.most_salient_other(head, BODIES)
        if body is None or not body.named:
            return Role(owner[3], None, role.side)
        return Role(owner[3], body.name, role.side or body.side)

    def _in_full(self, role: Role) -> Role:
        """A role with the fullest name of the body that it belongs to."""
        if role.affiliation is None or (full := self.bodies.full(role.affiliation)) == role.affiliation:
            return role
        return Role(role.text, full, full if role.side == role.affiliation else role.side)

    def _note_joint(self, second: Entity, start: int, role: int) -> None:
        """Note two people named together, for "they" further on: "Ann Hale and Tom Reed came", at the second name."""
        number = bisect_left(self.name_starts, start)
        if not number or not self.are_joined(*self.names[number - 1 : number + 1]):
            return
        before = self.span(*self.names[number - 1])
        first = self.named_persons.get(before.start)
        if first is not None and first is not second and before.root.dep_ != "conj":
            both = self.entities.together(first, second)
            place = self.place(before.root)
            self.others.note(both, place, role_of_mention(before.root) if role != QUOTED else role)

    def are_joined(self, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """Does only "and" stand between two names, and is the second one the last?"""
        behind = self.text[second[1] : second[1] + 6]
        return self.text[first[1] : second[0]].strip() in ("and", "&") and not behind.startswith((" and ", " & "))

    # pronouns

    def they_mean(self, pronoun: Token, without: Collection[Entity]) -> Entity | None:
        """Whom "they" means: a group, two people named together or a body, or a person who uses it, the later one."""
        place = self.place(pronoun)
        body = self.others.most_salient(place, None, without, BODIES, REACH_OF_DESCRIPTION)[0]
        several = self.others.most_salient(place, None, without, ("unnamed group",), REACH_OF_DESCRIPTION)[0]
        if several is None or (body is not None and body.place > several.place):  # "it" is nearer for a body
            several = body
        one = self.people.most_salient(place, without=without)[0]
        if one is None or (several is not None and not (one.says_they and one.place >= several.place)):
            return several
        return one

    def most_salient_other(
        self, head: Token, kinds: tuple[str, ...], without: Collection[Entity] = ()
    ) -> Entity | None:
        return self.others.most_salient(self.place(head), None, without, kinds, REACH_OF_DESCRIPTION)[0]

    def pronoun_means(self, token: Token, without: Collection[Entity]) -> Entity | None:
        """Whom "he" or "she" means; a clear answer tells the gender."""
        gender, subject = GENDER[token.lower_], self._subject_around(token)
        without = {*without, *self._same_clause(token)}
        entity, margin = self.people.most_salient(self.place(token), gender, without, favoured=subject)
        if (
            subject is not None
            and subject not in without
            and not contradicts(subject, gender)
            and _owns_in_relative_clause(token)
        ):
            entity, margin = subject, 2 * CLEAR_MARGIN
        if entity is not None and margin > CLEAR_MARGIN and self.learning:
            entity.heard[gender] += 1
        if entity is not None:
            entity.pronoun = gender
        return entity

    def _subject_around(self, pronoun: Token) -> Entity | None:
        """The person who is the subject of the nearest clause around a pronoun; "who" is whom it stands for."""
        if pronoun.i not in self._subjects:
            self._subjects[pronoun.i] = list(_subjects_around(pronoun))
        entities = (self.referents.get(i) for i in self._subjects[pronoun.i])
        return next((e for e in entities if e is not None and e.kind in ("person", "unnamed person")), None)

    def _same_clause(self, pronoun: Token) -> set[Entity]:
        """Whom a pronoun cannot mean since its clause would say "himself": "Reed took him off", "his coach, Ann Hale"."""
        if pronoun.dep_ == "poss":
            owned = pronoun.head
            heads = [owned, *(c for c in owned.children if c.dep_ == "appos")]
        else:
            subject = None if pronoun.lower_.endswith("self") else _subject_beside(pronoun)
            heads = [] if subject is None else [subject]
        return {self.referents[head.i] for head in heads if head.i in self.referents}

    def named_with(self, pronoun: Token) -> set[Entity]:
        """Whom a subject pronoun cannot mean: who is named in what its verb governs ("he told Hale that …")."""
        if pronoun.dep_ != "nsubj":
            return set()
        governed = [c for c in pronoun.head.children if c.dep_ in ("dobj", "dative", "ccomp", "xcomp", "prep", "agent")]
        return {
            self.named_persons[i]
            for child in governed
            for i in range(max(pronoun.i, child.left_edge.i), min(pronoun.i + LONGEST_CLAUSE, child.right_edge.i + 1))
            if i in self.named_persons and self.parsed.tokens[i].dep_ != "poss"
        }

    def named_in(self, start: int, end: int, pronoun: int) -> set[Entity]:
        """Who is named between two offsets, in quotation marks or after the pronoun that stands for the speaker.

        Nobody calls himself by his name in his own words, and "he said Hale left" is not Hale's; "Hale left, he said"
        may be.
        """
        first, last = bisect_left(self.name_starts, start), bisect_left(self.name_starts, end)
        inside = [(a, b) for a, b in self.names[first:last] if a > pronoun or self.in_quotation(a)]
        return {self.entities.person(self.text[a:b]) for a, b in inside}


def _subject_beside(pronoun: Token) -> Token | None:
    """The subject of the verb whose object a pronoun is, or that governs it: "Reed told him", "Reed stood beside her".

    Where the verb has an object besides, the pronoun may well be the subject: "Reed brought a guard with him".
    """
    verb = pronoun.head
    if pronoun.dep_ == "pobj":
        verb = verb.head
        if any(c.dep_ in ("dobj", "dative") for c in verb.children):
            return None
    elif pronoun.dep_ not in ("dobj", "dative"):
        return None
    for _ in range(MOST_CLAUSES):
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None or verb.dep_ != "conj":
            return subject
        verb = verb.head
    return None


def _owns_in_relative_clause(pronoun: Token) -> bool:
    """ "Hale, who lost his house": what somebody has, in a clause about somebody, is nearly always his."""
    if pronoun.dep_ != "poss":
        return False
    verb = pronoun.head
    for _ in range(MOST_CLAUSES):
        if verb.dep_ in ("relcl", "ROOT") or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
            break
        verb = verb.head
    return verb.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.tag_ == "WP" for c in verb.children)


def _subjects_around(pronoun: Token) -> Iterator[int]:
    """The numbers of the subjects of the clauses around a pronoun, the nearest first; for "who", of whom it stands for."""
    verb = pronoun
    for _ in range(MOST_CLAUSES):
        verb = verb.head
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < pronoun.i), None)
        if verb.dep_ in ("relcl", "acl") and (subject is None or subject.tag_ in ("WP", "WDT")):
            subject = verb.head
        if subject is not None and subject.i != pronoun.i:
            yield subject.i
        if verb.dep_ == "ROOT":
            return
