"""How the charts of figures draw a number: a mark, a line between the ends of a range, an arrow at an open end."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.path import Path

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK, GREY
from onrecord.pages.wording import figure_in_words, status_in_words

ATTRIBUTIONS: dict[str, drawing.Look] = {
    "stated": {"marker": "o", "markerfacecolor": drawing.BLUE, "markeredgecolor": BLACK, "markersize": 8},
    "continued": {"marker": "o", "markerfacecolor": "white", "markeredgecolor": drawing.BLUE, "markersize": 8},
    "none": {"marker": "s", "markerfacecolor": GREY, "markeredgecolor": BLACK, "markersize": 7},
}
MEANINGS = {"stated": "claimant stated", "continued": "claimant inferred", "none": "the article itself"}
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
PERCENT = re.compile(r"%|\bper ?cent|\bpercentage", re.IGNORECASE)


def claim(row: Mapping[str, Any]) -> str:
    """A figure with what happened, and what it is besides a claim: "killed: at least 40 people (forecast)"."""
    status = status_in_words(row)
    doubt = f" ({status})" if status else ""
    event = "" if row["event"] == "other" else f"{row['event']}: "
    return f"{event}{figure_in_words(row)}{doubt}"


def by_id(figures: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """Rows of the figures table, {(article_id, figure_id): row}."""
    return {(row["article_id"], row["figure_id"]): row for row in figures.to_dict("records")}


def in_percent(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures with all shares in percent: the table has 30 for "30 percent", but 0.667 for "two thirds"."""
    fractions = (figures["category"] == "share") & ~figures["text"].str.contains(PERCENT).astype(bool)
    scale = [100.0 if fraction else 1.0 for fraction in fractions]
    ends = {end: drawing.floats(figures[end]) * scale for end in ("value_low", "value_high")}
    return figures.assign(**ends)


def size(row: Mapping[str, Any]) -> float:
    """The number that a figure names: its lower end, its upper one where it has no lower, of "about 40" the middle.

    nan where it gives no number.
    """
    ends = [float(row[end]) for end in ("value_low", "value_high") if not pd.isna(row[end])]
    return math.nan if not ends else sum(ends) / len(ends) if row["approx"] == "about" else ends[0]


def position(row: Mapping[str, Any]) -> float:
    """Where a figure stands on the scale; nan where it gives no number."""
    value = size(row)
    return value if math.isnan(value) else max(value, LEAST)


def mark_positions(row: Mapping[str, Any]) -> list[float]:
    """Where the marks of a figure with two ends stand: "about 400" is one number with room around it, "3 to 5" are two."""
    ends = [max(float(row[end]), LEAST) for end in ("value_low", "value_high")]
    return [position(row)] if row["approx"] == "about" else sorted(set(ends))


def attribution_look(row: Mapping[str, Any]) -> drawing.Look:
    return ATTRIBUTIONS.get(row["attribution"], ATTRIBUTIONS["none"])


def attribution_keys() -> list[Line2D]:
    return [drawing.mark_key(words, ATTRIBUTIONS[attribution]) for attribution, words in MEANINGS.items()]


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


def log_scale(ax: Axes, rows: pd.DataFrame) -> None:
    """Powers of ten around the figures; nought stands at the left end."""
    values = pd.concat([drawing.floats(rows[end]) for end in ("value_low", "value_high")]).dropna().clip(lower=LEAST)
    low, high = (math.floor(math.log10(values.min())), math.ceil(math.log10(values.max()))) if len(values) else (0, 1)
    high = max(high, low + 1)
    ax.set_xscale("log")
    ax.set_xlim(10**low / 1.6, 10**high * 1.6)
    step = max(1, math.ceil((high - low) / (MOST_TICKS - 1)))
    drawing.scale_below(ax, {10.0**power: power_in_words(10.0**power) for power in range(low, high + 1, step)})


def percent_scale(ax: Axes) -> None:
    """From nothing to the whole: shares are not drawn on powers of ten."""
    ax.set_xlim(-3, 103)
    drawing.scale_below(ax, {share: f"{share}%" for share in (0, 25, 50, 75, 100)})


def power_in_words(value: float) -> str:
    for unit, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= unit:
            return f"{value / unit:,.0f} {word}"
    return f"{value:,.0f}" if value >= 1 else "0"
