"""Values: how two numbers meet."""

import pytest
from made_up_figures import figures_of

from onrecord.figures._values import values_meet

MEETINGS = [
    ("12 people", "twelve people", "agree"),
    ("at least 77 people", "77 people", "agree"),
    ("dozens of people", "dozens of people", "agree"),
    ("about 30 people", "28 people", "agree_rounded"),
    ("dozens of people", "36 people", "agree_rounded"),
    ("more than 500 people", "540 people", "agree_rounded"),
    ("402,000 people", "400,000 people", "agree_rounded"),
    ("up to four people", "three or four people", "agree_rounded"),
    ("at least 60 people", "65 people", "compatible"),  # a bound that somebody counted
    ("between 40 and 90 people", "50 people", "compatible"),
    ("77 people", "80 people", None),  # people are counted one by one
    ("at least 80 people", "77 people", None),
    ("dozens of people", "900 people", None),
]


@pytest.mark.parametrize(("one", "other", "relation"), MEETINGS)
def test_values_meet(one, other, relation):
    a, b = figures_of(f"The flood killed {one}. The flood killed {other}.")
    for pair in ((a, b), (b, a)):
        meeting = values_meet(*pair)
        assert (meeting and meeting[0]) == relation
