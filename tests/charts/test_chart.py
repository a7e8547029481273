"""A chart as a file, in a notebook and on the page: its margins, footnote, colours and words."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.lines import Line2D
from tables_to_draw import check_words, quotes

from onrecord import charts
from onrecord.charts import _chart
from onrecord.charts._chart import (
    SMALLEST,
    Chart,
    Label,
    Plot,
    few_colours,
    legend_height,
    shrink,
    statement,
)


def test_words_begin_with_the_finding_and_a_title_has_two_lines():
    assert (
        Chart("name", "Ana says 12, Jo 19", pd.DataFrame(), "Two claims.").alt_text == "Ana says 12, Jo 19. Two claims."
    )
    assert Chart("name", "Who?", pd.DataFrame(), "Who? Nobody.").alt_text == "Who? Nobody."
    chart = Chart("name", "A finding of many words. " * 20, pd.DataFrame(), "")
    chart.lay_out([Plot(1)])
    assert chart.get_suptitle().count("\n") == 1 and chart.get_suptitle().endswith("…")


def test_a_footnote_makes_room_for_itself():
    bare, noted = (
        charts.speaking_share(quotes(*"AABBB")),
        charts.speaking_share(quotes(*"AABBB"), footnote="Right. " * 60),
    )
    assert noted.get_size_inches()[1] > bare.get_size_inches()[1]
    assert noted.png() != bare.png()


def test_notebooks_get_the_alternative_text():
    chart = charts.speaking_share(quotes("Ana Ruiz", *"ABCD"))
    data, about = chart._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]) == chart.png()
    assert about["image/png"]["alt"] == chart.alt_text
    assert data["text/plain"] == "<Chart speaking_share: 5 rows>"
    assert data["text/csv"] == chart.csv()
    json.dumps([data, about])


def test_a_chart_is_saved_with_its_numbers(tmp_path):
    chart = charts.speaking_share(quotes("Ana Ruiz", *"ABCD"))
    chart.save(tmp_path / "new folder" / "01_who")
    charts.speaking_share(quotes()).save(tmp_path / "new folder" / "02_nobody")
    assert [path.name for path in sorted((tmp_path / "new folder").iterdir())] == [
        "01_who.csv",
        "01_who.png",
        "02_nobody.png",
    ]
    assert (tmp_path / "new folder" / "01_who.png").read_bytes() == chart.png()
    pd.testing.assert_frame_equal(
        pd.read_csv(tmp_path / "new folder" / "01_who.csv"), chart.data, check_dtype=False, check_names=False
    )


def test_charts_do_without_pyplot():
    code = "import sys, onrecord.charts; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def laid_out(left: str = "", right: str = "", fraction: float = 1) -> Chart:
    """A chart of one plot with words at its left and at its right."""
    chart = Chart("name", "Title", pd.DataFrame(), "")
    (ax,) = chart.lay_out([Plot(1)])
    chart.left_labels.append(ax.text(0, 0, left, ha="right", transform=ax.transAxes))
    chart.right_labels.append(Label(ax.text(fraction, 0, right, transform=ax.transAxes), fraction, 0))
    chart.fit()
    return chart


@pytest.mark.parametrize("fraction", [0.4, 0.8, 1])
def test_a_plot_is_as_wide_as_its_labels_allow(fraction):
    bare, named = laid_out(), laid_out("a long name at the left", "words at the right " * 2, fraction)
    left, right = (text.get_window_extent() for text in named.axes[0].texts)
    assert left.x0 == pytest.approx((_chart.EDGE + _chart.GAP) * _chart.DPI, abs=1)
    if fraction > 0.5:
        assert right.x1 == pytest.approx((_chart.WIDTH - _chart.EDGE) * _chart.DPI, abs=1)
    assert named.axes[0].get_position().width < bare.axes[0].get_position().width


def test_labels_of_any_width_leave_a_plot():
    chart = laid_out("W" * 60, "W" * 60)
    left, right = (text.get_window_extent().width / _chart.DPI for text in chart.axes[0].texts)
    assert 0.8 * _chart.MOST_LEFT < left <= _chart.MOST_LEFT and 0.8 * _chart.MOST_RIGHT < right <= _chart.MOST_RIGHT
    assert chart.axes[0].get_position().width * _chart.WIDTH > 1.3


@pytest.mark.parametrize("letters, smaller", [(20, False), (24, True)])
def test_only_labels_that_are_too_wide_are_set_smaller(letters, smaller):
    (label, _) = laid_out("W" * letters).axes[0].texts
    assert (label.get_fontsize() < 10) == smaller


@pytest.mark.parametrize("n, columns, lines", [(0, 3, 0), (3, 3, 1), (4, 3, 2), (7, 4, 2), (2, 3, 1)])
def test_a_legend_has_room_for_its_longest_column(n, columns, lines):
    height = legend_height([Line2D([], [], label="key")] * n, columns)
    assert height == pytest.approx(lines * _chart.LEGEND_LINE + _chart.GAP * (n > 0))


@pytest.mark.parametrize("label, n", [("key", 3), ("key", 18), ("a key\nof two lines", 18)])
def test_a_legend_fits_into_its_room(label, n):
    keys = [Line2D([], [], label=label)] * n
    chart = Chart("name", "Title", pd.DataFrame(), "")
    chart.lay_out([Plot(1)], keys)
    assert chart.legends[0].get_window_extent().height / _chart.DPI < legend_height(keys, 3)


def test_plots_stand_under_each_other_in_inches():
    chart = Chart("name", "Title", pd.DataFrame(), "", footnote="Small type.")
    first, second = (ax.get_window_extent() for ax in chart.lay_out([Plot(1, above=0.5, below=0.25), Plot(2)]))
    assert (first.height, second.height) == (pytest.approx(_chart.DPI), pytest.approx(2 * _chart.DPI))
    assert first.y0 - second.y1 == pytest.approx(0.25 * _chart.DPI)


@pytest.mark.parametrize("footnote", ["", "One line.", "Several lines of small type. " * 20])
@pytest.mark.parametrize("words", ["Few words.", "Several words that fill more than a single line of it. " * 5])
def test_a_sentence_has_room(words, footnote):
    check_words(
        statement("name", "A title that is too long for a single line of a page in print or in a notebook", words)
    )
    check_words(charts.speaking_share(quotes(*"AABBB"), footnote=footnote))


def test_lines_of_a_footnote_keep_apart():
    chart = charts.speaking_share(quotes(*"AABBB"), footnote="(Ågypten) " * 30)
    footnote = [text for text in chart.texts if text.get_gid() == "footnote"]
    lines = sorted((line.get_window_extent() for line in footnote), key=lambda box: box.y0)
    assert len(lines) == 3 and all(below.y1 <= above.y0 for below, above in pairwise(lines))


def test_a_footnote_holds_any_letters():
    for words in ("$5_000^2 and $6", "_under_", "王小明"):
        check_words(charts.speaking_share(quotes(*"AABBB"), footnote=words))


def test_a_chart_of_another_size_is_drawn_anew():
    chart = charts.speaking_share(quotes(*"AABBB"))
    chart.png()
    chart.set_size_inches(2 * _chart.WIDTH, 3)
    chart.canvas.draw()
    assert np.asarray(chart.canvas.buffer_rgba()).shape[1] == 2 * _chart.WIDTH * _chart.DPI


def opaque(colours: np.ndarray) -> np.ndarray:
    return np.concatenate([colours, np.full((*colours.shape[:2], 1), 255, np.uint8)], axis=2)


def test_few_colours():
    ramp = np.linspace(0, 255, 120, dtype=np.uint8)
    greys = np.stack([np.tile(ramp, (4, 1))] * 3, axis=2)
    few = np.asarray(few_colours(opaque(greys)).convert("RGB")).astype(int)
    assert np.abs(few - greys).max() <= 3
    assert few.min() == 0 and few.max() == 255, "black and white stay what they are"


def test_red_green_and_blue_keep_their_places():
    colours = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [0, 114, 178]]], np.uint8)
    few = np.asarray(few_colours(opaque(colours)).convert("RGB")).astype(int)
    assert np.abs(few - colours).max() <= 3


def test_many_colours_come_near():
    noise = np.random.default_rng(1).integers(0, 256, (40, 40, 3), dtype=np.uint8)
    few = few_colours(opaque(noise))
    assert few.mode == "P" and len(few.getcolors()) <= 256
    assert np.abs(np.asarray(few.convert("RGB")).astype(int) - noise).mean() < 40


def test_words_of_any_length_find_room():
    chart = statement("name", "Who?", "Nobody.")
    for words in ("W" * 20_000, "\n".join(["wide", "𝕎" * 3_000]), "W"):
        text = chart.text(0, 0, words)
        assert 0 < shrink(text, [text], 1.5) <= 1.5
        assert text.get_fontsize() >= SMALLEST and text.get_text().count("\n") == words.count("\n")
    assert text.get_text() == "W"
