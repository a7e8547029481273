"""Highlights: the text of an article with its quotes, cues, mentions and figures marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from onrecord.pages.html import Html, escape, join, render, wrapped
from onrecord.pages.row_tables import anchor
from onrecord.pages.wording import KINDS, NOBODY, claimant_in_words, figure_in_words, given_or, is_given
from onrecord.tables.record import Record
from onrecord.text.article import Article
from onrecord.text.paragraphs import find_paragraphs

# The attributes of a paragraph, by its kind.
PARAGRAPHS = {
    "text": Html(' dir="auto"'),
    "headline": Html(' dir="auto" class="onrecord-headline" role="heading" aria-level="3"'),
    "boilerplate": Html(' dir="auto" class="onrecord-skipped"'),
}
PARAGRAPH = Html("<p{}>{}</p>")


def highlight(record: Record) -> Html:
    """Show an article with its quotes, cues, mentions, figures and portrayals marked.

    A quote's mark has the id `q-<quote_id>`, a figure's `f-<figure_id>`, a portrayal's `p-<start>-<end>`, so that `#q-...`
    leads to it. Marks that overlap
    without one holding the other are cut at their bounds; the id goes to the first piece, and all pieces light up
    together. Boilerplate is grey and carries the word "skipped". Without its tags, `.onrecord-text` is the article.

    Args:
        record: of one article.

    Returns:
        A self-contained fragment: style, legend, text. No script.

    Raises:
        ValueError: the record holds several articles, or none.

    Limits:
        Ids are unique within an article; two articles on one page share them.
    """
    if record.article is None:
        raise ValueError("highlight: shows one article; analyse that article and give its record")
    marks = _marks(record, _portrayal_marks(record))
    text = _text(record.article, marks)
    return wrapped(_legend(record) + text, _style_of_cut_marks(marks))


def highlighted_example(record: Record, name: str) -> Html:
    """Show one of several texts of a page with its marks, as `highlight` does, but without legend and style.

    Args:
        record: of one article.
        name: what the ids of its marks begin with, so that no two texts share one.

    Raises:
        ValueError: the record holds several articles, or none.
    """
    if record.article is None:
        raise ValueError("highlighted_example: shows one article; analyse that article and give its record")
    marks = _marks(record)
    for mark in marks:
        mark.anchor = mark.anchor and f"{name}-{mark.anchor}"
    return render("example.html", text=_text(record.article, marks))


def _text(article: Article, marks: Sequence[_Mark]) -> Html:
    """The text of an article, paragraph by paragraph, with its marks."""
    text, at = article.text, 0
    pieces: list[Html] = []
    for paragraph in find_paragraphs(article):
        inside = [m for m in marks if m.start < paragraph.end and m.end > paragraph.start]
        words = _marked_text(text, paragraph.start, paragraph.end, inside)
        pieces += [escape(text[at : paragraph.start]), PARAGRAPH.format(PARAGRAPHS[paragraph.kind], words)]
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
    """A span to be marked. `pieces` counts how often it was opened so far."""

    start: int
    end: int
    classes: str
    title: str
    label: str = ""
    anchor: str = ""
    pieces: int = 0
    number: int = 0

    def open(self) -> Html:
        self.pieces += 1
        if not self.anchor:
            return Html('<span class="{}" title="{}">').format(self.classes, self.title)
        first = Html("")
        if self.pieces == 1:
            first = Html(' id="{}"').format(self.anchor)
            first += Html(' data-label="{}"').format(self.label) if self.label else ""
        classes = f"{self.classes} {self.part}"
        return Html('<mark class="{}"{} title="{}">').format(classes, first, self.title)

    def close(self) -> Html:
        return Html("</mark>") if self.anchor else Html("</span>")

    @property
    def part(self) -> str:
        """The class that all pieces of this mark share."""
        return f"onrecord-part{self.number}"


def _marks(record: Record, more: Iterable[_Mark] = ()) -> list[_Mark]:
    """All marks of a record, the longer before the shorter where they begin together."""
    quotes, figures = record.quotes.to_dict("records"), record.figures.to_dict("records")
    marks = [*map(_quote_mark, quotes), *map(_figure_mark, figures), *more]
    spans: dict[tuple[int, int, str], str] = {}
    for row in quotes + figures:
        if is_given(row["mention_start"]):
            speaker = given_or(row["speaker"], "a speaker without a name")
            spans.setdefault((row["mention_start"], row["mention_end"], "mention"), f"points at {speaker}")
        if is_given(row.get("cue_start")):
            spans.setdefault(
                (row["cue_start"], row["cue_end"], "cue"), f"cue: {given_or(row['cue_class'], 'no class')}"
            )
    marks += [_Mark(int(a), int(b), f"onrecord-{kind}", title) for (a, b, kind), title in spans.items()]
    marks.sort(key=lambda m: (m.start, -m.end, not m.anchor))
    for number, mark in enumerate(marks):
        mark.number = number
    return marks


def _quote_mark(row: Mapping[Any, Any]) -> _Mark:
    kind = row["kind"] if row["kind"] in KINDS else "indirect"
    speaker = given_or(row["speaker"], NOBODY)
    cue = f"cue: {row['cue']}" if is_given(row["cue"]) else "no cue"
    title = f"{kind} quote | {speaker} | {cue} | rule: {given_or(row['rule'], 'none')}"
    label = f"{kind}: {speaker}"
    return _Mark(
        row["start"], row["end"], f"onrecord-quote onrecord-{kind}", title, label, anchor("quote_id", row["quote_id"])
    )


def _figure_mark(row: Mapping[Any, Any]) -> _Mark:
    claimant = claimant_in_words(row)
    title = f"figure: {figure_in_words(row)} | {row['event']} | claimed by {claimant} | rule: {given_or(row['rule'], 'none')}"
    label = "" if row["event"] == "other" else row["event"]
    return _Mark(row["start"], row["end"], "onrecord-figure", title, label, anchor("figure_id", row["figure_id"]))


def _portrayal_marks(record: Record) -> list[_Mark]:
    """A mark for each stretch of words that portrays somebody; neutral verbs of saying have theirs as cues."""
    about: dict[tuple[int, int], list[str]] = {}
    for row in record.portrayals.to_dict("records"):
        if row["kind"] != "cue" or is_given(row["loaded"]):
            what = ", ".join(row[column] for column in ("kind", "event", "loaded") if is_given(row[column]))
            about.setdefault((row["start"], row["end"]), []).append(f"{what}: {row['speaker']}")
    return [
        _Mark(a, b, "onrecord-portrayal", " | ".join(said), "", portrayal_anchor({"start": a, "end": b}))
        for (a, b), said in about.items()
    ]


def _marked_text(text: str, start: int, end: int, marks: Sequence[_Mark]) -> Html:
    """Text from `start` to `end` with its marks nested; one that would cross another is closed and opened again."""
    bounds = {b for m in marks for b in (m.start, m.end) if start < b < end}
    pieces: list[Html] = []
    opened: list[_Mark] = []
    for a, b in pairwise(sorted({start, end} | bounds)):
        here = [m for m in marks if m.start <= a and m.end >= b]
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
    kinds = [(kind, meaning, counts.get(kind, 0)) for kind, meaning in KINDS.items()]
    return render("legend.html", kinds=kinds, n_figures=len(record.figures), n_portrayals=len(_portrayal_marks(record)))
