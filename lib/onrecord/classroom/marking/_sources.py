"""Sources of marks that are not students: what the machine found, and what we marked by hand."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from onrecord.classroom import texts
from onrecord.classroom.marking._frame import THE_ARTICLE, frame
from onrecord.classroom.marking._reading import read
from onrecord.pages.wording import row_dicts
from onrecord.system.resources import CLASS
from onrecord.tables.record import Record

MACHINE, PROJECT = "the machine", "the project"
# How a pair of the comparisons table is called on the board.
FOUND = {
    "agree": "agree",
    "agree_rounded": "agree",
    "compatible": "agree",
    "conflict_value": "conflict",
    "conflict_character": "conflict",
    "subset": "part",
    "adds": "adds",
    "updates": "updates",
}


def machine(record: Record) -> pd.DataFrame:
    """What the machine found in an article, as marks.

    Args:
        record: of one article.

    Returns:
        DataFrame in the form of `read`, with quotes, figures and pairs.

    Raises:
        ValueError: the record is of several articles.
    """
    if record.article is None:
        raise ValueError("this record is of several articles; give the record of one")
    figures = row_dicts(record.figures)
    rows = [{**_span("quotes", q), "kind": q["kind"], "speaker": q["speaker"]} for q in row_dicts(record.quotes)]
    for figure in figures:
        claimant = figure["speaker"] or (THE_ARTICLE if figure["attribution"] == "none" else None)
        given = {"low": figure["value_low"], "high": figure["value_high"], "event": figure["event"]}
        rows.append({**_span("figures", figure), **given, "claimant": claimant})
    by_id = {figure["figure_id"]: figure for figure in figures}
    for pair in row_dicts(record.comparisons):
        rows.append(_pair(by_id[pair["a"]], by_id[pair["b"]], FOUND.get(pair["relation"])))
    return frame(rows, record.article, MACHINE)


def made_up(name: str, kind: str = "quotes") -> list[pd.DataFrame]:
    """The marks of made-up students in an article of the class set, to try everything with before there are real ones.

    Args:
        name: of the article: "ostrel-courier_2021-04-16".
        kind: what they marked: "quotes", "figures" or "pairs".

    Returns:
        A DataFrame for each student in the form of `read`; none for an article that no made-up student marked.

    Raises:
        LessonError: there is no such article.
    """
    article = texts.article(name)
    return [read(file, article) for file in sorted((CLASS / "markers").glob(f"{glob.escape(name)}_{kind}_*.csv"))]


def project_marks(name: str) -> pd.DataFrame:
    """What we marked by hand in one of the project's articles, by reading it.

    Args:
        name: of the article, as in `classroom.article`.

    Returns:
        DataFrame in the form of `read`, with quotes, figures and pairs.

    Raises:
        LessonError: there is no such article, or nobody marked it.
    """
    marks = texts.marks(name)
    return frame(_marked(marks), texts.article(name), PROJECT)


def _marked(marks: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for quote in marks["quotes"]:
        yield {**_span("quotes", quote), "kind": quote["kind"], "speaker": quote["speaker_canonical"]}
    by_id = {figure["fid"]: figure for figure in marks["figures"]}
    for figure in marks["figures"]:
        if not figure.get("optional"):
            given = {"low": figure["value_low"], "high": figure["value_high"], "event": figure["event"]}
            yield {**_span("figures", figure), **given, "claimant": figure["source"] or THE_ARTICLE}
    for pair in marks["pairs"]:
        yield _pair(by_id[pair["a"]], by_id[pair["b"]], next(iter(texts.relations_of(pair)), None))


def _span(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"table": table, "start": row["start"], "end": row["end"], "words": row["text"]}


def _pair(a: Mapping[str, Any], b: Mapping[str, Any], relation: str | None) -> dict[str, Any]:
    other = {"other_start": b["start"], "other_end": b["end"], "other_words": b["text"]}
    return {**_span("pairs", a), **other, "relation": relation}
