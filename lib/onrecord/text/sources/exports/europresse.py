"""Europresse: exports in HTML, an element for each field of each article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.text.article import SourceError
from onrecord.text.sources.exports.dates import date_in, is_weekday
from onrecord.text.sources.exports.drafts import Draft, joined
from onrecord.text.sources.exports.fields import writer
from onrecord.text.sources.formats.html import html_paragraphs
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.stated_articles import StatedArticle

# Classes and elements, in lower case, and the field that is in them; the first that fits counts.
FIELDS = (
    ("public-lblnodoc", "id"),
    ("doc-legalinfo", "skip"),
    ("aside", "skip"),
    ("footer", "skip"),
    ("rdp__subtitle", "subtitle"),
    ("titrearticlevisu", "title"),
    ("rdp__articletitle", "title"),
    ("grandtitre", "title"),
    ("doctitresoussection", "skip"),
    ("docpublicationname", "outlet"),
    ("docheader", "header"),
    ("docauthors", "author"),
    ("dococurrcontainer", "text"),
    ("doctext", "text"),
    ("titrearticle", "heading"),
    ("sm-margin-bottomnews", "author"),
)
HEADER = ("outlet", "header", "title", "heading")  # fields that stand above the text
NUMBER = re.compile(r"\b\w{2,12}·\d{8}·[\w×·.+-]{1,80}")
ISSUE = re.compile(r"[ ,]{1,3}(?:no|n[°º]|num|vol|issue)\.?\s?\d", re.IGNORECASE)
PAGE = re.compile(r"\b(?:pp?|page|pg)\b\.?\s{0,2}([A-Z]{0,3}-?\d[\w()/,-]{0,20})", re.IGNORECASE)
APPEARED = re.compile(r"(?:cet article est paru|this article (?:was published|appeared)) ", re.IGNORECASE)
MARKUP = re.compile(r"</?(?:p|br|div|i|b|em|strong)\b[^<>]{0,200}>", re.IGNORECASE)
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright(?: ©| \(c\))?) ?\d{4}\b", re.IGNORECASE)
LONGEST_COPYRIGHT = 200  # characters of a copyright line
IN_NAMES = frozenset("and et avec with de du des la le van von der den ter el al bin da di".split())  # in small letters
LONGEST_WRITER = 10  # words of a line that names the writer, where nothing else says that it does


class Europresse:
    """The reader of Europresse's exports."""

    name = "Europresse"

    def fits(self, top: Sequence[Paragraph]) -> bool:
        """Whether paragraphs are marked as names of papers and as titles or headers."""
        fields = {_field(paragraph) for paragraph in top}
        return "outlet" in fields and not fields.isdisjoint(("header", "title", "heading"))

    def articles(self, paragraphs: Iterable[Paragraph]) -> Iterator[StatedArticle | SourceError]:
        """The articles of an export: one ends where the header of the next one begins."""
        draft = Draft()
        for paragraph in paragraphs:
            field = _field(paragraph)
            has_body = "text" in draft or "rest" in draft
            if field in HEADER and has_body and (field != "header" or "header" in draft):
                yield from _stated(draft)
                draft = Draft()
            if field == "text" and APPEARED.match(paragraph.text):
                draft.add("url", paragraph.link or "")
            elif field == "outlet" and "outlet" in draft:
                continue
            elif field == "heading" and "title" in draft:
                draft.add("below", paragraph.text)
            else:
                rest = "rest" if "title" in draft or "heading" in draft else "before"
                draft.add(field or rest, paragraph.text)
        yield from _stated(draft)


def _field(paragraph: Paragraph) -> str | None:
    marks = (paragraph.mark or "").lower().split()
    return next((field for mark, field in FIELDS if mark in marks), None)


def _stated(draft: Draft) -> Iterator[StatedArticle | SourceError]:
    if "outlet" not in draft and "title" not in draft:
        return
    header = draft.all("header") or ""
    number = NUMBER.search(" ".join([*draft.lines("id"), *draft.lines("rest"), *draft.lines("skip")]))
    page = PAGE.search(header)
    body, author = _body_and_author(draft)
    day = number[0].split("·")[1] if number else ""
    yield draft.too_large() or StatedArticle(
        body,
        title=draft.all("title") or draft.get("heading"),
        outlet=_outlet(draft.get("outlet") or ""),
        date=date_in(header) or date_in(draft.all("before") or "") or date_in(day),
        author=writer(author),
        section=_section(header),
        page=page[1].rstrip(",") if page else None,
        identifier=number[0] if number else None,
        url=draft.get("url"),
    )


def _body_and_author(draft: Draft) -> tuple[str, str | None]:
    """The text and who wrote it; where neither is marked, the lines below the title are both."""
    lines = [*draft.lines("subtitle"), *draft.lines("text")]
    author = draft.get("author") or next(filter(_is_name, draft.lines("below")), None)
    if "text" not in draft:
        lines = _unmarked(draft)
        if lines and not author and len(lines[0].split()) <= LONGEST_WRITER and not lines[0].endswith((".", "?", "!")):
            author = lines.pop(0)
    text = joined(lines)
    if MARKUP.search(text):  # some papers deliver their texts as markup, which is exported as text
        text = joined(paragraph.text for paragraph in html_paragraphs([text]))
    return text, author


def _is_name(line: str) -> bool:
    """Whether a line below the title, which may be a second title as well, is of names only."""
    words = line.split()
    return 1 < len(words) <= LONGEST_WRITER and all(word[0].isupper() or word in IN_NAMES for word in words)


def _unmarked(draft: Draft) -> list[str]:
    """The lines below a title, without copyright lines, and up to the number, behind which the database speaks."""
    lines = [words for block in draft.lines("rest") for line in block.split("\n") if (words := line.strip())]
    end = next((at for at, line in enumerate(lines) if at and NUMBER.search(line)), len(lines))
    return [
        line
        for line in lines[:end]
        if not NUMBER.search(line) and not (len(line) <= LONGEST_COPYRIGHT and COPYRIGHT.match(line))
    ]


def _outlet(stated: str) -> str | None:
    """The name of a paper without the number of its issue."""
    issue = ISSUE.search(stated)
    return (stated[: issue.start()] if issue else stated).strip(" ,") or None


def _section(header: str) -> str | None:
    """What stands before the day in a header: "World, Friday, November 13, 2015"."""
    parts = [part.strip() for part in header.split(",")]
    section = parts[0]
    if len(parts) == 1 or any(c.isdigit() for c in section) or is_weekday(section):
        return None
    return section or None
