"""Charts of quoting: whose words are counted, where they stand, and what the titles find."""

from __future__ import annotations

import pandas as pd
import pytest
from made_up import FLOOD, quote, record, table
from tables_to_draw import ARTICLE, TEXT, quotes, row_names, speakers

from onrecord import charts
from onrecord.charts.quoting import percent
from onrecord.text.article import Article


def title(chart: charts.Chart) -> str:
    return chart.get_suptitle().replace("\n", " ")


def test_the_words_of_an_article_are_counted_once():
    text = "“One two,” she said. Three four five. Skip this"
    said = [quote(text, "“One two,”", 1), quote(text, "Three four", 2, "indirect"), quote(text, "Three", 3, "mixed")]
    made = record(text, said + said[:2], boilerplate=((text.index("Skip"), len(text)),))
    chart = charts.words_by_kind(made.quotes, made.article)
    assert dict(zip(chart.data["kind"], chart.data["words"], strict=True)) == {
        "direct": 2,
        "mixed": 1,
        "indirect": 1,
        "narration": 3,
    }
    assert title(chart) == "57% of the article reports what somebody said"
    assert "7 words, without byline and dateline: word for word: 2 words, 29%" in chart.alt_text


KINDS = [
    # kinds of five quotes of three words, how the title ends
    (["direct"] * 5, "said, all of it word for word"),
    (["direct"] * 2 + ["indirect"] * 3, "said, most of it in paraphrase"),
    (["mixed"] * 4 + ["direct"], "said, most of it partly word for word and partly in paraphrase"),
    (["direct", "direct", "mixed", "indirect", "indirect"], "said"),
]


@pytest.mark.parametrize("kinds, ending", KINDS)
def test_the_title_says_of_which_kind_most_words_are(kinds, ending):
    said = quotes(*"ABCDE").assign(kind=kinds, start=[0, 25, 46, 4, 29], end=[3, 29, 51, 7, 33])
    assert title(charts.words_by_kind(said, Article("made-up", TEXT))).endswith(ending)


@pytest.mark.parametrize("share, words", [(0, "0%"), (0.001, "under 1%"), (0.996, "over 99%"), (1, "100%")])
def test_none_and_all_are_said_only_where_they_are(share, words):
    assert percent(share) == words


def test_kinds_without_words_have_no_bar_and_no_key():
    said = quotes(*"AABAA").assign(kind="direct")
    assert row_names(charts.words_by_kind(said, Article("made-up", TEXT))) == [
        "word for word",
        "the article’s own words",
    ]
    for chart in (charts.speaking_share(said), charts.voices_through_article(said, ARTICLE)):
        assert len(chart.legends[0].get_texts()) == 1
    everything = said.assign(start=0, end=len(TEXT))
    alone = charts.words_by_kind(everything, Article("made-up", TEXT))
    assert not alone.axes and alone.alt_text.startswith(
        "100% of the article reports what somebody said, all of it word"
    )


LEADERS = [
    # speakers of quotes of three words, their sides, what the title finds
    ("AAABBC", {}, "A gets 50% of the quoted words, B 33%"),
    ("AAABC", {}, "A gets 60% of the quoted words"),
    ("AABBC", {}, "A and B get 40% of the quoted words each"),
    ("ABCDE", {}, "All 5 speakers get 20% of the quoted words each"),
    ("AAABC", {"A": "Wales", "B": "Peru"}, "Wales’ side gets 60% of the quoted words, Peru’s 20%; for 20% no side is told"),
    ("AABBC", {"A": "Chile", "B": "Peru"}, "Chile’s and Peru’s sides get 40% of the quoted words each; for 20% no side is told"),
    ("AABBCCDEF", {}, "3 of 6 speakers get 22% of the quoted words each"),
    ("AABBCC", {"A": "X", "B": "Y", "C": "Z"}, "All 3 sides get 33% of the quoted words each"),
    ("ABCCC", {"A": "Chile", "B": "Peru"}, "C gets 60% of the quoted words"),
    ("AAAAB", {"A": "Chile"}, "A gets 80% of the quoted words, B 20%"),
    ("..AAB", {}, "A gets 40% of the quoted words, B 20%"),
    ("...AB", {}, "For 60% of the quoted words no speaker was found"),
]  # fmt: skip


