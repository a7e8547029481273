"""Units: what a number counts."""

import pytest
from made_up_figures import figures_of

SCRAPED = [
    ("Around 5,000 people weredisplaced in the north.", (4750, 5250, "people", "displaced")),
    ("The fighting displaced 9,000 peoplebetween May and June.", (9000, 9000, "people", "displaced")),
    ("Nearly 500 newdisplacements have been recorded.", (475, 525, "displacements", "displaced")),
    ("The island has 40 islanders.", (40, 40, "islanders", "other")),
]


@pytest.mark.parametrize(("sentence", "expected"), SCRAPED)
def test_words_that_lost_their_spaces(sentence, expected):
    assert [(f.value_low, f.value_high, f.unit, f.event) for f in figures_of(sentence)] == [expected]
