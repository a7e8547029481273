"""Statements: the words of a clause about numbers."""

import pytest
import spacy
from spacy.tokens import Doc

from onrecord.figures._statements import subject_matter, tokens_below
from onrecord.text.tokens import Tokens


@pytest.mark.parametrize(("place", "unit"), [(79, "houses"), (80, None)])
def test_only_the_first_words_of_an_endless_clause_are_read(place, unit):
    words = ["x"] * place + ["houses"]
    doc = Doc(spacy.blank("en").vocab, words=words, lemmas=["x"] * place + ["house"], pos=["NOUN"] * len(words),
              heads=[0] * len(words), deps=["dep"] * len(words))  # fmt: skip
    assert subject_matter(tokens_below(Tokens(doc)[0])) == (None, unit)
