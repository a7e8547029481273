"""Chart of who speaks about whom."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.path import Path

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK, Chart, Label, Plot, same_look, statement
from onrecord.pages.wording import count

LEAST_LINES = 3  # fewer are said in a sentence
# Whether each of the two speaks about the other, and how that is drawn.
COLORS, STYLES = {False: drawing.BLUE, True: drawing.RED}, {False: "-", True: (0, (4, 1.2))}
MEANINGS = {False: "one speaks about the other", True: "each speaks about the other"}
MOST_LINES = 24  # those with most mentions; more could not be followed by eye
WIDE, WIDEST = 1.5, 7.0  # points: of one mention, where the widest line allows it; of the widest line
ROUNDS = 4  # of ordering both sides


@same_look
def who_about_whom(mentions: pd.DataFrame, *, footnote: str = "") -> Chart:
    """A network: speakers at the left, those they speak about at the right, the wider a line the more mentions.

    Two rows of names instead of a circle, so that labels never meet and every line reads from left to right. Names
    are ordered by the mean place of those at their other end, which lets fewer lines cross (the barycentre method of
    Sugiyama, Tagawa and Toda 1981).

    Args:
        mentions: what `spoken_about` gave.
        footnote: small type under the chart.

    Limits:
        At most 24 lines are drawn, those with most mentions; `data` has them all.
    """
    title = "Who speaks about whom"
    data = mentions.groupby(["speaker", "about"], sort=False).size().rename("mentions").reset_index()
    pairs = [f"{a} about {b}" for a, b in zip(data["speaker"], data["about"], strict=True)]
    if len(data) < LEAST_LINES:
        why = f"only {'; '.join(pairs)}" if pairs else "in no quote of this article is another speaker named"
        return statement("who_about_whom", title, f"There is no network to see: {why}.")
    alt = f"Network of {count(len(data), 'line')}. {title}: {drawing.listing(pairs, [count(n, 'mention') for n in data['mentions']])}."
    lines = data.sort_values("mentions", ascending=False, kind="stable").head(MOST_LINES)
    if len(data) > len(lines):
        title += f" ({count(len(data) - len(lines), 'line')} not drawn)"
    joined = set(zip(data["speaker"], data["about"], strict=True))
    lines = lines.assign(both=[(b, a) in joined for a, b in zip(lines["speaker"], lines["about"], strict=True)])
    left, right = _orders(lines)
    chart = Chart("who_about_whom", title, data, alt, footnote)
    keys = [_key(MEANINGS[both], both) for both in sorted(set(lines["both"]))]
    if (most := int(lines["mentions"].max())) > 1:
        keys.append(drawing.line_key(count(most, "mention"), color=BLACK, linewidth=_width(most, most)))
    (ax,) = chart.lay_out([Plot(drawing.tall(max(len(left), len(right))), above=0.2)], below=keys)
    _draw(ax, lines, left, right)
    return chart


def _key(label: str, both: bool) -> Line2D:
    return drawing.line_key(label, color=COLORS[both], linestyle=STYLES[both], linewidth=2)


def _orders(lines: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Names from top to bottom on both sides: each stands near the mean of those that it is joined with."""
    left = list(lines.groupby("speaker")["mentions"].sum().sort_values(ascending=False, kind="stable").index)
    right: list[str] = []
    for _ in range(ROUNDS):
        right = _by_mean_place(lines, "about", "speaker", left)
        left = _by_mean_place(lines, "speaker", "about", right)
    return left, right


def _by_mean_place(lines: pd.DataFrame, names: str, others: str, order: list[str]) -> list[str]:
    places = lines[others].map(order.index)
    return list(places.groupby(lines[names]).mean().sort_values(kind="stable").index)


def _draw(ax: Axes, lines: pd.DataFrame, left: list[str], right: list[str]) -> None:
    """The lines between both rows of names."""
    rows = max(len(left), len(right))
    drawing.set_rows(ax, rows)
    places = {"speaker": _places(left, rows), "about": _places(right, rows)}
    most = int(lines["mentions"].max())
    for both, part in lines.groupby("both"):
        ends = zip(part["speaker"].map(places["speaker"]), part["about"].map(places["about"]), strict=True)
        curves = [Path([(0, a), (0.45, a), (0.55, b), (1, b)], [Path.MOVETO] + [Path.CURVE4] * 3) for a, b in ends]
        look = drawing.Look(facecolors="none", edgecolors=COLORS[both], linestyles=[STYLES[both]], alpha=0.75)
        widths = [_width(n, most) for n in part["mentions"]]
        ax.add_collection(PathCollection(curves, linewidths=widths, capstyle="butt", **look), autolim=False)
    chart, place = drawing.chart_of(ax), ax.get_yaxis_transform()
    look = drawing.Look(va="center", gid="row")
    at_left = drawing.Look(ha="right", transform=drawing.moved(ax, place, -4))
    at_right = drawing.Look(transform=drawing.moved(ax, place, 4))
    names = [ax.text(0, y, drawing.wrap(name, 26, 2), **look, **at_left) for name, y in places["speaker"].items()]
    chart.left_labels += [*names, ax.text(0, -0.75, "speaks", fontweight="bold", **at_left)]
    names = [ax.text(1, y, drawing.wrap(name, 26, 2), **look, **at_right) for name, y in places["about"].items()]
    names.append(ax.text(1, -0.75, "is spoken about", fontweight="bold", **at_right))
    chart.right_labels += [Label(text, 1, 4 / 72) for text in names]


def _width(mentions: int, most: int) -> float:
    """In points, in proportion to the mentions."""
    return mentions * min(WIDE, WIDEST / most)


def _places(names: list[str], rows: int) -> dict[str, float]:
    """Where names stand: the shorter list is spread over the height of the longer one."""
    return {name: (at + 0.5) * rows / len(names) - 0.5 for at, name in enumerate(names)}
