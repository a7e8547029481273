import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles import Article, article_id
from onrecord.language import PLAIN_CHARACTERS, parse
from onrecord.quotes import Quote
from onrecord.sentiment import (
    MARKS_TO_SPACES,
    ToneRow,
    by_speaker,
    event_words,
    explain,
    score_narration,
    score_quotes,
    sentiment,
    sentiment_toward,
)
from onrecord.speakers import Speaker
from onrecord.words import read_words


@pytest.fixture(scope="module")
def nltk_vader():
    sentiment([""])  # puts the lexicon's folder on nltk's data path
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer("vader_lexicon.txt")


def read(text):
    return parse(Article(article_id(text), text))


def quote(text, words, speaker="Mara Lind", quote_id="q1"):
    start = text.index(words)
    return Quote(
        quote_id=quote_id,
        statement_id="s1",
        start=start,
        end=start + len(words),
        text=words,
        kind="direct",
        speaker=speaker,
        mention=None,
        mention_start=None,
        mention_end=None,
        cue=None,
        cue_start=None,
        cue_end=None,
        cue_class=None,
        position="none",
        paragraph=0,
        in_headline=False,
        rule="test",
    )


def speaker(text, name):
    return Speaker(
        speaker=name,
        role=None,
        affiliation=None,
        side=None,
        kind="person",
        named=True,
        gender=None,
        n_quotes=1,
        n_words_direct=0,
        n_words_indirect=0,
        first_start=0,
        mentions=tuple(m.span() for m in re.finditer(re.escape(name), text)),
    )


def tone_table(rows):
    return pd.DataFrame([ToneRow(f"q{i}", *row, words=()) for i, row in enumerate(rows)])


# --- the score ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The talks went very well.", 1),
        ("The talks were a terrible failure.", -1),
        ("The talks lasted four hours.", 0),
        ("He faces no danger.", 1),
        ("No danger.", 1),
        ("No.", 0),
        ("They dropped the bomb on the harbour.", -1),
        ("“It is a disgrace.”", -1),  # two marks after the word: nltk alone does not see it
        ("They didn’t help.", -1),
        ("", 0),
        (" \n", 0),
        ("5 + 7", 0),
        ("мир и война", 0),
        ("\U0001f600", 0),
    ],
)
def test_label(text, label):
    assert sentiment([text])["label"].tolist() == [label]


def test_scores_stand_in_the_order_of_the_texts():
    scores = sentiment(["Good.", "Bad.", "Tuesday."])
    assert list(scores) == ["compound", "attitude", "event_load", "label"]
    assert scores["label"].tolist() == [1, -1, 0]
    assert list(sentiment([])) == list(scores)


@pytest.mark.parametrize(
    ("text", "event_load", "attitude_label"),
    [
        ("The war killed many.", 2 / 4, 0),
        ("The shameful war killed many.", 2 / 5, -1),
        ("Rescuers praised the brave survivors.", 2 / 5, 1),
        ("The terrorists fled.", 2 / 3, -1),  # a word that judges keeps its tone
        ("The attackers fled.", 2 / 3, 0),
        ("A CEASEFIRE, at last!", 1 / 4, 0),
        ("They signed the paper.", 0, 0),
        ("The warden left the wardrobe.", 0, 0),  # "war" inside another word
    ],
)
def test_event_words_apart_from_attitude(text, event_load, attitude_label):
    (row,) = sentiment([text]).itertuples()
    assert row.event_load == pytest.approx(event_load, abs=1e-4)
    assert (row.attitude > 0) - (row.attitude < 0) == attitude_label


@pytest.mark.parametrize(
    ("texts", "scorer", "error"), [(["Good."], "oracle", ValueError), ("Good.", "vader", TypeError)]
)
def test_wrong_call(texts, scorer, error):
    with pytest.raises(error):
        sentiment(texts, scorer=scorer)


def test_long_text_without_a_full_stop():
    text = "they were not kind but we were very glad about the war " * 900
    assert abs(sentiment([text]).loc[0, "compound"]) == 1.0
    assert len(sentiment_toward([text], [(0, 4)])) == 1


# --- the same as nltk ---------------------------------------------------------------------------------------------

