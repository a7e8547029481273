"""Who is in view: whom a pronoun, or a description that names nobody, points at where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from onrecord.speakers.entities import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

# How much a mention puts its entity in view. That subjects come before objects, and objects before the rest, is
# centering theory (Grosz, Joshi & Weinstein 1995); that speakers come before all is ours. The numbers were set by hand
# on marked news articles.
SPEAKER = 1.3
SUBJECT = 1.0
OBJECT = 0.6
ASIDE = 0.3
QUOTED = 0.0
WEIGHT_OF_RELATION = {"nsubj": SUBJECT, "nsubjpass": SUBJECT, "dobj": OBJECT, "attr": OBJECT, "conj": OBJECT}

# What is lost with each paragraph and each sentence since then, the sentences counted up to MOST_SENTENCES.
PER_PARAGRAPH = 0.5
PER_SENTENCE = 0.15
MOST_SENTENCES = 6

# What is lost for each pronoun or title that told the other gender, up to a limit, and gained if all told this one.
WRONG_GENDER = 0.7
MOST_WRONG = 3.0
RIGHT_GENDER = 0.45

# What the subject of the clause around a pronoun gains: "Hale said she …", "Hale lost her …".
SAME_CLAUSE = 0.6

# Below this nobody is in view; a pronoun tells gender only if the next best is so much behind.
LEAST = -2.5
CLEAR = 0.3

# So many entities are kept in view, so that time is linear in the text.
MOST_IN_VIEW = 40
REACH = 7


def weight_of(head: Token) -> float:
    """How much a mention with this head stands in view; what begins a sentence is its subject, whatever the parse."""
    if head.left_edge.is_sent_start:
        return SUBJECT
    if head.dep_ == "appos" and head.head.i != head.i:
        return weight_of(head.head)
    return WEIGHT_OF_RELATION.get(head.dep_, ASIDE)


class View:
    """The entities mentioned lately, the latest last."""

    def __init__(self):
        self.recent: dict[Entity, None] = {}

    def see(self, entity: Entity, place: tuple[int, int], weight: float) -> None:
        """Note a mention at a (paragraph, sentence); within one sentence the strongest counts."""
        if place == entity.place:
            weight = max(weight, entity.weight)
        entity.place, entity.weight = place, weight
        self.recent.pop(entity, None)
        self.recent[entity] = None
        if len(self.recent) > MOST_IN_VIEW:
            del self.recent[next(iter(self.recent))]

    def near(self, place: tuple[int, int], reach: int = REACH) -> Iterator[Entity]:
        """The entities mentioned not further back than so many paragraphs, the latest first."""
        for entity in reversed(self.recent):
            if place[0] - entity.place[0] <= reach:
                yield entity

    def best(
        self,
        place: tuple[int, int],
        gender: str | None = None,
        without: Collection[Entity] = (),
        kinds: Collection[str] | None = None,
        reach: int = REACH,
        favoured: Entity | None = None,
    ) -> tuple[Entity | None, float]:
        """The entity most in view, and how far the next is behind; (None, 0) if nobody is.

        Args:
            place: (paragraph, sentence) of the words that point.
            gender: what the pronoun tells, None for a description.
            without: whom the words cannot mean.
            kinds: the kinds of speaker it may be, None for any.
            reach: how many paragraphs back.
            favoured: who gains by the sentence: the subject around a pronoun, the last speaker for bare quoted words.
        """
        best, score, second = None, LEAST, LEAST
        for entity in self.near(place, reach):
            if entity in without or (kinds and entity.kind not in kinds):
                continue
            fit = _gender_fit(entity, gender) if gender else 0.0
            this = _in_view(entity, place) + fit + (SAME_CLAUSE if entity is favoured and fit >= 0 else 0.0)
            if this > score:
                best, score, second = entity, this, score
            else:
                second = max(second, this)
        return best, score - second


def _in_view(entity: Entity, place: tuple[int, int]) -> float:
    paragraphs, sentences = place[0] - entity.place[0], place[1] - entity.place[1]
    return entity.weight - PER_PARAGRAPH * paragraphs - PER_SENTENCE * min(MOST_SENTENCES, sentences)


def _gender_fit(entity: Entity, gender: str) -> float:
    same = entity.genders[gender]
    other = entity.genders.total() - same
    if other > same:
        return -min(MOST_WRONG, WRONG_GENDER * (other - same))
    return RIGHT_GENDER if same > other else 0.0
