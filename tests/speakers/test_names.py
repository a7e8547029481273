"""The span of a name."""

import pytest
from resolving import parsed

from onrecord.speakers._name_spans import name_span


@pytest.mark.parametrize(("words", "is_name"), [(1, True), (7, True), (8, False)])
def test_a_name_has_seven_words_at_most(words, is_name):
    doc = parsed("Ada " * words + "came.").tokens
    assert name_span(doc.span(0, words)) == ((0, 4 * words - 1) if is_name else None)
