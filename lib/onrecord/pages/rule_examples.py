"""Examples of rules: what the library finds in the example of each rule, with what to mark in it and what it reads there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.evaluation.rules import Rule
from onrecord.pages.highlights import PORTRAYALS
from onrecord.pages.html import EMPTY, Html, escape, join
from onrecord.pages.wording import (
    NOBODY,
    RELATIONS,
    UNCOUNTED,
    denied_by,
    figure_in_words,
    is_given,
    range_in_words,
    row_dicts,
    score_in_words,
    status_in_words,
)
from onrecord.tables.record import Record, analyse
from onrecord.text.article import Article

SENTENCE_ENDS = tuple(".?!…”")
QUOTES = ("found", "named")
FIGURES = ("event", "claimant", "status", "occurrence", "compared")
DATE = "2021-06-16"  # of the examples with figures, a Wednesday
FULL_NAME = "full_name"  # the rule for the column `speaker`
# What a mark in an example means: Markdown, and the tag of HTML.
MARKS = {"found": ("**{}**", "mark"), "cue": ("*{}*", "em"), "who": ("<ins>{}</ins>", "u")}
LABELS = {-1: "negative", 0: "neutral", 1: "positive"}
Spans = dict[tuple[int, int], str]


@dataclass(frozen=True)
class Example:
    """The example of a rule: its text, a key of MARKS for each span to mark, and what is read there, with its rule."""

    text: str
    spans: Spans
    readings: tuple[tuple[str, str], ...]


@cache
def example_of(rule: Rule) -> Example:
    """What the library finds in the example of a rule.

    Args:
        rule: of any table.
    """
    read = next(reader for parts, reader in READERS.items() if rule.part in parts)
    return Example(rule.example, *read(rule))


@cache
def record_of(rule: Rule) -> Record:
    """The tables of the example of a rule."""
    return analyse(article_of(rule), thoughts=rule.name == "thought")


def article_of(rule: Rule) -> Article:
    """The example of a rule as an article; a first paragraph that ends like no sentence is the headline."""
    first = rule.example.split("\n\n")[0]
    headline = None if first.endswith(SENTENCE_ENDS) or first == rule.example else (0, len(first))
    return Article("example", rule.example, date=DATE if rule.part in FIGURES else None, headline=headline)


def rows_of(rule: Rule) -> list[dict[str, Any]]:
    """The rows of its example that show a rule; none where the rule does not do what it says."""
    record = record_of(rule)
    if rule.part in QUOTES:
        return [row for row in row_dicts(record.quotes) if rule.name in row["rule"].split("/")]
    if rule.part == "compared":
        return [pair for pair in row_dicts(record.comparisons) if pair["relation"] == rule.name]
    if rule.part == "occurrence":
        return [row for row in row_dicts(record.figures) if row["status"] == "background" or row["as_of"]]
    if rule.part in FIGURES:
        return [row for row in row_dicts(record.figures) if rule.name in (row["status"], *row["rule"].split("; "))]
    if rule.part == "speaker":
        column = "speaker" if rule.name == FULL_NAME else rule.name
        return [row for row in row_dicts(record.speakers) if row[column]][:1]
    if rule.part == "tone":
        return [
            row for row in row_dicts(record.tone) if rule.name != "negation" or any(w["shifted"] for w in row["words"])
        ]
    if rule.part == "hint":
        return [row for row in row_dicts(record.tone_toward) if row["label"]]
    table = record.portrayals if rule.part == "portrayal" else record.uncounted
    return [row for row in row_dicts(table) if row["rule"] == rule.name]


# --- what is read, table by table ------------------------------------------------------------------------------

Read = tuple[Spans, tuple[tuple[str, str], ...]]


def _quotes(rule: Rule) -> Read:
    spans: Spans = {}
    readings: dict[tuple[str, str], None] = {}
    for row in rows_of(rule):
        spans[row["start"], row["end"]] = "found"
        if row["cue"] and row["cue"] != ":":
            spans[int(row["cue_start"]), int(row["cue_end"])] = "cue"
        spans |= _mention(row)
        speaker, mention = row["speaker"] or NOBODY, row["mention"]
        pointed = f" (from “{mention}”)" if mention and mention != speaker else ""
        readings[f"{row['kind']}: {speaker}{pointed}", row["rule"]] = None
    return spans, tuple(readings)


def _figures(rule: Rule) -> Read:
    """What is read of figures: all of them where one is set beside the others."""
    beside = rule.part in ("occurrence", "compared")
    shown = row_dicts(record_of(rule).figures) if beside else rows_of(rule)
    spans: Spans = {}
    for row in shown:
        spans |= {(row["start"], row["end"]): "found"} | _mention(row)
    return spans, tuple((words, "") for words in _figure_readings(rule, {row["figure_id"]: row for row in shown}))


def _figure_readings(rule: Rule, figures: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    if rule.part == "compared":
        for pair in rows_of(rule):
            yield f"{_in_words(figures[pair['a']])} and {_in_words(figures[pair['b']])}: {RELATIONS[rule.name]}"
    elif rule.part == "occurrence":
        for row in figures.values():
            counted = f", counted {row['as_of']}" if row["as_of"] else ""
            yield f"{_what(row)}: {row['occurrence']}{counted}"
    else:
        yield from map(_in_words, figures.values())


def _what(row: dict[str, Any]) -> str:
    status = status_in_words(row)
    return f"{row['event']}: {figure_in_words(row)} ({range_in_words(row) or 'no number'}{status and ', ' + status})"


def _in_words(row: dict[str, Any]) -> str:
    return f"{_what(row)} – {denied_by(row)}"


def _speakers(rule: Rule) -> Read:
    spans: Spans = {}
    readings = []
    for row in rows_of(rule):
        spans |= {(span[0], span[1]): "who" for span in row["mentions"]}
        told = "" if rule.name == FULL_NAME else f"; {rule.name}: {row[rule.name]}"
        readings.append((f"speaker: {row['speaker']}{told}", ""))
    return spans, tuple(readings)


def _tone(rule: Rule) -> Read:
    rows = rows_of(rule)
    spans: Spans = {(word["start"], word["end"]): "found" for row in rows for word in row["words"]}
    return spans, tuple((_tone_in_words(row), "") for row in rows)


def _tone_in_words(row: dict[str, Any]) -> str:
    words = ", ".join(w["word"] + (f" ({w['shifted']})" if w["shifted"] else "") for w in row["words"])
    return (
        f"{row['speaker']}: tone {score_in_words(row['compound'])} ({LABELS[row['label']]}), without event words "
        f"{score_in_words(row['attitude'])}, event words {row['event_load']:.0%} of all words; words that count: {words}"
    )


def _hints(rule: Rule) -> Read:
    rows = rows_of(rule)
    return {(row["start"], row["end"]): "found" for row in rows}, tuple(
        (f"about {row['speaker']}: {LABELS[row['label']]}", "") for row in rows
    )


def _portrayals(rule: Rule) -> Read:
    rows = rows_of(rule)
    readings = [(f"{row['speaker']}: {', '.join(_told(row))}", "") for row in rows]
    return {(row["start"], row["end"]): "found" for row in rows}, tuple(readings)


def _told(row: dict[str, Any]) -> Iterator[str]:
    yield f"{PORTRAYALS[row['kind']]} “{row['word']}”"
    if row["event"]:
        yield str(row["event"])
    if row["loaded"]:
        yield f"the word {row['loaded']}"


def _uncounted(rule: Rule) -> Read:
    rows = rows_of(rule)
    readings = [
        (f"{UNCOUNTED[row['what']]}: {row['event'] or 'no event'}, {row['unit'] or 'nothing named'}", "")
        for row in rows
    ]
    return {(row["start"], row["end"]): "found" for row in rows}, tuple(readings)


def _mention(row: Mapping[str, Any]) -> Spans:
    given = is_given(row["mention_start"])
    return {(int(row["mention_start"]), int(row["mention_end"])): "who"} if given else {}


READERS = {
    QUOTES: _quotes,
    FIGURES: _figures,
    ("speaker",): _speakers,
    ("tone",): _tone,
    ("hint",): _hints,
    ("portrayal",): _portrayals,
    ("uncounted",): _uncounted,
}


# --- marked text -----------------------------------------------------------------------------------------------


def _pieces(example: Example) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with its mark, "" for none; of two spans that overlap the first is marked."""
    at = 0
    for start, end in sorted(example.spans):
        if start >= at:
            yield example.text[at:start], ""
            yield example.text[start:end], example.spans[start, end]
            at = end
    yield example.text[at:], ""


def example_as_html(example: Example) -> Html:
    """The text of an example with its marks, as a quotation."""
    marked = join(
        Html(f"<{MARKS[mark][1]}>{{}}</{MARKS[mark][1]}>").format(words) if mark else escape(words)
        for words, mark in _pieces(example)
    )
    paragraphs = join(Html("<p>{}</p>").format(Html(line)) for line in marked.split("\n\n"))
    return Html("<blockquote>{}</blockquote>").format(paragraphs) if example.text else EMPTY


def example_as_markdown(example: Example) -> str:
    """The text of an example with its marks, as a quotation."""
    marked = "".join(MARKS[mark][0].format(words) if mark else words for words, mark in _pieces(example))
    return "\n>\n".join(f"> {line}" for line in marked.split("\n\n"))
