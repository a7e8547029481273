"""Charts of quoting: whose words are counted, where they stand, and whose are in quotation marks."""

from __future__ import annotations

import pytest
from made_up import FLOOD, quote, record, span, table
from tables_to_draw import ARTICLE, TEXT, quotes, row_names, speakers

from onrecord import charts
from onrecord.text.article import Article


def test_the_words_of_an_article_are_counted_once():
    text = "“One two,” she said. Three four five. Skip this"
    made = record(
        text,
        [quote(text, "“One two,”", 1), quote(text, "Three four", 2, "indirect"), quote(text, "Three", 3, "mixed")],
        boilerplate=((text.index("Skip"), len(text)),),
    )
    chart = charts.words_by_kind(made.quotes, made.article)
    assert dict(zip(chart.data["kind"], chart.data["words"], strict=True)) == {
        "direct": 2,
        "mixed": 1,
        "indirect": 1,
        "narration": 3,
    }
    assert "57% of the article reports what somebody said" in chart.alt_text
    assert "direct: 2 words, 29%" in chart.alt_text
    assert "7 words in all, without byline and dateline" in chart.alt_text


def test_more_speakers_than_lines_are_taken_together():
    data = charts.speaking_share(quotes(*(f"Witness {i}" for i in range(40)), None)).data
    assert list(data["voice"][-2:]) == ["25 others", "no speaker found"]
    assert len(data) == 17 and data["words"].sum() == 41 * 3


def test_speaking_share_says_its_numbers():
    chart = charts.speaking_share(quotes("Ana Ruiz", "Jo Li", "Ana Ruiz", None))
    assert "4 quotes by 2 speakers" in chart.alt_text
    assert "Ana Ruiz: 6 words in 2 quotes; Jo Li: 3 words in 1 quote; no speaker found: 3 words" in chart.alt_text


def test_voices_stand_where_they_speak():
    said = [quote(FLOOD, "The wall", 1, speaker="A"), quote(FLOOD, "About 300 houses", 2, speaker="B")]
    data = charts.voices_through_article(table("quotes", said[::-1]), Article("made-up", FLOOD)).data
    assert list(data["voice"]) == ["A", "B"]
    words = FLOOD.split()
    assert list(data["first_word"]) == [words.index("“The") + 1, words.index("About") + 1]
    assert list(data["last_word"]) == [words.index("wall") + 1, words.index("houses") + 1]


def test_the_flood_in_charts():
    """Offsets of real tables fit the article: the bar of a speaker ends where the quote does."""
    made = record(
        FLOOD, [quote(FLOOD, "“The wall simply gave way,”", 1, speaker="Ana Ruiz") | span(FLOOD, "said", "cue")]
    )
    assert charts.voices_through_article(made.quotes, made.article).data["last_word"].tolist() == [9]


def test_headline_and_own_words_are_told_apart_without_colour():
    said = quotes("A", "A", "A")
    for headline, names in ((None, []), ((0, 13), ["headline"])):
        chart = charts.voices_through_article(said, Article("made-up", TEXT, headline=headline))
        assert [text.get_text() for text in chart.legends[0].get_texts()][3:] == names
        (ax,) = chart.axes
        heights = {round(path.get_extents().height, 2) for blocks in ax.collections for path in blocks.get_paths()}
        assert len(heights) == 3, "direct, mixed and indirect differ in height"


def test_named_and_unnamed_speakers():
    known = speakers(Ana="person", residents="unnamed group")
    chart = charts.named_unnamed(quotes("Ana", "residents", "residents", None), known)
    assert list(chart.data["named"]) == ["named", "unnamed", "none"]
    assert "25% of the quoted words have a named speaker" in chart.alt_text
    assert "unnamed group: 6 words in 2 quotes by 1 speaker; no speaker found: 3 words in 1 quote." in chart.alt_text


def test_own_words_by_side_and_kind():
    known = speakers(Ana="person", Jo="person", army="military", residents="unnamed group")
    known = known.assign(side=["Lanne", "Lanne", "Ostrel", None], n_quotes=[3, 2, 4, 9])
    chart = charts.own_words(known)
    sides = chart.data[chart.data["by"] == "side"].set_index("group")
    assert list(sides.index) == ["Lanne", "Ostrel", "side not said"], "those without a side come last"
    assert sides.loc["Lanne", ["quoted", "retold", "quotes", "speakers", "enough"]].tolist() == [4, 2, 5, 2, True]
    assert not sides.loc["Ostrel", "enough"], "four quotes are too few"
    assert "Lanne: 67% quoted: 6 words, 5 quotes, 2 speakers; Ostrel: too few to compare: 3 words, 4" in chart.alt_text


@pytest.mark.parametrize("n, rows, others", [(16, 16, ""), (17, 16, "2 others")])
def test_sixteen_speakers_have_a_bar(n, rows, others):
    names = row_names(charts.speaking_share(quotes(*(f"Witness {i}" for i in range(n)))))
    assert len(names) == rows and (names[-1] == others or not others)


@pytest.mark.parametrize("n, rows, others", [(30, 30, ""), (31, 30, "2 others")])
def test_thirty_speakers_have_a_line_through_the_article(n, rows, others):
    names = row_names(charts.voices_through_article(quotes(*(f"Witness {i}" for i in range(n))), ARTICLE))
    assert len(names) == rows and (names[-1] == others or not others)


@pytest.mark.parametrize("words, wide", [(1, 2), (2, 2), (3, 3)])
def test_a_short_quote_stays_visible(words, wide):
    """Of 500 words a block is at least 2 words wide."""
    article = Article("made-up", "word " * 500)
    spoken = quotes("A").assign(start=0, end=5 * words)
    (ax,) = charts.voices_through_article(spoken, article).axes
    (block,) = (path for blocks in ax.collections for path in blocks.get_paths())
    assert block.get_extents().width == pytest.approx(wide)


@pytest.mark.parametrize("n, enough", [(4, False), (5, True)])
def test_own_words_are_compared_from_five_quotes_on(n, enough):
    one = speakers(Ana="person").assign(side="Lanne", n_quotes=n)
    chart = charts.own_words(one)
    assert list(chart.data["enough"]) == [enough, enough]
    assert ("too few to compare" in chart.alt_text) != enough
