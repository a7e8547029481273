"""Rows of a corpus: what a reader of one format gives, and the columns that are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from onrecord.text.article import Article, SourceError, SourceNote
from onrecord.text.sources.places import place_name
from onrecord.text.sources.source_files import SourceFile

COLUMNS = ("text", "id", "title", "outlet", "date", "author", "section", "page", "url", "duplicate_of")
SHOWN_COLUMNS = 20  # in a message

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


class RowReader(Protocol):
    """The reader of one format."""

    def rows(self, file: SourceFile) -> Iterator[LabelledRow]:
        """The rows of a file in order, one at a time."""
        ...

    def count(self, file: SourceFile) -> int:
        """How many rows `rows` gives, without making articles' texts of them."""
        ...


def column_names(names: Iterable[object], path: Path) -> list[str]:
    """Names of columns as they are looked up: lower case, no white space around; one must be `text`.

    Of several that are the same then, that which is written so counts, else the first; the others are "".
    """
    stated = [str(name) for name in names]
    columns = looked_up(stated)
    if "text" not in columns:
        shown = ", ".join(place_name(name) for name in stated[:SHOWN_COLUMNS]) or "none"
        raise SourceError(
            f"{place_name(path)}: the corpus has no column 'text'; it has: {shown}. Rename the one with texts."
        )
    return columns


def looked_up(stated: list[str]) -> list[str]:
    """Names as they are looked up; "" for one whose place another takes: `Text` beside `text`, the second of two `text`."""
    names = [name.strip().lower() for name in stated]
    taken: dict[str, int] = {}
    for place, (name, as_stated) in enumerate(zip(names, stated, strict=True)):
        if name not in taken or (name == as_stated != stated[taken[name]]):
            taken[name] = place
    return [name if taken[name] == place else "" for place, name in enumerate(names)]
