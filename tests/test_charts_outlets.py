"""Charts of outlets side by side: what is drawn, what is said of it, and what is left out."""

import pandas as pd
import pytest

import onrecord
from onrecord import charts
from onrecord.charts.days import LINKS
from onrecord.tables.corpus import analyse_many, combine

DAYS = ["2031-05-02", "2031-05-03"]


def report(outlet: str | None, day: str | None, text: str) -> onrecord.Article:
    names = "It happened in Arnby, Belford, Corvale, Denholt and Elsmere. "
    return onrecord.Article(f"{outlet} {day}", names + text, outlet=outlet, date=day)


ARTICLES = [
    report("Hill Post", DAYS[0], "Mayor Ada Brandt said 10 people were killed. “It is terrible,” said Ada Brandt."),
    report(
        "Sea Mail", DAYS[0], "Mayor Ada Brandt said 10 people were killed. Chief Tom Keller said 19 people were killed."
    ),
    report("Hill Post", DAYS[1], "Mayor Ada Brandt said 14 people were killed. “We are glad of help,” said Rosa Lind."),
    report(None, DAYS[1], "Mayor Ada Brandt said 99 people were killed. “It is good,” said Ada Brandt."),
]


@pytest.fixture(scope="module")
def record():
    return combine(analyse_many(ARTICLES))


def by_outlet(record):
    tone = charts.with_outlet(record.tone, record.articles)
    return onrecord.statistics.by_speaker(tone.assign(speaker=tone["outlet"]))


def test_outlet_and_day_stand_beside_each_row_once(record):
    quotes = charts.with_outlet(record.quotes, record.articles)
    assert set(quotes["outlet"]) == {"Hill Post", "Sea Mail"}, "an article without an outlet has no side to stand on"
    pd.testing.assert_frame_equal(charts.with_outlet(quotes, record.articles), quotes)


def test_voices_are_those_whom_two_outlets_hear(record):
    chart = charts.voices_by_outlet(record.quotes, record.articles)
    rows = chart.data.set_index(["speaker", "outlet", "kind"])["quotes"].to_dict()
    assert rows == {
        ("Ada Brandt", "Hill Post", "direct"): 1,
        ("Ada Brandt", "Hill Post", "indirect"): 2,
        ("Ada Brandt", "Sea Mail", "indirect"): 1,
        ("all other speakers", "Hill Post", "direct"): 1,
        ("all other speakers", "Sea Mail", "indirect"): 1,
    }
    assert "Ada Brandt: Hill Post 11, Sea Mail 4" in chart.alt_text


def test_counts_from_day_to_day(record):
    chart = charts.figures_by_day(record.figures, record.articles, record.comparisons)
    drawn = chart.data[["date", "outlet", "claimant", "value_low"]].to_records(index=False).tolist()
    assert drawn == [
        (DAYS[0], "Hill Post", "Ada Brandt", 10),
        (DAYS[0], "Sea Mail", "Ada Brandt", 10),
        (DAYS[0], "Sea Mail", "Tom Keller", 19),
        (DAYS[1], "Hill Post", "Ada Brandt", 14),
    ]
    assert "people killed: 2031-05-02 Hill Post: 10 people (Ada Brandt);" in chart.alt_text
    assert "1 time a claimant counts again, 2 conflicts of one day" in chart.alt_text


def test_a_line_for_each_update_and_each_conflict(record):
    chart = charts.figures_by_day(record.figures, record.articles, record.comparisons)
    ends = {
        relation: sorted(
            sorted(map(float, line.get_xdata())) for line in chart.axes[0].lines if line.get_color() == look["color"]
        )
        for relation, look in LINKS.items()
    }
    assert ends == {"updates": [[10, 14]], "conflict_value": [[10, 19], [10, 19]]}


def test_tone_of_outlets_has_no_mean_of_a_few_quotes(record):
    numbers = record.articles["outlet"].value_counts().to_dict()
    chart = charts.tone_by_outlet(by_outlet(record), numbers)
    assert chart.data.set_index("outlet")[["articles", "n"]].to_dict("index") == {
        "Hill Post": {"articles": 2, "n": 4},
        "Sea Mail": {"articles": 1, "n": 2},
    }
    assert "Hill Post: 4 quotes, 2 articles, too few for a mean" in chart.alt_text


def test_shared_speakers_have_a_mark_for_each_quote(record):
    chart = charts.tone_of_shared_speakers(record.tone, record.articles)
    assert chart.data.groupby(["speaker", "outlet"]).size().to_dict() == {
        ("Ada Brandt", "Hill Post"): 3,
        ("Ada Brandt", "Sea Mail"): 1,
    }


def test_a_zero_has_no_sign(record):
    tone = record.tone.assign(compound=[-0.001 if i % 2 else 0.001 for i in range(len(record.tone))])
    assert "Hill Post 0.00 (3 quotes)" in charts.tone_of_shared_speakers(tone, record.articles).alt_text


def drawn(record):
    tone = by_outlet(record)
    return [
        charts.voices_by_outlet(record.quotes, record.articles),
        charts.figures_by_day(record.figures, record.articles, record.comparisons),
        charts.tone_by_outlet(tone, {}),
        charts.tone_of_shared_speakers(record.tone, record.articles),
    ]


@pytest.mark.parametrize("articles", [[], ARTICLES[:1], ARTICLES[3:]], ids=["none", "one outlet", "no outlet"])
def test_nothing_to_set_side_by_side_is_said(articles):
    quiet = report("Hill Post", None, "It rained.")
    said = [chart.alt_text for chart in drawn(combine(analyse_many([*articles, quiet])))]
    assert "There are no two outlets with quotes here" in said[0]
    assert "Nothing here is counted in articles of two different days" in said[1]
    assert "No speaker is heard in two outlets here." in said[3]


def crowd() -> list[onrecord.Article]:
    """Twelve outlets with long names over twelve days, thirty speakers with long names, many counts."""
    found = []
    for n in range(24):
        outlet = f"The Independent Observer of the Greater Northern Harbour Towns, edition {n % 12}"
        said = " ".join(
            f"Commissioner Maximilian Number{'abcdefghij'[k]} said {100 * k + n + 20} people were killed."
            for k in range(10)
        )
        found.append(report(outlet, f"2031-05-{n // 2 + 1:02}", said))
    return found


def test_a_crowd_is_drawn_inside_the_picture():
    for chart in drawn(combine(analyse_many(crowd()))):
        chart.png()
        width, height = chart.get_size_inches()
        box = chart.get_tightbbox(chart.canvas.get_renderer())
        assert box.x0 > -0.05
        assert box.x1 < width + 0.05
        assert height < 25
        assert len(chart.alt_text) < 6_000


def test_the_same_tables_give_the_same_bytes(record):
    assert [chart.png() for chart in drawn(record)] == [chart.png() for chart in drawn(record)]
