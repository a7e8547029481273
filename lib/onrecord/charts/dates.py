"""Chart of figures in the order of their dates, and the dates that words stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.lines import Line2D

from onrecord.charts import drawing
from onrecord.charts.drawing import GREY, MOST, Chart, count, listing, same_look, statement
from onrecord.charts.ranges import ATTRIBUTIONS, MEANINGS, claim, draw_range, in_percent, log_axis
from onrecord.pages.evidence import claimant_in_words

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july")
MONTHS += ("august", "september", "october", "november", "december")
NEAR = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": 1}
MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r")\b\.?"
DAY, YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>1[5-9]\d\d|20\d\d)"
# The first that fits is taken.
WRITTEN = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{YEAR}-(?P<number>\d\d)-{DAY}\b",
        rf"\b{DAY}(?: of)? {MONTH}(?:,? {YEAR}\b)?",
        rf"\b{MONTH} {DAY}\b(?:,? {YEAR}\b)?",
        rf"\b{MONTH}(?:,? {YEAR}\b)?",
        rf"\b{YEAR}\b",
    )
]
# Words that make of a date a deadline, a beginning or one that is still to come.
NOT_THEN = re.compile(r"\b(?:next|coming|following|from|since|until|till|by|before|after)\b", re.IGNORECASE)


class When(NamedTuple):
    """A date as exact as the words are: the first day it may be, and how to write it."""

    first: date
    written: str


def when(words: str | None, published: str | None) -> When | None:
    """The day, month or year that words of an article stand for.

    A day of the week, or a date without its year, is the last one up to the day of publication, as news writes them.

    Args:
        words: such as "Tuesday", "14 April", "last March", "2019"; best with the word before them.
        published: the article's date, YYYY-MM-DD; None where it is not known.

    Returns:
        None where the words say no date by themselves ("this winter", "a day earlier", "next Monday",
        "from Friday").

    Limits:
        English words only; of a span ("from Monday to Friday") the first date that is named.
    """
    text = (words or "").lower()
    known = date.fromisoformat(published) if published else None
    if NOT_THEN.search(text):
        return None
    for pattern in WRITTEN:
        if match := pattern.search(text):
            return _written({"month": None, "day": None, "number": None} | match.groupdict(), known)
    back = [days for near, days in NEAR.items() if near in text]
    back += [(known.weekday() - DAYS.index(day)) % 7 for day in DAYS if known and day in text]
    if not known or not back:
        return None
    more = 7 if "last" in text and back[0] == 0 else 0
    return _day(known - timedelta(days=back[0] + more))


def _written(parts: Mapping[str, str | None], known: date | None) -> When | None:
    """A date from its written parts; a missing year is that of the last such date up to the known one."""
    month = int(parts["number"] or 0)
    if parts["month"]:
        month = 1 + [name[:3] for name in MONTHS].index(parts["month"][:3])
    day = int(parts["day"] or 0)
    if not parts["year"] and not known:
        return None
    try:
        year = int(parts["year"] or known.year)
        found = date(year, month or 1, day or 1)
        if not parts["year"] and found > known:
            found = date(year - 1, month, day or 1)
    except ValueError:  # 31 June
        return None
    return _day(found) if day else When(found, f"{found:%B %Y}" if month else f"{found:%Y}")


def _day(found: date) -> When:
    return When(found, f"{found.day} {found:%B %Y}")


@same_look
def figures_by_date(figures: pd.DataFrame, articles: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Figures that are told with a date, the earliest on top, each on a scale of powers of ten with its claimant.

    Args:
        figures: rows of one article or of several.
        articles: the articles table, for the day that "Tuesday" is seen from and the word before it.
        footnote: small type under the chart.

    Limits:
        The date is that of the words near the figure: of what happened, or of when it was said. A day that is still to
        come ("could leave on Friday") is taken for the last one of that name.
    """
    name, title = "figures_by_date", "Figures with a date"
    known = {row["article_id"]: row for row in articles.to_dict("records")}
    rows = [(row, _date(row, known.get(row["article_id"], {}))) for row in in_percent(figures).to_dict("records")]
    # Shares have no place on a scale of numbers.
    dated = sorted(
        ((row, found) for row, found in rows if found and row["category"] != "share"), key=lambda pair: pair[1].first
    )
    if len({found for _, found in dated}) < 2:
        return statement(name, title, _too_few([found.written for _, found in dated], len(rows)))
    shown = [row for row, _ in dated]
    data = pd.DataFrame(shown)[["figure_id", "value_low", "value_high", "approx", "event", "date_text"]]
    data.insert(0, "date", [found.written for _, found in dated])
    data = data.assign(label=[claim(row) for row in shown], claimant=[claimant_in_words(row) for row in shown])
    said = [f"{label} ({who})" for label, who in zip(data["label"], data["claimant"], strict=True)]
    without = len(rows) - len(shown)
    alt = f"Chart of {count(len(shown), 'figure')} in the order of their dates: {listing(data['date'], said)}."
    alt += f" {count(without, 'figure')} without a date." if without else ""
    if left_out := without + max(len(shown) - MOST, 0):
        title += f" ({count(left_out, 'figure')} not drawn)"
    chart = Chart(name, title, data, alt, 0.5 * min(len(shown), MOST) + 0.8, footnote)
    ax = chart.subplots()
    log_axis(ax, pd.DataFrame(shown[:MOST]))
    before = None
    for at, row in enumerate(data.head(MOST).to_dict("records")):
        draw_range(ax, at, row, **ATTRIBUTIONS.get(shown[at]["attribution"], ATTRIBUTIONS["none"]))
        words = f"{drawing.short(row['label'], 34)}\n{drawing.short(row['claimant'], 34)}"
        ax.text(1.02, at, words, transform=ax.get_yaxis_transform(), va="center", fontsize=9)
        if before not in (None, row["date"]):
            ax.axhline(at - 0.5, color=GREY, linewidth=0.8)
        before = row["date"]
    quoted = [f"“{drawing.short(' '.join(words.split()), 24)}”" for words in data["date_text"].head(MOST)]
    drawing.rows(ax, [f"{day}\n{words}" for day, words in zip(data["date"].head(MOST), quoted, strict=True)])
    keys = [Line2D([], [], linestyle="", label=text, **ATTRIBUTIONS[k]) for k, text in MEANINGS.items()]
    drawing.legend(ax, keys)
    return chart


def _date(row: Mapping[str, Any], article: Mapping[str, Any]) -> When | None:
    """The date of a figure; the word before it in the article counts, too: "from Friday"."""
    words, day, text = row["date_text"], article.get("date"), article.get("text")
    if not isinstance(words, str):
        return None
    places = [m.start() for m in re.finditer(re.escape(words), text)] if isinstance(text, str) else []
    if places:
        place = min(places, key=lambda start: abs(start - row["start"]))
        words = " ".join(text[:place].split(" ")[-2:]) + words
    return when(words, day if isinstance(day, str) else None)


def _too_few(dates: list[str], n: int) -> str:
    if not dates:
        return f"Nothing to draw: of {count(n, 'figure')}, none is told with a date that can be read."
    told = "1 is told with a date" if len(dates) == 1 else f"{len(dates)} are told with a date, all with the same"
    return f"Nothing to draw: of {count(n, 'figure')}, {told}, {dates[0]}. An order needs two dates."
