"""Articles of Nexis: one article of an export, gathered paragraph by paragraph, and what is stated of it."""

from __future__ import annotations

from collections import deque
from itertools import groupby
from typing import NamedTuple

from onrecord.text.article import SourceError
from onrecord.text.sources.exports.drafts import Draft, joined
from onrecord.text.sources.exports.nexis_lines import (
    ADDRESS,
    COVER,
    EDITION,
    RIGHTS,
    Label,
    author_as_written,
    day_on,
    heading_of,
    label_of,
    outlet_as_written,
    section_and_page,
)
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.stated_articles import StatedArticle

MOST_HEAD_LINES = 200  # that are kept above a text; a cover may have many more
MOST_NOTES, MOST_TERMS = 4, 40  # paragraphs of notes below a text, and with indexing terms; more of them were no notes
LONGEST_HEADING = 40  # characters of a line that says what follows
LONGEST_LINE = 160  # characters of a paragraph above a text; a longer one is whole sentences
BOOKMARKS = {"Body": "body", "Classification": "after"}  # that newer exports set, with a number behind
TEXT, PRESUMED = "text", "presumed"  # the text as a line announces it; what seems to be it, where none does
WRAPPED_FROM, WRAPPED_TO = 45, 130  # characters of lines that were wrapped at a fixed width


class _Line(NamedTuple):
    text: str
    paragraph: int  # its number
    stands_out: bool  # it is a heading, or in bold


class _Top(NamedTuple):
    title: str | None = None
    outlet: str | None = None
    date: str | None = None


class NexisArticle:
    """One article, from the line that begins it to the line that ends it.

    Args:
        is_old: it begins with its number, so outlet and date stand above the title.
        number: of its bookmark.
    """

    def __init__(self, *, is_old: bool = False, number: int | None = None) -> None:
        self.number = number
        self.link: str | None = None  # of the lines above the text
        self.part = "head"  # then body, then tail
        self.is_over = False  # its last line was there
        self._is_old = is_old
        self._is_below_cover = False  # and where that ends is not known
        self._n_paragraphs = 0
        self._head: deque[_Line] = deque(maxlen=MOST_HEAD_LINES)
        self._draft = Draft()
        self._has_label = self._has_day = False
        self._above: Label | None = None  # the label that the next line of this paragraph belongs to
        self._text, self._n_texts = PRESUMED, 0  # under which the text is kept, and how many paragraphs it has
        self._notes: list[str] | None = None  # what is none of the text, unless the text goes on behind it
        self._labels_of_notes: list[Label] = []
        self._n_notes = 0

    @property
    def is_one(self) -> bool:
        """Whether it is an article, and not what stands before the first or after the last."""
        return self._is_old or self.part != "head" or (self._has_day and (self._has_label or self.is_over))

    def read(self, paragraph: Paragraph) -> None:
        """Take in a paragraph."""
        if self.part == "head":
            self._begin_head(paragraph)
        text: list[str] = []
        for line in paragraph.text.split("\n"):
            kind = _kind_of(line, paragraph)
            if kind == "end":
                self.is_over = True
                break
            if kind == "skip":
                continue
            if self.part == "head":
                self._read_head(line, kind, paragraph, text)
            elif self.part == "body":
                self._read_body(line, kind, text)
            elif label := label_of(line):
                self._add(label)
        self._write(text)

    def _begin_head(self, paragraph: Paragraph) -> None:
        self._n_paragraphs += 1
        self._above = None
        if paragraph.page_break and not (self._has_label and self._has_day):  # what stands above is a cover
            self._forget_head()
            self._is_below_cover = False
        self.link = self.link or paragraph.link

    def _forget_head(self) -> None:
        self._head.clear()
        self._has_label = self._has_day = False
        self.link = None

    def _read_head(self, line: str, kind: str, paragraph: Paragraph, text: list[str]) -> None:
        """Read a line above the text."""
        label = label_of(line)
        if label and not (label.is_sure or self._is_below_cover or self._is_old or self._head):
            label = None  # a title, such as "Update: dam gives way"
        if kind == "body" or (label and label.kind == "body"):
            self._begin_text()
            text += [label.value] if label and label.value else []
        elif kind == "after":
            self.part = "tail"
        elif label and label.kind in ("head", "tail"):
            self._has_label, self._above = True, label
            self._is_old |= label.is_sure and label.kind == "head"  # in capitals, as newer exports write none
            self._add(label)
        elif self._above:
            self._add(self._above._replace(value=line))
        elif COVER.match(line):
            self._forget_head()
            self._is_below_cover = True
        elif self._is_text(line, paragraph):
            self.part = "body"
            text.append(line)
        else:
            self._has_day = self._has_day or day_on(line) is not None
            self._head.append(_Line(line.strip(), self._n_paragraphs, paragraph.heading or paragraph.bold))

    def _is_text(self, line: str, paragraph: Paragraph) -> bool:
        """Whether the text begins with a line, though nothing says so: below the date and labels, or in whole sentences."""
        is_prose = len(paragraph.text) > LONGEST_LINE and not self._is_below_cover
        return self._has_day and (self._has_label or is_prose) and not RIGHTS.match(line) and day_on(line) is None

    def _begin_text(self) -> None:
        """A line says that the text begins."""
        self.part, self._text, self._notes = "body", TEXT, None

    def _read_body(self, line: str, kind: str, text: list[str]) -> None:
        """Read a line of the text, or the first one below it."""
        label = label_of(line) or _address_of(line)
        if self._text != TEXT and (kind == "body" or (label and label.kind == "body")):
            self._begin_text()
            text[:] = [label.value] if label and label.value else []
        elif self._text != TEXT and self._n_texts <= MOST_NOTES and label and label.kind == "head":
            self.part, self._text, self._n_texts = "head", f"{self._text}+", 0  # what was read is no text yet
            text.clear()
            self._add(label)
        elif kind == "after" or (label and label.kind == "tail" and label.is_sure):
            self._write(text)
            self.part, self._notes = "tail", None
            for each in [*self._labels_of_notes, *([label] if label else [])]:
                self._add(each)
        elif kind == "late_heading" or (label and label.kind in ("tail", "late")) or RIGHTS.match(line):
            self._write(text)
            self._labels_of_notes += [label] if label else []
            self._hold(line, is_term=label is not None and label.kind == "tail")
        else:
            text.append(line)

    def _write(self, text: list[str]) -> None:
        """Take in the lines of a paragraph of the text, or of a note that may stand below it."""
        paragraph = _joined(text)
        text.clear()
        if not paragraph:
            return
        self._n_texts += 1
        if self._notes is None:
            self._draft.add(self._text, paragraph)
        else:
            self._hold(paragraph)

    def _hold(self, paragraph: str, is_term: bool = False) -> None:
        """Keep what may be a note below the text; where there is too much of it, it was the text."""
        self._n_notes = 0 if self._notes is None else self._n_notes
        self._notes = [*(self._notes or []), paragraph]
        self._n_notes += not is_term
        if self._n_notes > MOST_NOTES or len(self._notes) > MOST_TERMS:
            self._draft.add(self._text, *self._notes)
            self._notes, self._labels_of_notes = None, []

    def _add(self, label: Label) -> None:
        if label.field and label.value:
            self._draft.add(label.field, label.value)

    def problem(self) -> SourceError | None:
        """What is wrong with it; None where nothing is."""
        return self._draft.too_large()

    def title(self) -> str | None:
        """Its title, with single spaces."""
        title = self._draft.all("title") or self._top().title
        return None if not title or heading_of(title)[0] == "no_title" else " ".join(title.split())

    def stated(self, title: str | None, item: str | None, link: str | None) -> StatedArticle:
        """All that is stated of it.

        Args:
            title: its title.
            item: the database's id in the link.
            link: its address at the database.
        """
        for label in self._labels_of_notes:
            self._add(label)
        draft = self._draft
        top = self._top()
        section, page = section_and_page(draft.all("section") or "")
        language = (draft.get("language") or "").partition(";")[0].strip()
        return StatedArticle(
            joined(draft.lines(self._text)),
            title=title,
            outlet=outlet_as_written(top.outlet) if top.outlet else None,
            date=top.date,
            author=author_as_written(draft.all("author") or "") or None,
            section=section,
            page=page,
            identifier=item or draft.get("id"),
            url=draft.get("url") or link,
            language=language or None,
        )

    def _top(self) -> _Top:
        """What the lines above the text say that have no label."""
        lines = _units(self._head)
        days = [(number, day) for number, line in enumerate(lines) if (day := day_on(line.text))]
        if self._is_old:
            return self._of_old(lines, *days[0]) if days else _Top()
        number, day = days[-1] if days else (len(lines), None)
        return self._of_new(lines[:number], day)

    def _of_old(self, lines: list[_Line], number: int, day: str) -> _Top:
        """The outlet stands above the date, the title below, with an edition between them."""
        below = [line.text for line in lines[number + 1 :] if line.paragraph != lines[number].paragraph]
        title = next((text for text in below if not EDITION.fullmatch(text) and not day_on(text)), None)
        return _Top(title, lines[number - 1].text if number else None, day)

    def _of_new(self, above: list[_Line], day: str | None) -> _Top:
        """Title and outlet stand above the date; of one line alone a title in a field of its own says which it is."""
        if len(above) < 2:
            only = above[0].text if above else None
            return _Top(None, only, day) if "title" in self._draft else _Top(only, None, day)
        if self._is_below_cover:
            return _Top(above[-2].text, above[-1].text, day)
        first = next((line for line in above[:-1] if line.stands_out), above[0])
        return _Top(first.text, above[-1].text, day)


