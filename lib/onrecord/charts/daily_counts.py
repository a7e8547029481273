"""Chart of counts over days and outlets: who moved whose number, and who contradicts whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import BLACK, Chart, Plot, same_look, statement
from onrecord.charts._claim_groups import CLAIMED, group_claims
from onrecord.charts._ranges import MOST_TICKS, by_id, draw_ranges, position, power_in_words
from onrecord.charts.outlets import largest_outlets, with_outlet
from onrecord.pages.disputes import SAME, Key, size
from onrecord.pages.wording import count, figure_in_words, range_in_words
from onrecord.tables.frame_rows import dicts
from onrecord.text.dates import day_of

MOST_GROUPS, MOST_ROWS = 3, 24  # plots, and claims in each; more would be too long to read
MOST_ALOUD = 12  # claims of a plot in the alternative text
LOG_FROM = 30  # times the smallest number: a larger one needs a scale of powers of ten
ROW = 0.235  # inches
LONGEST_NAME = 50  # characters
LINKS = {
    "updates": {"color": drawing.BLUE, "linewidth": 1.6, "linestyle": "-"},
    "conflict_value": {"color": drawing.RED, "linewidth": 1.3, "linestyle": (0, (1.5, 1.5))},
}
MEANINGS = {"updates": "a later count of the same", "conflict_value": "two claimants, one day: the numbers differ"}
BESIDE = (*SAME, "compatible")  # of two counts of the same thing
COLUMNS = ["counted", "date", "outlet", "claimant", "figure", "value_low", "value_high", "article_id", "figure_id"]

DAY = re.compile(r"\d{4}-\d\d-\d\d")

Link = tuple[Key, Key, str]  # one claim, another one, their relation


@same_look
def figures_by_day(
    figures: pd.DataFrame, articles: pd.DataFrame, comparisons: pd.DataFrame, *, footnote: str = ""
) -> Chart:
    """What each outlet says was counted, day after day: a plot for each thing counted of an occurrence, a row for each claim.

    A line leads from a count to a later one of the same, a dotted one joins two claims of one day that conflict.

    Args:
        figures, articles, comparisons: tables of several articles.
        footnote: small type under the chart.

    Limits:
        The day is that of the count, where the article tells it, else that of the article. Only what is claimed of one
        occurrence is set in one plot: what is forecast, feared or denied, counts of other occurrences, and figures of
        which nothing tells the occurrence are left out. Of an article the largest count is drawn, and of each
        claimant the largest of those that the comparisons set beside another; parts are left out, a count that a later one
        of the article takes the place of, and what an article says itself where it names a claimant for the same number.
        The three things with most claims have a plot, of each the 24 claims with most lines.
    """
    name = "figures_by_day"
    claims = _claims(figures, articles, comparisons)
    several = claims.groupby("group")[["date", "article_id"]].transform("nunique").min(axis=1) > 1
    claims = claims[several]
    if claims.empty:
        words = (
            "No two claims that count one thing were found in articles of two different days. Background (other "
            "occurrences, or a longer time), forecasts, fears, denials, parts of other counts, and numbers of which nothing "
            "tells the occurrence are not compared here."
        )
        return statement(name, "What was counted, from day to day", words)
    links = _links_across(comparisons)
    largest = claims["group"].value_counts(sort=True).index[:MOST_GROUPS]
    panels = [_most_linked(claims[claims["group"] == group], links) for group in largest]
    shown = pd.concat(panels)
    joined = [_links_within(panel, comparisons) for panel in panels]
    title = _finding(panels[0], joined[0])
    alt = f"{title}. Chart of {count(len(panels), 'thing')} counted. " + " ".join(map(_aloud, panels, joined))
    chart = Chart(name, title, shown[COLUMNS], alt, footnote)
    looks = _looks(largest_outlets(shown), set(shown["outlet"]))
    drawn = {relation for linked in joined for _, _, relation in linked}
    keys = [drawing.line_key(MEANINGS[relation], **look) for relation, look in LINKS.items() if relation in drawn]
    keys += [drawing.mark_key(drawing.short(outlet, 30), look) for outlet, look in looks.items()]
    plots = [Plot(drawing.tall(len(_lines(panel)), ROW), above=0.3, below=drawing.SCALE + 0.1) for panel in panels]
    for ax, panel, linked in zip(chart.lay_out(plots, below=keys, columns=2), panels, joined, strict=True):
        _draw(ax, panel, linked, looks)
    return chart


def _claims(figures: pd.DataFrame, articles: pd.DataFrame, comparisons: pd.DataFrame) -> pd.DataFrame:
    """The claims that may be drawn, with outlet, date, claimant and what is counted, in the order of their days."""
    rows = with_outlet(group_claims(figures, comparisons), articles)
    rows = rows[(rows["event"] != "other") & (rows["apart"] == CLAIMED) & (rows["panel"] != "share")]
    claims = dicts(rows)
    rows = rows.assign(at=[position(row) for row in claims], figure=[figure_in_words(row) for row in claims])
    rows = rows.assign(date=[_day(row) for row in claims]).dropna(subset=["at", "date"])
    rows = rows[rows["subset_of"].isna() & rows["adds_to"].isna()]
    beside, left_out = _compared(figures, comparisons)
    linked = pd.Series([key in beside for key in _keys(rows)], index=rows.index, dtype=bool)
    told = linked.groupby(rows["group"]).transform("any") | (rows["happening"] != "")
    rows = rows[told & pd.Series([key not in left_out for key in _keys(rows)], index=rows.index, dtype=bool)]
    linked = linked.reindex(rows.index)
    of_claimant = rows.groupby(["group", "article_id", "claimant"])["at"].transform("max")
    of_article = rows.groupby(["group", "article_id"])["at"].transform("max")
    echo = (rows["attribution"] == "none") & rows.duplicated(["group", "article_id", "at"], keep=False)
    rows = rows[((linked & rows["at"].eq(of_claimant)) | rows["at"].eq(of_article)) & ~echo]
    rows = rows.drop_duplicates(["group", "article_id", "claimant", "at"])
    return rows.sort_values(["date", "at", "claimant", "outlet"], kind="stable")


def _day(row: Mapping[str, Any]) -> str | None:
    """The day of the count where the article tells it, else that of the article; None for a count of another month."""
    told, published = row["as_of"], row["date"] if day_of(row["date"]) else None
    if not isinstance(told, str) or not published or DAY.fullmatch(told):
        return told if isinstance(told, str) and DAY.fullmatch(told) else published
    return None if told[:4].isdigit() and not published.startswith(told) else published


def _compared(figures: pd.DataFrame, comparisons: pd.DataFrame) -> tuple[set[Key], set[Key]]:
    """Counts that stand beside another one of the same thing; and those left out: old ones of an article, and parts."""
    rows = by_id(figures)
    beside, left_out = set(), set()
    for pair in dicts(comparisons):
        ends = [(pair["article_id_a"], pair["a"]), (pair["article_id_b"], pair["b"])]
        if pair["relation"] in BESIDE:
            beside.update(ends)
        if pair["relation"] == "updates" and ends[0][0] == ends[1][0]:
            left_out |= {
                key for key in ends if key in rows and f"“{rows[key]['text']}” is the earlier one" in pair["why"]
            }
        if pair["relation"] == "subset" and all(key in rows for key in ends):
            left_out.add(min(ends, key=lambda key: size(rows[key])))
    return beside, left_out


def _keys(rows: pd.DataFrame) -> list[Key]:
    return list(zip(rows["article_id"], rows["figure_id"], strict=True))


def _links_across(comparisons: pd.DataFrame) -> Counter[Key]:
    """How many lines lead to a figure from figures of other articles."""
    across = comparisons[
        comparisons["relation"].isin(LINKS) & (comparisons["article_id_a"] != comparisons["article_id_b"])
    ]
    return Counter(key for end in "ab" for key in zip(across[f"article_id_{end}"], across[end], strict=True))


def _most_linked(panel: pd.DataFrame, links: Mapping[Key, int]) -> pd.DataFrame:
    keys = _keys(panel)
    order = sorted(range(len(panel)), key=lambda at: -links.get(keys[at], 0))
    return panel.iloc[sorted(order[:MOST_ROWS])]


def _links_within(panel: pd.DataFrame, comparisons: pd.DataFrame) -> list[Link]:
    """The claims of a plot that a line joins; two counts of different days are no conflict."""
    day = dict(zip(_keys(panel), panel["date"], strict=True))
    rows = comparisons[comparisons["relation"].isin(LINKS)]
    ends = (zip(rows[f"article_id_{end}"], rows[end], strict=True) for end in "ab")
    links = [(a, b, how) for a, b, how in zip(*ends, rows["relation"], strict=True) if a in day and b in day]
    later = {(a, b) for a, b, how in links if how == "updates"}
    # What a count in between joins already needs no line of its own.
    around = {(a, c) for a, b in later for b_, c in later if b == b_}
    return [(a, b, how) for a, b, how in links if ((a, b) not in around if how == "updates" else day[a] == day[b])]


def _lines(panel: pd.DataFrame) -> list[str | list[dict[str, Any]]]:
    """What stands line by line: a day, then its claims; the same claim in two outlets is one line."""
    lines: list[str | list[dict[str, Any]]] = []
    for day, rows in panel.groupby("date"):
        lines.append(str(day))
        lines += [dicts(same) for _, same in rows.groupby(["at", "claimant"], sort=False)]
    return lines


def _looks(largest: Sequence[str], outlets: Iterable[str]) -> dict[str, drawing.Look]:
    """The mark of each outlet; those that are not among the largest share a white cross."""
    marks = dict(zip(largest, drawing.MARKS, strict=False)) | {
        o: ("X", "white") for o in sorted(set(outlets) - set(largest))
    }
    return {
        outlet: {"marker": marker, "markerfacecolor": color, "markeredgecolor": BLACK, "markersize": 7}
        for outlet, (marker, color) in marks.items()
    }


def _draw(ax: Axes, panel: pd.DataFrame, links: Iterable[Link], looks: Mapping[str, drawing.Look]) -> None:
    """The days and claims of one thing counted, on its own scale."""
    lines = _lines(panel)
    log = _scale(ax, float(panel["at"].min()), float(panel["at"].max()))
    drawing.set_rows(ax, len(lines))
    drawing.head(ax, drawing.short(_name(panel), LONGEST_NAME) + (" (powers of ten)" if log else ""))
    _name_lines(ax, lines)
    ranges = []
    for at, line in enumerate(lines):
        for nth, row in enumerate([] if isinstance(line, str) else line):
            ranges.append((at + 0.25 * (nth - (len(line) - 1) / 2), row, looks[row["outlet"]]))
    draw_ranges(ax, ranges, zorder=3)
    places = {(row["article_id"], row["figure_id"]): (row["at"], at) for at, row, _ in ranges}
    for relation, look in LINKS.items():
        drawing.lines(ax, [[places[a], places[b]] for a, b, how in links if how == relation], **look)


def _scale(ax: Axes, low: float, high: float) -> bool:
    """A scale from the lowest to the highest number; whether it is one of powers of ten."""
    log = high > LOG_FROM * max(low, 1)
    ax.set_xscale("log" if log else "linear")
    pad = 0.1 * (high - low or high)
    ends = (low / 1.8, high * 1.8) if log else (low - pad, high + pad)
    ax.set_xlim(*ends)
    ticks = (
        [10.0**power for power in range(-1, 16)] if log else MaxNLocator(MOST_TICKS, integer=True).tick_values(*ends)
    )
    shown = [tick for tick in ticks if ends[0] <= tick <= ends[1]]
    drawing.scale_below(ax, {tick: power_in_words(tick) if log else f"{tick:,.0f}" for tick in shown})
    return log


def _name_lines(ax: Axes, lines: Sequence[str | list[dict[str, Any]]]) -> None:
    """Days on grey, claimants at the left of their claims, figures at the right."""
    look = drawing.Look(
        ha="right", va="center", fontsize=8.5, transform=drawing.moved(ax, ax.get_yaxis_transform(), -3.5)
    )
    for at, line in enumerate(lines):
        if isinstance(line, str):
            ax.axhspan(at - 0.5, at + 0.5, color=drawing.LIGHT, alpha=0.6, linewidth=0, zorder=0)
        words, weight = (line, "bold") if isinstance(line, str) else (drawing.short(line[0]["claimant"], 30), "normal")
        drawing.chart_of(ax).left_labels.append(ax.text(0, at, words, fontweight=weight, **look))
    drawing.label_rows(
        ax,
        {at: drawing.short(line[0]["figure"], 28) for at, line in enumerate(lines) if not isinstance(line, str)},
        fontsize=8.5,
    )


def _name(panel: pd.DataFrame) -> str:
    """What a plot counts, and of which occurrence."""
    happening = panel["happening"].iloc[0]
    return panel["counted"].iloc[0] + (f": {happening}" if happening else "")


def _finding(panel: pd.DataFrame, links: Sequence[Link]) -> str:
    """What became of a count from its first day to its last, and on how many days claimants contradict each other."""
    rows = dict(zip(_keys(panel), dicts(panel), strict=True))
    again = [(rows[a], rows[b]) for a, b, how in links if how == "updates" and rows[a]["date"] < rows[b]["date"]]
    days = {rows[a]["date"] for a, _, how in links if how == "conflict_value"}
    counted = panel["counted"].iloc[0]
    title = counted[:1].upper() + counted[1:]
    if again:
        first = min((a for a, _ in again), key=lambda row: row["date"])
        last = max((b for _, b in again), key=lambda row: row["date"])
        title += f": from {range_in_words(first)} on {first['date']} to {range_in_words(last)} on {last['date']}"
    else:
        title += f": counted on {count(panel['date'].nunique(), 'day')}"
    return title + (f"; two claimants contradict each other on {count(len(days), 'day')}" if days else "")


def _aloud(panel: pd.DataFrame, links: Iterable[Link]) -> str:
    claims = [f"{r['date']} {r['outlet']}: {r['figure']} ({r['claimant']})" for r in dicts(panel)]
    more = f"; and {len(claims) - MOST_ALOUD} more" if len(claims) > MOST_ALOUD else ""
    again, differ = (sum(relation == kind for _, _, relation in links) for kind in LINKS)
    linked = f"{count(again, 'later count')}, {count(differ, 'conflict')} of one day"
    return f"{_name(panel)}: {'; '.join(claims[:MOST_ALOUD])}{more}; {linked}."
