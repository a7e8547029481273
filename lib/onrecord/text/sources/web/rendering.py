"""Rendering: the paragraphs of what was found in a page."""

from __future__ import annotations

import html
import re

from onrecord.text.sources.web.trees import Element

BREAKS = frozenset(
    "body head item list p quote row table div code graphic blockquote ul ol li h1 h2 h3 h4 h5 h6 pre".split()
)
CELL_END = "\x1f"  # between cells, until their row is whole
LINE_END = re.compile(r"[.!?:;…”\"’')\]]$")  # a line that ends so ends its paragraph


def paragraphs_of(body: Element) -> list[str]:
    """The paragraphs of a text, in order: those of lists and quotations too; a table's rows, a comma between cells.

    Args:
        body: the text as trafilatura gives it.

    Limits:
        A line break inside of a paragraph ends it, unless the sentence goes on in the next line.
    """
    from lxml.etree import iterwalk

    pieces: list[str] = []
    cells = 0  # that are open
    for event, element in iterwalk(body, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        is_start = event == "start"
        cells += (is_start or -1) * (element.tag == "cell")
        if element.tag in BREAKS:
            pieces.append(" " if cells else "\n\n")
        elif element.tag == "lb" and is_start:
            pieces.append(" " if cells else "\n")
        elif element.tag == "cell" and not is_start:
            pieces.append(CELL_END)
        pieces.append(_text(element, is_start, body))
    return _paragraphs(html.unescape("".join(pieces)))


def _text(element: Element, is_start: bool, body: Element) -> str:
    """The text that follows a tag, without characters that nobody sees; its line breaks are white space."""
    text = element.text if is_start else (element.tail if element is not body else None)
    text = re.sub(r"\s", " ", text or "")
    return text if text.isprintable() else "".join(c for c in text if c.isprintable() or c == " ")


def _paragraphs(text: str) -> list[str]:
    return [paragraph for block in re.split(r"\n\n+", text) for paragraph in _lines(block)]


def _lines(block: str) -> list[str]:
    """A block's paragraphs: its lines, but where a sentence goes on in the next line."""
    paragraphs: list[str] = []
    for line in block.split("\n"):
        words = ", ".join(filter(None, (" ".join(cell.split()) for cell in line.split(CELL_END))))
        if not words:
            continue
        goes_on = paragraphs and words[0].islower() and not LINE_END.search(paragraphs[-1])
        if goes_on:
            paragraphs[-1] += f" {words}"
        else:
            paragraphs.append(words)
    return paragraphs
