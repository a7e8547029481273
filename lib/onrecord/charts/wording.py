"""Chart of the words for speaking: which ones there are, and whom they introduce."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from onrecord.charts import drawing
from onrecord.charts.drawing import BLACK, LIGHT, RED, SKY, Chart, count, listing, same_look, statement

CUES = {
    "neutral": {"facecolor": SKY, "hatch": ""},
    "loaded": {"facecolor": RED, "hatch": "//"},
    "unlisted": {"facecolor": "white", "hatch": ""},
}
CUE_KEYS = {
    "neutral": "neutral",
    "loaded": "loaded: more than “said” (with its class)",
    "unlisted": "on no list",
}
MOST_COLUMNS = 16  # words side by side: more would be too narrow for their numbers


@same_look
def cues_by_speaker(quotes: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Which words introduce whom: a line per speaker, a column per word, how often in each cell.

    Neutral words come first, then those that say how to take it (claim, deny, warn, ...), then those on no list.

    Args:
        quotes: rows of one article or of several; a cue that introduces several quotes counts once.
        footnote: small type under the chart.

    Returns:
        A chart whose `data` has a row per speaker, word and class, with the number of times.

    Limits:
        At most 16 words have a column of their own, the rarest are only in `data`.
    """
    title = "Which words introduce whom"
    cues = _cues(quotes)
    if cues.empty:
        return statement("cues_by_speaker", title, "No word for speaking was found in this article.")
    cues = cues.assign(voice=drawing.top(cues["speaker"], pd.Series(1, cues.index)))
    data = cues.groupby(["voice", "cue", "cue_class"]).size().rename("times").reset_index()
    totals = drawing.last(data.groupby("voice")[["times"]].sum().sort_values("times", ascending=False, kind="stable"))
    places = {voice: n for n, voice in enumerate(totals.index)}
    data = data.assign(row=data["voice"].map(places)).sort_values(
        ["row", "times", "cue"], ascending=[True, False, True]
    )
    said = [
        ", ".join(_with_class(r.cue, r.cue_class) + f" {r.times:,}" for r in part.itertuples())
        for _, part in data.groupby("voice", sort=False)
    ]
    loaded = int((cues["cue_class"].map(_look_of) == "loaded").sum())
    alt = (
        f"Table. {title}: {count(len(cues), 'cue')}, {loaded:,} of them loaded; "
        f"{count(int(quotes['cue'].isna().sum()), 'quote')} without a cue. {listing(totals.index, said)}."
    )
    columns = _columns(data)
    shown = data.drop(columns="row")
    if (rare := data["cue"].nunique() - columns["cue"].nunique()) > 0:
        title += f" ({count(rare, 'rarer word')} not drawn)"
    chart = Chart("cues_by_speaker", title, shown, alt, drawing.height(len(totals)) + 1.7, footnote)
    ax = chart.subplots()
    _grid(ax, data, columns)
    drawing.rows(ax, totals.index)
    for row, n in enumerate(totals["times"]):
        drawing.beside(ax, max(len(columns), 1), row, count(n, "cue"), 5, fontsize=9)
    drawing.legend_below(ax, _keys(columns["cue_class"].map(_look_of)))
    return chart


def _cues(quotes: pd.DataFrame) -> pd.DataFrame:
    """Each cue once, in lower case, with its class; a word without a class is on no list."""
    cues = quotes.dropna(subset=["cue"]).drop_duplicates(["article_id", "cue_start", "cue_end"])
    return cues.assign(cue=cues["cue"].str.lower(), cue_class=cues["cue_class"].fillna("unlisted"))


def _look_of(cue_class: str) -> str:
    return cue_class if cue_class in CUES else "loaded"


def _with_class(cue: str, cue_class: str) -> str:
    return cue if cue_class == "neutral" else f"{cue} ({cue_class})"


def _keys(looks: pd.Series) -> list[Patch]:
    """The looks that occur, and what they mean."""
    return [drawing.patch(text, CUES[look]) for look, text in CUE_KEYS.items() if (looks == look).any()]


def _columns(data: pd.DataFrame) -> pd.DataFrame:
    """The words that get a column: neutral ones first, then class by class, the more frequent first."""
    words = data.groupby(["cue", "cue_class"])["times"].sum().reset_index()
    words = words.sort_values(["times", "cue"], ascending=[False, True], kind="stable").head(MOST_COLUMNS)
    words["place"] = words["cue_class"].map({"neutral": 0, "unlisted": 2}).fillna(1)
    order = {"by": ["place", "cue_class", "times"], "ascending": [True, True, False]}
    return words.sort_values(**order, kind="stable", ignore_index=True)


def _grid(ax: Axes, data: pd.DataFrame, columns: pd.DataFrame) -> None:
    """A cell with its number for each speaker and word that come together; words stand slanted above."""
    places = {(r.cue, r.cue_class): r.Index for r in columns.itertuples()}
    for cell in data.itertuples():
        column = places.get((cell.cue, cell.cue_class))
        if column is None:
            continue
        look = {"edgecolor": BLACK, "linewidth": 0.6, "clip_on": False} | CUES[_look_of(cell.cue_class)]
        ax.add_patch(Rectangle((column, cell.row - 0.42), 1, 0.84, **look))
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        ax.text(column + 0.5, cell.row, f"{cell.times:,}", ha="center", va="center", fontsize=9, bbox=box)
    ax.set_xlim(0, max(len(columns), 8))  # few words do not make wide cells
    ax.xaxis.tick_top()
    labels = [f"{drawing.short(_with_class(r.cue, r.cue_class), 28)}  {r.times:,}" for r in columns.itertuples()]
    ax.set_xticks(
        [n + 0.5 for n in range(len(columns))], labels, rotation=50, ha="left", rotation_mode="anchor", fontsize=9
    )
    ax.set_xticks(range(len(columns) + 1), minor=True)
    ax.set_yticks([n + 0.5 for n in range(data["row"].max())], minor=True)
    ax.grid(which="minor", color=LIGHT, linewidth=0.8)
    ax.tick_params(which="both", length=0)
    ax.spines["bottom"].set_visible(False)
    ax.set_axisbelow(True)
