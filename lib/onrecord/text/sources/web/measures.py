"""Measures: how many letters an element has, and how many of them are in links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.text.sources.web.trees import NO_WORDS, Element


class Size(NamedTuple):
    """What an element holds, with all that stands in it.

    Attributes:
        letters: characters that are no white space.
        linked: those of them in links.
        links: how many links with words there are.
        elements: how many elements there are.
        first_heading: whether a heading of the first level is in it.
    """

    letters: int = 0
    linked: int = 0
    links: int = 0
    elements: int = 1
    first_heading: bool = False

    @property
    def linked_share(self) -> float:
        return self.linked / self.letters if self.letters else 0.0


def measure(tree: Element) -> dict[Element, Size]:
    """The size of each element of a tree, in one walk over it."""
    sizes: dict[Element, Size] = {}
    for element in reversed(list(tree.iter())):  # children come before their parents
        if not isinstance(element.tag, str) or element.tag in NO_WORDS:
            sizes[element] = Size()
            continue
        inner = [sizes[child] for child in element]
        letters = sum(s.letters for s in inner) + sum(_letters(text) for text in _texts(element))
        is_link = element.tag == "a"
        sizes[element] = Size(
            letters,
            letters if is_link else sum(s.linked for s in inner),
            int(letters > 0) if is_link else sum(s.links for s in inner),
            1 + sum(s.elements for s in inner),
            element.tag == "h1" or any(s.first_heading for s in inner),
        )
    return sizes


def _texts(element: Element) -> Iterator[str]:
    """The texts that stand right in an element."""
    if element.text:
        yield element.text
    for child in element:
        if child.tail:
            yield child.tail


def _letters(text: str) -> int:
    return sum(map(len, text.split()))
