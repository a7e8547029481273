"""What the charts share: the picture with its words, colours, bars, lines and labels.

Colours are from Okabe and Ito's palette ("Color universal design", 2008), which colour-blind readers can tell apart;
hatches, marker shapes and labels say the same again for print in black and white. Nothing here touches pyplot or its
global state, and the same tables give the same bytes.
"""

from __future__ import annotations

import base64
import io
import re
import textwrap
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import wraps
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation
from PIL import Image

from onrecord.charts.lettering import Canvas
from onrecord.pages.evidence import NOBODY
from onrecord.system.files import write_whole

BLACK, GREY, LIGHT = "#1a1a1a", "#6b6b6b", "#d9d9d9"
BLUE, SKY, ORANGE, GREEN, RED, PURPLE = "#0072B2", "#56B4E9", "#E69F00", "#009E73", "#D55E00", "#CC79A7"
OTHERS = re.compile(r"\d+ others")
TOP = 16  # speakers with a row of their own; more would be too small to read
MOST = 40  # rows in one panel
WIDTH = 7.5  # inches: a page in print, a cell in a notebook
DPI = 144

# Settings of the reader's own session must not change a chart, so everything starts from matplotlib's defaults.
DEFAULTS = {
    k: v for k, v in matplotlib.rcParamsDefault.items() if not k.startswith(("backend", "interactive", "toolbar"))
}
# Plain letters for names with $, _ or ^ in them; one font that comes with matplotlib, so that bytes are the same anywhere.
LOOK = DEFAULTS | {
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "no_hinting",  # at this size nobody sees it, and it costs a quarter of the time
    "font.family": ["DejaVu Sans"],
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.unicode_minus": True,
    "xtick.color": BLACK,
    "ytick.color": BLACK,
    "ytick.major.size": 0,
    "hatch.linewidth": 0.7,
    "hatch.color": BLACK,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "savefig.bbox": None,
}


def _look() -> AbstractContextManager:
    """The settings of this module, whatever those of the session are; setting one takes long, comparing it does not."""
    return matplotlib.rc_context({name: value for name, value in LOOK.items() if matplotlib.rcParams[name] != value})


class Chart(Figure):
    """A picture with its words.

    Attributes:
        name: what the chart is called, and a good name for its files.
        alt_text: the chart in words, with its main numbers, for those who do not see it.
        data: the numbers that are drawn.
    """

    def __init__(self, name: str, title: str, data: pd.DataFrame, alt_text: str, height: float, footnote: str = ""):
        footnote = textwrap.fill(footnote, 118)
        super().__init__(figsize=(WIDTH, height + 0.55 + 0.16 * footnote.count("\n")), dpi=DPI, layout="constrained")
        self.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
        Canvas(self)
        self.name, self.data, self.alt_text = name, data.reset_index(drop=True), alt_text
        self._png: bytes | None = None
        self.suptitle(textwrap.fill(title, 72), x=0.01, ha="left", fontsize=13, fontweight="bold", color=BLACK)
        if footnote:
            self.supxlabel(footnote, x=0.01, ha="left", fontsize=8.5, color=BLACK)

    def draw(self, renderer: Any) -> None:
        with _look(), warnings.catch_warnings():
            # Letters that the font lacks are drawn as boxes; names stand in `alt_text` and `data` in any case.
            warnings.filterwarnings("ignore", message="Glyph .* missing")
            super().draw(renderer)

    def png(self) -> bytes:
        """The picture as a PNG file: the same tables give the same bytes."""
        if self._png is None:
            self._png = self._drawn()  # kept: drawn a second time, the layout would move a little
        return self._png

    def _drawn(self) -> bytes:
        # The canvas is drawn once and read as it is; `savefig` draws twice, and writes a PNG only to be read again.
        self.canvas.draw()
        file = io.BytesIO()
        few_colours(np.asarray(self.canvas.buffer_rgba())[..., :3]).save(file, "png", dpi=(DPI, DPI))
        return file.getvalue()

    def csv(self) -> str:
        """The numbers that are drawn."""
        return self.data.to_csv(index=False, lineterminator="\n")

    def save(self, path: str | Path) -> None:
        """Write the picture to `path`.png and its numbers, where there are any, to `path`.csv.

        The folder is made if it is not there; a file appears whole or not at all.
        """
        for ending, content in ((".png", self.png()), (".csv", self.csv().encode() if len(self.data) else b"")):
            if content:
                target = Path(f"{path}{ending}")
                target.parent.mkdir(parents=True, exist_ok=True)
                write_whole(target, content)

    def __repr__(self) -> str:
        return f"<Chart {self.name}: {count(len(self.data), 'row')}>"

    __str__ = __repr__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        width, height = (round(inches * 96) for inches in self.get_size_inches())
        picture = {"alt": self.alt_text, "width": width, "height": height}
        shown = {"image/png": base64.b64encode(self.png()).decode(), "text/plain": repr(self)}
        return shown | ({"text/csv": self.csv()} if len(self.data) else {}), {"image/png": picture}


