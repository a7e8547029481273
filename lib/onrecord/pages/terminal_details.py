"""Terminal details: every quote, figure and pair of a record as plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from onrecord.pages.answers import as_plain
from onrecord.pages.answers.pairs import pair_lines
from onrecord.pages.answers.voices import names_in_sentences
from onrecord.pages.terminal_lines import columns, wrapped
from onrecord.pages.two_scorers import count_rated, scorer_of, scorers_in_words
from onrecord.pages.wording import (
    NO_QUOTES_WITH_SPEAKER,
    NOBODY,
    THE_ARTICLE,
    UNCOUNTED,
    count,
    denied_by,
    describe_speaker,
    figure_in_words,
    plain,
    range_in_words,
    row_dicts,
    score_in_words,
    signed,
    status_in_words,
)
from onrecord.statistics.governments import join_governments
from onrecord.statistics.means import by_speaker
from onrecord.tables.record import Record

LONGEST_CUE = 12  # characters of a cue that are shown


def all_rows(record: Record, width: int) -> list[list[str]]:
    """Every quote, figure, pair and mean tone of an article, in parts with a heading each.

    Args:
        record: of one article.
        width: columns to fill.
    """
    return [
        ["WHO IS ON RECORD", *_speakers(record, width)],
        ["FIGURES, AND WHO CLAIMS THEM", *_figures(record, width)],
        ["CLAIMS SIDE BY SIDE", *_pairs(record, width)],
        *([["SAID WITHOUT A NUMBER", *_uncounted(record, width)]] if len(record.uncounted) else []),
        ["TONE BY SPEAKER, FROM −1 TO +1", *_tone(record, width)],
    ]


def _speakers(record: Record, width: int) -> list[str]:
    quotes = row_dicts(record.quotes)
    if not quotes:
        return ["  No quotes found."]
    lines = []
    joined = join_governments(record.speakers, record.speakers)["speaker"].to_numpy()
    for shown, rows in record.speakers.groupby(joined, sort=False):
        names = set(rows["speaker"])
        about = describe_speaker(row_dicts(rows)[0])
        lines += wrapped(plain(str(shown)) + (f" ({about})" if about else ""), width, "  ", "    ")
        lines += _quote_lines([q for q in quotes if q["speaker"] in names], width)
    speakers = set(record.speakers["speaker"])
    if unnamed := [q for q in quotes if q["speaker"] not in speakers]:
        lines += [f"  {NOBODY}", *_quote_lines(unnamed, width)]
    return lines


def _quote_lines(quotes: Sequence[Mapping[str, Any]], width: int) -> list[str]:
    return [line for q in quotes for line in wrapped(plain(q["text"]), width, _before_quote(q), " " * 28)]


def _before_quote(quote: Mapping[str, Any]) -> str:
    cue = plain(quote["cue"] or "-")[:LONGEST_CUE]
    return f"    {quote['kind']:<8}  {cue:<{LONGEST_CUE}}  "


def _figures(record: Record, width: int) -> list[str]:
    table = []
    for figure in row_dicts(record.figures):
        stands_for = range_in_words(figure)
        spread = f" ({stands_for})" if " to " in stands_for else ""
        status = status_in_words(figure)
        event = f"{figure['event']}, {status}" if status and status != "denied" else figure["event"]
        table.append((plain(figure_in_words(figure)) + spread, event, plain(denied_by(figure))))
    return columns(table, width) if table else ["  No casualty or damage figures found."]


def _pairs(record: Record, width: int) -> list[str]:
    lines = pair_lines(record, names_in_sentences(record))
    said = [line for pair in lines for line in wrapped(as_plain(pair), width, "  ", "    ")]
    return said or ["  No two figures are about the same thing."]


def _uncounted(record: Record, width: int) -> list[str]:
    rows = row_dicts(record.uncounted)
    return columns([(plain(r["text"]), UNCOUNTED[r["what"]], plain(r["speaker"] or THE_ARTICLE)) for r in rows], width)


def _tone(record: Record, width: int) -> list[str]:
    tone = join_governments(record.tone, record.speakers).dropna(subset="speaker")
    if tone.empty:
        return wrapped(NO_QUOTES_WITH_SPEAKER, width, "  ", "  ")
    scorer = scorer_of(tone)
    speakers = row_dicts(by_speaker(tone, scorer=scorer))
    by_vader = tone.groupby("speaker")["vader_compound"].mean()
    said = [_mean_in_words(s) for s in speakers if s["enough"]]
    if scorer != "vader":
        beside = (score_in_words(by_vader[s["speaker"]]) for s in speakers if s["enough"])
        said = [f"{mean}; VADER {vader}" for mean, vader in zip(said, beside, strict=True)]
    means = [line for mean in said for line in wrapped(mean, width, "  ", "    ")]
    rest = [scorers_in_words(tone), _too_few(tone, speakers)]
    return means + [line for text in rest if text for line in wrapped(text, width, "  ", "  ")]


def _too_few(tone: pd.DataFrame, speakers: Sequence[Mapping[str, Any]]) -> str:
    """The speakers who have no mean by the rows of `by_speaker`, in one sentence; "" when all have one."""
    enough = {s["speaker"] for s in speakers if s["enough"]}
    few = [
        f"{plain(speaker)} ({count_rated(tone[tone['speaker'] == speaker])})"
        for speaker in tone["speaker"].value_counts().index
        if speaker not in enough
    ]
    return f"Too few quotes to say anything: {', '.join(few)}." if few else ""


def _mean_in_words(row: Mapping[str, Any]) -> str:
    """A row of `by_speaker` with quotes enough, in words: the mean with its interval, and the mean without event words."""
    mean, low, high = (signed(row[name], 2) for name in ("mean", "low", "high"))
    spread = f"{low} to {high}" if low != high else "all the same"
    event = f"{signed(row['attitude'], 2)} without event words" + ", the sign turns" * row["flips"]
    return f"{plain(row['speaker'])}: {mean} ({count(int(row['n']), 'quote')}, {spread}); {event}"
