"""Groups: whom a figure counts, and what of them is a part of a whole."""

import pytest
from made_up_figures import claims, figure, sentences

from onrecord.figures._groups import group_of, singular
from onrecord.figures.comparisons import compare

GROUPS = [
    ("12 people", set()),
    ("at least 12 confirmed deaths", set()),
    ("12 Finnish tourists", {"finnish", "tourist"}),
    ("12 women and children", {"woman", "child"}),
    ("12 other people", set()),
]


@pytest.mark.parametrize(("text", "words"), GROUPS)
def test_words_that_say_which_people(text, words):
    assert group_of(figure(0, 12, text=text), None).words == words


@pytest.mark.parametrize(("place", "spot"), [("Pellin", "Pellin"), ("Korvane", None), ("Peru", None), (None, None)])
def test_a_spot_is_a_place_within(place, spot):
    assert group_of(figure(0, 12, place=place, occurrence="flood, Korvane, 2021-04-13"), None).spot == spot


@pytest.mark.parametrize(
    ("noun", "one"),
    [("soldiers", "soldier"), ("women", "woman"), ("families", "family"), ("bus", "bus"), ("dead", "dead")],
)
def test_singular(noun, one):
    assert singular(noun) == one


PARTS = [
    ("The mayor said 40 people had died. The army said 12 soldiers had died.", ["subset"]),
    ("The mayor said 40 people had died. The army said 12 gunmen had died.", []),  # who attacked is no victim
    ("The mayor said 40 people had died. The army said 50 soldiers had died.", []),
    ("The mayor said 40 people had died. The army said 12 soldiers had been wounded.", []),
    ("The mayor said 40 nurses had died. The army said 12 soldiers had died.", []),  # parts are no rivals
    ("The mayor said 40 people had died, and 12 people had died in Gora.", []),
    ("The mayor said nine civilians had died. The army said nine militants had died.", ["conflict_character"]),
]


@pytest.mark.parametrize(("text", "relations"), PARTS)
def test_groups_are_parts_of_all(text, relations):
    assert [pair.relation for pair in compare(claims(text), text)] == relations


def test_a_bare_number_counts_those_before_it():
    text = "The mayor said 40 people were wounded. The army said eight rebels were killed and 21 wounded."
    assert compare(claims(text), text) == []


def test_a_part_stands_beside_the_count_of_its_own_claimant():
    rows = [
        figure(1, 40, "the mayor"),
        figure(2, 45, "the army"),
        figure(3, 12, "the army", text="12 soldiers", unit="soldiers"),
    ]
    subsets = [(p.a, p.b) for p in compare(rows, sentences(9)) if p.relation == "subset"]
    assert subsets == [("f2", "f3")]
