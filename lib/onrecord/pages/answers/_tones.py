"""Tones: how speakers sound where they have quotes enough, the strongest quotes, and where two scorers disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from onrecord.pages.answers._voices import joined_names
from onrecord.pages.answers.lines import Line, Link, begun, in_marks, listed, say, sentences
from onrecord.pages.row_tables import anchor
from onrecord.pages.two_scorers import opposed, scorer_of
from onrecord.pages.wording import count, plain, row_dicts, signed
from onrecord.statistics.governments import join_governments
from onrecord.statistics.means import ENOUGH_QUOTES, by_speaker
from onrecord.tables.record import Record

SIGNS = {-1: "negative", 1: "positive"}


def clear_tones(record: Record) -> Line:
    """The speakers whose mean tone is clearly negative or positive; nothing where there is none."""
    tone = join_governments(record.tone, record.speakers)
    means = row_dicts(by_speaker(tone, scorer=scorer_of(tone)))
    clear = [row for row in means if row["enough"] and row["low"] * row["high"] > 0]
    names = joined_names(record)
    items = [_mean(row, tone, names) for row in clear]
    return begun(say("{}.", listed(items, 2, "speaker"))) if items else ()


def _mean(row: Mapping[str, Any], tone: pd.DataFrame, names: Mapping[str, str]) -> Line:
    first = tone.loc[tone["speaker"] == row["speaker"], "quote_id"].iloc[0]
    who = Link(names[row["speaker"]], anchor("quote_id", first))
    sign = "negative" if row["mean"] < 0 else "positive"
    return say("{} sounds " + f"{sign} (mean {signed(row['mean'], 2)} of {row['n']:,} quotes)", who)


def means(record: Record) -> Line:
    """The mean tone of those who have quotes enough, and what can be said of it; or that nobody has."""
    tone = join_governments(record.tone, record.speakers).dropna(subset="speaker")
    if tone.empty:
        return (
            ("No quote has a speaker, so nobody has a tone.",)
            if len(record.quotes)
            else ("No quotes were found, so nobody has a tone.",)
        )
    rows = [row for row in row_dicts(by_speaker(tone, scorer=scorer_of(tone))) if row["enough"]]
    if not rows:
        return sentences(
            (f"Nobody has {ENOUGH_QUOTES} quotes with a score, so no mean tone says anything. Read the quotes.",),
            _most_quoted(tone, record),
        )
    names = joined_names(record)
    clear = [row for row in rows if row["low"] * row["high"] > 0]
    if clear:
        return begun(say("{}.", listed([_mean(row, tone, names) for row in clear], 2, "speaker")))
    who = listed([_number_of_quotes(row, tone, names) for row in rows], 3, "speaker")
    return say("Nobody sounds clearly negative or positive: {} could have either sign by chance.", who)


def _number_of_quotes(row: Mapping[str, Any], tone: pd.DataFrame, names: Mapping[str, str]) -> Line:
    first = tone.loc[tone["speaker"] == row["speaker"], "quote_id"].iloc[0]
    words = f" (mean {signed(row['mean'], 2)} of {row['n']:,} quotes)"
    return say("{}" + words, Link(names[row["speaker"]], anchor("quote_id", first)))


def _most_quoted(tone: pd.DataFrame, record: Record) -> Line:
    """Who has most quotes, and how many of them have a score."""
    speaker = tone["speaker"].value_counts().index[0]
    return say(
        "Most has {}: " + f"{quotes_with_score(tone[tone['speaker'] == speaker])}.", joined_names(record)[speaker]
    )


def quotes_with_score(tone: pd.DataFrame) -> str:
    """How many quotes these are, and how many of them have a word that the scorer rates, where not all have."""
    n, scored = len(tone), int(tone["compound"].notna().sum())
    if scored == n:
        return count(n, "quote")
    return f"{count(n, 'quote')}, {scored or 'none'} of them with a rated word"


def strongest(record: Record) -> Line:
    """The most negative and the most positive quote."""
    tone = record.tone.dropna(subset="compound")
    texts = dict(zip(record.quotes["quote_id"], record.quotes["text"], strict=True))
    names = joined_names(record)
    lines = []
    for sign, row in ((-1, tone.nsmallest(1, "compound")), (1, tone.nlargest(1, "compound"))):
        for quote in row_dicts(row):
            if quote["label"] == sign:
                words = Link(in_marks(texts[quote["quote_id"]]), anchor("quote_id", quote["quote_id"]))
                who = names.get(quote["speaker"], plain(quote["speaker"] or "no speaker found"))
                score = signed(quote["compound"], 2)
                lines.append(say(f"Most {SIGNS[sign]} words: " + "{} ({}, " + f"{score}).", words, who))
    return sentences(*lines)


def portrayed(record: Record) -> Line:
    """What the article calls people, and which verbs credit or discredit them."""
    names = joined_names(record)
    rows = row_dicts(record.portrayals)
    called = [row for row in rows if row["kind"] == "descriptor"]
    loaded = [row for row in rows if row["kind"] == "cue" and row["loaded"]]
    lines = []
    if called:
        lines.append(
            say("The article calls {}.", listed([say("{} {}", _name(row, names), _words(row)) for row in called], 3))
        )
    if loaded:
        lines.append(
            say("Its verbs judge: {}.", listed([say("{} for {}", _words(row), _name(row, names)) for row in loaded], 3))
        )
    return sentences(*lines)


def _name(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return names.get(row["speaker"], plain(row["speaker"]))


def _words(row: Mapping[str, Any]) -> Link:
    return Link(in_marks(row["text"]), f"p-{row['start']}-{row['end']}")


def scorers_disagree(record: Record) -> Line:
    """The quotes that the two scorers hear with opposite signs."""
    if scorer_of(record.tone) == "vader" or record.tone.empty:
        return ()
    far = row_dicts(opposed(record.tone))
    if not far:
        return ("The two scorers hear no quote with opposite signs.",)
    texts = dict(zip(record.quotes["quote_id"], record.quotes["text"], strict=True))
    links = [Link(in_marks(texts[row["quote_id"]]), anchor("quote_id", row["quote_id"])) for row in far]
    return say(
        f"The two scorers hear {count(len(far), 'quote')} with opposite signs: " + "{}.", listed(links, 2, "quote")
    )
