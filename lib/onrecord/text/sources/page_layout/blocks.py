"""Blocks: lines below one another in one column and one type, and the order in which people read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.text.sources.page_layout.lines import Line
from onrecord.text.sources.page_layout.words import Box, Style

# In sizes of the type.
LEADING = 2.0  # from one line of a block to the next at most
ALIGNED = 4.0  # so far from the left edge a line of a block may begin
SAME_SIZE = 0.12  # a share: sizes of one block differ by less
OVERLAP = 0.3  # a share of the narrower of two: if less is above one another, they stand side by side
SAME_EDGE = 20.0  # points: blocks of one column begin at most so far from one another
MAX_ORDERED = 300  # blocks of a page; of more, the time to order them is not worth it


@dataclass
class Block:
    """Lines of one column.

    Attributes:
        page: number of its page, from 0.
    """

    page: int
    lines: list[Line] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        return self.lines[0].base - 0.75 * self.lines[0].size

    @property
    def bottom(self) -> float:
        return self.lines[-1].base

    @property
    def size(self) -> float:
        """The size that most lines have."""
        sizes = [line.size for line in self.lines]
        return max(sizes, key=sizes.count)

    @property
    def style(self) -> Style:
        """The style that most lines have."""
        styles = [line.style for line in self.lines]
        return max(styles, key=styles.count)

    @property
    def text(self) -> str:
        """Its lines, each in one of its own."""
        return "\n".join(line.text for line in self.lines)

    @property
    def n_words(self) -> int:
        return sum(len(line.words) for line in self.lines)


def find_blocks_of_page(lines: Sequence[Line], page: int) -> list[Block]:
    """Put lines together to blocks, from the top down.

    Args:
        lines: of one page.
        page: its number.
    """
    in_row: dict[int, list[Line]] = {}
    for line in lines:
        in_row.setdefault(line.row, []).append(line)
    blocks: list[Block] = []
    near: list[Block] = []  # those that a line may yet go on
    for line in sorted(lines, key=lambda line: (line.base, line.left)):
        near = [block for block in near if line.base - block.bottom <= LEADING * max(line.size, block.lines[-1].size)]
        over = [block for block in near if block.lines[-1].row != line.row and stand_above(block, line)]
        beside = [other for other in in_row[line.row] if other is not line]
        if len(over) == 1 and _goes_on(over[0], line) and not any(stand_above(over[0], other) for other in beside):
            over[0].lines.append(line)
        else:
            near = [block for block in near if not any(block is other for other in over)]
            block = Block(page, [line])
            blocks.append(block)
            near.append(block)
    return blocks


def _goes_on(block: Block, line: Line) -> bool:
    """Whether a line right below a block is one of it."""
    last = block.lines[-1]
    same_type = abs(line.size - last.size) <= SAME_SIZE * last.size and line.style.bold == last.style.bold
    left, right = block.left, block.right
    aligned = abs(line.left - left) <= ALIGNED * line.size or abs(line.left + line.right - left - right) <= line.size
    return same_type and aligned


def stand_above(a: Block | Line | Box, b: Block | Line | Box) -> bool:
    """Whether two stand above one another, not side by side."""
    common = min(a.right, b.right) - max(a.left, b.left)
    return common > OVERLAP * min(a.right - a.left, b.right - b.left)


def in_reading_order(blocks: Sequence[Block], others: Sequence[Box] = ()) -> list[Block]:
    """Blocks of a page in the order in which they are read: down a column, then down the one to its right.

    Of two that stand above one another the upper one comes first, and of two side by side the left one, unless a block
    that reaches over both stands between them: then what is above it comes first. A block with nothing at its side
    reaches over the whole page.

    Args:
        others: what else stands on the page.

    Source:
        The order by relations between pairs of Breuel (2003), High performance document layout analysis.
    """
    if not blocks or len(blocks) > MAX_ORDERED:
        return sorted(blocks, key=lambda block: (block.top, block.left))
    boxes = _widened([box_of(block) for block in blocks], others)
    over = [[stand_above(a, b) for b in boxes] for a in boxes]
    after: list[set[int]] = [set() for _ in blocks]  # what must have been read before
    for i, a in enumerate(boxes):
        for j, b in enumerate(boxes):
            if i == j:
                continue
            if over[i][j]:
                if (a[1], a[0]) < (b[1], b[0]):
                    after[j].add(i)
            elif a[0] + a[2] < b[0] + b[2] and not _between(i, j, boxes, over):
                after[j].add(i)
    return [blocks[i] for i in _sorted(after, boxes)]


def box_of(block: Block) -> Box:
    """The rectangle around a block."""
    return Box(block.left, block.top, block.right, block.bottom)


def _widened(boxes: list[Box], others: Sequence[Box]) -> list[Box]:
    """Rectangles of blocks, as wide as all of them together where nothing is at their side, nor below or above in a column."""
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    all_boxes = [*boxes, *others]
    beside = [sum(box.top < other.bottom and other.top < box.bottom for other in all_boxes) > 1 for box in boxes]
    columns = [box.left for box, is_beside in zip(boxes, beside, strict=True) if is_beside]
    return [
        box if any(abs(box.left - edge) <= SAME_EDGE for edge in columns) else box._replace(left=left, right=right)
        for box in boxes
    ]


def _between(i: int, j: int, boxes: list[Box], over: list[list[bool]]) -> bool:
    """Whether a block that reaches over two others stands between them, below one and above the other."""
    low = min(boxes[i][3], boxes[j][3])
    high = max(boxes[i][1], boxes[j][1])
    return any(
        over[k][i] and over[k][j] and low <= (boxes[k][1] + boxes[k][3]) / 2 <= high
        for k in range(len(boxes))
        if k != i and k != j
    )


def _sorted(after: list[set[int]], boxes: list[Box]) -> list[int]:
    """Numbers in an order in which each comes after what it must; where that cannot be, the topmost first."""
    left, order = set(range(len(boxes))), []
    while left:
        ready = [i for i in left if not after[i] & left] or list(left)
        first = min(ready, key=lambda i: (boxes[i][1], boxes[i][0], i))
        order.append(first)
        left.remove(first)
    return order
