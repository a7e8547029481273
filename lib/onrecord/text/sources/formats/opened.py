"""Opened: the paragraphs of a page or a text that may be too large to hold, in whatever encoding it is."""

from __future__ import annotations

import io
from collections.abc import Iterator

from onrecord.text.article import SourceError
from onrecord.text.sources.encodings import declared_encoding, table_encoding
from onrecord.text.sources.formats.html import html_paragraphs
from onrecord.text.sources.formats.looks import PAGE
from onrecord.text.sources.formats.plain_text import text_paragraphs
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.source_files import SourceFile, bounded_line

PIECE = 1 << 16  # characters that are read at once
BEGINNING = 4_000  # characters that tell whether it is a page


def paragraphs_of(file: SourceFile) -> Iterator[Paragraph]:
    """The paragraphs of a page or a text, which of both its beginning and its name tell; none of what is no text.

    Raises:
        SourceError, OSError: it cannot be opened.
    """
    encoding = _encoding_of(file)
    if encoding is None:
        return
    with file.open() as opened, io.TextIOWrapper(opened, encoding, errors="replace") as text:
        beginning = text.read(BEGINNING)
        is_page = file.suffix != ".txt" or PAGE.match(beginning)
        if "\0" in beginning:  # binary data, of which the reader of articles says so
            return
        if is_page:
            yield from html_paragraphs(_pieces(beginning, text))
        else:
            text.seek(0)
            yield from text_paragraphs(_lines(text))


def _encoding_of(file: SourceFile) -> str | None:
    """UTF-8 if it is that, whatever it claims; else as it says; else as any text. None where it cannot be told."""
    with file.open() as opened:
        declared = declared_encoding(opened.read(BEGINNING))
    try:
        encoding = table_encoding(file)
    except SourceError:
        return None
    is_free = encoding not in ("utf-8-sig", "utf-16") and declared and not declared.lower().startswith("utf-")
    return declared if is_free else encoding


def _pieces(first: str, text: io.TextIOWrapper) -> Iterator[str]:
    piece = first
    while piece:
        yield piece
        piece = text.read(PIECE)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := bounded_line(text, ("\n",)):
        yield line
