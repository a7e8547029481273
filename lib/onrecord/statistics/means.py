"""Means: the tone of many quotes together, by speaker, side, role or wording, with what chance does to it.

Fewer than five quotes say nothing about whoever said them: such rows have no interval, and charts and pages draw no
mean for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.rows import WORDINGS
from onrecord.statistics.resampling import ENOUGH_ARTICLES, interval, resampled_means, unit, units
from onrecord.tables.frame_rows import dicts, dicts_with_none
from onrecord.tone.scorers import CUTS
from onrecord.tone.vader import label_of
from onrecord.words import read_words

if TYPE_CHECKING:
    import pandas as pd

# Fewer quotes of a speaker than this say nothing about the speaker.
ENOUGH_QUOTES = 5

SIGNS = {-1: "negative", 0: "neutral", 1: "positive"}

# Whoever is called by one of these speaks for an office, though the noun names none.
SPEAK_FOR_OFFICES = frozenset("official officer spokesman spokesperson spokeswoman representative".split())

_READ = ("article_id", "compound", "attitude", "event_load", "n_words")
_COLUMNS = {
    "n": "Int64",
    "n_articles": "Int64",
    "n_words": "Int64",
    "mean": "Float64",
    "low": "Float64",
    "high": "Float64",
    "attitude": "Float64",
    "attitude_low": "Float64",
    "attitude_high": "Float64",
    "event_load": "Float64",
    "event_weight": "Float64",
    "flips": "bool",
    "enough": "bool",
    "resampled": "str",
    "note": "str",
}


def by_speaker(tone: pd.DataFrame, seed: int = 0, scorer: str = "vader") -> pd.DataFrame:
    """Put the tone of each speaker's quotes together.

    Args:
        tone: rows of the tone table, of one article or several.
        seed: of the bootstrap.
        scorer: whose tone it is; what counts as a turn of the sign depends on it.

    Returns:
        A row per speaker, most quotes first, with the columns of `average`; `enough` says whether there are five quotes
        or more. Quotes that nobody is named for are left out.

    Raises:
        KeyError: there is no such scorer.

    Source of the method and limits: those of `average`.
    """
    return average(tone, "speaker", seed, scorer)


def average(tone: pd.DataFrame, by: str, seed: int = 0, scorer: str = "vader") -> pd.DataFrame:
    """Put the tone of the quotes of each group together.

    Args:
        tone: rows of the tone table, of one article or several; what `with_groups` gave has more columns to group by.
            Read are article_id, compound, attitude (-1 to 1), event_load (0 to 1), n_words and the column `by`.
        by: the column that says which group a quote belongs to, such as "speaker" or "side".
        seed: of the bootstrap. The interval of a group depends on its quotes and the seed only.
        scorer: whose tone it is; what counts as a turn of the sign depends on it.

    Returns:
        A row per group, most quotes first: the group (in a column named as `by`), n (quotes), n_articles, n_words,
        mean (-1 to 1, of compound over the quotes, each counting the same), low and high (its 95 % interval), attitude
        (the mean without words that only name an event) with attitude_low and attitude_high, event_load (0 to 1, share
        of all words that name events), event_weight (what event words add to the mean: mean of compound - attitude),
        flips (mean and attitude are on different sides of zero, both by the scorer's cut or more: 0.05 for VADER, and
        one of their intervals leaves zero out: else chance could turn the sign as well),
        enough (five quotes or more), resampled ("quotes" or "articles": what the interval is over), note (null, or what
        to heed). With fewer than five quotes, intervals are null and `flips` is False. Quotes without a group or
        without a score are left out.

    Raises:
        KeyError: there is no such column, or no such scorer.

    Source of the method: bootstrap over quotes; over articles, all of whose quotes are drawn together, where the
    quotes of a group come from five articles or more. See `resampling`.

    Limits:
        The interval holds what chance does to these quotes. The scorer's own errors are not in it (see
        `show.scorer_sentence`), nor is the reporter's choice of what to quote. Quotes of one speaker are alike: the interval of
        a side or a role with few speakers is too narrow.
    """
    import pandas as pd

    rows = averages(dicts_with_none(tone[list(dict.fromkeys([by, *_READ]))]), by, seed, scorer)
    types = {by: "str"} | _COLUMNS
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def averages(tone: Iterable[Mapping[str, Any]], by: str, seed: int = 0, scorer: str = "vader") -> list[dict[str, Any]]:
    """The rows of `average`, from rows of the tone table, a missing value as None.

    Raises:
        KeyError: there is no such column, or no such scorer.
    """
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for quote in tone:
        if quote[by] is not None and quote["compound"] is not None:
            groups.setdefault(quote[by], []).append(quote)
    cut = CUTS[scorer]
    rows = [{by: group, **_summary(quotes, seed, cut)} for group, quotes in sorted(groups.items())]
    return sorted(rows, key=lambda row: -row["n"])


def with_groups(tone: pd.DataFrame, quotes: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """The tone table with what its quotes can be grouped by, and where they stand.

    Args:
        tone: rows of the tone table, of one article or several.
        quotes: the quotes table of the same articles.
        speakers: the speakers table of the same articles.

    Returns:
        The rows of `tone` in the order of the text, with the columns text, start (code points), wording ("word for word",
        "partly word for word", "in paraphrase"), side (null where the article gives none) and role ("in office"
        or "another role" for people; "government", "military", ... for bodies; null where the article gives none).

    Limits:
        Sides and roles are those that the article states. Whoever has an office by the words of the article counts as
        in office, "former" or not.
    """
    words = quotes[["article_id", "quote_id", "text", "start", "kind"]]
    groups = speakers[["article_id", "speaker", "side"]].assign(role=[role_of(row) for row in dicts(speakers)])
    joined = tone.merge(words, on=["article_id", "quote_id"], how="left")
    joined = joined.merge(groups, on=["article_id", "speaker"], how="left")
    joined = joined.assign(wording=joined["kind"].map(WORDINGS)).drop(columns="kind")
    return joined.sort_values(["article_id", "start"], kind="stable", ignore_index=True)


def sign_flips(tone: pd.DataFrame, scorer: str = "vader") -> pd.DataFrame:
    """The quotes whose sign is another without the words that only name events.

    Args:
        tone: rows of the tone table, of one article or several.
        scorer: whose tone it is; what counts as neutral depends on it.

    Returns:
        Those rows, with a column turn: "negative to neutral", "negative to positive" and so on; those that change most
        come first. Quotes without a score or without an attitude are left out.

    Raises:
        KeyError: there is no such scorer.
    """
    scores = tone[["compound", "attitude"]].astype("Float64").dropna()
    signs = scores.map(label_of, cut=CUTS[scorer])
    signs = signs[signs["compound"] != signs["attitude"]]
    turn = [f"{SIGNS[a]} to {SIGNS[b]}" for a, b in zip(signs["compound"], signs["attitude"], strict=True)]
    rows = tone.loc[signs.index].assign(turn=turn)
    by_change = (rows["compound"] - rows["attitude"]).abs().sort_values(ascending=False, kind="stable").index
    return rows.loc[by_change]


def driving_words(tone: pd.DataFrame, by: str = "speaker") -> pd.DataFrame:
    """The words that made the tone of each group, those that weigh most first.

    Args:
        tone: rows of the tone table with their `words` (VADER's), or what `with_groups` gave.
        by: the column that says which group a quote belongs to.

    Returns:
        A row per group and word (in lower case): the group, word, n (how often), valence (the sum of what it adds,
        after negation, boosters and "but"), event (it only names an event, and the attitude leaves it out).

    Raises:
        KeyError: there is no such column.

    Limits:
        Empty where the scorer lists no words: only VADER does. Forms of a word ("war", "wars") are rows of their own.
    """
    import pandas as pd

    rows = [
        {by: row[by], "word": word["word"].lower(), "valence": word["valence"]}
        | {"event": "event word" in word["shifted"].split(", ")}
        for row in dicts(tone.dropna(subset=by))
        for word in row["words"]
    ]
    frame = pd.DataFrame(rows, columns=[by, "word", "valence", "event"])
    sums = frame.groupby([by, "word", "event"], as_index=False).agg(n=("valence", "size"), valence=("valence", "sum"))
    order = sums.assign(weight=-sums["valence"].abs()).sort_values([by, "weight"], kind="stable").index
    return sums.loc[order, [by, "word", "n", "valence", "event"]].reset_index(drop=True)


def _summary(quotes: Sequence[Mapping[str, Any]], seed: int, cut: float) -> dict[str, Any]:
    """The columns of `average` of one group."""
    scores = _numbers(quotes, "compound", "attitude")
    n_words, loads = _numbers(quotes, "n_words", "event_load").T
    articles = [quote["article_id"] for quote in quotes]
    enough = len(quotes) >= ENOUGH_QUOTES
    mean, attitude = scores[:, 0].mean(), _mean(scores[:, 1])
    of = units(articles)
    means = resampled_means(scores, of, seed) if enough else np.full((1, 2), np.nan)
    low, high = interval(means[:, 0], mean, max(2, of.max() + 1))
    attitude_low, attitude_high = interval(means[:, 1], attitude, max(2, of.max() + 1))
    opposite = label_of(mean, cut) * label_of(attitude, cut) == -1
    row = {
        "n": len(quotes),
        "n_articles": len(set(articles)),
        "n_words": int(n_words.sum()),
        "mean": _given(mean),
        "low": _given(low),
        "high": _given(high),
        "attitude": _given(attitude),
        "attitude_low": _given(attitude_low),
        "attitude_high": _given(attitude_high),
        "event_load": _given((loads * n_words).sum() / max(1.0, n_words.sum())),
        "event_weight": _given(_mean(scores[:, 0] - scores[:, 1])),
        "flips": bool(enough and opposite and not (low <= 0 <= high and attitude_low <= 0 <= attitude_high)),
        "enough": enough,
        "resampled": unit(articles) if enough else None,
    }
    return row | {"note": _note(row, bool(np.ptp(scores[:, 0]) == 0))}


def _numbers(quotes: Sequence[Mapping[str, Any]], *columns: str) -> np.ndarray:
    """Columns of rows, shape (rows, columns); NaN where there is no value."""
    return np.array([[np.nan if quote[c] is None else quote[c] for c in columns] for quote in quotes], dtype=float)


def _given(value: float) -> float | None:
    """A number, or None for NaN."""
    return None if np.isnan(value) else float(value)


def _note(row: Mapping, alike: bool) -> str | None:
    n, articles = row["n"], row["n_articles"]
    if not row["enough"]:
        return f"{n} quote{'s' * (n > 1)}: too few for a mean to say anything; read {'them' if n > 1 else 'it'} instead"
    notes = []
    if alike:
        notes.append("all quotes have the same score, so the interval cannot say how sure the mean is")
    if 1 < articles < ENOUGH_ARTICLES:
        notes.append(f"quotes of {articles} articles: the interval says nothing of other articles")
    if row["flips"]:
        turn = f"{SIGNS[int(np.sign(row['mean']))]} to {SIGNS[int(np.sign(row['attitude']))]}"
        notes.append(f"the sign turns from {turn} without event words")
    return "; ".join(notes) or None


def _mean(values: np.ndarray) -> float:
    values = values[~np.isnan(values)]
    return float(values.mean()) if len(values) else float("nan")


def role_of(speaker: Mapping) -> str | None:
    """The group of a speaker: a body's kind; of people, whether the words for them name an office."""
    if "person" not in speaker["kind"] and "group" not in speaker["kind"]:
        return speaker["kind"]
    words = speaker["role"] if isinstance(speaker["role"], str) else ""
    words += " " + speaker["speaker"] if speaker["kind"].startswith("unnamed") else ""
    nouns = {word.removesuffix("s") for word in re.findall(r"\w+", words.lower())}
    if nouns & _offices():
        return "in office"
    return "another role" if words else None


@cache
def _offices() -> frozenset[str]:
    """Nouns of words/speaker_nouns.csv for people who hold an office, and for those who speak for one."""
    return SPEAK_FOR_OFFICES | {row["noun"] for row in read_words("speaker_nouns.csv") if row["generic"] == "office"}
