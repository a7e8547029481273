"""Evidence: the article with everything that was found marked in it, and tables whose rows lead to the marks.

Whatever an article or a table holds is escaped; nothing of it becomes markup, an address or a style.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any
from urllib.parse import quote as percent

import pandas as pd

from onrecord.evaluation.rules import rules as described_rules
from onrecord.tables.record import Record
from onrecord.text.articles import Article
from onrecord.text.parse import find_paragraphs

KINDS = {"direct": "all in quotation marks", "mixed": "partly in quotation marks", "indirect": "in other words"}
RELATIONS = {
    "conflict_value": "the numbers differ",
    "conflict_character": "they conflict on what happened",
    "agree": "the same number",
    "agree_rounded": "the same number, rounded",
    "compatible": "both can be right",
    "updates": "a later count",
    "subset": "one is part of the other",
    "adds": "one comes on top of the other",
}
# What a statement without a number says, in words.
UNCOUNTED = {
    "unknown_number": "the number is not known",
    "about_numbers": "a number, and only what it is like",
    "damage": "damage or loss without a number",
}
NOBODY = "no speaker found"
APPROX = {
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "up_to": "up to ",
    "less_than": "under ",
}
# Notebook and page must not take "$5 ... $6" for a formula: MathJax 3 heeds the first class, MathJax 2 the second.
WRAPPER = "onrecord mathjax_ignore tex2jax_ignore"
# Characters that no page can hold: NUL and halves of surrogate pairs.
UNPRINTABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
ANCHORS = {"figure_id": "f", "quote_id": "q"}
FIGURE_LINKS = ("a", "b", "subset_of", "adds_to")
NOTHING = "Nothing of this kind was found in this article."
PARAGRAPHS = {
    "text": ' dir="auto"',
    "headline": ' dir="auto" class="onrecord-headline" role="heading" aria-level="3"',
    "boilerplate": ' dir="auto" class="onrecord-skipped"',
}


class Html(str):
    """HTML that notebooks show as such; in every other way a string."""

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<Html of {len(self):,} characters>"


@cache
def style() -> str:
    """The style sheet that marks, tables and contexts need, as text for a `<style>` element."""
    return (files("onrecord.pages") / "style.css").read_text(encoding="utf-8")


def highlight(record: Record) -> Html:
    """Show an article with its quotes, cues, mentions and figures marked.

    A quote's mark has the id `q-<quote_id>`, a figure's `f-<figure_id>`, so that `#q-...` leads to it. Marks that overlap
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
    marks = _marks(record)
    return wrapped(_legend(record) + _text(record.article, marks), _together(marks))


def example(record: Record, name: str) -> Html:
    """Show one of several texts of a page with its marks, as `highlight` does, but without legend and style.

    Args:
        record: of one article.
        name: what the ids of its marks begin with, so that no two texts share one.
    """
    marks = _marks(record)
    for mark in marks:
        mark.anchor = mark.anchor and f"{name}-{mark.anchor}"
    return Html(f'<div class="{WRAPPER}">{_text(record.article, marks)}</div>')


def _text(article: Article, marks: Sequence[_Mark]) -> str:
    """The text of an article, paragraph by paragraph, with its marks."""
    text, body, at = article.text, [], 0
    for paragraph in find_paragraphs(article):
        inside = [m for m in marks if m.start < paragraph.end and m.end > paragraph.start]
        words = _marked_up(text, paragraph.start, paragraph.end, inside)
        body += [escape(text[at : paragraph.start]), f"<p{PARAGRAPHS[paragraph.kind]}>{words}</p>"]
        at = paragraph.end
    body.append(escape(text[at:]))
    return f'<div class="onrecord-text">{"".join(body)}</div>'


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

    def open(self) -> str:
        self.pieces += 1
        tag = "mark" if self.anchor else "span"
        part = f" onrecord-part{self.number}" if self.anchor else ""
        first = f' id="{escape(self.anchor)}"' if self.anchor and self.pieces == 1 else ""
        first += f' data-label="{escape(self.label)}"' if self.label and self.pieces == 1 else ""
        return f'<{tag} class="{self.classes}{part}"{first} title="{escape(self.title)}">'

    def close(self) -> str:
        return "</mark>" if self.anchor else "</span>"


