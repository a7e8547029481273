"""As read: the machine's figures with what people found who read the article and marked it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from onrecord.classroom.texts import kept_marks, relations_of
from onrecord.evaluation.marked import overlap, pair_up
from onrecord.pages.wording import row_dicts

COLUMNS = ["article_id", "figure_id", "text", "start", "end", "event", "value_low", "value_high", "speaker", "part"]


def as_read(figures: pd.DataFrame) -> pd.DataFrame:
    """Give figures as our hand marks have them: what is counted, how many, who claims it.

    Args:
        figures: rows of the figures table of articles with hand marks.

    Returns:
        A row per figure that we marked, too: article_id, figure_id, text, start and end as the machine has them; event,
        value_low, value_high and speaker (null where nobody claims it) as we read them; part, whether it counts a part
        of another figure. What we read as denied or taken back is left out.

    Raises:
        LessonError: an article has no hand marks.
    """
    rows = [row for name, own in figures.groupby("article_id", sort=False) for row in _rows(str(name), own)]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"part": bool, "value_low": float, "value_high": float})


def _rows(name: str, figures: pd.DataFrame) -> Iterator[dict[str, Any]]:
    marks = kept_marks(name)
    parts = {pair["a"] for pair in marks["pairs"] if "part" in relations_of(pair)}
    pairs = pair_up(marks["figures"], row_dicts(figures), lambda mark, row: overlap(mark, row) > 0)
    for mark, row in sorted(pairs, key=lambda pair: pair[1]["start"]):
        if not mark.get("negated"):
            read = {key: mark[key] for key in ("event", "value_low", "value_high")}
            yield {**row, **read, "speaker": mark["source"], "part": mark["fid"] in parts}
