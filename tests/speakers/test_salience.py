"""Salience: what a mention gives, what distance takes, and what gender and clause add, each from either side."""

import pytest
from resolving import parsed

from onrecord.speakers._entities import Entity
from onrecord.speakers._salience import (
    OBJECT_WEIGHT,
    OTHER_WEIGHT,
    QUOTED_WEIGHT,
    SPEAKER_WEIGHT,
    SUBJECT_WEIGHT,
    Salience,
    weight_of,
)

HERE = (20, 100)


def entity(name, weight, back=(0, 0), **genders):
    """Somebody mentioned with a weight, so many paragraphs and sentences back."""
    somebody = Entity(name, "person", True)
    somebody.genders.update(genders)
    somebody.place, somebody.weight = (HERE[0] - back[0], HERE[1] - back[1]), weight
    return somebody


def most_salient(*entities, **asked):
    """The name of the most salient of some people, the latest last; None if nobody is."""
    salience = Salience()
    salience.recent = dict.fromkeys(entities)
    best, _ = salience.most_salient(HERE, **asked)
    return best and best.name


@pytest.mark.parametrize(
    ("stronger", "weaker", "holds", "fails"),
    [
        (SPEAKER_WEIGHT, SUBJECT_WEIGHT, 1, 3),
        (SUBJECT_WEIGHT, OBJECT_WEIGHT, 2, 3),
        (OBJECT_WEIGHT, OTHER_WEIGHT, 1, 3),
        (OTHER_WEIGHT, QUOTED_WEIGHT, 1, 3),
    ],
)
def test_a_stronger_mention_outlasts_a_weaker_one_for_some_sentences(stronger, weaker, holds, fails):
    assert most_salient(entity("stronger", stronger, (0, holds)), entity("weaker", weaker)) == "stronger"
    assert most_salient(entity("stronger", stronger, (0, fails)), entity("weaker", weaker)) == "weaker"


@pytest.mark.parametrize(
    ("back", "loss"),
    [
        ((1, 0), 0.5),  # a paragraph
        ((0, 1), 0.15),  # a sentence
        ((0, 6), 0.9),  # six sentences
        ((0, 50), 0.9),  # and no more than six
    ],
)
def test_what_distance_takes(back, loss):
    assert most_salient(entity("far", 1.0, back), entity("near", 1.0 - loss - 0.02)) == "far"
    assert most_salient(entity("far", 1.0, back), entity("near", 1.0 - loss + 0.02)) == "near"


@pytest.mark.parametrize(
    ("genders", "gain"),
    [
        ({"female": 1}, 0.45),
        ({}, 0.0),
        ({"male": 1}, -0.7),
        ({"male": 2}, -1.4),
        ({"male": 9}, -3.0),  # the limit
        ({"male": 9, "female": 8}, -0.7),
    ],
)
def test_what_gender_adds_and_takes(genders, gain):
    known = entity("known", 1.0, **genders)
    assert most_salient(known, entity("other", 1.0 + gain - 0.02), gender="female") == "known"
    assert most_salient(known, entity("other", 1.0 + gain + 0.02), gender="female") == "other"


def test_what_the_clause_adds():
    favoured = entity("favoured", 0.3)
    assert most_salient(favoured, entity("other", 0.88), favoured=favoured) == "favoured"
    assert most_salient(favoured, entity("other", 0.92), favoured=favoured) == "other"


def test_the_clause_adds_nothing_to_the_wrong_gender():
    favoured = entity("favoured", 1.0, male=1)
    assert most_salient(favoured, entity("other", 0.32), gender="female", favoured=favoured) == "other"


@pytest.mark.parametrize(("weight", "name"), [(0.52, "far"), (0.48, None)])
def test_below_some_salience_nobody_is_meant(weight, name):
    assert most_salient(entity("far", weight, (6, 0))) == name


def test_the_margin_is_how_far_the_next_is_behind():
    salience = Salience()
    salience.recent = dict.fromkeys([entity("a", 1.0), entity("b", 0.6)])
    assert salience.most_salient(HERE)[1] == pytest.approx(0.4)
    assert Salience().most_salient(HERE) == (None, 0)


@pytest.mark.parametrize(("number", "name"), [(40, "p0"), (41, "p1")])
def test_only_forty_entities_are_compared(number, name):
    salience = Salience()
    for i in range(number):
        salience.note(entity(f"p{i}", 0.0), HERE, 1.0 if i < 2 else 0.0)
    salience.recent = dict(sorted(salience.recent.items(), key=lambda item: -int(item[0].name[1:])))
    assert salience.most_salient(HERE)[0].name == name


def test_who_cannot_be_meant_or_is_too_far_back_is_left_out():
    near, far = entity("near", 0.5), entity("far", 2.0, (2, 0))
    assert most_salient(near, far) == "far"
    assert most_salient(near, far, without=[far]) == "near"
    assert most_salient(near, far, reach=2) == "far"
    assert most_salient(near, far, reach=1) == "near"
    assert most_salient(near, far, kinds=["government"]) is None


@pytest.mark.parametrize(
    ("text", "word", "weight"),
    [
        ("Later on, Ada Brandt came.", "Brandt", SUBJECT_WEIGHT),
        ("Later on, they met Ada Brandt.", "Brandt", OBJECT_WEIGHT),
        ("Later on, they came with Ada Brandt.", "Brandt", OTHER_WEIGHT),
        ("With a boat came a nurse.", "With", SUBJECT_WEIGHT),  # the first of a sentence, whatever the parse
    ],
)
def test_the_weight_of_a_mention_comes_from_its_place_in_the_sentence(text, word, weight):
    (head,) = [token for token in parsed(text).doc if token.text == word]
    assert weight_of(head) == weight
