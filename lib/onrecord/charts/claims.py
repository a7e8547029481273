"""Charts of casualty and damage figures: every figure with its claimant, and figures beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK, GREY, Chart, Plot, same_look, statement
from onrecord.charts._claim_groups import CLAIMED, PANELS, group_claims
from onrecord.charts._ranges import (
    attribution_keys,
    attribution_look,
    by_id,
    claim,
    draw_ranges,
    log_scale,
    percent_scale,
    position,
)
from onrecord.pages.wording import RELATIONS, claimant_in_words, count

MOST_PLOTS = 16
MOST_PAIRS = 24  # pairs of claims in one picture
PAIR_ROW = 0.75  # inches
LIFT = 0.16  # of the first claim above the middle of its row, and of the second below
LINES: dict[str, drawing.Look] = {
    "conflict_value": {"color": drawing.RED, "linestyle": "-"},
    "conflict_character": {"color": drawing.RED, "linestyle": "--"},
    "agree": {"color": drawing.GREEN, "linestyle": "-"},
    "agree_rounded": {"color": drawing.GREEN, "linestyle": "--"},
    "compatible": {"color": drawing.GREEN, "linestyle": ":"},
    "updates": {"color": drawing.PURPLE, "linestyle": "-"},
    "subset": {"color": GREY, "linestyle": "-"},
    "adds": {"color": GREY, "linestyle": "--"},
}
SIDES: dict[str, drawing.Look] = {
    "a": {"marker": "o", "markerfacecolor": drawing.BLUE, "markeredgecolor": BLACK, "markersize": 8},
    "b": {"marker": "D", "markerfacecolor": drawing.ORANGE, "markeredgecolor": BLACK, "markersize": 7},
}
BOARD_COLUMNS = [
    *("figure_id", "panel", "counted", "label", "claimant", "value_low", "value_high", "approx", "event"),
    *("attribution", "conflict"),
]
NO_PAIRS = pd.DataFrame(columns=["article_id_a", "article_id_b", "a", "b", "relation"])


@same_look
def claims_board(figures: pd.DataFrame, pairs: pd.DataFrame | None = None, *, footnote: str = "") -> Chart:
    """Every figure with its claimant on a scale of powers of ten; people, buildings and the rest in plots of their own.

    Where figures of several occurrences are claimed, each occurrence has plots of its own. What is forecast, feared or
    denied stands apart in the plots at the end, and so does background: figures of other occurrences, or of a longer time.

    Claims about the same thing stand under each other. An open end ("at least") is an arrow, a range a line, an
    inferred claimant a hollow mark, the article's own word a square. Claims that conflict say so under their claimant.

    Args:
        figures: rows of one article or of several.
        pairs: the comparisons table of the same articles; without it no conflict is marked.
        footnote: small type under the chart.

    Limits:
        At most 16 plots of 40 figures each are drawn; `data` has them all.
    """
    title = "Every figure, and who says so"
    if figures.empty:
        return statement("claims_board", title, "No figures found in this article.")
    data = group_claims(figures, NO_PAIRS if pairs is None else pairs)
    data = data.assign(mark=["≠ " + kinds.replace(", ", " and ") if kinds else "" for kinds in data["conflict"]])
    panels = {name: rows.head(drawing.MOST) for name, rows in data.groupby(_plots(data), sort=False)}
    panels = dict(list(panels.items())[:MOST_PLOTS])
    conflicts = bool(data["conflict"].any())
    alt = f"Chart of {count(len(data), 'figure')} with their claimants. " + " ".join(
        f"{name}: {drawing.listing(rows['label'], map(_claimant_aloud, rows['claimant'], rows['mark']))}."
        for name, rows in panels.items()
    )
    if conflicts:
        alt += " The sign ≠ marks claims that conflict, in their number or in their words for what happened."
    if left_out := len(data) - sum(map(len, panels.values())):
        title += f" ({count(left_out, 'figure')} not drawn)"
    chart = Chart("claims_board", title, data[BOARD_COLUMNS], alt, footnote)
    keys = [*attribution_keys(), drawing.line_key("open end", color=BLACK, marker=">", markevery=[1])]
    keys += [drawing.mark_key("≠ conflict", {})] * conflicts
    plots = [Plot(drawing.tall(len(rows)), above=0.25, below=drawing.SCALE + 0.08) for rows in panels.values()]
    for ax, (name, rows) in zip(chart.lay_out(plots, keys), panels.items(), strict=True):
        _draw_panel(ax, name, rows)
    return chart


def _plots(data: pd.DataFrame) -> list[str]:
    """The plot of each figure: its occurrence, where several are told, with what it counts; or why it stands apart."""
    several = data.loc[data["apart"] == CLAIMED, "happening"].nunique() > 1
    names = []
    for row in data.to_dict("records"):
        name = PANELS[row["panel"]]
        if row["apart"]:
            # Shares have no place on a scale of numbers.
            name = row["apart"] + (", shares" if row["panel"] == "share" else "")
        elif several:
            name += f" – {row['happening'] or 'not told of which occurrence'}"
        names.append(name)
    return names


def _claimant_aloud(claimant: str, mark: str) -> str:
    return f"{claimant} ({mark})" if mark else claimant


def _draw_panel(ax: Axes, name: str, rows: pd.DataFrame) -> None:
    """The claims of a panel, a line between one thing counted and the next."""
    (percent_scale(ax) if (rows["panel"] == "share").all() else log_scale(ax, rows))
    drawing.name_rows(ax, [drawing.wrap(label, 34, 2) for label in rows["label"]])
    drawing.head(ax, drawing.short(name, 76), fontweight="bold")
    claims = rows.to_dict("records")
    draw_ranges(ax, ((at, row, attribution_look(row)) for at, row in enumerate(claims)))
    group = list(rows["group"])
    drawing.divide(ax, [at - 0.5 for at in range(1, len(group)) if group[at] != group[at - 1]])
    marked = {at: row for at, row in enumerate(claims) if row["mark"]}
    drawing.label_rows(
        ax, {at: drawing.wrap(row["claimant"], 24, 2) for at, row in enumerate(claims) if at not in marked}
    )
    drawing.label_rows(ax, {at: drawing.short(row["claimant"], 26) for at, row in marked.items()}, va="bottom")
    drawing.label_rows(
        ax, {at: row["mark"] for at, row in marked.items()}, va="top", color=drawing.RED, fontweight="bold"
    )


@same_look
def comparisons(figures: pd.DataFrame, pairs: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Claims about the same thing side by side, with the word for how they stand to each other.

    Args:
        figures: rows of one article or of several.
        pairs: the comparisons table of the same articles.
        footnote: small type under the chart.

    Raises:
        KeyError: a pair is of a figure that is not among `figures`.

    Limits:
        At most 24 pairs are drawn, conflicts first; `data` has them all.
    """
    title = "Claims about the same thing, side by side"
    if pairs.empty:
        return statement("comparisons", title, "No two figures of this article are about the same thing.")
    data = pairs[["article_id_a", "article_id_b", "a", "b", "relation", "why"]]
    data = data.sort_values("relation", key=lambda relation: relation.map(list(LINES).index), kind="stable")
    rows = by_id(figures)
    a, b = ([rows[key] for key in zip(data[f"article_id_{end}"], data[end], strict=True)] for end in "ab")
    data = data.assign(claim_a=list(map(claim, a)), claimant_a=list(map(claimant_in_words, a)))
    data = data.assign(claim_b=list(map(claim, b)), claimant_b=list(map(claimant_in_words, b)))
    aloud = [f"{r.claim_a} ({r.claimant_a}) and {r.claim_b} ({r.claimant_b})" for r in data.itertuples()]
    relations = data["relation"].map(RELATIONS)
    alt = f"Chart of {count(len(data), 'pair')} of figures. {drawing.listing(aloud, relations)}."
    shown = data.head(MOST_PAIRS)
    if len(data) > len(shown):
        title += f" ({count(len(data) - len(shown), 'pair')} not drawn)"
    chart = Chart("comparisons", title, data, alt, footnote)
    keys = [
        drawing.mark_key("the claim at the left", SIDES["a"]),
        drawing.mark_key("the claim at the right", SIDES["b"]),
    ]
    (ax,) = chart.lay_out([Plot(drawing.tall(len(shown), PAIR_ROW), below=drawing.SCALE)], keys)
    _draw_pairs(ax, shown, a[:MOST_PAIRS], b[:MOST_PAIRS])
    return chart


