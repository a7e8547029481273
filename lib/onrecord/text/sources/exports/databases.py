"""Databases: which news database a file was exported from, and its articles with a count of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Protocol

from onrecord.text.article import SourceError, SourceNote
from onrecord.text.sources._rows import Placed, RowPlace
from onrecord.text.sources.exports.europresse import Europresse
from onrecord.text.sources.exports.factiva import Factiva
from onrecord.text.sources.exports.nexis import Nexis
from onrecord.text.sources.exports.proquest import ProQuest
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.stated_articles import StatedArticle, article_of

TOP = 300  # paragraphs at the beginning of a file that tell which database it is of


class Database(Protocol):
    """The reader of one database's exports."""

    name: str

    def fits(self, top: Sequence[Paragraph]) -> bool:
        """Whether a file that begins with these paragraphs is such an export."""
        ...

    def articles(self, paragraphs: Iterable[Paragraph]) -> Iterator[StatedArticle | SourceError]:
        """The articles of an export, one at a time, or what is wrong with one, without its place."""
        ...


DATABASES: tuple[Database, ...] = (Factiva(), ProQuest(), Europresse(), Nexis())


def database_of(paragraphs: Iterator[Paragraph]) -> tuple[Database | None, Iterator[Paragraph]]:
    """The database that paragraphs were exported from, None where it is none of ours; and all the paragraphs again."""
    top = list(islice(paragraphs, TOP))
    return next((database for database in DATABASES if database.fits(top)), None), chain(top, paragraphs)


def read_export(database: Database, paragraphs: Iterable[Paragraph], place: str, path: str) -> Iterator[Placed]:
    """Read the articles of an export, and say at the end how many there were and how many were read.

    Args:
        place: what errors call the file.
        path: of the file.

    Raises:
        SourceError: there are none.
    """
    n = n_read = n_foreign = 0
    for stated in database.articles(paragraphs):
        n += 1
        where = RowPlace(place, f"article {n}")
        try:
            if isinstance(stated, SourceError):
                raise SourceError(f"{where}: {stated}")
            article = article_of(stated, str(where), path)
        except SourceError as problem:
            n_foreign += "is not in English" in str(problem)
            yield where, problem
        else:
            n_read += 1
            yield where, article
    if not n:
        raise SourceError(
            f"{place}: looks like an export of {database.name}, but holds no article. Export the full texts, not a list."
        )
    articles = "1 article" if n == 1 else f"{n:,} articles"
    foreign = f", {n_foreign:,} not in English" if n_foreign else ""
    yield place, SourceNote(f"{place}: {articles} in the file ({database.name}), {n_read:,} read{foreign}")
