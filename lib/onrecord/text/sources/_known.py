"""Known: the articles that a call has read, each id once, and which of them say the same."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import NamedTuple

from onrecord.system.fingerprints import fingerprint
from onrecord.system.temporary_database import temporary_database
from onrecord.text.article import Article, SourceError, article_id
from onrecord.text.duplicates import Duplicates
from onrecord.text.sources._rows import RowPlace
from onrecord.text.sources.places import is_address, place_name


class _First(NamedTuple):
    """The first article with an id: its place as errors call it, a short name of where it is, and one of its text."""

    place: str
    where: str
    text: str


class Known:
    """The articles that were read so far, in a temporary database on disk: memory stays flat. `close` removes it.

    Attributes:
        n_duplicates: how many of them say the same as another.
    """

    def __init__(self) -> None:
        self.n_duplicates = 0
        self._kept = temporary_database(
            "CREATE TABLE first (id TEXT PRIMARY KEY, place BLOB, at TEXT, text TEXT) WITHOUT ROWID"
        )
        self._last_number: dict[str, int] = {}  # of those that have an id and a number
        self._duplicates = Duplicates()

    def close(self) -> None:
        """Forget them."""
        self._duplicates.close()
        self._kept.close()

    def checked(self, article: Article, place: RowPlace | str) -> Article | SourceError:
        """An article with an id of its own, and that of an earlier one that says the same, if there is one.

        Args:
            place: where it was read.

        Returns:
            The article; an error if it was read before from the same place, or has the id of one with another text.
        """
        text, where = article_id(article.text), _where(article, place)
        first = self._first(article.article_id)
        if first and (first.text != text or first.where == where):
            name = place_name(article.article_id)
            return SourceError(f"{place}: has the same id as {first.place} ({name}); left out.")
        if first:
            article = replace(article, article_id=self._next_id(article.article_id))
        self._keep(article.article_id, _First(str(place), where, text))
        original = article.duplicate_of or self._duplicates.original_of(article)
        self.n_duplicates += original is not None
        return replace(article, duplicate_of=original)

    def _first(self, identifier: str) -> _First | None:
        row = self._kept.execute("SELECT place, at, text FROM first WHERE id = ?", (identifier,)).fetchone()
        return _First(row[0].decode("utf-8", "surrogatepass"), *row[1:]) if row else None

    def _keep(self, identifier: str, first: _First) -> None:
        place = first.place.encode("utf-8", "surrogatepass")  # a path may hold halves of characters
        row = identifier, place, first.where, first.text
        self._kept.execute("INSERT INTO first VALUES (?, ?, ?, ?)", row)

    def _next_id(self, identifier: str) -> str:
        number = self._last_number.get(identifier, 1) + 1
        while self._first(f"{identifier}-{number}"):
            number += 1
        self._last_number[identifier] = number
        return f"{identifier}-{number}"


def _where(article: Article, place: RowPlace | str) -> str:
    """A short name of the place of an article on this machine, whatever way was taken to it."""
    if isinstance(place, RowPlace):
        return fingerprint([os.path.realpath(place.file), place.row])
    source = article.source or place
    return fingerprint([source if is_address(source) else os.path.realpath(source)])
