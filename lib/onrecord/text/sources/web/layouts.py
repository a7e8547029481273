"""Layouts: elements that a page uses to place its text, made into ones that say what they hold."""

from __future__ import annotations

import re

from onrecord.text.sources.web.measures import Size, measure
from onrecord.text.sources.web.trees import Element, words_of

LONG_CELL = 200  # letters: a cell that has more holds text, not data
MIN_CAPTIONS = 4  # of a gallery
CAPTIONS_SHARE = 0.4  # of the page's letters, but those of links: the pictures' words are the article
MIN_PREFORMATTED = 400  # letters of an article that is set with line breaks
PARTS = ("thead", "tbody", "tfoot")  # of a table


def mend_layout(tree: Element) -> None:
    """Make text of what a page has in tables for its layout, in preformatted lines and under pictures; part glued links.

    Args:
        tree: of the page; changed.
    """
    sizes = measure(tree)
    _part_links(tree)
    _mend_tables(tree, sizes)
    _mend_preformatted(tree, sizes)
    _mend_gallery(tree, sizes)


def _part_links(tree: Element) -> None:
    """Put a space between links that stand side by side without one."""
    for link in tree.iter("a"):
        following = link.getnext()
        if following is not None and following.tag == "a" and not link.tail:
            link.tail = " "


def _mend_tables(tree: Element, sizes: dict[Element, Size]) -> None:
    """Make blocks of the cells of tables that hold no data but place text: long cells, tables in them, one column."""
    tables = list(tree.iter("table"))
    with_table = {cell for table in tables if (cell := next(table.iterancestors("td", "th"), None)) is not None}
    rows_of: dict[Element, list[Element]] = {table: [] for table in tables}
    for row in tree.iter("tr"):
        if (owner := next(row.iterancestors("table"), None)) is not None:
            rows_of[owner].append(row)
    for table, rows in rows_of.items():
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        is_layout = any(sizes[cell].letters > LONG_CELL or cell in with_table for row in cells for cell in row)
        if is_layout or table.get("role") in ("presentation", "none") or max(map(len, cells), default=0) < 2:
            for element in [table, *(e for e in table if e.tag in PARTS), *rows, *(c for row in cells for c in row)]:
                element.tag = "div"


def _mend_preformatted(tree: Element, sizes: dict[Element, Size]) -> None:
    """Make paragraphs of a text that is set in lines, with blank ones between its paragraphs."""
    from lxml.html import Element as make

    for lines in list(tree.iter("pre")):
        if sizes[lines].letters < MIN_PREFORMATTED or len(lines) > sizes[lines].letters / 100:
            continue
        paragraphs = re.split(r"\n[ \t\r]*\n\s*|\n {2,}", "".join(lines.itertext()))
        tail = lines.tail
        lines.clear()
        lines.tag, lines.tail = "div", tail
        for paragraph in filter(str.strip, paragraphs):
            lines.append(made := make("p"))
            made.text = " ".join(paragraph.split())


def _mend_gallery(tree: Element, sizes: dict[Element, Size]) -> None:
    """Make paragraphs of the captions of a page whose text they are."""
    captions = [caption for caption in tree.iter("figcaption") if sizes[caption].letters]
    in_captions = sum(sizes[caption].letters for caption in captions)
    if len(captions) >= MIN_CAPTIONS and in_captions > CAPTIONS_SHARE * (sizes[tree].letters - sizes[tree].linked):
        for figure in list(tree.iter("figure")):
            figure.tag = "div"
        for caption in captions:
            words = words_of(caption)
            tail = caption.tail
            caption.clear()
            caption.tag, caption.text, caption.tail = "p", words, tail
