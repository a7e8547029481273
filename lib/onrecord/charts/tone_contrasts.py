"""Charts that set tones side by side: with and without event words, one group and another, one scorer and another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK, Chart, Plot, no_quotes, same_look, statement
from onrecord.charts.tones import signed
from onrecord.pages.wording import NOBODY, count
from onrecord.statistics.means import ENOUGH_QUOTES

WITH_EVENTS: drawing.Look = {"marker": "o", "markerfacecolor": "white", "markeredgecolor": BLACK, "markersize": 7}
WITHOUT_EVENTS: drawing.Look = {
    "marker": "D",
    "markerfacecolor": drawing.GREEN,
    "markeredgecolor": BLACK,
    "markersize": 6,
}
SECOND: drawing.Look = {"marker": "s", "markerfacecolor": drawing.SKY, "markeredgecolor": BLACK, "markersize": 7}
SURE, UNSURE = drawing.RED, "white"
LEAST_MOVE = 0.05  # VADER's own bound of what counts as neutral
ROW, MEANS_ROW, PAIR_ROW = 0.28, 0.55, 0.6  # inches
VALUES = ["mean", "low", "high", "attitude", "attitude_low", "attitude_high", "event_weight", "event_load"]
ENDS = ["low", "high", "attitude_low", "attitude_high"]


@same_look
def attitude_and_events(tone: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Tone of the quotes that words for events ("killed", "war") change, with these words and without, a line per quote.

    Args:
        tone: rows of one article or of several.
        footnote: small type under the chart.

    Limits:
        At most 40 quotes are drawn, those that change most, by 0.05 or more; `data` has them all.
    """
    title = "Tone with and without words for events"
    if tone.empty:
        return no_quotes("attitude_and_events", title)
    tone = tone.dropna(subset="compound")
    data = tone.assign(voice=tone["speaker"].fillna(NOBODY), moved=tone["attitude"] - tone["compound"])
    data = data[["quote_id", "voice", "compound", "attitude", "event_load", "moved"]]
    data = data.sort_values("moved", key=abs, ascending=False, kind="stable")
    moved = data[data["moved"].abs() >= LEAST_MOVE]
    if moved.empty:
        return statement("attitude_and_events", title, "Words for events change the tone of no quote here.")
    title = f"{title}: they change {len(moved):,} of {count(len(data), 'quote')}"
    shown = moved.head(drawing.MOST)
    before, after = ([signed(x) for x in shown[column]] for column in ("compound", "attitude"))
    means = [signed(drawing.floats(data[column]).mean()) for column in ("compound", "attitude")]
    overall = f"Mean of all quotes {means[0]} with such words, {means[1]} without. " * (len(data) >= ENOUGH_QUOTES)
    aloud = drawing.listing(shown["voice"], [f"{a} with, {b} without" for a, b in zip(before, after, strict=True)])
    chart = Chart("attitude_and_events", title, data, f"Chart. {title}. {overall}{aloud}.", footnote)
    keys = [drawing.mark_key("all words", WITH_EVENTS), drawing.mark_key("without event words", WITHOUT_EVENTS)]
    (ax,) = chart.lay_out([Plot(drawing.tall(len(shown), ROW), below=2 * drawing.SCALE)], keys)
    _pairs(ax, shown["compound"], shown["attitude"], WITHOUT_EVENTS)
    drawing.name_rows(ax, _quotes_of(shown["voice"], shown["quote_id"]))
    return chart


