"""Leads: the summary or first paragraph that a page sets above its text, apart from it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from onrecord.text.sources.web.stated_pages import StatedPage
from onrecord.text.sources.web.text_blocks import Block, Known
from onrecord.text.sources.web.trees import Element, letters_of
from onrecord.words import read_words

PROPERTIES = frozenset(("description", "alternativeheadline", "alternateheadline", "abstract"))
MIN_WORDS = 5  # of a lead
LEVELS = 3  # elements above a block that may name it
MOST = 8  # blocks: points of a summary
MIN_DESCRIPTION = 30  # letters of a description that tell it from others


@cache
def lead_names() -> frozenset[str]:
    """Words that name a lead, in the lexicon words/page_parts.csv."""
    return frozenset(row["pattern"] for row in read_words("page_parts.csv") if row["kind"] == "lead")


def find_lead(blocks: list[Block], paragraphs: list[str], stated: StatedPage, heading: Element | None) -> list[str]:
    """The blocks of a lead that a page has above its text, and that were not read with it.

    Args:
        blocks: of the page, in order.
        paragraphs: that were read.
        heading: of the article, where the page has one.

    Returns:
        What is named as a lead, in class, id or property, between the heading and the first paragraph, or begins like the
        page's description; [] where there is none.
    """
    known = Known(paragraphs)
    first = next(
        (i for i, block in enumerate(blocks) if _is_paragraph(block) and known.place(block.letters) == 0), None
    )
    if first is None:
        first = next((i for i, block in enumerate(blocks) if known.place(block.letters) is not None), 0)
    seen = {letters_of(title) for title in (*stated.titles, *stated.headlines)}
    above = _behind(heading, blocks[:first])
    lead: dict[str, str] = {}
    for block in above:
        if known.place(block.letters) is not None or block.letters in seen or len(block.words.split()) < MIN_WORDS:
            continue
        if _is_named(block.element) or _is_description(block.letters, stated.description):
            lead.setdefault(block.letters, block.words)
    return list(lead.values())[:MOST]


def _is_paragraph(block: Block) -> bool:
    return len(block.letters) > MIN_DESCRIPTION


def _behind(heading: Element | None, blocks: list[Block]) -> list[Block]:
    """The blocks that stand behind a heading; all where there is none."""
    if heading is None:
        return blocks
    order = {element: i for i, element in enumerate(heading.getroottree().iter())}
    return [block for block in blocks if order.get(block.element, 0) > order[heading]]


def _is_named(element: Element) -> bool:
    """Whether an element, or one a little above it, is named as a lead."""
    for level, each in enumerate((element, *element.iterancestors())):
        if level > LEVELS or each.tag in ("article", "main", "body"):
            return False
        if (each.get("itemprop") or "").lower() in PROPERTIES:
            return True
        names = f"{each.get('class') or ''} {each.get('id') or ''} {each.get('data-testid') or ''}"
        words = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names).lower())
        if lead_names() & {*words, *(a + b for a, b in pairwise(words))}:
            return True
    return False


def _is_description(letters: str, description: str | None) -> bool:
    """Whether a block is the page's description, which may be cut."""
    stated = letters_of(re.sub(r"(?:…|\.\.\.) ?$", "", description or ""))
    return len(stated) >= MIN_DESCRIPTION and letters.startswith(stated)
