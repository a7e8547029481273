"""Entities: the people, bodies, groups and documents that an article names or describes, and an index to find them by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from onrecord.speakers._kinds import BODIES
from onrecord.speakers._names import full_titles, gender_words, name_words, particles_before, words_of
from onrecord.speakers._roles import Role
from onrecord.speakers._turn_names import in_small_letters, initials_of
from onrecord.speakers.sides import side_of
from onrecord.words.lexicons import word_class

NEVER = (-99, -99)
LATER = 10**9

# A description may mean somebody whom the article names so many paragraphs further on.
NAMED_SOON = 4

# Bounds on time: of the people who share a last name or an office, so many are compared, and a person has so many roles.
MOST_NAMESAKES = 40
MOST_ROLES = 20

# What stands behind the noun of a description, and whose it is: they tell no gender of whom it describes.
BEHIND_HEAD = re.compile(r",|\s(?:of|for|from|in|at|with|on|by|to|who|that|whose|which)\s", re.IGNORECASE)
OWNER = re.compile(r"(?<![\w-])[\w-]+(?:['’]s|s['’])\s")

# Somebody who is introduced as somebody's: "her husband", "the victim's mother", "a spokesman for the clinic".
DEPENDENT = re.compile(
    r"(?:his|her|their|its)\s|(?:[\w.-]+\s){0,3}?[\w.-]+(?:['’]s|s['’])\s|(?:[\w.-]+\s){0,3}?(?:\w+ )?spokes\w+",
    re.IGNORECASE,
)

# A title or a noun tells gender for certain; pronouns are counted one by one.
VOTES_OF_TITLE = 5


@dataclass(eq=False)
class Entity:
    """Somebody or something that can speak, as far as the article has been read.

    `first` is the paragraph of the first mention, `place` the (paragraph, sentence) of the latest one, `place_role` what
    it is there (see `_salience.ROLES`) and `carried` the salience left of earlier ones. `genders` counts what earlier
    readings told of the gender, `heard` what this one tells, and `pronoun` is the gender of the latest pronoun for it.
    `dependent` is true of whom the article introduces as somebody's ("her husband", "a spokesman for the clinic"),
    `says_they` of a person who uses "they", `together` of two people named with "and"; `deeds` are the verbs whose
    subject a person is.
    """

    name: str
    kind: str
    named: bool
    words: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    genders: Counter[str] = field(default_factory=Counter)
    heard: Counter[str] = field(default_factory=Counter)
    pronoun: str | None = None
    mentions: set[tuple[int, int]] = field(default_factory=set)
    belongs_to: Entity | None = None
    anonymity: str | None = None
    first: int = LATER
    place: tuple[int, int] = NEVER
    place_role: int = 0
    carried: float = 0.0
    dependent: bool = False
    says_they: bool = False
    together: bool = False
    age: int | None = None
    deeds: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.words = words_of(self.name)
        self.heard = self.genders  # the first reading uses at once what it is told

    def call_by_fuller(self, name: str) -> None:
        """Take over another form of the name where it holds all the words of this one and more, or is no headline's."""
        mine, others = set(words_of(self.name)), set(words_of(name))
        first, other = name_words(self.name)[0], name_words(name)[0]
        fuller = mine < others and first == other
        initial = len(first) == 1 < len(other) and first == other[0]
        if fuller or initial or (self.name.isupper() and not name.isupper()):
            self.name = " ".join(name.split())
            self.words = words_of(self.name)

    @property
    def gender(self) -> str | None:
        """The gender that most of the pronouns and titles tell; None if none do, or as many the one as the other."""
        male, female = self.genders["male"], self.genders["female"]
        return None if male == female else "male" if male > female else "female"

    @property
    def role(self) -> str | None:
        """The first role that the article gives, or a later one that says the same and more."""
        texts = [r.text for r in self.roles if r.text]
        if not texts:
            return None
        fullest = texts[0]
        for text in texts[1:]:
            if set(words_of(fullest)) < set(words_of(text)):
                fullest = text
        return fullest

    @property
    def affiliation(self) -> str | None:
        """Whom somebody speaks for, by the first role that tells, or who wrote a text."""
        if self.belongs_to is not None and self.kind in ("person", "document"):
            return self.belongs_to.name
        return next((r.affiliation for r in self.roles if r.affiliation), None)

    @property
    def side(self) -> str | None:
        """The party or country that role or name tell, else that of whom they belong to, else the body itself."""
        stated = next((r.side for r in self.roles if r.side), None)
        outside = self.kind.startswith("unnamed") and any(
            w.removesuffix("s") in word_class("outsider") for w in self.words
        )
        if self.kind != "person" and stated is None and not outside:
            stated = side_of(self.name, seats=self.kind in ("government", "military"))
        if self.belongs_to is not None:
            return self.belongs_to.side or stated
        return stated or (self.name if self.named and self.kind in ("organisation", "media") else None)


