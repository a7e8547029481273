"""Claims: which of them are set against which."""

import pytest
from made_up_figures import figure

from onrecord.figures.claims import rivals_of


@pytest.mark.parametrize(("others", "meet"), [(50, True), (51, False)])
def test_a_claim_is_set_against_the_nearest_before_it(others, meet):
    group = [figure(0, 90, "the army"), *(figure(i, 61 + i, "the mayor") for i in range(1, others + 1))]
    assert ((group[0], group[-1]) in list(rivals_of(group))) == meet
