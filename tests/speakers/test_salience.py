"""Salience: what a mention gives, what distance takes, and what gender and clause add, each from either side."""

import pytest
from resolving import parsed

from onrecord.speakers._entities import Entity
from onrecord.speakers._salience import (
    OBJECT,
    OTHER,
    QUOTED,
    SPEAKER,
    SUBJECT,
    Asked,
    Salience,
    features,
    role_of_mention,
    weights,
)

HERE = (20, 100)


def entity(name, role=SUBJECT, back=(0, 0), **genders):
    """Somebody mentioned in a role, so many paragraphs and sentences back."""
    somebody = Entity(name, "person", True)
    somebody.genders.update(genders)
    somebody.place, somebody.place_role = (HERE[0] - back[0], HERE[1] - back[1]), role
    return somebody


def most_salient(*entities, **asked):
    """The name of the most salient of some people, the latest last; None if nobody is."""
    salience = Salience()
    salience.recent = dict.fromkeys(entities)
    best, _ = salience.most_salient(HERE, **asked)
    return best and best.name


def salience(somebody, gender=None, favoured=None):
    (((_, score),)) = Salience().scored([somebody], Asked(HERE, gender, favoured))
    return score


@pytest.mark.parametrize(
    ("stronger", "weaker", "holds", "fails"),
    [(SPEAKER, SUBJECT, 1, 4), (SUBJECT, OBJECT, 1, 4), (OBJECT, OTHER, 0, 1), (OTHER, QUOTED, 1, 4)],
)
def test_a_stronger_mention_outlasts_a_weaker_one_for_some_sentences(stronger, weaker, holds, fails):
    assert most_salient(entity("stronger", stronger, (0, holds)), entity("weaker", weaker)) == "stronger"
    assert most_salient(entity("stronger", stronger, (0, fails)), entity("weaker", weaker)) == "weaker"


def test_each_feature_has_a_weight():
    assert len(features(entity("a"), Asked(HERE))) == len(weights())


@pytest.mark.parametrize(
    ("back", "paragraphs", "sentences"),
    [((1, 0), 1, 0), ((0, 1), 0, 1), ((0, 6), 0, 6), ((0, 50), 0, 6)],  # no more than six sentences are counted
)
def test_what_distance_takes(back, paragraphs, sentences):
    lost = paragraphs * weights()["paragraph"] + sentences * weights()["sentence"]
    assert salience(entity("far", SUBJECT, back)) == pytest.approx(salience(entity("near")) + lost)


@pytest.mark.parametrize(
    ("genders", "right", "wrong"),
    [
        ({"female": 1}, 1, 0),
        ({"female": 4}, 1, 0),
        ({}, 0, 0),
        ({"male": 1}, 0, 1),
        ({"male": 2}, 0, 2),
        ({"male": 4}, 0, 4),
        ({"male": 9, "female": 5}, 0, 4),  # the limit
        ({"male": 9, "female": 8}, 0, 1),
    ],
)
def test_what_gender_adds_and_takes(genders, right, wrong):
    told = right * weights()["right_gender"] + wrong * weights()["wrong_gender"]
    assert salience(entity("known", **genders), "female") == pytest.approx(salience(entity("unknown")) + told)


def test_who_was_just_meant_by_the_other_pronoun_is_less_likely():
    just_she = entity("just she")
    just_she.pronoun = "female"
    assert salience(just_she, "male") < salience(just_she, "female") == salience(entity("nobody yet"), "female")


@pytest.mark.parametrize(("votes", "name"), [(4, "Ann"), (5, None)])
def test_nobody_is_meant_whose_gender_the_text_contradicts(votes, name):
    assert most_salient(entity("Ann", female=votes), gender="male") == name


def test_earlier_mentions_carry_on():
    told = Salience()
    often, once = Entity("often", "person", True), Entity("once", "person", True)
    told.note(often, (19, 99), SUBJECT)
    told.note(often, HERE, OBJECT)
    told.note(once, HERE, OBJECT)
    assert often.carried > 0 and salience(often) > salience(once)


def test_what_the_clause_adds():
    somebody = entity("somebody")
    assert salience(somebody, favoured=somebody) == pytest.approx(salience(somebody) + weights()["favoured"])


def test_the_clause_adds_nothing_to_the_wrong_gender():
    somebody = entity("somebody", male=1)
    assert salience(somebody, "female", favoured=somebody) == salience(somebody, "female")


@pytest.mark.parametrize(("paragraphs", "name"), [(6, "far"), (8, None)])
def test_below_some_salience_nobody_is_meant(paragraphs, name):
    assert most_salient(entity("far", SUBJECT, (paragraphs, 0))) == name


def test_the_margin_is_how_far_the_next_is_behind():
    some = Salience()
    some.recent = dict.fromkeys([entity("a", SUBJECT), entity("b", OBJECT)])
    assert some.most_salient(HERE)[1] == pytest.approx(weights()["subject"] - weights()["object"])
    assert Salience().most_salient(HERE) == (None, 0)


@pytest.mark.parametrize(("number", "name"), [(40, "p0"), (41, "p1")])
def test_only_forty_entities_are_compared(number, name):
    salience = Salience()
    for i in range(number):
        salience.note(entity(f"p{i}", QUOTED), HERE, SUBJECT if i < 2 else QUOTED)
    salience.recent = dict(sorted(salience.recent.items(), key=lambda item: -int(item[0].name[1:])))
    assert salience.most_salient(HERE)[0].name == name


def test_who_cannot_be_meant_or_is_too_far_back_is_left_out():
    near, far = entity("near", QUOTED), entity("far", SPEAKER, (2, 0))
    assert most_salient(near, far) == "far"
    assert most_salient(near, far, without=[far]) == "near"
    assert most_salient(near, far, reach=2) == "far"
    assert most_salient(near, far, reach=1) == "near"
    assert most_salient(near, far, kinds=["government"]) is None


@pytest.mark.parametrize(
    ("text", "word", "role"),
    [
        ("Later on, Ada Brandt came.", "Brandt", SUBJECT),
        ("Later on, they met Ada Brandt.", "Brandt", OBJECT),
        ("Later on, they came with Ada Brandt.", "Brandt", OTHER),
        ("With a boat came a nurse.", "With", SUBJECT),  # the first of a sentence, whatever the parse
    ],
)
def test_the_role_of_a_mention_comes_from_its_place_in_the_sentence(text, word, role):
    (head,) = [token for token in parsed(text).tokens if token.text == word]
    assert role_of_mention(head) == role
