"""How the charts of figures draw a number: a mark, a line between the ends of a range, an arrow at an open end."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from onrecord.charts import drawing
from onrecord.charts.drawing import BLACK, BLUE, GREY, LIGHT
from onrecord.pages.evidence import figure_in_words

ATTRIBUTIONS = {
    "stated": {"marker": "o", "markerfacecolor": BLUE, "markeredgecolor": BLACK, "markersize": 8},
    "continued": {"marker": "o", "markerfacecolor": "white", "markeredgecolor": BLUE, "markersize": 8},
    "none": {"marker": "s", "markerfacecolor": GREY, "markeredgecolor": BLACK, "markersize": 7},
}
MEANINGS = {"stated": "claimant stated", "continued": "claimant inferred", "none": "the article itself"}
LEAST = 0.1  # where nought stands on a scale of powers of ten
PERCENT = re.compile(r"%|\bper ?cent|\bpercentage", re.IGNORECASE)


def claim(row: Mapping[str, Any]) -> str:
    """A figure with what happened: "killed: at least 40 people"."""
    doubt = " (negated)" if row["negated"] else " (hedged)" if row["hedged"] else ""
    event = "" if row["event"] == "other" else f"{row['event']}: "
    return f"{event}{figure_in_words(row)}{doubt}"


def by_id(figures: pd.DataFrame) -> dict[tuple[str, str], dict]:
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


def range_in_words(row: Mapping[str, Any]) -> str:
    """What a figure stands for: "380,000 to 420,000", "40 or more", "40 or fewer"; "" where it gives no number."""
    low, high = ("" if pd.isna(row[end]) else f"{float(row[end]):,.10g}" for end in ("value_low", "value_high"))
    if low and high:
        return low if low == high else f"{low} to {high}"
    return f"{low} or more" if low else f"{high} or fewer" if high else ""


def position(row: Mapping[str, Any]) -> float:
    """Where a figure stands on the scale; nan where it gives no number."""
    value = size(row)
    return value if math.isnan(value) else max(value, LEAST)


def marks(row: Mapping[str, Any]) -> list[float]:
    """Where the marks of a figure with two ends stand: "about 400" is one number with room around it, "3 to 5" are two."""
    ends = [max(float(row[end]), LEAST) for end in ("value_low", "value_high")]
    return [position(row)] if row["approx"] == "about" else sorted(set(ends))


def draw_range(ax: Axes, at: float, row: Mapping[str, Any], **mark: Any) -> None:
    """Draw a figure at the height `at`; `mark` says how its mark looks."""
    low, high = row["value_low"], row["value_high"]
    where = position(row)
    if math.isnan(where):
        ax.text(
            0.01, at, "no number given", transform=ax.get_yaxis_transform(), va="center", fontsize=9, style="italic"
        )
    elif pd.isna(high) or pd.isna(low):
        offset = (26, 0) if pd.isna(high) else (-26, 0)
        arrow = {"arrowstyle": "<|-", "color": BLACK, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (where, at), xytext=offset, textcoords="offset points", arrowprops=arrow)
        ax.plot(where, at, linestyle="", **mark)
    else:
        ends = [max(float(low), LEAST), max(float(high), LEAST)]
        ax.plot(ends, [at, at], color=BLACK, linewidth=2.5, solid_capstyle="butt")
        ax.plot(marks(row), [at] * len(marks(row)), linestyle="", **mark)


def log_axis(ax: Axes, rows: pd.DataFrame) -> None:
    """Powers of ten around the figures; nought stands at the left end."""
    values = pd.concat([drawing.floats(rows[end]) for end in ("value_low", "value_high")]).dropna().clip(lower=LEAST)
    low, high = (math.floor(math.log10(values.min())), math.ceil(math.log10(values.max()))) if len(values) else (0, 1)
    high = max(high, low + 1)
    ax.set_xscale("log")
    ax.set_xlim(10**low / 1.6, 10**high * 1.6)
    step = max(1, math.ceil((high - low) / 4))
    ax.xaxis.set_major_locator(FixedLocator([10**p for p in range(low, high + 1, step)]))
    ax.xaxis.set_major_formatter(FuncFormatter(_power))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.grid(color=LIGHT, linewidth=0.8)
    ax.set_axisbelow(True)


def percent_axis(ax: Axes) -> None:
    """From nothing to the whole: shares are not drawn on powers of ten."""
    ax.set_xlim(-3, 103)
    ax.set_xticks([0, 25, 50, 75, 100], ["0%", "25%", "50%", "75%", "100%"])
    ax.grid(color=LIGHT, linewidth=0.8)
    ax.set_axisbelow(True)


def _power(value: float, _: Any = None) -> str:
    for unit, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= unit:
            return f"{value / unit:,.0f} {word}"
    return f"{value:,.0f}" if value >= 1 else "0"
