"""Articles that say the same as an earlier one are kept in the tables, and not counted across articles."""

import pandas as pd
import pytest
from made_up_texts import write

import onrecord
from onrecord import read_many
from onrecord.tables.tabulation import tabulate

REPORT = """{title}

HARROW, 6 May 2021 — A dam broke above the town of Harrow on Thursday, and {n} people were killed, the mayor, Anna Brandt, said.

“We heard it before we saw it,” said Brandt. “There was no time to warn anybody below the mill.”

The fire service said that 40 houses had been destroyed along the river and that two bridges could not be used.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "1.txt", REPORT.format(title="Dam breaks above Harrow in the night", n=12))
    write(tmp_path / "in" / "2.txt", REPORT.format(title="Many dead after the dam at Harrow broke", n=12))
    other = (
        "Twelve people were killed when a dam broke above Harrow on Thursday 6 May 2021, the government in Alma said."
    )
    write(tmp_path / "in" / "3.txt", f"Government mourns the dead of the town\n\n{other} It will pay for the houses.\n")
    return tmp_path / "in"


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
