"""Nexis: the articles in exports of Nexis, Nexis Uni, Lexis Advance and LexisNexis Academic, one at a time.

Newer exports give title, outlet and date, then labels, a line `Body`, the text, and `End of Document`. Older ones begin an article
with `12 of 146 DOCUMENTS`, and give outlet and date, then the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.text.article import SourceError
from onrecord.text.sources.exports.nexis_articles import NexisArticle
from onrecord.text.sources.exports.nexis_lines import (
    COVER,
    NUMBER_OF_DOCUMENTS,
    NUMBERED,
    RIGHTS,
    WORD_COUNT,
    WORDS,
    heading_of,
    label_of,
)
from onrecord.text.sources.exports.nexis_starts import with_starts
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.stated_articles import StatedArticle

BOOKMARK = re.compile(r"Bookmark_(\d{1,6})")  # on the title of an article
CONTENT_ITEM = re.compile(r"contentItem(?:%3A|:)([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}-\d{5}-\d{2})")
ENTRY = re.compile(r"(\d{1,6})\.\s")  # of the list of articles on the cover
MOST_ENTRIES = 10_000
ABOVE_BODY = 12  # lines above `Body` in which labels stand
MIN_LABELS = 3  # in capitals, that show an older export without numbers


class Nexis:
    """The reader of exports of Nexis, new and old."""

    name = "Nexis"

    def fits(self, top: Sequence[Paragraph]) -> bool:
        """Whether a file that begins with these paragraphs is such an export."""
        lines = [line for paragraph in top for line in paragraph.text.split("\n")]
        found = [label_of(line) for line in lines]
        sure = {label.field or line[:8] for label, line in zip(found, lines, strict=True) if label and label.is_sure}
        has_words = any(label and WORDS.match(label.value) for label in found)
        has_cover = sum(COVER.match(line) is not None for line in lines) >= 2
        kinds = {heading_of(line)[0] for line in lines if len(line) <= 40}
        return (
            (has_cover and any(NUMBER_OF_DOCUMENTS.fullmatch(line) for line in lines))
            or ("body" in kinds and self._has_labels_above_body(lines))
            or ("end" in kinds and (has_words or bool(sure) or "body" in kinds or any(map(RIGHTS.match, lines))))
            or (bool(sure) and any(NUMBERED.fullmatch(line) for line in lines))
            or (has_words and len(sure) >= MIN_LABELS)
        )

    def articles(self, paragraphs: Iterable[Paragraph]) -> Iterator[StatedArticle | SourceError]:
        """The articles of an export, one at a time, or what is wrong with one."""
        cover = _Cover()
        article, has_words = NexisArticle(), False
        for paragraph, seems_first in with_starts(paragraphs):
            first, _, others = paragraph.text.partition("\n")
            bookmark = BOOKMARK.fullmatch(paragraph.anchor or "")
            is_numbered = NUMBERED.fullmatch(first) is not None
            is_below = article.part == "tail" and paragraph.page_break and not _is_label_below(first)
            is_next = is_below or (seems_first and has_words)
            if article.is_over or bookmark or is_numbered or is_next:
                yield from _given(article, cover)
                article, has_words = (
                    NexisArticle(is_old=is_numbered, number=int(bookmark[1]) if bookmark else None),
                    False,
                )
            has_words = has_words or any(map(WORD_COUNT.match, paragraph.text.split("\n")))
            if article.part == "head":
                cover.look_at(paragraph)
            article.read(paragraph._replace(text=others) if is_numbered else paragraph)
        yield from _given(article, cover)

    @staticmethod
    def _has_labels_above_body(lines: list[str]) -> bool:
        above = next(number for number, line in enumerate(lines) if heading_of(line)[0] == "body")
        labelled = (label_of(line) for line in lines[max(0, above - ABOVE_BODY) : above])
        return any(label is not None and label.kind == "head" for label in labelled)


class _Cover:
    """The list of articles on an export's cover: their links, which the articles themselves may lack."""

    def __init__(self) -> None:
        self._links: dict[int, tuple[str, str]] = {}  # number -> beginning of the title, address

    def look_at(self, paragraph: Paragraph) -> None:
        """Take down an entry of the list."""
        entry = ENTRY.match(paragraph.text)
        if entry and paragraph.link and CONTENT_ITEM.search(paragraph.link) and len(self._links) < MOST_ENTRIES:
            self._links[int(entry[1])] = (_letters(paragraph.text[entry.end() :]), paragraph.link)

    def link_of(self, number: int | None, title: str | None) -> str | None:
        """The address of an article of which the cover gives the same title under its number."""
        listed, link = self._links.get(number or 0, ("", ""))
        return link if title and listed and listed == _letters(title) else None


def _is_label_below(line: str) -> bool:
    """Whether a line on top of a page is one of those below a text, which the page break has parted."""
    label = label_of(line)
    is_label = label is not None and (label.kind == "tail" or label.is_sure)
    return is_label or heading_of(line)[0] in ("after", "end")


def _letters(title: str) -> str:
    return re.sub(r"\W+", "", title[:100]).casefold()


def _given(article: NexisArticle, cover: _Cover) -> Iterator[StatedArticle | SourceError]:
    """The article, where it is one and not what stands around them."""
    if not article.is_one:
        return
    if problem := article.problem():
        yield problem
        return
    title = article.title()
    links = (article.link, cover.link_of(article.number, title))
    link = next((link for link in links if link and CONTENT_ITEM.search(link)), None)
    item = CONTENT_ITEM.search(link) if link else None
    yield article.stated(title, item[1] if item else None, link)
