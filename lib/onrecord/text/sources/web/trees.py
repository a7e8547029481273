"""Trees: the elements of a page, their words, and how words are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Element = Any  # of lxml.html, which has no types of its own

LETTERS = re.compile(r"[^\W_]+")
NO_WORDS = frozenset(("script", "style", "template", "noscript", "svg", "iframe", "object", "select", "textarea"))
BLOCKS = frozenset(
    "address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


def words_of(element: Element) -> str:
    """The words of an element as they are seen: white space squeezed, a space where a block begins or ends."""
    pieces: list[str] = []
    for kind, node in _walk(element):
        if kind == "text":
            pieces.append(node)
        elif node.tag in BLOCKS:
            pieces.append(" ")
    return " ".join("".join(pieces).split())


def _walk(element: Element) -> Iterator[tuple[str, Any]]:
    """Texts and elements in their order, without those that hold no words."""
    from lxml.etree import iterwalk

    walk = iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node.tag in NO_WORDS or not isinstance(node.tag, str):
                walk.skip_subtree()
            else:
                yield "start", node
                if node.text:
                    yield "text", node.text
        else:
            yield "end", node
            if node is not element and node.tail:
                yield "text", node.tail


def letters_of(words: str) -> str:
    """Letters and digits of some words in small letters: what is compared where spaces and marks differ."""
    return "".join(LETTERS.findall(words)).casefold()


def blank(element: Element) -> None:
    """Empty an element; what stands behind it stays, and is not glued to what stands before.

    Taking it out instead, or leaving nothing in it, which trafilatura takes out, would join two texts, each time all of
    them: time would grow by the square of their length.
    """
    is_block = element.tag in BLOCKS
    element.clear(keep_tail=True)
    element.tag, element.text = "div" if is_block else "span", " "
