"""Tone section: the part of an article's page that shows the tone of speakers and sides, and what made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from onrecord.evaluation.scorers import scorer_note
from onrecord.pages.html import Html, anchor_address, join, render
from onrecord.pages.layout import Cell, empty, small, table
from onrecord.pages.wording import NO_QUOTES_WITH_SPEAKER, plain, row_dicts, signed
from onrecord.statistics.governments import join_governments
from onrecord.statistics.means import average, driving_words, with_groups
from onrecord.tables.record import Record

MOST_WORDS = 5  # of a speaker
SIGNS_EXPLAINED = Html(
    "<p>From −1 (negative) to +1 (positive): the mean over the quotes, with its 95 % interval. Tone counts every word; "
    "attitude leaves out those that only name an event, such as an attack. Fewer than five quotes have no mean.</p>"
)


def tone_section(record: Record, scorer: str = "vader") -> Html:
    """The section: means by speaker and by side, quotes of those who have too few, and the scorer's own errors.

    Args:
        record: of one article.
        scorer: whose tone it is.
    """
    tone = join_governments(with_groups(record.tone, record.quotes, record.speakers), record.speakers)
    speakers = average(tone, "speaker")
    if speakers.empty:
        return empty(NO_QUOTES_WITH_SPEAKER)
    few = speakers[~speakers["enough"]]
    tables = [
        _means(tone, speakers, "speaker"),
        _few(tone, few["speaker"]),
        _means(tone, average(tone, "side"), "side"),
    ]
    return SIGNS_EXPLAINED + join(tables) + Html("<p><small>{}</small></p>").format(scorer_note(scorer))


def _means(tone: pd.DataFrame, averages: pd.DataFrame, by: str) -> Html:
    """The groups with quotes enough; what names them, and the words that moved the mean most."""
    words = driving_words(tone, by)
    body = [
        [
            Html.escape(row[by]) + small(_words_in_line(words[words[by] == row[by]])),
            f"{row['n']:,}",
            _mean(row) + _bar(row),
            Html.escape(signed(row["attitude"], 2)) + small("the sign turns" if row["flips"] else ""),
            Html.escape(signed(row["event_weight"], 2)) + small(f"{row['event_load']:.0%} of the words"),
        ]
        for row in row_dicts(averages[averages["enough"]])
    ]
    headers = [f"By {by}", "#Quotes", "Tone", "#Attitude", "#What event words add"]
    return table(headers, body, f"No {by} has five quotes.")


def _few(tone: pd.DataFrame, speakers: Iterable[str]) -> Cell:
    """The speakers with too few quotes for a mean, each quote with its tone."""
    body: list[list[Cell]] = []
    for speaker in speakers:
        quotes = row_dicts(tone[tone["speaker"] == speaker])
        links = [
            Html('<a href="{}" title="{}">{}</a> {}').format(
                anchor_address(f"q-{row['quote_id']}"), row["text"] or "", row["quote_id"], _score(row["compound"])
            )
            for row in quotes
        ]
        body.append([speaker, f"{len(quotes):,}", join(links, ", ")])
    return table(["Too few quotes for a mean", "#Quotes", "Each quote with its tone"], body, "") if body else ""


def _words_in_line(words: pd.DataFrame) -> str:
    listed = [
        f"{plain(row.word)} {signed(row.valence, 1)}{' (event)' if row.event else ''}"
        for row in words.head(MOST_WORDS).itertuples()
        if row.valence
    ]
    return ", ".join(listed)


def _mean(row: Mapping[str, Any]) -> Html:
    mean, low, high = (signed(row[name], 2) for name in ("mean", "low", "high"))
    return Html.escape(mean) + small(f"{low} to {high}" if low != high else "all the same")


def _bar(row: Mapping[str, Any]) -> Html:
    """Mean as a dot, interval as a line, attitude as a ring, from -1 to +1; the cells beside it say the same in words."""
    mean, low, high, attitude = (
        50 + 50 * max(-1.0, min(1.0, row[name])) for name in ("mean", "low", "high", "attitude")
    )
    return render("tone_bar.html", mean=mean, low=low, high=high, attitude=attitude)


def _score(value: float | None) -> str:
    return "–" if value is None else signed(value, 2)
