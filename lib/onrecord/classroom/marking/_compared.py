"""Marks beside the machine: files for the accuracy of the tables, corrections, and a line for under a chart."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from onrecord.classroom.marking._frame import THE_ARTICLE, article_of, cell, names_of
from onrecord.classroom.marking._shown import Shown, listed, told_problems
from onrecord.classroom.marking._sources import machine
from onrecord.classroom.marking._units import NUMBER, QUESTIONS, Mark, Values, marks_of, same
from onrecord.evaluation.marked import pair_up, read_marks
from onrecord.pages.wording import count
from onrecord.system.files import make_named_folder, write_whole
from onrecord.tables.record import Record

Marks: TypeAlias = "pd.DataFrame | Sequence[pd.DataFrame]"
# The column of the tables that a field of a mark stands for.
IN_TABLE = {"speaker": "speaker", "kind": "kind", "event": "event", "claimant": "speaker", "relation": "relation"}
TABLE = {"quotes": "quotes", "figures": "figures", "pairs": "comparisons"}
ROW = "row"
CORRECTIONS = ["article_id", "table", "start", "end", "words", "column", "was", "is", "by"]
# What is counted of each table: what is found, and what is right of what is found.
COUNTED = {
    "quotes": ("quotes", {"speaker": "speakers"}),
    "figures": ("figures", {"event": "events", "claimant": "claimants"}),
}


def save(marks: Marks, folder: str | Path) -> Shown:
    """Write marks as files against which the accuracy of the tables is counted.

    Args:
        marks: of one marker and one article; frames of quotes, figures and pairs can be given together in a list.
        folder: gets quotes.jsonl and figures.jsonl in the form of data/README.md, for `make accuracy MARKED=...`. Lines of other
            articles that are there stay; those of the same article are replaced.

    Returns:
        What was written, and what was left out.

    Raises:
        ValueError: the marks are of several markers or articles, or a file there is in another form.
    """
    frames, name = _of_one(marks)
    article = article_of(frames)
    quotes, figures, pairs = (sorted(_all(frames, table), key=_place) for table in TABLE)
    said = []
    if quotes:
        said.append(
            _write(
                Path(folder, "quotes.jsonl"), article.article_id, article.text, {"quotes": [_quote(q) for q in quotes]}
            )
        )
    saved, lost = _pairs(pairs, figures)
    if figures:
        lines = {"figures": [_figure(f, n) for n, f in enumerate(figures, 1)], "pairs": saved}
        said.append(_write(Path(folder, "figures.jsonl"), article.article_id, article.text, lines))
    if lost:
        said.append(f"{count(lost, 'pair')} left out: both numbers of a pair must be marked as figures, too.")
    for field in ("event", "claimant"):
        if blank := sum(cell(figure, field) is None for figure in figures):
            taken = "the article itself says it" if field == "claimant" else "the machine is wrong there"
            said.append(
                f"{count(blank, f'blank {field}')} in the figures: the count will take it that {taken}. Fill in first."
            )
    return Shown(pd.DataFrame(), [*(said or [f"{name} marked nothing that could be saved."]), *told_problems(frames)])


def corrections(marks: Marks, record: Record) -> pd.DataFrame:
    """What the tables would have to say to be as somebody marked the article.

    Args:
        marks: of one marker, as for `save`.
        record: of the same article.

    Returns:
        DataFrame with a row per cell that differs: article_id, table, start, end and words (of the row in the table; of the mark
        where the table has no such row), column, was, is, by. Where the column is "row", a row is to be added (was null) or to
        go (is null). A field that was left blank corrects nothing.

    Raises:
        ValueError: the marks are of several markers, or of another article.

    Limits:
        The relation of a pair is given in the words of the board, not in the codes of the table.
    """
    frames, name = _of_one(marks)
    found = machine(record)
    article = article_of([*frames, found])
    rows = [
        {"article_id": article.article_id, "table": TABLE[table], "by": name, **row}
        for table in TABLE
        if any((frame["table"] == table).any() for frame in frames)
        for row in _corrected(_all(frames, table), marks_of([found], table)[0], table)
    ]
    return pd.DataFrame(rows, columns=CORRECTIONS)


def how_often_right(marks: Marks, record: Record) -> str:
    """How often the tables are right in an article as somebody marked it, in one line, to stand under a chart.

    Args:
        marks: of one marker, as for `save`.
        record: of the same article.

    Returns:
        A line such as "In this article, as Anna marked it: 12 of 15 quotes found, 11 of 12 speakers right."

    Raises:
        ValueError: the marks are of several markers, or of another article.
    """
    frames, name = _of_one(marks)
    found = machine(record)
    article_of([*frames, found])
    told = []
    for table, (what, fields) in COUNTED.items():
        marked, by_machine = _all(frames, table), marks_of([found], table)[0]
        if not marked:
            continue
        pairs, values = pair_up(marked, by_machine, same), Values([marked, by_machine])
        told.append(f"{len(pairs)} of {len(marked)} {what} found")
        for field, called in fields.items():
            said = [(m, f) for m, f in pairs if cell(m, field)]
            right = sum(values.of(m, field) == values.of(f, field) for m, f in said)
            told += [f"{right} of {len(said)} {called} right"] if said else []
    return f"In this article, as {name} marked it: {', '.join(told) or 'nothing to count'}."


def _of_one(marks: Marks) -> tuple[list[pd.DataFrame], str]:
    """The frames, and the marker that all of them are of."""
    frames = [marks] if isinstance(marks, pd.DataFrame) else list(marks)
    names = {name for frame in frames for name in frame["marker"].dropna() if name}
    if len(names) > 1:
        raise ValueError(f"these are the marks of {listed(sorted(names))}; give those of one marker")
    return frames, names.pop() if names else (names_of(frames) or ["nobody"])[0]


def _all(frames: Sequence[pd.DataFrame], table: str) -> list[Mark]:
    return [mark for marks in marks_of(frames, table) for mark in marks]


def _place(mark: Mark) -> tuple[int, int]:
    return mark["start"], mark["end"]


# --- files -----------------------------------------------------------------------------------------------------------


def _write(path: Path, article_id: str, text: str, marks: dict[str, list[dict]]) -> str:
    """Put the line of an article into a file of marks, and say so."""
    others = (
        [m for m in read_marks(path) if str(m["id"]) != article_id] if path.is_file() and path.stat().st_size else []
    )
    lines = [*others, {"id": article_id, "text": text, **marks}]
    make_named_folder(path.parent)
    write_whole(path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    what = listed([count(len(rows), kind.removesuffix("s")) for kind, rows in marks.items() if rows])
    return f"{what[:1].upper()}{what[1:]} saved in {path}."


def _span(mark: Mark) -> dict[str, Any]:
    return {"start": mark["start"], "end": mark["end"], "text": mark["words"]}


def _quote(mark: Mark) -> dict[str, Any]:
    nobody = {"speaker": None, "speaker_start": None, "speaker_end": None}
    return {
        **_span(mark),
        "kind": cell(mark, "kind"),
        **nobody,
        "speaker_canonical": cell(mark, "speaker"),
        "core": True,
    }


def _figure(mark: Mark, number: int) -> dict[str, Any]:
    low, high = (float(mark[end]) if cell(mark, end) else None for end in ("low", "high"))
    approx = (
        "exact"
        if low == high
        else "range"
        if low is not None and high is not None
        else "at_least"
        if high is None
        else "up_to"
    )
    claimant = cell(mark, "claimant")
    said = {"value_low": low, "value_high": high, "approx": approx if (low, high) != (None, None) else None}
    source = None if claimant is None or claimant.lower() == THE_ARTICLE else claimant
    return {"fid": f"f{number}", **_span(mark), **said, "unit": None, "event": cell(mark, "event"), "source": source}


def _pairs(pairs: Sequence[Mark], figures: Sequence[Mark]) -> tuple[list[dict], int]:
    """The pairs whose numbers are both marked as figures, and how many others there are."""

    def fid(start: int, end: int) -> str | None:
        meets = [n for n, figure in enumerate(figures, 1) if figure["start"] < end and start < figure["end"]]
        return f"f{meets[0]}" if meets else None

    ends = [(fid(p["start"], p["end"]), fid(p["other_start"], p["other_end"]), cell(p, "relation")) for p in pairs]
    saved = [{"a": a, "b": b, "relation": relation} for a, b, relation in ends if a and b and a != b]
    return saved, len(pairs) - len(saved)


# --- corrections -----------------------------------------------------------------------------------------------------


def _corrected(marked: Sequence[Mark], found: Sequence[Mark], table: str) -> Iterator[dict[str, Any]]:
    """The cells that differ, in the order of the text."""
    pairs, values = pair_up(marked, found, same), Values([marked, found])
    mark_of = {id(f): m for m, f in pairs}
    known = {id(m) for m, _ in pairs}
    for row in sorted([*found, *(m for m in marked if id(m) not in known)], key=_place):
        here = {"start": row["start"], "end": row["end"], "words": row["words"]}
        mark = mark_of.get(id(row))
        if mark is None:
            is_new = not any(row is f for f in found)
            yield {
                **here,
                "column": ROW,
                "was": None if is_new else row["words"],
                "is": row["words"] if is_new else None,
            }
            continue
        for column in ("start", "end"):
            if row[column] != mark[column]:
                yield {**here, "column": column, "was": row[column], "is": mark[column]}
        for field in QUESTIONS[table]:
            yield from ({**here, **cells} for cells in _cells(row, mark, field, values))


def _cells(row: Mark, mark: Mark, field: str, values: Values) -> Iterator[dict[str, Any]]:
    if field == NUMBER:
        ends = [(end, cell(row, end), cell(mark, end)) for end in ("low", "high")]
        if any(given for _, _, given in ends):
            yield from ({"column": f"value_{end}", "was": was, "is": given} for end, was, given in ends if was != given)
    elif cell(mark, field) and values.of(row, field) != values.of(mark, field):
        is_article = str(cell(mark, field)).lower() == THE_ARTICLE
        yield {"column": IN_TABLE[field], "was": cell(row, field), "is": None if is_article else cell(mark, field)}
