"""Highlights: the text of an article with its quotes, cues, mentions and figures marked."""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from onrecord.evaluation.rules import rule_in_words
from onrecord.pages.anchors import anchor, uncounted_anchor
from onrecord.pages.html import EMPTY, Html, anchor_address, escape, join, render, wrapped
from onrecord.pages.wording import (
    KINDS,
    NOBODY,
    THE_ARTICLE,
    UNCOUNTED,
    claimant_in_words,
    figure_in_words,
    given_or,
    is_given,
)
from onrecord.tables.frame_rows import dicts
from onrecord.tables.record import Record
from onrecord.text.article import Article
from onrecord.text.paragraphs import find_paragraphs

# A paragraph, by its kind.
PARAGRAPHS = {
    "text": Html('<p dir="auto">{}</p>'),
    "headline": Html('<p dir="auto" class="onrecord-headline" role="heading" aria-level="3"><b>{}</b></p>'),
    "boilerplate": Html('<p dir="auto" class="onrecord-skipped"><span class="onrecord-tag">[skipped] </span>{}</p>'),
}
# The elements of a mark, by its kind: they tell the kinds apart where a page drops all styles.
ELEMENTS = {
    "quote": ("mark",),
    "figure": ("mark", "b"),
    "uncounted": ("mark",),
    "portrayal": ("u",),
    "cue": ("b", "i"),
    "mention": ("i",),
}
PORTRAYALS = {"descriptor": "described", "cue": "verb", "deed": "deed", "suffered": "suffered"}


def highlight(record: Record, to_rows: bool = False) -> Html:
    """Show an article with its quotes, cues, mentions, figures, statements without a number and portrayals marked.

    Before the marked words stands in brackets what they are: "[q12 direct: Anna Berg]", "[f3 killed]", so that the text
    reads where a page drops its styles. A quote's mark has the id `q-<quote_id>`, a figure's `f-<figure_id>`, that of a
    statement without a number `u-<start>`, a portrayal's `p-<start>-<end>`: `#q-...` leads to it. Marks that overlap
    without one holding the other are cut at their bounds; the id goes to the first piece, and all pieces light up
    together. Without its tags, and without the elements of class `onrecord-tag`, `.onrecord-text` is the article.

    Args:
        record: of one article.
        to_rows: the brackets of quotes and figures are links to `#row-q-<quote_id>` and `#row-f-<figure_id>`.

    Returns:
        A self-contained fragment: style, legend, text. No script.

    Raises:
        ValueError: the record holds several articles, or none.

    Limits:
        Ids are unique within an article; two articles on one page share them.
    """
    if record.article is None:
        raise ValueError("highlight: shows one article; analyse that article and give its record")
    marks = _marks(record, [*_uncounted_marks(record), *_portrayal_marks(record)], to_rows)
    text = _text(record.article, marks)
    return wrapped(_legend(record) + text, _style_of_cut_marks(marks))


def _text(article: Article, marks: Sequence[_Mark]) -> Html:
    """The text of an article, paragraph by paragraph, with its marks."""
    text, at = article.text, 0
    pieces: list[Html] = []
    to_come, inside = deque(marks), []
    for paragraph in find_paragraphs(article):
        while to_come and to_come[0].start < paragraph.end:
            inside.append(to_come.popleft())
        inside = [mark for mark in inside if mark.end > paragraph.start]
        words = _marked_text(text, paragraph.start, paragraph.end, inside)
        pieces += [escape(text[at : paragraph.start]), PARAGRAPHS[paragraph.kind].format(words)]
        at = paragraph.end
    pieces.append(escape(text[at:]))
    return Html('<div class="onrecord-text">{}</div>').format(join(pieces))


def portrayal_anchor(row: Mapping[Any, Any]) -> str:
    """The id of the mark of a portrayal; rows about the same words share it.

    Args:
        row: of the portrayals table.
    """
    return f"p-{row['start']}-{row['end']}"


