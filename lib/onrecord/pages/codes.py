"""Codes of tables as the words that a reader knows: "conflict_character" is "they conflict on what happened"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.pages.wording import (
    APPROX,
    RELATIONS,
    STATUSES,
    UNCOUNTED,
    denied_by,
    figure_in_words,
    is_given,
    range_in_words,
    status_in_words,
    times_in_percent,
)
from onrecord.tables.frame_rows import dicts
from onrecord.words import read_words

if TYPE_CHECKING:
    import pandas as pd

ATTRIBUTIONS = {
    "stated": "named in the sentence",
    "continued": "inferred from the sentences around",
    "none": "nobody is named",
}
CODES: dict[str, Mapping[str, str]] = {
    "relation": RELATIONS,
    "what": UNCOUNTED,
    "attribution": ATTRIBUTIONS,
    "approx": {code: words.strip() for code, words in APPROX.items()} | {"range": "from … to"},
    "status": STATUSES,
}
AROUND = 26  # characters before and after a figure: the longest word that makes a number less exact has 24


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """A table with words for its codes: the columns relation, what, attribution, approx and status, as far as it has them.

    Args:
        table: one of a record's tables, or part of one.

    Returns:
        A copy; what is no code of ours stays as it is.
    """
    known = {column: words for column, words in CODES.items() if column in table}
    return table.assign(**{column: table[column].replace(dict(words)) for column, words in known.items()})


def ranges_in_words(figures: pd.DataFrame) -> pd.Series:
    """The numbers that each figure stands for: "380,000 to 420,000", "47.5 to 52.5%", "40 or more".

    Args:
        figures: rows of the figures table.

    Returns:
        A text per row, with the index of `figures`; "no number" where the words give none.
    """
    rows = dicts(in_percent(figures))
    texts = [_percent(row) if row["category"] == "share" else range_in_words(row) for row in rows]
    texts = [words or "no number" for words in texts]
    import pandas as pd

    return pd.Series(texts, index=figures.index, dtype="str")


def _percent(share: Mapping[str, Any]) -> str:
    """A share in percent, with one digit after the point: "63.3 to 70%"."""
    ends = {
        end: round(float(share[end]), 1) if is_given(share[end]) else share[end] for end in ("value_low", "value_high")
    }
    words = range_in_words(ends)
    return words.replace(" or more", "% or more") if words.endswith("more") else words + "%" * bool(words)


def in_percent(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures with all shares in percent: the table has 30 for "30 percent", but 0.667 for "two thirds"."""
    is_share = zip(figures["category"], figures["text"], strict=True)
    scale = [times_in_percent(category, text) for category, text in is_share]
    ends = {end: figures[end].astype("Float64").astype(float) * scale for end in ("value_low", "value_high")}
    return figures.assign(**ends)


def claims_in_one_line(figures: pd.DataFrame) -> str:
    """Figures in one line: what happened, the number, who says so, and what it is where it is no plain claim.

    Args:
        figures: rows of the figures table.

    Returns:
        "killed: 12 – the mayor; injured: 30 people – nobody named (forecast)", or "nothing".
    """
    return "; ".join(map(_claim, dicts(figures))) or "nothing"


def _claim(row: Mapping[str, Any]) -> str:
    who = denied_by(row) if is_given(row["speaker"]) else "nobody named"
    status = f" ({words})" if (words := status_in_words(row)) and row["status"] != "denied" else ""
    return f"{row['event']}: {figure_in_words(row)} – {who}{status}"


def number_words(figures: pd.DataFrame | None = None, text: str = "") -> pd.DataFrame:
    """What words do to a number: "about" makes a range of it, "dozens" is one.

    Args:
        figures: rows of the figures table of one article; only the words that stand at these are given. All words that
            the rules know when left out.
        text: of the article.

    Returns:
        The columns words (those with one reading, in a list), approx (what we call it) and why (how we read it).
    """
    lines = [
        (row["phrase"], row["approx"], row["why"])
        for row in read_words("approximators.csv")
        if row["place"] != "inside"
    ]
    vague = [row for row in read_words("number_words.csv") if row["kind"] in ("plural", "vague")]
    lines += [(row["word"], "vague", row["why"]) for row in vague]
    import pandas as pd

    table = pd.DataFrame(lines, columns=["words", "approx", "why"]).drop_duplicates()
    if figures is not None:
        table = table[table["approx"] != "exact"]  # "another" leaves the number as it is
        around: dict[str, list[str]] = {}  # how figures are read: each of them with the words beside it
        for approx, start, end in zip(figures["approx"], figures["start"], figures["end"], strict=True):
            around.setdefault(approx, []).append(" ".join(text[max(start - AROUND, 0) : end + AROUND].split()))
        used = [
            _stands_in(words, around.get(approx, ()))
            for words, approx in zip(table["words"], table["approx"], strict=True)
        ]
        table = table[used]
    groups = table.groupby(["approx", "why"], sort=False, as_index=False)["words"].agg(", ".join)
    return in_words(groups[["words", "approx", "why"]])


def _stands_in(words: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts has these words in it, whole."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return any(re.search(pattern, text, re.IGNORECASE) for text in texts)
