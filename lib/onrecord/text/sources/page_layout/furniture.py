"""Furniture: running heads and feet, and numbers of pages, told by where they stand and by coming again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from onrecord.text.sources.page_layout.lines import Line
from onrecord.text.sources.page_layout.roles import LARGER, is_masthead

# Shares of the height of a page.
HEAD, FOOT = 0.14, 0.86  # what comes again is looked for above and below
EDGE = 0.09  # what stands alone is looked for in so much of it
SAME_PLACE = 0.012
ALONE = 1.6  # in sizes of the type: the white between what stands alone and the text
SHORT = 110  # characters of a line that stands alone
TIMES, SHARE = 2, 0.3  # so often, and on such a share of the pages, a line must come to come again
NUMBER = re.compile(
    r"\W*(?:(?:page|pg\.?|p\.)\s?)?(?:[A-Z]{0,2}\d{1,4}|[ivxlc]{1,6})(?:\s?(?:/|of|von|sur)\s?\d{1,4})?\W*",
    re.IGNORECASE,
)

Key = tuple[str, int]


class Furniture:
    """What comes again on the pages of a document.

    Args:
        pages: lines and height of some pages.
    """

    def __init__(self, pages: Sequence[tuple[Sequence[Line], float]]) -> None:
        counts: Counter[Key] = Counter()
        for lines, height in pages:
            counts.update({_key(line, height) for line in lines if _at_edge(line, height)})
        least = max(TIMES, SHARE * sum(bool(lines) for lines, _ in pages))
        self._again = {key for key, times in counts.items() if times >= least}

    def find(self, lines: Sequence[Line], height: float, body_size: float) -> list[Line]:
        """The lines of a page that are furniture.

        Args:
            lines: from the top down.
            body_size: of most of the document's type.
        """
        found = [*self._again_from(lines, height, body_size), *self._again_from(lines[::-1], height, body_size)]
        rest = [line for line in lines if not any(line is other for other in found)]
        while rest and (edge := _alone_at_edge(rest, height, body_size)):
            found += edge
            rest = [line for line in rest if not any(line is other for other in edge)]
        return found

    def _again_from(self, lines: Sequence[Line], height: float, body_size: float) -> list[Line]:
        """The lines at an edge of the page that stand apart from the text, where one of them comes again."""
        found: list[Line] = []
        for group in _groups([list(row) for _, row in groupby(lines, key=lambda line: line.row)], body_size):
            again = any(_at_edge(line, height) and self._comes_again(line, height) for line in group)
            if not again or not all(_at_edge(line, height) and line.size < LARGER * body_size for line in group):
                break
            found += group
        return found

    def _comes_again(self, line: Line, height: float) -> bool:
        text, place = _key(line, height)
        return any((text, place + step) in self._again for step in (-1, 0, 1))


def _groups(rows: list[list[Line]], body_size: float) -> Iterator[list[Line]]:
    """Rows with little white between them, from an edge of the page on."""
    group: list[Line] = []
    for row in rows:
        larger = group and max(line.size for line in row) >= LARGER * body_size > max(line.size for line in group)
        if larger or (group and abs(row[0].base - group[-1].base) >= ALONE * body_size):
            yield group
            group = []
        group = [*group, *row]
    if group:
        yield group


def _key(line: Line, height: float) -> Key:
    """What a line has in common with the same one on other pages: its words but for numbers, and its height."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.base / height / SAME_PLACE)


def _at_edge(line: Line, height: float) -> bool:
    return line.base < HEAD * height or line.base > FOOT * height


def _alone_at_edge(lines: list[Line], height: float, body_size: float) -> list[Line]:
    """The uppermost or lowest lines of a page, if they stand alone and have the shape of furniture."""
    for step in (1, -1):
        ordered = lines[::step]
        row = [line for line in ordered if line.row == ordered[0].row]
        rest = [line for line in ordered if line.row != ordered[0].row]
        edge = row[0].base / height if step == 1 else 1 - row[0].base / height
        gap = min((abs(line.base - row[0].base) for line in rest), default=0.0)
        number = all(NUMBER.fullmatch(line.text) for line in row) and edge < HEAD
        short = edge < EDGE and all(line.size <= 1.3 * body_size and _has_its_shape(line.text) for line in row)
        if rest and (number or short) and gap > ALONE * body_size:
            return row
    return []


def _has_its_shape(text: str) -> bool:
    """Whether a line is short, ends no sentence, and has what furniture has: a number, an address, capitals, a name."""
    if len(text) > SHORT or (text.endswith((".", "?", "!", "”", ",", "-")) and len(text.split()) > 5):
        return False
    return bool(re.search(r"\d|://|www\.|©", text)) or text.isupper() or is_masthead(text)
