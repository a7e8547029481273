"""How the charts of figures draw a number: a mark, a line between the ends of a range, an arrow at an open end."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK
from onrecord.pages.disputes import key_of, size
from onrecord.tables.frame_rows import dicts

ARROW = 26  # points
ARROWS = {
    side: Path(
        [(0, 0), (side, 0), (side, 0), (side * 0.72, 0.14), (side * 0.72, -0.14), (side, 0)],
        [Path.MOVETO, Path.LINETO, Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY],
    )
    for side in (-1, 1)
}
LEAST = 0.1  # where nought stands on a scale of powers of ten
MOST_TICKS = 5


def by_id(figures: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """Rows of the figures table, {(article_id, figure_id): row}."""
    return {key_of(row): row for row in dicts(figures)}


def least_and_most(row: Mapping[str, Any]) -> tuple[float, float]:
    """The least and the most that a figure may be; nought and no end (infinity) where it is open."""
    low, high = (math.nan if pd.isna(row[end]) else float(row[end]) for end in ("value_low", "value_high"))
    return 0 if math.isnan(low) else low, math.inf if math.isnan(high) else high


def position(row: Mapping[str, Any]) -> float:
    """Where a figure stands on the scale; nan where it gives no number."""
    value = size(row)
    return value if math.isnan(value) else max(value, LEAST)


def mark_positions(row: Mapping[str, Any]) -> list[float]:
    """Where the marks of a figure with two ends stand: "about 400" is one number with room around it, "3 to 5" are two."""
    ends = [max(float(row[end]), LEAST) for end in ("value_low", "value_high")]
    return [position(row)] if row["approx"] == "about" else sorted(set(ends))


def draw_ranges(ax: Axes, figures: Iterable[tuple[float, Mapping[str, Any], drawing.Look]], zorder: float = 2) -> None:
    """Draw figures, each at its height and with the look of its mark: (height, row, look)."""
    spans: list[list[tuple[float, float]]] = []
    arrows: dict[int, list[tuple[float, float]]] = {1: [], -1: []}
    marks: list[tuple[drawing.Look, list[tuple[float, float]]]] = []
    for at, row, look in figures:
        low, high, where = row["value_low"], row["value_high"], position(row)
        numbers = [where]
        if math.isnan(where):
            place = drawing.Look(transform=ax.get_yaxis_transform(), va="center")
            ax.text(0.01, at, "no number given", fontsize=9, style="italic", **place)
            continue
        if pd.isna(high) or pd.isna(low):
            arrows[1 if pd.isna(high) else -1].append((where, at))
        else:
            spans.append([(max(float(low), LEAST), at), (max(float(high), LEAST), at)])
            numbers = mark_positions(row)
        same = next((drawn for known, drawn in marks if known == look), None)
        if same is None:
            marks.append((look, same := []))
        same += [(number, at) for number in numbers]
    drawing.lines(ax, spans, color=BLACK, linewidth=2.5, solid_capstyle="butt", zorder=zorder)
    for side, places in arrows.items():
        look = {"marker": ARROWS[side], "markersize": 2 * ARROW, "color": BLACK, "markeredgewidth": 1.2}
        drawing.marks(ax, places, look | {"zorder": zorder})
    for look, places in marks:
        drawing.marks(ax, places, drawing.Look(zorder=zorder + 0.1) | look)


def scale_from_nought(ax: Axes, claims: Sequence[Mapping[str, Any]]) -> None:
    """A scale of equal steps from nought to the largest number of some claims; one that is open leaves room for its arrow."""
    ends = [float(row[end]) for row in claims for end in ("value_low", "value_high") if not pd.isna(row[end])]
    most = max(ends, default=0) or 1.0
    opens = any(pd.isna(row["value_high"]) and not pd.isna(row["value_low"]) for row in claims)
    ax.set_xlim(-most * 0.02, most * (1.3 if opens else 1.04))
    percent = "%" if all(row["category"] == "share" for row in claims) else ""
    ticks = [tick for tick in MaxNLocator(4).tick_values(0, most) if tick <= most * 1.04]
    drawing.scale_below(ax, {tick: number_on_scale(tick) + percent for tick in ticks})


def number_on_scale(value: float) -> str:
    """A number under a plot: "250", "0.5", "1.5 million"."""
    for unit, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= unit:
            return f"{value / unit:,.10g} {word}"
    return f"{value:,.10g}"


def draw_from_nought(ax: Axes, claims: Iterable[tuple[float, Mapping[str, Any], drawing.Look]]) -> None:
    """Draw claims on a scale from nought, each at its height: (height, row, look of its mark).

    A line goes from the least to the most that the words allow, with an arrow where there is no most; words such as
    "hundreds" are a broad line without a mark.
    """
    for at, row, look in claims:
        if math.isnan(size(row)):
            place = drawing.Look(transform=ax.get_yaxis_transform(), va="center")
            ax.text(0.01, at, "no number given", fontsize=9, style="italic", **place)
            continue
        low, high = (None if pd.isna(row[end]) else float(row[end]) for end in ("value_low", "value_high"))
        end = ax.get_xlim()[1] if high is None else high
        vague = row["approx"] == "vague" and low is not None and high is not None
        how = (
            drawing.Look(color=look["markerfacecolor"], linewidth=8)
            if vague
            else drawing.Look(color=BLACK, linewidth=2.5)
        )
        drawing.lines(ax, [[(low or 0, at), (end, at)]], solid_capstyle="butt", zorder=2, **how)
        if high is None:
            drawing.marks(ax, [(end, at)], drawing.Look(marker=">", color=BLACK, markersize=8, zorder=2))
        numbers = {low, high} if row["approx"] != "about" and low is not None and high is not None else {size(row)}
        drawing.marks(ax, [(number, at) for number in sorted(numbers) if not vague], drawing.Look(zorder=2.1) | look)


def power_in_words(value: float) -> str:
    for unit, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= unit:
            return f"{value / unit:,.0f} {word}"
    return f"{value:,.0f}" if value >= 1 else "0"
