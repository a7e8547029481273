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
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])

    def inside(offset: int) -> bool:
        place = bisect_right(merged, offset, key=lambda span: span[0]) - 1
        return place >= 0 and offset < merged[place][1]

    return inside
