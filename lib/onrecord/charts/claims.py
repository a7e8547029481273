"""Charts of casualty and damage figures: every figure with its claimant, parts and wholes, figures beside each other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from onrecord.charts import drawing
from onrecord.charts.drawing import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    LIGHT,
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
from onrecord.evidence import RELATIONS, claimant_in_words, figure_in_words

PANELS = {"people": "People", "buildings": "Buildings", "other": "Everything else"}
ATTRIBUTIONS = {
    "stated": {"marker": "o", "markerfacecolor": BLUE, "markeredgecolor": BLACK, "markersize": 8},
    "continued": {"marker": "o", "markerfacecolor": "white", "markeredgecolor": BLUE, "markersize": 8},
    "none": {"marker": "s", "markerfacecolor": GREY, "markeredgecolor": BLACK, "markersize": 7},
}
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
PART_COLUMNS = ["part", "whole", "share", "in_words", "claimant"]
LEAST = 0.1  # where nought stands on a scale of powers of ten


@same_look
def claims_board(figures: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Every figure with its claimant on a scale of powers of ten; people, buildings and the rest in panels of their own.

    An open end ("at least") is an arrow, a range a line, an inferred claimant a hollow mark, the article's own word a
    square.

    Args:
        figures: rows of one article or of several.
        footnote: small type under the chart.
    """
    title = "Every figure, and who says so"
    if figures.empty:
        return statement("claims_board", title, "No figures found in this article.")
    data = figures.assign(
        panel=[c if c in PANELS else "other" for c in figures["category"]],
        label=[_claim(row) for row in figures.to_dict("records")],
        claimant=[claimant_in_words(row) for row in figures.to_dict("records")],
    )
    data["size"] = data["value_low"].fillna(data["value_high"]).astype(float)
    data = data.sort_values(["event", "size"], ascending=[True, False], kind="stable")
    drawn = {name: data[data["panel"] == name].head(MOST) for name in PANELS if (data["panel"] == name).any()}
    alt = f"Chart of {count(len(data), 'figure')} with their claimants. " + " ".join(
        f"{name.capitalize()}: {listing(rows['label'], rows['claimant'])}." for name, rows in drawn.items()
    )
    columns = ["figure_id", "panel", "label", "claimant", "value_low", "value_high", "approx", "event", "attribution"]
    sizes = [len(rows) for rows in drawn.values()]
    left_out = len(data) - sum(sizes)
    if left_out:
        title += f" ({count(left_out, 'figure')} not drawn)"
    chart = Chart(
        "claims_board", title, data[columns], alt, drawing.height(sum(sizes)) + 0.75 * len(sizes) + 0.2, footnote
    )
    panels = chart.subplots(len(drawn), 1, squeeze=False, height_ratios=[n + 1.5 for n in sizes])[:, 0]
    for ax, (name, rows) in zip(panels, drawn.items(), strict=True):
        _log_axis(ax, rows)
        for at, row in enumerate(rows.to_dict("records")):
            _range(ax, at, row, **ATTRIBUTIONS.get(row["attribution"], ATTRIBUTIONS["none"]))
            ax.text(
                1.01, at, drawing.wrap(row["claimant"], 24), transform=ax.get_yaxis_transform(), va="center", fontsize=9
            )
        drawing.rows(ax, [drawing.wrap(x, 34) for x in rows["label"]])
        ax.set_title(PANELS[name], loc="left", fontweight="bold", pad=36 if ax is panels[0] else 4)
    meanings = {"stated": "claimant stated", "continued": "claimant inferred", "none": "the article itself"}
    keys = [Line2D([], [], linestyle="", label=text, **ATTRIBUTIONS[k]) for k, text in meanings.items()]
    keys.append(Line2D([], [], color=BLACK, marker=">", markevery=[1], linewidth=1.5, label="open end"))
    drawing.legend(panels[0], keys, columns=2)
    return chart


