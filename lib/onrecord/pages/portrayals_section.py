"""Portrayals section: what the narration says of each speaker and side, each word with a link to its place in the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from onrecord.pages.highlights import portrayal_anchor
from onrecord.pages.html import EMPTY, Html, anchor_address, join, wrapped
from onrecord.pages.layout import Cell, empty, more, small, table
from onrecord.pages.wording import count, plain, row_dicts
from onrecord.statistics.portrayed import portrayed, with_sides
from onrecord.tables.record import Record

EXPLAINED = Html(
    "<p>What the article says of them in its own words. “Credits” and “discredits” come from a list of words, each with a "
    "reason: they are how the word is usually read, not what the reporter meant.</p>"
)
NONE = "No words were found in which the article describes a speaker or tells a deed of one."
NO_SIDES = "No side was found for any speaker who is portrayed."
KINDS = {
    "descriptor": "Is called",
    "cue": "Verbs for what they said",
    "deed": "Did",
    "suffered": "Suffered",
}
MOST = 12  # words of a cell that are shown at once


def portrayals_section(record: Record) -> Html:
    """The section: a row per speaker and a row per side, who is called what, introduced how, and told to have done what.

    Args:
        record: of one article.
    """
    rows = with_sides(record.portrayals, record.speakers)
    if telling(rows).empty:
        return empty(NONE)
    said = [_of_group(rows, by) for by in ("speaker", "side") if by == "speaker" or rows[by].notna().any()]
    return EXPLAINED + join(said)


def portrayals(record: Record, by: str = "speaker") -> Html:
    """Who is called what, introduced by which loaded verbs, and told to have done or suffered what, as a table of a notebook.

    Args:
        record: of one article.
        by: "speaker" or "side".

    Returns:
        A self-contained fragment with a row per speaker or side; its words lead to their marks in the highlighted article.
    """
    rows = with_sides(record.portrayals, record.speakers)
    rows = rows[rows[by].notna()]
    said = Html("<p>{}</p>").format(NO_SIDES if by == "side" else NONE)
    return wrapped(said if telling(rows).empty else _of_group(rows, by))


def telling(portrayals: pd.DataFrame) -> pd.DataFrame:
    """The portrayals without neutral verbs of saying.

    Args:
        portrayals: the portrayals table.
    """
    return portrayals[(portrayals["kind"] != "cue") | portrayals["loaded"].notna()]


def _of_group(rows: pd.DataFrame, by: str) -> Html:
    """The table by speaker or by side; who has neutral verbs only stands in a line below it."""
    body: list[list[Cell]] = []
    plainly = []
    for counts in row_dicts(portrayed(rows, by)):
        group, neutral = plain(counts[by]), counts["neutral"]
        own = telling(rows[rows[by] == counts[by]])
        if own.empty:
            plainly.append(f"{group} ({neutral})")
            continue
        cells = {kind: _words(row_dicts(own[own["kind"] == kind])) for kind in KINDS}
        cells["cue"] += small(count(neutral, "neutral verb")) if neutral else EMPTY
        body.append([group, *cells.values()])
    shown = table([f"By {by}", *KINDS.values()], body, "") if body else EMPTY
    only = f"Introduced by neutral verbs, and no more: {', '.join(plainly)}."
    return shown + (Html("<p><small>{}</small></p>").format(only) if plainly else EMPTY)


def _words(rows: Sequence[Mapping[str, Any]]) -> Html:
    """The words of some portrayals, each leading to its place; what they do and the class of event behind them."""
    words = Html('<a href="{}">{}</a>{}')
    shown = [words.format(anchor_address(portrayal_anchor(r)), plain(r["text"]), _about(r)) for r in rows]
    rest = shown[MOST:]
    return join(shown[:MOST], ", ") + (more(f"{len(rest):,} more", join(rest, ", ")) if rest else EMPTY)


def _about(row: Mapping[str, Any]) -> str:
    about = ", ".join(filter(None, (row["event"], row["loaded"])))
    return f" ({about})" if about else ""