TONED = [
    "good",
    "BAD",
    "war",
    "kind",
    "of",
    "the",
    "shit",
    "hand",
    "to",
    "mouth",
    "yeah",
    "right",
    "least",
    "at",
    "but",
]
SHIFTING = [
    "not",
    "never",
    "so",
    "this",
    "very",
    "VERY",
    "sort",
    "slightly",
    "without",
    "isn't",
    "house",
    "rescue,",
    "!!",
    ":)",
]
DIFFERENT = re.compile(r"(?i)\bno\b|the bomb")


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(TONED + SHIFTING), max_size=14).map(" ".join)))
def test_compound_is_nltks(nltk_vader, text):
    plain = DIFFERENT.sub("", text.translate(PLAIN_CHARACTERS).translate(MARKS_TO_SPACES))
    assert sentiment([plain]).loc[0, "compound"] == nltk_vader.polarity_scores(plain)["compound"]


def test_nltk_itself_is_left_as_it_is(nltk_vader):
    assert nltk_vader.polarity_scores("He faces no danger.")["compound"] < 0
    assert sentiment(["He faces no danger."]).loc[0, "compound"] > 0


# --- word by word -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A good day.", [("good", 1.9, "")]),
        ("Not a good day.", [("good", -1.406, "negated by Not")]),
        ("A very good day.", [("good", 2.193, "boosted by very")]),
        ("A slightly bad day.", [("bad", -2.207, "weakened by slightly")]),
        ("No bad day.", [("bad", 1.85, "negated by No")]),
        ("It was good, but sad.", [("good", 0.95, "before but"), ("sad", -3.15, "after but")]),
        ("A GOOD day.", [("GOOD", 2.633, "in capitals")]),
        ("The “brutal” siege", [("brutal", -3.1, ""), ("siege", 0.0, "event word")]),
        ("A massacre", [("massacre", 0.0, "event word that judges")]),
        ("No attack", [("attack", 1.554, "negated by No, event word")]),
        ("peace is so good", [("peace", 2.5, ""), ("good", 2.193, "boosted by so")]),  # peace shifts nothing
        ("On Tuesday.", []),
    ],
)
def test_explained(text, expected):
    words = explain(text)
    assert [(w.word, round(w.valence, 3), w.shifted) for w in words] == expected
    assert all(text[w.start : w.end] == w.word for w in words)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from([*TONED, *SHIFTING, "“war”,", "(good)", "no", "—bad"])).map("  ".join)
    )
)
def test_explained_words_stand_where_they_say(text):
    words = explain(text)
    assert all(text[w.start : w.end] == w.word and w.word for w in words)
    assert [w.start for w in words] == sorted({w.start for w in words})


def test_names_carry_no_tone():
    text = "The United Nations praised."
    words = explain(text, names=[(4, 18)])
    assert [(w.word, w.valence > 0, w.shifted) for w in words] == [("United", False, "name"), ("praised", True, "")]


# --- quotes and narration -----------------------------------------------------------------------------------------


def test_quote_is_scored_on_its_own_words():
    text = "The cruel, horrible day ended. “We are very glad,” Mara Lind said in the ruins."
    (row,) = score_quotes(read(text), [quote(text, "“We are very glad,”")])
    assert (row.quote_id, row.speaker, row.label, row.n_words, row.event_load) == ("q1", "Mara Lind", 1, 4, 0.0)
    assert [(w.word, text[w.start : w.end]) for w in row.words] == [("glad", "glad")]


@pytest.mark.parametrize("name", ["United Nations", "Ministry of Defence", "Peace Party"])
def test_names_in_quotes_carry_no_tone(name):
    text = f"“Officials of the {name} came on Monday to the town,” Mara Lind said."
    (row,) = score_quotes(read(text), [quote(text, text[: text.rindex("”") + 1])])
    assert row.compound == 0.0


def test_empty_quote():
    (row,) = score_quotes(read("“” she said."), [quote("“” she said.", "“”", speaker=None)])
    assert (row.speaker, row.compound, row.event_load, row.n_words, row.words) == (None, 0.0, 0.0, 0, ())


@pytest.mark.parametrize(
    ("text", "target", "label"),
    [
        ("Mara Lind did a wonderful job.", "Mara Lind", 1),
        ("Mara Lind failed badly.", "Mara Lind", -1),
        ("Mara Lind said that the plan was a disgrace.", "Mara Lind", 0),  # what she says is not about her
        ("Critics said that Mara Lind was a liar.", "Mara Lind", -1),
        ("Mara Lind praised the book that Tom Berg ruined.", "Tom Berg", -1),
        ("Mara Lind won a great prize, and Tom Berg failed badly.", "Tom Berg", -1),
        ("Mara Lind was killed in the attack.", "Mara Lind", 0),  # it befell her
        ("Mara Lind attacked the crowd.", "Mara Lind", -1),
        ("The crowd was attacked by Mara Lind.", "Mara Lind", -1),
        ("Mara Lind is chair of the Peace Party.", "Mara Lind", 0),
        ("Mara Lind came on Monday.", "Mara Lind", 0),
    ],
)
def test_tone_toward(text, target, label):
    start = text.index(target)
    scores = sentiment_toward([text], [(start, start + len(target))])
    assert list(scores) == ["compound", "label"]
    assert scores["label"].tolist() == [label]