@dataclass
class _Mark:
    """A span to be marked. `pieces` counts how often it was opened so far; `row` is the anchor of its row, if that is linked."""

    start: int
    end: int
    kind: str
    title: str
    name: str = ""
    label: str = ""
    anchor: str = ""
    more_classes: str = ""
    row: str = ""
    pieces: int = 0
    number: int = 0

    def open(self) -> Html:
        self.pieces += 1
        outer, *inner = ELEMENTS[self.kind]
        classes = " ".join(filter(None, (f"onrecord-{self.kind}", self.more_classes, self.anchor and self.part)))
        own_id = Html(' id="{}"').format(self.anchor) if self.anchor and self.pieces == 1 else EMPTY
        opened = Html('<{} class="{}"{} title="{}">').format(outer, classes, own_id, self.title)
        return opened + join(Html("<{}>").format(name) for name in inner) + self._tag()

    def close(self) -> Html:
        return join(Html("</{}>").format(name) for name in reversed(ELEMENTS[self.kind]))

    def _tag(self) -> Html:
        """What the mark is, in brackets; pieces that follow the first repeat its number only."""
        first = self.pieces == 1
        words = " ".join(filter(None, (self.name, self.label if first or not self.name else "")))
        if not words:
            return EMPTY
        if self.row and first:
            return Html('<a class="onrecord-tag" href="{}">[{}] </a>').format(anchor_address(self.row), words)
        again = "" if first else " onrecord-again"
        return Html('<span class="onrecord-tag{}">[{}] </span>').format(again, words)

    @property
    def part(self) -> str:
        """The class that all pieces of this mark share."""
        return f"onrecord-part{self.number}"


def _marks(record: Record, more: Iterable[_Mark] = (), to_rows: bool = False) -> list[_Mark]:
    """All marks of a record, the longer before the shorter where they begin together."""
    quotes, figures = dicts(record.quotes), dicts(record.figures)
    marks = [*map(_quote_mark, quotes), *map(_figure_mark, figures)]
    for mark in marks:
        mark.row = f"row-{mark.anchor}" if to_rows else ""
    marks += more
    spans: dict[tuple[int, int, str], str] = {}
    for row in quotes + figures:
        if is_given(row["mention_start"]):
            speaker = given_or(row["speaker"], "a speaker without a name")
            spans.setdefault((row["mention_start"], row["mention_end"], "mention"), f"points at {speaker}")
        if is_given(row.get("cue_start")):
            spans.setdefault(
                (row["cue_start"], row["cue_end"], "cue"), f"cue: {given_or(row['cue_class'], 'no class')}"
            )
    marks += [_Mark(int(a), int(b), kind, title) for (a, b, kind), title in spans.items()]
    marks.sort(key=lambda m: (m.start, -m.end, not m.anchor))
    for number, mark in enumerate(marks):
        mark.number = number
    return marks


def _found_by(row: Mapping[Any, Any]) -> str:
    rule = f"rule: {rule_in_words(given_or(row['rule'], 'none'))}"
    return f"{rule} | corrected by {row['corrected']}" if is_given(row.get("corrected")) else rule


def _by_hand(row: Mapping[Any, Any]) -> str:
    return ", corrected" if is_given(row.get("corrected")) else ""


def _quote_mark(row: Mapping[Any, Any]) -> _Mark:
    kind = row["kind"] if row["kind"] in KINDS else "indirect"
    speaker = given_or(row["speaker"], NOBODY)
    cue = f"cue: {row['cue']}" if is_given(row["cue"]) else "no cue"
    title = f"{kind} quote | {speaker} | {cue} | {_found_by(row)}"
    return _Mark(
        row["start"],
        row["end"],
        "quote",
        title,
        row["quote_id"],
        f"{kind}: {speaker}{_by_hand(row)}",
        anchor("quote_id", row["quote_id"]),
        f"onrecord-{kind}",
    )


