"""Agreement: two scorers read the same quotes, and where they do not agree, neither should be believed unread."""

from __future__ import annotations

import pandas as pd

AGREEMENTS = ("opposite signs", "one is neutral", "the same sign")


def compare_scorers(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Lay the scores of two scorers side by side.

    Args:
        first: rows of the tone table, of one article or several; read are article_id, quote_id, compound (-1 to 1)
            and label (-1, 0, 1), and all other columns are kept.
        second: rows of the tone table of the same articles by another scorer.

    Returns:
        A row per quote that both scored, those with opposite signs first, the furthest apart first among them:
        the columns of `first`, its compound and label as first and first_label, second and second_label, apart
        (distance of the two scores, 0 to 2), agreement ("opposite signs", "one is neutral", "the same sign"). Quotes that only
        one of the tables has, or that one scorer gave no score, are left out.

    Raises:
        KeyError: a table has no such column.

    Limits:
        That two scorers agree does not make them right: both read words without the world around them.
    """
    keys = ["article_id", "quote_id"]
    one = first.rename(columns={"compound": "first", "label": "first_label"})
    other = second[[*keys, "compound", "label"]].rename(columns={"compound": "second", "label": "second_label"})
    both = one.merge(other, on=keys).dropna(subset=["first", "second"])
    both["apart"] = (both["first"] - both["second"]).abs()
    distance = (both["first_label"] - both["second_label"]).abs()
    both["agreement"] = [AGREEMENTS[2 - int(steps)] for steps in distance]
    order = both.assign(steps=-distance, gap=-both["apart"]).sort_values(["steps", "gap"], kind="stable").index
    return both.loc[order].reset_index(drop=True)