def _marks(record: Record) -> list[_Mark]:
    """All marks of a record, the longer before the shorter where they begin together."""
    quotes, figures = record.quotes.to_dict("records"), record.figures.to_dict("records")
    marks = [*map(_quote_mark, quotes), *map(_figure_mark, figures)]
    spans: dict[tuple[int, int, str], str] = {}
    for row in quotes + figures:
        if _given(row["mention_start"]):
            speaker = either(row["speaker"], "a speaker without a name")
            spans.setdefault((row["mention_start"], row["mention_end"], "mention"), f"points at {speaker}")
        if _given(row.get("cue_start")):
            spans.setdefault((row["cue_start"], row["cue_end"], "cue"), f"cue: {either(row['cue_class'], 'no class')}")
    marks += [_Mark(int(a), int(b), f"onrecord-{kind}", title) for (a, b, kind), title in spans.items()]
    marks.sort(key=lambda m: (m.start, -m.end, not m.anchor))
    for number, mark in enumerate(marks):
        mark.number = number
    return marks


def _quote_mark(row: Mapping[str, Any]) -> _Mark:
    kind = row["kind"] if row["kind"] in KINDS else "indirect"
    speaker = either(row["speaker"], NOBODY)
    cue = f"cue: {row['cue']}" if _given(row["cue"]) else "no cue"
    title = f"{kind} quote | {speaker} | {cue} | rule: {either(row['rule'], 'none')}"
    label = f"{kind}: {speaker}"
    return _Mark(
        row["start"], row["end"], f"onrecord-quote onrecord-{kind}", title, label, _anchor("quote_id", row["quote_id"])
    )


def _figure_mark(row: Mapping[str, Any]) -> _Mark:
    claimant = claimant_in_words(row)
    title = (
        f"figure: {figure_in_words(row)} | {row['event']} | claimed by {claimant} | rule: {either(row['rule'], 'none')}"
    )
    label = "" if row["event"] == "other" else row["event"]
    return _Mark(row["start"], row["end"], "onrecord-figure", title, label, _anchor("figure_id", row["figure_id"]))


def figure_in_words(row: Mapping[str, Any]) -> str:
    """A figure as the article words it, with what its words leave out: "at least 40 people", "300 (houses)"."""
    words, unit = " ".join(row["text"].split()), either(row["unit"], "")
    approx = APPROX.get(row["approx"], "") if words.startswith(row["stated"]) else ""
    said = unit.lower() in words.lower() or unit == "money"
    return approx + words + ("" if said else f" ({unit})")


def claimant_in_words(row: Mapping[str, Any]) -> str:
    """Who claims a figure: a name, the words that point at somebody without one, or the article itself."""
    if _given(row["speaker"]):
        return row["speaker"]
    if row["attribution"] == "none":
        return "the article itself"
    return f"“{' '.join(row['mention'].split())}”" if _given(row["mention"]) else "a speaker without a name"


def _marked_up(text: str, start: int, end: int, marks: Sequence[_Mark]) -> str:
    """Text from `start` to `end` with its marks nested; one that would cross another is closed and opened again."""
    bounds = {b for m in marks for b in (m.start, m.end) if start < b < end}
    out, opened = [], []
    for a, b in pairwise(sorted({start, end} | bounds)):
        here = [m for m in marks if m.start <= a and m.end >= b]
        kept = 0
        while kept < min(len(opened), len(here)) and opened[kept] is here[kept]:
            kept += 1
        out += [m.close() for m in reversed(opened[kept:])] + [m.open() for m in here[kept:]] + [escape(text[a:b])]
        opened = here
    return "".join(out) + "".join(m.close() for m in reversed(opened))


def _together(marks: Sequence[_Mark]) -> str:
    """Style that lights up all pieces of a cut mark when its first piece is the target of a link."""
    cut = [f"onrecord-part{m.number}" for m in marks if m.anchor and m.pieces > 1]
    return "".join(
        f"\n.onrecord:has(.{c}:target) .{c} {{ outline: 3px solid #c03d00; outline-offset: 2px; }}" for c in cut
    )


def _legend(record: Record) -> str:
    counts = record.quotes["kind"].value_counts()
    quotes = (
        f'<span><mark class="onrecord-quote onrecord-{kind}" data-label="{kind}">{meaning}</mark>'
        f" ({counts.get(kind, 0)})</span>"
        for kind, meaning in KINDS.items()
    )
    return (
        f'<p class="onrecord-legend">{" ".join(quotes)} '
        f'<span><mark class="onrecord-figure">figure</mark> ({len(record.figures)})</span> '
        '<span><span class="onrecord-cue">cue</span>: the word for speaking</span> '
        '<span><span class="onrecord-mention">mention</span>: the words that point at the speaker</span></p>'
    )


