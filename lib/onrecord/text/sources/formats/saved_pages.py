"""Saved pages: .mhtml and .mht, as browsers save a page with its pictures in one file."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.text.article import SourceError
from onrecord.text.sources._rows import Placed
from onrecord.text.sources.exports.files import exported_articles
from onrecord.text.sources.formats.html import html_paragraphs
from onrecord.text.sources.formats.mime import bytes_of, header, leaves, message_of, text_of
from onrecord.text.sources.places import check_size, is_address, without_password
from onrecord.text.sources.source_files import SourceFile
from onrecord.text.sources.text_files import with_notes
from onrecord.text.sources.web_pages import article_of_page

PAGES = ("text/html", "application/xhtml+xml")


def read(file: SourceFile, place: str) -> Iterator[Placed]:
    """The article of a saved page, or the articles of an export that was saved as one: of its first part that is HTML.

    Frames and pictures behind it are left out.

    Its source is the address that the page was saved from, where the file states it.

    Raises:
        SourceError: there is no page in it, or no article in the page, or many, and no reader knows how they are parted.
    """
    message = message_of(file, place, may_break_off=True)
    page = next((part for part in leaves(message, place) if part.get_content_type() in PAGES), None)
    if page is None:
        raise SourceError(f"{place}: holds no web page. Save the page again, or copy the article's words into a .txt.")
    data = bytes_of(page)
    check_size(data, place)
    stated = (header(message, "Snapshot-Content-Location"), header(page, "Content-Location"))
    source = next((without_password(address) for address in stated if is_address(address)), str(file.path))
    exported = exported_articles(html_paragraphs([text_of(page, place)]), place, source)
    if exported is not None:
        yield from exported
        return
    charset = page.get_content_charset()
    yield from with_notes(
        place, lambda on_note: article_of_page(data, place, source=source, charset=charset, on_note=on_note)
    )


def count(file: SourceFile) -> int:
    """How many articles `read` gives or complains about: one."""
    return 1
