"""Articles that say the same as an earlier one are kept in the tables, and not counted across articles."""

import json

import pandas as pd
import pytest
from made_up_texts import write

import onrecord
from onrecord import read_many
from onrecord.tables.tabulation import tabulate

FLOOD = (
    "{0} said {1} people were killed in the flood of 1 May 2031 in Arnby, Belford, Corvale, Denholt and Elsmere. “We "
    "heard it before we saw it,” said {0}. “There was no time to warn anybody below the mill, and the night was dark.”"
)


@pytest.fixture
def folder(tmp_path):
    texts = [
        FLOOD.format("Ada Brandt", 12),
        FLOOD.format("Ada Brandt", 12) + " Rain is to fall.",
        FLOOD.format("Tom Ruiz", 15),
    ]
    texts[2] = texts[2].partition(" “")[0] + " He did not say who had counted them."
    rows = [{"id": f"n{n}", "date": f"2031-05-0{n}", "text": text} for n, text in enumerate(texts, 2)]
    return write(tmp_path / "flood.jsonl", "\n".join(map(json.dumps, rows)))


def pairs_of(record):
    across = record.comparisons.query("article_id_a != article_id_b")
    return set(across["article_id_a"]) | set(across["article_id_b"])


def test_a_duplicate_is_in_the_tables_and_in_no_pair(folder):
    records = list(onrecord.analyse_many(read_many([folder])))
    record = onrecord.combine(records)
    first, second, third = record.articles["article_id"]
    assert record.articles["duplicate_of"].fillna("").tolist() == ["", first, ""]
    assert second in set(record.quotes["article_id"])
    assert pairs_of(record) == {first, third}
    assert second in pairs_of(onrecord.combine(records, duplicates=True))


def test_without_duplicates_no_row_of_one_is_left(folder):
    record = onrecord.combine(list(onrecord.analyse_many(read_many([folder]))), duplicates=True)
    left = onrecord.without_duplicates(record)
    assert len(left.articles) == 2 and pairs_of(left) == set(left.articles["article_id"])
    assert set(left.quotes["article_id"]) <= set(left.articles["article_id"])
    assert onrecord.without_duplicates(left) is left


def test_a_call_that_goes_on_leaves_them_out_too(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.tables.partitions.PART", 2)
    articles = list(read_many([folder]))
    tabulate(articles[:2], tmp_path / "out")
    tabulate(articles, tmp_path / "out")
    tabulate(articles, tmp_path / "anew")
    again, anew = onrecord.load(tmp_path / "out"), onrecord.load(tmp_path / "anew")
    pd.testing.assert_frame_equal(again.comparisons, anew.comparisons)
    assert pairs_of(again) == {articles[0].article_id, articles[2].article_id}
