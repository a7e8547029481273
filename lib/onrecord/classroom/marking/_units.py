"""Units: what is compared when markers are, each word of the article or each mark, and what each marker says of it.

Nothing is dropped: what somebody left blank has the label "blank", what somebody did not mark has "not marked".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from onrecord.classroom.alike import name_words, one_line
from onrecord.classroom.marking._frame import BLANK, NOT_MARKED, cell, fields, placed
from onrecord.classroom.marking._places import words
from onrecord.evaluation.marked import LEAST_OVERLAP, overlap, pair_up
from onrecord.text.article import Article

NAMES = ("speaker", "claimant")
NUMBER = "number"
QUESTIONS = {
    "quotes": {"kind": "Which kind of quote?", "speaker": "Who speaks?"},
    "figures": {NUMBER: "Which number?", "event": "What happened?", "claimant": "Who says so?"},
    "pairs": {"relation": "How do the two numbers compare?"},
}
Mark = dict[str, Any]
Unit = dict[int, Mark]  # the number of each marker who has it, and that marker's mark


class Values:
    """What marks say, with the names of one person made one.

    A name counts as a longer one that has all its words, if it cannot be two of them: "Keld" is "Tomas Keld" where nobody
    named another Keld.
    """

    def __init__(self, marked: Sequence[Sequence[Mark]]) -> None:
        names = {str(cell(m, column)) for marks in marked for m in marks for column in NAMES if cell(m, column)}
        self._names = {name: _whole_name(name, names) for name in names}

    def of(self, mark: Mark, field: str) -> str:
        """What a mark says of a field; "blank" where nothing was said."""
        if field == NUMBER:
            ends = cell(mark, "low"), cell(mark, "high")
            return f"{ends[0] or 'open'} to {ends[1] or 'open'}" if any(ends) else BLANK
        value = cell(mark, field)
        return BLANK if value is None else self._names.get(value, value) if field in NAMES else value


def _whole_name(name: str, names: set[str]) -> str:
    words_of = {other: _words_of(other) for other in names}
    own = words_of[name]
    longer = sorted((words for words in words_of.values() if own <= words), key=len)
    whole = longer[-1] if all(a <= b for a, b in pairwise(longer)) else own
    return min(other for other in names if words_of[other] == whole)


def _words_of(name: str) -> frozenset[str]:
    """The words of a name; "Keld's office" is no longer name of Keld, so it stays in one piece."""
    plain = one_line(name).lower()
    return frozenset([plain] if "'s " in plain else name_words(name))


def word_labels(article: Article, marked: Sequence[Sequence[Mark]], names: Sequence[str], field: str) -> pd.DataFrame:
    """What each marker says of each word of an article.

    Args:
        article: that was marked.
        marked: the marks of each marker, of one table.
        names: of the markers.
        field: what is asked of a mark.

    Returns:
        A row per word, a column per marker; a word in two marks of one marker takes the first.
    """
    values = Values(marked)
    spans = words(article)
    return pd.DataFrame(
        {name: _labels(spans, marks, values, field) for name, marks in zip(names, marked, strict=True)}, columns=names
    )


def _labels(spans: Sequence[tuple[int, int]], marks: Sequence[Mark], values: Values, field: str) -> list[str]:
    labels = []
    for start, end in spans:
        over = next((mark for mark in marks if mark["start"] < end and start < mark["end"]), None)
        labels.append(values.of(over, field) if over else NOT_MARKED)
    return labels


def mark_labels(marked: Sequence[Sequence[Mark]], names: Sequence[str], field: str) -> pd.DataFrame:
    """What each marker says of each mark that anybody made: a row per unit, a column per marker."""
    values = Values(marked)
    rows = [
        [values.of(unit[number], field) if number in unit else NOT_MARKED for number in range(len(names))]
        for unit in units(marked)
    ]
    return pd.DataFrame(rows, columns=list(names), dtype="object")


def units(marked: Sequence[Sequence[Mark]]) -> list[Unit]:
    """The marks of all markers put together where they are the same one.

    Quotes are the same where they share half of the characters of both together, figures where they share any; one to one,
    those that share most first. Of three markers and more, each one's marks are compared with the first of each unit so far.
    """
    found: list[Unit] = []
    for number, marks in enumerate(marked):
        firsts = [{**next(iter(unit.values())), "unit": place} for place, unit in enumerate(found)]
        pairs = pair_up(firsts, [{**mark, "mark": i} for i, mark in enumerate(marks)], same)
        of = {mark["mark"]: first["unit"] for first, mark in pairs}
        for i, mark in enumerate(marks):
            if i in of:
                found[of[i]][number] = mark
            else:
                found.append({number: mark})
    return sorted(found, key=lambda unit: min(mark["start"] for mark in unit.values()))


def same(a: Mark, b: Mark) -> bool:
    """Whether two marks are of the same words; those of pairs also the other way round."""
    if a["table"] != "pairs":
        shared = overlap(a, b)
        return shared >= LEAST_OVERLAP if a["table"] == "quotes" else shared > 0
    other = {"start": b["other_start"], "end": b["other_end"]}, {"start": b["start"], "end": b["end"]}
    first, second = {"start": a["start"], "end": a["end"]}, {"start": a["other_start"], "end": a["other_end"]}
    return any(overlap(first, x) > 0 and overlap(second, y) > 0 for x, y in (other, other[::-1]))


def marks_of(markers: Sequence[pd.DataFrame], table: str) -> list[list[Mark]]:
    """The marks of each marker that have a place; pairs begin with the number that stands first in the text."""
    fields(table)  # raises where there is no such table
    return [[_in_order(row) for row in placed(marks, table)] for marks in markers]


def _in_order(row: dict[str, Any]) -> dict[str, Any]:
    if pd.isna(row["other_start"]) or row["other_start"] >= row["start"]:
        return row
    ends = {name: row[f"other_{name}"] for name in ("start", "end", "words")}
    return {**row, **ends, **{f"other_{name}": row[name] for name in ("start", "end", "words")}}
