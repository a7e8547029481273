"""A document: the paragraphs of pages in reading order, with what is title, caption, running head or foot among them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from onrecord.text.hyphens import LineJoiner
from onrecord.text.sources.page_layout.blocks import Block, box_of, find_blocks_of_page, in_reading_order, stand_above
from onrecord.text.sources.page_layout.flow import Column, Flow, Piece, uses_indents, usual_leading
from onrecord.text.sources.page_layout.furniture import Furniture
from onrecord.text.sources.page_layout.letters import with_dropped_capitals, without_marks
from onrecord.text.sources.page_layout.lines import Line, column_edges, find_lines, most
from onrecord.text.sources.page_layout.roles import Body, body_of, find_title, is_aside, is_caption, is_heading
from onrecord.text.sources.page_layout.tables import find_tables
from onrecord.text.sources.page_layout.words import Box, Page, Word

FEW_LINES = 8  # of a block that does not show the width of its column
NARROW = 0.6  # a share of the width of its column
LOOKED_AT = 24  # pages that tell what a document's text looks like, and what comes again on its pages


class _Laid(NamedTuple):
    """A page with its words, as they are read, and its lines from the top down."""

    page: Page
    words: list[Word]
    lines: list[Line]


class _Kind(NamedTuple):
    """What the first pages tell about a document."""

    body: Body
    furniture: Furniture


def read_pages(pages: Iterator[Page]) -> Iterator[Piece]:
    """The paragraphs of a document in reading order.

    Args:
        pages: of the document; they are taken as they are needed, but for the first LOOKED_AT.

    Yields:
        Pieces. A page's running heads and feet come behind the paragraph that runs over its end.
    """
    first = [_lay(page) for page in islice(pages, LOOKED_AT)]
    edges = column_edges(each.lines for each in first)
    first = [each._replace(lines=find_lines(each.words, edges)) for each in first]
    body = body_of(line for page in first for line in page.lines)
    if body is None:
        return
    kind = _Kind(body, Furniture([(each.lines, each.page.height) for each in first]))
    joiner = LineJoiner(line.text for each in first for line in each.lines)
    blocks = [block for number, each in enumerate(first) for block in _text_blocks(each, number, kind)]
    of_body = [block for block in blocks if not is_aside(block, body) and not is_heading(block, body)]
    flow = Flow(joiner, uses_indents(of_body), usual_leading(of_body))
    for number, each in enumerate(chain(first, (_lay(page, edges) for page in pages))):
        yield from _read_page(each, number, kind, flow)
    yield from flow.end()


def _lay(page: Page, edges: Collection[int] = ()) -> _Laid:
    if not page.words:
        return _Laid(page, [], [])
    size = most(page.words, lambda word: word.size)
    words = with_dropped_capitals(without_marks(page.words, size), size)
    return _Laid(page, words, find_lines(words, edges))


def _text_blocks(laid: _Laid, number: int, kind: _Kind) -> list[Block]:
    return find_blocks_of_page(_text_lines(laid, kind), number)


def _text_lines(laid: _Laid, kind: _Kind) -> list[Line]:
    furniture = {id(line) for line in kind.furniture.find(laid.lines, laid.page.height, kind.body.size)}
    return [line for line in laid.lines if id(line) not in furniture]


def _read_page(laid: _Laid, number: int, kind: _Kind, flow: Flow) -> Iterator[Piece]:
    lines = _text_lines(laid, kind)
    tables = find_tables(lines)
    in_table = {id(line) for table in tables for row in table for line in row}
    blocks = find_blocks_of_page([line for line in lines if id(line) not in in_table], number)
    set_apart = {id(table): table for table in (_as_block(table, number) for table in tables)}
    title = find_title(blocks, kind.body) if number == 0 else None
    for block in _ordered([*blocks, *set_apart.values()], set(set_apart), kind.body, laid.page.images):
        if id(block) in set_apart:
            yield from flow.add_table(block)
        else:
            role = "title" if block is title else _kind_of(block, laid.page, kind.body)
            yield from flow.add(block, role, _column(block, blocks, lines))
    kept = {id(line) for line in lines}
    for line in laid.lines:
        if id(line) not in kept:
            yield from flow.set_aside(Piece(line.text, "furniture", number, line.size))
    if laid.page.turned:
        yield from flow.set_aside(Piece(" ".join(laid.page.turned), "furniture", number, 0.0))


def _as_block(table: list[list[Line]], number: int) -> Block:
    return Block(number, [line for row in table for line in row])


def _column(block: Block, blocks: Sequence[Block], lines: Sequence[Line]) -> Column:
    """How wide a block's column is: where the block has few and short lines, and nothing beside it, as wide as others are."""
    own = Column(block.left, block.right)
    rows = {line.row for line in block.lines}
    if len(block.lines) > FEW_LINES or any(line.row in rows and not own.holds(line.left) for line in lines):
        return own
    near = [other for other in blocks if other.size == block.size and stand_above(other, block)]
    column = Column(min(other.left for other in near), max(other.right for other in near))
    return column if own.width < NARROW * column.width else own


def _kind_of(block: Block, page: Page, body: Body) -> str:
    if is_heading(block, body):
        return "heading"
    if not is_aside(block, body):
        return "text"
    return "caption" if is_caption(block, page.images) else "aside"


def _ordered(blocks: Sequence[Block], tables: set[int], body: Body, images: Sequence[Box]) -> list[Block]:
    """The blocks of a page in reading order; what is no part of the flow comes behind what stands above it."""
    asides = [block for block in blocks if id(block) not in tables and is_aside(block, body)]
    main = [block for block in blocks if not any(block is aside for aside in asides)]
    ordered = in_reading_order(main, [*map(box_of, asides), *images])
    for aside in sorted(asides, key=lambda block: (block.top, block.left)):
        above = [i for i, block in enumerate(ordered) if block.top < aside.top and stand_above(block, aside)]
        below = [i for i, block in enumerate(ordered) if block.top >= aside.top and stand_above(block, aside)]
        ordered.insert(max(above) + 1 if above else min(below, default=len(ordered)), aside)
    return ordered
