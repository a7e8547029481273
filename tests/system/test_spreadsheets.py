"""Spreadsheets: what a cell may hold, and that the text comes back as it was."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.system.spreadsheets import guarded, unguarded

HOSTILE = st.text(alphabet="'=-+@;\t\n\r\"a ,\u200b＝\ufeff", max_size=12)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "− 1",
        " =1",
        "\u200b=1",
        "'=1",
        '"=1',
        "\ufeff@x",
        "''-1",
        "\xa0+1",
        "\tx",
        "\nx",
        "\u3000＝1",
    ],
)
def test_an_opening_is_guarded(text):
    assert guarded(text) == f"'{text}".replace("\n=", "\n'=").replace("\t=", "\t'=").replace("\r=", "\r'=")
    assert unguarded(guarded(text)) == text


def test_what_another_separator_would_make_a_cell_of_is_guarded():
    assert guarded("a; =1;b\n- c\t@d, -e; f") == "a;' =1;b\n'- c\t'@d, -e; f"


@pytest.mark.parametrize(
    "text", ["", "a", "“No,” he said - twice; she = he", "'quoted'", "a 'b' -c", "1=1", "(-5)", "#x", "%"]
)
def test_ordinary_text_stays(text):
    assert guarded(text) == text == unguarded(text)


@settings(max_examples=100, deadline=None)
@given(HOSTILE)
def test_no_cell_is_a_formula_wherever_cells_are_separated_and_the_text_comes_back(text):
    assert unguarded(guarded(text)) == text
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(["id", guarded(text), "end"])
    for separator in ",;\t":
        for cells in csv.reader(io.StringIO(line.getvalue(), newline=""), delimiter=separator):
            assert not [cell for cell in cells if cell.lstrip('"\u200b\ufeff ')[:1] in ("=", "-", "+", "@", "＝")]
