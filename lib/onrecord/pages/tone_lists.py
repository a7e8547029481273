"""Tone lists: quotes with their tone in words, speaker by speaker, and what two speakers differ by; for tables of notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from onrecord.pages.two_scorers import count_rated, scorer_of
from onrecord.pages.wording import NO_SIDE, NOBODY, count, is_given, score_in_words, signed
from onrecord.statistics.agreement import AGREEMENTS, compare_scorers
from onrecord.statistics.means import SIGNS
from onrecord.tables.frame_rows import dicts


def quotes_by_speaker(tone: pd.DataFrame, averages: pd.DataFrame) -> pd.DataFrame:
    """All quotes, those of a speaker one after the other, with the speaker's mean, or why there is none.

    Args:
        tone: what `with_groups` gave, of one article or several.
        averages: what `by_speaker` gave for the same rows.

    Returns:
        The rows of `tone` and three columns: voice (side, speaker, number of quotes, and the mean with its interval and
        the attitude, or "too few for a mean"), sounds and vader (score and sign in words, such as "−0.57, negative").
        The side with most words comes first, quotes without a side and without a speaker come last; within a side, who has
        most words.
    """
    means = {row["speaker"]: row for row in dicts(averages)}
    frame = tone.assign(of_side=_words_of(tone, "side"), of_speaker=_words_of(tone, "speaker"))
    order = ["of_side", "side", "of_speaker", "speaker"]
    frame = frame.sort_values(order, ascending=[False, True, False, True], kind="stable")
    voices = {who: _voice(quotes, means.get(who)) for who, quotes in frame.groupby("speaker", sort=False, dropna=False)}
    frame["voice"] = [voices[who] for who in frame["speaker"]]
    return _in_words(frame).drop(columns=["of_side", "of_speaker"]).reset_index(drop=True)


def disagreements(tone: pd.DataFrame) -> pd.DataFrame:
    """The quotes to which the scorer and VADER give another sign, those with opposite signs first.

    Args:
        tone: what `with_groups` gave, scored by another scorer than VADER; of VADER's own there are none.

    Returns:
        Those rows of `tone`, with the columns agreement ("opposite signs", "one is neutral"), sounds and vader (score and
        sign in words).
    """
    if scorer_of(tone) == "vader":
        tone = tone.head(0)
    by_vader = tone.assign(compound=tone["vader_compound"], label=tone["vader_label"])
    compared = compare_scorers(tone, by_vader).rename(columns={"first": "compound", "first_label": "label"})
    return _in_words(compared[compared["agreement"] != AGREEMENTS[2]])


def differences_in_words(pairs: pd.DataFrame) -> pd.DataFrame:
    """What `differences` found, in words.

    Args:
        pairs: what `statistics.differences` gave.

    Returns:
        A row per pair: higher and lower (who has the higher mean tone, and who the lower one, each with the number of
        quotes), difference (with its 95 % interval), without_event_words (the difference of attitudes), and chance
        ("may be chance" or "more than chance").
    """
    rows = [
        {
            "higher": f"{pair['a']} ({count(pair['n_a'], 'quote')})",
            "lower": f"{pair['b']} ({count(pair['n_b'], 'quote')})",
            "difference": _spread(pair["difference"], pair["low"], pair["high"]),
            "without_event_words": signed(pair["attitude_difference"], 2)
            if is_given(pair["attitude_difference"])
            else None,
            "chance": "more than chance" if pair["beyond_chance"] else "may be chance",
        }
        for pair in dicts(pairs)
    ]
    return pd.DataFrame(rows, columns=["higher", "lower", "difference", "without_event_words", "chance"], dtype="str")


def _words_of(tone: pd.DataFrame, column: str) -> pd.Series:
    """How many words all quotes of each row's side, or speaker, have; -1 for those without one."""
    return tone.groupby(column)["n_words"].transform("sum").reindex(tone.index).fillna(-1)


def _in_words(tone: pd.DataFrame) -> pd.DataFrame:
    """Two columns more: score and sign of a quote, by its scorer and by VADER."""
    return tone.assign(
        sounds=[_scored(*pair) for pair in zip(tone["compound"], tone["label"], strict=True)],
        vader=[_scored(*pair) for pair in zip(tone["vader_compound"], tone["vader_label"], strict=True)],
    )


def _scored(score: Any, label: Any) -> str:
    """As in: −0.57, negative."""
    words = score_in_words(score)
    return f"{words}, {SIGNS[int(label)]}" if is_given(label) and is_given(score) else words


def _voice(quotes: pd.DataFrame, mean: Mapping[str, Any] | None) -> str:
    """The heading of a speaker's quotes."""
    first = quotes.iloc[0]
    told = count_rated(quotes)
    if not is_given(first["speaker"]):
        return f"{NOBODY.capitalize()}: {told}"
    if mean and mean["enough"]:
        said = f"mean {_spread(mean['mean'], mean['low'], mean['high'])}, attitude {signed(mean['attitude'], 2)}"
    else:
        said = "too few for a mean"
    side = f"{first['side']}: " if is_given(first["side"]) else f"{NO_SIDE}: "
    same = first["speaker"] == first["side"] or first["speaker"].startswith(f"{first['side']} (")
    return f"{'' if same else side}{first['speaker']}, {told}; {said}"


def _spread(value: float, low: float, high: float) -> str:
    """As in: −0.14 (−0.37 to +0.08)."""
    return f"{signed(value, 2)} " + ("(all the same)" if low == high else f"({signed(low, 2)} to {signed(high, 2)})")
