"""A chart: a picture with its alternative text and the numbers behind it, laid out in inches.

The margins of a chart are set from the number of its rows and the widest of its labels, which is measured once. Nothing
here touches pyplot or its global state, and the same tables give the same bytes.
"""

from __future__ import annotations

import base64
import io
import textwrap
import warnings
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from PIL import Image

from onrecord.pages.corrected_counts import corrected_in_words
from onrecord.pages.html import Html
from onrecord.pages.wording import count
from onrecord.system.files import make_named_folder, write_whole
from onrecord.tables.formats import safe_csv

BLACK, GREY = "#1a1a1a", "#6b6b6b"
DPI = 144
# In inches.
WIDTH = 7.5  # a page in print, a cell in a notebook
EDGE = 0.1  # stays free on all sides
GAP = 0.1  # between title, legend, plots and footnote
TITLE_LINE, LEGEND_LINE, FOOTNOTE_LINE, TEXT_LINE = 0.22, 0.21, 0.145, 0.19  # from one line of text to the next
MOST_LEFT, MOST_RIGHT = 3.0, 2.8  # width of labels at the left and at the right; wider ones are set smaller
TICK_ROOM = 0.15  # at the right of a plot, for half of the last number of its scale
FOOTNOTE_SIZE = 8.5  # points
SMALLEST = 3.0  # points; smaller letters nobody reads, and the fonts have none that get ever smaller
# In characters.
TITLE_WIDTH, FOOTNOTE_WIDTH, STATEMENT_WIDTH = 72, 118, 96
TITLE_LINES = 2

# Settings of the reader's session must not change a chart, so everything starts from matplotlib's defaults.
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
    "text.color": BLACK,
    "hatch.linewidth": 0.7,
    "hatch.color": BLACK,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "savefig.bbox": None,
}


def _look() -> AbstractContextManager[None]:
    """The settings of this module, whatever those of the session are; setting one takes long, comparing it does not."""
    return matplotlib.rc_context({name: value for name, value in LOOK.items() if matplotlib.rcParams[name] != value})


# What a chart that is being drawn says of rows that readers have corrected; "" where there are none.
_CORRECTED: ContextVar[str] = ContextVar("corrected", default="")


class Plot(NamedTuple):
    """The room of a plot, in inches: its height, and what stays free above it (a title) and below it (a scale)."""

    height: float
    above: float = 0
    below: float = 0


class Label(NamedTuple):
    """Words at the right of a place in a plot: a fraction of its width, and inches from there to the words."""

    text: Text
    fraction: float
    inches: float


