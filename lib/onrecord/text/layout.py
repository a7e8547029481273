"""Layout: the blocks of a text, which are its paragraphs, headlines and lines of navigation as they stand on the page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

MIN_WRAPPED_WIDTH, MAX_WRAPPED_WIDTH = 30, 120  # characters of the longest line, where lines were wrapped
MIN_WRAPPED_LINES = 3  # that meet the next line inside a paragraph
FULL_SHARE = 0.75  # of those lines must be full
SLACK = 0.1  # of the width: so much room may be left in a full line
SHORT_SHARE = 0.6  # of the width: a line that is shorter ends its paragraph
MIN_INDENT = 2  # characters by which a line that begins a paragraph is moved in

Span = tuple[int, int]  # start and end (exclusive), in code points


class _Join(NamedTuple):
    """How a line meets the next one: whether the next word had no room in it, and whether a paragraph must end."""

    full: bool
    ends: bool


def find_blocks(text: str) -> list[Span]:
    """Cut a text into blocks: paragraphs, headlines, lines of navigation.

    Each line is a block, unless the lines were wrapped at a fixed width; then a block ends at a blank line, before an
    indented line, and after a short line that ends a sentence.

    Args:
        text: any text.

    Returns:
        (start, end) of each block in order, code points, end exclusive, without white space around it.

    Limits:
        Fewer than three wrapped lines, and lines wider than 120 characters, are not seen to be wrapped.
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\r\n]+", text) if not m.group().isspace()]
    width = max((len(text[a:b].rstrip()) for a, b in lines), default=0)
    joins = [_join(text, before, after, width) for before, after in pairwise(lines)]
    if not _are_wrapped(joins, width):
        return [stripped(text, *line) for line in lines]
    blocks = [stripped(text, *lines[0])]
    for before, line, join in zip(lines, lines[1:], joins, strict=False):
        start, end = stripped(text, *line)
        if join.ends or (not join.full and _ends_short(text, before, blocks[-1][1], width)):
            blocks.append((start, end))
        else:
            blocks[-1] = (blocks[-1][0], end)
    return blocks


def stripped(text: str, start: int, end: int) -> Span:
    """A span without the white space at its two ends."""
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), start + len(body.rstrip())


def last_before(text: str, start: int, end: int) -> int:
    """The place of the last character of a span that is no white space; its start if there is none."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return max(start, end - 1)


def _are_wrapped(joins: list[_Join], width: int) -> bool:
    """Whether the lines of a text were wrapped at a fixed width."""
    full = [join.full for join in joins if not join.ends]
    of_a_width = MIN_WRAPPED_WIDTH <= width <= MAX_WRAPPED_WIDTH
    return of_a_width and len(full) >= MIN_WRAPPED_LINES and sum(full) >= FULL_SHARE * len(full)


def _ends_short(text: str, line: Span, block_end: int, width: int) -> bool:
    """Whether a line that is not full is the last one of its paragraph: it ends a sentence, or is a short one."""
    return text[block_end - 1] in ".!?:”\"'’)" or line[1] - line[0] < width * SHORT_SHARE


def _join(text: str, before: Span, after: Span, width: int) -> _Join:
    line, following = text[slice(*before)], text[slice(*after)]
    room = width - len(line.rstrip())
    full = len(following.split(maxsplit=1)[0]) + 1 > room - SLACK * width
    blank = len(re.findall(r"\r\n|\r|\n", text[before[1] : after[0]])) > 1
    indented = len(following) - len(following.lstrip()) >= MIN_INDENT + len(line) - len(line.lstrip())
    return _Join(full, blank or indented)
