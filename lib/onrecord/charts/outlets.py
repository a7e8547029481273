"""Charts of outlets side by side: whom each quotes and how, and the tone of what it quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK, Chart, Plot, same_look, statement
from onrecord.charts.quoting import KIND_LOOKS
from onrecord.charts.tones import INTERVAL, MEAN, MEAN_KEY, signed
from onrecord.pages.wording import KINDS, NOBODY, count
from onrecord.text.article import count_words

MOST_OUTLETS = len(drawing.MARKS)  # side by side; there are no more marks to tell apart
MOST_SPEAKERS = 16
ELSEWHERE = "all other speakers"
SHARED_ROW = 0.2, 0.1  # inches, and inches for each outlet: a number beside a mark needs a line
OUTLETS_SHARE = 0.78  # of the height of a row
BETWEEN = 1.28  # from one outlet's bars to the next, the longest bar being 1


def with_outlet(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table with the outlet and date of their article; articles without an outlet are left out."""
    outlets = articles.dropna(subset="outlet")[["article_id", "outlet", "date"]]
    return table.drop(columns=["outlet", "date"], errors="ignore").merge(outlets, on="article_id")


def largest_outlets(rows: pd.DataFrame) -> list[str]:
    """The outlets with most rows, at most six, in the order of the alphabet."""
    sizes = rows["outlet"].value_counts(sort=True).sort_index(kind="stable")
    return sorted(sizes.nlargest(MOST_OUTLETS, "first").index)


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
    rows = with_outlet(quotes, articles)
    outlets = largest_outlets(rows)
    if len(outlets) < 2:
        return statement("voices_by_outlet", title, "There are no two outlets with quotes here to be set side by side.")
    rows = rows[rows["outlet"].isin(outlets)]
    rows = rows.assign(words=rows["text"].map(count_words))
    groups = rows.assign(row=_rows_of(rows)).groupby(["row", "outlet", "kind"], sort=True)
    data = groups.agg(quotes=("words", "size"), words=("words", "sum")).reset_index().rename(columns={"row": "speaker"})
    order = _order(data)
    sums = data.groupby(["speaker", "outlet"])["words"].sum().unstack(fill_value=0)
    heard = [", ".join(f"{o} {sums.at[s, o]}" for o in outlets if o in sums and sums.at[s, o]) for s in order]
    alt = f"Bars, words by speaker and outlet. {drawing.listing(order, heard)}."
    chart = Chart("voices_by_outlet", title, data, alt, footnote)
    heads = [drawing.wrap(outlet, 66 // len(outlets), 3) for outlet in outlets]
    plot = Plot(drawing.tall(len(order), 0.36), above=0.16 * max(head.count("\n") + 1 for head in heads))
    (ax,) = chart.lay_out([plot], [drawing.box_key(kind, KIND_LOOKS[kind]) for kind in KINDS])
    ax.set_xlim(0, BETWEEN * len(outlets))
    drawing.name_rows(ax, order)
    for at, (outlet, head) in enumerate(zip(outlets, heads, strict=True)):
        ax.text(
            BETWEEN * at, 1, head, fontsize=9, va="bottom", transform=drawing.moved(ax, ax.get_xaxis_transform(), 0, 3)
        )
        _outlet_bars(ax, BETWEEN * at, order, data[data["outlet"] == outlet], int(sums.to_numpy().max()))
    return chart


def _rows_of(rows: pd.DataFrame) -> list[str]:
    """The row that each quote stands in: its speaker's, where two outlets hear the speaker; one for all the others."""
    speakers = rows.groupby("speaker").agg(outlets=("outlet", "nunique"), words=("words", "sum"))
    shared = speakers[speakers["outlets"] > 1].sort_values("words", ascending=False, kind="stable")
    kept = set(shared.index[:MOST_SPEAKERS])
    return [s if s in kept else NOBODY if pd.isna(s) else ELSEWHERE for s in rows["speaker"]]


def _order(data: pd.DataFrame) -> list[str]:
    words = data.groupby("speaker")["words"].sum().sort_values(ascending=False, kind="stable")
    last = [row for row in (ELSEWHERE, NOBODY) if row in words.index]
    return [speaker for speaker in words.index if speaker not in last] + last


def _outlet_bars(ax: Axes, left: float, order: Sequence[str], rows: pd.DataFrame, most: int) -> None:
    """The bars of one outlet, from `left` on, the longest of all outlets being 1; at their ends the number of quotes."""
    words = rows.pivot_table(index="speaker", columns="kind", values="words", aggfunc="sum").reindex(order).fillna(0)
    quotes = rows.groupby("speaker")["quotes"].sum().reindex(order).fillna(0)
    ends = drawing.stacked(ax, {kind: words[kind] / most for kind in KINDS if kind in words}, KIND_LOOKS, left)
    heard = [(end, row, n) for row, (end, n) in enumerate(zip(ends, quotes, strict=True)) if n]
    drawing.label_places(ax, [(end, row) for end, row, _ in heard], [f"{n:.0f}" for _, _, n in heard], 3, fontsize=8.5)
    drawing.lines(ax, [[(left, -0.6), (left, len(order) - 0.4)]], linewidth=0.8)


@same_look
def tone_by_outlet(averages: pd.DataFrame, articles: Mapping[str, int], *, footnote: str = "") -> Chart:
    """The mean tone of what each outlet quotes, with its interval; no mean where there are too few quotes.

    Args:
        averages: what `by_speaker` gave for a tone table whose `speaker` is the outlet.
        articles: {outlet: the number of its articles}.
        footnote: small type under the chart.

    Returns:
        A chart; where no outlet has five quotes it says so and draws nothing.
    """
    name, title = "tone_by_outlet", "Tone of the quotes in each outlet"
    if averages.empty:
        return statement(name, title, "There are no quotes in articles of a named outlet here.")
    data = averages.rename(columns={"speaker": "outlet"})
    data = data.assign(articles=[articles.get(outlet, 0) for outlet in data["outlet"]])
    data = data[["outlet", "articles", "n", "mean", "low", "high", "enough"]].sort_values("outlet", kind="stable")
    rows = data.to_dict("records")
    labels = [_n_in_words(row) for row in rows]
    if not data["enough"].any():
        few = drawing.listing(data["outlet"], [label.removesuffix(TOO_FEW) for label in labels])
        return statement(name, title, f"No outlet has five quotes, and a mean of fewer would say nothing. {few}.", data)
    means = [_mean_in_words(row) + label for row, label in zip(rows, labels, strict=True)]
    alt = (
        f"Chart of means with intervals, from −1 (negative) to 1 (positive): {drawing.listing(data['outlet'], means)}."
    )
    chart = Chart(name, title, data, alt, footnote)
    key = drawing.mark_key("mean with 95 % interval", MEAN_KEY)
    (ax,) = chart.lay_out([Plot(drawing.tall(len(data)), below=2 * drawing.SCALE)], [key])
    drawing.tone_scale(ax)
    drawing.name_rows(ax, list(data["outlet"]))
    enough = [(at, row) for at, row in enumerate(rows) if row["enough"]]
    drawing.lines(ax, [[(row["low"], at), (row["high"], at)] for at, row in enough], **INTERVAL)
    drawing.marks(ax, [(row["mean"], at) for at, row in enough], MEAN)
    drawing.label_rows(ax, {at: label.replace(", ", "\n", 1) for at, label in enumerate(labels)})
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
    rows = with_outlet(tone.dropna(subset=["speaker", "compound"]), articles)
    rows = rows[rows["outlet"].isin(largest_outlets(rows))]
    rows = rows[rows.groupby("speaker")["outlet"].transform("nunique") > 1]
    if rows.empty:
        return statement("tone_of_shared_speakers", title, "No speaker is heard in two outlets here.")
    order = list(rows["speaker"].value_counts(sort=True).index[:MOST_SPEAKERS])
    data = rows[rows["speaker"].isin(order)][["speaker", "outlet", "date", "article_id", "quote_id", "compound"]]
    outlets = sorted(set(data["outlet"]))
    means = data.groupby(["speaker", "outlet"])["compound"].agg(["mean", "size"])
    heard = [
        "; ".join(_in_outlet(means, speaker, outlet) for outlet in outlets if (speaker, outlet) in means.index)
        for speaker in order
    ]
    alt = f"Chart with a mark per quote, from −1 (negative) to 1 (positive). {drawing.listing(order, heard)}."
    looks = {outlet: _look(marker, color) for outlet, (marker, color) in zip(outlets, drawing.MARKS, strict=False)}
    chart = Chart("tone_of_shared_speakers", title, data, alt, footnote)
    keys = [drawing.mark_key(drawing.wrap(outlet, 24, 2), look) for outlet, look in looks.items()]
    (ax,) = chart.lay_out(
        [Plot(drawing.tall(len(order), SHARED_ROW[0] + SHARED_ROW[1] * len(looks)), below=2 * drawing.SCALE)],
        below=keys,
    )
    _draw_shared(ax, data, order, looks)
    return chart


def _draw_shared(ax: Axes, data: pd.DataFrame, order: list[str], looks: Mapping[str, drawing.Look]) -> None:
    """A line per speaker, in it a line of marks per outlet."""
    drawing.tone_scale(ax)
    drawing.name_rows(ax, order)
    drawing.divide(ax, [at - 0.5 for at in range(1, len(order))], color=drawing.LIGHT)
    step = OUTLETS_SHARE / len(looks)
    for at, (outlet, look) in enumerate(looks.items()):
        lift = step * (at - (len(looks) - 1) / 2)
        times = data[data["outlet"] == outlet].groupby(["speaker", "compound"], sort=False).size()
        marks = {(float(tone), order.index(speaker) + lift): n for (speaker, tone), n in times.items()}
        drawing.marks(ax, marks, look)
        several = {place: f"{n}" for place, n in marks.items() if n > 1}
        drawing.label_places(ax, list(several), list(several.values()), 6, fontsize=7)


def _look(marker: str, color: str) -> drawing.Look:
    return {"marker": marker, "color": color, "markeredgecolor": BLACK, "markeredgewidth": 0.6, "markersize": 6}


def _in_outlet(means: pd.DataFrame, speaker: str, outlet: str) -> str:
    row = means.loc[(speaker, outlet)]
    return f"{outlet} {signed(row['mean'])} ({count(int(row['size']), 'quote')})"


def _mean_in_words(row: Mapping[str, Any]) -> str:
    return f"mean {signed(row['mean'])} ({signed(row['low'])} to {signed(row['high'])}), " if row["enough"] else ""


TOO_FEW = ", too few for a mean"


def _n_in_words(row: Mapping[str, Any]) -> str:
    few = "" if row["enough"] else TOO_FEW
    return f"{count(int(row['n']), 'quote')}, {count(int(row['articles']), 'article')}{few}"
