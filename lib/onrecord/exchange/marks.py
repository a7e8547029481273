"""Marks: the rows of an article as stretches of its text with a label, tags and words, for programs that annotate texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from onrecord.evaluation.rules import rule_in_words
from onrecord.exchange.folders import Row, TablesFolder
from onrecord.pages.wording import claimant_in_words, figure_in_words

MARKED = ("quotes", "figures", "uncounted", "portrayals")
CONTEXT = 32  # characters around the words of a mark that tell them from the same words elsewhere


class Mark(NamedTuple):
    """A stretch of an article's text.

    Attributes:
        name: of its row within the article.
        start, end: code points into the text, end exclusive.
        label: what it is, one of few, as "quote: direct".
        tags: what else it is told to be, as "cue: accuse" or "speaker: Ana Ruiz".
        told: the rest in words, with the rule that found it.
    """

    name: str
    start: int
    end: int
    label: str
    tags: tuple[str, ...]
    told: str


class Pair(NamedTuple):
    """Two figures of an article, by the names of their marks, and how the second relates to the first."""

    a: str
    b: str
    relation: str
    why: str


def marked_articles(tables: TablesFolder) -> Iterator[tuple[Row, list[Mark], list[Pair]]]:
    """Each article with its marks, in the order of the text, and its pairs of figures; an article at a time.

    Raises:
        NoTables: a table cannot be read.
    """
    for article, rows in tables.articles(*MARKED, "comparisons"):
        rows["portrayals"] = [row for row in rows["portrayals"] if not is_neutral_cue(row)]
        marks = [
            _MARKS[table](row, f"{table[0]}{number}") for table in MARKED for number, row in enumerate(rows[table], 1)
        ]
        marks.sort(key=lambda mark: (mark.start, -mark.end))
        yield article, marks, [Pair(*(row[field] for field in Pair._fields)) for row in rows["comparisons"]]


def is_neutral_cue(portrayal: Row) -> bool:
    """Whether a portrayal is a verb of saying that judges nobody: the quote that it belongs to has it, too."""
    return portrayal["kind"] == "cue" and portrayal["loaded"] is None


def around(text: str, mark: Mark) -> dict[str, str]:
    """The words of a mark and what stands before and behind them, as a text quote selector says it."""
    return {
        "exact": text[mark.start : mark.end],
        "prefix": text[max(0, mark.start - CONTEXT) : mark.start],
        "suffix": text[mark.end : mark.end + CONTEXT],
    }


def _tags(row: Row, columns: Mapping[str, str]) -> tuple[str, ...]:
    """What some columns say, each with what it is called."""
    told = [f"{called}: {row[column]}" for column, called in columns.items() if row[column] is not None]
    return (*told, *([f"corrected by {row['corrected']}"] if row["corrected"] else []))


def _quote(row: Row, _: str) -> Mark:
    tags = _tags(row, {"speaker": "speaker", "cue_class": "cue"})
    told = [f"{column}: {row[column]}" for column in ("mention", "cue") if row[column]]
    return _mark(row, row["quote_id"], f"quote: {row['kind']}", tags, *told)


def _figure(row: Row, _: str) -> Mark:
    tags = _tags(row, {"speaker": "speaker", "category": "counted", "status": "status", "occurrence": "occurrence"})
    told = f"{figure_in_words(row)}, claimed by {claimant_in_words(row)}"
    return _mark(row, row["figure_id"], f"figure: {row['event']}", tags, told)


def _uncounted(row: Row, _: str) -> Mark:
    tags = _tags(row, {"speaker": "speaker", "event": "event"})
    return _mark(row, row["uncounted_id"], f"no number: {row['what']}", tags)


def _portrayal(row: Row, number: str) -> Mark:
    tags = _tags(row, {"speaker": "about", "loaded": "loaded", "event": "event"})
    return _mark(row, number, f"portrayal: {row['kind']}", tags, row["word"])


_MARKS = {"quotes": _quote, "figures": _figure, "uncounted": _uncounted, "portrayals": _portrayal}


def _mark(row: Row, name: str, label: str, tags: tuple[str, ...], *told: str) -> Mark:
    return Mark(name, row["start"], row["end"], label, tags, "; ".join([*told, f"rule: {rule_in_words(row['rule'])}"]))
