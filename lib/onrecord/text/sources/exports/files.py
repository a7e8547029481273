"""Files that may be exports: a page or a text is one article, or what a database gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from onrecord.text.sources._rows import Placed
from onrecord.text.sources.exports.databases import TOP, database_of, read_export
from onrecord.text.sources.exports.unknown import looks_like_many, many_articles
from onrecord.text.sources.formats.opened import paragraphs_of
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.source_files import SourceFile
from onrecord.text.sources.text_files import read_file, with_notes

# Kinds of files that databases give, and that may be one article as well.
EXPORTED = (".html", ".htm", ".xhtml", ".txt")


def read(file: SourceFile, place: str) -> Iterator[Placed]:
    """Read the articles of an export, or the one article of a page or a text.

    Args:
        file: one whose suffix is one of EXPORTED.
        place: what errors call it.

    Raises:
        SourceError: it holds many articles, and no reader knows how they are parted.
    """
    if (exported := exported_articles(paragraphs_of(file), place, str(file.path))) is not None:
        yield from exported
        return
    yield from with_notes(place, lambda on_note: read_file(file, place, on_note))


def exported_articles(paragraphs: Iterable[Paragraph], place: str, path: str) -> Iterator[Placed] | None:
    """The articles of an export, also of one within a mail or a saved page; None where the paragraphs are none.

    Args:
        paragraphs: of the page or the text.
        place: what errors call it.
        path: of the file.

    Raises:
        SourceError: they hold many articles, and no reader knows how they are parted.
    """
    database, paragraphs = database_of(iter(paragraphs))
    if database:
        return read_export(database, paragraphs, place, path)
    if sign := looks_like_many(list(islice(paragraphs, TOP))):
        raise many_articles(place, sign)
    return None


def count(file: SourceFile) -> int:
    """How many articles `read` gives or complains about."""
    database, paragraphs = database_of(paragraphs_of(file))
    return (sum(1 for _ in database.articles(paragraphs)) if database else 0) or 1
