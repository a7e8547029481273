"""Flow: the text that runs through the blocks of a document, from column to column and from page to page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

from onrecord.text.hyphens import LineJoiner
from onrecord.text.labels import label_fields
from onrecord.text.sources.page_layout.blocks import Block
from onrecord.text.sources.page_layout.lines import Line
from onrecord.words.lexicons import word_class

# In sizes of the type.
INDENT = 0.6  # a line moved in by more begins a paragraph,
MOST_INDENT = 6.0  # by more than this it does not
GAP = 1.3  # of the usual way from line to line: a wider one parts paragraphs
CENTRED = 1.5  # lines of a centred text begin at least so far from one another
SLACK = 0.7  # room in a line besides that for the next word
SPACE = 0.25  # between words
SHORT_SHARE = 0.35  # of the width: a line with so much room ends its paragraph
NEIGHBOURS = 4  # lines on either side that tell how wide a block is there: pictures stand in texts
STOPS = (".", "!", "?", ":", "…")
CLOSING = "\"'”’)]"
LABEL = re.compile(r"[A-Z][A-Za-z -]{2,20}:\s?\S")
BULLET = re.compile(r"[•‣▪■●○–—*-]\s|\(?\d{1,2}[.)]\s")


class Column(NamedTuple):
    """Where a column begins and ends on its page."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left

    def holds(self, x: float) -> bool:
        """Whether it reaches over a place."""
        return self.left <= x <= self.right


class Piece(NamedTuple):
    """A paragraph of a document.

    Attributes:
        kind: text, title, heading, aside, row (of a table, its cells parted by tabs); or what is none of the text's own
            words: furniture, caption.
        page: number of the page on which it begins, from 0.
        size: of its type.
    """

    text: str
    kind: str
    page: int
    size: float
    bold: bool = False


@dataclass
class _Paragraph:
    """Lines of a paragraph; `moved_in` says whether its first one is."""

    lines: list[Line]
    moved_in: bool
    page: int
    width: Column
    following: list[Piece] = field(default_factory=list)


class Flow:
    """Puts blocks together to paragraphs.

    Args:
        joiner: of the document's lines.
        indents: whether the document moves in the first lines of its paragraphs.
        leading: the usual way from line to line of its text, in sizes of the type.
    """

    def __init__(self, joiner: LineJoiner, indents: bool, leading: float) -> None:
        self._joiner, self._indents, self._leading = joiner, indents, leading
        self._open: _Paragraph | None = None

    def add(self, block: Block, kind: str, column: Column) -> Iterator[Piece]:
        """The paragraphs that are whole when a block follows.

        Args:
            kind: "text" may go on in another block; any other is a piece of its own, and comes behind what is open.
            column: that the block stands in; a block of few lines does not show how wide it is.
        """
        if kind in ("title", "heading"):
            yield from self.end()
        if kind != "text":
            yield from self.set_aside(Piece(self._join(block.lines), kind, block.page, block.size, block.style.bold))
            return
        for i, paragraph in enumerate(self._paragraphs(block, column)):
            if i == 0 and self._open and self._goes_on(self._open, paragraph):
                self._open.lines += paragraph.lines
                self._open.width = paragraph.width
            else:
                yield from self.end()
                self._open = paragraph

    def add_table(self, table: Block) -> Iterator[Piece]:
        """The pieces that are whole when a table follows: each of its rows is one, with tabs between cells."""
        for _, row in groupby(table.lines, key=lambda line: line.row):
            yield from self.set_aside(Piece("\t".join(cell.text for cell in row), "row", table.page, table.size))

    def set_aside(self, piece: Piece) -> Iterator[Piece]:
        """A piece that is no part of the flow: it comes behind the paragraph that is open."""
        if self._open:
            self._open.following.append(piece)
        else:
            yield piece

    def end(self) -> Iterator[Piece]:
        """The paragraph that is open, and what stands behind it."""
        if self._open:
            bold = all(line.style.bold for line in self._open.lines)
            yield Piece(self._join(self._open.lines), "text", self._open.page, self._open.lines[0].size, bold)
            yield from self._open.following
        self._open = None

    def _join(self, lines: Sequence[Line]) -> str:
        text = ""
        for line in lines:
            text = self._joiner.join(text, line.text) if text else line.text
        return text

    def _paragraphs(self, block: Block, column: Column) -> list[_Paragraph]:
        left = block.left
        leading = self._leading * block.size
        paragraphs: list[_Paragraph] = []
        for i, line in enumerate(block.lines):
            moved_in = INDENT * line.size < line.left - left < MOST_INDENT * line.size
            first = moved_in and i + 1 < len(block.lines) and _goes_out(line, block.lines[i + 1])
            near = block.lines[max(0, i - NEIGHBOURS) : i + NEIGHBOURS]
            right = max(other.right for other in near)
            width = Column(min(left, column.left), right if column.right == block.right else column.right)
            if paragraphs and not first and not _begins(paragraphs[-1], line, moved_in, leading, width):
                paragraphs[-1].lines.append(line)
                paragraphs[-1].width = width
            else:
                paragraphs.append(_Paragraph([line], moved_in, block.page, width))
        return paragraphs

    def _goes_on(self, a: _Paragraph, b: _Paragraph) -> bool:
        """Whether a paragraph at the end of a column goes on at the beginning of the next."""
        last, first = a.lines[-1], b.lines[0]
        if abs(last.size - first.size) > 0.1 * last.size or last.style.bold != first.style.bold:
            return False
        if first.text[0].islower() or last.text.endswith("-"):
            return True
        full = not _has_room(last, first, a.width)
        if _ends_sentence(last):
            return full and self._indents and not b.moved_in and len(b.lines) > 1
        return full and not b.moved_in


