"""Chart of the words for speaking: which ones there are, and whom they introduce."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import Chart, Label, Plot, same_look, statement
from onrecord.pages.wording import count

CUES: dict[str, drawing.Look] = {
    "neutral": {"facecolor": drawing.SKY, "hatch": ""},
    "loaded": {"facecolor": drawing.RED, "hatch": "//"},
    "unlisted": {"facecolor": "white", "hatch": ""},
}
CUE_KEYS = {
    "neutral": "neutral",
    "loaded": "loaded: more than “said” (with its class)",
    "unlisted": "on no list",
}
MOST_COLUMNS = 16  # words side by side: more would be too narrow for their numbers
LEAST_COLUMNS = 8  # few words do not make wide cells
SLANT = 50  # degrees
LETTER = 0.058  # inches that a letter of a slanted word goes up


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
    data = cues.groupby(["voice", "cue", "cue_class"]).size().rename("times").reset_index()
    totals = drawing.last(data.groupby("voice")[["times"]].sum().sort_values("times", ascending=False, kind="stable"))[
        "times"
    ]
    data["row"] = data["voice"].map(list(totals.index).index)
    data = data.sort_values(["row", "times", "cue"], ascending=[True, False, True])
    loaded = int((cues["cue_class"].map(_look_of) == "loaded").sum())
    alt = (
        f"Table. {title}: {count(len(cues), 'cue')}, {loaded:,} of them loaded; "
        f"{count(int(quotes['cue'].isna().sum()), 'quote')} without a cue. {drawing.listing(totals.index, _aloud(data))}."
    )
    columns = _columns(data)
    rare = data["cue"].nunique() - columns["cue"].nunique()
    title += f" ({count(rare, 'rarer word')} not drawn)" if rare else ""
    chart = Chart("cues_by_speaker", title, data.drop(columns="row"), alt, footnote)
    heads = _heads(columns)
    plot = Plot(drawing.tall(len(totals)), above=LETTER * max(map(len, heads)) + 0.15)
    (ax,) = chart.lay_out([plot], below=_keys(columns["cue_class"].map(_look_of)), columns=3)
    _grid(ax, data, columns, totals)
    _write_slanted(ax, heads)
    return chart


def _cues(quotes: pd.DataFrame) -> pd.DataFrame:
    """Each cue once, in lower case, with its speaker and class; a word without a class is on no list."""
    cues = quotes.dropna(subset=["cue"]).drop_duplicates(["article_id", "cue_start", "cue_end"])
    cues = cues.assign(cue=cues["cue"].str.lower(), cue_class=cues["cue_class"].fillna("unlisted"))
    return cues.assign(voice=drawing.top(cues["speaker"], pd.Series(1, cues.index)))


def _aloud(data: pd.DataFrame) -> Iterator[str]:
    """The cues of one speaker after the other."""
    for _, part in data.groupby("voice", sort=False):
        yield ", ".join(_with_class(r.cue, r.cue_class) + f" {r.times:,}" for r in part.itertuples())


def _look_of(cue_class: str) -> str:
    return cue_class if cue_class in CUES else "loaded"


def _with_class(cue: str, cue_class: str) -> str:
    return cue if cue_class == "neutral" else f"{cue} ({cue_class})"


def _keys(looks: pd.Series) -> list[Patch]:
    """The looks that occur, and what they mean."""
    return [drawing.box_key(text, CUES[look]) for look, text in CUE_KEYS.items() if (looks == look).any()]


def _columns(data: pd.DataFrame) -> pd.DataFrame:
    """The words that get a column: neutral ones first, then class by class, the more frequent first."""
    words = data.groupby(["cue", "cue_class"])["times"].sum().reset_index()
    words = words.sort_values(["times", "cue"], ascending=[False, True], kind="stable").head(MOST_COLUMNS)
    words["place"] = words["cue_class"].map({"neutral": 0, "unlisted": 2}).fillna(1)
    order = {"by": ["place", "cue_class", "times"], "ascending": [True, True, False]}
    return words.sort_values(**order, kind="stable", ignore_index=True)


def _heads(columns: pd.DataFrame) -> list[str]:
    return [f"{drawing.short(_with_class(r.cue, r.cue_class), 28)}  {r.times:,}" for r in columns.itertuples()]


def _grid(ax: Axes, data: pd.DataFrame, columns: pd.DataFrame, totals: pd.Series) -> None:
    """A cell with its number for each speaker and word that come together."""
    width = max(len(columns), LEAST_COLUMNS)
    ax.set_xlim(0, width)
    drawing.name_rows(ax, list(totals.index))
    edges = [[(n, -0.6), (n, len(totals) - 0.4)] for n in range(len(columns) + 1)]
    edges += [[(0, n + 0.5), (width, n + 0.5)] for n in range(len(totals) - 1)]
    drawing.lines(ax, edges, color=drawing.LIGHT, linewidth=0.8, zorder=0.5)
    places = {(r.cue, r.cue_class): r.Index for r in columns.itertuples()}
    cells = data.assign(column=[places.get(key, -1) for key in zip(data["cue"], data["cue_class"], strict=True)])
    cells = cells[cells["column"] >= 0].assign(look=cells["cue_class"].map(_look_of))
    for look, part in cells.groupby("look"):
        boxes = [(column, row - 0.42, 1, 0.84) for column, row in zip(part["column"], part["row"], strict=True)]
        drawing.boxes(ax, boxes, CUES[look])
    # White around the numbers, so that hatches do not cross them.
    loaded = cells[cells["look"] == "loaded"]
    around = [(c + 0.32, row - 0.24, 0.36, 0.48) for c, row in zip(loaded["column"], loaded["row"], strict=True)]
    drawing.boxes(ax, around, {"facecolor": "white", "edgecolor": "none", "zorder": 1.5})
    for cell in cells.itertuples():
        ax.text(cell.column + 0.5, cell.row, f"{cell.times:,}", ha="center", va="center", fontsize=9)
    ends = [(max(len(columns), 1), row) for row in range(len(totals))]
    drawing.label_places(ax, ends, [count(n, "cue") for n in totals], 5, fontsize=9)


def _write_slanted(ax: Axes, heads: list[str]) -> None:
    """The words above their columns."""
    look = drawing.Look(rotation=SLANT, rotation_mode="anchor", ha="left", fontsize=9)
    width = ax.get_xlim()[1]
    for column, words in enumerate(heads):
        text = ax.text(column + 0.5, 1.01, words, transform=ax.get_xaxis_transform(), **look)
        drawing.chart_of(ax).right_labels.append(Label(text, (column + 0.5) / width, 0))
