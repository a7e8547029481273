"""The kind of a speaker: a case for each rule, which is the first that answers."""

import pytest
from resolving import parsed

from onrecord.quotes.subjects import mention_span
from onrecord.speakers._kinds import KIND_RULES, kind_of

CASES = [
    ("by_document_name", "The Third National Water Assessment said it was late.", "Assessment", "document"),
    ("by_outlet_name", "The Vell Report said it was late.", "Report", "media"),
    ("by_noun_for_body", "The ministry said it was late.", "ministry", "government"),
    ("by_noun_for_person", "A nurse said it was late.", "nurse", "unnamed person"),
    ("by_noun_for_person", "Two nurses said it was late.", "nurses", "unnamed group"),
    ("by_noun_in_name", "The University of Ottawa Northlight said it was late.", "Northlight", "organisation"),
    ("by_listed_organisation", "NATO said it was late.", "NATO", "organisation"),
    ("by_place", "Norway said it was late.", "Norway", "government"),
    ("by_place", "Norwegians said it was late.", "Norwegians", "unnamed group"),
    ("by_capitalised_person", "The Governor said it was late.", "Governor", "unnamed person"),
    ("by_recogniser", "Microsoft said it was late.", "Microsoft", "organisation"),
    ("by_number", "The sirens said it was late.", "sirens", "unnamed group"),
    ("by_capitals", "Northlight said it was late.", "Northlight", "organisation"),
    ("by_capitals", "The passer-by said it was late.", "passer", "unnamed person"),
]


@pytest.mark.parametrize(("rule", "text", "word", "kind"), CASES)
def test_each_rule_has_its_mentions(rule, text, word, kind):
    doc = parsed(text).tokens
    (head,) = [token for token in doc if token.text == word]
    span = doc.char_span(*mention_span(head), alignment_mode="expand")
    answers = [(each.__name__, answer) for each in KIND_RULES if (answer := each(span, head)) is not None]
    assert answers[0] == (rule, kind)
    assert kind_of(span, head) == kind


def test_every_rule_has_a_case():
    assert {rule for rule, *_ in CASES} == {rule.__name__ for rule in KIND_RULES}
