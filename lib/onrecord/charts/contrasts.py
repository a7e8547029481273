"""Charts that set tones side by side: with and without event words, one group and another, one scorer and another."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from onrecord.charts import drawing
from onrecord.charts.drawing import (
    BLACK,
    GREEN,
    GREY,
    MOST,
    RED,
    SKY,
    Chart,
    count,
    listing,
    no_quotes,
    same_look,
    statement,
)
from onrecord.charts.tones import signed, tone_axis
from onrecord.pages.evidence import NOBODY
from onrecord.statistics.means import ENOUGH_QUOTES

WITH_EVENTS = {"linestyle": "", "marker": "o", "markerfacecolor": "white", "markeredgecolor": BLACK, "markersize": 7}
WITHOUT_EVENTS = {"linestyle": "", "marker": "D", "markerfacecolor": GREEN, "markeredgecolor": BLACK, "markersize": 6}
SECOND = {"linestyle": "", "marker": "s", "markerfacecolor": SKY, "markeredgecolor": BLACK, "markersize": 7}
LEAST_MOVE = 0.05  # VADER's own bound of what counts as neutral
EVENT_KEYS = [
    Line2D([], [], **WITH_EVENTS, label="all words"),
    Line2D([], [], **WITHOUT_EVENTS, label="without event words"),
]


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
    data = tone.assign(voice=tone["speaker"].fillna(NOBODY), moved=tone["attitude"] - tone["compound"])
    data = data[["quote_id", "voice", "compound", "attitude", "event_load", "moved"]]
    data = data.sort_values("moved", key=abs, ascending=False, kind="stable")
    moved = data[data["moved"].abs() >= LEAST_MOVE]
    if moved.empty:
        return statement("attitude_and_events", title, "Words for events change the tone of no quote here.")
    title = f"{title}: they change {len(moved):,} of {count(len(data), 'quote')}"
    shown = moved.head(MOST)
    before, after = ([signed(x) for x in shown[column]] for column in ("compound", "attitude"))
    means = [signed(drawing.floats(data[column]).mean()) for column in ("compound", "attitude")]
    overall = f"Mean of all quotes {means[0]} with such words, {means[1]} without. " * (len(data) >= ENOUGH_QUOTES)
    said = listing(shown["voice"], [f"{a} with, {b} without" for a, b in zip(before, after, strict=True)])
    alt = f"Chart. {title}. {overall}{said}."
    chart = Chart("attitude_and_events", title, data, alt, 0.27 * len(shown) + 1.2, footnote)
    ax = chart.subplots()
    _pairs(ax, shown["compound"], shown["attitude"], WITHOUT_EVENTS)
    drawing.rows(ax, [f"{drawing.short(r.voice, 21)} ({r.quote_id})" for r in shown.itertuples()])
    tone_axis(ax)
    drawing.legend(ax, EVENT_KEYS)
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
    values = ["mean", "low", "high", "attitude", "attitude_low", "attitude_high", "event_weight", "event_load"]
    data = data[["by", "group", "n", *values, "flips"]]
    shown = data.head(MOST)
    labels = [_weight_in_words(row) for row in shown.itertuples()]
    names = [f"{row.group} ({row.by})" if row.by != "speaker" else row.group for row in shown.itertuples()]
    flips = int(data["flips"].sum())
    title += f": the sign turns for {flips} of {len(data)}" if flips else ""
    alt = f"Chart. {title}. {listing(names, labels)}."
    chart = Chart(name, title, data, alt, 0.55 * len(shown) + 1.2, footnote)
    ax = chart.subplots()
    for row, group in enumerate(shown.itertuples()):
        for value, low, high, lift, look in (
            (group.mean, group.low, group.high, -0.14, WITH_EVENTS),
            (group.attitude, group.attitude_low, group.attitude_high, 0.14, WITHOUT_EVENTS),
        ):
            ax.plot([low, high], [row + lift] * 2, color=GREY, linewidth=1.5)
            ax.plot(value, row + lift, **look)
        words = labels[row].replace("; ", "\n")
        weight = "bold" if group.flips else "normal"
        ax.text(1.02, row, words, transform=ax.get_yaxis_transform(), va="center", fontsize=8.5, fontweight=weight)
    drawing.rows(ax, names)
    tone_axis(ax)
    drawing.legend(ax, [*EVENT_KEYS, Line2D([], [], color=GREY, linewidth=1.5, label="95 % interval")])
    return chart


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
    shown = differences.head(MOST)
    names = [f"{drawing.short(r.a, 28)} ({r.n_a})\nover {drawing.short(r.b, 24)} ({r.n_b})" for r in shown.itertuples()]
    labels = [_difference_in_words(row) for row in shown.itertuples()]
    alt = f"Chart. {title}. {listing(names, labels)}."
    chart = Chart(name, title, differences, alt, 0.6 * len(shown) + 1.5, footnote)
    ax = chart.subplots()
    for row, pair in enumerate(shown.itertuples()):
        tone = (pair.difference, pair.low, pair.high, pair.beyond_chance)
        attitude = (pair.attitude_difference, pair.attitude_low, pair.attitude_high, pair.attitude_beyond_chance)
        for (value, low, high, sure), lift, marker in ((tone, -0.15, "o"), (attitude, 0.15, "D")):
            ax.plot([low, high], [row + lift] * 2, color=GREY, linewidth=1.5, zorder=1)
            ax.plot(
                value, row + lift, marker=marker, color=RED if sure else "white", markeredgecolor=BLACK, markersize=7
            )
        words = labels[row].replace("; ", "\n")
        ax.text(1.02, row, words, transform=ax.get_yaxis_transform(), va="center", fontsize=8.5)
    drawing.rows(ax, names)
    ax.axvline(0, color=GREY, linewidth=1, zorder=0)
    ends = shown[["low", "high", "attitude_low", "attitude_high"]].astype(float)
    ax.set_xlim(min(-0.1, ends.min().min()) - 0.05, max(0.5, ends.max().max()) + 0.05)
    ax.set_xlabel("difference of the two means, with 95 % interval; p is corrected for the number of comparisons")
    looks = [("o", "white", "all words"), ("D", "white", "without event words"), ("s", RED, "filled: beyond chance")]
    keys = [
        Line2D([], [], linestyle="", marker=marker, color=color, markeredgecolor=BLACK, markersize=7, label=label)
        for marker, color, label in looks
    ]
    drawing.legend(ax, keys)
    return chart


@same_look
def scorers_compared(compared: pd.DataFrame, first: str, second: str, *, footnote: str = "") -> Chart:
    """The quotes of which two scorers give another sign, with both scores; a line per quote.

    Args:
        compared: what `compare_scorers` gave.
        first, second: the names of the two scorers.
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
    shown = apart.head(MOST)
    voices = shown["speaker"].fillna(NOBODY)
    scores = zip(shown["first"], shown["second"], shown["agreement"], strict=True)
    labels = [f"{signed(a)} and {signed(b)}, {how}" for a, b, how in scores]
    alt = f"Chart. {title}, opposite signs for {opposite}. {listing(voices, labels)}."
    columns = ["article_id", "quote_id", "speaker", "first", "second", "apart", "agreement"]
    chart = Chart(name, title, compared[columns], alt, 0.29 * len(shown) + 1.3, footnote)
    ax = chart.subplots()
    _pairs(ax, shown["first"], shown["second"], SECOND)
    names = zip(voices, shown["quote_id"], strict=True)
    drawing.rows(ax, [f"{drawing.short(voice, 21)} ({quote})" for voice, quote in names])
    tone_axis(ax)
    if 0 < opposite < len(shown):
        ax.axhline(opposite - 0.5, color=GREY, linewidth=0.8, linestyle="--")
    for row, how in ((0, "opposite signs"), (opposite, "one is neutral")):
        if row < len(shown) and shown["agreement"].iloc[row] == how:
            ax.text(1.02, row, how, transform=ax.get_yaxis_transform(), va="center", fontsize=9)
    keys = [Line2D([], [], **WITH_EVENTS, label=first), Line2D([], [], **SECOND, label=second)]
    drawing.legend(ax, keys)
    return chart


