"""Files: the article that a text file, a Markdown file, a saved web page or standard input holds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.text.article import Article, SourceNote, make_article
from onrecord.text.dates import find_date
from onrecord.text.sources._rows import Placed
from onrecord.text.sources.encodings import decode
from onrecord.text.sources.formats.looks import PAGE
from onrecord.text.sources.markdown_files import article_of_markdown
from onrecord.text.sources.places import MAX_BYTES, check_size
from onrecord.text.sources.source_files import SourceFile
from onrecord.text.sources.web_pages import OnNote, article_of_page

MARKDOWN = (".md", ".markdown")
PAGES = (".txt", *MARKDOWN, ".html", ".htm", ".xhtml")


def read_file(source: Path | SourceFile, place: str, on_note: OnNote | None = None) -> Article:
    """Read the article of a file; a day that only the file's name states is its date.

    Args:
        source: a file whose suffix is one of PAGES.
        place: what an error calls it.
        on_note: called with a line on what may be missing of the article of a page, or is wrong with front matter.
    """
    file = source if isinstance(source, SourceFile) else SourceFile(source)
    path = file.path
    with file.open() as opened:
        data = opened.read(MAX_BYTES + 1)
    check_size(data, place)
    if file.suffix in MARKDOWN:
        article = article_of_markdown(data, place, source=str(path), on_note=on_note)
    elif file.suffix == ".txt":
        article = article_of_bytes(data, place, source=str(path), on_note=on_note)
    else:
        article = article_of_page(data, place, source=str(path), on_note=on_note)
    return article if article.date else replace(article, date=find_date(path.name))


def read_standard_input(on_note: OnNote | None = None) -> Article:
    """Read the article that standard input holds; `on_note` as in `read_file`."""
    place = "standard input"
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    check_size(data, place)
    return article_of_bytes(data, place, source="-", on_note=on_note)


def article_of_bytes(data: bytes, place: str, *, source: str, on_note: OnNote | None = None) -> Article:
    """The article in bytes whose kind nobody states: a web page if they begin like one, else plain text.

    Args:
        place: what an error calls it.
        source: where the bytes are from.
        on_note: called with a line on what may be missing of the article of a page.
    """
    text = decode(data, place)
    if PAGE.match(text[:2000]):
        return article_of_page(data, place, source=source, on_note=on_note)
    return make_article(_one_line_end(text), place, source=source)


def with_notes(place: str, read_one: Callable[[OnNote], Article]) -> Iterator[Placed]:
    """An article, and before it what its reader says of it.

    Args:
        place: of the article.
        read_one: reads it, and calls its argument with each line on it.
    """
    notes: list[str] = []
    article = read_one(notes.append)
    yield from ((place, SourceNote(note)) for note in notes)
    yield place, article


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
