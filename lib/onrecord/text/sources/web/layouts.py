"""Layouts: elements that a page uses to place its text, made into ones that say what they hold."""

from __future__ import annotations

import re

from onrecord.text.sources.web.measures import NOTHING, Size
from onrecord.text.sources.web.trees import BLOCKS, Element, words_of

LONG_CELL = 200  # letters: a cell that has more holds text, not data
MIN_CAPTIONS = 4  # of a gallery
CAPTIONS_SHARE = 0.4  # of the page's letters, but those of links: the pictures' words are the article
MIN_LOOSE = 40  # letters of words without an element of their own that are a paragraph
MIN_PREFORMATTED = 200  # letters of an article that is set with line breaks
PARTS = ("thead", "tbody", "tfoot")  # of a table


def mend_layout(tree: Element, sizes: dict[Element, Size]) -> None:
    """Make text of what a page has in tables for its layout, in preformatted lines and under pictures; part glued links.

    Args:
        tree: of the page; changed.
        sizes: of its elements.
    """
    _part_words(tree)
    _mend_tables(tree, sizes)
    _mend_preformatted(tree, sizes)
    for box in list(tree.iter("div", "font", "center", "article", "section", "main", "body")):
        _mend_loose_text(box, sizes)
    _mend_gallery(tree, sizes)


def _part_words(tree: Element) -> None:
    """Put a space between links that stand side by side without one, and between a block and words beside it."""
    for element in tree.iter("a", *BLOCKS):
        before = element.getprevious()
        is_glued = before is not None and not before.tail and (element.tag != "a" or before.tag == "a")
        if is_glued:
            before.tail = " "
        if element.tag != "a" and element.tail and not element.tail[0].isspace():
            element.tail = f" {element.tail}"


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
        is_layout = any(
            sizes.get(cell, NOTHING).letters > LONG_CELL or cell in with_table for row in cells for cell in row
        )
        if is_layout or table.get("role") in ("presentation", "none") or max(map(len, cells), default=0) < 2:
            for element in [table, *(e for e in table if e.tag in PARTS), *rows, *(c for row in cells for c in row)]:
                element.tag = "div"


def _mend_preformatted(tree: Element, sizes: dict[Element, Size]) -> None:
    """Make paragraphs of a text that is set in lines, with blank ones between its paragraphs."""
    from lxml.html import Element as make

    for lines in list(tree.iter("pre")):
        if (letters := sizes.get(lines, NOTHING).letters) < MIN_PREFORMATTED or len(lines) > letters / 100:
            continue
        paragraphs = re.split(r"\n[ \t\r]*\n\s*|\n {2,}", "".join(lines.itertext()))
        tail = lines.tail
        lines.clear()
        lines.tag, lines.tail = "div", tail
        for paragraph in filter(str.strip, paragraphs):
            lines.append(made := make("p"))
            made.text = " ".join(paragraph.split())


def _mend_loose_text(box: Element, sizes: dict[Element, Size]) -> None:
    """Make paragraphs of words that stand in a box beside its paragraphs, or with two line breaks between them."""
    size = sizes.get(box, NOTHING)
    has_breaks = any(each.tag == "br" and _is_break(each) for each in box)
    if size.linked_share > 0.5 or size.letters < MIN_LOOSE or not (has_breaks or box.find("p") is not None):
        return
    children, text = list(box), box.text
    del box[:]
    box.text, run = None, _new_paragraph(text)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in BLOCKS and not (child.tag == "br" and not _follows_break(run)):
            _close(box, run)
            box.append(child)
            run = _new_paragraph(tail)
        else:
            run.append(child)
            child.tail = tail
    _close(box, run)


def _new_paragraph(text: str | None) -> Element:
    from lxml.html import Element as make

    made = make("p")
    made.text = text
    return made


def _follows_break(run: Element) -> bool:
    """Whether the last thing in a run of words is a line break."""
    return len(run) > 0 and run[-1].tag == "br" and not (run[-1].tail or "").strip()


def _is_break(element: Element) -> bool:
    """Whether a line break is the second of two."""
    before = element.getprevious()
    return before is not None and before.tag == "br" and not (before.tail or "").strip()


def _close(box: Element, run: Element) -> None:
    """Put a run of words into its box again: as a paragraph, if it is as long as one; else as it was."""
    if len("".join("".join(run.itertext()).split())) >= MIN_LOOSE:
        box.append(run)
        return
    last = box[-1] if len(box) else None
    if last is None:
        box.text = run.text
    else:
        last.tail = run.text
    box.extend(list(run))


def _mend_gallery(tree: Element, sizes: dict[Element, Size]) -> None:
    """Make paragraphs of the captions of a page whose text they are."""
    captions = [caption for caption in tree.iter("figcaption") if caption in sizes and sizes[caption].letters]
    in_captions = sum(sizes[caption].letters for caption in captions)
    if len(captions) >= MIN_CAPTIONS and in_captions > CAPTIONS_SHARE * (sizes[tree].letters - sizes[tree].linked):
        for figure in list(tree.iter("figure")):
            figure.tag = "div"
        for caption in captions:
            words = words_of(caption)
            tail = caption.tail
            caption.clear()
            caption.tag, caption.text, caption.tail = "p", words, tail
