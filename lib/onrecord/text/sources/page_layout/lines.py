"""Lines: the words of a page put together to lines, none of which reaches from one column into the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from onrecord.text.sources.page_layout.words import Style, Word

Value = TypeVar("Value", bound=Hashable)

# In sizes of the type.
SAME_BASE = 0.35  # words of one line stand at most so much higher or lower
WIDE = 3.0  # a gap that no justified line has between two words
NARROW = 0.65  # the narrowest gap between two columns
CORE = 0.5  # of a gap between columns must be white on other lines, too:
REACH = 7.0  # so far above and below,
WHITE_LINES = 4  # on so many of them,
EDGE_LINES = 8  # that begin where a column does
FEW = 0.1  # a share of characters
ALIGNED = 1.2  # and one of them must begin behind it


@dataclass(frozen=True)
class Line:
    """Words beside one another in one column.

    Attributes:
        row: number of the row that it stands in; other columns may have lines in the same one.
        base, style: those that most of its characters have.
        size: the largest that more than a few characters have.
    """

    words: tuple[Word, ...]
    row: int
    left: float
    right: float
    base: float
    size: float
    style: Style

    @property
    def text(self) -> str:
        """Its words, a space between them."""
        return " ".join(word.text for word in self.words)


def find_lines(words: Sequence[Word], edges: Collection[int] = ()) -> list[Line]:
    """Put words together to lines, from the top down, and in a row from left to right.

    Args:
        words: of one page, without raised marks and dropped capitals (see `letters`).
        edges: where columns of the document begin, as `column_edges` finds them; there, a gap needs no other line.

    Returns:
        Lines. A row is cut at a wide gap, and at a narrower one that is white on the lines above or below as well.
    """
    rows = _rows(words)
    bases = [row[0].base for row in rows]
    lines = []
    for number, row in enumerate(rows):
        start = 0
        for i, (a, b) in enumerate(pairwise(row), 1):
            at_edge = round(b.left) in edges and b.left - a.right >= NARROW * min(a.size, b.size)
            if at_edge or _parts(a, b, number, rows, bases):
                lines.append(line_of(row[start:i], number))
                start = i
        lines.append(line_of(row[start:], number))
    return lines


def column_edges(pages: Iterable[Sequence[Line]]) -> frozenset[int]:
    """Where many lines of a document begin behind others of their row, in points; they are columns on all its pages.

    Args:
        pages: the lines of each page.
    """
    edges: Counter[int] = Counter()
    for lines in pages:
        edges.update(round(b.left) for a, b in pairwise(lines) if a.row == b.row)
    return frozenset(edge for edge, times in edges.items() if times >= EDGE_LINES)


def line_of(words: Sequence[Word], row: int) -> Line:
    """The line of some words."""
    return Line(
        tuple(words),
        row,
        words[0].left,
        max(word.right for word in words),
        most(words, lambda word: word.base),
        _size(words),
        most(words, lambda word: word.style),
    )


def _size(words: Sequence[Word]) -> float:
    """The largest size that more than a few characters have: small capitals are set in a smaller one."""
    n_characters = sum(len(word.text) for word in words)
    sizes = sorted({word.size for word in words}, reverse=True)
    shares = ((size, sum(len(word.text) for word in words if word.size == size) / n_characters) for size in sizes)
    return next((size for size, share in shares if share >= FEW), sizes[-1])


def most(words: Iterable[Word], value: Callable[[Word], Value]) -> Value:
    """The value that words with most of the characters have."""
    characters: Counter[Value] = Counter()
    for word in words:
        characters[value(word)] += len(word.text)
    return characters.most_common(1)[0][0]


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand on about the same base, from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        if rows and word.base - rows[-1][0].base <= SAME_BASE * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _parts(a: Word, b: Word, number: int, rows: list[list[Word]], bases: list[float]) -> bool:
    """Whether two columns meet between two words of a row."""
    size = min(a.size, b.size)
    gap = b.left - a.right
    if gap < NARROW * size:
        return False
    if gap > WIDE * size:
        return True
    core, n_white, aligned = (a.right, b.left), 0, False
    above = range(number - 1, bisect_left(bases, bases[number] - REACH * size) - 1, -1)
    below = range(number + 1, bisect_right(bases, bases[number] + REACH * size))
    for direction in (above, below):
        for other in direction:
            white = _white(rows[other], core)
            if white[1] - white[0] < CORE * size:
                break
            core = white
            n_white += 1
            aligned = aligned or any(core[1] <= word.left <= core[1] + ALIGNED * size for word in rows[other])
    return aligned and n_white >= WHITE_LINES


def _white(row: list[Word], gap: tuple[float, float]) -> tuple[float, float]:
    """The widest part of a gap in which a row has no words."""
    left, right = gap
    inside = [word for word in row if word.right > left and word.left < right]
    edges = [left, *(edge for word in inside for edge in (word.left, word.right)), right]
    return max(zip(edges[::2], edges[1::2], strict=True), key=lambda part: part[1] - part[0])
