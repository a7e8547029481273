"""HTML: the paragraphs of a page, one after the other, with what the page calls them, in little memory.

No tree is built: what has been read is held until its paragraph is over, and nothing is loaded or expanded.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from onrecord.text.article import MAX_CHARACTERS
from onrecord.text.sources.paragraphs import Paragraph

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section summary table tbody td tfoot th thead title "
    "tr ul".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
HIDDEN = frozenset("script style noscript template select textarea svg iframe object".split())
NAMED = frozenset("article aside footer header main nav section title".split())  # elements that say what they hold
# Classes by which databases mark a field, also in the middle of a line.
FIELD = re.compile(r"Doc[A-Z]|[Tt]itreArticle")
DOCUMENT = re.compile(r"<[\s/]{0,5}DOC")  # in a comment: where a document begins or ends
RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
NEW_PAGE = re.compile(r"page-break-before\s*:\s*always", re.IGNORECASE)
LONGEST_NAMES, LONGEST_MARK = 100, 1_000  # characters of an element's own names, and with those around it
MOST_STYLES = 200_000  # characters of style sheets that are looked at
DEEPEST = 5_000  # elements in one another; what is deeper is called what the last one of them is called


def html_paragraphs(pieces: Iterable[str]) -> Iterator[Paragraph]:
    """Read the paragraphs of a page.

    Args:
        pieces: the page, cut anywhere.

    Yields:
        Paragraphs that are not empty; `mark` has the classes of the elements around, `#` and ids, and the names of elements
        that say what they hold, the innermost first. Of a paragraph with more characters than an article may have, as
        many as show that. A comment that marks a document (`<DOC …>`) is a paragraph with the mark `comment`.
    """
    from lxml import etree

    target = _Page()
    parser = etree.HTMLParser(target=target, encoding="utf-8")
    for piece in pieces:
        parser.feed(piece.replace("\0", "\ufffd").encode("utf-8", "replace"))
        yield from target.taken()
    try:
        parser.close()
    except etree.XMLSyntaxError:  # nothing came at all
        return
    yield from target.taken()


class _Element(NamedTuple):
    tag: str
    mark: str = ""
    bold: bool = False
    heading: bool = False
    hidden: bool = False
    field: bool = False  # whether a paragraph begins and ends with it


class _Cell(NamedTuple):
    row: int | None = None
    cell: int | None = None


class _Page:
    """What lxml tells of a page, element by element, put together to paragraphs."""

    def __init__(self) -> None:
        self._out: deque[Paragraph] = deque()
        self._open = [_Element("")]
        self._tables: list[_Cell] = []
        self._cell, self._rows = _Cell(), 0
        self._styles = ""
        self._bold_classes: set[str] = set()
        self._page_classes: set[str] = set()
        self._new_page = False
        self._anchor: str | None = None
        self._begin()

    def _begin(self) -> None:
        self._text: list[str] = []
        self._size = 0
        self._first: _Element | None = None  # the element that the first word stands in
        self._bold = True
        self._link: str | None = None

    def taken(self) -> Iterator[Paragraph]:
        """The paragraphs that are over since the last call."""
        while self._out:
            yield self._out.popleft()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        names = attributes.get("class", "")[:LONGEST_NAMES].split()
        is_field = tag in BLOCKS or any(map(FIELD.match, names))
        if is_field:
            self._end_paragraph()
        style, around = attributes.get("style", "")[:LONGEST_MARK], self._open[-1]
        if len(self._open) > DEEPEST:
            self._open.append(around)
        else:
            mark = self._mark(tag, names, attributes.get("id"), around.mark)
            bold = self._is_bold(tag, names, style, around.bold)
            hidden = around.hidden or tag in HIDDEN
            self._open.append(_Element(tag, mark, bold, tag in HEADINGS or around.heading, hidden, is_field))
        is_article = tag == "article" or any(name.lower() == "article" for name in names)
        self._new_page |= is_article or bool(NEW_PAGE.search(style)) or not self._page_classes.isdisjoint(names)
        self._note(tag, attributes)

    def _note(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take down what an element is for: a cell, a link, a bookmark, a line break."""
        if tag == "table":
            self._tables.append(self._cell)
        elif tag == "tr":
            self._cell, self._rows = _Cell(self._rows), self._rows + 1
        elif tag in ("td", "th") and self._cell.row is not None:
            self._cell = _Cell(self._cell.row, 0 if self._cell.cell is None else self._cell.cell + 1)
        elif tag == "br":
            self._add("\n")
        elif tag == "a":
            self._link = self._link or attributes.get("href")
            self._anchor = attributes.get("name") or self._anchor

    def end(self, tag: str) -> None:
        element = self._open.pop() if len(self._open) > 1 else self._open[0]
        if tag == "style":
            self._learn_styles()
        if tag in BLOCKS or element.field:
            self._end_paragraph()
        if tag == "table" and self._tables:
            self._cell = self._tables.pop()

    def data(self, data: str) -> None:
        element = self._open[-1]
        if element.tag == "style" and len(self._styles) < MOST_STYLES:
            self._styles += data[:MOST_STYLES]
        if element.hidden:
            return
        self._add(data if element.tag == "pre" else data.replace("\n", " ").replace("\r", " "))
        if not data.isspace():
            self._first = self._first or element
            self._bold &= element.bold

    def _add(self, text: str) -> None:
        if self._size <= MAX_CHARACTERS:
            self._text.append(text)
            self._size += len(text)

    def comment(self, comment: str) -> None:
        if DOCUMENT.search(comment):
            self._end_paragraph()
            self._out.append(Paragraph(comment.strip()[:MAX_CHARACTERS], mark="comment"))

    def close(self) -> None:
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        if self._first:
            lines = (" ".join(line.split()) for line in "".join(self._text).split("\n"))
            self._out.append(
                Paragraph(
                    "\n".join(lines).strip(),
                    heading=self._first.heading,
                    bold=self._bold,
                    cell=self._cell.cell,
                    row=self._cell.row if self._cell.cell is not None else None,
                    anchor=self._anchor,
                    link=self._link,
                    page_break=self._new_page,
                    mark=self._first.mark or None,
                )
            )
            self._new_page, self._anchor = False, None
        self._begin()

    def _mark(self, tag: str, names: list[str], identifier: str | None, around: str) -> str:
        own = [*names, *([f"#{identifier[:LONGEST_NAMES]}"] if identifier else []), *([tag] if tag in NAMED else [])]
        return " ".join([*own, around])[:LONGEST_MARK].strip() if own else around

    def _is_bold(self, tag: str, names: list[str], style: str, around: bool) -> bool:
        if NOT_BOLD.search(style):
            return False
        if tag in ("b", "strong") or tag in HEADINGS or BOLD.search(style):
            return True
        return around or not self._bold_classes.isdisjoint(names)

    def _learn_styles(self) -> None:
        """Which classes of the page's own style sheet are bold, and which begin a page."""
        for name, rules in RULE.findall(self._styles):
            if BOLD.search(rules):
                self._bold_classes.add(name)
            if NEW_PAGE.search(rules):
                self._page_classes.add(name)
        self._styles = ""
