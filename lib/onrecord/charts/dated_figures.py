"""Table of the figures that an article gives with a date, in the order of their dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from onrecord.charts import _cells as cells
from onrecord.charts._dates import When, when
from onrecord.charts._disputes import event_words
from onrecord.pages.html import Html, escape, wrapped
from onrecord.pages.wording import count, denied_by
from onrecord.tables.frame_rows import dicts

HEADINGS = ("Date", "Day, as written", "Number, as written", "What happened, as written", "Who says so")


def dates_table(figures: pd.DataFrame, articles: pd.DataFrame, *, page: str = "") -> Html:
    """Show figures that are told with a date, the earliest first, each with its claimant.

    Args:
        figures: rows of one article or of several.
        articles: the articles table, for the day that "Tuesday" is seen from and the word before it.
        page: address of the page with the highlighted article, when it is not the same one.

    Returns:
        A table; a sentence where no figure has a date that can be read.

    Limits:
        The date is that of the words near the figure: of what happened, or of when it was said. A day that is still to
        come ("could leave on Friday") is taken for the last one of that name.
    """
    by_id = {row["article_id"]: row for row in dicts(articles)}
    rows = [(row, _date(row, by_id.get(row["article_id"], {}))) for row in dicts(figures)]
    dated = sorted(((row, day) for row, day in rows if day), key=lambda pair: pair[1].first)
    if not rows:
        return wrapped(Html("<p>No figures found in this article.</p>"))
    if not dated:
        return wrapped(Html("<p>No figure of this article has a date beside it that can be read.</p>"))
    table = cells.table("Figures with a date", HEADINGS, [("", [_row(row, day, page) for row, day in dated])])
    without = len(rows) - len(dated)
    have = "has" if without == 1 else "have"
    note = Html("<p>{} {} no date that can be read.</p>").format(count(without, "more figure").capitalize(), have)
    return wrapped(table + note * (without > 0))


def _row(row: Mapping[str, Any], day: When, page: str) -> list[Html]:
    words = " ".join(row["date_text"].split())
    happened = escape(f"“{event_words(row)}”") if event_words(row) else cells.MISSING
    given = escape(day.written), escape(f"“{words}”"), cells.figure_with_number(row, page), happened
    return [*given, escape(denied_by(row))]


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
