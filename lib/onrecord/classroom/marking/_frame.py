"""The frame of marks: its columns, what can be marked, and what stands in a cell that was left blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from onrecord.pages.wording import is_given
from onrecord.text.article import Article
from onrecord.words import read_words

TABLES = ("quotes", "figures", "pairs")
ONE = {"quotes": "quote", "figures": "figure", "pairs": "pair"}
COLUMNS = {
    "marker": "str",
    "table": "str",
    "start": "Int64",
    "end": "Int64",
    "words": "str",
    "kind": "str",
    "speaker": "str",
    "low": "Float64",
    "high": "Float64",
    "event": "str",
    "claimant": "str",
    "other_start": "Int64",
    "other_end": "Int64",
    "other_words": "str",
    "relation": "str",
    "line": "Int64",
    "problem": "str",
}
NUMBERS = ("low", "high")
BLANK = "blank"
NOT_MARKED = "not marked"
THE_ARTICLE = "the article"


class Field(NamedTuple):
    """What is said of a mark: its column, what it is called, what it can be, and what each of these means."""

    name: str
    label: str
    choices: tuple[str, ...]
    meanings: tuple[str, ...]


@cache
def fields(table: str) -> tuple[Field, ...]:
    """What is said of each mark of a table, in the order of fields.csv.

    Raises:
        ValueError: there is no such table.
    """
    if table not in TABLES:
        raise ValueError(f"{table!r} cannot be marked; choose one of {', '.join(TABLES)}")
    rows = [row for row in read_words("fields.csv", "onrecord.classroom.marking") if row["table"] == table]
    names = dict.fromkeys(row["field"] for row in rows)
    return tuple(_field([row for row in rows if row["field"] == name]) for name in names)


def _field(rows: list[dict[str, str]]) -> Field:
    choices = tuple(row["value"] for row in rows if row["value"])
    return Field(rows[0]["field"], rows[0]["label"], choices, tuple(row["meaning"] for row in rows))


def frame(rows: Iterable[Mapping[str, Any]], article: Article, marker: str) -> pd.DataFrame:
    """Marks as a DataFrame that knows its article and its marker, also where there are none."""
    marks = pd.DataFrame([{"marker": marker, **row} for row in rows], columns=list(COLUMNS)).astype(COLUMNS)
    marks.attrs.update(article=article, marker=marker)
    return marks


def cell(row: Mapping[str, Any], column: str) -> str | None:
    """A cell as text, None where it is blank."""
    value: Any = row.get(column)
    if not is_given(value) or not str(value).strip():
        return None
    return f"{float(value):.15g}" if column in NUMBERS else str(value)


def placed(marks: pd.DataFrame, table: str) -> list[dict[str, Any]]:
    """The marks of a table that have a place in the article, in the order of the text, as dictionaries."""
    rows = marks[(marks["table"] == table) & marks["start"].notna()].sort_values(["start", "end"], kind="stable")
    return [{**row, "start": int(row["start"]), "end": int(row["end"])} for row in rows.to_dict("records")]


def article_of(markers: Iterable[pd.DataFrame], article: Article | None = None) -> Article:
    """The article that marks are of.

    Raises:
        ValueError: it is not known, or the marks are of several.
    """
    found = [article] if article else [marks.attrs["article"] for marks in markers if "article" in marks.attrs]
    if not found:
        raise ValueError("it is not known which article these marks are of; give it as article=…")
    if any(each.text != found[0].text for each in found):
        raise ValueError("these marks are of different articles; compare marks of one article")
    return found[0]


def names_of(markers: Iterable[pd.DataFrame]) -> list[str]:
    """What markers are called, each by a name of their own."""
    names: list[str] = []
    for number, marks in enumerate(markers, 1):
        given = {name for name in marks["marker"] if is_given(name) and name}
        name = " + ".join(sorted(given)) or marks.attrs.get("marker") or f"marker {number}"
        names.append(name if name not in names else f"{name} ({number})")
    return names
