"""Texts without words: nobody speaks, and nothing breaks."""

import pytest
from resolving import resolved


@pytest.mark.parametrize("text", ["\r", "", " \n\n ", "\u200b", "“", "“”", "Q:\n\nA:\n\nQ:", "—\n:\n“”"])
def test_a_text_without_words_has_no_speakers(text):
    assert resolved(text) == ([], [])
