"""Charts of tone: a dot per quote by speaker, side, role or wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK, Chart, Plot, no_quotes, same_look, statement
from onrecord.pages import wording
from onrecord.pages.wording import NOBODY, count
from onrecord.statistics.means import ENOUGH_QUOTES

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
TITLES = {
    "speaker": "Tone of each speaker's quotes",
    "side": "Tone by side",
    "role": "Tone by role of the speaker",
    "wording": "Tone of quotation and of paraphrase",
}
UNSAID = {"speaker": NOBODY, "side": "side not said", "role": "role not said", "wording": "wording not known"}


@same_look
def tone_by(
    tone: pd.DataFrame,
    averages: pd.DataFrame,
    *,
    by: Literal["speaker", "side", "role", "wording"] = "speaker",
    footnote: str = "",
) -> Chart:
    """Each quote a dot from -1 to 1, a line per group; mean and interval only where there are quotes enough.

    Args:
        tone: rows of one article or of several; for another column than "speaker", what `with_groups` gave.
        averages: what `average(tone, by)` gave.
        by: the column of `tone` that says whose line a quote stands in.
        footnote: small type under the chart.

    Returns:
        A chart named "tone_by_speaker", "tone_by_side" and so on. Where no side, role or wording has five quotes it
        says so and draws nothing: the chart by speaker shows each quote.

    Raises:
        KeyError: `by` is none of the four, or one of the tables has no such column.
    """
    name, title = f"tone_by_{by}", TITLES[by]
    if tone.empty:
        return no_quotes(name, title)
    data = tone.assign(voice=drawing.top(tone[by], tone["n_words"]))
    data = data[["quote_id", "voice", "compound", "label", "n_words"]].dropna(subset="compound")
    if data.empty:
        return statement(name, title, "No quote here has a word that the scorer rates.")
    if by != "speaker" and not averages["enough"].any():
        words = f"No {by} has five quotes, and a mean of fewer would say nothing."
        return statement(name, title, words, data)
    return _dot_chart(name, title, data, averages.set_index(by), UNSAID[by], footnote)


def _dot_chart(name: str, title: str, data: pd.DataFrame, averages: pd.DataFrame, unsaid: str, footnote: str) -> Chart:
    """A line of dots per group, with the group's mean where there are enough.

    Args:
        name: of the chart.
        title: of the chart.
        data: voice (the group) and compound of each dot.
        averages: mean, low, high and enough of each group, which is the index.
        unsaid: what the line of those without a group is called.
        footnote: small type under the chart.
    """
    counts = data["voice"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    order = list(drawing.last(counts.to_frame()).index)
    enough = averages[averages["enough"]][["mean", "low", "high"]].astype(float)
    means = {voice: tuple(enough.loc[voice]) for voice in order if voice in enough.index}
    labels = [_in_words(voice, int(counts[voice]), means.get(voice)) for voice in order]
    shown = [unsaid if voice == NOBODY else voice for voice in order]
    alt = f"Dot chart. {title}, from −1 (negative) to 1 (positive): {drawing.listing(shown, labels)}."
    chart = Chart(name, title, data, alt, footnote)
    keys = [drawing.mark_key("a quote", DOT)]
    mean = "mean with 95 % interval, from five quotes on"
    keys += [drawing.mark_key(mean, MEAN_KEY)] * bool(means)
    (ax,) = chart.lay_out([Plot(drawing.tall(len(order)), below=2 * drawing.SCALE)], keys)
    drawing.tone_scale(ax)
    drawing.name_rows(ax, shown)
    drawing.marks(ax, _piles(data, order, means), DOT)
    rows = {order.index(voice): mean for voice, mean in means.items()}
    drawing.lines(ax, [[(low, row + 0.24), (high, row + 0.24)] for row, (_, low, high) in rows.items()], **INTERVAL)
    drawing.marks(ax, [(mean, row + 0.24) for row, (mean, _, _) in rows.items()], MEAN)
    # A row without a mean has only its number of quotes; why it has none, the legend says once.
    shorter = [
        label.replace("; ", "\n") if v in means else label.split("; ")[0]
        for v, label in zip(order, labels, strict=True)
    ]
    drawing.label_rows(ax, dict(enumerate(shorter)))
    return chart


def _piles(data: pd.DataFrame, order: Sequence[str], means: Mapping[str, object]) -> list[tuple[float, float]]:
    """Where the dots stand; those that would hide one another are piled up, the more of them the closer."""
    dots = []
    for row, voice in enumerate(order):
        values = sorted(drawing.floats(data.loc[data["voice"] == voice, "compound"]))
        places = [round(value * 25) for value in values]
        step = min(0.13, 0.4 / max(Counter(places).values()))
        piled: Counter[int] = Counter()
        for value, place in zip(values, places, strict=True):
            dots.append((value, row - 0.12 * (voice in means) - piled[place] * step))
            piled[place] += 1
    return dots


def signed(value: float) -> str:
    """A tone as `wording.signed` writes it; its zero has two digits, too, as the numbers beside it."""
    return wording.signed(value, 2) if round(value, 2) else "0.00"


def _in_words(voice: str, n: int, mean: tuple[float, float, float] | None) -> str:
    """What stands beside a line: its mean, or why it has none."""
    if mean is not None:
        value, low, high = map(signed, mean)
        spread = "all the same" if low == high else f"{low} to {high}"
        return f"mean {value} ({spread}); {count(n, 'quote')}"
    several = voice == NOBODY or drawing.OTHERS.fullmatch(voice)
    why = "no mean" if several or n >= ENOUGH_QUOTES else "too few for a mean"
    return f"{count(n, 'quote')}; {why}"
