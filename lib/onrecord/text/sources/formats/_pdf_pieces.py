"""Pieces of a PDF: what `pdf` asks of the process that reads one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.text.article import SourceError
from onrecord.text.sources.formats._pdf_pages import MAX_CHARACTERS, PageTooLarge, pages_of
from onrecord.text.sources.page_layout.document import read_pages
from onrecord.text.sources.page_layout.flow import Piece
from onrecord.text.sources.page_layout.words import Page

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PAGES = 5_000
FEW_WORDS = 30  # a page with fewer, and a picture over most of it, is a picture of a page
MOST_OF_PAGE = 0.5
PASSWORD = 4  # pdfium's number for a wrong or missing one
COPY_WORDS = "Copy the article's words into a .txt file."
RUN_OCR = "Run it through OCR, such as `ocrmypdf in.pdf out.pdf`, and give what comes out."


class Told(NamedTuple):
    """What a PDF says of itself, and how many of its pages are pictures without text."""

    title: str | None
    n_pages: int
    n_pictures: int


class _Counted:
    """Pages with a count of those that are pictures, and of words on the others."""

    def __init__(self, pages: Iterator[Page]) -> None:
        self._pages = pages
        self.n_pictures = self.n_words = self.n_images = 0

    def __iter__(self) -> Iterator[Page]:
        for page in self._pages:
            covered = sum(abs((i.right - i.left) * (i.bottom - i.top)) for i in page.images)
            self.n_images += len(page.images)
            if len(page.words) < FEW_WORDS and covered > MOST_OF_PAGE * page.width * page.height:
                self.n_pictures += 1
            else:
                self.n_words += len(page.words)
            yield page


def pieces_of(data: bytes, place: str) -> Iterator[Piece | Told]:
    """The paragraphs of a PDF in reading order, then what is to be told of it.

    Args:
        data: the file.
        place: what an error calls it.

    Raises:
        SourceError: it is broken, encrypted, too long, or has no text.
    """
    document = _opened(data, place)
    n_pages = len(document)
    if n_pages > MAX_PAGES:
        raise SourceError(f"{place}: has {n_pages:,} pages, more than {MAX_PAGES:,}. Cut it up.")
    counted = _Counted(pages_of(document))
    try:
        yield from read_pages(iter(counted))
    except PageTooLarge as problem:
        (number,) = problem.args
        raise SourceError(
            f"{place}: page {number:,} has more than {MAX_CHARACTERS:,} letters, too many for a page of news. {COPY_WORDS}"
        ) from problem
    if not counted.n_words:
        raise _without_text(place, counted)
    yield Told(_title(document), n_pages, counted.n_pictures)


def _opened(data: bytes, place: str) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as problem:
        if problem.err_code == PASSWORD:
            raise SourceError(
                f"{place}: is a PDF that asks for a password. Open it, print it to a PDF without one, and give that."
            ) from problem
        raise SourceError(
            f"{place}: is a broken PDF, or one of a kind that cannot be read. Open it, and print it to PDF again."
        ) from problem


def _without_text(place: str, counted: _Counted) -> SourceError:
    if counted.n_images:
        return SourceError(f"{place}: page images, no text. {RUN_OCR}")
    return SourceError(f"{place}: has no text; its letters, if it shows any, are drawings. {RUN_OCR}")


def _title(document: PdfDocument) -> str | None:
    """The title that a PDF states."""
    return re.sub(r"\s+", " ", document.get_metadata_value("Title")).strip() or None
