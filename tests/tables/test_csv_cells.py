"""CSV: tables of hostile texts are safe in a spreadsheet, and `load` gives them back as they were."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import save_csv
from onrecord.tables.columns import COLUMNS
from onrecord.tables.formats import as_frame, csv_text, parquet_bytes, read_table

TEXTS = st.text(alphabet=st.characters(codec="utf-8"), min_size=1) | st.sampled_from(
    [
        "=1+1",
        "NA",
        "null",
        "nan",
        "None",
        "'=1",
        "a\rb",
        "\r\n",
        "a;=1\n-1",
        '";=1',
        "\x00",
        "1e5",
        "True",
        "\ufeff=",
        "a\\",
    ]
)
CELLS = {
    "str": TEXTS | st.none(),
    "Int64": st.integers(-(2**62), 2**62) | st.none(),
    "Float64": st.floats(allow_nan=False) | st.none(),
    "bool": st.booleans(),
    "object": st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2)),
}


def rows(name):
    return st.lists(st.tuples(*(CELLS[dtype] for dtype in COLUMNS[name].values())), max_size=3)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_tables_come_back_as_they_were(tmp_path_factory, data):
    name = data.draw(st.sampled_from(["speakers", "figures", "articles", "tone_toward"]))
    drawn, folder = data.draw(rows(name)), tmp_path_factory.mktemp("csv")
    frame = as_frame(name, drawn)
    (folder / f"{name}.csv").write_bytes(csv_text(frame).encode())
    pd.testing.assert_frame_equal(read_table(name, folder), frame)


def test_no_cell_of_text_begins_like_a_formula_and_parquet_is_as_it_was(tmp_path):
    columns = COLUMNS["quotes"]
    row = tuple({"str": "=1;@x", "Int64": -5, "bool": True}[dtype] for dtype in columns.values())
    cells = next(csv.DictReader(io.StringIO(csv_text(as_frame("quotes", [row])))))
    assert {cells[c] for c, dtype in columns.items() if dtype == "str"} == {"'=1;'@x"}
    assert cells["start"] == "-5"
    (tmp_path / "quotes.parquet").write_bytes(parquet_bytes("quotes", [row]))
    assert read_table("quotes", tmp_path)["text"][0] == "=1;@x"


@pytest.mark.parametrize("dtype", ["str", "object", "category"])
def test_any_frame_is_written_safely_with_its_header(tmp_path, dtype):
    frame = pd.DataFrame({"@who": pd.Series(["=1", "b", None]).astype(dtype), "n": [-1.5, 2.0, None]})
    save_csv(frame, tmp_path / "new" / "a.csv")
    assert (tmp_path / "new" / "a.csv").read_bytes() == b"'@who,n\n'=1,-1.5\nb,2.0\n,\n"