class EntityIndex:
    """The entities mentioned so far, by name and by noun.

    Args:
        full_name: the fullest name that the article has for a body (see `_body_names`); without it names stay as they are.
        called: the nouns that the article calls a body by, for its fullest name.
    """

    def __init__(
        self, full_name: Callable[[str], str] = str, called: Callable[[str], frozenset[str]] = lambda name: frozenset()
    ) -> None:
        self._full_name = full_name
        self._called = called
        self.people: dict[Entity, int] = {}  # with their numbers, in the order in which they came
        self.others: list[Entity] = []
        self._by_form: dict[tuple[str, str], set[Entity]] = {}
        self._by_full_name: dict[tuple[str, ...], Entity] = {}
        self._by_last_name: dict[str, list[Entity]] = {}
        self._by_name_word: dict[str, list[Entity]] = {}
        self._by_role_word: dict[str, list[Entity]] = {}
        self._by_name: dict[str, Entity] = {}
        self._by_noun: dict[str, list[Entity]] = {}

    # people

    def person(self, name: str, title: Sequence[str] = (), ask_gender: str | None = None) -> Entity:
        """The person a name means; a new one if nobody is called so.

        Args:
            name: a full name, a last name or a first name.
            title: the words before the name, in lower case; of two with one last name they pick the right one.
            ask_gender: the gender that the title tells, if any.
        """
        words = name_words(name)
        if len(words) == 1 or particles_before(words):
            if namesakes := self._namesakes(words):
                return _most_likely(namesakes, title, ask_gender)
        elif same := self._called_in_full(words):
            self._call_by_fuller(same, name)
            return same
        entity = Entity(in_small_letters(" ".join(name.split())) if len(words) > 1 else name, "person", True)
        self.people[entity] = len(self.people)
        self._note_forms(entity)
        self._by_full_name[(words[0], words[-1])] = entity
        if len(words) > 1:
            self._by_last_name.setdefault(words[-1], []).append(entity)
            for word in {part for whole in words[:-1] for part in (whole, *whole.split("-"))}:
                if word not in word_class("name_particle"):
                    self._by_name_word.setdefault(word, []).append(entity)
        return entity

    def _call_by_fuller(self, person: Entity, name: str) -> None:
        before = person.name
        person.call_by_fuller(name)
        if person.name != before:
            for form in _forms_of(before):
                self._by_form[form].discard(person)
            self._note_forms(person)

    def _note_forms(self, person: Entity) -> None:
        for form in _forms_of(person.name):
            self._by_form.setdefault(form, set()).add(person)

    def with_form(self, kind: str, form: str) -> set[Entity]:
        """The people whose name has a form: "last", "letters", "initials" or "outer initials"."""
        return self._by_form.get((kind, form), set())

    def _namesakes(self, words: tuple[str, ...]) -> list[Entity]:
        """Whom one word may name, or a last name with its particles: by last name, else by another of their names."""
        last = words[-1]
        if len(words) > 1:
            return [p for p in self._by_last_name.get(last, ()) if words[0] in name_words(p.name)]
        alone = self._by_full_name.get((last, last))
        return self._by_last_name.get(last) or self._by_name_word.get(last) or ([alone] if alone else [])

    def _called_in_full(self, words: tuple[str, ...]) -> Entity | None:
        """Who has this first and last name, a longer or a shorter form of both, or the first name's initial."""
        without_first = (words[1], words[-1]) if len(words) > 2 else (words[0], words[-1])
        same = self._by_full_name.get((words[0], words[-1])) or self._by_full_name.get(without_first)
        if same is not None:
            return same
        for person in self._by_name_word.get(words[0], ())[-MOST_NAMESAKES:]:
            other = name_words(person.name)
            if other[0] == words[0] and (set(words) <= set(other) or set(other) <= set(words)):
                return person
        by_initial = [p for p in self._by_last_name.get(words[-1], ()) if _shares_initial(words, name_words(p.name))]
        return by_initial[0] if len(by_initial) == 1 else None

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

    def by_role(self, noun: str, words: set[str], side: str | None, paragraph: int) -> Entity | None:
        """Whom the article gives a role with this noun, the latest mentioned first.

        One who is not mentioned yet only if there is no other and the name comes soon.

        Args:
            noun: the noun of the description, in lower case.
            words: its other words of content; all must fit the role.
            side: the country that the description names.
            paragraph: the number of the paragraph that describes.
        """
        fitting = [
            p
            for p in islice(reversed(self._by_role_word.get(noun, ())), MOST_NAMESAKES)
            if all(_fits(p, word) for word in words) or (side is not None and side == p.side)
        ]
        if not fitting and side is not None and noun in word_class("head_of_state"):
            heads = {p: None for p in self._heads_of_state() if p.side == side}
            fitting = list(heads) if len(heads) == 1 else []
        mentioned = [p for p in fitting if p.place != NEVER]
        if mentioned:
            return max(mentioned, key=lambda p: p.place)
        return fitting[0] if len(fitting) == 1 and fitting[0].first - paragraph <= NAMED_SOON else None

    def heads_without_side(self) -> list[Entity]:
        """Presidents and other heads of state whose country the article has not told yet."""
        return [p for p in dict.fromkeys(self._heads_of_state()) if p.side is None]

    def _heads_of_state(self) -> Iterator[Entity]:
        for noun in sorted(word_class("head_of_state")):
            yield from self._by_role_word.get(noun, ())[:MOST_NAMESAKES]

    # bodies, groups, people without a name

    def other(self, text: str, kind: str, named: bool, called: str | None = None) -> Entity:
        """A body, group or unnamed person by the words the text has for it; the same words are the same entity.

        Args:
            text: the words.
            kind: the kind of speaker.
            named: whether they are a name.
            called: those of the words by which it may be called again, None for all: "a woman" of "a woman from Vell".
        """
        name = re.sub(r"['’]s?$", "", " ".join(text.split()))
        if (named or kind != "unnamed person") and " " in (
            called or name
        ):  # "those" of "those at the gate" is no article
            name = re.sub(r"^(the|that|this|these|those)\s+", "", name, flags=re.IGNORECASE)
        if kind == "document" and not named:
            name = re.sub(r"^an?\s+", "", name, flags=re.IGNORECASE)
        if kind in BODIES:
            name = self._full_name(name)
        entity = self._by_name.get(name.lower())
        if entity is None:
            entity = Entity(name, kind, named and not kind.startswith("unnamed"))
            entity.dependent = DEPENDENT.match(text) is not None
            for word in words_of(OWNER.sub("", BEHIND_HEAD.split(text, maxsplit=1)[0])):
                if gender := gender_words().get(word):
                    entity.genders[gender] += VOTES_OF_TITLE
            entity.heard = entity.genders
            self._add(entity, words_of(called or text))
        elif name[:1].islower() and entity.name == name[:1].upper() + name[1:]:  # a capital that only began a sentence
            entity.name = name
        return entity

    def together(self, first: Entity, second: Entity) -> Entity:
        """Two people who are named together: one source, with the names of both."""
        both = self.other(f"{first.name} and {second.name}", "unnamed group", False)
        both.named = both.together = True
        return both

    def _add(self, entity: Entity, words: list[str]) -> None:
        self.others.append(entity)
        self._by_name[entity.name.lower()] = entity
        for word in {*words, *self._called(entity.name)}:
            self._by_noun.setdefault(word, []).append(entity)

    def by_noun(self, noun: str, words: set[str], kinds: tuple[str, ...]) -> Entity | None:
        """The body, group or unnamed person mentioned latest that is called by this noun and by all these words."""
        same = islice(reversed(self._by_noun.get(noun, ())), MOST_NAMESAKES)
        mentioned = [o for o in same if o.kind in kinds and o.place != NEVER and words <= set(o.words)]
        return max(mentioned, key=lambda o: o.place, default=None)

    def link(self) -> None:
        """Note who belongs to a person: "Hale's office", "the Hale campaign", "Hale spokesman Tom Reed"."""
        for entity in [*self.people, *self.others]:
            if entity.kind == "person":
                owner = list(name_words(entity.affiliation or ""))[-1:]
            else:
                owner = [] if entity.named else entity.words[:1]
            owners = self._by_last_name.get(owner[0], ()) if owner else ()
            if len(owners) == 1 and owners[0] is not entity and owners[0].belongs_to is None:
                entity.belongs_to = owners[0]

    def keep_genders(self) -> None:
        """What a reading told of genders counts in the next one, which counts anew."""
        for entity in [*self.people, *self.others]:
            if entity.heard:
                entity.genders, entity.heard = entity.heard, Counter()

    def reset_salience(self) -> None:
        """Forget where entities were mentioned, for the next reading; names, roles and genders stay."""
        for entity in [*self.people, *self.others]:
            entity.place, entity.place_role, entity.carried = NEVER, 0, 0.0
            entity.pronoun = None
            entity.mentions.clear()


