"""Relations: how near two numbers must be, and how large."""

import pytest
from made_up_figures import figure, sentences

from onrecord.figures.comparisons import compare

NUMBERS = [
    (400, 421, "agree_rounded"),  # within 5 %, one of them round
    (400, 422, "conflict_value"),
    (411, 421, "conflict_value"),  # near, but neither is round
    (40, 400, "conflict_value"),
    (40, 401, None),  # more than ten times as many: hardly the same thing
]


@pytest.mark.parametrize(("one", "other", "relation"), NUMBERS)
def test_how_far_two_numbers_may_be_apart(one, other, relation):
    found = compare([figure(1, one, "the mayor"), figure(2, other, "the army")], sentences(9))
    assert [pair.relation for pair in found] == ([relation] if relation else [])


@pytest.mark.parametrize(("number", "relations"), [(12, []), (13, ["agree"])])
def test_small_numbers_of_other_nouns_agree_by_chance(number, relations):
    rows = [figure(1, number, "the mayor"), figure(2, number, "the army", text=f"{number} residents", unit="residents")]
    assert [pair.relation for pair in compare(rows, sentences(9))] == relations
    same_noun = [figure(1, number, "the mayor"), figure(2, number, "the army")]
    assert [pair.relation for pair in compare(same_noun, sentences(9))] == ["agree"]
