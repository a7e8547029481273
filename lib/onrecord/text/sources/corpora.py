"""Corpora: the articles in the rows of a .jsonl, .json, .csv, .xlsx or .parquet file, an article per row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from onrecord.text.article import LONGEST_NAME, Article, SourceError, make_article
from onrecord.text.sources._bounded_lines import BoundedLines
from onrecord.text.sources._cells import cell_text, kind_of
from onrecord.text.sources._csv import CsvFile
from onrecord.text.sources._date_column import DateColumn
from onrecord.text.sources._json import JsonFile
from onrecord.text.sources._jsonl import JsonLines
from onrecord.text.sources._parquet import ParquetTable
from onrecord.text.sources._rows import COLUMNS, Placed, Row, RowPlace, RowReader
from onrecord.text.sources._xlsx import FULL_CELL, Workbook
from onrecord.text.sources.exports.fields import in_order, writer
from onrecord.text.sources.exports.proquest import paper
from onrecord.text.sources.places import without_password
from onrecord.text.sources.source_files import SourceFile

READERS: dict[str, RowReader] = {
    ".jsonl": JsonLines(),
    ".json": JsonFile(),
    ".csv": CsvFile(),
    ".xlsx": Workbook(),
    ".parquet": ParquetTable(),
}
CORPORA = tuple(READERS)
# How the texts of NewsAPI end, whatever was paid: "… [+1234 chars]".
CUT_OFF = re.compile(r"\[\+(\d{1,9}) chars\]$")
REMOVED = "[removed]"  # all that NewsAPI says of an article that is no longer there
# An object in a cell of a table, as programs write it there: {'id': None, 'name': 'The Courier'}.
WRITTEN_NAME = re.compile(r"""\{[^{}]{0,200}?['"](?:name|title)['"]\s?:\s?(?:'([^'{}]{1,200})'|"([^"{}]{1,200})")""")
NAMES = ("name", "title")  # of an object that stands for an outlet or a person, the first that it has
MOST_NAMES = 20  # of writers
PROQUEST = re.compile(r"https?://(?:[\w-]{1,40}\.){0,4}proquest\.com/", re.IGNORECASE)


def read_corpus(file: SourceFile, place: str) -> Iterator[Placed]:
    """Read the articles of a corpus, a row at a time.

    Args:
        file: one whose suffix is one of CORPORA.
        place: what errors call it.

    Yields:
        (place of the row, its article or what is wrong with it), and lines on what is left unknown.

    Raises:
        SourceError: the file has no rows, no column of texts, or is none of its kind.
    """
    label = None
    lines = BoundedLines(
        lambda more: f"{place}: {more:,} more {'cell' if more == 1 else 'cells'} cannot be read; left out."
    )
    dates = DateColumn(lambda: _date_cells(file), lines)
    path = str(file.path)
    for label, row in READERS[file.suffix].rows(file):
        where = RowPlace(place, label)
        try:
            yield where, row if isinstance(row, SourceError) else _article_of(row, str(where), path, dates, lines)
        except SourceError as problem:
            yield where, problem
        for note in lines.new():
            yield where, note
    for note in lines.others():
        yield place, note
    if label is None:
        raise SourceError(f"{place}: the corpus has no rows.")


def count_rows(file: SourceFile) -> int:
    """The number of rows of a corpus, broken ones included.

    Raises:
        SourceError, OSError, ValueError: it cannot be read.
    """
    return READERS[file.suffix].count(file)


def _date_cells(file: SourceFile) -> Iterator[str]:
    """The cells of the date column, that of each row that has one, as far as the file can be read."""
    with suppress(SourceError, OSError, ValueError):
        for _, row in READERS[file.suffix].rows(file):
            if not isinstance(row, SourceError) and (cell := _cell(row.get("date"))):
                yield cell


def _article_of(row: Row, place: str, path: str, dates: DateColumn, lines: BoundedLines) -> Article:
    stated = row.get("text")
    text = cell_text(stated) if isinstance(stated, str | bytes) else None
    if not text or not text.strip():
        raise SourceError(f"{place}: {_instead_of_text(stated)}; left out.")
    if cut := CUT_OFF.search(text[-40:].rstrip()):
        raise SourceError(
            f"{place}: the text is cut off, {int(cut[1]):,} characters are missing, as NewsAPI gives it; left out. "
            "Give the page's address instead."
        )
    if len(text) == FULL_CELL and path.lower().endswith(".xlsx"):
        lines.add(f"{place}: the text fills its cell ({FULL_CELL:,} characters), so that its end may be missing.")
    if text.strip().lower() == REMOVED:
        raise SourceError(f"{place}: the article was removed, and NewsAPI has no text of it; left out.")
    cells = {name: _named_cell(name, row.get(name), place, lines) for name in COLUMNS if name != "text"}
    cells["author"] = writer(cells["author"])
    if PROQUEST.match(cells["url"] or ""):
        cells["outlet"], cells["author"] = paper(cells["outlet"] or ""), in_order(cells["author"])
    return make_article(
        text,
        place,
        identifier=cells["id"],
        title=_without_outlet(cells["title"], cells["outlet"]),
        outlet=cells["outlet"],
        date=dates.read(cells["date"], place),
        source=without_password(cells["url"]) if cells["url"] else path,
        author=cells["author"],
        section=cells["section"],
        page=cells["page"],
        duplicate_of=cells["duplicate_of"],
        headline=next(iter(_spans(row.get("headline_at"), len(text))), None),
        marked=_spans(row.get("marked"), len(text)),
    )


def _spans(value: object, length: int) -> list[tuple[int, int]]:
    """The pairs of places in a text that a cell lists, as `onrecord run` keeps what a source has marked."""
    pairs = [pair for pair in value if isinstance(pair, list) and len(pair) == 2] if isinstance(value, list) else []
    return [(a, b) for a, b in pairs if type(a) is type(b) is int and 0 <= a < b <= length]


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """A title without the name of the paper behind a dash, as NewsAPI gives it: "Water rises - The Courier"."""
    if not title or not outlet:
        return title
    cut = len(title) - len(outlet)
    is_behind = title[cut:].casefold() == outlet.casefold() and title[:cut].endswith((" - ", " – ", " | "))
    return title[:cut].rstrip(" -–|") or title if cut > 0 and is_behind else title


def _instead_of_text(value: object) -> str:
    """What is wrong with a cell that holds no text."""
    if isinstance(value, bytes) and value.strip():
        return "the text is no UTF-8"
    kind = kind_of(value)
    return f"the text is {kind}, not words" if kind else "the row has no text"


def _named_cell(name: str, value: object, place: str, lines: BoundedLines) -> str | None:
    """The text of a cell that names something of the article; what cannot is None, and a line says so.

    An object that has a name, as the sources of NewsAPI do, stands for it; writers may be a list of such.
    """
    if isinstance(value, list) and name == "author":
        value = "; ".join(filter(None, map(_name_in, value[:MOST_NAMES])))
    cell = _name_in(value)
    if cell is None and value and isinstance(value, list | dict | bytes):
        lines.add(f"{place}: the {name} holds {'bytes' if isinstance(value, bytes) else 'several values'}; left out.")
    if cell is not None and len(cell) > LONGEST_NAME:
        lines.add(f"{place}: the {name} has {len(cell):,} characters, more than {LONGEST_NAME:,}; left out.")
        return None
    return cell


def _name_in(value: object) -> str | None:
    """The text of a cell; of an object in it, also of one that a table has as text, its name."""
    if isinstance(value, dict):
        return next((cell for name in NAMES if (cell := _cell(value.get(name)))), None)
    cell = _cell(value)
    written = WRITTEN_NAME.match(cell) if cell else None
    return written[1] or written[2] if written else cell


def _cell(value: object) -> str | None:
    """The text of a cell; None where there is nothing in it."""
    text = cell_text(value)
    return text if text and text.strip() else None