def _draw_pairs(ax: Axes, shown: pd.DataFrame, a: Sequence[Mapping[str, Any]], b: Sequence[Mapping[str, Any]]) -> None:
    """Two claims in each row, the first a little higher than the second, joined by a line that says how they stand."""
    log_scale(ax, pd.DataFrame([*a, *b]))
    left, right = (_two_lines(shown[f"claim_{end}"], shown[f"claimant_{end}"]) for end in "ab")
    drawing.name_rows(ax, left)
    for relation, part in shown.assign(at=range(len(shown))).groupby("relation", sort=False):
        lines = [[(position(a[at]), at - LIFT), (position(b[at]), at + LIFT)] for at in part["at"]]
        drawing.lines(ax, lines, **drawing.Look(linewidth=2) | LINES[relation])
    draw_ranges(ax, ((at - LIFT, row, SIDES["a"]) for at, row in enumerate(a)))
    draw_ranges(ax, ((at + LIFT, row, SIDES["b"]) for at, row in enumerate(b)))
    words = {at - 0.12: RELATIONS[relation] for at, relation in enumerate(shown["relation"])}
    drawing.label_rows(ax, words, va="bottom", fontweight="bold")
    drawing.label_rows(ax, {at - 0.1: words for at, words in enumerate(right)}, va="top")


def _two_lines(claims: pd.Series, claimants: pd.Series) -> list[str]:
    """Each claim on two lines at most, its claimant under it."""
    return [
        f"{drawing.wrap(words, 28, 2)}\n{drawing.wrap(who, 28, 1)}"
        for words, who in zip(claims, claimants, strict=True)
    ]
