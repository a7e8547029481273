"""Chart of the figures that an article gives with a date, in the order of their dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import Chart, Plot, same_look, statement
from onrecord.charts._dates import When, when
from onrecord.charts._ranges import attribution_keys, attribution_look, claim, draw_ranges, in_percent, log_scale
from onrecord.pages.wording import claimant_in_words, count

ROW = 0.5  # inches
COLUMNS = ["figure_id", "value_low", "value_high", "approx", "event", "date_text"]


@same_look
def figures_by_date(figures: pd.DataFrame, articles: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Figures that are told with a date, the earliest on top, each on a scale of powers of ten with its claimant.

    Args:
        figures: rows of one article or of several.
        articles: the articles table, for the day that "Tuesday" is seen from and the word before it.
        footnote: small type under the chart.

    Limits:
        The date is that of the words near the figure: of what happened, or of when it was said. A day that is still to
        come ("could leave on Friday") is taken for the last one of that name. At most 40 figures are drawn; `data` has
        them all.
    """
    name, title = "figures_by_date", "Figures with a date"
    by_id = {row["article_id"]: row for row in articles.to_dict("records")}
    rows = [(row, _date(row, by_id.get(row["article_id"], {}))) for row in in_percent(figures).to_dict("records")]
    # Shares have no place on a scale of numbers.
    dated = [(row, day) for row, day in rows if day and row["category"] != "share"]
    dated.sort(key=lambda pair: pair[1].first)
    if len({day for _, day in dated}) < 2:
        return statement(name, title, _too_few([day.written for _, day in dated], len(rows)))
    shown = [row for row, _ in dated]
    data = pd.DataFrame(shown)[COLUMNS]
    data.insert(0, "date", [day.written for _, day in dated])
    data = data.assign(label=[claim(row) for row in shown], claimant=[claimant_in_words(row) for row in shown])
    aloud = [f"{label} ({who})" for label, who in zip(data["label"], data["claimant"], strict=True)]
    without = len(rows) - len(shown)
    alt = f"Chart of {count(len(shown), 'figure')} in the order of their dates: {drawing.listing(data['date'], aloud)}."
    alt += f" {count(without, 'figure')} without a date." if without else ""
    if left_out := without + max(len(shown) - drawing.MOST, 0):
        title += f" ({count(left_out, 'figure')} not drawn)"
    chart = Chart(name, title, data, alt, footnote)
    (ax,) = chart.lay_out(
        [Plot(drawing.tall(min(len(shown), drawing.MOST), ROW), below=drawing.SCALE)], attribution_keys()
    )
    _draw(ax, shown[: drawing.MOST], data.head(drawing.MOST))
    return chart


def _draw(ax: Axes, rows: Sequence[Mapping[str, Any]], data: pd.DataFrame) -> None:
    """A line per figure, and a line between one day and the next."""
    log_scale(ax, pd.DataFrame(rows))
    draw_ranges(ax, ((at, row, attribution_look(row)) for at, row in enumerate(rows)))
    days = list(data["date"])
    drawing.divide(ax, [at - 0.5 for at in range(1, len(days)) if days[at] != days[at - 1]])
    quoted = [f"“{drawing.short(' '.join(words.split()), 24)}”" for words in data["date_text"]]
    drawing.name_rows(ax, [f"{day}\n{words}" for day, words in zip(days, quoted, strict=True)])
    claims = zip(data["label"], data["claimant"], strict=True)
    drawing.label_rows(
        ax, {at: f"{drawing.short(words, 34)}\n{drawing.short(who, 34)}" for at, (words, who) in enumerate(claims)}
    )


def _date(row: Mapping[str, Any], article: Mapping[str, Any]) -> When | None:
    """The date of a figure; the word before it in the article counts, too: "from Friday"."""
    words, day, text = row["date_text"], article.get("date"), article.get("text")
    if not isinstance(words, str):
        return None
    places = [m.start() for m in re.finditer(re.escape(words), text)] if isinstance(text, str) else []
    if places:
        place = min(places, key=lambda start: abs(start - row["start"]))
        words = " ".join(str(text)[:place].split(" ")[-2:]) + words
    return when(words, day if isinstance(day, str) else None)


def _too_few(dates: list[str], n: int) -> str:
    if not n:
        return "No figures found in this article."
    if not dates:
        return f"Nothing to draw: of {count(n, 'figure')}, none is told with a date that can be read."
    dated = "1 is told with a date" if len(dates) == 1 else f"{len(dates)} are told with a date, all with the same"
    return f"Nothing to draw: of {count(n, 'figure')}, {dated}, {dates[0]}. An order needs two dates."
