"""Files that may be exports: a page or a text is one article, or what a database gave."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from onrecord.text.article import SourceError
from onrecord.text.sources._rows import Placed
from onrecord.text.sources.exports.databases import TOP, database_of, read_export
from onrecord.text.sources.exports.unknown import looks_like_many
from onrecord.text.sources.formats.opened import paragraphs_of
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
    database, paragraphs = database_of(paragraphs_of(file))
    if database:
        yield from read_export(database, paragraphs, place, str(file.path))
        return
    if sign := looks_like_many(list(islice(paragraphs, TOP))):
        raise many_articles(place, sign)
    yield from with_notes(place, lambda on_note: read_file(file, place, on_note))


def count(file: SourceFile) -> int:
    """How many articles `read` gives or complains about."""
    database, paragraphs = database_of(paragraphs_of(file))
    return (sum(1 for _ in database.articles(paragraphs)) if database else 0) or 1


def many_articles(place: str, sign: str) -> SourceError:
    """What to say of a file that looks like many articles and that no reader knows.

    Args:
        place: what the error calls it.
        sign: what it shows it by, as `looks_like_many` says.
    """
    return SourceError(
        f"{place}: looks like many articles in one file ({sign}), from no database that On Record knows. "
        "Save each as a file, or all as a corpus with an article per row."
    )
