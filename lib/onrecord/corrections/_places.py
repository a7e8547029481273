"""Places: where the words of a line stand in an article, and which row is about them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from onrecord.corrections.lines import Line
from onrecord.text.overlaps import Spanned
from onrecord.text.plain_characters import PLAIN_CHARACTERS

BESIDE = 40  # characters of the text on either side of a row's words that the sheet shows
LEAST_SHARED = 0.5  # of the characters of two spans, for them to be one row as two versions of the library find it
OPEN, CLOSE = "[", "]"  # around the words of a row in its context
_SPACE = re.compile(r"\s+")

S = TypeVar("S", bound=Spanned)
Span = tuple[int, int]


class NoPlace(Exception):
    """Why the words of a line have no one place in an article."""


def plain(text: str) -> str:
    """Text as it is compared: plain marks, one space for any white space, none at the ends."""
    return _SPACE.sub(" ", text.translate(PLAIN_CHARACTERS)).strip()


def context_of(text: str, start: int, end: int) -> str:
    """Words of an article with what stands beside them, the words between brackets, in one line."""
    before, after = text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
    return _SPACE.sub(" ", f"{before}{OPEN}{text[start:end]}{CLOSE}{after}").strip()


class _Context(NamedTuple):
    """What stands on either side of some words."""

    before: str
    words: str
    after: str


class Words:
    """The words of an article, in which those of lines are looked for.

    Args:
        text: of the article.
    """

    def __init__(self, text: str) -> None:
        marked = text.translate(PLAIN_CHARACTERS)
        pieces, self._offsets, done = [], list[int](), 0
        for space in _SPACE.finditer(marked):
            pieces += [marked[done : space.start()], " "]
            self._offsets += [*range(done, space.start()), space.start()]
            done = space.end()
        self._plain = "".join([*pieces, marked[done:]])
        self._offsets += range(done, len(marked) + 1)

    def find(self, words: str) -> list[Span]:
        """The places of words, as (start, end) in the article's text, in its order; white space and kinds of marks aside."""
        words, places, at = plain(words), [], -1
        while words and (at := self._plain.find(words, at + 1)) >= 0:
            places.append((self._offsets[at], self._offsets[at + len(words) - 1] + 1))
        return places

    def beside(self, place: Span, context: _Context) -> int:
        """How many characters beside a place are those of a context."""
        before, after = (
            plain(self._text(place[0] - 2 * BESIDE, place[0])),
            plain(self._text(place[1], place[1] + 2 * BESIDE)),
        )
        return _shared(before[::-1], context.before[::-1]) + _shared(after, context.after)

    def _text(self, start: int, end: int) -> str:
        return self._plain[bisect_left(self._offsets, start) : bisect_left(self._offsets, end)]

    def place_of(self, text: str, start: int | None, context: str, rows: Iterable[Spanned] = ()) -> Span:
        """The one place that a line means.

        Args:
            text: the words.
            start: where they stood when the sheet was written; None where a reader has written them.
            context: words around them, or "".
            rows: that there are; where the words stand in several places, that of a row with just these words is meant.

        Raises:
            NoPlace: they stand nowhere, or in several places and nothing tells which.
        """
        around = _context(context, text)
        places = self.find(text) or self.find(text.removeprefix("'")) or (self.find(around.words) if around else [])
        if not places:
            raise NoPlace(
                "its words are not in the article any more" if start is not None else "its words are not in the article"
            )
        if len(places) > 1 and context and around is None:
            places = _near(places, self.find(context))
        if len(places) > 1 and around:
            scores = [self.beside(place, around) for place in places]
            places = [place for place, score in zip(places, scores, strict=True) if score == max(scores)]
        if len(places) > 1 and start is None:
            found = {(row.start, row.end) for row in rows}
            places = [place for place in places if place in found] or places
        if len(places) > 1 and start is None:
            raise NoPlace(f"its words stand there {len(places)} times; write more of the sentence under context")
        return min(places, key=lambda place: abs(place[0] - (start or 0)))


def _near(places: list[Span], contexts: list[Span]) -> list[Span]:
    """The places within words that a reader has written as context, or else the nearest to them."""
    inside = [p for p in places if any(start <= p[0] and p[1] <= end for start, end in contexts)]
    if inside or not contexts:
        return inside or places
    return [min(places, key=lambda p: min(max(start - p[1], p[0] - end) for start, end in contexts))]


def _context(context: str, text: str) -> _Context | None:
    """The context that a sheet was written with; None where it is another, without brackets around words."""
    context, marked = plain(context), f"{OPEN}{plain(text)}{CLOSE}"
    at = context.find(marked)
    if at >= 0:
        return _Context(context[:at], plain(text), context[at + len(marked) :])
    match = re.fullmatch(r"([^\[]*)\[(.+)\]([^\]]*)", context)  # a spreadsheet has changed the words themselves
    return _Context(match[1], match[2], match[3]) if match else None


def _shared(one: str, other: str) -> int:
    """How many characters at the beginning of two texts are the same, white space at their beginnings aside."""
    number = 0
    for a, b in zip(one.strip(), other.strip(), strict=False):
        if a != b:
            break
        number += 1
    return number


def row_at(rows: Sequence[S], place: Span) -> S | None:
    """The row about a place: with these very words, or else the one that shares most of them."""
    start, end = place
    shared = [(_part_shared(row, start, end), row) for row in rows if row.start < end and start < row.end]
    best = max(shared, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= LEAST_SHARED else None


def _part_shared(row: Spanned, start: int, end: int) -> float:
    both = min(row.end, end) - max(row.start, start)
    return both / (max(row.end, end) - min(row.start, start))


def place_of_line(words: Words, line: Line, rows: Iterable[Spanned]) -> Span:
    """The place of a line's words; see `Words.place_of`."""
    return words.place_of(line.text or line.context, line.start, line.context, rows)
