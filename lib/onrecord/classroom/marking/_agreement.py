"""Agreement: how far markers agree, with words as units and with marks as units, and what the numbers mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from onrecord.classroom.marking._frame import ONE, article_of, names_of
from onrecord.classroom.marking._shown import Shown, listed, told_problems
from onrecord.classroom.marking._units import QUESTIONS, Mark, mark_labels, marks_of, word_labels
from onrecord.pages.html import Html
from onrecord.pages.row_tables import rows
from onrecord.pages.wording import count, row_dicts, signed
from onrecord.statistics.coders import ALL, coder_agreement
from onrecord.text.article import Article

WORD, MARK = "word", "mark"
GOOD, CAREFUL = 0.8, 0.667  # Krippendorff's bounds for alpha
FEW = 30  # units: of fewer, one more or less changes alpha much
# When the marks of two people are one unit.
ONE_UNIT = {
    "quotes": "Two marks are one quote where they share at least half of their characters.",
    "figures": "Two marks are one figure where they share a part of their words.",
    "pairs": "Two marks are one pair where both numbers share a part of their words. Pairs that nobody marked are no units.",
}
COLUMNS = ["question", "unit", "coders", "n", "agreed", "share", "kappa", "alpha", "why"]
SHOWN = {"coders": "markers", "n": "units", "agreed": "agreed", "share": "share", "kappa": "kappa", "alpha": "alpha"}


def agreement(*markers: pd.DataFrame, table: str = "quotes", article: Article | None = None) -> Shown:
    """How far markers agree: people with each other, or with the machine.

    Args:
        markers: marks of one article by two or more, as `read`, `project_marks` or `machine` give them.
        table: what is compared: "quotes", "figures" or "pairs".
        article: that was marked, where the marks do not know it.

    Returns:
        Sentences, and a table with a row per question, unit and pair of markers (and one for all, of three or more): question,
        unit, coders, n (units), agreed, share, kappa, alpha, why (kappa and alpha are null). Unit "word": each word of the
        article, also those that nobody marked. Unit "mark": each mark that somebody made; two are one where they share half of
        their characters. What was left blank counts as "blank", what only others marked as "not marked": nothing is dropped.

    Raises:
        ValueError: there is no such table, or the marks are of different articles.

    Limits:
        Agreement is no proof that somebody is right: two people can make the same mistake.
    """
    marked, names = marks_of(markers, table), names_of(markers)
    if len(markers) < 2:
        given = "The marks of one marker are given" if markers else "No marks are given"
        return Shown(pd.DataFrame(columns=COLUMNS), [f"{given}. Give those of two or more to compare them."])
    text = article_of(markers, article)
    parts = [
        part.assign(question=question, unit=unit)
        for field, question in QUESTIONS[table].items()
        for unit in ((WORD, MARK) if table != "pairs" else (MARK,))
        for part in _measured(text, marked, names, field, unit)
    ]
    result = pd.concat(parts, ignore_index=True)[COLUMNS]
    said = [_how_many(marked, names, table), *told_problems(markers), _units_in_words(result, table)]
    return Shown(result, [*said, *_meanings(result, names)], _as_html(result))


def _measured(
    article: Article, marked: Sequence[Sequence[Mark]], names: Sequence[str], field: str, unit: str
) -> list[pd.DataFrame]:
    """The rows of one question and unit: pairs of markers, each by their own units, then all together."""
    groups: list[tuple[int, ...]] = list(combinations(range(len(names)), 2))
    groups += [tuple(range(len(names)))] * (len(names) > 2)
    tables = []
    for group in groups:
        some, called = [marked[i] for i in group], [names[i] for i in group]
        labels = word_labels(article, some, called, field) if unit == WORD else mark_labels(some, called, field)
        measured = coder_agreement(labels)
        tables.append(measured[measured["coders"] == ALL] if len(group) > 2 else measured)
    return tables


def _how_many(marked: Sequence[Sequence[Mark]], names: Sequence[str], table: str) -> str:
    told = [f"{name} marked {count(len(marks), ONE[table])}" for name, marks in zip(names, marked, strict=True)]
    return f"{listed(told)[:1].upper()}{listed(told)[1:]}."


def _units_in_words(result: pd.DataFrame, table: str) -> str:
    one = ONE[table]
    both = ONE_UNIT[table]
    n_words = result.loc[result["unit"] == WORD, "n"].max()
    by_words = "" if pd.isna(n_words) else f"Words as units: all {int(n_words):,} words of the article, marked or not. "
    return f"{by_words}Marks as units: each {one} that somebody marked. {both} A blank counts as “blank”, and what only others marked as “not marked”: nothing is dropped."


def _meanings(result: pd.DataFrame, names: Sequence[str]) -> list[str]:
    """For each question a sentence on what alpha says, for all markers together."""
    coders = ALL if len(names) > 2 else f"{names[0]} and {names[1]}"
    said, hangs = [], False
    for question, of_question in result[result["coders"] == coders].groupby("question", sort=False):
        by_unit = row_dicts(of_question)
        said.append(f"{question} {' '.join(map(_meaning, by_unit))}")
        alphas = {row["unit"]: row["alpha"] for row in by_unit if row["alpha"] is not None}
        if len({round(alpha, 2) for alpha in alphas.values()}) == 2:
            said[-1] += f" With {max(alphas, key=lambda unit: alphas[unit])}s as units it looks better."
            hangs = True
    return [*said, *["The unit is a choice: always say which one you took."] * hangs]


def _meaning(row: dict[str, Any]) -> str:
    unit = f"With {row['unit']}s as units"
    if row["alpha"] is None:
        same = f" They agree on {row['agreed']:,} of {row['n']:,}." if row["n"] else ""
        return f"{unit}, kappa and alpha are not defined: {row['why']}.{same}"
    few = " That is few: one mark more or less changes the number much." if row["n"] < FEW else ""
    return f"{unit}, they agree on {row['agreed']:,} of {row['n']:,}; alpha is {signed(row['alpha'], 2).lstrip('+')}: {_level(row['alpha'])}.{few}"


def _level(alpha: float) -> str:
    if alpha >= GOOD:
        return "good enough to rely on"
    if alpha >= CAREFUL:
        return "good enough for careful conclusions"
    return "too little to rely on" if alpha > 0 else "no better than chance"


def _as_html(result: pd.DataFrame) -> Html:
    shown = result.assign(
        share=[_percent(value) for value in result["share"]],
        **{name: [_number(value) for value in result[name]] for name in ("kappa", "alpha")},
    )
    shown["asked"] = [f"{row['question']} (unit: {row['unit']})" for row in row_dicts(shown)]
    return rows(shown, SHOWN, caption="Agreement", group="asked")


def _percent(value: Any) -> str:
    return "–" if pd.isna(value) else f"{value:.0%}"


def _number(value: Any) -> str:
    return "not defined" if pd.isna(value) else signed(float(value), 2).lstrip("+")