def _pairs(ax: Axes, first: pd.Series, second: pd.Series, look: dict) -> None:
    """Two marks on a line, joined; the first one hollow."""
    for row, (one, other) in enumerate(zip(first, second, strict=True)):
        ax.plot([one, other], [row, row], color=GREY, linewidth=1.5, zorder=1)
        ax.plot(one, row, **WITH_EVENTS)
        ax.plot(other, row, **look)


def _weight_in_words(group) -> str:
    moved = f"{signed(group.mean)}, without {signed(group.attitude)}; {count(group.n, 'quote')}"
    return moved + "; the sign turns" * group.flips


def _difference_in_words(pair) -> str:
    """As in: +0.60 (+0.46 to +0.73); p under 0.01; without +0.04, p 0.51. All p are corrected."""
    spread = f"{signed(pair.difference)} ({signed(pair.low)} to {signed(pair.high)})"
    without = "" if pd.isna(pair.attitude_difference) else f"; without {signed(pair.attitude_difference)}"
    without += f", p {_p_in_words(pair.attitude_p_corrected)}" if without else ""
    return f"{spread}; p {_p_in_words(pair.p_corrected)}{without}"


def _p_in_words(p: float) -> str:
    return "under 0.01" if p < 0.01 else f"{p:.2f}"