def rows(
    frame: pd.DataFrame,
    columns: Sequence[str] | Mapping[str, str] | None = None,
    *,
    caption: str = "",
    empty: str = NOTHING,
    page: str = "",
    rules: str = "",
) -> Html:
    """Show rows of a table in full, each leading to its words in the article.

    A row with a `figure_id` or a `quote_id` (shown or not) links to the mark that `highlight` gave it; cells that name
    a figure (`a`, `b`, `subset_of`, `adds_to`) link to that figure.

    Args:
        frame: a table of the record, or part of one.
        columns: those to show, in order; a mapping gives headings too. All of them when left out.
        caption: a line above the table.
        empty: what to say when there is no row.
        page: address of the page with the highlighted article, when it is not the same one.
        rules: address of the page of rules (docs/rules.md); with it, the cells of a column `rule` lead there.

    Returns:
        A fragment with its own style; text is wrapped, never cut.
    """
    if frame.empty:
        return wrapped(f"<p>{escape(empty)}</p>")
    headings = columns if isinstance(columns, Mapping) else {c: c.replace("_", " ") for c in columns or frame.columns}
    numeric = {c for c in headings if pd.api.types.is_numeric_dtype(frame[c]) and frame[c].dtype != bool}
    head = "".join(f'<th scope="col"{number_class(c in numeric)}>{escape(h)}</th>' for c, h in headings.items())
    body = "".join(_row(row, headings, numeric, page, rules) for row in frame.to_dict("records"))
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return wrapped(f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def or_none(table: pd.DataFrame) -> pd.DataFrame | Html:
    """A table as it is, or "None found." where it has no rows: headings over nothing look like a mistake."""
    return table if len(table) else Html("<p>None found.</p>")


def _row(row: Mapping[str, Any], headings: Mapping[str, str], numeric: set[str], page: str, rules: str) -> str:
    target = _target(row, page)
    cells = []
    for at, column in enumerate(headings):
        cell = _cell(row[column])
        if column in FIGURE_LINKS and _given(row[column]):
            cell = f'<a href="{_href("figure_id", row[column], page)}">{cell}</a>'
        elif rules and column == "rule" and _given(row[column]):
            cell = rule_links(row[column], rules)
        elif target and at == 0:
            cell = f'<a class="onrecord-go" href="{target}">{cell}</a>'
        cells.append(f'<td dir="auto"{number_class(column in numeric)}>{cell}</td>')
    linked = ' class="onrecord-linked"' if target else ""
    return f"<tr{linked}>{''.join(cells)}</tr>"


def rule_links(rule: str, page: str) -> str:
    """The name of a rule, "how found/how named", each part a link to where a page of rules describes it."""
    parts = (
        f'<a href="{escape(page)}#{part}">{part}</a>' if part in described_rules() else escape(part)
        for part in rule.split("/")
    )
    return "/".join(parts)


def _cell(value: Any) -> str:
    """A value as people write it: 402,000; -0.62; yes; toned words in a row; a dash where there is none."""
    if isinstance(value, (list, tuple)):
        return escape("; ".join(_entry(x) for x in value))
    if not _given(value):
        return '<span class="onrecord-missing">–</span>'
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return f"{value:,.0f}" if float(value).is_integer() else f"{round(value, 2) + 0.0:,.2f}"
    return escape(str(value))


def _entry(entry: Mapping[str, Any] | Sequence[int]) -> str:
    """An entry of a list: a word of the tone table with what it adds to the score, "good +1.9 (negated)", or a span."""
    if not isinstance(entry, Mapping):
        return "–".join(f"{offset:,}" for offset in entry)
    shifted = f" ({entry['shifted']})" if entry["shifted"] else ""
    return f"{entry['word']} {signed(entry['valence'], 1)}{shifted}"


def signed(value: float, digits: int) -> str:
    """A tone with its sign; a real minus sign, which is read aloud."""
    return f"{value:+.{digits}f}".replace("-", "−") if round(value, digits) else "0"


def _target(row: Mapping[str, Any], page: str) -> str:
    """Address of the mark that belongs to a row: its figure, else its quote; "" where there is neither."""
    return next((_href(column, row[column], page) for column in ANCHORS if _given(row.get(column))), "")


def _anchor(column: str, value: str) -> str:
    return f"{ANCHORS[column]}-{value}"


def _href(column: str, value: str, page: str) -> str:
    return escape(page + "#" + percent(_anchor(column, value), safe=""))


def number_class(yes: bool) -> str:
    return ' class="onrecord-number"' if yes else ""


def _given(value: Any) -> bool:
    return value is not None and value is not pd.NA and value == value


def either(value: Any, instead: str) -> str:
    return str(value) if _given(value) else instead


def escape(text: str) -> str:
    """Text made safe between tags and inside quoted attributes."""
    return html.escape(text.translate(UNPRINTABLE), quote=True)


def wrapped(body: str, more_style: str = "") -> Html:
    return Html(f'<div class="{WRAPPER}"><style>{style()}{more_style}</style>{body}</div>')
