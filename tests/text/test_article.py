"""Articles: put together from a text."""

import pytest
from helpers import check_spans
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_texts import PROSE

from onrecord.text.article import SourceError, count_words, make_article

PIECES = [
    "Title: ",
    "By Ada Penn",
    "# ",
    "\n",
    "\n\n",
    "\r\n",
    "WESTMERE — ",
    "Related stories",
    "Read more: x",
    "“",
    "”",
    "said",
    PROSE,
    " ",
]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_any_text_gives_an_article_or_an_error(text):
    try:
        article = make_article(text, "a test")
    except SourceError as problem:
        assert str(problem).startswith("a test: ")
    else:
        assert len(article.text) == len(text)
        assert article == make_article(text, "a test")
        check_spans(article)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("– “…” !", 0), ("The well-known mayor’s bridge", 4), ("“We don't,” she said.", 4), ("on 24 March", 3)],
)
def test_words_are_letters_and_digits_with_hyphens_and_apostrophes(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(("characters", "fits"), [(500_000, True), (500_001, False)])
def test_an_article_has_at_most_500_000_characters(characters, fits):
    text = "news " * (characters // 5) + "x" * (characters % 5)
    try:
        assert len(make_article(text, "a test").text) == characters and fits
    except SourceError as problem:
        assert "too many for one article" in str(problem) and not fits
