"""What a figure stands for, in the same words on pages, in charts and in the terminal."""

from time import process_time

import pytest

from onrecord.pages.citations import citation
from onrecord.pages.wording import LONGEST_TITLE, count, range_in_words, title_of

RANGES = [
    # low, high, what it stands for
    (380_000, 420_000, "380,000 to 420,000"),
    (40, 40, "40"),
    (40, None, "40 or more"),
    (None, 40, "up to 40"),
    (0, None, "0 or more"),
    (None, float("nan"), ""),
    (None, None, ""),
]


@pytest.mark.parametrize("low, high, words", RANGES)
def test_ranges_in_words(low, high, words):
    assert range_in_words({"value_low": low, "value_high": high}) == words


@pytest.mark.parametrize("n, words", [(0, "no quotes"), (1, "1 quote"), (2, "2 quotes"), (1_000, "1,000 quotes")])
def test_counts_in_words(n, words):
    assert count(n, "quote") == words


def test_an_article_without_a_title_is_cited_by_its_first_words():
    row = {"text": "gave way", "start": 9, "end": 17, "rule": "made-up"}
    article = {"title": None, "text": "The wall gave way. " * 9, "outlet": "Hill Gazette", "date": None}
    first = citation(article, row, "q1", "Said by Ana Ruiz").splitlines()[0]
    assert first.startswith("The wall gave way. The") and first.endswith(" … Hill Gazette.")


def test_the_title_of_a_long_text_is_read_off_its_first_words():
    words = "The river rose\u202e and\n\nfell. "
    start = process_time()
    titles = {title_of({"title": None, "text": words * 50_000}) for _ in range(20)}
    assert process_time() - start < 1, "it takes a tenth of that"
    assert titles == {title_of({"title": None, "text": words * 10})}
    assert all(title.endswith(" …") and len(title) <= LONGEST_TITLE for title in titles)
