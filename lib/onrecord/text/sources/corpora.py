"""Corpora: the articles in the rows of a .jsonl, .csv or .parquet file, an article per row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.text.article import Article, SourceError, make_article, whole_characters
from onrecord.text.dates import find_date
from onrecord.text.sources._csv import CsvFile
from onrecord.text.sources._jsonl import JsonLines
from onrecord.text.sources._parquet import ParquetTable
from onrecord.text.sources._rows import COLUMNS, Row, RowReader

READERS: dict[str, RowReader] = {".jsonl": JsonLines(), ".csv": CsvFile(), ".parquet": ParquetTable()}
CORPORA = tuple(READERS)


def read_corpus(path: Path, place: str) -> Iterator[tuple[str, Article | SourceError]]:
    """Read the articles of a corpus, a row at a time.

    Args:
        path: a file whose suffix is one of CORPORA.
        place: what errors call it.

    Yields:
        (place of the row, its article or what is wrong with it).

    Raises:
        SourceError: the file has no rows, no column of texts, or is none of its kind.
    """
    label = None
    for label, row in READERS[path.suffix.lower()].rows(path):
        where = f"{place}, {label}"
        try:
            yield where, row if isinstance(row, SourceError) else _article_of(row, where, str(path))
        except SourceError as problem:
            yield where, problem
    if label is None:
        raise SourceError(f"{place}: the corpus has no rows.")


def count_rows(path: Path) -> int:
    """The number of rows of a corpus, broken ones included.

    Raises:
        SourceError, OSError, ValueError: it cannot be read.
    """
    return READERS[path.suffix.lower()].count(path)


def _article_of(row: Row, place: str, path: str) -> Article:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise SourceError(f"{place}: the row has no text; left out.")
    cells = {name: _cell(row.get(name)) for name in COLUMNS if name != "text"}
    day = cells["date"]
    return make_article(
        text,
        place,
        identifier=cells["id"],
        title=cells["title"],
        outlet=cells["outlet"],
        date=day and (find_date(day) or day),
        source=cells["url"] or path,
    )


def _cell(value: object) -> str | None:
    if value is None or value != value:  # null, or not a number
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # whole numbers become floats where a column has gaps
    return whole_characters(str(value)) if str(value).strip() else None
