"""The accuracy shown beside charts is what the library reaches on the marks today."""

from pathlib import Path

import pandas as pd
import pytest

import onrecord
from onrecord.accuracy import measure

MARKED = Path(__file__).parents[1] / "data" / "marked"


def test_the_numbers_shown_are_the_numbers_measured():
    pd.testing.assert_frame_equal(measure(MARKED), onrecord.accuracy(), check_dtype=False)


def test_a_note_says_what_was_measured():
    note = onrecord.accuracy_note("direct quotes", "speakers")
    right = onrecord.accuracy().set_index("what").loc["speakers"]
    assert f"speakers: {right.precision:.0%} of those found are right" in note and f"n = {right.n_marked}" in note


def test_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match="direct quotes"):
        onrecord.accuracy_note("luck")
