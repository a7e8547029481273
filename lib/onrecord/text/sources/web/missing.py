"""Missing paragraphs: what stands between those that were read, or goes on behind them, and is built as they are."""

from __future__ import annotations

from collections import Counter

from onrecord.text.sources.web.text_blocks import Block, Known
from onrecord.text.sources.web.trees import Element

MIN_LETTERS = 40  # of a paragraph that is put back
SHORT = 0.85  # of the words that the page says it has: with fewer, the text goes on behind its end
Shape = tuple[str | None, ...]  # tag, and the classes of an element and of the one above it


def with_missing(blocks: list[Block], paragraphs: list[str], n_words: int | None) -> list[str]:
    """Put back paragraphs that were lost.

    Args:
        blocks: of the page, in order.
        paragraphs: that were read.
        n_words: how many the page says that the article has.

    Returns:
        The paragraphs, with those that stand beside one of them and between two, or in boxes of the same name, and have the same shape; and, where the
        page says that the article has more words, with those of the same shape behind the last one, until it has.
    """
    known = Known(paragraphs)
    places = [known.place(block.letters) if len(block.letters) >= MIN_LETTERS else None for block in blocks]
    found = [i for i, place in enumerate(places) if place is not None]
    if not found:
        return paragraphs
    shapes = Counter(_shape(blocks[i].element) for i in found)
    parents = {blocks[i].element.getparent() for i in found}
    lacking = (n_words or 0) - sum(len(p.split()) for p in paragraphs) if _is_short(paragraphs, n_words) else 0
    after: dict[int, list[str]] = {}
    at = places[found[0]] or 0
    for i in range(found[0], len(blocks)):
        block, place = blocks[i], places[i]
        at = max(at, place) if place is not None else at
        if place is not None or len(block.letters) < MIN_LETTERS or not shapes[_shape(block.element)]:
            continue
        if (
            _linked(block)
            or (i > found[-1] and lacking <= 0)
            or (i < found[-1] and not _is_beside(block.element, parents))
        ):
            continue
        after.setdefault(at, []).append(block.words)
        lacking -= len(block.words.split())
    return [each for place, paragraph in enumerate(paragraphs) for each in (paragraph, *after.get(place, []))]


def _is_short(paragraphs: list[str], n_words: int | None) -> bool:
    return n_words is not None and sum(len(p.split()) for p in paragraphs) < SHORT * n_words


def _is_beside(element: Element, parents: set[Element]) -> bool:
    """Whether an element stands beside one that was read, or has a name for its kind, which then has been read elsewhere."""
    return element.getparent() in parents or any(_shape(element)[1:])


def _shape(element: Element) -> Shape:
    parent = element.getparent()
    classes = (each.get("class") if each is not None else None for each in (element, parent))
    return str(element.tag), *classes


def _linked(block: Block) -> bool:
    """Whether most of a block is a link."""
    in_links = sum(len("".join(link.itertext())) for link in block.element.iter("a"))
    return in_links > len(block.words) / 2
