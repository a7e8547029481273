"""Two scorers: what VADER gives beside the scorer of a table of tone, and where the two do not agree, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from onrecord.pages.wording import count, score_in_words
from onrecord.statistics.agreement import AGREEMENTS, compare_scorers


def scorer_of(tone: pd.DataFrame) -> str:
    """The scorer that rows of the tone table name; "vader" where they name none."""
    named = tone["scorer"].dropna()
    return "vader" if named.empty else named.iloc[0]


def scores(row: Mapping[str, Any]) -> str:
    """The score of a quote, and VADER's where another scorer gave it: "+0.40 (VADER −0.20)".

    Args:
        row: of the tone table; "vader" gave the score where it names no scorer.
    """
    score = score_in_words(row["compound"])
    if row.get("scorer") in (None, "vader"):
        return score
    return f"{score} (VADER {score_in_words(row['vader_compound'])})"


def count_rated(tone: pd.DataFrame) -> str:
    """How many quotes these are and, where not all have a score, how many have one: "8 quotes, 4 with a rated word".

    Args:
        tone: rows of the tone table.
    """
    rated = int(tone["compound"].notna().sum())
    return count(len(tone), "quote") + f", {rated or 'none'} with a rated word" * (rated < len(tone))


def opposed(tone: pd.DataFrame) -> pd.DataFrame:
    """Those rows of the tone table that the scorer and VADER hear with opposite signs, the widest apart first."""
    compared = compare_scorers(tone, _by_vader(tone))
    far = compared[compared["agreement"] == AGREEMENTS[0]]
    return far.rename(columns={"first": "compound", "first_label": "label"})


def scorers_in_words(tone: pd.DataFrame) -> str:
    """How often the scorer of a table and VADER give the same sign, in two or three sentences.

    Args:
        tone: rows of the tone table, of one scorer, at least one.
    """
    scorer = scorer_of(tone)
    if scorer == "vader":
        return "Scored by VADER alone, which counts words."
    compared = compare_scorers(tone, _by_vader(tone))
    same, opposite = (int((compared["agreement"] == how).sum()) for how in (AGREEMENTS[2], AGREEMENTS[0]))
    unrated = tone["vader_compound"].isna().sum()
    said = f"Scored by {scorer}; VADER, which counts words, stands beside. "
    if len(compared) == 1:
        how = AGREEMENTS[0] if opposite else AGREEMENTS[2] if same else "different signs: one is neutral"
        said += f"They give the only quote that both score {how}."
    elif len(compared):
        every = "both" if len(compared) == 2 else f"all {len(compared):,}"
        agreed = every if same == len(compared) else f"{same or 'none'} of {len(compared):,}"
        said += f"They give {agreed} quotes the same sign."
        said += f" They give {count(opposite, 'quote')} opposite signs: read these first." if opposite else ""
    if unrated:
        said += f" VADER rates no word of {count(unrated, 'quote')}."
    return " ".join(said.split())


def _by_vader(tone: pd.DataFrame) -> pd.DataFrame:
    return tone.assign(compound=tone["vader_compound"], label=tone["vader_label"])