@pytest.mark.parametrize("who, sides, found", LEADERS)
def test_the_title_says_who_gets_most_words(who, sides, found):
    said = quotes(*(None if name == "." else name for name in who))
    known = speakers(**dict.fromkeys(sorted(set(who) - {"."}), "person"))
    known["side"] = pd.array([sides.get(name) for name in known["speaker"]], dtype=known["side"].dtype)
    known["n_words_direct"] = [3 * who.count(name) for name in known["speaker"]]
    assert title(charts.speaking_share(said, known)) == found


def test_speakers_of_one_side_stand_under_it():
    known = speakers(Ana="person", Jo="person", Kim="person", Peru="government").assign(
        side=["Chile", None, "Chile", "Peru"]
    )
    chart = charts.speaking_share(quotes("Ana", "Ana", "Jo", "Kim", "Peru", None), known)
    assert row_names(chart) == ["Chile", "Ana", "Kim", "Peru", "No side told", "Jo", "no speaker found"]
    assert list(chart.data["voice"]) == ["Ana", "Kim", "Peru", "Jo", "no speaker found"]


def test_more_speakers_than_lines_are_taken_together():
    data = charts.speaking_share(quotes(*(f"Witness {i}" for i in range(40)), None)).data
    assert list(data["voice"][-2:]) == ["25 others", "no speaker found"]
    assert len(data) == 17 and data["words"].sum() == 41 * 3


FEW = [
    # speakers, what is said instead of a picture
    ("A", "Only one speaker is quoted. A: 3 words in 1 quote."),
    ("AAAAAA", "Only one speaker is quoted. A: 18 words in 6 quotes."),
    ("ABCD", "Too few quotes for a picture. A: 3 words in 1 quote;"),
    ([None] * 6, "No speaker was found for any quote. no speaker found: 18 words in 6 quotes."),
]


@pytest.mark.parametrize("who, words", FEW)
def test_nothing_to_compare_is_said_in_words(who, words):
    share, where = charts.speaking_share(quotes(*who)), charts.voices_through_article(quotes(*who), ARTICLE)
    assert not share.axes and not where.axes
    assert words in share.alt_text and words.split(".")[0] in where.alt_text


ORDERS = [
    # speakers in the order of the text, what the title finds
    (["A", "B", "A", "B", "C"], "A is heard first, C last"),
    (["a witness", "B", "C", "B", "A"], "A witness is heard first, A last"),
    (["A", "B", "C", "B", "A"], "A is heard first and last"),
    ([None, "A", "B", "C", None], "A is heard first, C last"),
    (["Peru (“Lima”, “Peruvian officials”)", "B", "B", "B", "C" * 90], "Peru is heard first, " + "C" * 39 + "… last"),
]


@pytest.mark.parametrize("who, found", ORDERS)
def test_the_title_says_who_is_heard_first_and_last(who, found):
    said = quotes(*who)
    assert title(charts.voices_through_article(said[::-1], ARTICLE)) == found
    heading = charts.voices_through_article(said.assign(in_headline=[True, *[False] * 4]), ARTICLE)
    assert ("(in the headline)" in title(heading)) == bool(who[0])


def test_voices_stand_where_they_speak():
    said = [quote(FLOOD, "The wall", 1, speaker="A"), quote(FLOOD, "About 300 houses", 2, speaker="B")]
    said += [quote(FLOOD, "ten dams", n, speaker="B") for n in range(3, 6)]
    data = charts.voices_through_article(table("quotes", said[::-1]), Article("made-up", FLOOD)).data
    assert list(data["voice"]) == ["A", "B", "B", "B", "B"]
    words = FLOOD.split()
    assert list(data["first_word"][:2]) == [words.index("“The") + 1, words.index("About") + 1]
    assert list(data["last_word"][:2]) == [words.index("wall") + 1, words.index("houses") + 1]


def test_headline_and_own_words_are_told_apart_without_colour():
    said = quotes(*"AABAA")
    for headline, names in ((None, []), ((0, 13), ["headline"])):
        chart = charts.voices_through_article(said, Article("made-up", TEXT, headline=headline))
        assert [text.get_text() for text in chart.legends[0].get_texts()][3:] == names
        (ax,) = chart.axes
        heights = {round(path.get_extents().height, 2) for blocks in ax.collections for path in blocks.get_paths()}
        assert len(heights) == 3, "direct, mixed and indirect differ in height"


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
    spoken = quotes(*"AAAAB").assign(start=0, end=5 * words)
    (ax,) = charts.voices_through_article(spoken, article).axes
    blocks = [path.get_extents().width for blocks in ax.collections for path in blocks.get_paths()]
    assert blocks == [pytest.approx(wide)] * 5
