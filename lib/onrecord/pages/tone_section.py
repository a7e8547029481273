"""Tone section: the part of an article's page that shows the tone of speakers and sides, and what made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

import pandas as pd

from onrecord.evaluation.scorers import scorer_sentence
from onrecord.pages.html import EMPTY, Html, anchor_address, join, render
from onrecord.pages.layout import Group, Row, empty, long_table, note_with_counts, small, table
from onrecord.pages.two_scorers import count_rated, opposed, scorer_of, scorers_in_words, scores
from onrecord.pages.wording import NO_QUOTES_WITH_SPEAKER, NOBODY, count, plain, row_dicts, signed
from onrecord.statistics.governments import join_governments
from onrecord.statistics.means import average, driving_words, with_groups
from onrecord.tables.record import Record

MOST_SPEAKERS = 6  # with too few quotes, that are shown at once
MOST_WORDS = 5  # of a speaker
MOST_OPPOSED = 5  # quotes that the scorers hear with opposite signs
LONGEST = 120  # characters of such a quote that are shown
EXPLAINED = Html(
    "<p>Tone runs from −1 (negative) to +1 (positive); 0 is neutral. <b>Attitude</b> is the tone without the words that only "
    "name an event, such as “attack”: somebody who reports an attack need not sound hostile.</p>"
)
MEANS_EXPLAINED = Html(
    "<p>The tone of a speaker is the mean over his or her quotes. Below it stands its 95 % interval: how far chance in "
    "what was quoted may have moved the mean. A click on the number of quotes shows each of them. "
    "Read the quotes before you believe a mean: means of sentence scores gave the right sign for about 70 % of those who "
    "were spoken well of, and for 55 % of those spoken ill of (Rønningstad et al., 2024).</p>"
)
UNRATED = Html("<p>“No rated word” means that the list of words by which tone is scored has no word of the quote.</p>")
NO_MEANS = Html(
    "<p>Nobody here has five quotes with a tone. Fewer say nothing about a speaker, so there is no mean.</p>"
)


def tone_section(record: Record) -> Html:
    """The section: means by speaker and by side, quotes of those who have too few, and the scorers' own errors.

    Args:
        record: of one article; what VADER gives stands beside where another scorer has read it.
    """
    tone = join_governments(with_groups(record.tone, record.quotes, record.speakers), record.speakers)
    if tone["speaker"].isna().all():
        return empty(NO_QUOTES_WITH_SPEAKER)
    scorer = scorer_of(tone)
    averages = {by: average(tone, by, scorer=scorer) for by in ("speaker", "side")}
    enough = {by: means[means["enough"]] for by, means in averages.items()}
    few = [s for s in tone["speaker"].value_counts().index if s not in set(enough["speaker"]["speaker"])]
    shown = [_means(tone, means, by) for by, means in enough.items() if len(means)]
    return join(
        [
            EXPLAINED,
            MEANS_EXPLAINED if shown else NO_MEANS,
            UNRATED if tone["compound"].isna().any() else "",
            "" if scorer == "vader" else _disagreements(tone),
            *shown,
            _few(tone, few),
            Html("<p><small>{}</small></p>").format(
                note_with_counts(scorer_sentence(scorer), "tone", "No interval holds these errors.")
            ),
        ]
    )


def _disagreements(tone: pd.DataFrame) -> Html:
    """How often VADER, which counts words, gives another sign than the scorer, and the quotes of opposite signs."""
    said = Html("<p>{}</p>").format(scorers_in_words(tone))
    rows = row_dicts(opposed(tone))[:MOST_OPPOSED]
    quoted = [(_link(row), row["speaker"] or NOBODY, shorten(row["text"] or "", LONGEST)) for row in rows]
    return said + join([Html("<p>{}, {}: {}</p>").format(*quote) for quote in quoted])


def _means(tone: pd.DataFrame, averages: pd.DataFrame, by: str) -> Html:
    """The groups with quotes enough; what names them, and the words that moved the mean most."""
    words = driving_words(tone, by)
    body = [
        [
            Html.escape(row[by]) + small(_words_in_line(words[words[by] == row[by]])),
            _mean(row) + _beside(tone[tone[by] == row[by]]) + _bar(row),
            Html.escape(signed(row["attitude"], 2)) + small("the sign turns" if row["flips"] else ""),
            Html.escape(signed(row["event_weight"], 2)) + small(f"{row['event_load']:.0%} of the words"),
            _each_quote(tone[tone[by] == row[by]]),
        ]
        for row in row_dicts(averages)
    ]
    headings = [f"By {by}", "Tone", "#Attitude", "#What event words add", "Quotes"]
    return table(headings, body, "")


def _each_quote(quotes: pd.DataFrame) -> Html:
    """How many quotes made a mean; a click shows each with its tone."""
    rated = quotes.dropna(subset="compound")
    listed = join(map(_link, row_dicts(rated)), ", ")
    return Html("<details><summary>{}</summary>{}</details>").format(count_rated(quotes), listed)


def _few(tone: pd.DataFrame, speakers: Sequence[str]) -> Html:
    """The speakers with too few quotes for a mean, each quote with its tone."""
    rows = []
    for speaker in speakers:
        quotes = tone[tone["speaker"] == speaker]
        rows.append(Row([speaker, count_rated(quotes), join(map(_link, row_dicts(quotes)), ", ")]))
    headings = ["Too few quotes for a mean", "Quotes", "Each quote with its tone"]
    return long_table(headings, [Group("", rows)], "", "speaker", most=MOST_SPEAKERS) if rows else EMPTY


def _link(row: Mapping[str, Any]) -> Html:
    """A quote's id as a link to its words, and its tone."""
    where = anchor_address(f"q-{row['quote_id']}")
    return Html('<a href="{}" title="{}">{}</a> {}').format(where, row["text"] or "", row["quote_id"], scores(row))


def _beside(quotes: pd.DataFrame) -> Html:
    """VADER's mean over those quotes of a group that have a word it rates, where the mean is another scorer's."""
    rated = quotes["vader_compound"].dropna()
    if rated.empty or (quotes["scorer"] == "vader").all():
        return EMPTY
    return small(f"VADER {signed(rated.mean(), 2)} ({count(len(rated), 'quote')})")


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
