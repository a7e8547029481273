"""The recognised entity around a token."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.text.entities import entity_around
from onrecord.text.tokens import Tokens

TAGS = ["B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "O", "B-GPE"]


@pytest.mark.parametrize(
    ("token", "span"), [(0, (0, 2)), (1, (0, 2)), (2, (2, 4)), (3, (2, 4)), (4, (4, 5)), (5, (5, 6))]
)
def test_an_entity_goes_from_its_first_token_to_its_last(token, span):
    doc = Tokens(Doc(Vocab(), words=["Ann", "Hale", "Harbour", "Board", "met", "Norway"], ents=TAGS))
    around = entity_around(doc[token])
    assert (around.start, around.end) == span
