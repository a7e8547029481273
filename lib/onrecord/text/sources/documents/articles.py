"""Articles of documents: a document is one article, or the export of a database with many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from onrecord.text.article import Article, make_article
from onrecord.text.dates import find_date
from onrecord.text.layout import Span
from onrecord.text.sources._rows import Placed
from onrecord.text.sources.documents.opening import paragraphs_of, title_of
from onrecord.text.sources.exports.databases import TOP as LOOKED_AT
from onrecord.text.sources.exports.databases import database_of, read_export
from onrecord.text.sources.exports.unknown import looks_like_many, many_articles
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.places import MAX_BYTES, too_large
from onrecord.text.sources.source_files import SourceFile

TOP = 5  # paragraphs among which the headline stands
MOST_WORDS = 40  # of a headline
# What programs call a document that nobody has given a title.
NO_TITLE = re.compile(r"(?i)(?:microsoft word|document|untitled|title|dokument|doc|unknown)[ \d-]*")
FILE_NAME = re.compile(r"(?i)\.(?:docx?|odt|rtf|txt|html?|pdf|dotx?)$")


def read(file: SourceFile, place: str) -> Iterator[Placed]:
    """Read the article of a document, or the articles of an export, one at a time.

    Args:
        file: a Word document, an OpenDocument text or RTF.
        place: what errors call it.

    Raises:
        SourceError: it is no document, damaged, protected with a password, too large, or no English article; or it holds
            many articles, and no reader knows how they are parted.
    """
    database, paragraphs = database_of(paragraphs_of(file, place))
    if database:
        yield from read_export(database, paragraphs, place, str(file.path))
        return
    beginning = list(islice(paragraphs, LOOKED_AT))
    if sign := looks_like_many(beginning):
        raise many_articles(place, sign)
    article = article_of_paragraphs(chain(beginning, paragraphs), place, str(file.path), title_of(file, place))
    yield place, article if article.date else replace(article, date=find_date(file.path.name))


def count(file: SourceFile) -> int:
    """The number of articles in a document.

    Raises:
        SourceError, OSError: it cannot be read.
    """
    database, paragraphs = database_of(paragraphs_of(file, str(file.path)))
    return sum(1 for _ in database.articles(paragraphs)) or 1 if database else 1


def article_of_paragraphs(paragraphs: Iterable[Paragraph], place: str, path: str, title: str | None) -> Article:
    """The one article that paragraphs are; its headline is a heading near its top, or a first paragraph in bold.

    Args:
        place: what an error calls it.
        path: of the file.
        title: that the document's properties state; it counts where there is no headline.

    Raises:
        SourceError: it is too large, or no English article.
    """
    held, size = list[Paragraph](), 0
    for paragraph in paragraphs:
        held.append(paragraph)
        size += len(paragraph.text) + 2
        if size > MAX_BYTES:
            raise too_large(place)
    title = " ".join(title.split()) if title else None
    text = "\n\n".join(paragraph.text for paragraph in held)
    headline = _headline(held)
    article = make_article(text, place, source=path, headline=headline)
    if article.headline or not title or NO_TITLE.fullmatch(title) or FILE_NAME.search(title):
        return article
    return make_article(text, place, source=path, title=title)


def _headline(paragraphs: list[Paragraph]) -> Span | None:
    """The span of the headline in the text that the paragraphs make."""
    start = 0
    for number, paragraph in enumerate(paragraphs[:TOP]):
        is_first_in_bold = paragraph.bold and not number and not all(other.bold for other in paragraphs)
        if (paragraph.heading or is_first_in_bold) and len(paragraph.text.split()) <= MOST_WORDS:
            return start, start + len(paragraph.text)
        start += len(paragraph.text) + 2
    return None