def _kind_of(line: str, paragraph: Paragraph) -> str:
    """What a line of its own says of those below: by its words, or in any language by its bookmark."""
    if len(line) > LONGEST_HEADING:
        return ""
    kind, _ = heading_of(line)
    named = BOOKMARKS.get((paragraph.anchor or "").partition("_")[0], "")
    return kind or (named if line == paragraph.text and not line.endswith(".") else "")


def _address_of(line: str) -> Label | None:
    """A line that is the article's address on the web, if it stands below the text."""
    return Label("late", "url", line.strip(), False) if ADDRESS.fullmatch(line.strip()) else None


def _units(head: deque[_Line]) -> list[_Line]:
    """The lines above a text without those on rights; the lines of a paragraph are one, if none of them is a date."""
    units: list[_Line] = []
    for _, group in groupby(head, key=lambda line: line.paragraph):
        lines = list(group)
        rights = [number for number, line in enumerate(lines) if RIGHTS.match(line.text)]
        if rights:
            del lines[rights[0] : rights[-1] + 1]
        if any(day_on(line.text) for line in lines):
            units += lines
        elif lines:
            units.append(lines[0]._replace(text=" ".join(line.text for line in lines)))
    return [line for line in units if line.text]


def _joined(lines: list[str]) -> str:
    """The lines of a paragraph: with spaces between them if they were wrapped at a fixed width."""
    is_wrapped = len(lines) > 1 and all(WRAPPED_FROM <= len(line) <= WRAPPED_TO for line in lines[:-1])
    return (" " if is_wrapped and len(lines[-1]) <= WRAPPED_TO else "\n").join(lines).strip()
