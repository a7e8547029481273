"""Moved: the rows of two records of one article side by side, those that came, went or changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from onrecord.classroom.texts import LessonError
from onrecord.pages.html import Html, wrapped
from onrecord.pages.row_tables import rows
from onrecord.pages.wording import (
    RELATIONS,
    compared_figures,
    count,
    figure_in_words,
    is_given,
    range_in_words,
    row_dicts,
)
from onrecord.tables.record import Record

# What is compared of each table, {column: how it is called}.
SHOWN = {
    "quotes": {"speaker": "speaker", "cue": "verb", "cue_class": "class", "kind": "kind"},
    "figures": {"event": "event", "value": "number", "unit": "unit", "speaker": "claimed by", "status": "status"},
    "comparisons": {"relation": "relation"},
    "speakers": {"kind": "kind", "role": "role", "n_quotes": "quotes"},
    "portrayals": {"speaker": "speaker", "kind": "kind", "loaded": "loaded"},
    "tone": {"compound": "tone", "attitude": "without words for events"},
    "uncounted": {"event": "event", "what": "what"},
}
HEADINGS = {"what": "what moved", "words": "words", "before": "before", "after": "after"}

Row = Mapping[str, Any]
Key = tuple[int | str, ...]


def what_moved(before: Record, after: Record) -> Html:
    """The rows that appeared, went or changed between two records of one article, side by side.

    Args:
        before: the record as it was.
        after: the record with words of your own, see `with_words`.

    Returns:
        A table with the rows that moved, in the order of the article; a sentence where none did.

    Raises:
        LessonError: the records are of different articles.
    """
    if list(before.articles["text"]) != list(after.articles["text"]):
        raise LessonError("These records are of different articles. Compare two of one article.")
    moved = [line for table in SHOWN for line in _moved(table, before, after)]
    if not moved:
        return wrapped(Html("<p>Nothing moved: every row is as it was.</p>"))
    happened = [line["what"] for line in moved]
    numbers = "; ".join(f"{count(happened.count(what), 'row')} {what}" for what in ("came", "went", "changed"))
    return rows(pd.DataFrame(moved), HEADINGS, caption=f"What moved: {numbers}", group="table")


def _moved(table: str, before: Record, after: Record) -> Iterator[dict[str, str]]:
    """The rows of a table that moved."""
    there, here = dict(_keyed(table, before)), dict(_keyed(table, after))
    for key in sorted({*there, *here}):
        old, new = there.get(key), here.get(key)
        words = str((old or new or {})["words"])
        if old is None or new is None:
            shown = _cells(old or new or {}, SHOWN[table])
            what, cells = ("came", ("–", shown)) if old is None else ("went", (shown, "–"))
        else:
            differing = {column: name for column, name in SHOWN[table].items() if _differ(old[column], new[column])}
            if not differing:
                continue
            what, cells = "changed", (_cells(old, differing), _cells(new, differing))
        yield {"table": table, "what": what, "words": words, "before": cells[0], "after": cells[1]}


def _keyed(table: str, record: Record) -> Iterator[tuple[Key, dict[str, Any]]]:
    """The rows of a table by their place in the text, each with its words; ids move when a row comes before."""
    if table == "comparisons":
        for pair, a, b in compared_figures(record):
            words = f"{figure_in_words(a)} – {figure_in_words(b)}"
            yield (
                (a["start"], a["end"], b["start"], b["end"]),
                {"relation": RELATIONS[pair["relation"]], "words": words},
            )
        return
    quotes = {row["quote_id"]: row for row in row_dicts(record.quotes)}
    for row in row_dicts(getattr(record, table)):
        if table == "speakers":
            yield (row["speaker"],), {**row, "words": row["speaker"]}
            continue
        place = quotes[row["quote_id"]] if table == "tone" else row
        value = {"value": range_in_words(row)} if table == "figures" else {}
        words = " ".join(place["text"].split())
        kind = str(row["kind"]) if table == "portrayals" else ""
        yield (place["start"], place["end"], kind), {**row, **value, "words": words}


def _differ(old: Any, new: Any) -> bool:
    return (old if is_given(old) else None) != (new if is_given(new) else None)


def _cells(row: Row, columns: Mapping[str, str]) -> str:
    """The cells of a row in words: "speaker: Anna Berg; verb: said"."""
    return "; ".join(f"{name}: {_in_words(row[column])}" for column, name in columns.items())


def _in_words(cell: Any) -> str:
    if not is_given(cell) or cell == "":
        return "none"
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
