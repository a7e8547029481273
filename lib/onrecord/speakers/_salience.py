"""Salience: whom a pronoun, or a description that names nobody, most likely means where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from onrecord.speakers._entities import NEVER, VOTES_OF_TITLE, Entity
from onrecord.words import read_words

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# What a mention gives its entity, one of ROLES. That subjects come before objects, and objects before the rest, is centering
# theory (Grosz, Joshi & Weinstein 1995); that speakers come before all is ours.
QUOTED, OTHER, OBJECT, SUBJECT, SPEAKER = ROLES = range(5)
ROLE_OF_RELATION = {"nsubj": SUBJECT, "nsubjpass": SUBJECT, "dobj": OBJECT, "attr": OBJECT, "conj": OBJECT}

# Sentences since the last mention are counted up to here, and pronouns that told the other gender.
MOST_SENTENCES_COUNTED = 6
MOST_WRONG = 4

# An entity below this is not salient; a pronoun tells gender only if the next best is further behind than this.
LEAST_SALIENCE = -2.5
CLEAR_MARGIN = 0.25

# A bound on time: only so many entities are compared, those mentioned latest, so that time is linear in the text.
MOST_RECENT = 40


class Asked(NamedTuple):
    """What is known of whom some words mean.

    Attributes:
        place: (paragraph, sentence) of the words.
        gender: what the pronoun tells, None for a description.
        favoured: who gains by the sentence: the subject around a pronoun, the last speaker for bare quoted words.
    """

    place: tuple[int, int]
    gender: str | None = None
    favoured: Entity | None = None


@cache
def weights() -> dict[str, float]:
    """How much each feature counts (words/salience.csv), in the order of `features`."""
    return {row["feature"]: float(row["weight"]) for row in read_words("salience.csv")}


def role_of_mention(head: Token) -> int:
    """The role of a mention with this head; what begins a sentence is its subject, whatever the parse."""
    if head.left_edge.is_sent_start:
        return SUBJECT
    if head.dep_ == "appos" and head.head.i != head.i:
        return role_of_mention(head.head)
    return ROLE_OF_RELATION.get(head.dep_, OTHER)


class Salience:
    """The entities mentioned lately, the latest last, and how salient each is at some place."""

    def __init__(self) -> None:
        self.recent: dict[Entity, None] = {}

    def note(self, entity: Entity, place: tuple[int, int], role: int) -> None:
        """Note a mention at a (paragraph, sentence); within one sentence the strongest counts."""
        if place == entity.place:
            role = max(role, entity.place_role)
        else:
            if entity.place != NEVER:
                entity.carried = max(0.0, _kept(entity, place))
        entity.place, entity.place_role = place, role
        self.recent.pop(entity, None)
        self.recent[entity] = None
        if len(self.recent) > MOST_RECENT:
            del self.recent[next(iter(self.recent))]

    def most_salient(
        self,
        place: tuple[int, int],
        gender: str | None = None,
        without: Collection[Entity] = (),
        kinds: Collection[str] | None = None,
        reach: int | None = None,
        favoured: Entity | None = None,
    ) -> tuple[Entity | None, float]:
        """The most salient entity, and how far the next is behind; (None, 0) if none is salient.

        Args:
            place: (paragraph, sentence) of the words that point.
            gender: what the pronoun tells, None for a description.
            without: whom the words cannot mean.
            kinds: the kinds of speaker it may be, None for any.
            reach: how many paragraphs back at most, None for as far as anybody stays salient.
            favoured: who gains by the sentence: the subject around a pronoun, the last speaker for bare quoted words.
        """
        asked = Asked(place, gender, favoured)
        candidates = (
            entity
            for entity in reversed(self.recent)
            if (reach is None or place[0] - entity.place[0] <= reach)
            and entity not in without
            and (not kinds or entity.kind in kinds)
            and not contradicts(entity, gender)
        )
        best, score, second = None, LEAST_SALIENCE, LEAST_SALIENCE
        for entity, this in self.scored(candidates, asked):
            if this > score:
                best, score, second = entity, this, score
            else:
                second = max(second, this)
        return best, score - second

    def scored(self, entities: Iterable[Entity], asked: Asked) -> list[tuple[Entity, float]]:
        """How salient each of some entities is at a place."""
        by = weights().values()
        return [(entity, sum(map(mul, features(entity, asked), by))) for entity in entities]


def features(entity: Entity, asked: Asked) -> Sequence[float]:
    """What makes an entity salient at a place, in the order of words/salience.csv."""
    role, gender = entity.place_role, asked.gender
    same = entity.genders[gender] if gender else 0
    other = entity.genders.total() - same if gender else 0
    wrong = min(MOST_WRONG, max(0, other - same))
    return (
        role == SPEAKER,
        role == SUBJECT,
        role == OBJECT,
        role == OTHER,
        asked.place[0] - entity.place[0],
        min(MOST_SENTENCES_COUNTED, asked.place[1] - entity.place[1]),
        entity.carried,
        entity.kind == "unnamed person",
        entity.dependent,
        same > other,
        wrong,
        bool(gender and entity.pronoun and entity.pronoun != gender),
        entity is asked.favoured and not wrong,
    )


def _kept(entity: Entity, place: tuple[int, int]) -> float:
    """How much of an entity's salience is left at a later place."""
    by = weights()
    roles = (0.0, by["other"], by["object"], by["subject"], by["speaker"])
    sentences = min(MOST_SENTENCES_COUNTED, place[1] - entity.place[1])
    lost = by["paragraph"] * (place[0] - entity.place[0]) + by["sentence"] * sentences
    return max(roles[entity.place_role], entity.carried) + lost


def contradicts(entity: Entity, gender: str | None) -> bool:
    """Has the article told the other gender, by a title, by a noun or by many pronouns?"""
    if gender is None:
        return False
    same = entity.genders[gender]
    return entity.genders.total() - 2 * same >= VOTES_OF_TITLE
