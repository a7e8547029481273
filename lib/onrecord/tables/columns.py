"""Columns of the tables and their types: the contract (data/README.md describes each column)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter

from onrecord.rows import Comparison, Figure, PortrayalRow, Quote, Speaker, ToneRow, ToneTowardRow, Uncounted

TABLES = ("articles", "quotes", "speakers", "figures", "comparisons", "uncounted", "tone", "tone_toward", "portrayals")

ARTICLE_COLUMNS = {
    "article_id": "str",
    "title": "str",
    "outlet": "str",
    "date": "str",
    "author": "str",
    "section": "str",
    "page": "str",
    "language": "str",
    "source": "str",
    "url": "str",
    "duplicate_of": "str",
    "n_words": "Int64",
    "n_paragraphs": "Int64",
    "text": "str",
    "corrected": "str",
}

_DTYPES = {"str": "str", "int": "Int64", "float": "Float64", "bool": "bool"}


def _columns(row_type: type) -> dict[str, str]:
    """Columns of a table and their pandas types, read off the dataclass of its rows."""
    return {f.name: _DTYPES.get(f.type.split(" | ")[0], "object") for f in fields(row_type)}


COLUMNS: dict[str, dict[str, str]] = {
    "articles": ARTICLE_COLUMNS,
    "quotes": {"article_id": "str", **_columns(Quote)},
    "speakers": {"article_id": "str", **_columns(Speaker)},
    "figures": {"article_id": "str", **_columns(Figure)},
    "comparisons": {"article_id_a": "str", "article_id_b": "str", **_columns(Comparison)},
    "uncounted": {"article_id": "str", **_columns(Uncounted)},
    "tone": {"article_id": "str", **_columns(ToneRow)},
    "tone_toward": {"article_id": "str", **_columns(ToneTowardRow)},
    "portrayals": {"article_id": "str", **_columns(PortrayalRow)},
}

Rows = list[tuple]  # in the order of the columns; None for a missing value, lists and dictionaries in list columns


def as_rows(name: str, entries: Iterable[object], *ids: str) -> Rows:
    """Entries as rows of a table.

    Args:
        name: the table.
        entries: objects with an attribute for each of its columns.
        ids: values of the first columns, the same in all rows.
    """
    columns = list(COLUMNS[name])[len(ids) :]
    cells_of, lists = attrgetter(*columns), [columns.index(column) for column in list_columns(name)]
    rows = []
    for entry in entries:
        cells = list(cells_of(entry))
        for place in lists:
            cells[place] = _plain(cells[place])
        rows.append((*ids, *cells))
    return rows


def _plain(cell: Iterable) -> list:
    """The cell of a list column as JSON and Parquet take it: named tuples become dictionaries, spans lists."""
    return [entry._asdict() if hasattr(entry, "_asdict") else list(entry) for entry in cell]


def list_columns(name: str) -> list[str]:
    """The columns of a table whose cells are lists."""
    return [column for column, dtype in COLUMNS[name].items() if dtype == "object"]
