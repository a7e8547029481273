"""Checks: right answers are right, each kind of mistake has its hint, and no hint gives the answer away."""

from onrecord.classroom import check

BRIEF = "brief_2022-03-24"


def test_a_speaker_is_right_only_by_the_full_name():
    assert check.speaker(BRIEF, "402,000 people", "Ludmila Denisova").right
    assert "a role" in check.speaker(BRIEF, "402,000 people", "the ombudsman").hint
    assert not check.speaker(BRIEF, "402,000 people", "").answered