def _figure_mark(row: Mapping[Any, Any]) -> _Mark:
    claimant = claimant_in_words(row)
    title = f"figure: {figure_in_words(row)} | {row['event']} | claimed by {claimant} | {_found_by(row)}"
    label = f"{'' if row['event'] == 'other' else row['event']}{_by_hand(row)}".removeprefix(", ")
    number = row["figure_id"]
    return _Mark(row["start"], row["end"], "figure", title, number, label, anchor("figure_id", number))


def _uncounted_marks(record: Record) -> list[_Mark]:
    """A mark for each statement about casualties or damage that gives no number; the first of those that begin together."""
    found: dict[int, _Mark] = {}
    for row in dicts(record.uncounted):
        says = f"no number: {given_or(row['event'], 'other')} | {UNCOUNTED[row['what']]}"
        title = f"{says} | {given_or(row['speaker'], THE_ARTICLE)}"
        label = f"no number: {given_or(row['event'], 'other')}{_by_hand(row)}"
        mark = _Mark(
            row["start"],
            row["end"],
            "uncounted",
            title,
            given_or(row["uncounted_id"], ""),
            label,
            uncounted_anchor(row),
        )
        found.setdefault(row["start"], mark)
    return list(found.values())


def _portrayal_marks(record: Record) -> list[_Mark]:
    """A mark for each stretch of words that portrays somebody; neutral verbs of saying have theirs as cues."""
    about: dict[tuple[int, int], dict[str, str]] = {}
    for row in dicts(record.portrayals):
        if row["kind"] != "cue" or is_given(row["loaded"]):
            what = ", ".join(row[column] for column in ("kind", "event", "loaded") if is_given(row[column]))
            label = f"{PORTRAYALS.get(row['kind'], row['kind'])}: {row['speaker']}"
            about.setdefault((row["start"], row["end"]), {})[f"{what}: {row['speaker']}"] = label
    return [
        _Mark(a, b, "portrayal", " | ".join(said), "", "; ".join(dict.fromkeys(said.values())), f"p-{a}-{b}")
        for (a, b), said in about.items()
    ]


def _marked_text(text: str, start: int, end: int, marks: Sequence[_Mark]) -> Html:
    """Text from `start` to `end` with its marks nested; one that would cross another is closed and opened again."""
    bounds = {b for m in marks for b in (m.start, m.end) if start < b < end}
    pieces: list[Html] = []
    opened: list[_Mark] = []
    to_come = sorted(range(len(marks)), key=lambda n: marks[n].start, reverse=True)
    numbers: list[int] = []  # of the marks that have begun and not ended
    for a, b in pairwise(sorted({start, end} | bounds)):
        while to_come and marks[to_come[-1]].start <= a:
            insort(numbers, to_come.pop())
        numbers = [n for n in numbers if marks[n].end >= b]
        here = [marks[n] for n in numbers]
        kept = 0
        while kept < min(len(opened), len(here)) and opened[kept] is here[kept]:
            kept += 1
        pieces += [m.close() for m in reversed(opened[kept:])] + [m.open() for m in here[kept:]]
        pieces.append(escape(text[a:b]))
        opened = here
    return join([*pieces, *(m.close() for m in reversed(opened))])


def _style_of_cut_marks(marks: Sequence[_Mark]) -> Html:
    """Style that lights up all pieces of a cut mark when its first piece is the target of a link."""
    cut = [m.part for m in marks if m.anchor and m.pieces > 1]
    rule = "\n.onrecord:has(.{0}:target) .{0} {{ outline: 3px solid #c03d00; outline-offset: 2px; }}"
    return join(Html(rule).format(part) for part in cut)


def _legend(record: Record) -> Html:
    counts = record.quotes["kind"].value_counts()
    kinds = [(kind, meaning, counts[kind]) for kind, meaning in KINDS.items() if kind in counts]
    return render(
        "legend.html",
        kinds=kinds,
        n_figures=len(record.figures),
        n_uncounted=len(_uncounted_marks(record)),
        n_portrayals=len(_portrayal_marks(record)),
    )
