"""Table of parts and wholes: which figure is part of another, and which comes on top of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from onrecord.charts import _cells as cells
from onrecord.charts._claim_groups import noun, stem
from onrecord.charts._ranges import by_id, least_and_most
from onrecord.pages.codes import in_percent
from onrecord.pages.disputes import size
from onrecord.pages.html import EMPTY, Html, escape, wrapped
from onrecord.pages.wording import claimant_in_words, denied_by

LINKS = {"subset_of": "part of", "adds_to": "on top of"}
HEADINGS = ("Figure", "Part of, or on top of", "Share, or sum", "Who says so")

Key = tuple[str, str]  # article_id, figure_id
Share = tuple[float, float]  # of a whole, the least and the most that a part may be
NONE: Share = (math.nan, math.nan)
UNKNOWN = NONE, "share not known"


class Link(NamedTuple):
    """A figure and the one that it is part of, or comes on top of."""

    part: dict[str, Any]
    whole: dict[str, Any]
    column: str  # a key of `LINKS`
    share: Share
    in_words: str  # the share, or the sum


def parts_table(figures: pd.DataFrame, *, page: str = "") -> Html:
    """Show which figure is part of another, with its share, and which comes on top of one.

    Nothing is added up here but two figures of one claimant about one thing and event, and then the words say so.

    Args:
        figures: rows of one article or of several; parts name their whole in `subset_of`, additions what they come on
            top of in `adds_to`.
        page: address of the page with the highlighted article, when it is not the same one.

    Returns:
        A table, parts under their whole; a sentence where there is none. Each figure leads to its words.

    Limits:
        A figure that the tables link to two others stands once, beside its whole.
    """
    links = list(_links(figures))
    if not links:
        return wrapped(Html("<p>No figure in this article is part of another or comes on top of one.</p>"))
    table = cells.table("Parts and wholes", HEADINGS, [("", [_row(link, page) for link in links])])
    return cells.with_legend([table], "A full bar is the whole.")


def _row(link: Link, page: str) -> list[Html]:
    whole = escape(f"{LINKS[link.column]} ") + cells.figure_with_number(link.whole, page)
    share = cells.range_bar(*link.share, 1) if link.column == "subset_of" else EMPTY
    return [
        cells.figure_with_number(link.part, page),
        whole,
        escape(link.in_words) + share,
        escape(denied_by(link.part)),
    ]


def _links(figures: pd.DataFrame) -> Iterator[Link]:
    """The figures that hang on others, those of one whole together; none hangs on itself by way of others."""
    rows = by_id(in_percent(figures))
    hangs: dict[Key, tuple[Key, str]] = {}
    for (article, figure), row in rows.items():
        for column in LINKS:
            whole = (article, row[column])
            # A figure hangs on one other, and never on one that hangs on it.
            if whole in rows and (article, figure) not in hangs and not _above(hangs, whole, (article, figure)):
                hangs[article, figure] = (whole, column)
    order = list(rows)
    for part, (whole, column) in sorted(hangs.items(), key=lambda item: order.index(item[1][0])):
        share, words = (
            _share(rows[part], rows[whole]) if column == "subset_of" else (NONE, _sum(rows[part], rows[whole]))
        )
        yield Link(rows[part], rows[whole], column, share, words)


def _above(hangs: Mapping[Key, tuple[Key, str]], key: Key, wanted: Key) -> bool:
    """Whether `wanted` is `key` or stands somewhere above it."""
    while key != wanted and key in hangs:
        key = hangs[key][0]
    return key == wanted


def _share(part: Mapping[str, Any], whole: Mapping[str, Any]) -> tuple[Share, str]:
    """A part's share of its whole, least and most, and in words; an open end leaves the share open too."""
    low, high = least_and_most(part)
    if part["category"] == "share" and whole["category"] != "share":
        least, most = low / 100, high / 100
    elif (part["category"] == "share") != (whole["category"] == "share") or math.isnan(size(whole)):
        return UNKNOWN
    else:
        smallest, largest = least_and_most(whole)
        if largest <= 0:
            return UNKNOWN
        least, most = low / largest, high / smallest if smallest > 0 else math.inf
    if math.isnan(size(part)) or (least <= 0 and most >= 1 and low != high):
        return UNKNOWN
    rounded = {row["approx"] for row in (part, whole)} <= {"exact", "about"}
    return (least, most), _share_in_words(least, most, rounded)


def _share_in_words(least: float, most: float, rounded: bool) -> str:
    if least <= 0 < most:
        return f"at most {most:.0%}"
    if math.isinf(most):
        return f"at least {least:.0%}"
    if f"{least:.0%}" == f"{most:.0%}":
        return f"{least:.0%}"
    return f"about {(least + most) / 2:.0%}" if rounded else f"{100 * least:.0f} to {most:.0%}"


def _sum(more: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """What an addition comes to, or why it is not added up."""
    if claimant_in_words(more) != claimant_in_words(before):
        return "not added up: they have two claimants"
    if more["event"] != before["event"] and "other" in (more["event"], before["event"]):
        return "not added up: it is not told that the same happened to both"
    if more["event"] != before["event"]:
        return f"not added up: {before['event']} and {more['event']}"
    if stem(more) != stem(before):
        return f"not added up: {noun(before)} and {noun(more)}"
    ends = [more["value_low"], more["value_high"], before["value_low"], before["value_high"]]
    if any(pd.isna(end) for end in ends) or ends[0] != ends[1] or ends[2] != ends[3]:
        return "not added up: the numbers are not exact"
    a, b = float(ends[2]), float(ends[0])
    return f"{a:,.10g} + {b:,.10g} = {a + b:,.10g}"
