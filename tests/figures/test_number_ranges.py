"""Number ranges: each rule that keeps two numbers from being the ends of one, and a sentence beside it where it does not."""

import pytest

from onrecord.figures import _number_ranges as ranges
from onrecord.figures.numbers import find_numbers

# The rule, a text where it holds, a text beside it that is a range.
CASES = {
    "and_without_between": ("12 and 15 boats sank", "between 12 and 15 boats sank"),
    "from_one_state_to_another": ("the toll rose from 12 to 15 overnight", "from 12 to 15 boats sank overnight"),
    "change_to": ("prices rose 5 percent to 40 percent", "prices: 5 percent to 40 percent"),
    "step_to": ("the toll rose by 12 to 15", "the toll is told by 12 to 15 sites"),
    "falling": ("15 to 12 boats", "12 to 15 boats"),
    "too_far_apart": ("hull 3-4001 sank", "hull 3-2999 sank"),
}


def test_every_rule_has_a_case():
    assert set(CASES) == {rule.__name__ for rule in ranges.NO_RANGES}


@pytest.mark.parametrize("rule", ranges.NO_RANGES, ids=lambda rule: rule.__name__)
def test_what_keeps_two_numbers_apart(rule, monkeypatch):
    apart, together = CASES[rule.__name__]
    assert [phrase.approx for phrase in find_numbers(apart)] == ["exact", "exact"]
    assert [phrase.approx for phrase in find_numbers(together)] == ["range"]
    monkeypatch.setattr(ranges, "NO_RANGES", tuple(other for other in ranges.NO_RANGES if other is not rule))
    assert [phrase.approx for phrase in find_numbers(apart)] == ["range"], "no other rule keeps these apart"
