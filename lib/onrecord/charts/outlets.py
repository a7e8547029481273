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
from onrecord.pages.wording import KINDS, count
from onrecord.statistics.means import ENOUGH_QUOTES
from onrecord.tables.frame_rows import dicts
from onrecord.text.article import count_words

MOST_OUTLETS = len(drawing.MARKS)  # side by side; there are no more marks to tell apart
MOST_SPEAKERS, MOST_TONES = 16, 10
LONGEST_OUTLET = 26  # characters of its name in a title
SHARED_ROW = 0.2, 0.1  # inches, and inches for each outlet: a number beside a mark needs a line
OUTLETS_SHARE = 0.78  # of the height of a row
BETWEEN = 1.28  # from one outlet's bars to the next, the longest bar being 1


# What a chart is about, where it has nothing to draw.
VOICES = "Whom each outlet lets speak"
TONES = "Tone of the quotes in each outlet"
SHARED = "The same speaker in different outlets"


def with_outlet(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table with the outlet and date of their article; articles without an outlet are left out.

    Args:
        table: with a column `article_id`.
        articles: the articles table of the same articles.

    Returns:
        The columns of `table`, and `outlet` and `date`.
    """
    outlets = articles.dropna(subset="outlet")[["article_id", "outlet", "date"]]
    return table.drop(columns=["outlet", "date"], errors="ignore").merge(outlets, on="article_id")


def largest_outlets(rows: pd.DataFrame) -> list[str]:
    """The outlets with most rows, at most six, in the order of the alphabet."""
    sizes = rows["outlet"].value_counts(sort=True).sort_index(kind="stable")
    return sorted(sizes.nlargest(MOST_OUTLETS, "first").index)


@same_look
def voices_by_outlet(quotes: pd.DataFrame, articles: pd.DataFrame, *, footnote: str = "") -> Chart:
    """A column per outlet, a row per speaker quoted in at least two of them: words quoted and words told.

    Args:
        quotes, articles: tables of several articles.
        footnote: small type under the chart.

    Limits:
        The six outlets with most quotes, the sixteen speakers with most words. Names are compared as they are: who is
        quoted under two names counts as two.
    """
    name, rows = "voices_by_outlet", with_outlet(quotes, articles).dropna(subset="speaker")
    outlets = largest_outlets(rows)
    if len(outlets) < 2:
        return statement(name, VOICES, "There are no two outlets with quotes here to be set side by side.")
    heard = rows.groupby("speaker")["outlet"].nunique().sort_values(ascending=False, kind="stable")
    data = _words_of_shared(rows[rows["outlet"].isin(outlets)])
    if data.empty:
        return statement(name, VOICES, "No speaker is quoted in two outlets here.")
    order = list(data.groupby("speaker")["words"].sum().sort_values(ascending=False, kind="stable").index)
    outlets = [outlet for outlet in outlets if outlet in set(data["outlet"])]
    sums = data.groupby(["speaker", "outlet"])["words"].sum().unstack(fill_value=0)
    words = [", ".join(f"{o} {sums.at[s, o]}" for o in outlets if sums.at[s, o]) for s in order]
    title = _who_is_heard(heard, rows["outlet"].nunique())
    alt = f"{title}. Bars, words by speaker and outlet. {drawing.listing(order, words)}."
    chart = Chart(name, title, data, alt, footnote)
    heads = [drawing.wrap(outlet, 66 // len(outlets), 3) for outlet in outlets]
    plot = Plot(drawing.tall(len(order), 0.36), above=0.16 * max(head.count("\n") + 1 for head in heads))
    (ax,) = chart.lay_out([plot], [drawing.box_key(kind, KIND_LOOKS[kind]) for kind in KINDS])
    ax.set_xlim(0, BETWEEN * len(outlets))
    drawing.name_rows(ax, order)
    for at, (outlet, head) in enumerate(zip(outlets, heads, strict=True)):
        place = drawing.moved(ax, ax.get_xaxis_transform(), 0, 3)
        ax.text(BETWEEN * at, 1, head, fontsize=9, va="bottom", transform=place)
        _outlet_bars(ax, BETWEEN * at, order, data[data["outlet"] == outlet], int(sums.to_numpy().max()))
    return chart


def _words_of_shared(rows: pd.DataFrame) -> pd.DataFrame:
    """Quotes and words by speaker, outlet and kind, of the speakers whom two outlets quote, those with most words."""
    rows = rows.assign(words=rows["text"].map(count_words))
    speakers = rows.groupby("speaker").agg(outlets=("outlet", "nunique"), words=("words", "sum"))
    shared = speakers[speakers["outlets"] > 1].sort_values("words", ascending=False, kind="stable")
    groups = rows[rows["speaker"].isin(shared.index[:MOST_SPEAKERS])].groupby(["speaker", "outlet", "kind"], sort=True)
    return groups.agg(quotes=("words", "size"), words=("words", "sum")).reset_index()


def _who_is_heard(heard: pd.Series, outlets: int) -> str:
    """Who is quoted in most outlets, and how many speakers in one only, as a title.

    Args:
        heard: in how many outlets each speaker is quoted, the most first; the first in two at least.
        outlets: how many there are.
    """
    most, alone = int(heard.iloc[0]), int((heard == 1).sum())
    first = [str(speaker) for speaker in heard.index[heard == most]]
    names = " and ".join(drawing.short(name, LONGEST_OUTLET) for name in first)
    who = f"{names} {'is' if len(first) == 1 else 'are'}" if len(first) < 3 else f"{len(first)} speakers are"
    where = (
        ("both outlets" if outlets == 2 else f"all {outlets} outlets")
        if most == outlets
        else f"{most} of {outlets} outlets"
    )
    return f"{who} quoted in {where}, {f'{alone:,} of {len(heard):,} speakers' if alone else 'no speaker'} in one only"


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
    name = "tone_by_outlet"
    if averages.empty:
        return statement(name, TONES, "There are no quotes here.")
    data = averages.rename(columns={"speaker": "outlet"})
    data = data.assign(articles=[articles.get(outlet, 0) for outlet in data["outlet"]])
    data = data[["outlet", "articles", "n", "mean", "low", "high", "enough"]].sort_values("outlet", kind="stable")
    rows = dicts(data)
    labels = [_n_in_words(row) for row in rows]
    if not data["enough"].any():
        few = drawing.listing(data["outlet"], [label.removesuffix(TOO_FEW) for label in labels])
        return statement(name, TONES, f"No outlet has five quotes, and a mean of fewer would say nothing. {few}.", data)
    means = [_mean_in_words(row) + label for row, label in zip(rows, labels, strict=True)]
    title = _lowest_and_highest([row for row in rows if row["enough"]])
    alt = f"{title}. Chart of means with intervals, from −1 (negative) to 1 (positive): {drawing.listing(data['outlet'], means)}."
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
        The six outlets with most quotes, the ten speakers with most of them.
    """
    name = "tone_of_shared_speakers"
    rows = with_outlet(tone.dropna(subset=["speaker", "compound"]), articles)
    rows = rows[rows["outlet"].isin(largest_outlets(rows))]
    rows = rows[rows.groupby("speaker")["outlet"].transform("nunique") > 1]
    if rows.empty:
        return statement(name, SHARED, "No speaker with a rated quote is heard in two outlets here.")
    order = list(rows["speaker"].value_counts(sort=True).index[:MOST_TONES])
    data = rows[rows["speaker"].isin(order)][["speaker", "outlet", "date", "article_id", "quote_id", "compound"]]
    outlets = sorted(set(data["outlet"]))
    means = data.groupby(["speaker", "outlet"])["compound"].agg(["mean", "size"])
    heard = [
        "; ".join(_in_outlet(means, speaker, outlet) for outlet in outlets if (speaker, outlet) in means.index)
        for speaker in order
    ]
    title = _widest_gap(means)
    alt = f"{title}. Chart with a mark per quote, from −1 (negative) to 1 (positive). {drawing.listing(order, heard)}."
    looks = {outlet: _look(marker, color) for outlet, (marker, color) in zip(outlets, drawing.MARKS, strict=False)}
    chart = Chart(name, title, data, alt, footnote)
    keys = [drawing.mark_key(drawing.wrap(outlet, 24, 2), look) for outlet, look in looks.items()]
    (ax,) = chart.lay_out(
        [Plot(drawing.tall(len(order), SHARED_ROW[0] + SHARED_ROW[1] * len(looks)), below=2 * drawing.SCALE)],
        below=keys,
    )
    _draw_shared(ax, data, order, looks)
    return chart


def _widest_gap(means: pd.DataFrame) -> str:
    """The speaker whose mean differs most between two outlets, as a title; a mean of fewer than five quotes says nothing.

    Args:
        means: mean and size by speaker and outlet, of speakers in two outlets.
    """
    means = means[means["size"] >= ENOUGH_QUOTES]
    several = means[means.groupby("speaker")["size"].transform("size") > 1]
    if several.empty:
        return "No speaker here has five rated quotes in each of two outlets: too few to compare their tone"
    ends = {}
    for speaker, rows in several.droplevel("speaker").groupby(several.index.get_level_values("speaker"), sort=False):
        low, high = rows["mean"].idxmin(), rows["mean"].idxmax()
        ends[speaker] = (rows.at[high, "mean"] - rows.at[low, "mean"], low, high)
    speaker = max(ends, key=lambda name: ends[name][0])
    gap, low, high = ends[speaker]
    name = drawing.short(str(speaker), LONGEST_OUTLET)
    if not round(gap, 2):
        outlets = len(several.loc[speaker])
        return f"{name} has the same mean tone in {outlets} outlets: {signed(means.at[(speaker, low), 'mean'])}"
    both = " and ".join(
        f"{signed(means.at[(speaker, o), 'mean'])} in {drawing.short(o, LONGEST_OUTLET)} "
        f"({count(int(means.at[(speaker, o), 'size']), 'quote')})"
        for o in (low, high)
    )
    return f"The widest gap in tone: {name}, {both}"


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


def _lowest_and_highest(rows: Sequence[Mapping[str, Any]]) -> str:
    """Between which outlets the mean tone differs most, as a title.

    Args:
        rows: of the outlets that have a mean.
    """
    low, high = (choose(rows, key=lambda row: float(row["mean"])) for choose in (min, max))
    names = [drawing.short(row["outlet"], LONGEST_OUTLET) for row in (low, high)]
    if len(rows) == 1:
        return f"The quotes in {names[0]} have a mean tone of {signed(low['mean'])}"
    if signed(low["mean"]) == signed(high["mean"]):
        return f"The quotes have the same mean tone in {len(rows)} outlets: {signed(low['mean'])}"
    meet = "overlap" if low["high"] >= high["low"] else "do not overlap"
    lowest, highest = (f"{name} ({signed(row['mean'])})" for name, row in zip(names, (low, high), strict=True))
    return f"Lowest mean tone: {lowest}; highest: {highest}; their intervals {meet}"


def _mean_in_words(row: Mapping[str, Any]) -> str:
    return f"mean {signed(row['mean'])} ({signed(row['low'])} to {signed(row['high'])}), " if row["enough"] else ""


TOO_FEW = ", too few for a mean"


def _n_in_words(row: Mapping[str, Any]) -> str:
    few = "" if row["enough"] else TOO_FEW
    return f"{count(int(row['n']), 'quote')}, {count(int(row['articles']), 'article')}{few}"
