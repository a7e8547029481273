"""Charts of outlets side by side: whom each quotes and how, and the tone of what it quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from onrecord.charts import drawing
from onrecord.charts.drawing import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    RED,
    SKY,
    Chart,
    count,
    listing,
    same_look,
    statement,
)
from onrecord.charts.quoting import KINDS
from onrecord.charts.tones import signed, tone_axis
from onrecord.pages.evidence import KINDS as QUOTE_KINDS
from onrecord.pages.evidence import NOBODY
from onrecord.text.articles import count_words

MOST_OUTLETS = 6  # side by side; there are no more marks to tell apart
MOST_SPEAKERS = 16
LEGEND = 0.25  # inches of a line of a legend
MARKS = [("o", BLUE), ("s", ORANGE), ("^", GREEN), ("D", PURPLE), ("v", RED), ("P", SKY)]
ELSEWHERE = "all other speakers"


def with_outlet(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table with the outlet and date of their article; articles without an outlet are left out."""
    known = articles.dropna(subset="outlet")[["article_id", "outlet", "date"]]
    return table.drop(columns=["outlet", "date"], errors="ignore").merge(known, on="article_id")


def largest_outlets(rows: pd.DataFrame) -> list[str]:
    """The outlets with most rows, at most six, in the order of the alphabet."""
    return sorted(
        rows["outlet"].value_counts(sort=True).sort_index(kind="stable").nlargest(MOST_OUTLETS, "first").index
    )