@same_look
def subsets(figures: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Figures that are part of another, each inside its whole: 84,000 children in 402,000 people.

    Args:
        figures: rows of one article or of several; parts name their whole in `subset_of`.
        footnote: small type under the chart.

    Limits:
        A part or whole without a number is listed without a bar; of a range the lower end is drawn.
    """
    title = "Parts inside their whole"
    known = _by_id(figures)
    pairs = [(part, known.get((article, part["subset_of"]))) for (article, _), part in known.items()]
    data = pd.DataFrame([_part(part, whole) for part, whole in pairs if whole], columns=PART_COLUMNS)
    if data.empty:
        return statement("subsets", title, "No figure in this article is part of another.")
    names = [
        f"{drawing.wrap(part, 30)}\nof {drawing.wrap(whole, 27)}"
        for part, whole in zip(data["part"], data["whole"], strict=True)
    ]
    labels = [
        f"{words}\n{drawing.wrap(who, 24)}" for words, who in zip(data["in_words"], data["claimant"], strict=True)
    ]
    alt = (
        f"Chart of {count(len(data), 'part')} of a whole. {listing(names, data['in_words'] + ', ' + data['claimant'])}."
    )
    chart = Chart("subsets", title, data, alt, 0.62 * len(data) + 0.6, footnote)
    ax = chart.subplots()
    edge = {"edgecolor": BLACK, "linewidth": 0.8}
    for row, (share, label) in enumerate(zip(data["share"], labels, strict=True)):
        ax.barh(row, 1, height=0.72, facecolor=LIGHT, **edge)
        if not math.isnan(share):
            ax.barh(row, min(share, 1), height=0.42, facecolor=BLUE, **edge)
        ax.text(1.02, row, label, va="center", fontsize=9)
    drawing.rows(ax, names)
    ax.set_xlim(0, 1.003)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "a quarter", "half", "three quarters", "the whole"])
    return chart


@same_look
def comparisons(figures: pd.DataFrame, pairs: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Claims about the same thing side by side, with the word for how they stand to each other.

    Args:
        figures: rows of one article or of several.
        pairs: the comparisons table of the same articles.
        footnote: small type under the chart.
    """
    title = "Claims about the same thing, side by side"
    known = _by_id(figures)
    order = list(LINES)
    data = pairs[["article_id_a", "article_id_b", "a", "b", "relation", "why"]]
    data = data.sort_values("relation", key=lambda relation: relation.map(order.index), kind="stable")
    a_rows, b_rows = (
        [known[key] for key in zip(data[f"article_id_{side}"], data[side], strict=True)] for side in ("a", "b")
    )
    if data.empty:
        return statement("comparisons", title, "No two figures of this article are about the same thing.")
    data = data.assign(claim_a=[_claim(row) for row in a_rows], claimant_a=[claimant_in_words(row) for row in a_rows])
    data = data.assign(claim_b=[_claim(row) for row in b_rows], claimant_b=[claimant_in_words(row) for row in b_rows])
    relations = [RELATIONS[relation] for relation in data["relation"]]
    said = [f"{r.claim_a} ({r.claimant_a}) and {r.claim_b} ({r.claimant_b})" for r in data.itertuples()]
    alt = f"Chart of {count(len(data), 'pair')} of figures. {listing(said, relations)}."
    shown = data.head(MOST)
    if len(data) > len(shown):
        title += f" ({count(len(data) - len(shown), 'pair')} not drawn)"
    chart = Chart("comparisons", title, data, alt, 0.75 * len(shown) + 0.7, footnote)
    ax = chart.subplots()
    _log_axis(ax, pd.DataFrame(a_rows[:MOST] + b_rows[:MOST]))
    beside = {"transform": ax.get_yaxis_transform(), "fontsize": 9}
    for at, (row, words, a, b) in enumerate(zip(shown.itertuples(), relations, a_rows, b_rows, strict=False)):
        ax.plot([_position(a), _position(b)], [at, at], linewidth=2, **LINES[row.relation])
        _range(ax, at - 0.16, a, **SIDES["a"])
        _range(ax, at + 0.16, b, **SIDES["b"])
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


def _claim(row: Mapping[str, Any]) -> str:
    """A figure with what happened: "killed: at least 40 people"."""
    doubt = " (negated)" if row["negated"] else " (hedged)" if row["hedged"] else ""
    event = "" if row["event"] == "other" else f"{row['event']}: "
    return f"{event}{figure_in_words(row)}{doubt}"


def _by_id(figures: pd.DataFrame) -> dict[tuple[str, str], dict]:
    return {(row["article_id"], row["figure_id"]): row for row in figures.to_dict("records")}


def _part(part: Mapping[str, Any], whole: Mapping[str, Any]) -> dict:
    """What the chart of subsets shows of a figure and the one it is part of; an open end leaves the share open too."""
    size, of = (row["value_high"] if pd.isna(row["value_low"]) else row["value_low"] for row in (part, whole))
    bound = "at most " * bool(pd.isna(whole["value_high"])) + "at least " * bool(pd.isna(part["value_high"]))
    known = not pd.isna(size) and not pd.isna(of) and of > 0 and bound != "at most at least "
    share = float(size) / float(of) if known else math.nan
    in_words = f"{bound}{share:.0%}" if known else "share not known"
    values = figure_in_words(part), figure_in_words(whole), share, in_words, claimant_in_words(part)
    return dict(zip(PART_COLUMNS, values, strict=True))


def _position(row: Mapping[str, Any]) -> float:
    """Where a figure stands on the scale; nan where it gives no number."""
    value = row["value_high"] if pd.isna(row["value_low"]) else row["value_low"]
    return math.nan if pd.isna(value) else max(float(value), LEAST)


def _range(ax: Axes, at: float, row: Mapping[str, Any], **mark: Any) -> None:
    """A figure at its place: a mark, a line between the ends of a range, an arrow at an open end."""
    low, high = row["value_low"], row["value_high"]
    where = _position(row)
    if math.isnan(where):
        ax.text(
            0.01, at, "no number given", transform=ax.get_yaxis_transform(), va="center", fontsize=9, style="italic"
        )
    elif pd.isna(high) or pd.isna(low):
        offset = (26, 0) if pd.isna(high) else (-26, 0)
        arrow = {"arrowstyle": "<|-", "color": BLACK, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (where, at), xytext=offset, textcoords="offset points", arrowprops=arrow)
        ax.plot(where, at, linestyle="", **mark)
    else:
        ends = [max(float(low), LEAST), max(float(high), LEAST)]
        ax.plot(ends, [at, at], color=BLACK, linewidth=2.5, solid_capstyle="butt")
        # "About 400" is one number with room around it, "350 to 450" are two.
        marks = [math.sqrt(ends[0] * ends[1])] if row["approx"] == "about" else ends
        ax.plot(marks, [at] * len(marks), linestyle="", **mark)


def _log_axis(ax: Axes, rows: pd.DataFrame) -> None:
    """Powers of ten around the figures; nought stands at the left end."""
    values = (
        pd.concat([drawing.floats(rows["value_low"]), drawing.floats(rows["value_high"])]).dropna().clip(lower=LEAST)
    )
    low, high = (math.floor(math.log10(values.min())), math.ceil(math.log10(values.max()))) if len(values) else (0, 1)
    high = max(high, low + 1)
    ax.set_xscale("log")
    ax.set_xlim(10**low / 1.6, 10**high * 1.6)
    step = max(1, math.ceil((high - low) / 4))
    ax.xaxis.set_major_locator(FixedLocator([10**p for p in range(low, high + 1, step)]))
    ax.xaxis.set_major_formatter(FuncFormatter(_power))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.grid(color=LIGHT, linewidth=0.8)
    ax.set_axisbelow(True)


def _power(value: float, _: Any = None) -> str:
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:,.0f} {word}"
    return f"{value:,.0f}" if value >= 1 else "0"
