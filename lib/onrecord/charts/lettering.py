"""Lettering: text in pictures, each line shaped and drawn once and then kept.

Most of the time that matplotlib takes for a chart goes into its words: it shapes each line twice, to measure it and to
draw it, and draws each letter for itself. Here a line is shaped once, and its picture is laid on the chart as a whole.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg, get_hinting_flag
from matplotlib.font_manager import FontProperties, fontManager, get_font

KEPT = 2_000  # lines; an article's charts have some hundreds


class Line(NamedTuple):
    """A line of text as it is drawn, sizes in pixels.

    `ink` is how much of each pixel is covered, 0 to 255 (height × width); `left` and `below` say where it lies from the
    line's beginning and from the lowest point of its letters.
    """

    width: float
    height: float
    descent: float
    ink: np.ndarray
    left: float
    below: float


@lru_cache(KEPT)
def shaped(text: str, font_file: str, points: float, dpi: float, flags: int) -> Line:
    """Shape a line and draw it.

    Args:
        text: one line.
        font_file: with the letters.
        points: size of the letters.
        dpi: pixels in an inch.
        flags: of FreeType, for the hinting.
    """
    font = get_font(font_file)
    font.set_size(points, dpi)
    font.set_text(text, 0.0, flags=flags)
    (width, height), descent = font.get_width_height(), font.get_descent()
    font.draw_glyphs_to_bitmap(antialiased=True)
    left, below = font.get_bitmap_offset()
    ink = np.array(font.get_image())
    return Line(width / 64, height / 64, descent / 64, ink, left / 64, below / 64)


@lru_cache(KEPT)
def line_height(font_file: str, points: float, dpi: float) -> tuple[float, float, float]:
    """Ascent, descent and the gap between lines of a font, in pixels: what matplotlib reads from its tables."""
    font = get_font(font_file)
    table, pixels = font.get_sfnt_table("OS/2"), points * dpi / 72 / font.units_per_EM
    return table["sTypoAscender"] * pixels, -table["sTypoDescender"] * pixels, table["sTypoLineGap"] * pixels


def _font_file(properties: FontProperties) -> str:
    return _found_font(tuple(properties.get_family()), properties.get_style(), properties.get_weight())


@lru_cache
def _found_font(family: tuple[str, ...], style: str, weight: str | int) -> str:
    return fontManager.findfont(FontProperties(family=family, style=style, weight=weight))


class Renderer(RendererAgg):
    """matplotlib's renderer, with the lines kept that lie level and let nothing shine through."""

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: bool | str):
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)
        return self._line(s, prop)[:3]

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        red, green, blue, alpha = gc.get_rgb()
        if ismath or angle or alpha != 1 or gc.get_alpha() != 1:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        line = self._line(s, prop)
        picture = np.empty((*line.ink.shape, 4), np.uint8)
        picture[..., :3] = np.multiply((red, green, blue), 255).round()
        picture[..., 3] = line.ink
        bottom = self.height - round(y + line.descent + line.below) - 1
        self.draw_image(gc, round(x + line.left), bottom, picture[::-1])

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        # matplotlib asks for this for each text, four times for one that is drawn; a renderer that has no answer makes
        # it read the tables of the font each time. The name is private there: gone, it would only cost time.
        return line_height(_font_file(prop), prop.get_size_in_points(), self.dpi)

    def _line(self, text: str, properties: FontProperties) -> Line:
        points = properties.get_size_in_points()
        return shaped(text, _font_file(properties), points, self.dpi, get_hinting_flag())


class Canvas(FigureCanvasAgg):
    """matplotlib's canvas, with such a renderer."""

    def get_renderer(self) -> Renderer:
        size = (*self.get_width_height(physical=True), self.figure.dpi)
        if self._made_for != size:
            self.renderer, self._made_for = Renderer(*size), size
        return self.renderer

    _made_for: tuple | None = None
