"""The accuracy shown beside charts is what the library reaches on the marks today."""

import re
from pathlib import Path

import pandas as pd
import pytest

import onrecord
from onrecord.evaluation.row_accuracy import measure

MARKED = Path(__file__).parents[2] / "data" / "marked"


def test_the_numbers_shown_are_the_numbers_measured():
    pd.testing.assert_frame_equal(measure(MARKED), onrecord.show.accuracy(), check_dtype=False)


def test_a_note_says_what_was_measured():
    note = onrecord.show.accuracy_note("direct quotes", "speakers")
    right = onrecord.show.accuracy().set_index("what").loc["speakers"]
    assert f"speakers: {right.precision:.0%} of those found are right" in note and f"n = {right.n_marked}" in note


def test_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match="direct quotes"):
        onrecord.show.accuracy_note("luck")


def test_the_readme_shows_the_numbers_measured():
    readme = (MARKED.parents[1] / "README.md").read_text(encoding="utf-8")
    shown = {
        m[1]: m.groups()[1:]
        for m in re.finditer(r"\| ([\w ]+?)(?: \([\w ]+\))? \| (\d+) % \| (\d+) % \| (\d+) \|", readme)
    }
    for row in onrecord.show.accuracy().itertuples():
        name = next(n for n in shown if n.startswith(row.what))
        assert shown[name] == (f"{row.precision:.0%}"[:-1], f"{row.recall:.0%}"[:-1], str(row.n_marked))
