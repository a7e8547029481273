"""The parse: offsets, paragraphs, quotation marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.text.articles import Article
from onrecord.text.parse import ModelError, find_paragraphs, find_quoted, load_model, parse


def quoted(text):
    article = Article("a", text)
    return [text[q.start : q.end] for q in find_quoted(text, find_paragraphs(article))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" twice.', ['"no"']),
        ("“One,” she said. “Two.”", ["“One,”", "“Two.”"]),
        ("«Un», dit-elle.", ["«Un»"]),
        ("``Old wire,'' he said.", ["``Old wire,''"]),
        ("„Low“ marks", ["„Low“"]),
        ("'One,' she said. 'The villagers' one.'", ["'One,'", "'The villagers' one.'"]),
        ("It's the '90s, and the dogs' home isn't 'a jewel' any more.", ["'a jewel'"]),
        ("“It's 'a jewel',” he said.", ["“It's 'a jewel',”"]),
        ('It rained," he said.', ['It rained,"']),
        ('"It rained," he said. It was bad."', ['"It rained,"', 'It was bad."']),
        ("She wrote “a, “b” and went.", ["“a, “b”"]),  # opened twice, closed once
        ("It cost 5” of rain.", []),  # a closing mark alone
        ("No marks at all.", []),
        ("“Never closed\n\nNext paragraph.", ["“Never closed"]),
        ("“Opened here\n\n“and again,” he said.", ["“Opened here", "“and again,”"]),
    ],
)
def test_quotation_marks_are_paired_inside_a_paragraph(text, expected):
    assert quoted(text) == expected


def test_an_unclosed_span_says_so():
    text = "“Never closed\n\n“Closed.”"
    first, second = find_quoted(text, find_paragraphs(Article("a", text)))
    assert (first.closed, second.closed) == (False, True)


def test_boilerplate_and_headline_are_paragraphs_of_their_own_kind():
    text = "A dam breaks\n\nIt rained.\n\nShare this"
    article = Article("a", text, headline=(0, 12), boilerplate=((26, 36),))
    assert [(p.kind, text[p.start : p.end]) for p in find_paragraphs(article)] == [
        ("headline", "A dam breaks"),
        ("text", "It rained."),
        ("boilerplate", "Share this"),
    ]


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


def test_a_missing_model_is_named_with_what_to_do():
    with pytest.raises(ModelError, match=r"no_such_model.*spacy download no_such_model"):
        load_model("no_such_model")