class Chart(Figure):
    """A picture with its words.

    Attributes:
        name: what the chart is called, and a good name for its files.
        alt_text: the chart in words for those who do not see it: its title, which is its finding, then its main numbers.
        data: the numbers that are drawn.
    """

    def __init__(self, name: str, title: str, data: pd.DataFrame, alt_text: str, footnote: str = "") -> None:
        super().__init__(figsize=(WIDTH, 1), dpi=DPI)
        corrected = _CORRECTED.get()
        footnote, alt_text = (" ".join(filter(None, (words, corrected))) for words in (footnote, alt_text))
        self._agg = FigureCanvasAgg(self)
        self.name, self.data = name, data.reset_index(drop=True)
        self.alt_text = (
            alt_text if alt_text.startswith(title) else f"{title}{'' if title[-1:] in '.?!' else '.'} {alt_text}"
        )
        self.headings: list[Text] = []
        self.left_labels: list[Text] = []
        self.right_labels: list[Label] = []
        self._title = textwrap.fill(title, TITLE_WIDTH, max_lines=TITLE_LINES, placeholder=" …")
        self._footnote = textwrap.fill(footnote, FOOTNOTE_WIDTH)
        self._png: bytes | None = None

    def lay_out(
        self,
        plots: Sequence[Plot],
        keys: Sequence[Patch | Line2D] = (),
        columns: int = 3,
        below: Sequence[Patch | Line2D] = (),
    ) -> list[Axes]:
        """Give the chart its height, and place title, legends and footnote.

        Args:
            plots: from top to bottom.
            keys: of the legend above the plots.
            columns: of the legends.
            below: keys of the legend under the plots.

        Returns:
            Axes without axis lines, one for each plot; their width follows from the labels beside them.
        """
        footnote_room = FOOTNOTE_LINE * (self._footnote.count("\n") + 1) + GAP if self._footnote else 0
        heights = [TITLE_LINE * (self._title.count("\n") + 1) + GAP, legend_height(keys, columns)]
        heights += [sum(plot) for plot in plots]
        heights += [legend_height(below, columns), footnote_room]
        self.set_size_inches(WIDTH, sum(heights) + 2 * EDGE)
        tops = sum(heights) + EDGE - np.cumsum([0, *heights])
        look = {"x": EDGE / WIDTH, "ha": "left", "color": BLACK}
        heading = self.suptitle(self._title, y=self._share(tops[0]), va="top", fontsize=13, fontweight="bold", **look)
        self.headings = [heading]
        self._legend(keys, columns, tops[1])
        self._legend(below, columns, tops[-3] - GAP)
        self._print_footnote()
        return [self._plot(plot, top) for plot, top in zip(plots, tops[2:], strict=False)]

    def _share(self, inches: float) -> float:
        """A height as a share of the chart's."""
        return float(inches) / self.get_size_inches()[1]

    def _legend(self, keys: Sequence[Patch | Line2D], columns: int, top: float) -> None:
        if keys:
            look: dict[str, Any] = {"frameon": False, "fontsize": 9, "borderpad": 0, "borderaxespad": 0}
            place = (EDGE / WIDTH, self._share(top))
            self.legend(handles=keys, ncols=columns, loc="upper left", bbox_to_anchor=place, **look)

    def _print_footnote(self) -> None:
        lines = self._footnote.split("\n") if self._footnote else []
        for above_last, line in enumerate(reversed(lines)):
            place = EDGE / WIDTH, self._share(EDGE + 0.04 + FOOTNOTE_LINE * above_last)
            self.headings.append(self.text(*place, line, fontsize=FOOTNOTE_SIZE, gid="footnote"))

    def _plot(self, plot: Plot, top: float) -> Axes:
        bottom, height = self._share(top - plot.above - plot.height), self._share(plot.height)
        ax = self.add_axes((EDGE / WIDTH, bottom, 1 - 2 * EDGE / WIDTH, height))
        ax.set_axis_off()
        return ax

    def fit(self) -> None:
        """Make the plots as wide as the labels beside them allow; all plots begin and end at the same places."""
        width = WIDTH - 2 * EDGE
        for legend in self.legends:
            shrink(legend, legend.get_texts(), width)
        for heading in self.headings:
            shrink(heading, [heading], width)
        left = max((shrink(text, [text], MOST_LEFT) for text in self.left_labels), default=-GAP) + GAP
        ends = [width - left - TICK_ROOM]
        for text, fraction, inches in self.right_labels:
            end = width - left - inches - shrink(text, [text], MOST_RIGHT)
            ends += [end / fraction] if fraction > 0 else []
        for ax in self.axes:
            place = ax.get_position()
            ax.set_position(((EDGE + left) / WIDTH, place.y0, min(ends) / WIDTH, place.height))

    def draw(self, renderer: RendererBase) -> None:
        with _look(), warnings.catch_warnings():
            # Letters that the font lacks are drawn as boxes; names stand in `alt_text` and `data` in any case.
            warnings.filterwarnings("ignore", message="Glyph .* missing")
            self.fit()
            super().draw(renderer)

    def png(self) -> bytes:
        """The picture as a PNG file: the same tables give the same bytes."""
        if self._png is None:
            self._agg.draw()
            file = io.BytesIO()
            few_colours(np.asarray(self._agg.buffer_rgba())).save(file, "png", dpi=(DPI, DPI))
            self._png = file.getvalue()
        return self._png

    def csv(self) -> str:
        """The numbers that are drawn."""
        return safe_csv(self.data)

    def save(self, path: str | Path) -> None:
        """Write the picture to `path`.png and its numbers, where there are any, to `path`.csv.

        The folder is made if it is not there; a file appears whole or not at all.
        """
        for ending, content in ((".png", self.png()), (".csv", self.csv().encode() if len(self.data) else b"")):
            if content:
                target = Path(f"{path}{ending}")
                make_named_folder(target.parent)
                write_whole(target, content)

    def __repr__(self) -> str:
        return f"<Chart {self.name}: {count(len(self.data), 'row')}>"

    __str__ = __repr__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, str], dict[str, dict]]:
        width, height = (round(inches * 96) for inches in self.get_size_inches())
        picture = {"alt": self.alt_text, "width": width, "height": height}
        shown = {"image/png": base64.b64encode(self.png()).decode(), "text/plain": repr(self)}
        return shown | ({"text/csv": self.csv()} if len(self.data) else {}), {"image/png": picture}