@same_look
def means_without_events(*averages: pd.DataFrame, footnote: str = "") -> Chart:
    """Mean tone of each group with words for events and without, each with its interval; where the sign turns is said.

    Args:
        averages: what `average` gave, a table for each column that quotes were grouped by.
        footnote: small type under the chart.

    Limits:
        Groups with fewer than five quotes are left out: their mean is no finding. At most 40 groups are drawn; `data`
        has them all.
    """
    name, title = "means_without_events", "Mean tone with and without event words"
    tables = [table.assign(by=table.columns[0], group=table.iloc[:, 0])[table["enough"]] for table in averages]
    data = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
    if data.empty:
        return statement(name, title, "Nobody has five quotes, and a mean of fewer would say nothing.")
    data = data[["by", "group", "n", *VALUES, "flips"]]
    shown = data.head(drawing.MOST)
    labels = [_weight_in_words(row) for row in shown.itertuples()]
    names = [f"{row.group} ({row.by})" if row.by != "speaker" else row.group for row in shown.itertuples()]
    flips = int(data["flips"].sum())
    title += f": the sign turns for {flips} of {len(data)}" if flips else ""
    chart = Chart(name, title, data, f"Chart. {title}. {drawing.listing(names, labels)}.", footnote)
    keys = [drawing.mark_key("all words", WITH_EVENTS), drawing.mark_key("without event words", WITHOUT_EVENTS)]
    plot = Plot(drawing.tall(len(shown), MEANS_ROW), below=2 * drawing.SCALE)
    (ax,) = chart.lay_out([plot], [*keys, drawing.line_key("95 % interval")])
    drawing.tone_scale(ax)
    drawing.name_rows(ax, names)
    for columns, lift, look in ((VALUES[:3], -0.14, WITH_EVENTS), (VALUES[3:6], 0.14, WITHOUT_EVENTS)):
        _means(ax, shown[columns].astype(float).to_numpy().tolist(), lift, look)
    for flips, weight in ((False, "normal"), (True, "bold")):
        turned = zip(labels, shown["flips"], strict=True)
        words = {row: label.replace("; ", "\n") for row, (label, turns) in enumerate(turned) if turns == flips}
        drawing.label_rows(ax, words, fontsize=8.5, fontweight=weight)
    return chart


def _means(ax: Axes, values: Sequence[Sequence[float]], lift: float, look: drawing.Look) -> None:
    """A mean and its interval in each row: (mean, low, high)."""
    drawing.lines(ax, [[(low, row + lift), (high, row + lift)] for row, (_, low, high) in enumerate(values)])
    drawing.marks(ax, [(mean, row + lift) for row, (mean, _, _) in enumerate(values)], look)


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
    keys = [drawing.mark_key(first, WITH_EVENTS), drawing.mark_key(second, SECOND)]
    (ax,) = chart.lay_out([Plot(drawing.tall(len(shown), ROW), below=2 * drawing.SCALE)], keys)
    _pairs(ax, shown["first"], shown["second"], SECOND)
    drawing.name_rows(ax, _quotes_of(voices, shown["quote_id"]))
    if 0 < opposite < len(shown):
        drawing.divide(ax, [opposite - 0.5], linestyle="--")
    begins = {0: "opposite signs" if opposite else "", opposite: "one is neutral" if opposite < len(shown) else ""}
    drawing.label_rows(ax, begins)
    return chart


def _quotes_of(voices: pd.Series, quote_ids: pd.Series) -> list[str]:
    return [f"{drawing.short(voice, 21)} ({quote})" for voice, quote in zip(voices, quote_ids, strict=True)]


def _pairs(ax: Axes, first: pd.Series, second: pd.Series, look: drawing.Look) -> None:
    """Two marks on a line, joined; the first one hollow."""
    drawing.tone_scale(ax)
    ends = list(enumerate(zip(drawing.floats(first), drawing.floats(second), strict=True)))
    drawing.lines(ax, [[(one, row), (other, row)] for row, (one, other) in ends])
    drawing.marks(ax, [(one, row) for row, (one, _) in ends], WITH_EVENTS)
    drawing.marks(ax, [(other, row) for row, (_, other) in ends], look)


def _weight_in_words(group: Any) -> str:
    moved = f"{signed(group.mean)}, without {signed(group.attitude)}; {count(group.n, 'quote')}"
    return moved + "; the sign turns" * group.flips


def _difference_in_words(pair: Any) -> str:
    """As in: +0.60 (+0.46 to +0.73); p under 0.01; without +0.04, p 0.51. All p are corrected."""
    spread = f"{signed(pair.difference)} ({signed(pair.low)} to {signed(pair.high)})"
    without = "" if pd.isna(pair.attitude_difference) else f"; without {signed(pair.attitude_difference)}"
    without += f", p {_p_in_words(pair.attitude_p_corrected)}" if without else ""
    return f"{spread}; p {_p_in_words(pair.p_corrected)}{without}"


def _p_in_words(p: float) -> str:
    return "under 0.01" if p < 0.01 else f"{p:.2f}"
