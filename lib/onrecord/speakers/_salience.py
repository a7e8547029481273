"""Salience: whom a pronoun, or a description that names nobody, most likely means where it stands."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from onrecord.speakers._entities import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

# The salience that a mention gives its entity. That subjects come before objects, and objects before the rest, is
# centering theory (Grosz, Joshi & Weinstein 1995); that speakers come before all is ours. The numbers were set by hand
# on marked news articles.
SPEAKER_WEIGHT = 1.3
SUBJECT_WEIGHT = 1.0
OBJECT_WEIGHT = 0.6
OTHER_WEIGHT = 0.3
QUOTED_WEIGHT = 0.0
WEIGHT_OF_RELATION = {
    "nsubj": SUBJECT_WEIGHT,
    "nsubjpass": SUBJECT_WEIGHT,
    "dobj": OBJECT_WEIGHT,
    "attr": OBJECT_WEIGHT,
    "conj": OBJECT_WEIGHT,
}

# What is lost with each paragraph and each sentence since then, the sentences counted up to MOST_SENTENCES_COUNTED.
PER_PARAGRAPH = 0.5
PER_SENTENCE = 0.15
MOST_SENTENCES_COUNTED = 6

# What is lost for each pronoun or title that told the other gender, up to a limit, and gained if all told this one.
WRONG_GENDER = 0.7
MOST_WRONG = 3.0
RIGHT_GENDER = 0.45

# What the subject of the clause around a pronoun gains: "Hale said she …", "Hale lost her …".
SAME_CLAUSE = 0.6

# An entity below this is not salient; a pronoun tells gender only if the next best is further behind than this.
LEAST_SALIENCE = -2.5
CLEAR_MARGIN = 0.3

# A bound on time: only so many entities are compared, those mentioned latest, so that time is linear in the text.
MOST_RECENT = 40


def weight_of(head: Token) -> float:
    """The salience that a mention with this head gives; what begins a sentence is its subject, whatever the parse."""
    if head.left_edge.is_sent_start:
        return SUBJECT_WEIGHT
    if head.dep_ == "appos" and head.head.i != head.i:
        return weight_of(head.head)
    return WEIGHT_OF_RELATION.get(head.dep_, OTHER_WEIGHT)


class Salience:
    """The entities mentioned lately, the latest last, and how salient each is at some place."""

    def __init__(self) -> None:
        self.recent: dict[Entity, None] = {}

    def note(self, entity: Entity, place: tuple[int, int], weight: float) -> None:
        """Note a mention at a (paragraph, sentence); within one sentence the strongest counts."""
        if place == entity.place:
            weight = max(weight, entity.weight)
        entity.place, entity.weight = place, weight
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
        best, score, second = None, LEAST_SALIENCE, LEAST_SALIENCE
        for entity in reversed(self.recent):
            if reach is not None and place[0] - entity.place[0] > reach:
                continue
            if entity in without or (kinds and entity.kind not in kinds):
                continue
            fit = _gender_fit(entity, gender) if gender else 0.0
            this = _salience_of(entity, place) + fit + (SAME_CLAUSE if entity is favoured and fit >= 0 else 0.0)
            if this > score:
                best, score, second = entity, this, score
            else:
                second = max(second, this)
        return best, score - second


def _salience_of(entity: Entity, place: tuple[int, int]) -> float:
    paragraphs, sentences = place[0] - entity.place[0], place[1] - entity.place[1]
    return entity.weight - PER_PARAGRAPH * paragraphs - PER_SENTENCE * min(MOST_SENTENCES_COUNTED, sentences)


def _gender_fit(entity: Entity, gender: str) -> float:
    same = entity.genders[gender]
    other = entity.genders.total() - same
    if other > same:
        return -min(MOST_WRONG, WRONG_GENDER * (other - same))
    return RIGHT_GENDER if same > other else 0.0
