"""Chart of parts and wholes: which figure is part of another, and which comes on top of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK, GREY, Chart, Plot, same_look, statement
from onrecord.charts._claim_groups import noun, stem
from onrecord.charts._ranges import by_id, claim, in_percent, size
from onrecord.pages.wording import claimant_in_words, count, figure_in_words

LINKS = {"subset_of": "part of", "adds_to": "on top of"}
COLUMNS = ["figure_id", "part", "link", "whole", "share_low", "share_high", "in_words", "claimant"]
INDENT, BAR, BAR_END = 0.045, 0.66, 0.84  # where a line of the tree stands, from 0 at the left to 1 at the right
ROW = 0.56  # inches
LOOKS: dict[str, drawing.Look] = {
    "subset_of": {"color": BLACK, "linewidth": 1.2},
    "adds_to": {"color": BLACK, "linewidth": 1.2, "linestyle": (0, (3, 2))},
}
OPEN: drawing.Look = {"facecolor": drawing.LIGHT, "edgecolor": drawing.BLUE, "hatch": "////"}
DEEPEST = 5  # figures inside figures that are set further and further in


Key = tuple[str, str]  # article_id, figure_id
Share = tuple[float, float]  # of a whole, the least and the most that a part may be
NONE: Share = (math.nan, math.nan)
UNKNOWN = NONE, "share not known"


class Node(NamedTuple):
    """A line of the tree: a figure, how deep it stands, its line's number in the tree, and how it hangs on the other."""

    row: dict[str, Any]
    depth: int
    above: int
    link: str
    share: Share
    in_words: str


@same_look
def subsets(figures: pd.DataFrame, *, footnote: str = "") -> Chart:
    """A tree of figures: what is part of another hangs on it, with its share; what comes on top hangs on a broken line.

    A bar is as long as the least that the share may be; what may come to it up to the most is hatched.

    Nothing is added up here but two figures of one claimant about one thing and event, and then the words say so.

    Args:
        figures: rows of one article or of several; parts name their whole in `subset_of`, additions what they come on
            top of in `adds_to`.
        footnote: small type under the chart.

    Limits:
        A part or whole without a number has no bar. A figure that the tables link to two others hangs on its whole. At most 40 figures are drawn; `data` has all links.
    """
    title = "Parts, wholes and what comes on top"
    nodes = list(_nodes(figures))
    links = [(node, nodes[node.above]) for node in nodes if node.link]
    if not links:
        return statement("subsets", title, "No figure in this article is part of another or comes on top of one.")
    data = pd.DataFrame([_linked(node, whole) for node, whole in links], columns=COLUMNS)
    alt = (
        f"Tree of {count(len(nodes), 'figure')}. "
        + "; ".join(_aloud(node) for node in nodes[: drawing.MOST_ALOUD])
        + "."
    )
    if len(nodes) > drawing.MOST_ALOUD:
        alt += f" And {len(nodes) - drawing.MOST_ALOUD:,} more."
    if len(nodes) > drawing.MOST:
        title += f" ({count(len(nodes) - drawing.MOST, 'figure')} not drawn)"
    shown = nodes[: drawing.MOST]
    chart = Chart("subsets", title, data, alt, footnote)
    keys: list[Any] = [drawing.line_key(f"{LINKS[link]} the figure above", **look) for link, look in LOOKS.items()]
    if any(node.share[0] < node.share[1] for node in shown):
        keys.append(drawing.box_key("what the words leave open", OPEN))
    (ax,) = chart.lay_out([Plot(drawing.tall(len(shown), ROW))], keys, columns=2)
    ax.set_xlim(0, 1)
    drawing.set_rows(ax, len(shown))
    _draw(ax, shown)
    return chart


def _nodes(figures: pd.DataFrame) -> Iterator[Node]:
    """The figures that hang together, each after the one it hangs on, in the order of the text; no figure twice."""
    rows = by_id(in_percent(figures))
    hangs: dict[Key, tuple[Key, str]] = {}
    for (article, figure), row in rows.items():
        for column in LINKS:
            whole = (article, row[column])
            # A figure hangs on one other, and never on one that hangs on it.
            if whole in rows and (article, figure) not in hangs and not _above(hangs, whole, (article, figure)):
                hangs[article, figure] = (whole, column)
    below: dict[Key, list[tuple[Key, str]]] = {}
    for part, (whole, column) in hangs.items():
        below.setdefault(whole, []).append((part, column))
    number = 0
    todo = [(key, 0, -1, "") for key in reversed(rows) if key in below and key not in hangs]
    while todo:
        key, depth, above, column = todo.pop()
        row, other = rows[key], rows[hangs[key][0]] if column else None
        share, words = (
            _share(row, other) if other and column == "subset_of" else (NONE, _sum(row, other) if other else "")
        )
        yield Node(row, depth, above, column, share, words)
        todo += [(part, min(depth + 1, DEEPEST), number, link) for part, link in reversed(below.get(key, []))]
        number += 1


