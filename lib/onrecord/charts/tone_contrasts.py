"""Charts that set tones side by side: one group and another, one scorer and another."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK, Chart, Plot, same_look, statement
from onrecord.charts.tones import signed
from onrecord.pages.wording import NOBODY, count

FIRST: drawing.Look = {"marker": "o", "markerfacecolor": "white", "markeredgecolor": BLACK, "markersize": 7}
SECOND: drawing.Look = {"marker": "s", "markerfacecolor": drawing.SKY, "markeredgecolor": BLACK, "markersize": 7}
SURE, UNSURE = drawing.RED, "white"
ROW, PAIR_ROW = 0.28, 0.6  # inches
ENDS = ["low", "high", "attitude_low", "attitude_high"]


@same_look
def tone_differences(differences: pd.DataFrame, *, footnote: str = "") -> Chart:
    """How far two groups are apart in mean tone, and in mean attitude, each with its interval; filled if beyond chance.

    Args:
        differences: what `differences` gave.
        footnote: small type under the chart.

    Limits:
        At most 40 pairs are drawn, the surest; `data` has them all.
    """
    name, title = "tone_differences", "Differences of mean tone"
    if differences.empty:
        return statement(name, title, "There are no two speakers or groups with five quotes each to compare.")
    beyond = int(differences["beyond_chance"].sum())
    title = f"{title}: {beyond or 'none'} of {count(len(differences), 'pair')} beyond chance"
    shown = differences.head(drawing.MOST)
    names = [f"{drawing.short(r.a, 28)} ({r.n_a})\nover {drawing.short(r.b, 24)} ({r.n_b})" for r in shown.itertuples()]
    labels = [_difference_in_words(row) for row in shown.itertuples()]
    chart = Chart(name, title, differences, f"Chart. {title}. {drawing.listing(names, labels)}.", footnote)
    looks = {"all words": _mark("o", UNSURE), "without event words": _mark("D", UNSURE)}
    keys = [
        drawing.mark_key(label, look) for label, look in (looks | {"filled: beyond chance": _mark("s", SURE)}).items()
    ]
    (ax,) = chart.lay_out([Plot(drawing.tall(len(shown), PAIR_ROW), below=2 * drawing.SCALE)], keys)
    ends = shown[ENDS].astype(float)
    low, high = min(-0.1, ends.min().min()) - 0.05, max(0.5, ends.max().max()) + 0.05
    ax.set_xlim(low, high)
    drawing.name_rows(ax, names)
    _differences(ax, shown)
    drawing.label_rows(ax, {row: label.replace("; ", "\n") for row, label in enumerate(labels)}, fontsize=8.5)
    ticks = [tick / 2 for tick in range(-4, 5) if low <= tick / 2 <= high]
    drawing.scale_below(ax, {tick: f"{tick:g}".replace("-", "−") for tick in ticks}, grid=False)
    drawing.words_below(
        ax, "difference of the two means, with 95 % interval; p is corrected for the number of comparisons", 1
    )
    return chart


def _mark(marker: str, color: str) -> drawing.Look:
    return {"marker": marker, "color": color, "markeredgecolor": BLACK, "markersize": 7}


def _differences(ax: Axes, shown: pd.DataFrame) -> None:
    """Two marks per pair with their intervals: tone and attitude."""
    drawing.lines(ax, [[(0, 0), (0, 1)]], linewidth=1, zorder=0.1, transform=ax.get_xaxis_transform())
    for prefix, lift, marker in (("", -0.15, "o"), ("attitude_", 0.15, "D")):
        columns = [f"{prefix}{column}" for column in ("difference", "low", "high", "beyond_chance")]
        rows = list(enumerate(shown[columns].itertuples(index=False, name=None)))
        rows = [(row, values) for row, values in rows if not pd.isna(values[0])]
        drawing.lines(ax, [[(low, row + lift), (high, row + lift)] for row, (_, low, high, _) in rows])
        for sure, color in ((False, UNSURE), (True, SURE)):
            places = [(value, row + lift) for row, (value, _, _, beyond) in rows if bool(beyond) == sure]
            drawing.marks(ax, places, _mark(marker, color))


@same_look
def scorers_compared(compared: pd.DataFrame, first: str, second: str, *, footnote: str = "") -> Chart:
    """The quotes of which two scorers give another sign, with both scores; a line per quote.

    Args:
        compared: what `compare_scorers` gave.
        first: the name of the scorer whose marks are hollow.
        second: the name of the other one.
        footnote: small type under the chart.

    Limits:
        At most 40 quotes are drawn, opposite signs first; `data` has them all, those of which they agree too.
    """
    name, title = "scorers_compared", f"Two scorers, {first} and {second}"
    if compared.empty:
        return statement(name, "Two scorers side by side", "There are no quotes that two scorers scored.")
    apart = compared[compared["agreement"] != "the same sign"]
    if apart.empty:
        return statement(name, title, f"They give {count(len(compared), 'quote')} the same signs.")
    opposite = int((apart["agreement"] == "opposite signs").sum())
    title = f"{title}: another sign for {len(apart):,} of {count(len(compared), 'quote')}"
    shown = apart.head(drawing.MOST)
    voices = shown["speaker"].fillna(NOBODY)
    scores = zip(shown["first"], shown["second"], shown["agreement"], strict=True)
    labels = [f"{signed(a)} and {signed(b)}, {how}" for a, b, how in scores]
    alt = f"Chart. {title}, opposite signs for {opposite}. {drawing.listing(voices, labels)}."
    columns = ["article_id", "quote_id", "speaker", "first", "second", "apart", "agreement"]
    chart = Chart(name, title, compared[columns], alt, footnote)
    keys = [drawing.mark_key(first, FIRST), drawing.mark_key(second, SECOND)]
    (ax,) = chart.lay_out([Plot(drawing.tall(len(shown), ROW), below=2 * drawing.SCALE)], keys)
    _pairs(ax, shown["first"], shown["second"])
    drawing.name_rows(ax, _quotes_of(voices, shown["quote_id"]))
    if 0 < opposite < len(shown):
        drawing.divide(ax, [opposite - 0.5], linestyle="--")
    begins = {0: "opposite signs" if opposite else "", opposite: "one is neutral" if opposite < len(shown) else ""}
    drawing.label_rows(ax, begins)
    return chart


def _quotes_of(voices: pd.Series, quote_ids: pd.Series) -> list[str]:
    return [f"{drawing.short(voice, 21)} ({quote})" for voice, quote in zip(voices, quote_ids, strict=True)]


def _pairs(ax: Axes, first: pd.Series, second: pd.Series) -> None:
    """Two marks on a line, joined; the first one hollow."""
    drawing.tone_scale(ax)
    ends = list(enumerate(zip(drawing.floats(first), drawing.floats(second), strict=True)))
    drawing.lines(ax, [[(one, row), (other, row)] for row, (one, other) in ends])
    drawing.marks(ax, [(one, row) for row, (one, _) in ends], FIRST)
    drawing.marks(ax, [(other, row) for row, (_, other) in ends], SECOND)


def _difference_in_words(pair: Any) -> str:
    """As in: +0.60 (+0.46 to +0.73); p under 0.01; without +0.04, p 0.51. All p are corrected."""
    spread = f"{signed(pair.difference)} ({signed(pair.low)} to {signed(pair.high)})"
    without = "" if pd.isna(pair.attitude_difference) else f"; without {signed(pair.attitude_difference)}"
    without += f", p {_p_in_words(pair.attitude_p_corrected)}" if without else ""
    return f"{spread}; p {_p_in_words(pair.p_corrected)}{without}"


def _p_in_words(p: float) -> str:
    return "under 0.01" if p < 0.01 else f"{p:.2f}"
