"""Tone section: the part of an article's page that shows the tone of speakers and sides, and what made it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote as percent

import pandas as pd

from onrecord.evaluation.scorers import scorer_note
from onrecord.pages.evidence import escape, signed
from onrecord.pages.layout import Cell, empty, small, table
from onrecord.pages.summary import NO_TONE, dicts, plain
from onrecord.statistics.means import average, driving_words, with_groups
from onrecord.tables.record import Record

MOST_WORDS = 5  # of a speaker
SIGNS_EXPLAINED = (
    "<p>From −1 (negative) to +1 (positive): the mean over the quotes, with its 95 % interval. Tone counts every word; "
    "attitude leaves out those that only name an event, such as an attack. Fewer than five quotes have no mean.</p>"
)


def tone_section(record: Record, scorer: str = "vader") -> Cell:
    """The section: means by speaker and by side, quotes of those who have too few, and the scorer's own errors.

    Args:
        record: of one article.
        scorer: whose tone it is.
    """
    tone = with_groups(record.tone, record.quotes, record.speakers)
    speakers = average(tone, "speaker")
    if speakers.empty:
        return empty(NO_TONE)
    few = speakers[~speakers["enough"]]
    tables = [
        _means(tone, speakers, "speaker"),
        _few(tone, few["speaker"]),
        _means(tone, average(tone, "side"), "side"),
    ]
    return SIGNS_EXPLAINED + "".join(tables) + f"<p><small>{escape(scorer_note(scorer))}</small></p>"


def _means(tone: pd.DataFrame, averages: pd.DataFrame, by: str) -> Cell:
    """The groups with quotes enough; what names them, and the words that moved the mean most."""
    words = driving_words(tone, by)
    body = [
        [
            escape(row[by]) + small(_words_of(words[words[by] == row[by]])),
            f"{row['n']:,}",
            _mean(row) + _bar(row),
            signed(row["attitude"], 2) + small("the sign turns" if row["flips"] else ""),
            signed(row["event_weight"], 2) + small(f"{row['event_load']:.0%} of the words"),
        ]
        for row in dicts(averages[averages["enough"]])
    ]
    headers = [f"By {by}", "#Quotes", "Tone", "#Attitude", "#What event words add"]
    return table(headers, body, f"No {by} has five quotes.")


def _few(tone: pd.DataFrame, speakers: Iterable[str]) -> Cell:
    body = []
    for speaker in speakers:
        own = dicts(tone[tone["speaker"] == speaker])
        links = [
            f'<a href="#q-{escape(percent(row["quote_id"]))}" title="{escape(row["text"] or "")}">'
            f"{escape(row['quote_id'])}</a> {_score(row['compound'])}"
            for row in own
        ]
        body.append([escape(speaker), f"{len(own):,}", ", ".join(links)])
    return table(["Too few quotes for a mean", "#Quotes", "Each quote with its tone"], body, "") if body else ""


def _words_of(words: pd.DataFrame) -> str:
    said = [
        f"{plain(row.word)} {signed(row.valence, 1)}{' (event)' if row.event else ''}"
        for row in words.head(MOST_WORDS).itertuples()
        if row.valence
    ]
    return ", ".join(said)


def _mean(row: dict) -> Cell:
    mean, low, high = (signed(row[name], 2) for name in ("mean", "low", "high"))
    return mean + small(f"{low} to {high}" if low != high else "all the same")


def _bar(row: dict) -> Cell:
    """Mean as a dot, interval as a line, attitude as a ring, from -1 to +1; the cells beside it say the same in words."""
    mean, low, high, attitude = (
        50 + 50 * max(-1.0, min(1.0, row[name])) for name in ("mean", "low", "high", "attitude")
    )
    return (
        '<svg class="tone" viewBox="0 0 100 12" aria-hidden="true">'
        f'<path d="M0 6H100M50 1V11"/><path class="interval" d="M{low:.1f} 6H{high:.1f}"/>'
        f'<circle cx="{mean:.1f}" cy="6" r="4"/><circle class="ring" cx="{attitude:.1f}" cy="6" r="3"/></svg>'
    )


def _score(value: float | None) -> str:
    return "–" if value is None else signed(value, 2)