def _above(hangs: Mapping[Key, tuple[Key, str]], key: Key, wanted: Key) -> bool:
    """Whether `wanted` is `key` or stands somewhere above it."""
    while key != wanted and key in hangs:
        key = hangs[key][0]
    return key == wanted


def _share(part: Mapping[str, Any], whole: Mapping[str, Any]) -> tuple[Share, str]:
    """A part's share of its whole, least and most, and in words; an open end leaves the share open too."""
    low, high = _ends(part)
    if part["category"] == "share" and whole["category"] != "share":
        least, most = low / 100, high / 100
    elif (part["category"] == "share") != (whole["category"] == "share") or math.isnan(size(whole)):
        return UNKNOWN
    else:
        smallest, largest = _ends(whole)
        if largest <= 0:
            return UNKNOWN
        least, most = low / largest, high / smallest if smallest > 0 else math.inf
    if math.isnan(size(part)) or (least <= 0 and most >= 1 and low != high):
        return UNKNOWN
    rounded = {row["approx"] for row in (part, whole)} <= {"exact", "about"}
    return (least, most), _share_in_words(least, most, rounded)


def _ends(row: Mapping[str, Any]) -> Share:
    """The least and the most that a figure may be; nothing and no end where it is open."""
    low, high = (math.nan if pd.isna(row[end]) else float(row[end]) for end in ("value_low", "value_high"))
    return 0 if math.isnan(low) else low, math.inf if math.isnan(high) else high


def _share_in_words(least: float, most: float, rounded: bool) -> str:
    if least <= 0 < most:
        return f"at most {most:.0%}"
    if math.isinf(most):
        return f"at least {least:.0%}"
    if f"{least:.0%}" == f"{most:.0%}":
        return f"{least:.0%}"
    return f"about {(least + most) / 2:.0%}" if rounded else f"{100 * least:.0f} to {most:.0%}"


def _sum(more: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """What an addition comes to, or why it is not added up."""
    if claimant_in_words(more) != claimant_in_words(before):
        return "not added up: two claimants"
    if more["event"] != before["event"]:
        return f"not added up: {before['event']} and {more['event']}"
    if stem(more) != stem(before):
        return f"not added up: {noun(before)} and {noun(more)}"
    ends = [more["value_low"], more["value_high"], before["value_low"], before["value_high"]]
    if any(pd.isna(end) for end in ends) or ends[0] != ends[1] or ends[2] != ends[3]:
        return "not added up: not exact"
    a, b = float(ends[2]), float(ends[0])
    return f"{a:,.10g} + {b:,.10g} = {a + b:,.10g}"


def _linked(node: Node, whole: Node) -> tuple[Any, ...]:
    claims = figure_in_words(node.row), LINKS[node.link], figure_in_words(whole.row)
    return node.row["figure_id"], *claims, *node.share, node.in_words, claimant_in_words(node.row)


def _aloud(node: Node) -> str:
    """A line of the tree, read aloud."""
    how = {"": "", "subset_of": "of them ", "adds_to": "on top of that "}[node.link]
    words = f", {node.in_words}" if node.in_words else ""
    return f"{how}{claim(node.row)}{words} ({claimant_in_words(node.row)})"


def _draw(ax: Axes, nodes: Sequence[Node]) -> None:
    """Each figure with its claimant, the lines to what they hang on, and the shares as bars."""
    for link, look in LOOKS.items():
        hanging = [(at, node, INDENT * node.depth) for at, node in enumerate(nodes) if node.link == link]
        lines = [
            [(x - INDENT * 0.6, node.above + 0.36), (x - INDENT * 0.6, at), (x - 0.008, at)] for at, node, x in hanging
        ]
        drawing.lines(ax, lines, **look)
    parts = [(at, node.share) for at, node in enumerate(nodes) if node.link == "subset_of"]
    width = BAR_END - BAR
    drawing.boxes(ax, [(BAR, at - 0.25, width, 0.5) for at, _ in parts], {"facecolor": drawing.LIGHT})
    known = [(at, min(low, 1), min(high, 1)) for at, (low, high) in parts if not math.isnan(low)]
    drawing.boxes(ax, [(BAR, at - 0.25, width * low, 0.5) for at, low, _ in known], {"facecolor": drawing.BLUE})
    open_parts = [(BAR + width * low, at - 0.25, width * (high - low), 0.5) for at, low, high in known if low < high]
    drawing.boxes(ax, open_parts, OPEN)
    for at, node in enumerate(nodes):
        x, letters = INDENT * node.depth, 52 - 4 * node.depth
        ax.text(x, at, drawing.short(claim(node.row), letters), va="bottom", fontsize=10, fontweight="bold")
        ax.text(x, at + 0.04, drawing.short(claimant_in_words(node.row), letters + 6), va="top", fontsize=9, color=GREY)
        if node.link == "adds_to":
            ax.text(BAR, at, drawing.wrap(node.in_words, 34, 2), va="center", fontsize=9)
        elif node.link:
            ax.text(BAR_END + 0.012, at, drawing.wrap(node.in_words, 14, 2), va="center", fontsize=9)
