"""Word documents: the paragraphs of a .docx, without what is hidden, deleted, or no part of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from onrecord.text.sources.documents.drafts import Drafts, Tables
from onrecord.text.sources.documents.packages import MAX_UNPACKED, Package, Quiet, local, named
from onrecord.text.sources.paragraphs import Paragraph

MAX_LINKS = 100_000  # addresses that are kept
MAX_FIELD = 4_000  # characters of an instruction; a link's address stands in its first ones
SKIPPED = frozenset(
    "del moveFrom Fallback rt rPrChange pPrChange sectPrChange tblPrChange tcPrChange trPrChange".split()
)
OFF = frozenset(("0", "false", "none", "off"))
CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
HEADING = re.compile(r"(?i)(?:heading [1-9]|title)")
FIELD_LINK = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]{1,2000})"')
BODY_LEVEL = "9"  # of an outline: no heading


def is_docx(package: Package) -> bool:
    """Whether a package is a Word document."""
    return "word/document.xml" in package


def paragraphs_of_docx(package: Package) -> Iterator[Paragraph]:
    """The paragraphs of a Word document in order, one at a time.

    Raises:
        SourceError: it is damaged, or too large.
    """
    styles, links = _Styles(), _Links()
    package.look_through("word/styles.xml", styles)
    package.look_through("word/_rels/document.xml.rels", links)
    body = _Body(package.place, styles.resolved(), links.addresses)
    yield from package.parse("word/document.xml", body, MAX_UNPACKED)


def title_of_docx(package: Package) -> str | None:
    """The title that the document's properties state."""
    return package.title("docProps/core.xml")


@dataclass
class _Style:
    bold: bool | None = None
    hidden: bool | None = None
    heading: bool | None = None
    parent: str | None = None


@dataclass
class _Paragraph:
    style: _Style = field(default_factory=_Style)
    ends_section: bool = False
    goes_on: bool = False  # in the next one: its mark is deleted


class _Styles(Quiet):
    """The styles of a document: what is bold, hidden or a heading by its style."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._style = _Style()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, style, value = local(tag), self._style, _value(attributes)
        if name == "style":
            self._style = self._styles.setdefault(named(attributes, "styleId") or "", _Style())
        elif name == "name" and HEADING.fullmatch(value or ""):
            style.heading = True
        elif name == "basedOn":
            style.parent = value
        elif name == "outlineLvl":
            style.heading = value != BODY_LEVEL
        elif name == "b":
            style.bold = _is_on(value)
        elif name == "vanish":
            style.hidden = _is_on(value)

    def resolved(self) -> dict[str, _Style]:
        """Each style with what it takes from those that it is based on."""
        return {name: self._whole(name) for name in self._styles}

    def _whole(self, name: str) -> _Style:
        whole, seen = _Style(), set[str]()
        while name in self._styles and name not in seen and len(seen) < 20:
            seen.add(name)
            style = self._styles[name]
            whole.bold = style.bold if whole.bold is None else whole.bold
            whole.hidden = style.hidden if whole.hidden is None else whole.hidden
            whole.heading = style.heading if whole.heading is None else whole.heading
            name = style.parent or ""
        return whole


class _Links(Quiet):
    """The addresses that a document's links lead to, by their ids."""

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind, target = attributes.get("Type", ""), attributes.get("Target")
        if kind.endswith("/hyperlink") and target and len(self.addresses) < MAX_LINKS:
            self.addresses[attributes.get("Id", "")] = target


