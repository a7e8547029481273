"""What the charts share: colours, rows with their names, bars, marks, scales and keys of legends.

Colours are from Okabe and Ito's palette ("Color universal design", 2008), which colour-blind readers can tell apart;
hatches, marker shapes and labels say the same again for print in black and white. Many marks are one artist where
matplotlib can draw them together: an artist for each takes several times as long.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation, Transform, blended_transform_factory

from onrecord.charts._chart import BLACK, EDGE, GREY, WIDTH, Chart, Label
from onrecord.pages.wording import NOBODY

LIGHT = "#d9d9d9"
BLUE, SKY, ORANGE, GREEN, RED, PURPLE = "#0072B2", "#56B4E9", "#E69F00", "#009E73", "#D55E00", "#CC79A7"
OTHERS = re.compile(r"\d+ others")
TOP = 16  # speakers with a row of their own; more would be too small to read
MOST = 40  # rows in one plot
MOST_ALOUD = 30  # names in an alternative text: it is read aloud
ROW = 0.4  # inches; two lines of text
WIDE_WORDS = 50  # letters
SCALE = 0.22  # inches under a plot for the numbers of its scale, one line of them
BAR = 0.66  # height of a bar, of its row
MARKS = [("o", BLUE), ("s", ORANGE), ("^", GREEN), ("D", PURPLE), ("v", RED), ("P", SKY)]

Look = dict[str, Any]  # how matplotlib draws a bar, a line or a mark


# --- words -------------------------------------------------------------------------------------------------------


def listing(names: Iterable[str], labels: Iterable[str]) -> str:
    """Names with their labels, the first thirty."""
    pairs = [f"{' '.join(name.split())}: {' '.join(label.split())}" for name, label in zip(names, labels, strict=True)]
    more = f"; and {len(pairs) - MOST_ALOUD:,} more" if len(pairs) > MOST_ALOUD else ""
    return "; ".join(pairs[:MOST_ALOUD]) + more


def wrap(text: str, width: int, lines: int = 3) -> str:
    return textwrap.fill(text, width, max_lines=lines, placeholder=" …")


def short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def in_title(name: str) -> str:
    """A speaker's name as a title has it: without the other names of a government, and not too long."""
    return short(name.split(" (“")[0], 40)


# --- tables ------------------------------------------------------------------------------------------------------


def top(speakers: pd.Series, words: pd.Series, most: int = TOP) -> list[str]:
    """Speakers, those with fewest words taken together as "3 others" where there are more than `most`."""
    total = words.groupby(speakers).sum().sort_values(ascending=False, kind="stable")
    kept = set(total.index if len(total) <= most else total.index[: most - 1])
    others = f"{len(total) - len(kept)} others"
    return [NOBODY if pd.isna(s) else s if s in kept else others for s in speakers]


def last(frame: pd.DataFrame) -> pd.DataFrame:
    """The others and those without a name go under the rest."""
    places = [2 if v == NOBODY else 1 if OTHERS.fullmatch(v) else 0 for v in frame.index]
    return frame.iloc[sorted(range(len(frame)), key=lambda i: places[i])]


def floats(column: pd.Series) -> pd.Series:
    return column.astype("Float64").astype(float)


# --- rows and labels ---------------------------------------------------------------------------------------------


def tall(n_rows: float, row: float = ROW) -> float:
    """The height in inches of a plot with so many rows, with the little that is free above and below them."""
    return row * (n_rows + 0.2)


def chart_of(ax: Axes) -> Chart:
    chart = ax.get_figure()
    assert isinstance(chart, Chart)
    return chart


def moved(ax: Axes, place: Transform, points_right: float, points_up: float = 0) -> Transform:
    """A place in a plot, moved by so many points."""
    return place + ScaledTranslation(points_right / 72, points_up / 72, chart_of(ax).dpi_scale_trans)


def set_rows(ax: Axes, n_rows: int) -> None:
    """A row is 1 high, and the first, number 0, is on top."""
    ax.set_ylim(n_rows - 0.4, -0.6)


def name_rows(ax: Axes, names: Sequence[str], **look: Any) -> list[Text]:
    """A line per name, the first on top; a name has two lines at most, a third would run into the next name."""
    set_rows(ax, len(names))
    look = Look(ha="right", va="center", gid="row", transform=moved(ax, ax.get_yaxis_transform(), -3.5)) | look
    texts = [ax.text(0, row, n if "\n" in n else wrap(n, 30, 2), **look) for row, n in enumerate(names)]
    chart_of(ax).left_labels += texts
    return texts


def label_rows(ax: Axes, words: Mapping[int, str] | Mapping[float, str], points: float = 6, **look: Any) -> None:
    """Words at the right of the plot, {row: words}."""
    look = Look(va="center", fontsize=9, transform=moved(ax, ax.get_yaxis_transform(), points)) | look
    chart_of(ax).right_labels += [
        Label(ax.text(1, row, said, **look), 1, points / 72) for row, said in words.items() if said
    ]


def label_places(
    ax: Axes, places: Sequence[tuple[float, float]], words: Sequence[str], points: float, **look: Any
) -> None:
    """Words so many points to the right of places in the data; the limits of x are set, and its scale is linear."""
    low, high = ax.get_xlim()
    look = Look(va="center", transform=moved(ax, ax.transData, points)) | look
    chart_of(ax).right_labels += [
        Label(ax.text(x, y, said, **look), (x - low) / (high - low), points / 72)
        for (x, y), said in zip(places, words, strict=True)
    ]


def head(ax: Axes, title: str, points: float = 4, **look: Any) -> None:
    """A title above one of several plots, at its left."""
    ax.text(0, 1, title, fontsize=11, va="bottom", transform=moved(ax, ax.transAxes, 0, points), **look)


