"""Cells of tables of figures: a figure that leads to its words, and a range as a bar beside its numbers.

A bar is dark up to the least that a number may be, and striped from there to the most.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.pages.html import EMPTY, Html, anchor_address, join, render, wrapped
from onrecord.pages.wording import figure_in_words

STYLE = Html(
    ".onrecord .onrecord-bar.onrecord-range { display: flex; height: 9px; }"
    ".onrecord .onrecord-range > .onrecord-open { box-sizing: border-box; border: 1px solid #00517f; border-left: 0;"
    " background: repeating-linear-gradient(135deg, #fff 0 3px, #00517f 3px 4px); }"
    ".onrecord .onrecord-board td:last-child { min-width: 12em; }"
)
BAR = Html(
    ' <span class="onrecord-bar onrecord-range" aria-hidden="true"><span style="width:{:.1f}%"></span>'
    '<span class="onrecord-open" style="width:{:.1f}%"></span></span>'
)
LEGEND = Html(
    "<p><small>Bars, where they are drawn: dark up to the least that the words allow, striped from there to the most.{}</small></p>"
)


MISSING = Html('<span class="onrecord-missing">–</span>')

Groups = Sequence[tuple[str, Sequence[Sequence[Html]]]]  # (heading, rows of cells)


def table(caption: str, headings: Sequence[str], groups: Groups) -> Html:
    """A table in the look of all tables of rows; a group has a heading of its own, or ""."""
    given = {"numeric": [False] * len(headings), "cut": "", "more": ""}
    linked = [(heading, [(False, cells) for cells in rows]) for heading, rows in groups]
    return render("row_table.html", caption=caption, headings=headings, groups=linked, **given)


def with_legend(tables: Sequence[Html], scale: str) -> Html:
    """Tables with their style, and how to read their bars where they have any.

    Args:
        tables: one or more.
        scale: a sentence that says what a full bar stands for.
    """
    legend = LEGEND.format(f" {scale}") if any("onrecord-range" in one for one in tables) else EMPTY
    return wrapped(join(tables) + legend, STYLE)


def figure_link(row: Mapping[str, Any], page: str, words: str = "") -> Html:
    """A figure, or other words for it, as a link to its words in the article."""
    address = anchor_address(f"f-{row['figure_id']}", page)
    return Html('<a href="{}">{}</a>').format(address, words or figure_in_words(row))


def figure_with_number(row: Mapping[str, Any], page: str) -> Html:
    """A figure as a link, and the number of its mark."""
    return figure_link(row, page) + Html(' <small class="onrecord-id">[{}]</small>').format(row["figure_id"])


def range_bar(low: float, high: float, whole: float) -> Html:
    """A bar from nought to `high`; the numbers stand beside it, so it is not read aloud.

    Args:
        low: the least that a number may be.
        high: the most; infinity where there is none.
        whole: what a full bar stands for.

    Returns:
        Nothing where there is no number.
    """
    if math.isnan(low) or math.isnan(high) or whole <= 0:
        return EMPTY
    dark, end = (100 * min(max(value, 0) / whole, 1) for value in (low, high))
    return BAR.format(dark, end - dark)
