"""Chart of who speaks about whom."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from onrecord.charts import drawing
from onrecord.charts.drawing import BLACK, BLUE, RED, Chart, count, listing, same_look, statement

LEAST_LINES = 3  # fewer are said in a sentence
# Whether each of the two speaks about the other, and how that is drawn.
LOOKS = {False: {"edgecolor": BLUE, "linestyle": "-"}, True: {"edgecolor": RED, "linestyle": (0, (4, 1.2))}}
MEANINGS = {False: "one speaks about the other", True: "each speaks about the other"}
MOST_LINES = 24  # those with most mentions; more could not be followed by eye
WIDEST = 7.0  # points


@same_look
def who_about_whom(mentions: pd.DataFrame, *, footnote: str = "") -> Chart:
    """A network: speakers at the left, those they speak about at the right, the wider a line the more mentions.

    Two rows of names instead of a circle, so that labels never meet and every line reads from left to right. Names
    are ordered by the mean place of those at their other end, which lets fewer lines cross (the barycentre method of
    Sugiyama, Tagawa and Toda 1981).

    Args:
        mentions: what `network.spoken_about` gave.
        footnote: small type under the chart.
    """
    title = "Who speaks about whom"
    data = mentions.groupby(["speaker", "about"], sort=False).size().rename("mentions").reset_index()
    pairs = [f"{a} about {b}" for a, b in zip(data["speaker"], data["about"], strict=True)]
    if len(data) < LEAST_LINES:
        found = f"only {'; '.join(pairs)}" if pairs else "in no quote of this article is another speaker named"
        return statement("who_about_whom", title, f"There is no network to see: {found}.")
    alt = f"Network of {count(len(data), 'line')}. {title}: {listing(pairs, [count(n, 'mention') for n in data['mentions']])}."
    drawn = data.sort_values("mentions", ascending=False, kind="stable").head(MOST_LINES)
    if len(data) > len(drawn):
        title += f" ({count(len(data) - len(drawn), 'line')} not drawn)"
    known = set(zip(data["speaker"], data["about"], strict=True))
    drawn = drawn.assign(both=[(b, a) in known for a, b in zip(drawn["speaker"], drawn["about"], strict=True)])
    left, right = _orders(drawn)
    chart = Chart("who_about_whom", title, data, alt, drawing.height(max(len(left), len(right))) + 0.9, footnote)
    ax = chart.subplots()
    _lines(ax, drawn, left, right)
    _names(ax, left, right)
    keys = [_key(both, MEANINGS[both]) for both in sorted(set(drawn["both"]))]
    if (most := int(drawn["mentions"].max())) > 1:
        keys.append(Line2D([], [], color=BLACK, linewidth=_width(most, most), label=count(most, "mention")))
    drawing.legend_below(ax, keys)
    return chart


def _key(both: bool, label: str) -> Line2D:
    return Line2D([], [], color=LOOKS[both]["edgecolor"], linestyle=LOOKS[both]["linestyle"], linewidth=2, label=label)


def _orders(lines: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Names from top to bottom on both sides: each stands near the mean of those that it is joined with."""
    left = list(lines.groupby("speaker")["mentions"].sum().sort_values(ascending=False, kind="stable").index)
    for _ in range(4):
        right = _by_mean_place(lines, "about", "speaker", left)
        left = _by_mean_place(lines, "speaker", "about", right)
    return left, right


def _by_mean_place(lines: pd.DataFrame, names: str, others: str, order: list[str]) -> list[str]:
    places = lines[others].map(order.index)
    return list(places.groupby(lines[names]).mean().sort_values(kind="stable").index)


def _lines(ax: Axes, lines: pd.DataFrame, left: list[str], right: list[str]) -> None:
    rows, most = max(len(left), len(right)), lines["mentions"].max()
    for line in lines.itertuples():
        start, end = _place(left, line.speaker, rows), _place(right, line.about, rows)
        curve = Path([(0, start), (0.45, start), (0.55, end), (1, end)], [Path.MOVETO] + [Path.CURVE4] * 3)
        look = {"facecolor": "none", "alpha": 0.75, "linewidth": _width(line.mentions, most)} | LOOKS[line.both]
        ax.add_patch(PathPatch(curve, capstyle="butt", **look))


def _width(mentions: int, most: int) -> float:
    """In points, in proportion to the mentions."""
    return mentions * min(1.5, WIDEST / most)


def _place(names: list[str], name: str, rows: int) -> float:
    """Where a name stands: the shorter list is spread over the height of the longer one."""
    return (names.index(name) + 0.5) * rows / len(names) - 0.5


def _names(ax: Axes, left: list[str], right: list[str]) -> None:
    rows = max(len(left), len(right))
    ax.set_xlim(0, 1)
    ax.set_ylim(rows - 0.4, -0.6)
    ax.set_yticks([_place(left, n, rows) for n in left], [drawing.wrap(n, 26, 2) for n in left])
    other = ax.secondary_yaxis("right")
    other.set_yticks([_place(right, n, rows) for n in right], [drawing.wrap(n, 26, 2) for n in right])
    for axis in (ax, other):
        axis.spines[:].set_visible(False)
        axis.tick_params(length=0)
    ax.set_xticks([])
    for x, align, words in ((-0.015, "right", "speaks"), (1.015, "left", "is spoken about")):
        ax.text(x, 1.01, words, ha=align, va="bottom", fontweight="bold", transform=ax.transAxes)
