"""Corrected: what readers have corrected by hand, listed with what became of each correction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.corrections.lines import Outcome
from onrecord.pages.anchors import anchor, uncounted_anchor
from onrecord.pages.html import EMPTY, Html, anchor_address
from onrecord.pages.layout import Cell, small, table
from onrecord.pages.wording import row_dicts
from onrecord.tables.record import Record

_CHANGED = {
    "speaker_is": "said by {}",
    "event_is": "what happened: {}",
    "value_is": "the number: {}",
    "relation_is": "how they compare: {}",
}


def corrections_section(record: Record) -> Html:
    """Each correction that is about an article: the row, what was changed and by whom, or why it was not; "" without any.

    Args:
        record: of one article.
    """
    if not record.outcomes:
        return EMPTY
    anchors = _anchors(record)
    body = [
        [_row(outcome, anchors), _what(outcome), Html.escape(outcome.line.who) + small(outcome.line.note or None)]
        for outcome in record.outcomes
    ]
    return table(["Row", "Correction", "By"], body, "")


def _anchors(record: Record) -> dict[tuple[str, int], str]:
    """Where the marks of rows are, by table and place."""
    places = {("quotes", row["start"]): anchor("quote_id", row["quote_id"]) for row in row_dicts(record.quotes)}
    places |= {("figures", row["start"]): anchor("figure_id", row["figure_id"]) for row in row_dicts(record.figures)}
    places |= {("comparisons", place): there for (name, place), there in places.items() if name == "figures"}
    return places | {("uncounted", row["start"]): uncounted_anchor(row) for row in row_dicts(record.uncounted)}


def _row(outcome: Outcome, anchors: Mapping[tuple[str, int], str]) -> Cell:
    """The words of a row, struck through where it is gone, else with a link to where they stand."""
    line = outcome.line
    words = line.speaker if line.table == "speakers" else line.text
    if line.other_text:
        words = f"{words} and {line.other_text}"
    if line.strike and outcome.problem is None:
        return Html("<s>{}</s>").format(words)
    there = anchors.get((line.table, outcome.start)) if outcome.start is not None else None
    return Html('<a href="{}">{}</a>').format(anchor_address(there), words) if there else Html.escape(words)


def _what(outcome: Outcome) -> Html:
    """What a correction did, in words, or why it was not applied."""
    line, said = outcome.line, "added" if outcome.added or (outcome.line.add and outcome.problem) else ""
    changed = [words.format(getattr(line, column)) for column, words in _CHANGED.items() if getattr(line, column)]
    if line.table == "speakers":
        changed = [f"is {line.speaker_is}"]
    words = "struck" if line.strike else "; ".join(filter(None, [said, *changed])) or "stays"
    if outcome.problem is not None:
        return Html('<strong class="failed">not applied</strong>: {}').format(words) + small(outcome.problem)
    return Html.escape(words)


def by_hand(row: Mapping[str, Any]) -> str:
    """By whom a row was corrected, for a line under it; "" where it is as it was found."""
    return f"corrected by {row['corrected']}" if row.get("corrected") else ""
