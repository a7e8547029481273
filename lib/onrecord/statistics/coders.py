"""Coders: how far several people who gave the same things a label agree, and how much of that chance would give."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd

ALL = "all"
NO_UNITS = "there is nothing to compare"
ONE_CODER = "one coder alone cannot agree or disagree"
ONE_LABEL = "everybody gave the same label to everything, so chance alone would give the same"


def coder_agreement(labels: pd.DataFrame) -> pd.DataFrame:
    """Share of agreement, Cohen's kappa and Krippendorff's alpha of several coders.

    Args:
        labels: a row per thing that was judged, a column per coder, a text in each cell. Nothing is dropped: what a coder
            left open needs a label of its own, such as "blank".

    Returns:
        DataFrame with a row per pair of coders and, of three or more, a row for all of them: coders (their names with " and "
        between them, or "all"), n (things judged), agreed (how many of them got the same label from everybody in the row),
        share (agreed / n), kappa, alpha (1 full agreement, 0 what chance gives, below 0 less than that), why (the reason
        where kappa and alpha are null: nothing to compare, or one label only).

    Source of the method:
        nltk.metrics.agreement. Kappa is Cohen's (1960) for two, and that of Davies and Fleiss (1982) for more; alpha is
        Krippendorff's (1980) for labels without an order.

    Limits:
        Both correct for chance by how often each label was given: where one label is far more frequent than the others,
        they are low even if the share is high.
    """
    names = list(labels.columns)
    rows = [_row(labels[[a, b]], f"{a} and {b}") for a, b in combinations(names, 2)]
    if len(names) != 2:
        rows.append(_row(labels, ALL))
    columns = ["coders", "n", "agreed", "share", "kappa", "alpha", "why"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(["share", "kappa", "alpha"], "Float64"))


def _row(labels: pd.DataFrame, coders: str) -> tuple[Any, ...]:
    n, values = len(labels), set(labels.to_numpy().ravel())
    agreed = int((labels.nunique(axis=1, dropna=False) == 1).sum()) if labels.shape[1] > 1 else 0
    why = ONE_CODER if labels.shape[1] < 2 else NO_UNITS if not n else ONE_LABEL if len(values) == 1 else None
    share = agreed / n if n and labels.shape[1] > 1 else None
    return coders, n, agreed, share, *(_coefficients(labels) if why is None else (None, None)), why


def _coefficients(labels: pd.DataFrame) -> tuple[float, float]:
    """Kappa and alpha."""
    from nltk.metrics.agreement import AnnotationTask  # takes half a second, and few need it

    triples = [
        (str(coder), number, label)
        for coder, column in enumerate(labels.columns)
        for number, label in enumerate(labels[column])
    ]
    task = AnnotationTask(triples)
    return float(task.multi_kappa()), float(task.alpha())
