"""Chart of counts over days and outlets: who moved whose number, and who contradicts whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from onrecord.charts import drawing
from onrecord.charts.drawing import BLACK, BLUE, LIGHT, RED, Chart, count, same_look, statement
from onrecord.charts.outlets import LEGEND, MARKS, largest_outlets, legend_under, with_outlet
from onrecord.charts.ranges import draw_range, position
from onrecord.charts.things import things
from onrecord.pages.evidence import claimant_in_words, figure_in_words

MOST_THINGS, MOST_ROWS = 3, 24  # panels, and claims in each; more would be too long to read
ROW = 0.235  # inches
LINKS = {
    "updates": {"color": BLUE, "linewidth": 1.6, "linestyle": "-"},
    "conflict_value": {"color": RED, "linewidth": 1.3, "linestyle": (0, (1.5, 1.5))},
}
MEANINGS = {"updates": "one claimant counts again", "conflict_value": "two claimants, one day: the numbers differ"}
COLUMNS = ["counted", "date", "outlet", "claimant", "figure", "value_low", "value_high", "article_id", "figure_id"]

Key = tuple[str, str]  # article_id, figure_id


@same_look
def figures_by_day(
    figures: pd.DataFrame, articles: pd.DataFrame, comparisons: pd.DataFrame, *, footnote: str = ""
) -> Chart:
    """What each outlet says was counted, day after day: a panel for each thing counted, a row for each claim.

    A line joins two counts of one claimant in two articles, a dotted one two claims of one day that conflict.

    Args:
        figures, articles, comparisons: tables of several articles.
        footnote: small type under the chart.

    Limits:
        The day is that of the article. Of each claimant the largest count of an article is drawn, and what a line
        leads to; parts and denials are left out, and so is what an article says itself where it names a claimant for
        the same number. The three things with most claims have a panel, of each the 24 claims with most lines.
    """
    title = "What was counted, from day to day"
    claims = _claims(figures, articles, comparisons)
    claims = claims[claims.groupby("thing")["date"].transform("nunique") > 1]
    if claims.empty:
        words = "Nothing here is counted in articles of two different days by outlets that are named."
        return statement("figures_by_day", title, words)
    largest = claims["thing"].value_counts(sort=True).index[:MOST_THINGS]
    panels = [_most_linked(claims[claims["thing"] == thing], comparisons) for thing in largest]
    shown = pd.concat(panels)
    pairs = [_pairs(panel, comparisons) for panel in panels]
    alt = f"Chart of {count(len(panels), 'thing')} counted. " + " ".join(map(_aloud, panels, pairs))
    heights = [ROW * (len(_lines(panel)) + 3) for panel in panels]
    outlets = largest_outlets(shown)
    heights.append(LEGEND * (len(outlets) + len(LINKS) + 1) / 2)
    chart = Chart("figures_by_day", title, shown[COLUMNS], alt, sum(heights), footnote)
    *axes, below = chart.subplots(len(heights), 1, height_ratios=heights)
    for ax, panel, linked in zip(axes, panels, pairs, strict=True):
        _panel(ax, panel, linked, outlets)
    keys = [Line2D([], [], label=MEANINGS[relation], **look) for relation, look in LINKS.items()]
    keys += [Line2D([], [], linestyle="", label=drawing.short(o, 30), **_look(o, outlets)) for o in outlets]
    legend_under(below, keys, columns=2)
    return chart


def _claims(figures: pd.DataFrame, articles: pd.DataFrame, comparisons: pd.DataFrame) -> pd.DataFrame:
    """The claims that may be drawn, with outlet, date, claimant and the thing counted, in the order of their days."""
    rows = with_outlet(things(figures, comparisons), articles).dropna(subset="date")
    rows = rows[(rows["event"] != "other") & ~rows["negated"] & (rows["panel"] != "share")]
    told = rows.to_dict("records")
    rows = rows.assign(at=[position(row) for row in told], figure=[figure_in_words(row) for row in told])
    rows = rows.assign(claimant=[claimant_in_words(row) for row in told]).dropna(subset="at")
    whole = rows["subset_of"].isna() & rows["adds_to"].isna()
    top = rows[whole].groupby(["thing", "article_id", "claimant"])["at"].transform("max").reindex(rows.index)
    links = _linked(comparisons)
    linked = pd.Series([key in links for key in _keys(rows)], index=rows.index, dtype=bool)
    echo = (rows["attribution"] == "none") & rows.duplicated(["thing", "article_id", "at"], keep=False)
    rows = rows[linked | (whole & rows["at"].eq(top) & ~echo)]
    rows = rows.drop_duplicates(["thing", "article_id", "claimant", "at"])
    return rows.sort_values(["date", "at", "claimant", "outlet"], kind="stable")


def _keys(rows: pd.DataFrame) -> list[Key]:
    return list(zip(rows["article_id"], rows["figure_id"], strict=True))


def _linked(comparisons: pd.DataFrame) -> Counter[Key]:
    """How many lines lead to a figure from figures of other articles."""
    across = comparisons[
        comparisons["relation"].isin(LINKS) & (comparisons["article_id_a"] != comparisons["article_id_b"])
    ]
    return Counter(key for end in "ab" for key in zip(across[f"article_id_{end}"], across[end], strict=True))


def _most_linked(panel: pd.DataFrame, comparisons: pd.DataFrame) -> pd.DataFrame:
    links = _linked(comparisons)
    order = sorted(range(len(panel)), key=lambda at: -links[_keys(panel)[at]])
    return panel.iloc[sorted(order[:MOST_ROWS])]


def _pairs(panel: pd.DataFrame, comparisons: pd.DataFrame) -> list[tuple[Key, Key, str]]:
    """The claims of a panel that a line joins."""
    known = set(_keys(panel))
    ends = (
        ((row["article_id_a"], row["a"]), (row["article_id_b"], row["b"]), row["relation"])
        for row in comparisons[comparisons["relation"].isin(LINKS)].to_dict("records")
    )
    return [(a, b, relation) for a, b, relation in ends if a in known and b in known]


def _lines(panel: pd.DataFrame) -> list[str | list[dict]]:
    """What stands line by line: a day, then its claims; the same claim in two outlets is one line."""
    lines: list[str | list[dict]] = []
    for day, rows in panel.groupby("date"):
        lines.append(str(day))
        for _, same in rows.groupby(["at", "claimant"], sort=False):
            lines.append(same.to_dict("records"))
    return lines


def _panel(ax: Axes, panel: pd.DataFrame, pairs: Iterable[tuple[Key, Key, str]], outlets: list[str]) -> None:
    lines = _lines(panel)
    places: dict[Key, tuple[float, float]] = {}
    low, high = float(panel["at"].min()), float(panel["at"].max())
    log = high > 30 * max(low, 1)
    ax.set_xscale("log" if log else "linear")
    pad = 0.1 * (high - low or high)
    ax.set_xlim(*((low / 1.8, high * 1.8) if log else (low - pad, high + pad)))
    for at, line in enumerate(lines):
        for nth, row in enumerate([] if isinstance(line, str) else line):
            lift = 0.25 * (nth - (len(line) - 1) / 2)
            places[row["article_id"], row["figure_id"]] = (row["at"], at + lift)
            draw_range(ax, at + lift, row, zorder=3, **_look(row["outlet"], outlets))
        if isinstance(line, str):
            ax.axhspan(at - 0.5, at + 0.5, color=LIGHT, alpha=0.6, linewidth=0, zorder=0)
        else:
            ax.text(
                1.02,
                at,
                drawing.short(line[0]["figure"], 28),
                transform=ax.get_yaxis_transform(),
                va="center",
                fontsize=8.5,
            )
    for a, b, relation in pairs:
        (x1, y1), (x2, y2) = places[a], places[b]
        ax.plot([x1, x2], [y1, y2], zorder=2, **LINKS[relation])
    names = [line if isinstance(line, str) else drawing.short(line[0]["claimant"], 30) for line in lines]
    ax.set_yticks(range(len(lines)), names, fontsize=8.5)
    for label, line in zip(ax.get_yticklabels(), lines, strict=True):
        label.set_fontweight("bold" if isinstance(line, str) else "normal")
    ax.set_ylim(len(lines) - 0.4, -0.6)
    ax.spines["left"].set_visible(False)
    ax.set_title(panel["counted"].iloc[0] + (" (scale of powers of ten)" if log else ""), loc="left")
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.minorticks_off()
    ax.grid(axis="x", color=LIGHT, linewidth=0.8)
    ax.set_axisbelow(True)


def _look(outlet: str, outlets: list[str]) -> dict[str, Any]:
    marker, color = MARKS[outlets.index(outlet)] if outlet in outlets else ("X", "white")
    return {"marker": marker, "markerfacecolor": color, "markeredgecolor": BLACK, "markersize": 7}


def _aloud(panel: pd.DataFrame, pairs: list[tuple[Key, Key, str]]) -> str:
    said = [f"{r['date']} {r['outlet']}: {r['figure']} ({r['claimant']})" for r in panel.to_dict("records")]
    more = f"; and {len(said) - 12} more" if len(said) > 12 else ""
    again, differ = (sum(relation == kind for _, _, relation in pairs) for kind in LINKS)
    linked = f"{count(again, 'time')} a claimant counts again, {count(differ, 'conflict')} of one day"
    return f"{panel['counted'].iloc[0]}: {'; '.join(said[:12])}{more}; {linked}."
