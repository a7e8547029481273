"""Figure rows: the place and the date of a figure."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.figures._figure_rows import _in_sentence
from onrecord.text.tokens import Span, Tokens


@pytest.mark.parametrize(("place", "is_near"), [(19, False), (20, True), (219, True), (220, False)])
def test_entities_of_an_endless_sentence_are_near(place, is_near):
    doc = Tokens(Doc(Vocab(), words=["x"] * 300, sent_starts=[True] + [False] * 299))
    entity = Span(doc, place, place + 1, "GPE")
    assert _in_sentence([entity], doc[120]) == ([entity] if is_near else [])


def test_entities_of_other_sentences_are_not_near():
    doc = Tokens(Doc(Vocab(), words=["x"] * 9, sent_starts=[i in (0, 3, 6) for i in range(9)]))
    entities = [Span(doc, i, i + 1, "GPE") for i in range(9)]
    assert [e.start for e in _in_sentence(entities, doc[4])] == [3, 4, 5]
