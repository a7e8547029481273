"""Overlaps: which spans of a text share characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar


class Spanned(Protocol):
    """Anything that has a place in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)


def overlapping(spans: Sequence[S], start: int, end: int) -> Sequence[S]:
    """Those of some spans that share characters with a stretch of the text.

    Args:
        spans: anything with `start` and `end`, in the order of the text; no two of them overlap.
        start, end: offsets into the same text.
    """
    first = bisect_right(spans, start, key=lambda s: s.end)
    last = bisect_left(spans, end, key=lambda s: s.start)
    return spans[first:last]


def covering(spans: Iterable[tuple[int, int]]) -> Callable[[int], bool]:
    """A function that says whether an offset lies in one of these (start, end) spans."""
    starts, ends = _merged(spans)

    def inside(offset: int) -> bool:
        place = bisect_right(starts, offset) - 1
        return place >= 0 and offset < ends[place]

    return inside


def touching(spans: Iterable[tuple[int, int]]) -> Callable[[tuple[int, int]], bool]:
    """A function that says whether a (start, end) has a character in common with any of these spans."""
    starts, ends = _merged(spans)

    def touches(span: tuple[int, int]) -> bool:
        start, end = span
        place = bisect_left(starts, end) - 1
        return place >= 0 and start < min(end, ends[place])

    return touches


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Where the stretches of text begin and where they end that these spans cover; empty spans cover nothing."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        elif start < end:
            starts.append(start)
            ends.append(end)
    return starts, ends
