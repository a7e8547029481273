"""Overlaps: spans that share characters, against what their definition gives."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.overlaps import covering, overlapping, touching


class Stretch(NamedTuple):
    start: int
    end: int


APART = [Stretch(2, 4), Stretch(4, 6), Stretch(9, 12)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, []),
        (0, 3, APART[:1]),
        (3, 5, APART[:2]),
        (4, 5, APART[1:2]),
        (6, 9, []),
        (5, 10, APART[1:]),
        (12, 20, []),
    ],
)
def test_overlapping(start, end, expected):
    assert overlapping(APART, start, end) == expected


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))), st.integers(-1, 21))
def test_covering(spans, offset):
    assert covering(spans)(offset) == any(start <= offset < end for start, end in spans)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))), st.tuples(st.integers(-1, 21), st.integers(-1, 21)))
def test_touching(spans, span):
    assert touching(spans)(span) == any(map(covering(spans), range(*span)))