@pytest.mark.parametrize("spans", [[(3, 3)], [(0, 99)], [(-1, 2)], []])
def test_wrong_spans(spans):
    with pytest.raises(ValueError, match=r"span|zip"):
        sentiment_toward(["Mara Lind came."], spans)


def test_no_texts_toward_nobody():
    assert sentiment_toward([], []).empty


def test_narration_by_clause():
    text = "Mara Lind failed badly. “Mara Lind is a hero,” Tom Berg said. On Monday Mara Lind won a prize."
    quotes = [quote(text, "“Mara Lind is a hero,”", "Tom Berg")]
    rows = score_narration(read(text), quotes, [speaker(text, "Mara Lind"), speaker(text, "Tom Berg")])
    assert [(r.speaker, r.label) for r in rows] == [("Mara Lind", -1), ("Tom Berg", 0), ("Mara Lind", 1)]
    assert text[rows[0].start : rows[0].end] == "Mara Lind failed badly."
    assert text[rows[2].start : rows[2].end] == "On Monday Mara Lind won a prize."


def test_narration_leaves_out_boilerplate():
    text = "Mara Lind is awful: read more\n\nOn Monday it rained."
    article = Article("a", text, boilerplate=((0, 29),))
    assert score_narration(parse(article), [], [speaker(text, "Mara Lind")]) == []


# --- by speaker ---------------------------------------------------------------------------------------------------

TONE = tone_table(
    [("Mara Lind", c, c / 2, 0.1, 0, 10) for c in (0.1, 0.2, 0.3, -0.4, 0.5)]
    + [("Tom Berg", -0.6, 0.0, 0.5, -1, 4), ("Tom Berg", -0.2, 0.0, 0.0, -1, 16), (None, 0.9, 0.9, 0.0, 1, 3)]
)


def test_by_speaker():
    many, few = by_speaker(TONE).to_dict("records")
    assert (many["speaker"], many["n"], many["n_words"], many["enough"]) == ("Mara Lind", 5, 50, True)
    assert many["mean"] == pytest.approx(0.14) and many["attitude"] == pytest.approx(0.07)
    assert -0.4 <= many["low"] < many["mean"] < many["high"] <= 0.5
    assert pd.isna(many["note"])
    assert (few["speaker"], few["n"], few["enough"]) == ("Tom Berg", 2, False)
    assert few["event_load"] == pytest.approx(0.1)  # two words of twenty
    assert pd.isna(few["low"]) and pd.isna(few["high"])
    assert "2 quotes" in few["note"]


def test_interval_depends_on_the_seed_and_on_nobody_else():
    alone = by_speaker(TONE[TONE["speaker"] == "Mara Lind"], seed=3)
    assert by_speaker(TONE, seed=3).head(1).equals(alone)
    assert by_speaker(TONE, seed=4).loc[0, "low"] != alone.loc[0, "low"]


def test_equal_quotes_have_an_interval_of_no_width():
    row = by_speaker(tone_table([("Mara Lind", 0.25, 0.25, 0.0, 1, 5)] * 6)).iloc[0]
    assert (row["low"], row["mean"], row["high"]) == (0.25, 0.25, 0.25)


def test_nobody_spoke():
    assert by_speaker(TONE.iloc[:0]).empty
    assert by_speaker(TONE[TONE["speaker"].isna()]).empty


# --- the lexicon --------------------------------------------------------------------------------------------------


def test_event_words_are_in_order_and_stand_once():
    rows = read_words("event_words.csv")
    forms = [form for row in rows for form in [row["word"], *row["forms"].split()]]
    assert len(forms) == len(set(forms)) == len(event_words()) and forms == [form.lower() for form in forms]
    assert [row["word"] for row in rows] == sorted(row["word"] for row in rows)
    assert {row["evaluates"] for row in rows} == {"yes", "no"}
    assert all(row["class"] for row in rows)
