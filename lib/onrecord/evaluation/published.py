"""Published marks: how often rows are right on news that nobody here wrote, beside what our own articles give.

The texts of others are not ours to carry, so published_accuracy.csv holds counts alone, each with its day and its command.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from onrecord.evaluation.row_accuracy import accuracy

TABLE = Path(__file__).with_name("published_accuracy.csv")
COUNTS = ["n_articles", "n_right", "n_found", "n_hit", "n_marked"]
# A share of fewer than so many is chance.
LEAST = 30
HOW_TO_READ = "Of 100 that are given, how many are right; of 100 that are there, how many are found. "


@cache
def published_accuracy() -> pd.DataFrame:
    """How often rows are right on marked texts that others wrote.

    Returns:
        DataFrame with a row per set of texts and kind of finding. `texts` says what was read (`n_articles` of them; `genre`
        is "news" for whole articles), `source` who marked them. n_right of n_found rows are right, n_hit of n_marked marks
        are found; precision, recall and f1 follow. n_found is null where a set marks only some of what there is.
        `half` is "open", or "kept back" for texts that nobody looked at while rules were made (shares only, no counts).
        `date` and `command` say when and how it was counted.

    Limits:
        Rules were made while the open halves were looked at. Each set has its own idea of what counts.
    """
    return pd.read_csv(TABLE, encoding="utf-8").astype(dict.fromkeys(COUNTS, "Int64"))


@cache
def shares_on_others_news() -> pd.DataFrame:
    """How often rows are right on news articles that nobody here wrote, over all sets, in words.

    Returns:
        DataFrame with a row per kind of finding: what, right (how many of 100 that are given, such as "77 to 87" where sets
        differ), found (how many of 100 that are marked; "" where only those that are found were asked about), articles.
    """
    news = published_accuracy().query("genre == 'news' and half == 'open'")
    news = news[news[["n_found", "n_marked"]].max(axis=1) >= LEAST]
    rows = [
        (what, *_in_words(of_kind, "n_hit"), of_kind["n_articles"].sum())
        for what, of_kind in news.groupby("what", sort=False)
    ]
    return pd.DataFrame(rows, columns=["what", "right", "found", "articles"])


def accuracy_note(*what: str) -> str:
    """How often rows are right, in words, to stand under a chart: on others' news first, then on our own articles.

    Args:
        what: names from the column `what` of `accuracy()`, such as "direct quotes".

    Raises:
        ValueError: no such name.
    """
    ours = accuracy().set_index("what")
    if missing := [w for w in what if w not in ours.index]:
        raise ValueError(f"accuracy of {missing[0]!r} is not measured; there are: {', '.join(ours.index)}")
    news = shares_on_others_news().set_index("what")
    measured = [w for w in what if w in news.index]
    published = "; ".join(
        f"{_clause(w, news.at[w, 'right'], news.at[w, 'found'])} ({news.at[w, 'articles']} articles)" for w in measured
    )
    own = "; ".join(_clause(w, *_in_words(ours.loc[[w]], "n_right")) for w in what)
    return (
        HOW_TO_READ + f"News that nobody here wrote: {published}. " * bool(published) + f"Articles of our own: {own}."
    )


def _clause(what: str, right: str, found: str) -> str:
    return f"{what} {right} right" + f", {found} found" * bool(found)


def _in_words(counts: pd.DataFrame, hits: str) -> tuple[str, str]:
    """How many of 100 are right and, where not only those that are found were asked about, how many are found."""
    found = "" if counts["n_found"].equals(counts["n_marked"]) else of_hundred(counts[hits] / counts["n_marked"])
    return of_hundred(counts["n_right"] / counts["n_found"]), found


def of_hundred(shares: pd.Series) -> str:
    """The least and the greatest share of 100: "82 to 97", or "91" where they are the same."""
    low, high = (f"{100 * share:.0f}" for share in (shares.min(), shares.max()))
    return low if low == high else f"{low} to {high}"
