"""Tokens say what spaCy says: of every token, of spans anywhere, and of the tokens of some characters."""

from itertools import product

import pytest
from resolving import parsed

from onrecord.text.tokens import tokens_in

TEXT = (
    "“The dam held, and it will hold,” Ann Hale of the Harbour Board said on Monday in Port Vell.\n\n"
    "She asked whether the 40 people, whom nobody had counted, would return, the mayor’s office and police said.  "
    "What did Hale, who never left, think they'd see?"
)
ALIKE = (
    *("i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "ent_iob_", "whitespace_"),
    *("is_space", "is_punct", "is_quote", "is_alpha", "is_title", "is_lower", "is_stop", "like_num"),
)
MANY = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")


@pytest.fixture(scope="module")
def both():
    article = parsed(TEXT)
    return article.tokens, article.doc


def numbers(tokens):
    return [token.i for token in tokens]


def test_every_token(both):
    tokens, doc = both
    assert len(tokens) == len(doc) and tokens.text == doc.text
    for ours, theirs in zip(tokens, doc, strict=True):
        assert [getattr(ours, name) for name in ALIKE] == [getattr(theirs, name) for name in ALIKE]
        assert ours.is_sent_start == bool(theirs.is_sent_start)
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(ours, name) is tokens[getattr(theirs, name).i]
        assert [numbers(getattr(ours, name)) for name in MANY] == [numbers(getattr(theirs, name)) for name in MANY]
        assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)


def test_every_span(both):
    tokens, doc = both
    for start, end in product(range(len(doc)), repeat=2):
        if start < end:
            ours, theirs = tokens.span(start, end), doc[start:end]
            assert numbers(ours) == numbers(theirs) and ours.text == theirs.text and ours.root.i == theirs.root.i
            assert (ours.start_char, ours.end_char) == (theirs.start_char, theirs.end_char)
    assert [(e.start, e.end, e.label_) for e in tokens.ents] == [(e.start, e.end, e.label_) for e in doc.ents] != []
    assert [s.text for s in tokens.sents] == [s.text for s in doc.sents]


@pytest.mark.parametrize("mode", ["strict", "contract", "expand"])
def test_tokens_of_characters(both, mode):
    tokens, doc = both
    for start, length in product(range(-1, len(TEXT) + 2), range(1, 12)):
        ours = tokens.char_span(start, start + length, alignment_mode=mode)
        theirs = doc.char_span(start, start + length, alignment_mode=mode)
        assert (ours and (ours.start, ours.end)) == (theirs and (theirs.start, theirs.end)) or len(theirs) == len(
            ours
        ) == 0


def test_neighbours(both):
    tokens, _ = both
    assert tokens[3].nbor() is tokens[4] and tokens[3].nbor(-2) is tokens[1]
    for token, steps in ((tokens[1], -2), (tokens[-1], 1)):
        with pytest.raises(IndexError):
            token.nbor(steps)


def test_a_span_ends_with_the_text(both):
    tokens, _ = both
    assert numbers(tokens.span(len(tokens) - 2, len(tokens) + 5)) == [len(tokens) - 2, len(tokens) - 1]
    assert tokens.span(5, 3) == tokens.span(5, 5) and tokens.span(2, 4) != tokens.span(2, 5)


def test_tokens_by_what_they_are():
    tokens = parsed("The mayor, the council and The Hague.").tokens
    assert tokens_in(tokens, ["the"]) == [0, 3, 6]
    assert tokens_in(tokens, ["the"], "ORTH") == [3]
    assert tokens_in(tokens, ["never"]) == []
