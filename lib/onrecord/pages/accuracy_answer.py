"""Accuracy answer: how right all this is, in at most five sentences made from counts; what a reader finds beside what we find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from onrecord.evaluation.published import shares_on_others_news
from onrecord.evaluation.scorers import SIGNS_RIGHT, scorer_accuracy
from onrecord.pages.answers import as_html
from onrecord.pages.html import Html, wrapped
from onrecord.pages.row_tables import rows
from onrecord.pages.wording import count
from onrecord.tables.frame_rows import dicts
from onrecord.tone.choosing import SCORERS


def answer_how_right() -> Html:
    """How often quotes, speakers, figures, comparisons and tones are right on news that nobody here wrote, as a short list.

    Limits:
        What was not counted has no sentence.
    """
    return wrapped(as_html([(sentence,) for sentence in sentences(shares_on_others_news(), scorer_accuracy())]))


def sentences(shares: pd.DataFrame, scorers: pd.DataFrame) -> Iterator[str]:
    """The sentences of `answer_how_right`.

    Args:
        shares: what `shares_on_others_news` gave.
        scorers: what `scorer_accuracy` gave.
    """
    right, found = ({row["what"]: row[column] for row in dicts(shares)} for column in ("right", "found"))
    if "all quotes" in right:
        yield (
            f"On news that nobody here wrote, {right['all quotes']} of 100 quotes that the program gives are right, "
            f"and it finds {found['all quotes']} of 100 quotes that are there."
        )
    if "speakers" in right:
        yield f"Of 100 full names that it gives for a speaker, {right['speakers']} are right."
    if {"figures", "events", "claimants"} <= set(right):
        yield (
            f"Of 100 figures of casualties and damage, {right['figures']} are right. For 100 right figures it says correctly "
            f"what happened {right['events']} times, and who claims it {right['claimants']} times."
        )
    if "comparisons" in right:
        yield (
            f"Of 100 pairs of claims that it sets side by side, {right['comparisons']} are right; "
            f"it finds {found['comparisons']} of 100 that are there."
        )
    signs = scorers[(scorers["what"] == SIGNS_RIGHT) & scorers["scorer"].isin(SCORERS)]
    if len(signs):
        heard = [f"{row.scorer} hears {round(100 * row.value)}" for row in signs.sort_values("value").itertuples()]
        yield f"Of 100 sentences of US news, {' and '.join(heard[::-1])} as readers do: negative, neutral or positive."


def found_by_readers(expected: Mapping[str, str], given: Sequence[str]) -> Html:
    """What a reader finds in some sentences beside what the program finds, and how often the two are the same.

    Args:
        expected: {sentence: what a reader finds}.
        given: what the program finds in each, written in the same way.

    Raises:
        ValueError: there are not as many of the one as of the other.
    """
    pairs = list(zip(expected.items(), given, strict=True))
    table = pd.DataFrame(
        [(sentence, reader, program, reader == program) for (sentence, reader), program in pairs],
        columns=["sentence", "a reader finds", "the program finds", "the same"],
    )
    return rows(table, caption=f"The same in {table['the same'].sum()} of {count(len(table), 'sentence')}.")
