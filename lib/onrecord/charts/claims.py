"""Charts of casualty and damage figures: every figure with its claimant, and figures beside each other."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from onrecord.charts import drawing
from onrecord.charts.drawing import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    MOST,
    ORANGE,
    PURPLE,
    RED,
    Chart,
    count,
    listing,
    same_look,
    statement,
)
from onrecord.charts.ranges import (
    ATTRIBUTIONS,
    MEANINGS,
    by_id,
    claim,
    draw_range,
    log_axis,
    percent_axis,
    position,
)
from onrecord.charts.things import PANELS, things
from onrecord.pages.evidence import RELATIONS, claimant_in_words

MOST_PAIRS = 24  # pairs of claims in one picture
LINES = {
    "conflict_value": {"color": RED, "linestyle": "-"},
    "conflict_character": {"color": RED, "linestyle": "--"},
    "agree": {"color": GREEN, "linestyle": "-"},
    "agree_rounded": {"color": GREEN, "linestyle": "--"},
    "compatible": {"color": GREEN, "linestyle": ":"},
    "updates": {"color": PURPLE, "linestyle": "-"},
    "subset": {"color": GREY, "linestyle": "-"},
    "adds": {"color": GREY, "linestyle": "--"},
}
SIDES = {
    "a": {"marker": "o", "markerfacecolor": BLUE, "markeredgecolor": BLACK, "markersize": 8},
    "b": {"marker": "D", "markerfacecolor": ORANGE, "markeredgecolor": BLACK, "markersize": 7},
}
BOARD_COLUMNS = [
    *("figure_id", "panel", "counted", "label", "claimant", "value_low", "value_high", "approx", "event"),
    *("attribution", "conflict"),
]
NO_PAIRS = pd.DataFrame(columns=["article_id_a", "article_id_b", "a", "b", "relation"])


@same_look
def claims_board(figures: pd.DataFrame, pairs: pd.DataFrame | None = None, *, footnote: str = "") -> Chart:
    """Every figure with its claimant on a scale of powers of ten; people, buildings and the rest in panels of their own.

    Claims about the same thing stand under each other. An open end ("at least") is an arrow, a range a line, an
    inferred claimant a hollow mark, the article's own word a square. Claims that conflict say so under their claimant.

    Args:
        figures: rows of one article or of several.
        pairs: the comparisons table of the same articles; without it no conflict is marked.
        footnote: small type under the chart.
    """
    title = "Every figure, and who says so"
    if figures.empty:
        return statement("claims_board", title, "No figures found in this article.")
    data = things(figures, NO_PAIRS if pairs is None else pairs)
    marks = ["≠ " + mark.replace(", ", " and ") if mark else "" for mark in data["conflict"]]
    said = [f"{who} ({mark})" if mark else who for who, mark in zip(data["claimant"], marks, strict=True)]
    data = data.assign(mark=marks, said=said)
    drawn = {name: data[data["panel"] == name].head(MOST) for name in PANELS if (data["panel"] == name).any()}
    alt = f"Chart of {count(len(data), 'figure')} with their claimants. " + " ".join(
        f"{name.capitalize()}: {listing(rows['label'], rows['said'])}." for name, rows in drawn.items()
    )
    if any(marks):
        alt += " The sign ≠ marks claims that conflict, in their number or in their words for what happened."
    sizes = [len(rows) for rows in drawn.values()]
    left_out = len(data) - sum(sizes)
    if left_out:
        title += f" ({count(left_out, 'figure')} not drawn)"
    tall = drawing.height(sum(sizes)) + 0.75 * len(sizes) + 0.2
    chart = Chart("claims_board", title, data[BOARD_COLUMNS], alt, tall, footnote)
    panels = chart.subplots(len(drawn), 1, squeeze=False, height_ratios=[n + 1.5 for n in sizes])[:, 0]
    for ax, (name, rows) in zip(panels, drawn.items(), strict=True):
        _panel(ax, name, rows)
        ax.set_title(PANELS[name], loc="left", fontweight="bold", pad=36 if ax is panels[0] else 4)
    keys = [Line2D([], [], linestyle="", label=text, **ATTRIBUTIONS[k]) for k, text in MEANINGS.items()]
    keys.append(Line2D([], [], color=BLACK, marker=">", markevery=[1], linewidth=1.5, label="open end"))
    if any(marks):
        keys.append(Line2D([], [], linestyle="", label="≠ conflict"))
    drawing.legend(panels[0], keys, columns=3 if any(marks) else 2)
    return chart


def _panel(ax: Axes, name: str, rows: pd.DataFrame) -> None:
    """The claims of a panel, a line between one thing and the next."""
    (percent_axis(ax) if name == "share" else log_axis(ax, rows))
    beside = {"transform": ax.get_yaxis_transform(), "fontsize": 9}
    before = None
    for at, row in enumerate(rows.to_dict("records")):
        draw_range(ax, at, row, **ATTRIBUTIONS.get(row["attribution"], ATTRIBUTIONS["none"]))
        if row["mark"]:
            ax.text(1.01, at, drawing.short(row["claimant"], 26), va="bottom", **beside)
            ax.text(1.01, at, row["mark"], va="top", color=RED, fontweight="bold", **beside)
        else:
            ax.text(1.01, at, drawing.wrap(row["claimant"], 24, 2), va="center", **beside)
        if before is not None and row["thing"] != before:
            ax.axhline(at - 0.5, color=GREY, linewidth=0.8)
        before = row["thing"]
    drawing.rows(ax, [drawing.wrap(x, 34, 2) for x in rows["label"]])


@same_look
def comparisons(figures: pd.DataFrame, pairs: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Claims about the same thing side by side, with the word for how they stand to each other.

    Args:
        figures: rows of one article or of several.
        pairs: the comparisons table of the same articles.
        footnote: small type under the chart.
    """
    title = "Claims about the same thing, side by side"
    known = by_id(figures)
    order = list(LINES)
    data = pairs[["article_id_a", "article_id_b", "a", "b", "relation", "why"]]
    data = data.sort_values("relation", key=lambda relation: relation.map(order.index), kind="stable")
    a_rows, b_rows = (
        [known[key] for key in zip(data[f"article_id_{side}"], data[side], strict=True)] for side in ("a", "b")
    )
    if data.empty:
        return statement("comparisons", title, "No two figures of this article are about the same thing.")
    data = data.assign(claim_a=[claim(row) for row in a_rows], claimant_a=[claimant_in_words(row) for row in a_rows])
    data = data.assign(claim_b=[claim(row) for row in b_rows], claimant_b=[claimant_in_words(row) for row in b_rows])
    relations = [RELATIONS[relation] for relation in data["relation"]]
    said = [f"{r.claim_a} ({r.claimant_a}) and {r.claim_b} ({r.claimant_b})" for r in data.itertuples()]
    alt = f"Chart of {count(len(data), 'pair')} of figures. {listing(said, relations)}."
    shown = data.head(MOST_PAIRS)
    if len(data) > len(shown):
        title += f" ({count(len(data) - len(shown), 'pair')} not drawn)"
    chart = Chart("comparisons", title, data, alt, 0.75 * len(shown) + 0.7, footnote)
    ax = chart.subplots()
    log_axis(ax, pd.DataFrame(a_rows[:MOST_PAIRS] + b_rows[:MOST_PAIRS]))
    beside = {"transform": ax.get_yaxis_transform(), "fontsize": 9}
    for at, (row, words, a, b) in enumerate(zip(shown.itertuples(), relations, a_rows, b_rows, strict=False)):
        ax.plot([position(a), position(b)], [at, at], linewidth=2, **LINES[row.relation])
        draw_range(ax, at - 0.16, a, **SIDES["a"])
        draw_range(ax, at + 0.16, b, **SIDES["b"])
        ax.text(1.02, at - 0.12, words, va="bottom", fontweight="bold", **beside)
        ax.text(
            1.02,
            at - 0.1,
            f"{drawing.wrap(row.claim_b, 28, 2)}\n{drawing.wrap(row.claimant_b, 28, 1)}",
            va="top",
            **beside,
        )
    drawing.rows(
        ax, [f"{drawing.wrap(r.claim_a, 28, 2)}\n{drawing.wrap(r.claimant_a, 28, 1)}" for r in shown.itertuples()]
    )
    drawing.legend(
        ax,
        [
            Line2D([], [], linestyle="", label=f"the claim at the {k}", **SIDES[s])
            for k, s in (("left", "a"), ("right", "b"))
        ],
    )
    return chart