class _Body:
    """The text of a document, element by element."""

    def __init__(self, place: str, styles: dict[str, _Style], links: dict[str, str]) -> None:
        self._drafts, self._tables = Drafts(place), Tables()
        self._styles, self._links = styles, links
        self._depth_skipped = 0
        self._around: list[_Paragraph] = []  # paragraphs around the one that is read
        self._paragraph: _Paragraph | None = None
        self._run = _Style()
        self._in_properties = self._in_run = self._in_text = self._in_field = False
        self._field = ""

    def take(self) -> list[Paragraph]:
        return self._drafts.take()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._depth_skipped:
            self._depth_skipped += 1
            return
        name = local(tag)
        if name == "t":
            self._in_text = not self._is_hidden()
        elif name == "r":
            self._in_run, self._run = True, _Style()
        elif name in CHARACTERS:
            self._write_character(name, attributes)
        elif name in ("p", "tbl", "tr", "tc", "pPr"):
            self._begin(name)
        elif name in SKIPPED and not (name == "del" and self._in_properties):
            self._depth_skipped = 1
        elif self._in_properties:
            self._set_paragraph(name, attributes)
        elif self._in_run and name in ("b", "vanish", "rStyle", "instrText"):
            self._set_run(name, attributes)
        elif name == "hyperlink":
            anchor = named(attributes, "anchor")
            self._drafts.link_to(self._links.get(named(attributes, "id") or "") or (f"#{anchor}" if anchor else None))
        elif name == "bookmarkStart":
            self._drafts.mark(named(attributes, "name"))
        elif name == "fldSimple":
            self._link_of_field(named(attributes, "instr") or "")

    def end(self, tag: str) -> None:
        if self._depth_skipped:
            self._depth_skipped -= 1
            return
        name = local(tag)
        if name == "t":
            self._in_text = False
        elif name == "r":
            self._in_run = False
        elif name == "instrText":
            self._in_field = False
            self._link_of_field(self._field)
        elif name == "pPr":
            self._in_properties = False
        elif name == "p" and self._paragraph:
            self._end_paragraph(self._paragraph)
        elif name == "tbl":
            self._tables.end_table()

    def data(self, text: str) -> None:
        if self._in_text:
            self._drafts.write(text, self._is_bold())
        elif self._in_field:
            self._field = (self._field + text)[:MAX_FIELD]

    def _begin(self, name: str) -> None:
        if name == "p":
            if self._paragraph:
                self._around.append(self._paragraph)
                self._drafts.nest()
            self._paragraph, self._in_run = _Paragraph(), False
        elif name == "pPr":
            self._in_properties = True
        elif name == "tbl":
            self._tables.begin_table()
        elif name == "tr":
            self._tables.begin_row()
        else:
            self._tables.begin_cell()

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        cell, row = self._tables.here
        if self._around or not paragraph.goes_on:
            self._drafts.end(heading=bool(paragraph.style.heading), cell=cell, row=row)
        if paragraph.ends_section:
            self._drafts.break_page()
        if self._around:
            self._drafts.unnest()
        self._paragraph = self._around.pop() if self._around else None

    def _set_paragraph(self, name: str, attributes: dict[str, str]) -> None:
        value, paragraph = _value(attributes), self._paragraph or _Paragraph()
        if name == "pStyle":
            paragraph.style = replace(self._styles.get(value or "", _Style()))
        elif name == "outlineLvl":
            paragraph.style.heading = value != BODY_LEVEL
        elif name == "pageBreakBefore" and _is_on(value):
            self._drafts.break_page()
        elif name == "sectPr":
            paragraph.ends_section = True
        elif name == "del":
            paragraph.goes_on = True

    def _set_run(self, name: str, attributes: dict[str, str]) -> None:
        value = _value(attributes)
        if name == "b":
            self._run.bold = _is_on(value)
        elif name == "vanish":
            self._run.hidden = _is_on(value)
        elif name == "rStyle":
            style = self._styles.get(value or "", _Style())
            self._run.bold = style.bold if self._run.bold is None else self._run.bold
            self._run.hidden = style.hidden if self._run.hidden is None else self._run.hidden
        else:
            self._in_field, self._field = True, ""

    def _write_character(self, name: str, attributes: dict[str, str]) -> None:
        if not self._in_run or self._in_properties or self._is_hidden():
            return
        if name == "br" and named(attributes, "type") in ("page", "column"):
            self._drafts.break_page()
        else:
            self._drafts.write(CHARACTERS[name], self._is_bold())

    def _link_of_field(self, instruction: str) -> None:
        if match := FIELD_LINK.search(instruction):
            self._drafts.link_to(match[1])

    def _is_bold(self) -> bool:
        style = self._paragraph.style if self._paragraph else self._run
        return bool(style.bold if self._run.bold is None else self._run.bold)

    def _is_hidden(self) -> bool:
        style = self._paragraph.style if self._paragraph else self._run
        return bool(style.hidden if self._run.hidden is None else self._run.hidden)


def _value(attributes: dict[str, str]) -> str | None:
    return named(attributes, "val")


def _is_on(value: str | None) -> bool:
    return value is None or value.lower() not in OFF
