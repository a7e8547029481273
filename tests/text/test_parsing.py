"""The parse: offsets and sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.text.article import Article
from onrecord.text.parsing import parse


def test_no_sentence_runs_over_a_paragraph_end_or_begins_inside_a_name():
    text = "A dam broke in the hills\n\nLudovika Marent, the mayor, said so."
    sentences = [s.text.strip() for s in parse(Article("a", text)).doc.sents]
    assert sentences == ["A dam broke in the hills", "Ludovika Marent, the mayor, said so."]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_token_offsets_are_offsets_into_the_article(text):
    parsed = parse(Article("a", text))
    assert len(parsed.doc.text) == len(text)
    for token in parsed.doc:
        assert parsed.doc.text[token.idx : token.idx + len(token)] == token.text


def n_sentences(text: str) -> int:
    return len(list(parse(Article("a", text)).doc.sents))


@pytest.mark.parametrize(("words", "cut"), [(199, False), (200, True)])
def test_a_sentence_is_cut_at_a_comma_after_200_tokens(words, cut):
    assert n_sentences("word " * words + ", and on") == 1 + cut


@pytest.mark.parametrize(("words", "cut"), [(401, False), (402, True)])
def test_a_sentence_without_commas_is_cut_after_400_tokens(words, cut):
    assert n_sentences("word " * words) == 1 + cut


@pytest.mark.parametrize(("marks", "spaces"), [(49, 0), (50, 1), (99, 1), (100, 2)])
def test_a_long_row_of_marks_gets_a_space_every_50(marks, spaces):
    assert parse(Article("a", "No" + "!" * marks)).doc.text.count(" ") == spaces


def test_no_word_is_too_long_for_the_tokenizer():
    """Its time grows with the square of a word's length: 12,000 underscores took 18 seconds."""
    text = f"The sign at the gate said {'_' * 3000} and {'a.b/' * 1000}."
    doc = parse(Article("a", text)).doc
    assert max(len(token) for token in doc) <= 1000
    assert sum(len(token) for token in doc if "_" in token.text) == 3000 - 3000 // 50
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_a_line_broken_inside_a_paragraph_is_whole_for_the_parser():
    line = "over the old bridge and along the quay to the market place x"
    text = "\n".join([line] * 5) + "\n\nIt rained."
    plain = parse(Article("a", text)).doc.text
    assert plain == " ".join([line] * 5) + "\n\nIt rained."


def test_paragraphs_at_offsets():
    text = "  One.\n\nTwo."
    parsed = parse(Article("a", text))
    assert [parsed.paragraph_at(offset).number for offset in (0, 2, 6, 7, 8, 11)] == [0, 0, 0, 0, 1, 1]
