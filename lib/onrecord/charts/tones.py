"""Charts of tone: by speaker, with and without words for events, through the article."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from onrecord.charts import drawing
from onrecord.charts.drawing import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    MOST,
    ORANGE,
    OTHERS,
    PURPLE,
    RED,
    SKY,
    Chart,
    count,
    listing,
    no_quotes,
    same_look,
    statement,
)
from onrecord.evidence import NOBODY

WITH_EVENTS = {"linestyle": "", "marker": "o", "markerfacecolor": "white", "markeredgecolor": BLACK, "markersize": 7}
WITHOUT_EVENTS = {"linestyle": "", "marker": "D", "markerfacecolor": GREEN, "markeredgecolor": BLACK, "markersize": 6}
MARKERS = [("o", BLUE), ("s", ORANGE), ("^", GREEN), ("D", PURPLE), ("v", RED), ("P", SKY)]
LEAST_MOVE = 0.05  # VADER's own bound of what counts as neutral


@same_look
def tone_by_speaker(tone: pd.DataFrame, speakers: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Each quote a dot from -1 to 1, a line per speaker; mean and interval only where there are quotes enough.

    Args:
        tone: rows of one article or of several.
        speakers: what `by_speaker(tone)` gave.
        footnote: small type under the chart.
    """
    title = "Tone of each speaker's quotes"
    if tone.empty:
        return no_quotes("tone_by_speaker", title)
    data = tone.assign(voice=drawing.top(tone["speaker"], tone["n_words"]))[
        ["quote_id", "voice", "compound", "label", "n_words"]
    ]
    order = drawing.last(data.groupby("voice").size().sort_values(ascending=False, kind="stable").to_frame()).index
    summary = speakers.set_index("speaker")
    enough = {v for v in order if v in summary.index and summary.loc[v, "enough"]}
    counts = data["voice"].value_counts()
    labels = [_mean_in_words(v, int(counts[v]), summary.loc[v, "mean"] if v in enough else None) for v in order]
    alt = f"Dot chart. {title}, from −1 (negative) to 1 (positive): {listing(order, labels)}."
    chart = Chart("tone_by_speaker", title, data, alt, drawing.height(len(order)) + 0.9, footnote)
    ax = chart.subplots()
    for row, voice in enumerate(order):
        _dots(ax, row - 0.12 * (voice in enough), data.loc[data["voice"] == voice, "compound"])
        if voice in enough:
            mean, low, high = (float(summary.loc[voice, c]) for c in ("mean", "low", "high"))
            ax.plot([low, high], [row + 0.24, row + 0.24], color=BLACK, linewidth=2)
            ax.plot(mean, row + 0.24, marker="D", color=RED, markeredgecolor=BLACK, markersize=7)
        ax.text(1.02, row, labels[row].replace(", ", "\n"), transform=ax.get_yaxis_transform(), va="center", fontsize=9)
    drawing.rows(ax, order)
    _tone_axis(ax)
    keys = [Line2D([], [], linestyle="", marker="o", color=SKY, markeredgecolor=BLACK, label="a quote")]
    keys.append(
        Line2D([], [], color=BLACK, linewidth=2, marker="D", markerfacecolor=RED, label="mean with 95% interval")
    )
    drawing.legend(ax, keys)
    return chart


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
    before, after = ([_signed(x) for x in shown[column]] for column in ("compound", "attitude"))
    means = [_signed(drawing.floats(data[column]).mean()) for column in ("compound", "attitude")]
    said = listing(shown["voice"], [f"{a} with, {b} without" for a, b in zip(before, after, strict=True)])
    alt = f"Chart. {title}. Mean of all quotes {means[0]} with such words, {means[1]} without. {said}."
    chart = Chart("attitude_and_events", title, data, alt, 0.27 * len(shown) + 1.2, footnote)
    ax = chart.subplots()
    for row, (whole, attitude) in enumerate(zip(shown["compound"], shown["attitude"], strict=True)):
        ax.plot([whole, attitude], [row, row], color=GREY, linewidth=1.5, zorder=1)
        ax.plot(whole, row, **WITH_EVENTS)
        ax.plot(attitude, row, **WITHOUT_EVENTS)
    drawing.rows(ax, [f"{drawing.short(r.voice, 21)} ({r.quote_id})" for r in shown.itertuples()])
    _tone_axis(ax)
    keys = [
        Line2D([], [], **WITH_EVENTS, label="all words"),
        Line2D([], [], **WITHOUT_EVENTS, label="without event words"),
    ]
    drawing.legend(ax, keys)
    return chart


