"""Charts of tone: a dot per quote by speaker or by side, for those with quotes enough for a mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

import pandas as pd

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK, Chart, Plot, no_quotes, same_look, statement
from onrecord.pages import wording
from onrecord.pages.wording import count, genitive

DOT: drawing.Look = {
    "marker": "o",
    "color": drawing.SKY,
    "markeredgecolor": BLACK,
    "markeredgewidth": 0.6,
    "markersize": 6,
}
MEAN: drawing.Look = {"marker": "D", "markerfacecolor": drawing.RED, "markeredgecolor": BLACK, "markersize": 7}
INTERVAL: drawing.Look = {"color": BLACK, "linewidth": 2}
MEAN_KEY = INTERVAL | drawing.Look(linestyle="-") | MEAN
LITTLE = 0.25  # a mean nearer to 0 is "a little" negative or positive
NEUTRAL = 0.1  # a mean nearer to 0, and not surely apart from it, is "close to neutral"
MOST_NAMED = 2  # in a title


@same_look
def tone_by(
    tone: pd.DataFrame,
    averages: pd.DataFrame,
    *,
    by: Literal["speaker", "side"] = "speaker",
    footnote: str = "",
) -> Chart:
    """Each quote a dot from -1 to 1, a line per speaker or side that has quotes enough for a mean, and its mean with the interval.

    Args:
        tone: rows of one article or of several; for "side", what `with_groups` gave.
        averages: what `average(tone, by)` gave.
        by: the column of `tone` that says whose line a quote stands in.
        footnote: small type under the chart.

    Returns:
        A chart named "tone_by_speaker" or "tone_by_side", whose title says who sounds negative or positive by more than
        chance. Where nobody has five quotes with a score it says so and draws nothing.

    Raises:
        KeyError: one of the tables has no such column.

    Limits:
        At most 16 lines are drawn, of those with most quotes.
    """
    name = f"tone_by_{by}"
    if tone.empty:
        return no_quotes(name, f"Tone by {by}")
    data = tone[["quote_id", by, "compound", "label", "n_words"]].dropna(subset="compound")
    if data.empty:
        return statement(name, f"No tone by {by}", "No quote here has a word that the scorer rates.")
    enough = averages[averages["enough"]].head(drawing.TOP)
    if enough.empty:
        few = f"No {by} has five quotes with a score, and a mean of fewer would say nothing."
        return statement(name, f"No mean by {by}", few, data)
    return _dot_chart(name, by, data[data[by].isin(enough[by])], enough, len(averages) - len(enough), footnote)


def _dot_chart(name: str, by: str, data: pd.DataFrame, enough: pd.DataFrame, left_out: int, footnote: str) -> Chart:
    """A line of dots per group, with the group's mean.

    Args:
        name: of the chart.
        by: the column of both tables that names the group.
        data: compound of each dot.
        enough: mean, low, high and n of each group that is drawn.
        left_out: how many groups are not drawn.
        footnote: small type under the chart.
    """
    means = enough.set_index(by)[["mean", "low", "high"]].astype(float)
    order, title = list(means.index), finding(enough, by)
    labels = [_in_words(int(n), *mean) for n, mean in zip(enough["n"], means.to_numpy(), strict=True)]
    without = f"{count(left_out, by)} with fewer quotes: not drawn" if left_out else ""
    alt = f"{title}. Dot chart from −1 (negative) to 1 (positive): {drawing.listing(order, labels)}."
    chart = Chart(name, title, data, alt + f" {without.capitalize()}." * bool(without), footnote)
    keys = [drawing.mark_key("a quote", DOT), drawing.mark_key("mean with 95 % interval", MEAN_KEY)]
    (ax,) = chart.lay_out([Plot(drawing.tall(len(order)), below=(2 + bool(without)) * drawing.SCALE)], keys)
    drawing.tone_scale(ax)
    if without:
        drawing.words_below(ax, without, 2)
    drawing.name_rows(ax, [drawing.in_title(name) for name in order])
    drawing.marks(ax, _piles(data[by], drawing.floats(data["compound"]), order), DOT)
    ends = [[(low, row + 0.24), (high, row + 0.24)] for row, (_, low, high) in enumerate(means.to_numpy())]
    drawing.lines(ax, ends, **INTERVAL)
    drawing.marks(ax, [(mean, row + 0.24) for row, mean in enumerate(means["mean"])], MEAN)
    drawing.label_rows(ax, {row: label.replace("; ", "\n") for row, label in enumerate(labels)})
    return chart


def _piles(groups: pd.Series, values: pd.Series, order: Sequence[str]) -> list[tuple[float, float]]:
    """Where the dots stand; those that would hide one another are piled up, the more of them the closer."""
    dots = []
    for row, group in enumerate(order):
        own = sorted(values[groups == group])
        places = [round(value * 25) for value in own]
        step = min(0.13, 0.4 / max(Counter(places).values()))
        piled: Counter[int] = Counter()
        for value, place in zip(own, places, strict=True):
            dots.append((value, row - 0.12 - piled[place] * step))
            piled[place] += 1
    return dots


# --- words -------------------------------------------------------------------------------------------------------


def signed(value: float) -> str:
    """A tone as `wording.signed` writes it; its zero has two digits, too, as the numbers beside it."""
    return wording.signed(value, 2) if round(value, 2) else "0.00"


def finding(enough: pd.DataFrame, by: str) -> str:
    """Who sounds negative or positive by more than chance, in a sentence without its full stop.

    Args:
        enough: rows of `average(tone, by)`, at least one, all with quotes enough.
        by: the column that names the group.
    """
    names = [drawing.in_title(name) for name in enough[by]]
    names = [f"{genitive(name)} side" for name in names] if by == "side" else names
    means = enough[["mean", "low", "high"]].astype(float).assign(name=names)
    sure = {"negative": means[means["high"] < 0], "positive": means[means["low"] > 0]}
    clear = [_sounds(rows, sign) for sign, rows in sure.items() if len(rows)]
    unsure = means[~(means["high"] < 0) & ~(means["low"] > 0)]
    if clear:
        clear[0] = clear[0][:1].upper() + clear[0][1:]
        left = (
            f"for {unsure['name'].iloc[0]} it may be chance" if len(unsure) == 1 else "for the others it may be chance"
        )
        return "; ".join([*clear, *[left] * bool(len(unsure))])
    if len(names) == 1:
        (mean,) = means["mean"]
        how = _how(means, "negative" if mean < 0 else "positive") if abs(mean) >= NEUTRAL else "close to neutral"
        return f"{names[0][:1].upper()}{names[0][1:]} sounds {how}, {signed(mean)}" + "; it may be chance" * (
            abs(mean) >= NEUTRAL
        )
    if len(names) == 2:
        return f"Neither {names[0]} nor {names[1]} sounds clearly negative or positive"
    return f"None of {len(names)} {by}s sounds clearly negative or positive"


def _sounds(means: pd.DataFrame, sign: str) -> str:
    """As in: "Ana (−0.40), Jo (−0.30) and 2 more sound negative"."""
    named = [f"{name} ({signed(mean)})" for name, mean in zip(means["name"], means["mean"], strict=True)][:MOST_NAMED]
    more = len(means) - len(named)
    if more:
        named.append(f"{more:,} more")
    listed = " and ".join([", ".join(named[:-1])] * (len(named) > 1) + named[-1:])
    return f"{listed} {'sounds' if len(means) == 1 else 'sound'} {_how(means, sign)}"


def _how(means: pd.DataFrame, sign: str) -> str:
    return "a little " * bool(means["mean"].abs().max() < LITTLE) + sign


def _in_words(n: int, mean: float, low: float, high: float) -> str:
    """What stands beside a line."""
    spread = "all the same" if low == high else f"{signed(low)} to {signed(high)}"
    return f"mean {signed(mean)} ({spread}); {count(n, 'quote')}"