@same_look
def voices_by_outlet(quotes: pd.DataFrame, articles: pd.DataFrame, *, footnote: str = "") -> Chart:
    """A column per outlet, a row per speaker heard in at least two of them: words quoted and words told.

    Args:
        quotes, articles: tables of several articles.
        footnote: small type under the chart.

    Limits:
        The six outlets with most quotes, the sixteen speakers with most words. Names are compared as they are: who is
        heard under two names counts as two.
    """
    title = "Whom each outlet lets speak"
    said = with_outlet(quotes, articles)
    outlets = largest_outlets(said)
    said = said[said["outlet"].isin(outlets)]
    if len(outlets) < 2:
        return statement("voices_by_outlet", title, "There are no two outlets with quotes here to be set side by side.")
    said = said.assign(words=said["text"].map(count_words), row=_rows_of(said))
    groups = said.groupby(["row", "outlet", "kind"], sort=True)
    data = groups.agg(quotes=("words", "size"), words=("words", "sum")).reset_index().rename(columns={"row": "speaker"})
    order = _order(data)
    sums = data.groupby(["speaker", "outlet"])["words"].sum().unstack(fill_value=0)
    heard = [", ".join(f"{o} {sums.at[s, o]}" for o in outlets if o in sums and sums.at[s, o]) for s in order]
    alt = f"Bars, words by speaker and outlet. {listing(order, heard)}."
    chart = Chart("voices_by_outlet", title, data, alt, 0.36 * len(order) + 1.1, footnote)
    most = int(sums.to_numpy().max())
    tall = 0.36 * len(order) + 0.5
    grid = chart.add_gridspec(2, len(outlets), height_ratios=[tall, LEGEND])
    axes = [chart.add_subplot(grid[0, at]) for at in range(len(outlets))]
    for ax, outlet in zip(axes, outlets, strict=True):
        ax.set_title(drawing.wrap(outlet, 66 // len(outlets), 3), fontsize=9, loc="left")
        _voices(ax, order, data[data["outlet"] == outlet], most)
        ax.set_yticks([])
    drawing.rows(axes[0], order)
    for ax in axes:
        ax.set_ylim(len(order) - 0.4, -0.6)
    keys = [drawing.patch(kind, KINDS[kind]) for kind in QUOTE_KINDS]
    legend_under(chart.add_subplot(grid[1, :]), keys, columns=len(keys))
    return chart


def _rows_of(said: pd.DataFrame) -> list[str]:
    """The row that each quote stands in: its speaker's, where two outlets hear the speaker; one for all the others."""
    outlets = said.groupby("speaker")["outlet"].nunique()
    words = said.assign(words=said["text"].map(count_words)).groupby("speaker")["words"].sum()
    shared = words[outlets[outlets > 1].index].sort_values(ascending=False, kind="stable").index[:MOST_SPEAKERS]
    return [s if s in set(shared) else NOBODY if pd.isna(s) else ELSEWHERE for s in said["speaker"]]


def _order(data: pd.DataFrame) -> list[str]:
    words = data.groupby("speaker")["words"].sum().sort_values(ascending=False, kind="stable")
    last = [row for row in (ELSEWHERE, NOBODY) if row in words.index]
    return [speaker for speaker in words.index if speaker not in last] + last


def _voices(ax: Axes, order: Sequence[str], rows: pd.DataFrame, most: int) -> None:
    """The bars of one outlet."""
    words = rows.pivot_table(index="speaker", columns="kind", values="words", aggfunc="sum").reindex(order).fillna(0)
    quotes = rows.groupby("speaker")["quotes"].sum().reindex(order).fillna(0)
    left = pd.Series(0.0, index=order)
    for kind in (kind for kind in QUOTE_KINDS if kind in words):
        ax.barh(range(len(order)), words[kind], left=left, height=0.66, edgecolor=BLACK, linewidth=0.6, **KINDS[kind])
        left += words[kind]
    for row, (end, n) in enumerate(zip(left, quotes, strict=True)):
        if n:
            drawing.beside(ax, end, row, f"{n:.0f}", 3, fontsize=8.5)
    ax.set_xlim(0, most * 1.25)
    ax.set_xticks([])
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.axvline(0, color=GREY, linewidth=0.8)


@same_look
def tone_by_outlet(averages: pd.DataFrame, articles: Mapping[str, int], *, footnote: str = "") -> Chart:
    """The mean tone of what each outlet quotes, with its interval; no mean where there are too few quotes.

    Args:
        averages: what `by_speaker` gave for a tone table whose `speaker` is the outlet.
        articles: {outlet: the number of its articles}.
        footnote: small type under the chart.
    """
    title = "Tone of the quotes in each outlet"
    if averages.empty:
        return statement("tone_by_outlet", title, "There are no quotes in articles of a named outlet here.")
    data = averages.rename(columns={"speaker": "outlet"})
    data = data.assign(articles=[articles.get(outlet, 0) for outlet in data["outlet"]])
    data = data[["outlet", "articles", "n", "mean", "low", "high", "enough"]].sort_values("outlet", kind="stable")
    labels = [_n_in_words(row) for row in data.to_dict("records")]
    means = [_mean_in_words(row) + label for row, label in zip(data.to_dict("records"), labels, strict=True)]
    alt = f"Chart of means with intervals, from −1 (negative) to 1 (positive): {listing(data['outlet'], means)}."
    chart = Chart("tone_by_outlet", title, data, alt, drawing.height(len(data)) + 0.7, footnote)
    ax = chart.subplots()
    for at, row in enumerate(data.to_dict("records")):
        if row["enough"]:
            ax.plot([row["low"], row["high"]], [at, at], color=BLACK, linewidth=2)
            ax.plot(row["mean"], at, marker="D", color=RED, markeredgecolor=BLACK, markersize=8)
        ax.text(1.02, at, labels[at].replace(", ", "\n"), transform=ax.get_yaxis_transform(), va="center", fontsize=9)
    drawing.rows(ax, list(data["outlet"]))
    tone_axis(ax)
    key = Line2D([], [], color=BLACK, linewidth=2, marker="D", markerfacecolor=RED, label="mean with 95% interval")
    drawing.legend(ax, [key])
    return chart


@same_look
def tone_of_shared_speakers(tone: pd.DataFrame, articles: pd.DataFrame, *, footnote: str = "") -> Chart:
    """A row per speaker heard in at least two outlets, a mark per quote that says which outlet it stands in.

    A small number says how many quotes lie under one mark.

    Args:
        tone, articles: tables of several articles.
        footnote: small type under the chart.

    Limits:
        The six outlets with most quotes, the sixteen speakers with most of them.
    """
    title = "The same speaker in different outlets"
    said = with_outlet(tone.dropna(subset=["speaker", "compound"]), articles)
    outlets = largest_outlets(said)
    said = said[said["outlet"].isin(outlets)]
    heard = said.groupby("speaker")["outlet"].nunique()
    said = said[said["speaker"].isin(heard[heard > 1].index)]
    if said.empty:
        return statement("tone_of_shared_speakers", title, "No speaker is heard in two outlets here.")
    order = list(said["speaker"].value_counts(sort=True).index[:MOST_SPEAKERS])
    data = said[said["speaker"].isin(order)][["speaker", "outlet", "date", "article_id", "quote_id", "compound"]]
    outlets = [outlet for outlet in outlets if outlet in set(data["outlet"])]
    means = data.groupby(["speaker", "outlet"])["compound"].agg(["mean", "size"])
    told = [
        "; ".join(_in_outlet(means, speaker, outlet) for outlet in outlets if (speaker, outlet) in means.index)
        for speaker in order
    ]
    alt = f"Chart with a mark per quote, from −1 (negative) to 1 (positive). {listing(order, told)}."
    chart = Chart("tone_of_shared_speakers", title, data, alt, 0.62 * len(order) + 1.3, footnote)
    tall = 0.62 * len(order) + 0.6
    ax, below = chart.subplots(2, 1, height_ratios=[tall, 2 * LEGEND])
    step = 0.72 / len(outlets)
    for at, outlet in enumerate(outlets):
        marker, color = MARKS[at]
        look = {"marker": marker, "color": color, "markeredgecolor": BLACK, "markeredgewidth": 0.6, "markersize": 6}
        ax.plot([], [], linestyle="", label=" " + drawing.wrap(outlet, 24, 2), **look)
        for (speaker, tone_), n in data[data["outlet"] == outlet].groupby("speaker")["compound"].value_counts().items():
            height = order.index(speaker) + step * (at - (len(outlets) - 1) / 2)
            ax.plot(tone_, height, **look)
            if n > 1:
                drawing.beside(ax, tone_, height, f"{n}", 6, fontsize=7.5)
    drawing.rows(ax, order)
    for at in range(1, len(order)):
        ax.axhline(at - 0.5, color=drawing.LIGHT, linewidth=0.8, zorder=0)
    tone_axis(ax)
    legend_under(below, ax.get_legend_handles_labels()[0])
    return chart


def legend_under(ax: Axes, keys: Sequence[Patch | Line2D], columns: int = 3) -> None:
    """What colours and marks mean, in a place of its own under several plots."""
    ax.set_axis_off()
    ax.legend(handles=keys, loc="upper center", ncols=columns, frameon=False, fontsize=9, borderpad=0)


def _in_outlet(means: pd.DataFrame, speaker: str, outlet: str) -> str:
    row = means.loc[(speaker, outlet)]
    return f"{outlet} {signed(row['mean'])} ({count(int(row['size']), 'quote')})"


def _mean_in_words(row: Mapping) -> str:
    return f"mean {signed(row['mean'])} ({signed(row['low'])} to {signed(row['high'])}), " if row["enough"] else ""


def _n_in_words(row: Mapping) -> str:
    few = "" if row["enough"] else ", too few for a mean"
    return f"{count(int(row['n']), 'quote')}, {count(int(row['articles']), 'article')}{few}"