@same_look
def tone_through_article(tone: pd.DataFrame, quotes: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Tone of one quote after the other, in the order of the text; the speakers with most words have marks of their own.

    Args:
        tone: rows of one article.
        quotes: the quotes of that article.
        footnote: small type under the chart.
    """
    title = "Tone through the article"
    if tone.empty:
        return no_quotes("tone_through_article", title)
    data = tone.merge(quotes[["article_id", "quote_id", "start", "paragraph"]], on=["article_id", "quote_id"])
    data = data.assign(voice=drawing.top(data["speaker"], data["n_words"], most=len(MARKERS))).sort_values("start")
    data = data[["quote_id", "start", "paragraph", "voice", "compound", "label"]].reset_index(drop=True)
    voices = [v for v in data["voice"].value_counts().index if v != NOBODY and not OTHERS.fullmatch(v)]
    halves = [
        drawing.floats(half["compound"]).mean() for half in (data.iloc[: len(data) // 2], data.iloc[len(data) // 2 :])
    ]
    signs = {
        word: int((data["label"] == sign).sum()) for word, sign in (("negative", -1), ("neutral", 0), ("positive", 1))
    }
    alt = f"Chart of {count(len(data), 'quote')} in order, from −1 to 1: " + ", ".join(
        f"{n} {w}" for w, n in signs.items()
    )
    alt += (
        f"; mean {_signed(halves[0])} in the first half, {_signed(halves[1])} in the second." if len(data) > 1 else "."
    )
    chart = Chart("tone_through_article", title, data, alt, 3.6, footnote)
    ax = chart.subplots()
    ax.axhline(0, color=GREY, linewidth=1)
    ax.vlines(range(1, len(data) + 1), 0, data["compound"].astype(float), color=GREY, linewidth=1)
    for at, voice in enumerate([*voices, *sorted(set(data["voice"]) - set(voices))]):
        part = data[data["voice"] == voice]
        marker, color = MARKERS[at] if voice in voices else ("X" if voice == NOBODY else "o", "white")
        look = {"marker": marker, "color": color, "markersize": 8, "markeredgecolor": BLACK, "linestyle": ""}
        # A label that is empty or begins with "_" would be left out of the legend; a space before it keeps it in.
        ax.plot(part.index + 1, part["compound"].astype(float), label=" " + drawing.wrap(voice, 28), **look)
    ax.set_xlim(0.3, len(data) + 0.7)
    ax.set_ylim(-1.08, 1.08)
    ax.set_yticks([-1, 0, 1], ["negative  −1", "0", "positive  1"])
    ax.xaxis.set_major_locator(MaxNLocator(12, integer=True))
    ax.set_xlabel("quotes in the order of the article")
    ax.legend(loc="upper left", bbox_to_anchor=(0, -0.19), ncols=3, frameon=False, fontsize=9, borderpad=0)
    return chart


def _dots(ax: Axes, row: float, values: pd.Series) -> None:
    """Dots on a line; those that would hide one another are piled up, the more of them the closer."""
    places = [round(value * 25) for value in sorted(drawing.floats(values))]
    step = min(0.13, 0.4 / max(places.count(place) for place in places))
    for nth, value in enumerate(sorted(drawing.floats(values))):
        lift = places[:nth].count(places[nth]) * step
        ax.plot(value, row - lift, marker="o", color=SKY, markeredgecolor=BLACK, markeredgewidth=0.6, markersize=6)


def _tone_axis(ax: Axes) -> None:
    ax.set_xlim(-1.05, 1.05)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1\nnegative", "−0.5", "0\nneutral", "0.5", "1\npositive"])
    ax.axvline(0, color=GREY, linewidth=1, zorder=0)


def _signed(value: float) -> str:
    """A tone with its sign; a real minus sign, which is read aloud."""
    return f"{value:+.2f}".replace("-", "−")


def _mean_in_words(voice: str, n: int, mean: float | None) -> str:
    quotes = count(n, "quote")
    if mean is not None:
        return f"mean {_signed(mean)}, {quotes}"
    several = voice == NOBODY or OTHERS.fullmatch(voice)
    return f"{quotes}, {'not one speaker' if several else 'too few for a mean'}"