def few_colours(pixels: np.ndarray) -> Image.Image:
    """A picture with a palette: its file is a third as large, and nobody sees the difference.

    Args:
        pixels: red, green and blue from 0 to 255 (height × width × 3).

    Returns:
        The picture, each colour off by 3 at most; where more than 256 are left then, as near as 256 colours come.
    """
    red, green, blue = (pixels[..., part].astype(np.int32) >> 2 for part in range(3))
    colours = red << 12 | green << 6 | blue
    used = np.flatnonzero(np.bincount(colours.ravel()))
    if len(used) > 256:
        return Image.fromarray(pixels).quantize(256, Image.Quantize.MAXCOVERAGE)
    places = np.zeros(1 << 18, np.uint8)
    places[used] = np.arange(len(used))
    picture = Image.fromarray(places[colours])
    palette = np.stack([used >> 12, used >> 6 & 63, used & 63], axis=1)
    picture.putpalette((palette << 2 | palette >> 4).astype(np.uint8).tobytes())  # 0 stays 0, and 63 becomes 255
    return picture


def same_look(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw with the settings of this module, whatever those of the session are."""

    @wraps(draw)
    def drawn(*tables: Any, **options: Any) -> Chart:
        with _look():
            return draw(*tables, **options)

    return drawn


def statement(name: str, title: str, words: str) -> Chart:
    """A chart of nothing says so."""
    lines = textwrap.wrap(words, 80)
    chart = Chart(name, title, pd.DataFrame(), f"{title}: {words}", 0.6 + 0.2 * len(lines))
    ax = chart.subplots()
    ax.set_axis_off()
    ax.text(0, 0.5, "\n".join(lines), fontsize=11, va="center")
    return chart


def no_quotes(name: str, title: str) -> Chart:
    return statement(name, title, "No quotes found in this article.")


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


def count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


def listing(names: Iterable[str], labels: Iterable[str]) -> str:
    """Names with what is said of them, the first thirty: alternative text is read aloud."""
    pairs = [f"{' '.join(name.split())}: {' '.join(label.split())}" for name, label in zip(names, labels, strict=True)]
    more = f"; and {len(pairs) - 30:,} more" if len(pairs) > 30 else ""
    return "; ".join(pairs[:30]) + more


def wrap(text: str, width: int, lines: int = 3) -> str:
    return textwrap.fill(text, width, max_lines=lines, placeholder=" …")


def short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def height(n_rows: int) -> float:
    return 0.4 * n_rows + 0.3


def floats(column: pd.Series) -> pd.Series:
    return column.astype("Float64").astype(float)


def rows(ax: Axes, names: Sequence[str]) -> list[Text]:
    """A line per name, the first on top; a name has two lines at most, a third would run into the next name."""
    ax.set_yticks([])  # a tick of matplotlib has five parts, and takes five times as long as its label
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.spines["left"].set_visible(False)
    place = ax.get_yaxis_transform() + ScaledTranslation(-3.5 / 72, 0, ax.figure.dpi_scale_trans)
    look = {"transform": place, "ha": "right", "va": "center", "color": BLACK, "gid": "row"}
    return [ax.text(0, row, n if "\n" in n else wrap(n, 30, 2), **look) for row, n in enumerate(names)]


def bars(
    ax: Axes, names: Sequence[str], parts: Mapping[str, pd.Series], looks: Mapping[str, dict], labels: Sequence[str]
) -> list[Text]:
    """Horizontal bars, their parts one after the other, with a label at the end instead of an axis."""
    total = [0.0] * len(labels)
    for part, values in parts.items():
        values = [float(v) for v in values]
        ax.barh(range(len(values)), values, left=total, height=0.66, edgecolor=BLACK, linewidth=0.6, **looks[part])
        total = [t + v for t, v in zip(total, values, strict=True)]
    for row, (end, label) in enumerate(zip(total, labels, strict=True)):
        beside(ax, end, row, label, 5, fontsize=9.5)
    ax.set_xlim(0, (max(total) or 1) * 1.005)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    return rows(ax, list(names))


def beside(ax: Axes, x: float, y: float, words: str, points: float, **look: Any) -> None:
    """Words so many points to the right of a place in the data; an annotation says the same in twice the time."""
    place = ax.transData + ScaledTranslation(points / 72, 0, ax.figure.dpi_scale_trans)
    ax.text(x, y, words, transform=place, va="center", **look)


def patch(label: str, look: dict) -> Patch:
    return Patch(label=label, edgecolor=BLACK, linewidth=0.6, **look)


def legend(ax: Axes, keys: Sequence[Patch | Line2D], columns: int = 3) -> None:
    """What colours and marks mean, above the plot."""
    ax.legend(
        handles=keys, loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, frameon=False, fontsize=9, borderpad=0
    )


def legend_below(ax: Axes, keys: Sequence[Patch | Line2D]) -> None:
    """What colours and lines mean, under the plot, where the room above is taken."""
    ax.legend(handles=keys, loc="upper left", bbox_to_anchor=(0, 0), ncols=3, frameon=False, fontsize=9, borderpad=0.4)
