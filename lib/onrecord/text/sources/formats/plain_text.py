"""Plain text: the paragraphs of a text, one after the other, in little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.text.article import MAX_CHARACTERS
from onrecord.text.sources.paragraphs import Paragraph

NEW_PAGE = "\f"


def text_paragraphs(lines: Iterable[str]) -> Iterator[Paragraph]:
    """Read the paragraphs of a text: its lines between blank ones.

    Args:
        lines: with or without their line ends.

    Yields:
        Paragraphs that are not empty, their lines without white space at both ends. One that has more characters than an
        article may have is cut into several.
    """
    block: list[str] = []
    size, new_page = 0, False
    for line in lines:
        words = line.strip()
        begins_page = line.startswith(NEW_PAGE)
        if block and (not words or begins_page or size > MAX_CHARACTERS):
            yield Paragraph("\n".join(block), page_break=new_page)
            block, size, new_page = [], 0, False
        new_page |= begins_page
        if words:
            block.append(words)
            size += len(words) + 1
    if block:
        yield Paragraph("\n".join(block), page_break=new_page)
