"""Chart of parts and wholes: which figure is part of another, and which comes on top of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from onrecord.charts import drawing
from onrecord.charts.drawing import BLACK, BLUE, GREY, LIGHT, MOST, Chart, count, same_look, statement
from onrecord.charts.ranges import by_id, claim, in_percent, size
from onrecord.charts.things import noun, stem
from onrecord.pages.evidence import claimant_in_words, figure_in_words

LINKS = {"subset_of": "part of", "adds_to": "on top of"}
COLUMNS = ["figure_id", "part", "link", "whole", "share", "in_words", "claimant"]
INDENT, BAR, BAR_END = 0.045, 0.66, 0.84  # where a line of the tree stands, from 0 at the left to 1 at the right
DEEPEST = 5  # figures inside figures that are set further and further in


class Node(NamedTuple):
    """A line of the tree: a figure, how deep it stands, its line's number in the tree, and how it hangs on the other."""

    row: dict
    depth: int
    above: int
    link: str
    share: float
    in_words: str


@same_look
def subsets(figures: pd.DataFrame, *, footnote: str = "") -> Chart:
    """A tree of figures: what is part of another hangs on it, with its share; what comes on top hangs on a broken line.

    Nothing is added up here but two figures of one claimant about one thing and event, and then the words say so.

    Args:
        figures: rows of one article or of several; parts name their whole in `subset_of`, additions what they come on
            top of in `adds_to`.
        footnote: small type under the chart.

    Limits:
        A part or whole without a number has no bar; of a range the lower end is drawn, of "about 40" the 40. A figure that the tables link
        to two others hangs on its whole.
    """
    title = "Parts, wholes and what comes on top"
    nodes = list(_nodes(figures))
    links = [(node, nodes[node.above]) for node in nodes if node.link]
    if not links:
        return statement("subsets", title, "No figure in this article is part of another or comes on top of one.")
    data = pd.DataFrame([_linked(node, whole) for node, whole in links], columns=COLUMNS)
    alt = f"Tree of {count(len(nodes), 'figure')}. " + "; ".join(_aloud(node) for node in nodes[:30]) + "."
    if len(nodes) > 30:
        alt += f" And {len(nodes) - 30:,} more."
    if len(nodes) > MOST:
        title += f" ({count(len(nodes) - MOST, 'figure')} not drawn)"
    shown = nodes[:MOST]
    chart = Chart("subsets", title, data, alt, 0.56 * len(shown) + 0.55, footnote)
    ax = chart.subplots()
    ax.set_xlim(0, 1)
    ax.set_ylim(len(shown) - 0.4, -0.6)
    ax.set_axis_off()
    for at, node in enumerate(shown):
        _line(ax, at, node)
    keys = [
        Line2D([], [], color=BLACK, linewidth=1.2, label="part of the figure above"),
        Line2D([], [], color=BLACK, linewidth=1.2, linestyle=(0, (3, 2)), label="on top of the figure above"),
    ]
    drawing.legend(ax, keys, columns=2)
    return chart


def _nodes(figures: pd.DataFrame) -> Iterator[Node]:
    """The figures that hang together, each after the one it hangs on, in the order of the text; no figure twice."""
    known = by_id(in_percent(figures))
    hangs: dict[tuple[str, str], tuple[tuple[str, str], str]] = {}
    for (article, figure), row in known.items():
        for column in LINKS:
            whole = (article, row[column])
            # A figure hangs on one other, and never on one that hangs on it.
            if whole in known and (article, figure) not in hangs and not _above(hangs, whole, (article, figure)):
                hangs[article, figure] = (whole, column)
    below: dict[tuple[str, str], list] = {}
    for part, (whole, column) in hangs.items():
        below.setdefault(whole, []).append((part, column))
    number = 0
    todo = [(key, 0, -1, "") for key in reversed(known) if key in below and key not in hangs]
    while todo:
        key, depth, above, column = todo.pop()
        row, whole = known[key], known[hangs[key][0]] if column else None
        share, words = _share(row, whole) if column == "subset_of" else (math.nan, _sum(row, whole) if whole else "")
        yield Node(row, depth, above, column, share, words)
        todo += [(part, min(depth + 1, DEEPEST), number, link) for part, link in reversed(below.get(key, []))]
        number += 1


def _above(hangs: Mapping, key: tuple[str, str], wanted: tuple[str, str]) -> bool:
    """Whether `wanted` is `key` or stands somewhere above it."""
    while key != wanted and key in hangs:
        key = hangs[key][0]
    return key == wanted


def _share(part: Mapping[str, Any], whole: Mapping[str, Any]) -> tuple[float, str]:
    """A part's share of its whole, as a number and in words; an open end leaves the share open too."""
    bound = "at most " * bool(pd.isna(whole["value_high"])) + "at least " * bool(pd.isna(part["value_high"]))
    known = not math.isnan(size(part)) and not math.isnan(size(whole)) and bound != "at most at least "
    if part["category"] == "share" and whole["category"] != "share":
        return size(part) / 100, f"{bound}{size(part):.0f}%" if not math.isnan(size(part)) else "share not known"
    if not known or size(whole) <= 0 or (part["category"] == "share") != (whole["category"] == "share"):
        return math.nan, "share not known"
    share = size(part) / size(whole)
    return share, f"{bound}{share:.0%}"


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


def _linked(node: Node, whole: Node) -> tuple:
    claims = figure_in_words(node.row), LINKS[node.link], figure_in_words(whole.row)
    return node.row["figure_id"], *claims, node.share, node.in_words, claimant_in_words(node.row)


def _aloud(node: Node) -> str:
    """A line of the tree, read aloud."""
    how = {"": "", "subset_of": "of them ", "adds_to": "on top of that "}[node.link]
    words = f", {node.in_words}" if node.in_words else ""
    return f"{how}{claim(node.row)}{words} ({claimant_in_words(node.row)})"


def _line(ax: Axes, at: int, node: Node) -> None:
    """A figure with its claimant, the line to what it hangs on, and its share as a bar."""
    x = INDENT * node.depth
    if node.link:
        look = {"color": BLACK, "linewidth": 1.2, "linestyle": "-" if node.link == "subset_of" else (0, (3, 2))}
        ax.plot([x - INDENT * 0.6] * 2 + [x - 0.008], [node.above + 0.36, at, at], **look)
    width = int(52 - 4 * node.depth)
    ax.text(x, at, drawing.short(claim(node.row), width), va="bottom", fontsize=10, fontweight="bold")
    ax.text(x, at + 0.04, drawing.short(claimant_in_words(node.row), width + 6), va="top", fontsize=9, color=GREY)
    if node.link == "adds_to":
        ax.text(BAR, at, drawing.wrap(node.in_words, 34, 2), va="center", fontsize=9)
    elif node.link:
        edge = {"edgecolor": BLACK, "linewidth": 0.8}
        ax.barh(at, BAR_END - BAR, left=BAR, height=0.5, facecolor=LIGHT, **edge)
        if not math.isnan(node.share):
            ax.barh(at, (BAR_END - BAR) * min(node.share, 1), left=BAR, height=0.5, facecolor=BLUE, **edge)
        ax.text(BAR_END + 0.012, at, drawing.wrap(node.in_words, 14, 2), va="center", fontsize=9)
