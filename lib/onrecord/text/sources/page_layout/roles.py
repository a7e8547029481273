"""Roles: what a block is to its document: its text, a heading, a text at its side, a caption."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.text.sources.page_layout.blocks import Block
from onrecord.text.sources.page_layout.lines import Line
from onrecord.text.sources.page_layout.words import Box
from onrecord.words.lexicons import word_class

# Shares of the size of most of the text.
LARGER, SMALLER = 1.12, 0.95
HEADING_WORDS = 30  # of a heading at most
ASIDE_WORDS = 4  # of a text at the side at least
TITLE_WORDS = 3
NEAR = 3.0  # in sizes of the type: a caption stands so near to its picture
MASTHEAD_WORDS = 6  # of a newspaper's name at most


class Body(NamedTuple):
    """The type that most of a document is set in, and how far its lines stand apart."""

    size: float
    family: str
    bold: bool


def body_of(lines: Iterable[Line]) -> Body | None:
    """The type of most characters; None where there are none."""
    characters: Counter[Body] = Counter()
    for line in lines:
        characters[Body(line.size, line.style.family, line.style.bold)] += len(line.text)
    return characters.most_common(1)[0][0] if characters else None


def is_heading(block: Block, body: Body) -> bool:
    """Whether a block is a heading: in larger or bolder type, and short."""
    larger = block.size >= LARGER * body.size
    bolder = block.style.bold and not body.bold and block.size > SMALLER * body.size
    return (larger or bolder) and block.n_words <= HEADING_WORDS


def is_aside(block: Block, body: Body) -> bool:
    """Whether a block is no part of the text's flow: in smaller type, or in another one."""
    if block.size >= LARGER * body.size or is_heading(block, body):
        return False
    other = block.style.family != body.family and block.n_words >= ASIDE_WORDS
    return block.size < SMALLER * body.size or other


def is_caption(block: Block, images: Sequence[Box]) -> bool:
    """Whether a text at the side stands right above or below a picture."""
    return any(
        min(abs(block.top - image.bottom), abs(image.top - block.bottom)) <= NEAR * block.size
        and min(block.right, image.right) > max(block.left, image.left)
        for image in images
    )


def is_masthead(text: str) -> bool:
    """Whether a line is the name of a newspaper: capitalised words, one of them such as "Herald"."""
    words = [word.strip(".,:") for word in text.split()]
    if not 1 < len(words) <= MASTHEAD_WORDS or any(word[:1].islower() and len(word) > 3 for word in words):
        return False
    names = word_class("outlet_name") - (set() if words[0].lower() == "the" else word_class("section_name"))
    return not names.isdisjoint(word.lower() for word in words)


def find_title(blocks: Sequence[Block], body: Body) -> Block | None:
    """The block of a first page in the largest type, but for the newspaper's name; None where none is larger.

    Args:
        blocks: of the page, in reading order.
    """
    larger = [
        block
        for block in blocks
        if block.size >= LARGER * body.size and block.n_words >= TITLE_WORDS and is_heading(block, body)
    ]
    named = [block for block in larger if not is_masthead(block.text)]
    return max(named, key=lambda block: block.size, default=None)