def head_across(ax: Axes, title: str) -> None:
    """A title above one of several plots, from the left edge of the chart on, over its whole width."""
    place = moved(ax, blended_transform_factory(chart_of(ax).transFigure, ax.transAxes), 0, 6)
    text = ax.text(EDGE / WIDTH, 1, title, fontsize=11, fontweight="bold", va="bottom", transform=place)
    chart_of(ax).headings.append(text)


# --- bars, lines, marks ------------------------------------------------------------------------------------------


def bars(
    ax: Axes, names: Sequence[str], parts: Mapping[str, pd.Series], looks: Mapping[str, Look], labels: Sequence[str]
) -> list[Text]:
    """Horizontal bars, their parts one after the other, with a label at the end instead of a scale."""
    ends = stacked(ax, parts, looks)
    ax.set_xlim(0, (max(ends) or 1) * 1.005)
    texts = name_rows(ax, names)
    label_places(ax, list(zip(ends, range(len(ends)), strict=True)), labels, 5, fontsize=9.5)
    return texts


def stacked(ax: Axes, parts: Mapping[str, pd.Series], looks: Mapping[str, Look], left: float = 0) -> list[float]:
    """Draw bars from `left` on, a row for each value of the parts, and say where they end."""
    ends: list[float] = []
    for part, values in parts.items():
        widths = [float(value) for value in values]
        ends = ends or [left] * len(widths)
        boxes(
            ax, [(x, row - BAR / 2, w, BAR) for row, (x, w) in enumerate(zip(ends, widths, strict=True))], looks[part]
        )
        ends = [end + width for end, width in zip(ends, widths, strict=True)]
    return ends


def boxes(ax: Axes, places: Iterable[tuple[float, float, float, float]], look: Look) -> None:
    """Boxes of one look: (left, top, width, height), in the data; those without width are left out."""
    corners = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for x, y, w, h in places if w]
    if corners:
        look = Look(edgecolor=BLACK, linewidth=0.6, clip_on=False) | look
        ax.add_collection(PolyCollection(corners, **look), autolim=False)


def lines(ax: Axes, paths: Iterable[Sequence[tuple[float, float]]], **look: Any) -> None:
    """Lines of one look, each through some places in the data."""
    x, y = [], []
    for places in paths:
        x += [place[0] for place in places] + [float("nan")]
        y += [place[1] for place in places] + [float("nan")]
    if x:
        ax.add_line(Line2D(x, y, **Look(color=GREY, linewidth=1.5, zorder=1.9) | look))


def marks(ax: Axes, places: Iterable[tuple[float, float]], look: Look) -> None:
    """Marks of one look at places in the data."""
    if places := list(places):
        x, y = zip(*places, strict=True)
        ax.add_line(Line2D(x, y, **Look(linestyle="", clip_on=False) | look))


def divide(ax: Axes, rows: Iterable[float], **look: Any) -> None:
    """Level lines over the whole width, between rows."""
    across = [[(0, row), (1, row)] for row in rows]
    lines(ax, across, **Look(linewidth=0.8, zorder=0, transform=ax.get_yaxis_transform()) | look)


# --- scales ------------------------------------------------------------------------------------------------------


def scale_below(ax: Axes, ticks: Mapping[float, str], grid: bool = True, baseline: bool = True) -> None:
    """Numbers, or words, under the plot, a line through the plot from each, and one along its lower edge."""
    place = ax.get_xaxis_transform()
    if grid:
        lines(ax, [[(x, 0), (x, 1)] for x in ticks], color=LIGHT, linewidth=0.8, zorder=0.1, transform=place)
    if baseline:
        lines(ax, [[(0, 0), (1, 0)]], linewidth=0.8, transform=ax.transAxes, clip_on=False)
    look = Look(ha="center", va="top", transform=moved(ax, place, 0, -3))
    for x, words in ticks.items():
        ax.text(x, 0, words, **look)


def words_below(ax: Axes, words: str, lines_above: int = 0) -> None:
    """What a scale measures, under it: in the middle of the plot, or of the chart if the words are wider than most plots."""
    across = ax.transAxes if len(words) < WIDE_WORDS else chart_of(ax).transFigure
    place = blended_transform_factory(across, ax.transAxes)
    ax.text(0.5, 0, words, ha="center", va="top", transform=moved(ax, place, 0, -4 - 14 * lines_above))


def tone_scale(ax: Axes) -> None:
    """A scale from negative to positive; it needs two lines below the plot."""
    ax.set_xlim(-1.05, 1.05)
    lines(ax, [[(0, 0), (0, 1)]], linewidth=1, zorder=0.1, transform=ax.get_xaxis_transform())
    scale_below(ax, {-1: "−1\nnegative", -0.5: "−0.5", 0: "0\nneutral", 0.5: "0.5", 1: "1\npositive"}, grid=False)


# --- keys of legends ---------------------------------------------------------------------------------------------


def box_key(label: str, look: Look) -> Patch:
    return Patch(label=_shown(label), **Look(edgecolor=BLACK, linewidth=0.6) | look)


def mark_key(label: str, look: Look) -> Line2D:
    return Line2D([], [], label=_shown(label), **Look(linestyle="") | look)


def line_key(label: str, **look: Any) -> Line2D:
    return Line2D([], [], label=_shown(label), **Look(color=GREY, linewidth=1.5) | look)


def _shown(label: str) -> str:
    """matplotlib leaves labels out that are empty or begin with "_"; a space before them keeps them in."""
    return label if label and not label.startswith("_") else " " + label