def shrink(artist: Artist, texts: Sequence[Text], most: float) -> float:
    """The width of what is drawn, in inches; texts of many wide letters are set smaller until it is small enough, and those
    that nobody could read then are cut."""
    while (width := artist.get_window_extent().width / DPI) > most:
        if not any([_smaller(text, 0.97 * most / width) for text in texts]):
            break
    return float(width)


def _smaller(text: Text, share: float) -> bool:
    """Make a text as much smaller: its letters, else its longest lines; whether it could be made smaller at all."""
    size = float(text.get_fontsize())
    if size > SMALLEST:
        text.set_fontsize(max(size * share, SMALLEST))
        return True
    lines = text.get_text().split("\n")
    longest = max(map(len, lines))
    if longest < 2:
        return False
    room = max(int(longest * share), 1)
    text.set_text("\n".join(line if len(line) <= room else line[: room - 1] + "…" for line in lines))
    return True


def legend_height(keys: Sequence[Patch | Line2D], columns: int) -> float:
    """The room of a legend in inches; matplotlib fills its columns one after the other, as evenly as it can."""
    if not keys:
        return 0
    lines = [str(key.get_label()).count("\n") + 1 for key in keys]
    longest = max(sum(column) for column in np.array_split(lines, min(columns, len(keys))))
    return LEGEND_LINE * float(longest) + GAP


def few_colours(pixels: np.ndarray) -> Image.Image:
    """A picture with a palette: its file is a third as large, and nobody sees the difference.

    Args:
        pixels: red, green, blue and alpha from 0 to 255 (height × width × 4, uint8); alpha is not looked at.

    Returns:
        The picture, each colour off by 3 at most; where more than 256 are left then, as near as 256 colours come.
    """
    packed = np.ascontiguousarray(pixels).view("<u4")[..., 0]
    colours = (packed & 0xFC) << 10 | (packed >> 4 & 0xFC0) | (packed >> 18 & 0x3F)
    used = np.flatnonzero(np.bincount(colours.ravel(), minlength=1 << 18))
    if len(used) > 256:
        return Image.fromarray(pixels[..., :3]).quantize(256, Image.Quantize.MAXCOVERAGE)
    places = np.zeros(1 << 18, np.uint8)
    places[used] = np.arange(len(used))
    picture = Image.fromarray(places[colours])
    palette = np.stack([used >> 12, used >> 6 & 63, used & 63], axis=1)
    picture.putpalette((palette << 2 | palette >> 4).astype(np.uint8).tobytes())  # 0 stays 0, and 63 becomes 255
    return picture


def same_look(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw with the settings of this module, whatever those of the session are; say which rows readers have corrected."""

    @wraps(draw)
    def drawn(*tables: Any, **options: Any) -> Chart:
        frames = [table for table in (*tables, *options.values()) if isinstance(table, pd.DataFrame)]
        words = corrected_in_words(frames)
        given = _CORRECTED.set(f"{words}." if words else "")
        try:
            with _look():
                return draw(*tables, **options)
        finally:
            _CORRECTED.reset(given)

    return drawn


def statement(name: str, title: str, words: str, data: pd.DataFrame | None = None) -> Chart:
    """A sentence where there is nothing to draw, which costs a tenth of a chart.

    Args:
        name: of the chart.
        title: of the chart.
        words: what there would have been to see, and why there is nothing.
        data: the numbers, where there are any.
    """
    chart = Chart(name, title, pd.DataFrame() if data is None else data, f"{title}: {words}")
    lines = textwrap.wrap(words, STATEMENT_WIDTH)
    with _look():
        chart.lay_out([Plot(TEXT_LINE * len(lines), below=GAP)])[0].remove()
        place = (EDGE / WIDTH, (EDGE + GAP) / chart.get_size_inches()[1])
        text = chart.text(*place, "\n".join(lines), fontsize=11, va="bottom")
        shrink(text, [text], WIDTH - 2 * EDGE)
    return chart


def or_words(chart: Chart) -> Chart | Html:
    """A chart to look at; where there is nothing to draw, its words as text.

    Args:
        chart: any chart.
    """
    return chart if chart.axes else Html("<p>{}</p>").format(chart.alt_text)


def no_quotes(name: str, title: str) -> Chart:
    return statement(name, title, "No quotes found in this article.")
