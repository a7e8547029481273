"""Lettering: words in a picture stand where matplotlib puts them, whatever is kept of them."""

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.font_manager import FontProperties, fontManager
from PIL import Image

from onrecord import charts
from onrecord.charts import drawing, lettering

WORDS = {
    "plain": ("Harbour master, 1,204 quotes", {}),
    "two lines": ("the Ministry of Bridges\nand Harbour Roads", {}),
    "bold": ("Ada Brandt", {"weight": "bold"}),
    "italic": ("side not said", {"style": "italic"}),
    "small": ("≠ conflict, −0.35", {"fontsize": 7.5}),
    "coloured": ("claim", {"color": "#D55E00"}),
    "half seen": ("claim", {"alpha": 0.5}),
    "of a colour half seen": ("claim", {"color": (0, 0, 0.6, 0.5)}),
    "in a box": ("12", {"bbox": {"facecolor": "white", "edgecolor": "black"}}),
    "upright": ("words of the article", {"rotation": 90}),
    "slanted": ("according to", {"rotation": 50, "rotation_mode": "anchor"}),
    "accents": ("Zoë Škoda, Đặng Ćosić", {}),
    "no such letters": ("海港", {}),
    "nothing": ("", {}),
}


def picture(canvas: type[FigureCanvasAgg], words: str, look: dict) -> np.ndarray:
    chart = drawing.Chart("c", "Title", pd.DataFrame(), "", 1)
    canvas(chart)
    with matplotlib.rc_context(drawing.LOOK):
        ax = chart.subplots()
        ax.set_axis_off()
        ax.text(0.3, 0.2, words, **look)
    chart.canvas.draw()
    return np.asarray(chart.canvas.buffer_rgba())[..., :3].astype(int)


@pytest.mark.parametrize("case", WORDS)
def test_words_look_as_matplotlib_draws_them(case):
    words, look = WORDS[case]
    ours, theirs = picture(lettering.Canvas, words, look), picture(FigureCanvasAgg, words, look)
    assert ours.shape == theirs.shape
    ink = [(255 - part).sum() / 255 for part in (ours, theirs)]
    assert ink[0] == pytest.approx(ink[1], rel=0.02)
    edges = [np.argwhere((part < 200).any(axis=2)) for part in (ours, theirs)]
    for one, other in zip((edges[0].min(0), edges[0].max(0)), (edges[1].min(0), edges[1].max(0)), strict=True):
        assert np.abs(one - other).max() <= 1, "more than a pixel away"
    assert np.abs(ours - theirs).mean() < 2, "letters by up to half a pixel elsewhere, and no more"


def test_heights_of_lines_are_matplotlibs_own(monkeypatch):
    """matplotlib asks our renderer for them by a private name; asked or not, a chart has the same bytes."""

    def chart():
        return drawing.statement("name", "Title", "Several words that fill more than a single line of it. " * 5).png()

    with_ours = chart()
    monkeypatch.delattr(lettering.Renderer, "_get_font_height_metrics")
    assert chart() == with_ours


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("style", ["normal", "italic"])
def test_same_font_as_matplotlib_finds(weight, style):
    with matplotlib.rc_context(drawing.LOOK):
        properties = FontProperties(weight=weight, style=style)
        assert lettering._font_file(properties) == fontManager.findfont(properties)


def test_a_line_is_shaped_once():
    lettering.shaped.cache_clear()
    drawing.statement("name", "Title", "The same words each time.").png()
    known = lettering.shaped.cache_info().misses
    drawing.statement("name", "Title", "The same words each time.").png()
    assert (known, lettering.shaped.cache_info().misses) == (2, 2)


def test_a_canvas_of_another_size_is_drawn_anew():
    chart = drawing.statement("name", "Title", "Words.")
    small = Image.fromarray(np.asarray(chart.canvas.buffer_rgba() if chart.png() else None)).size
    chart.set_size_inches(2 * charts.drawing.WIDTH, 3)
    chart.canvas.draw()
    assert np.asarray(chart.canvas.buffer_rgba()).shape[1] == 2 * small[0]


def test_few_colours():
    ramp = np.linspace(0, 255, 120, dtype=np.uint8)
    greys = np.stack([np.tile(ramp, (4, 1))] * 3, axis=2)
    few = np.asarray(drawing.few_colours(greys).convert("RGB")).astype(int)
    assert np.abs(few - greys).max() <= 3
    assert few.min() == 0 and few.max() == 255, "black and white stay what they are"


def test_many_colours_come_near():
    noise = np.random.default_rng(1).integers(0, 256, (40, 40, 3), dtype=np.uint8)
    few = drawing.few_colours(noise)
    assert few.mode == "P" and len(few.getcolors()) <= 256
    assert np.abs(np.asarray(few.convert("RGB")).astype(int) - noise).mean() < 40
