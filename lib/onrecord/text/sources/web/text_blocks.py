"""Text blocks: the smallest blocks of a page that hold words, and which of them are among the paragraphs that were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.text.sources.web.trees import BLOCKS, NO_WORDS, Element, letters_of, words_of

TAGS = ("p", "li", "blockquote", "h2", "h3", "h4", "dd", "td", "div", "section", "span")
NEVER_IN = ("figcaption", "nav", "footer", "form", "button", "time", "a")
MAX_BLOCKS = 5_000  # that are looked at
BEGINNING = 40  # letters by which a paragraph is known again
MAX_SEARCHES = 2_000  # of a block in the whole of a text


class Block(NamedTuple):
    """A block of a page without blocks in it."""

    element: Element
    words: str
    letters: str


def text_blocks(tree: Element) -> list[Block]:
    """The blocks of a page that hold words and no other blocks, in order; none of captions, forms, menus and links."""
    return list(_blocks(tree))


def _blocks(tree: Element) -> Iterator[Block]:
    n = 0
    for element in tree.iter(*TAGS):
        if n == MAX_BLOCKS:
            return
        if any(child.tag in BLOCKS and child.tag != "br" for child in element):
            continue
        if element.tag == "span" and (element.getparent() is None or element.getparent().tag not in ("div", "section")):
            continue
        if next(element.iterancestors(*NEVER_IN, *NO_WORDS), None) is not None:
            continue
        if words := words_of(element):
            n += 1
            yield Block(element, words, letters_of(words))


class Known:
    """The paragraphs of a text, to tell which blocks of a page are among them."""

    def __init__(self, paragraphs: Iterable[str]) -> None:
        letters = [letters_of(paragraph) for paragraph in paragraphs]
        self._places: dict[str, int] = {}
        for place, each in enumerate(letters):
            self._places.setdefault(each, place)
            self._places.setdefault(each[:BEGINNING], place)
        self._all = "\n".join(letters)
        self._searches = 0

    def place(self, letters: str) -> int | None:
        """The number of the paragraph that a block's letters are, or begin, or stand in; None where there is none."""
        for key in (letters, letters[:BEGINNING]):
            if key in self._places:
                return self._places[key]
        if not letters or self._searches >= MAX_SEARCHES:
            return None
        self._searches += 1
        found = self._all.find(letters)
        return None if found < 0 else self._all.count("\n", 0, found)
