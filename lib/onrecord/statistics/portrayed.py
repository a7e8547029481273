"""Who is portrayed how: what the narration says of speakers, counted by speaker or by side."""

from __future__ import annotations

import pandas as pd

from onrecord.statistics.governments import join_governments

# What is counted: (column, kind of portrayal, whether it credits or discredits; None where that is not asked).
COUNTED = [
    ("descriptors", "descriptor", None),
    ("credits", "cue", "credits"),
    ("neutral", "cue", ""),
    ("discredits", "cue", "discredits"),
    ("deeds", "deed", None),
    ("suffered", "suffered", None),
]


def with_sides(portrayals: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """The portrayals with the side of each speaker; a government is one speaker under all its names.

    Args:
        portrayals: the portrayals table, of one article or several.
        speakers: the speakers table of the same articles.

    Returns:
        The rows of `portrayals` in the order of the text with a column side (null where the article gives none).
    """
    sides = speakers[["article_id", "speaker", "side"]]
    joined = join_governments(portrayals.merge(sides, on=["article_id", "speaker"], how="left"), speakers)
    return joined.sort_values(["article_id", "start"], kind="stable", ignore_index=True)


def portrayed(portrayals: pd.DataFrame, by: str = "speaker") -> pd.DataFrame:
    """Count what the narration says of each speaker, or of each side.

    Args:
        portrayals: what `with_sides` gave.
        by: "speaker" or "side".

    Returns:
        A row per speaker or side, most portrayals first: the name (in a column named as `by`), descriptors,
        credits, neutral and discredits (cues of these kinds), deeds, suffered. Rows without a side are left out
        where `by` is "side".

    Raises:
        KeyError: there is no such column.

    Limits:
        A count, and no measure of fairness: who is named more often has more of everything.
    """
    loaded = portrayals["loaded"].fillna("")
    counts = {
        column: (portrayals["kind"] == kind) & (True if how is None else loaded == how) for column, kind, how in COUNTED
    }
    frame = pd.DataFrame(counts | {by: portrayals[by]}).dropna(subset=by)
    sums = frame.groupby(by, sort=False).sum().astype("int64")
    order = (-sums.sum(axis=1)).sort_values(kind="stable").index
    return sums.loc[order].reset_index()
