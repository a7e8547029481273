"""Chart of claims that conflict or were updated: under each other on one scale, with their words beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK, Chart, Plot, same_look, statement
from onrecord.charts._disputes import Dispute, disputes, event_words
from onrecord.charts._ranges import draw_from_nought, scale_from_nought
from onrecord.pages.wording import count, denied_by, figure_in_words, is_given

MOST_DISPUTES, MOST_CLAIMS = 5, 12  # in one picture, and of one dispute
ROW, HEAD_LINE = 0.52, 0.19  # inches
COLUMNS = ["article_id", "figure_id", "counted", "claimant", "claim", "words", "value_low", "value_high", "approx"]
CAMPS: list[drawing.Look] = [
    {"marker": "o", "markerfacecolor": drawing.BLUE, "markeredgecolor": BLACK, "markersize": 9},
    {"marker": "D", "markerfacecolor": drawing.ORANGE, "markeredgecolor": BLACK, "markersize": 8},
]
TITLE = "Claims about the same thing"


@same_look
def comparisons(figures: pd.DataFrame, pairs: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Claims that conflict, or of which one is a later count, under each other on a scale that starts at nought.

    A line stands for what the words leave open, and an arrow for an open end. Claims whose words for what happened
    conflict stand on two sides of a line.

    Args:
        figures: rows of one article or of several; a column `side`, where there is one, says for whom each claimant
            speaks: disputes between two sides come first.
        pairs: the comparisons table of the same articles.
        footnote: small type under the chart.

    Returns:
        A chart whose title says what the first dispute is; a sentence where no claim conflicts or was updated.

    Limits:
        At most 5 disputes of 12 claims each are drawn; `data` has them all.
    """
    found = disputes(figures, pairs)
    if not found:
        return statement("comparisons", TITLE, _nothing(figures, pairs))
    data = pd.DataFrame([row for dispute in found for row in _rows(dispute)], columns=COLUMNS)
    drawn, title = found[:MOST_DISPUTES], _with_left_out(found[0])
    if left_out := len(found) - len(drawn):
        title += f" ({count(left_out, 'dispute')} more not drawn)"
    alt = f"Chart of {count(len(data), 'claim')}. " + " ".join(map(_aloud, found[: drawing.MOST_ALOUD]))
    chart = Chart("comparisons", title, data, alt, footnote)
    heads = ["", *(drawing.wrap(_with_left_out(dispute), 84, 2) for dispute in drawn[1:])]
    plots = [_plot(dispute, head) for dispute, head in zip(drawn, heads, strict=True)]
    for ax, dispute, head in zip(chart.lay_out(plots), drawn, heads, strict=True):
        _draw(ax, dispute, head)
    return chart


def _nothing(figures: pd.DataFrame, pairs: pd.DataFrame) -> str:
    """Why there is no dispute to draw."""
    if len(figures) < 2:
        return "This article has no two figures to compare." if len(figures) else "No figures found in this article."
    if pairs.empty:
        return "No two figures of this article are about the same thing."
    are = "is" if len(pairs) == 1 else "are"
    return f"{count(len(pairs), 'pair')} of figures {are} about the same thing. No two claims conflict, and none is a later count."


def _rows(dispute: Dispute) -> list[dict[str, Any]]:
    more = {"counted": dispute.counted}
    return [
        row | more | {"claimant": denied_by(row), "claim": figure_in_words(row), "words": event_words(row)}
        for row in dispute.claims
    ]


def _aloud(dispute: Dispute) -> str:
    claims = [f"{figure_in_words(row)}{_quoted(event_words(row), ' ')}" for row in dispute.claims]
    return f"{dispute.counted}: {drawing.listing(map(denied_by, dispute.claims), claims)}."


def _quoted(words: str, before: str = "") -> str:
    return f"{before}“{words}”" if words else ""


def _with_left_out(dispute: Dispute) -> str:
    left_out = len(dispute.claims) - MOST_CLAIMS
    return dispute.finding + (f" ({count(left_out, 'claim')} more not drawn)" if left_out > 0 else "")


def _plot(dispute: Dispute, head: str) -> Plot:
    above = HEAD_LINE * (head.count("\n") + 1) + 0.1 if head else 0
    return Plot(drawing.tall(min(len(dispute.claims), MOST_CLAIMS), ROW), above, drawing.SCALE + 0.1)


def _draw(ax: Axes, dispute: Dispute, head: str) -> None:
    """A line per claim: who says so, the number on the scale, and the number and what happened in words."""
    claims, camps = dispute.claims[:MOST_CLAIMS], dispute.camps[:MOST_CLAIMS]
    scale_from_nought(ax, claims)
    drawing.name_rows(ax, list(map(_who, claims)))
    if head:
        drawing.head_across(ax, head)
    drawing.divide(ax, _borders(camps))
    draw_from_nought(ax, [(at, row, CAMPS[camp]) for at, (row, camp) in enumerate(zip(claims, camps, strict=True))])
    words = {at: _quoted(drawing.short(event_words(row), 36)) for at, row in enumerate(claims)}
    numbers = {at: drawing.short(figure_in_words(row), 36) for at, row in enumerate(claims)}
    look = drawing.Look(fontweight="bold", fontsize=10)
    drawing.label_rows(ax, {at: said for at, said in numbers.items() if words[at]}, va="bottom", **look)
    drawing.label_rows(ax, {at: said for at, said in numbers.items() if not words[at]}, **look)
    drawing.label_rows(ax, {at + 0.05: said for at, said in words.items()}, va="top")


def _who(row: Mapping[str, Any]) -> str:
    """Who says so, and for which side, on two lines at most."""
    who, side = denied_by(row) + " (inferred)" * (row["attribution"] == "continued"), row.get("side")
    sided = is_given(side) and side != row["speaker"]
    return f"{drawing.wrap(who, 30, 1)}\n{drawing.wrap(f'for {side}', 30, 1)}" if sided else drawing.wrap(who, 28, 2)


def _borders(camps: Sequence[int]) -> list[float]:
    """Between which rows one side ends and the other begins."""
    return [at - 0.5 for at in range(1, len(camps)) if camps[at] != camps[at - 1]]
