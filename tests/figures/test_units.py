"""Units: what a number counts."""

import pytest
from made_up_figures import figures_of

from onrecord.figures import units
from onrecord.text import load_model
from onrecord.text.tokens import Tokens

SCRAPED = [
    ("Around 5,000 people weredisplaced in the north.", (4750, 5250, "people", "displaced")),
    ("The fighting displaced 9,000 peoplebetween May and June.", (9000, 9000, "people", "displaced")),
    ("Nearly 500 newdisplacements have been recorded.", (475, 525, "displacements", "displaced")),
    ("The island has 40 islanders.", (40, 40, "islanders", "other")),
]


@pytest.mark.parametrize(("sentence", "expected"), SCRAPED)
def test_words_that_lost_their_spaces(sentence, expected):
    assert [(f.value_low, f.value_high, f.unit, f.event) for f in figures_of(sentence)] == [expected]


# A rule for the noun of a number, a sentence where it finds one, and one where it finds none.
HEADS = [
    (units.glued_noun, "Around 50 peoplebetween the rivers fled.", "peoplebetween", "Around 50 people fled."),
    (units.modified_noun, "Some 300 local villagers fled.", "villagers", "The 12 wounded left."),
    (units.next_noun, "The 12 wounded left.", "wounded", "Only 12 of the injured survived."),
]


def test_every_rule_for_the_noun_has_a_case():
    assert tuple(rule for rule, *_ in HEADS) == units.HEAD_NOUNS


@pytest.mark.parametrize(("rule", "sentence", "noun", "other"), HEADS, ids=lambda case: getattr(case, "__name__", ""))
def test_rules_for_the_noun_of_a_number(rule, sentence, noun, other):
    def found(text):
        doc = Tokens(load_model()(text))
        number = next(token.i for token in doc if token.like_num)
        return rule(doc.span(number, number + 1))

    assert found(sentence).text == noun
    assert found(other) is None
