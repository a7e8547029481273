"""Lines: what steers a terminal or breaks a line becomes a space."""

import pytest

from onrecord.system.text_lines import first_line, one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain", "plain"),
        ("a\nb\r\tc\x1b[31m", "a b  c [31m"),
        ("two\u2028lines\u2029 \x85", "two lines   "),
        ("left\u202eright\u200bnone", "left right none"),
        ("half \ud83d pair", "half   pair"),
        ("Zoë – “no”\u00a0…", "Zoë – “no”\u00a0…"),
        (ValueError("no\nnumber"), "no number"),
        (None, "None"),
    ],
)
def test_one_line(text, line):
    assert one_line(text) == line


def test_a_longer_line_is_cut_in_half():
    assert one_line("x" * 8, 8) == "x" * 8
    assert one_line("x" * 9, 8) == "xxxx…"


@pytest.mark.parametrize(
    ("problem", "line"), [(ValueError("\n first\x07\nsecond"), "first "), (KeyError(), "KeyError"), ("text", "text")]
)
def test_first_line(problem, line):
    assert first_line(problem) == line
