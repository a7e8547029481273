"""Charts of tone: a dot per quote by speaker, side, role or wording; through the article; toward each speaker."""

from __future__ import annotations

from collections import Counter

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
from onrecord.pages import evidence
from onrecord.pages.evidence import NOBODY
from onrecord.statistics.means import ENOUGH_QUOTES

MARKERS = [("o", BLUE), ("s", ORANGE), ("^", GREEN), ("D", PURPLE), ("v", RED), ("P", SKY)]
MEAN = {"color": BLACK, "marker": "D", "markerfacecolor": RED, "markeredgecolor": BLACK, "markersize": 7}
UNSAID = {"speaker": NOBODY, "side": "side not said", "role": "role not said", "wording": "wording not known"}


@same_look
def tone_by_speaker(tone: pd.DataFrame, averages: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Each quote a dot from -1 to 1, a line per speaker; mean and interval only where there are quotes enough.

    Args:
        tone: rows of one article or of several.
        averages: what `by_speaker(tone)` gave.
        footnote: small type under the chart.
    """
    return _tone_by("speaker", "Tone of each speaker's quotes", tone, averages, footnote)


@same_look
def tone_by_side(tone: pd.DataFrame, averages: pd.DataFrame, *, footnote: str = "") -> Chart:
    """As `tone_by_speaker`, a line per side.

    Args:
        tone: what `with_groups` gave.
        averages: what `average(tone, "side")` gave.
        footnote: small type under the chart.
    """
    return _tone_by("side", "Tone by side", tone, averages, footnote)


@same_look
def tone_by_role(tone: pd.DataFrame, averages: pd.DataFrame, *, footnote: str = "") -> Chart:
    """As `tone_by_speaker`, a line per role.

    Args:
        tone: what `with_groups` gave.
        averages: what `average(tone, "role")` gave.
        footnote: small type under the chart.
    """
    return _tone_by("role", "Tone by role of the speaker", tone, averages, footnote)


@same_look
def tone_by_wording(tone: pd.DataFrame, averages: pd.DataFrame, *, footnote: str = "") -> Chart:
    """As `tone_by_speaker`, a line each for quotes in quotation marks and in paraphrase.

    Args:
        tone: what `with_groups` gave.
        averages: what `average(tone, "wording")` gave.
        footnote: small type under the chart.
    """
    return _tone_by("wording", "Tone of quotation and of paraphrase", tone, averages, footnote)


@same_look
def tone_toward_speakers(tone_toward: pd.DataFrame, averages: pd.DataFrame, *, footnote: str = "") -> Chart:
    """How the article itself speaks of each speaker: each clause a dot from -1 to 1, a line per speaker.

    Args:
        tone_toward: rows of one article or of several.
        averages: what `toward_speakers(tone_toward)` gave.
        footnote: small type under the chart.
    """
    name, title = "tone_toward_speakers", "In what tone the article speaks of each speaker"
    if tone_toward.empty:
        return statement(name, title, "The article's own words name no speaker.")
    clauses = tone_toward.assign(n_words=1, quote_id=None)
    return _dot_chart(name, title, clauses, "speaker", averages, "clause", footnote)


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
    places = quotes[["article_id", "quote_id", "start", "paragraph"]]
    data = tone.drop(columns="start", errors="ignore").merge(places, on=["article_id", "quote_id"])
    data = data.dropna(subset="compound")
    data = data.assign(voice=drawing.top(data["speaker"], data["n_words"], most=len(MARKERS))).sort_values("start")
    data = data[["quote_id", "start", "paragraph", "voice", "compound", "label"]].reset_index(drop=True)
    voices = [v for v in data["voice"].value_counts().index if v != NOBODY and not OTHERS.fullmatch(v)]
    signs = {
        word: int((data["label"] == sign).sum()) for word, sign in (("negative", -1), ("neutral", 0), ("positive", 1))
    }
    halves = [data.iloc[: len(data) // 2], data.iloc[len(data) // 2 :]]
    alt = f"Chart of {count(len(data), 'quote')} in order, from −1 to 1: "
    alt += ", ".join(f"{n} {w}" for w, n in signs.items())
    if len(halves[0]) >= ENOUGH_QUOTES:
        means = [signed(drawing.floats(half["compound"]).mean()) for half in halves]
        alt += f"; mean {means[0]} in the first half, {means[1]} in the second"
    alt += "."
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
    ax.xaxis.set_major_locator(MaxNLocator(12, integer=True, min_n_ticks=1))
    ax.set_xlabel("quotes in the order of the article")
    ax.legend(loc="upper left", bbox_to_anchor=(0, -0.19), ncols=3, frameon=False, fontsize=9, borderpad=0)
    return chart


def _tone_by(by: str, title: str, tone: pd.DataFrame, averages: pd.DataFrame, footnote: str) -> Chart:
    name = f"tone_by_{by}"
    if tone.empty:
        return no_quotes(name, title)
    return _dot_chart(name, title, tone, by, averages, "quote", footnote)


def _dot_chart(
    name: str, title: str, rows: pd.DataFrame, by: str, averages: pd.DataFrame, what: str, footnote: str
) -> Chart:
    """A line of dots per group, with the group's mean where there are enough."""
    data = rows.assign(voice=drawing.top(rows[by], rows["n_words"]))
    data = data[["quote_id", "voice", "compound", "label", "n_words"]].dropna(subset="compound")
    if what == "clause":
        data = data[["voice", "compound", "label"]]
    counts = data["voice"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    order = drawing.last(counts.to_frame()).index
    means = averages[averages["enough"]].set_index(by)
    means = {v: [float(means.loc[v, c]) for c in ("mean", "low", "high")] for v in order if v in means.index}
    labels = [_in_words(v, int(counts[v]), means.get(v), what) for v in order]
    shown = [UNSAID[by] if v == NOBODY else v for v in order]
    alt = f"Dot chart. {title}, from −1 (negative) to 1 (positive): {listing(shown, labels)}."
    chart = Chart(name, title, data, alt, drawing.height(len(order)) + 0.9, footnote)
    ax = chart.subplots()
    for row, voice in enumerate(order):
        _dots(ax, row - 0.12 * (voice in means), data.loc[data["voice"] == voice, "compound"])
        if voice in means:
            mean, low, high = means[voice]
            ax.plot([low, high], [row + 0.24, row + 0.24], color=BLACK, linewidth=2)
            ax.plot(mean, row + 0.24, **MEAN)
        ax.text(1.02, row, labels[row].replace("; ", "\n"), transform=ax.get_yaxis_transform(), va="center", fontsize=9)
    drawing.rows(ax, shown)
    tone_axis(ax)
    keys = [Line2D([], [], linestyle="", marker="o", color=SKY, markeredgecolor=BLACK, label=f"a {what}")]
    if means:
        keys.append(Line2D([], [], linewidth=2, label="mean with 95 % interval", **MEAN))
    drawing.legend(ax, keys)
    return chart


def _dots(ax: Axes, row: float, values: pd.Series) -> None:
    """Dots on a line; those that would hide one another are piled up, the more of them the closer."""
    values = sorted(drawing.floats(values))
    places = [round(value * 25) for value in values]
    step = min(0.13, 0.4 / max(Counter(places).values()))
    piled: Counter = Counter()
    lifts = []
    for place in places:
        lifts.append(row - piled[place] * step)
        piled[place] += 1
    ax.plot(values, lifts, "o", color=SKY, markeredgecolor=BLACK, markeredgewidth=0.6, markersize=6)


def tone_axis(ax: Axes) -> None:
    """A scale from negative to positive."""
    ax.set_xlim(-1.05, 1.05)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1\nnegative", "−0.5", "0\nneutral", "0.5", "1\npositive"])
    ax.axvline(0, color=GREY, linewidth=1, zorder=0)


def signed(value: float) -> str:
    """A tone as `evidence.signed` writes it; its zero has two digits, too, as the numbers beside it."""
    return evidence.signed(value, 2) if round(value, 2) else "0.00"


def _in_words(voice: str, n: int, mean: list[float] | None, what: str) -> str:
    """What stands beside a line: its mean, or why it has none."""
    if mean is not None:
        value, low, high = map(signed, mean)
        spread = "all the same" if low == high else f"{low} to {high}"
        return f"mean {value} ({spread}); {count(n, what)}"
    several = voice == NOBODY or OTHERS.fullmatch(voice)
    why = "no mean" if several or n >= ENOUGH_QUOTES else "too few for a mean"
    return f"{count(n, what)}; {why}"
