"""Rows of several articles side by side."""

import pandas as pd

from onrecord.pages.side_by_side import in_one_row
from onrecord.rows import gravity


def test_groups_stand_in_the_order_that_is_asked_for():
    rows = pd.DataFrame({"event": ["injured", "destroyed", "killed"], "claims": ["one", "two", "three"]})
    assert list(in_one_row(rows, ["event"], "claims")["event"]) == ["destroyed", "injured", "killed"]
    assert list(in_one_row(rows, ["event"], "claims", order=gravity)["event"]) == ["killed", "injured", "destroyed"]
