"""Rows of frames, taken column by column, are those that pandas gives."""

import numpy as np
import pandas as pd

from onrecord.tables.frame_rows import dicts, with_none

FRAME = pd.DataFrame(
    {
        "text": pd.array(["a", None, "c"], dtype="str"),
        "start": pd.array([1, None, 3], dtype="Int64"),
        "mean": [0.5, float("nan"), 2],
        "share": pd.array([0.5, None, 1], dtype="Float64"),
        "named": [True, False, True],
        "words": pd.Series([[1, 2], [], [{"word": "x"}]], dtype=object),
        "mixed": pd.Series([np.float64(1.5), None, np.bool_(True)], dtype=object),
    }
).set_axis([4, 4, 9])


def test_rows_are_those_of_pandas_with_the_same_types():
    assert repr(dicts(FRAME)) == repr(FRAME.to_dict("records"))
    assert dicts(FRAME.head(0)) == []


def test_what_is_missing_is_none():
    columns = dict(zip(FRAME.columns, with_none(FRAME), strict=True))
    assert [name for name, cells in columns.items() if cells[1] is None] == ["text", "start", "mean", "share", "mixed"]
    assert columns["words"] == [[1, 2], [], [{"word": "x"}]] and columns["start"] == [1, None, 3]
    assert [type(cells[0]) for cells in columns.values()] == [str, int, float, float, bool, list, float]
