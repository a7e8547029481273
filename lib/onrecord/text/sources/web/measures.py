"""Measures: how many letters an element has, and how many of them are in links."""

from __future__ import annotations

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


NOTHING = Size()


def measure(tree: Element) -> dict[Element, Size]:
    """The size of each element of a tree, in one walk over it."""
    sizes: dict[Element, Size] = {}
    for element in reversed(list(tree.iter())):  # children come before their parents
        tag = element.tag
        if not isinstance(tag, str) or tag in NO_WORDS:
            sizes[element] = NOTHING
            continue
        letters, linked, links, elements, first_heading = _letters(element.text), 0, 0, 1, tag == "h1"
        for child in element:
            inner = sizes[child]
            letters += inner.letters + _letters(child.tail)
            linked += inner.linked
            links += inner.links
            elements += inner.elements
            first_heading = first_heading or inner.first_heading
        if tag == "a":
            linked, links = letters, int(letters > 0)
        sizes[element] = Size(letters, linked, links, elements, first_heading)
    return sizes


def _letters(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
