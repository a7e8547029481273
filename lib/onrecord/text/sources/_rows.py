"""Rows of a corpus: what a reader of one format gives, and the columns that are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from onrecord.text.article import Article, SourceError, SourceNote
from onrecord.text.sources.places import place_name
from onrecord.text.sources.source_files import SourceFile
from onrecord.words import read_words

COLUMNS = ("text", "id", "title", "outlet", "date", "author", "section", "page", "url", "duplicate_of")
CORRECTIONS = {"strike", "speaker_is"}  # columns of a sheet that `onrecord correct` wrote: its texts are words of rows
SHOWN_COLUMNS = 20  # in a message
LONGEST_COLUMN = 60  # characters of a name that can be one of a database's
LISTED = frozenset(("title", "url"))  # what a list of articles without their texts has

Row = dict[str, object]
LabelledRow = tuple[str, Row | SourceError]  # what an error calls the row, and the row or what is wrong with it


class RowPlace(NamedTuple):
    """The place of a row: what errors call its file, and the row in it."""

    file: str
    row: str

    def __str__(self) -> str:
        return f"{self.file}, {self.row}"


# The place that an error can name, and the article there, what is wrong with it, or what is to be said of it.
Placed = tuple[RowPlace | str, Article | SourceError | SourceNote]


class NoTexts(SourceError):
    """A table or list that has no column of texts."""


class OwnSheet(NoTexts):
    """A sheet that On Record wrote for its reader, whose texts are words of rows."""


class RowReader(Protocol):
    """The reader of one format."""

    def rows(self, file: SourceFile) -> Iterator[LabelledRow]:
        """The rows of a file in order, one at a time."""
        ...

    def count(self, file: SourceFile) -> int:
        """How many rows `rows` gives, without making articles' texts of them."""
        ...


def column_names(names: Iterable[object], path: Path) -> list[str]:
    """Names of columns as they are looked up (see `looked_up`); one must be `text`."""
    stated = [str(name) for name in names]
    columns = looked_up(stated)
    if set(columns) >= CORRECTIONS:
        raise OwnSheet(f"{place_name(path)}: is a sheet of corrections, no corpus. Give it with --corrections.")
    if "text" not in columns:
        raise NoTexts(_without_texts(stated, columns, place_name(path)))
    return columns


def _without_texts(stated: list[str], columns: list[str], place: str) -> str:
    shown = ", ".join(place_name(name) for name in stated[:SHOWN_COLUMNS]) or "none"
    if set(columns) >= LISTED:
        address = place_name(stated[columns.index("url")])
        return (
            f"{place}: is a list of articles without their texts, as databases give it (Media Cloud, ProQuest); its columns are: {shown}. "
            f"Give the addresses in the column {address!r}, or save these pages in a folder and give that."
        )
    return f"{place}: the corpus has no column 'text'; it has: {shown}. Rename the one with texts."


def looked_up(stated: list[str]) -> list[str]:
    """Names as they are looked up: lower case, no white space around, and those of databases as the columns that they mean.

    Of several that are the same then, that which is written so counts, else the first; the others are "". A database's name
    counts where no other column has the plain one, and, unless it is sure, where the texts are called as a database does.
    """
    names = [name.strip().lower() for name in stated]
    taken: dict[str, int] = {}
    for place, (name, as_stated) in enumerate(zip(names, stated, strict=True)):
        if name not in taken or (name == as_stated != stated[taken[name]]):
            taken[name] = place
    named = [name if taken[name] == place else "" for place, name in enumerate(names)]
    for column, place in _of_databases(names, taken).items():
        named[place] = column
    return named


class _Meaning(NamedTuple):
    rank: int
    column: str
    sure: bool


def _of_databases(names: list[str], taken: dict[str, int]) -> dict[str, int]:
    """The columns that no plain name takes, and the place of the best of the names that databases give them."""
    found: dict[str, tuple[int, int]] = {}
    for place, name in enumerate(names):
        meaning = _meanings().get(_squeezed(name)) if len(name) <= LONGEST_COLUMN else None
        if meaning and meaning.column not in taken and (meaning.sure or "text" not in taken):
            found[meaning.column] = min(found.get(meaning.column, (meaning.rank, place)), (meaning.rank, place))
    return {column: place for column, (_, place) in found.items()}


@cache
def _meanings() -> dict[str, _Meaning]:
    """The lexicon words/column_names.csv: {name, letters and digits only: its line, the column that it means}."""
    return {
        _squeezed(row["name"]): _Meaning(rank, row["column"], row["sure"] == "yes")
        for rank, row in enumerate(read_words("column_names.csv"))
    }


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())