def _goes_out(line: Line, following: Line) -> bool:
    """Whether the next line begins further to the left, as behind the first line of a paragraph."""
    return line.left - following.left > INDENT * line.size and not _are_centred(line, following)


def _begins(paragraph: _Paragraph, line: Line, moved_in: bool, leading: float, width: Column) -> bool:
    """Whether a line of a block begins a new paragraph behind another."""
    last = paragraph.lines[-1]
    if line.base - last.base > GAP * leading or BULLET.match(line.text):
        return True
    moved = line.left - last.left
    if moved_in and moved > INDENT * line.size and not _are_centred(last, line):
        return True
    if moved < -INDENT * line.size and len(paragraph.lines) > 1 and not _are_centred(last, line):
        return True
    if moved_in and len(paragraph.lines) == 1 and paragraph.moved_in and _ends_sentence(last):
        return True
    if LABEL.match(line.text) and is_label(line.text.partition(":")[0]):
        return True
    centred = _are_centred(last, line)
    return _has_room(last, line, width, centred) and (
        centred or _ends_sentence(last) or width.right - last.right > SHORT_SHARE * width.width
    )


def _are_centred(a: Line, b: Line) -> bool:
    """Whether two lines of different lengths stand around one axis."""
    size = max(a.size, b.size)
    return abs(a.left - b.left) > CENTRED * size and abs(a.left + a.right - b.left - b.right) < size / 2


def _ends_sentence(line: Line) -> bool:
    return line.text.rstrip(CLOSING).endswith(STOPS)


def _has_room(last: Line, line: Line, width: Column, centred: bool = False) -> bool:
    """Whether the first word of a line would have had room in the one before it."""
    word = line.words[0].right - line.words[0].left
    room = width.width - (last.right - last.left) if centred else width.right - last.right
    return room > word + (SPACE + SLACK) * line.size


def is_label(word: str) -> bool:
    """Whether a word is one that databases and papers label a line on top of an article with, such as "Byline"."""
    return word.lower() in label_fields() or word.lower() in word_class("export_label")


def usual_leading(blocks: Iterable[Block]) -> float:
    """The usual way from line to line, in sizes of the type: a short one, for longer ones part paragraphs."""
    steps = sorted((b.base - a.base) / b.size for block in blocks for a, b in pairwise(block.lines) if b.base > a.base)
    return steps[len(steps) // 4] if steps else 1.2


def uses_indents(blocks: Iterable[Block]) -> bool:
    """Whether first lines of paragraphs are moved in: some lines of long blocks are, and the ones behind are not."""
    n_lines = n_moved = 0
    for block in blocks:
        for a, b in pairwise(block.lines):
            n_lines += 1
            n_moved += (
                INDENT * a.size < a.left - b.left < MOST_INDENT * a.size and abs(b.left - block.left) < a.size / 3
            )
    return n_moved >= 3 and n_moved * 40 >= n_lines