def _forms_of(name: str) -> Iterator[tuple[str, str]]:
    """What labels of turns call a person by: a last name, the name as one word, initials, and the first and the last of these."""
    words, initials = words_of(name), initials_of(name)
    if len(words) > 1:
        yield "last", words[-1]
    yield "letters", re.sub(r"\W", "", name).lower()
    yield "initials", initials
    yield "outer initials", initials[:: max(1, len(words) - 1)]


def _shares_initial(words: Sequence[str], others: Sequence[str]) -> bool:
    """Is one first name the other's initial: "J. Hale" and "Jane Hale"?"""
    first, other = words[0], others[0]
    return first[0] == other[0] and len(first) != len(other) and 1 in (len(first), len(other))


def _most_likely(namesakes: list[Entity], title: Sequence[str], gender: str | None) -> Entity:
    """Of people with one last name, the one whom the title fits, else the one mentioned latest."""
    if len(namesakes) == 1:
        return namesakes[0]
    some = namesakes[-MOST_NAMESAKES:]
    fitting = [p for p in some if gender is None or p.gender in (gender, None)] or some
    titled = [p for p in fitting if set(title) & set(words_of(" ".join(r.text or "" for r in p.roles)))]
    if gender and not titled:
        titled = [p for p in fitting if p.gender == gender]
    return max(titled or fitting, key=lambda p: p.place)


def _fits(person: Entity, word: str) -> bool:
    """Does a word of a description fit a person: part of a role, or a name of the side?"""
    if any(word == full_titles().get(w, w) for r in person.roles for w in words_of(r.text or "")):
        return True
    side = side_of(word.title())
    return side is not None and side == person.side
