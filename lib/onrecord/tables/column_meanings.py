"""What each column of the tables means, in words: data/README.md and the exported workbook say the same."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.tables.columns import COLUMNS

_LINK = re.compile(r"\[([^\[\]\n]{1,80})\]\([^()\n]{1,200}\)")
_FIRST = "articles"  # tells of the columns that all tables have


class Meaning(NamedTuple):
    """What a column of a table holds: its type, as "str or null", and what it means."""

    table: str
    column: str
    type: str
    meaning: str


@cache
def meanings() -> tuple[Meaning, ...]:
    """What each column of each table means, in plain text, in the order of the tables and their columns."""
    known = {(row["table"], column): row for row in _rows() for column in row["columns"].split(", ")}
    found = []
    for table, columns in COLUMNS.items():
        for column in columns:
            row = known.get((table, column)) or known[_FIRST, column]
            found.append(Meaning(table, column, row["type"], _plain(row["meaning"])))
    return tuple(found)


def _rows() -> list[dict[str, str]]:
    text = files(__package__).joinpath("column_meanings.csv").read_bytes().decode("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _plain(meaning: str) -> str:
    """The words of Markdown: without its backquotes and the addresses of its links."""
    return _LINK.sub(r"\1", meaning).replace("`", "")
