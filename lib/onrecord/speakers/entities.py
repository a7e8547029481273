"""The cast of an article: the people and bodies that it names or describes, and how to find them again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.speakers.names import full_titles, gender_words, words_of
from onrecord.speakers.roles import Role
from onrecord.speakers.sides import side_of, sides
from onrecord.words.lexicons import speaker_nouns

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

BODIES = ("government", "military", "organisation", "media")
NEVER = (-99, -99)
LATER = 10**9

# A description may mean somebody whom the article names so many paragraphs further on.
NAMED_SOON = 4

# Of the people who share a last name or an office, so many are compared: time stays linear in long lists of names.
MOST_NAMESAKES = 40
MOST_ROLES = 20

# A title or a noun tells gender for certain; pronouns are counted one by one.
VOTES_OF_TITLE = 5

# Offices that the text calls in more than one way: "the leader of Norway" may be its prime minister.
HEADS_OF_STATE = frozenset("leader president ruler premier chancellor king queen emperor dictator strongman".split())


@dataclass(eq=False)
class Entity:
    """Somebody or something that can speak, as far as the article has been read.

    `first` is the paragraph of the first mention, `place` the (paragraph, sentence) of the latest one and `weight` how much it
    stood in view there.
    """

    name: str
    kind: str
    named: bool
    words: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    genders: Counter = field(default_factory=Counter)
    mentions: set[tuple[int, int]] = field(default_factory=set)
    belongs_to: Entity | None = None
    first: int = LATER
    place: tuple[int, int] = NEVER
    weight: float = 0.0

    def __post_init__(self):
        self.words = words_of(self.name)

    @property
    def gender(self) -> str | None:
        """The gender that most of the pronouns and titles tell; None if none do, or as many the one as the other."""
        counts = self.genders
        return None if counts["male"] == counts["female"] else max(counts, key=counts.get)

    @property
    def role(self) -> str | None:
        """The first role that the article gives, or a later one that says the same and more."""
        texts = [r.text for r in self.roles if r.text]
        best = texts[0] if texts else None
        for text in texts[1:]:
            if set(words_of(best)) < set(words_of(text)):
                best = text
        return best

    @property
    def affiliation(self) -> str | None:
        """Whom a person speaks for, by the first role that tells."""
        if self.belongs_to is not None and self.kind == "person":
            return self.belongs_to.name
        return next((r.affiliation for r in self.roles if r.affiliation), None)

    @property
    def side(self) -> str | None:
        """The party or country that role or name tell, else that of whom they belong to, else the body itself."""
        if self.kind == "person":
            found = next((r.side for r in self.roles if r.side), None)
        else:
            found = side_of(self.name, seats=self.kind in ("government", "military"))
        if self.belongs_to is not None:
            return self.belongs_to.side or found
        return found or (self.name if self.named and self.kind in ("organisation", "media") else None)


class Cast:
    """Everybody met so far, by name, by noun and by initials."""

    def __init__(self):
        self.people: list[Entity] = []
        self.others: list[Entity] = []
        self._by_full_name: dict[tuple[str, ...], Entity] = {}
        self._by_last_name: dict[str, list[Entity]] = {}
        self._by_name_word: dict[str, list[Entity]] = {}
        self._by_role_word: dict[str, list[Entity]] = {}
        self._by_name: dict[str, Entity] = {}
        self._by_noun: dict[str, list[Entity]] = {}
        self._by_initials: dict[str, Entity] = {}
        self._by_short_name: dict[str, Entity] = {}

    # people

    def person(self, name: str, title: list[str] = (), ask_gender: str | None = None) -> Entity:
        """The person a name means; a new one if nobody is called so.

        Args:
            name: a full name, a last name or a first name.
            title: the words before the name, in lower case; of two with one last name they pick the right one.
            ask_gender: the gender that the title tells, if any.
        """
        words = words_of(name)
        key = (words[0], words[-1]) if len(words) > 1 else tuple(words)
        without_first = (words[1], words[-1]) if len(words) > 2 else key
        if known := self._by_full_name.get(key) or self._by_full_name.get(without_first):
            return known
        if len(words) == 1:
            known = self._by_last_name.get(words[0]) or self._by_name_word.get(words[0])
            if known:
                return _most_likely(known, title, ask_gender)
        entity = Entity(" ".join(name.split()), "person", True)
        self.people.append(entity)
        self._by_full_name[key] = entity
        if len(words) > 1:
            self._by_last_name.setdefault(words[-1], []).append(entity)
            for word in words[:-1]:
                self._by_name_word.setdefault(word, []).append(entity)
        return entity

    def learn(self, entity: Entity, role: Role) -> None:
        """Note a role that the text gives a person."""
        if role in entity.roles or len(entity.roles) >= MOST_ROLES:
            return
        entity.roles.append(role)
        for word in words_of(role.text or ""):
            word = full_titles().get(word, word)
            same = self._by_role_word.setdefault(word, [])
            if entity not in same[-MOST_NAMESAKES:]:
                same.append(entity)

    def by_role(self, noun: str, said: set[str], side: str | None, here: int) -> Entity | None:
        """Whom the article gives a role with this noun, the latest met first; soon after if only one.

        Args:
            noun: the noun of the description, in lower case.
            said: its other words of content; all must fit the role.
            side: the country that the description names.
            here: the number of the paragraph that describes.
        """
        fitting = [
            p
            for p in islice(reversed(self._by_role_word.get(noun, ())), MOST_NAMESAKES)
            if all(_fits(p, word) for word in said) or (side is not None and side == p.side)
        ]
        if not fitting and side is not None and noun in HEADS_OF_STATE:
            heads = {p: None for p in self._heads_of_state() if p.side == side}
            fitting = list(heads) if len(heads) == 1 else []
        met = [p for p in fitting if p.place != NEVER]
        if met:
            return max(met, key=lambda p: p.place)
        return fitting[0] if len(fitting) == 1 and fitting[0].first - here <= NAMED_SOON else None

    def heads_without_side(self) -> list[Entity]:
        """Presidents and other heads of state whose country the article has not told yet."""
        return [p for p in dict.fromkeys(self._heads_of_state()) if p.side is None]

    def _heads_of_state(self) -> Iterator[Entity]:
        for noun in sorted(HEADS_OF_STATE):
            yield from self._by_role_word.get(noun, ())[:MOST_NAMESAKES]

    # bodies, groups, people without a name

    def other(self, text: str, kind: str, named: bool) -> Entity:
        """A body, group or unnamed person by the words the text has for it; the same words are the same entity."""
        name = re.sub(r"['’]s?$", "", " ".join(text.split()))
        if named or kind != "unnamed person":
            name = re.sub(r"^(the|that|this|these|those)\s+", "", name, flags=re.IGNORECASE)
        letters = name.replace(".", "")
        short = letters if re.fullmatch(r"[A-Z]{2,6}", letters) else None
        entity = self._by_initials.get(short) if short and name.lower() not in sides() else None
        entity = entity or self._by_short_name.get(name.lower()) or self._by_name.get(name.lower())
        if entity is None:
            entity = Entity(name, kind, named and not kind.startswith("unnamed"))
            for word in words_of(text):
                if gender := gender_words().get(word):
                    entity.genders[gender] += VOTES_OF_TITLE
            self._add(entity)
        return entity

    def _add(self, entity: Entity) -> None:
        self.others.append(entity)
        self._by_name[entity.name.lower()] = entity
        initials = "".join(w[0] for w in re.findall(r"[\w'’-]+", entity.name) if w[0].isupper())
        if len(initials) > 1 and entity.kind in BODIES and initials != entity.name:
            self._by_initials.setdefault(initials, entity)
        short, of, _ = entity.name.partition(" of ")
        if of and entity.kind in BODIES and " " in short:
            self._by_short_name.setdefault(short.lower(), entity)
        for word in set(entity.words):
            self._by_noun.setdefault(word, []).append(entity)

    def by_noun(self, noun: str, said: set[str], kinds: tuple[str, ...]) -> Entity | None:
        """The body, group or unnamed person met latest that is called by this noun and by all these words."""
        same = islice(reversed(self._by_noun.get(noun, ())), MOST_NAMESAKES)
        met = [o for o in same if o.kind in kinds and o.place != NEVER and said <= set(o.words)]
        return max(met, key=lambda o: o.place, default=None)

    def link(self) -> None:
        """Note who belongs to a person: "Hale's office", "the Hale campaign", "Hale spokesman Tom Reed"."""
        for entity in [*self.people, *self.others]:
            if entity.kind == "person":
                owner = words_of(entity.affiliation or "")[-1:]
            else:
                owner = [] if entity.named else entity.words[:1]
            known = self._by_last_name.get(owner[0], ()) if owner else ()
            if len(known) == 1 and known[0] is not entity and known[0].belongs_to is None:
                entity.belongs_to = known[0]

    def forget_places(self) -> None:
        """Take everybody out of view, for a second reading."""
        for entity in [*self.people, *self.others]:
            entity.place, entity.weight = NEVER, 0.0
            entity.mentions.clear()


def _most_likely(known: list[Entity], title: list[str], gender: str | None) -> Entity:
    """Of people with one last name, the one whom the title fits, else the one met latest."""
    if len(known) == 1:
        return known[0]
    some = known[-MOST_NAMESAKES:]
    fitting = [p for p in some if gender is None or p.gender in (gender, None)] or some
    told = [p for p in fitting if set(title) & set(words_of(" ".join(r.text or "" for r in p.roles)))]
    if gender and not told:
        told = [p for p in fitting if p.gender == gender]
    return max(told or fitting, key=lambda p: p.place)


def _fits(person: Entity, word: str) -> bool:
    """Does a word of a description fit a person: part of a role, or a name of the side?"""
    if any(word == full_titles().get(w, w) for r in person.roles for w in words_of(r.text or "")):
        return True
    side = side_of(word.title())
    return side is not None and side == person.side


# --- kinds ------------------------------------------------------------------------------------------------------------


def noun_kind(head: Token) -> str | None:
    """What the noun at the head of a mention stands for by words/speaker_nouns.csv, None if it is not there."""
    nouns = speaker_nouns()
    two = f"{head.nbor(-1).lower_} {head.lower_}" if head.i else ""
    return nouns.get(two) or nouns.get(head.lower_) or nouns.get(head.lemma_.lower())


def kind_of(span: Span, head: Token) -> str:
    """The kind of speaker that a mention means that is no person's name."""
    kind = noun_kind(head)
    if kind == "document" and head.pos_ == "PROPN":
        return "media"  # a Report or Review with a name of its own is an outlet
    if kind and kind != "person":
        return kind
    if kind == "person" and head.pos_ != "PROPN":
        return "unnamed group" if head.tag_ == "NNS" else "unnamed person"
    for word in span:
        if word.ent_type_ == "ORG" and (inside := noun_kind(word)) and inside not in ("person", "document"):
            return inside
    plural = head.tag_ in ("NNS", "NNPS")
    if sides().get(span.text.lower().removeprefix("the "), ("", ""))[1] in ("party", "organisation") and not plural:
        return "organisation"
    if head.ent_type_ == "GPE" or span.text.lower().removeprefix("the ") in sides():
        return "unnamed group" if plural and head.ent_type_ != "GPE" else "government"
    if kind == "person" and not plural:
        return "unnamed person"
    if head.ent_type_ == "ORG":
        return "organisation"
    if plural or head.ent_type_ == "NORP" or any(t.dep_ == "conj" for t in span):
        return "unnamed group"
    return "unnamed person" if head.pos_ != "PROPN" else "organisation"
