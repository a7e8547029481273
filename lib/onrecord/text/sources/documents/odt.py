"""OpenDocument texts: the paragraphs of an .odt, without what is hidden, deleted, or no part of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.text.article import SourceError
from onrecord.text.sources.documents.drafts import Drafts, Tables
from onrecord.text.sources.documents.packages import MAX_UNPACKED, Package, Quiet, local, named
from onrecord.text.sources.paragraphs import Paragraph

MAX_MANIFEST = 2_000_000  # bytes of the list of parts that are looked through for a sign of encryption
ENCRYPTED = b"encryption-data"
SKIPPED = frozenset("note annotation tracked-changes ruby-text forms hidden-text hidden-paragraph".split())
OF_PICTURES = ("svg-compatible:1.0}title", "svg-compatible:1.0}desc")
CHARACTERS = {"tab": "\t", "line-break": "\n"}
SPACES = re.compile(r"[ \t\r\n]+")
MAX_SPACES = 100  # that one element may stand for
BOLD = frozenset(("bold", "600", "700", "800", "900"))


def is_odt(package: Package) -> bool:
    """Whether a package is an OpenDocument text, encrypted or not."""
    kind = package.read("mimetype", 100)
    return kind.startswith(b"application/vnd.oasis.opendocument.text") or (not kind and "content.xml" in package)


def paragraphs_of_odt(package: Package) -> Iterator[Paragraph]:
    """The paragraphs of an OpenDocument text in order, one at a time.

    Raises:
        SourceError: it is damaged, encrypted, or too large.
    """
    if ENCRYPTED in package.read("META-INF/manifest.xml", MAX_MANIFEST):
        raise SourceError(f"{package.place}: is protected with a password. Save it without one.")
    common = _Styles()
    package.look_through("styles.xml", common)
    yield from package.parse("content.xml", _Body(package.place, common.styles), MAX_UNPACKED)


def title_of_odt(package: Package) -> str | None:
    """The title that the document's properties state."""
    return package.title("meta.xml")


@dataclass
class _Style:
    bold: bool | None = None
    hidden: bool | None = None
    breaks: bool = False
    parent: str | None = None


class _Styles(Quiet):
    """The styles of a document, by their names."""

    def __init__(self) -> None:
        self.styles: dict[str, _Style] = {}
        self._style = _Style()

    def end(self, tag: str) -> None:
        """An element is over."""
        if local(tag) == "style":
            self._style = _Style()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = local(tag)
        if name == "style":
            self._style = self.styles[named(attributes, "name") or ""] = _Style()
            self._style.parent = named(attributes, "parent-style-name")
            self._style.breaks = bool(named(attributes, "master-page-name"))
        elif name == "text-properties":
            weight = named(attributes, "font-weight")
            self._style.bold = weight in BOLD if weight else None
            self._style.hidden = named(attributes, "display") == "none" or None
        elif name == "paragraph-properties":
            self._style.breaks |= named(attributes, "break-before") in ("page", "column")


class _Body:
    """The text of a document, element by element."""

    def __init__(self, place: str, common: dict[str, _Style]) -> None:
        self._drafts, self._tables, self._own = Drafts(place), Tables(), _Styles()
        self._own.styles = common
        self._depth_skipped = 0
        self._in_text = False  # behind the styles
        self._spans: list[_Style] = []  # styles of the paragraph and the spans that are open
        self._nested: list[list[_Style]] = []  # those of paragraphs around the one that is read
        self._after_space = True

    def take(self) -> list[Paragraph]:
        return self._drafts.take()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if self._depth_skipped:
            self._depth_skipped += 1
        elif not self._in_text:
            self._in_text = tag.endswith("office:1.0}text")
            self._own.start(tag, attributes)
        elif (
            name in SKIPPED
            or tag.endswith(OF_PICTURES)
            or (name == "section" and named(attributes, "display") == "none")
        ):
            self._depth_skipped = 1
        elif name in ("p", "h"):
            self._begin_paragraph(self._style(attributes))
        elif name in ("span", "a") and self._spans:
            self._spans.append(self._style(attributes))
            self._drafts.link_to(named(attributes, "href"))
        elif name in CHARACTERS or name == "s":
            self._write_character(name, named(attributes, "c"))
        elif name in ("bookmark", "bookmark-start"):
            self._drafts.mark(named(attributes, "name"))
        elif name == "table":
            self._tables.begin_table()
        elif name == "table-row":
            self._tables.begin_row()
        elif name in ("table-cell", "covered-table-cell"):
            self._tables.begin_cell()

    def end(self, tag: str) -> None:
        name = local(tag)
        if self._depth_skipped:
            self._depth_skipped -= 1
        elif not self._in_text:
            self._own.end(tag)
        elif name in ("p", "h"):
            self._end_paragraph(name == "h")
        elif name in ("span", "a") and len(self._spans) > 1:
            self._spans.pop()
        elif name == "table":
            self._tables.end_table()

    def data(self, text: str) -> None:
        if self._depth_skipped or not self._spans or self._is_hidden():
            return
        text = SPACES.sub(" ", text)
        if self._after_space:
            text = text.lstrip(" ")
        if text:
            self._drafts.write(text, self._is_bold())
            self._after_space = text.endswith(" ")

    def _begin_paragraph(self, style: _Style) -> None:
        if self._spans:
            self._nested.append(self._spans)
            self._drafts.nest()
        self._spans, self._after_space = [style], True
        if style.breaks:
            self._drafts.break_page()

    def _end_paragraph(self, heading: bool) -> None:
        cell, row = self._tables.here
        self._drafts.end(heading=heading or self._has_title_style(), cell=cell, row=row)
        if self._nested:
            self._drafts.unnest()
        self._spans, self._after_space = (self._nested.pop() if self._nested else []), False

    def _write_character(self, name: str, count: str | None) -> None:
        if not self._spans or self._is_hidden():
            return
        times = min(int(count), MAX_SPACES) if count and count.isascii() and count.isdigit() and len(count) < 9 else 1
        self._drafts.write(CHARACTERS.get(name, " " * times), self._is_bold())
        self._after_space = name == "line-break"

    def _style(self, attributes: dict[str, str]) -> _Style:
        """A style with what it takes from those that it is based on."""
        name, seen = named(attributes, "style-name"), set[str]()
        whole = _Style(parent=name)
        while name and name not in seen and len(seen) < 20 and (style := self._own.styles.get(name)):
            seen.add(name)
            whole.bold = style.bold if whole.bold is None else whole.bold
            whole.hidden = style.hidden if whole.hidden is None else whole.hidden
            whole.breaks |= style.breaks
            name = style.parent
            whole.parent = name or whole.parent
        return whole

    def _has_title_style(self) -> bool:
        return bool(self._spans) and self._spans[0].parent == "Title"

    def _is_bold(self) -> bool:
        return bool(next((style.bold for style in reversed(self._spans) if style.bold is not None), False))

    def _is_hidden(self) -> bool:
        return bool(next((style.hidden for style in reversed(self._spans) if style.hidden is not None), False))
