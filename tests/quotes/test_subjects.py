"""Whose words a cue reports: a case for each rule, which is the first that decides."""

import pytest
from resolving import parsed

from onrecord.quotes.subjects import SUBJECT_RULES, subject_of

CASES = [
    ("by_agent", "The general was told by Hale that it was late.", "told", "Hale"),
    ("by_being_quoted", "The radio quoted Hale as saying it was late.", "saying", "Hale"),
    ("by_own_subject", "Hale said it was late.", "said", "Hale"),
    ("by_own_subject", "Hale, a nurse who said it was late, left.", "said", "Hale"),
    ("by_own_subject", "Hale was told that it was late.", "told", None),
    ("by_report_above", "Hale said 30 people were hurt and added that it was late.", "added", "Hale"),
    ("by_silent_subject", "The raid was condemned by Hale, and the storm claimed that it was late.", "claimed", None),
    ("by_being_asked", "Asked whether it was late, she nodded.", "Asked", None),
    ("by_modified_noun", "They read a letter saying that it was late.", "saying", "letter"),
]


def decisions(verb):
    return [(rule.__name__, decision.head) for rule in SUBJECT_RULES if (decision := rule(verb, verb)) is not None]


@pytest.mark.parametrize(("rule", "text", "cue", "subject"), CASES)
def test_each_rule_decides_its_sentences(rule, text, cue, subject):
    (verb,) = [token for token in parsed(text).tokens if token.text == cue]
    name, head = decisions(verb)[0]
    assert (name, head and head.text) == (rule, subject)
    assert subject_of(verb) == head


def test_a_name_beside_the_verb_speaks_where_the_parse_has_no_subject():
    doc = parsed("It was late, Hale said.").tokens
    verb = doc[5]
    assert (verb.text, verb.nbor(-1).text) == ("said", "Hale")
    verb.nbor(-1).dep_ = "dep"
    assert [(name, head.text) for name, head in decisions(verb)] == [("by_name_beside", "Hale")]
    assert subject_of(verb).text == "Hale"


def test_a_verb_shares_the_subject_of_the_verb_above_it():
    doc = parsed("Hale stopped and said that it was late.").tokens
    assert subject_of(doc[3]).text == "Hale"


def test_every_rule_has_a_case():
    assert {rule for rule, *_ in CASES} | {"by_name_beside"} == {rule.__name__ for rule in SUBJECT_RULES}
