"""Charts of outlets side by side: what is drawn, what is said of it, and what is left out."""

import pandas as pd
import pytest
from made_up import table
from outlets_to_draw import ARTICLES, crowd, report
from tables_to_draw import check_words, quotes, row_names, tones

import onrecord
from onrecord import charts
from onrecord.tables.corpus import analyse_many, combine


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
    }
    assert chart.alt_text.startswith("Ada Brandt is quoted in both outlets, 2 of 3 speakers in one only. ")
    assert "Ada Brandt: Hill Post 11, Sea Mail 4" in chart.alt_text


def test_tone_of_outlets_has_no_mean_of_a_few_quotes(record):
    numbers = record.articles["outlet"].value_counts().to_dict()
    chart = charts.tone_by_outlet(by_outlet(record), numbers)
    assert chart.data.set_index("outlet")[["articles", "n"]].to_dict("index") == {
        "Hill Post": {"articles": 2, "n": 4},
        "Sea Mail": {"articles": 1, "n": 2},
    }
    assert "No outlet has five quotes" in chart.alt_text and "Hill Post: 4 quotes, 2 articles;" in chart.alt_text
    assert not chart.axes, "a chart of means without a mean is a sentence"


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
    assert "No two claims that count one thing were found in articles of two different days" in said[1]
    assert "Background (other occurrences, or a longer time), forecasts" in said[1]
    assert "No speaker with a rated quote is heard in two outlets here." in said[3]


def test_a_crowd_is_drawn_inside_the_picture():
    for chart in drawn(combine(analyse_many(crowd()))):
        check_words(chart)
        assert chart.get_size_inches()[1] < 25
        assert len(chart.alt_text) < 6_000


def test_the_same_tables_give_the_same_bytes(record):
    assert [chart.png() for chart in drawn(record)] == [chart.png() for chart in drawn(record)]


def of_outlets(rows: pd.DataFrame, outlets: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows, each in an article of its own, and the articles table with these outlets."""
    ids = [f"article {i}" for i in range(len(rows))]
    known = [
        {"article_id": name, "outlet": outlet, "date": "2031-05-02"} for name, outlet in zip(ids, outlets, strict=True)
    ]
    return rows.assign(article_id=ids), table("articles", known)


@pytest.mark.parametrize("n, columns", [(6, 6), (7, 6)])
def test_six_outlets_stand_side_by_side(n, columns):
    outlets = [f"Outlet {i}" for i in range(n)]
    said, articles = of_outlets(quotes(*["Ana"] * n), outlets)
    heard = charts.voices_by_outlet(said, articles)
    assert sum("Outlet" in text.get_text() for text in heard.axes[0].texts) == columns
    tone, articles = of_outlets(tones(*[("Ana", 0.1, 0.1)] * n), outlets)
    shared = charts.tone_of_shared_speakers(tone, articles)
    assert len(shared.legends[0].get_texts()) == columns


@pytest.mark.parametrize("n, rows, tones_", [(10, 10, 10), (16, 16, 10), (17, 16, 10)])
def test_sixteen_speakers_have_a_row_and_ten_where_each_quote_is_drawn(n, rows, tones_):
    names = [f"Witness {i}" for i in range(n)] * 2
    outlets = ["Hill Post"] * n + ["Sea Mail"] * n
    heard = row_names(charts.voices_by_outlet(*of_outlets(quotes(*names), outlets)))
    assert len(heard) == rows
    shared = charts.tone_of_shared_speakers(*of_outlets(tones(*((name, 0.1, 0.1) for name in names)), outlets))
    assert len(row_names(shared)) == tones_


@pytest.mark.parametrize("n, drawn", [(4, False), (5, True)])
def test_an_outlet_has_a_mean_of_five_quotes(n, drawn):
    chart = charts.tone_by_outlet(
        onrecord.statistics.by_speaker(tones(*[("Hill Post", 0.1, 0.1)] * n)), {"Hill Post": 1}
    )
    assert bool(chart.axes) == drawn
    assert f"Hill Post: {'mean +0.10 (+0.10 to +0.10), ' * drawn}{n} quotes, 1 article" in chart.alt_text


HEARD = [
    # outlets of each speaker, the title
    ({"Ana": "AB", "Jo": "C"}, "Ana is quoted in 2 of 3 outlets, 1 of 2 speakers in one only"),
    ({"Ana": "ABC", "Jo": "ABC"}, "Ana and Jo are quoted in all 3 outlets, no speaker in one only"),
    (
        {name: "AB" for name in ("Ana", "Jo", "Liv")},
        "3 speakers are quoted in both outlets, no speaker in one only",
    ),
]


@pytest.mark.parametrize("heard, title", HEARD)
def test_title_says_who_is_heard_everywhere(heard, title):
    pairs = [(speaker, outlet) for speaker, outlets in heard.items() for outlet in outlets]
    said, articles = of_outlets(quotes(*(speaker for speaker, _ in pairs)), [outlet for _, outlet in pairs])
    assert charts.voices_by_outlet(said, articles).alt_text.startswith(title + ". ")


TONED = [
    # (speaker, outlet, tone) of each quote, the title
    ([("Ana", "A", 0.5), ("Ana", "B", -0.2)] * 5, "Ana, −0.20 in B (5 quotes) and +0.50 in A (5 quotes)"),
    ([("Ana", "A", 0.9), ("Ana", "B", -0.9), *[("Jo", "A", 0.1), ("Jo", "B", 0.2)] * 5], "Jo, +0.10 in A (5 quotes)"),
    (
        [*[("Ana", "A", 0.9)] * 5, *[("Ana", "B", -0.9)] * 4],
        "No speaker here has five rated quotes in each of two outlets",
    ),
    ([("Ana", "A", 0.1), ("Ana", "B", 0.1)] * 5, "Ana has the same mean tone in 2 outlets: +0.10"),
]


@pytest.mark.parametrize("rows, title", TONED)
def test_title_says_where_a_speaker_sounds_most_different(rows, title):
    said, articles = of_outlets(tones(*((speaker, tone, 0.1) for speaker, _, tone in rows)), [o for _, o, _ in rows])
    assert title in charts.tone_of_shared_speakers(said, articles).alt_text.partition(". ")[0]


MEANS = [
    ({"A": [0.1] * 5}, "The quotes in A have a mean tone of +0.10"),
    ({"A": [0.1] * 5, "B": [0.1] * 6, "C": [0.9]}, "The quotes have the same mean tone in 2 outlets: +0.10"),
    (
        {"A": [0.1] * 5, "B": [-0.1] * 6},
        "Lowest mean tone: B (−0.10); highest: A (+0.10); their intervals do not",
    ),
    ({"A": [0.1, 0.3, -0.4, 0.2, 0.6], "B": [-0.1, 0.3, -0.6, 0.2, 0.5]}, "their intervals overlap"),
]


@pytest.mark.parametrize("by_outlet, title", MEANS)
def test_title_says_between_which_outlets_the_tone_differs(by_outlet, title):
    means = onrecord.statistics.by_speaker(tones(*((o, tone, 0.1) for o, all_ in by_outlet.items() for tone in all_)))
    assert title in charts.tone_by_outlet(means, {}).alt_text.partition(". ")[0]


def test_quotes_under_one_mark_are_counted():
    said, articles = of_outlets(tones(*[("Ana", 0.5, 0.1)] * 3, ("Ana", 0.2, 0.1)), ["Hill Post"] * 3 + ["Sea Mail"])
    words = [text.get_text() for text in charts.tone_of_shared_speakers(said, articles).axes[0].texts]
    assert "3" in words and "1" not in words[:-5]
