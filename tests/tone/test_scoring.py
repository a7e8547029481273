import re
from importlib.util import find_spec
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.quotes import find_quotes
from onrecord.rows import Quote
from onrecord.speakers import resolve
from onrecord.tables.corpus import analyse_many
from onrecord.tables.record import analyse
from onrecord.text.article import Article, article_id
from onrecord.text.parsing import parse
from onrecord.tone.choosing import has_minilm
from onrecord.tone.scoring import explain_score, score_quotes, sentiment, sentiment_toward

NOT_INSTALLED = not all(map(find_spec, ("onnxruntime", "tokenizers", "onrecord_minilm")))
minilm_only = pytest.mark.skipif(NOT_INSTALLED, reason="needs the extra `embeddings`")
both = pytest.mark.parametrize("scorer", ["vader", pytest.param("minilm", marks=minilm_only)])


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


def test_toward_in_a_long_text():
    text = "they were not kind but we were very glad about the war " * 100
    assert len(sentiment_toward([text], [(0, 4)])) == 1


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
    assert not row.compound


def test_empty_quote():
    (row,) = score_quotes(read("“” she said."), [quote("“” she said.", "“”", speaker=None)])
    assert (row.speaker, row.compound, row.event_load, row.n_words, row.words) == (None, None, 0.0, 0, ())


def test_a_quote_without_a_rated_word_has_no_score():
    text = "“The bus left at nine,” Mara Lind said."
    (row,) = score_quotes(read(text), [quote(text, "“The bus left at nine,”")])
    assert (row.scorer, row.compound, row.attitude, row.label) == ("vader", None, None, None)
    assert (row.vader_compound, row.vader_label, row.event_load, row.n_words) == (None, None, 0.0, 5)
    text = "“The war is cruel,” Mara Lind said."
    (row,) = score_quotes(read(text), [quote(text, "“The war is cruel,”")])
    assert (row.vader_compound, row.vader_label) == (row.compound, row.label) == (-0.8271, -1)
    assert sentiment(["The bus left at nine."])["compound"].tolist() == [0.0]


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


# --- the other scorer ---------------------------------------------------------------------------------------------


@minilm_only
def test_minilm_scores_texts():
    scores = sentiment(["They did a wonderful job.", "It is a shameful lie.", "The war killed many.", ""], "minilm")
    assert scores["compound"].between(-1, 1).all()
    assert scores.loc[:1, "label"].tolist() == [1, -1]
    assert scores.loc[:1, "attitude"].tolist() == scores.loc[:1, "compound"].tolist()  # nothing to leave out
    assert scores.loc[2, "attitude"] > scores.loc[2, "compound"] and scores.loc[2, "event_load"] == 0.5
    assert scores.loc[3].tolist() == [0, 0, 0, 0]


@minilm_only
def test_minilm_reads_no_names():
    texts = ["“The Peace Party came.”", "“The War Party came.”", "“Peace Party.”"]
    rows = []
    for text in texts:
        rows += score_quotes(read(text), [quote(text, text)], "minilm")
        name = re.search(r"\w+ Party", text)
        assert ("Party", 0.0, "name") in [
            (w.word, w.valence, w.shifted) for w in explain_score(text, [name.span()], "minilm")
        ]
    assert rows[0].compound == rows[1].compound and rows[2].n_words == 2
    assert all(row.words == () and row.scorer == "minilm" for row in rows)
    assert [row.vader_compound for row in rows] == [None] * 3, "names are hidden from VADER, and nothing else is rated"


@minilm_only
def test_minilm_explains_by_leaving_out():
    text = "The awful war ended."
    words = explain_score(text, scorer="minilm")
    assert [w.word for w in words] == ["The", "awful", "war", "ended"]
    assert all(text[w.start : w.end] == w.word for w in words)
    assert min(words, key=lambda w: w.valence).word == "awful"
    assert [w.shifted for w in words] == ["", "", "event word", ""]


@minilm_only
def test_minilm_toward():
    text = "Mara Lind praised Tom Berg for his wonderful work."
    scores = sentiment_toward([text, "Tom Berg is a coward."], [(18, 26), (0, 8)], "minilm")
    assert scores["label"].tolist() == [1, -1]


@pytest.mark.parametrize("call", [analyse, lambda article, scorer: list(analyse_many([article], scorer=scorer))])
def test_no_such_scorer(call):
    with pytest.raises(ValueError, match="oracle"):
        call(Article("a", "It rained."), scorer="oracle")


@both
def test_tables_by_either_scorer(scorer):
    text = "“It is a shameful lie,” said Mara Lind on Monday. Mara Lind ran a brilliant campaign."
    record = analyse(Article("a", text), scorer=scorer)
    assert record.tone["label"].tolist() == [-1]
    toward = [("Mara Lind", 1)] if has_minilm() else []  # whoever scores the quotes
    assert list(record.tone_toward[["speaker", "label"]].itertuples(index=False, name=None)) == toward


# --- bad input ----------------------------------------------------------------------------------------------------

BAD = {
    "empty": "",
    "marks": "“”",
    "spaces": " \t\n\u2028 ",
    "emoji": "\U0001f600\U0001f44d\U0001f3fd \U0001f468\u200d\U0001f692",
    "nul": "good\x00bad \x00",
    "surrogate": "It is \ud83d good \udc00",
    "zero width": "g\u200bo\u200bo\u200bd \u2060\ufeff",
    "russian": "Война — это ужас, сказал он.",
    "arabic": "الحرب فظيعة جدا",
    "chinese": "战争很可怕。" * 50,
    "combining": "e\u0301\u0323\u0300" * 40,
    "one long word": "x" * 5000,
    "marks only": ".,;:!?'-()[]{}" * 200,
    "capitals": "GOOD BAD WAR " * 40,
}


@both
@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_bad_text_has_numbers(text, scorer):
    (row,) = sentiment([text], scorer).itertuples()
    assert -1 <= row.compound <= 1 and -1 <= row.attitude <= 1 and 0 <= row.event_load <= 1
    assert all(text[w.start : w.end] == w.word for w in explain_score(text))
    if text:
        assert sentiment_toward([text], [(0, len(text))], scorer)["label"].isin([-1, 0, 1]).all()


@both
@pytest.mark.parametrize("name", [name for name in BAD if name != "surrogate"])
def test_bad_quote_has_a_row(name, scorer):
    text = BAD[name]
    whole = f"“{text}” Mara Lind said. {text} Mara Lind"
    parsed = read(whole)
    (row,) = score_quotes(parsed, [quote(whole, f"“{text}”")], scorer)
    assert row.compound is None or -1 <= row.compound <= 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text(text):
    parsed = read(text)
    quotes, _ = resolve(parsed, find_quotes(parsed))
    for row in score_quotes(parsed, quotes):
        assert all(text[w.start : w.end] == w.word for w in row.words)
    assert len(sentiment([text])) == 1


LONG = "they were not kind but we were very glad about the war " * 900


def test_ten_thousand_words_without_a_full_stop():
    start = process_time()
    (row,) = sentiment([LONG]).itertuples()
    explain_score(LONG)
    assert process_time() - start < 2
    assert abs(row.compound) == 1.0


def test_time_grows_with_the_text_and_no_faster():
    def seconds(times):
        text = LONG[: len(LONG) // 3] * times
        start = process_time()
        explain_score(text, [(i, i + 4) for i in range(0, len(text), 55)])
        return process_time() - start

    # Four times the words: four times the time, and not sixteen.
    short, long = (min(seconds(times) for _ in range(3)) for times in (1, 4))
    assert long < 10 * short
