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
from functools import wraps
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from PIL import Image

from onrecord.evidence import NOBODY
from onrecord.writing import write_whole

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
        FigureCanvasAgg(self)
        self.name, self.data, self.alt_text = name, data.reset_index(drop=True), alt_text
        self._png: bytes | None = None
        self.suptitle(textwrap.fill(title, 72), x=0.01, ha="left", fontsize=13, fontweight="bold", color=BLACK)
        if footnote:
            self.supxlabel(footnote, x=0.01, ha="left", fontsize=8.5, color=BLACK)

    def draw(self, renderer: Any) -> None:
        with matplotlib.rc_context(LOOK), warnings.catch_warnings():
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
        with matplotlib.rc_context(LOOK):
            self.canvas.draw()
        # A chart has few colours: with 256 of them the file is a third as large, and nobody sees the difference.
        picture = Image.fromarray(np.asarray(self.canvas.buffer_rgba())).convert("RGB")
        file = io.BytesIO()
        picture.quantize(256, Image.Quantize.MAXCOVERAGE).save(file, "png", dpi=(DPI, DPI))
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


def same_look(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw with the settings of this module, whatever those of the session are."""

    @wraps(draw)
    def drawn(*tables: Any, **options: Any) -> Chart:
        with matplotlib.rc_context(LOOK):
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


def rows(ax: Axes, names: Sequence[str]) -> None:
    """A line per name, the first on top; a name has two lines at most, a third would run into the next name."""
    ax.set_yticks(range(len(names)), [n if "\n" in n else wrap(n, 30, 2) for n in names])
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.spines["left"].set_visible(False)


def bars(
    ax: Axes, names: Sequence[str], parts: Mapping[str, pd.Series], looks: Mapping[str, dict], labels: Sequence[str]
) -> None:
    """Horizontal bars, their parts one after the other, with a label at the end instead of an axis."""
    total = [0.0] * len(labels)
    for part, values in parts.items():
        values = [float(v) for v in values]
        ax.barh(range(len(values)), values, left=total, height=0.66, edgecolor=BLACK, linewidth=0.6, **looks[part])
        total = [t + v for t, v in zip(total, values, strict=True)]
    for row, (end, label) in enumerate(zip(total, labels, strict=True)):
        ax.annotate(label, (end, row), (5, 0), textcoords="offset points", va="center", fontsize=9.5)
    rows(ax, list(names))
    ax.set_xlim(0, (max(total) or 1) * 1.005)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)


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
