"""The tables together: columns, saving and loading."""

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
from pyarrow import parquet

import onrecord
from onrecord.tables.formats import FORMATS
from onrecord.tables.record import COLUMNS, TABLES, Record

TEXT = (
    "Mayor Ada Brandt said 12 people, including 3 children, were killed when the dam broke.\n\n"
    "“We had no warning,” she said. “It was terrible.”\n\nThe company denied that 12 people had died. It said 9 people were killed."
)


@pytest.fixture(scope="module")
def record():
    return onrecord.analyse(onrecord.Article("made-up", TEXT))


def test_tables_have_the_columns_of_the_contract(record):
    for name in TABLES:
        assert list(getattr(record, name).columns) == list(COLUMNS[name])


def test_every_span_is_what_its_row_is_about(record):
    for name in ("quotes", "figures", "portrayals"):
        for row in getattr(record, name).itertuples():
            assert TEXT[row.start : row.end] == row.text
    for row in record.quotes.dropna(subset="mention").itertuples():
        assert TEXT[row.mention_start : row.mention_end] == row.mention
    for words in record.tone.words:
        for word in words:
            assert TEXT[word["start"] : word["end"]] == word["word"]


def test_the_same_article_gives_the_same_tables(record):
    again = onrecord.analyse(onrecord.Article("made-up", TEXT))
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(record, name), getattr(again, name))


@pytest.mark.parametrize("format_", ["parquet", "csv"])
def test_saved_tables_are_loaded_as_they_were(record, tmp_path, format_):
    record.save(tmp_path, [format_])
    loaded = onrecord.load(tmp_path)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(record, name), getattr(loaded, name))
    assert not list(tmp_path.glob("*partial*"))


def test_an_article_without_anything_gives_empty_tables_of_the_same_types(tmp_path):
    empty = onrecord.analyse(onrecord.Article("quiet", "It rained on Monday."))
    assert [len(getattr(empty, name)) for name in TABLES] == [1, 0, 0, 0, 0, 0, 0, 0, 0]
    empty.save(tmp_path, ["parquet", "csv"])
    assert (onrecord.load(tmp_path).figures.dtypes == empty.figures.dtypes).all()


def test_a_missing_table_and_a_wrong_format_are_named(record, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"articles\.parquet"):
        onrecord.load(tmp_path)
    with pytest.raises(ValueError, match="xlsx"):
        record.save(tmp_path, ["xlsx"])


def test_tables_are_frames_when_they_are_asked_for(record):
    again = onrecord.analyse(onrecord.Article("made-up", TEXT))
    assert [again.rows(name) for name in TABLES] == [record.rows(name) for name in TABLES]
    sent = pickle.loads(pickle.dumps(again))  # as a worker sends it
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(sent, name), getattr(record, name))
    with pytest.raises(AttributeError, match="'quote'; its tables are articles, quotes"):
        _ = record.quote
    with pytest.raises(TypeError, match="quotes"):
        onrecord.Record(quotes=record.quotes)


def test_tables_say_what_they_hold_also_when_they_are_empty(tmp_path):
    full, empty = (onrecord.analyse(onrecord.Article("x", text)) for text in (TEXT, "It rained on Monday."))
    for name, record in (("full", full), ("empty", empty)):
        record.save(tmp_path / name, ["parquet"])
    for name in TABLES:
        full, empty = (parquet.read_schema(tmp_path / which / f"{name}.parquet") for which in ("full", "empty"))
        assert full.equals(empty, check_metadata=True)
        assert "null" not in map(str, full.types)


def test_a_loaded_record_of_one_article_can_be_highlighted(record, tmp_path):
    record.save(tmp_path)
    assert onrecord.show.highlight(onrecord.load(tmp_path)) == onrecord.show.highlight(record)


def test_two_who_save_into_one_folder_do_not_meet(tmp_path):
    record = Record(None, **{name: [] for name in TABLES})
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(record.save, [tmp_path] * 9))
    assert {path.name for path in tmp_path.iterdir()} == {".onrecord"} | {f"{t}.{f}" for t in TABLES for f in FORMATS}
    assert list(onrecord.load(tmp_path).quotes.columns) == list(COLUMNS["quotes"])


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nobody can ask whether a process is there")
def test_what_a_killed_save_left_goes_with_the_next_one(record, tmp_path):
    record.save(tmp_path)
    kept = sorted(path.name for path in tmp_path.glob("*.parquet"))
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom onrecord.tables.record import load\n"
        "from onrecord.system import files\nfiles.wait_for_disk = lambda file: os.kill(os.getpid(), 9)\n"
        "load(Path(sys.argv[1])).save(Path(sys.argv[1]))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)]).returncode == -9
    assert len(list(tmp_path.glob(".partial-*"))) == 2 * len(TABLES)
    record.save(tmp_path, ["parquet"])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*kept, ".onrecord"])
