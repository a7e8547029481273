"""The day panels of the fictional reports, against the tolls that data/README.md documents."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import onrecord
from onrecord import charts

# Who is said to have counted how many dead, by the day of the count.
DEAD = {
    "2021-04-13": {
        11: "Orlo",
        17: "Keld|Ministry",
        31: "Lentz|staff|ospital",
        40: "River Relief",
        100: "Sarkan|Courier",
    },
    "2021-04-14": {19: "Orlo", 46: "Keld|Ministry", 52: "Lentz|ospital", 60: "River Relief", 100: "Sarkan|Brenn"},
    "2021-04-15": {58: "Keld|inistry", 61: "Lentz|ospital"},
}


@pytest.fixture(scope="module")
def reports() -> onrecord.Record:
    return onrecord.combine(onrecord.analyse_many(onrecord.read_many(["samples"])))


@pytest.fixture(scope="module")
def drawn(reports) -> pd.DataFrame:
    return charts.figures_by_day(reports.figures, reports.articles, reports.comparisons).data


def test_only_documented_tolls_are_drawn_each_with_who_counted(drawn):
    dead = drawn[(drawn["counted"] == "people killed") & drawn["date"].isin(DEAD)]
    for row in dead.itertuples():
        assert re.search(DEAD[row.date].get(row.value_low, "no such toll"), row.claimant), row
    told = {(day, toll) for day, tolls in DEAD.items() for toll in tolls}
    assert len(told & set(zip(dead["date"], dead["value_low"], strict=True))) >= 7


def test_no_other_flood_and_no_age_is_drawn(reports, drawn):
    text = reports.articles.set_index("article_id")["text"]
    rows = drawn.merge(reports.figures, on=["article_id", "figure_id"], suffixes=("", "_figure"))
    around = [text[row.article_id][max(row.start - 60, 0) : row.end + 60] for row in rows.itertuples()]
    assert not [words for words in around if re.search(r"\b(?:1911|1974|aged)\b", words)]
    assert not set(rows["claimant"]) & {"Mill Lane", "Quay Road"}
