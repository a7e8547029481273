import os
import re
import sys
from importlib.metadata import version
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from time import process_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onrecord.tone._analyser import analyser, own_words
from onrecord.tone._phrases import READ_AS, find_phrases
from onrecord.tone._reading import read_words_of
from onrecord.tone.scoring import explain_score
from onrecord.tone.vader import compound, label_of, lexicon_source, toned_words


def score(text):
    return compound([word.valence for word in toned_words(text)], text)


@pytest.fixture(scope="module")
def nltk_vader():
    import nltk.data
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

    nltk.data.path.append(*find_spec("vaderSentiment").submodule_search_locations)
    return SentimentIntensityAnalyzer("vader_lexicon.txt")


def test_the_lexicon_may_have_a_second_hard_link(tmp_path, monkeypatch):
    """As it has where uv installed it."""
    package = tmp_path / "vaderSentiment"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "vader_lexicon.txt").write_text("splendidish\t2.5\t0.5\t[2, 3]\nno\t-1.2\t0.7\t[-1]")
    os.link(package / "vader_lexicon.txt", tmp_path / "in the cache of an installer")
    spec = spec_from_file_location("vaderSentiment", package / "__init__.py")
    monkeypatch.setitem(sys.modules, "vaderSentiment", module_from_spec(spec))
    assert analyser.__wrapped__().lexicon == own_words() | {"splendidish": 2.5}


# --- the score ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("He faces no danger.", 1),
        ("No danger.", 1),
        ("No.", 0),
        ("They dropped the bomb on the harbour.", -1),
        # Marks around a word: nltk alone does not see these.
        ("“It is a disgrace.”", -1),
        ("It is (a disgrace).", -1),
        ("It is ‘a disgrace’.", -1),
        ("The disgrace’s end.", -1),
        ("A DISGRACE'S end.", -1),
        ("They didn’t help.", -1),
        ("It came :)", 1),  # what the lexicon holds with its marks keeps them
        ("(s) 'd' -- ...", 0),
    ],
)
def test_label(text, label):
    assert label_of(score(text)) == label


def test_source_is_shown_as_installed():
    line = lexicon_source()
    assert version("vaderSentiment") in line and version("nltk") in line
    assert re.search(r"lexicon of 7,5\d\d entries", line)


# Made up, a few of each kind: what negates, what does not, what carries no tone where it stands.
KINDS = {
    -1: """Nobody trusts the governor. | No one who came on Monday ever helped the farmers. | None of the promises was honest.
        Few welcomed the soldiers. | There is little hope. | They did little to help. | This is hardly a success.
        There is a lack of trust. | The council refused to help. | It is anything but safe. | It is far from safe.
        They brought nothing but misery. | It could not be worse. | He was too weak to help. | Please end this misery.
        They massacred the villagers. | These monsters butchered a family. | It was genocide. | We are not safe.""",
    1: """A few brave drivers came. | A little kindness is enough. | We couldn’t be more proud. | I cannot praise them enough.
        She has done nothing but good. | Not only was it safe, it was beautiful. | Without a doubt she is the best.
        The boats never arrived. Good people came. | They did not sleep; kind women fed them. | No, we are happy here.
        We were not rich but happy. | We couldn't have won without those brave pilots. | They chose peace rather than war.
        We like the new bridge. | There is no danger. | It never rained and they were glad.""",
    0: """It looked like a field of snow. | A great many people came. | A great deal of water ran out. | Kindly move on.
        The town lies in a valley. | The peace talks begin on Monday. | The party leaders met. | They came by bus.""",
}


@pytest.mark.parametrize("label", KINDS)
def test_what_turns_a_word_and_what_does_not(label):
    sentences = [sentence.strip() for sentence in re.split(r"\||\n", KINDS[label])]
    assert {sentence: label_of(score(sentence)) for sentence in sentences} == dict.fromkeys(sentences, label)


def test_reading_takes_linear_time():
    text = "nobody here but few of them could not be more glad without it " * 700
    start = process_time()
    assert len(read_words_of(text)) > 8000
    assert len(read_words_of(". " * 3000 + "é and she " + "so," + " " * 3000)) == 3
    assert process_time() - start < 4, "0.3 s where it was written"


def test_an_abbreviation_ends_no_clause():
    assert [(word.word, word.shifted) for word in toned_words("There was no U.S. help.")] == [("help", "negated by no")]


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
# What is not read as nltk reads it: "no", "the bomb", what phrases do, words that come twice, shifters in another clause,
# and marks, which nltk takes off one at a time.
WITHOUT_MARKS = st.text(st.characters(exclude_characters=".,;:!?'-()[]{}\"—…’‘“”„‟‚‛«»″′–")).filter(
    lambda text: "but" not in text.lower()
)
ONE_CLAUSE = [word for word in TONED + SHIFTING if word not in ("but", "!!")]
WITHOUT_SHIFTERS = ["good", "BAD", "war", "kind", "rescue,", "house", "but", "!!"]
WORDS = st.one_of(
    *(
        st.lists(st.sampled_from(words), max_size=14, unique=True).map(" ".join)
        for words in (ONE_CLAUSE, WITHOUT_SHIFTERS)
    )
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(WITHOUT_MARKS, WORDS))
def test_compound_is_nltks(nltk_vader, text):
    plain = re.sub(r"(?i)\bno\b|the bomb|\n", "", text.translate(READ_AS))
    assume(not find_phrases(plain))
    assert score(plain) == nltk_vader.polarity_scores(plain)["compound"]


def test_nltk_itself_is_left_as_it_is(nltk_vader):
    assert nltk_vader.polarity_scores("He faces no danger.")["compound"] < 0
    assert score("He faces no danger.") > 0


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
        ("A massacre", [("massacre", -3.3, "event word that judges")]),
        ("An onset of famine", [("famine", 0.0, "event word")]),
        ("It looked like rain.", [("like", 0.0, "not meant so")]),
        ("They failed to help us", [("failed", -2.3, ""), ("help", -1.258, "negated by failed to")]),
        ("No attack", [("attack", 1.554, "negated by No, event word")]),
        ("peace is so good", [("peace", 2.5, ""), ("good", 2.193, "boosted by so")]),  # peace shifts nothing
        ("On Tuesday.", []),
        # Negations and boosters reach three words on, and no further; idioms take two words more.
        ("not the day good", [("good", -1.406, "negated by not")]),
        ("not the old day good", [("good", 1.9, "")]),
        ("that day it was the kiss of death", [("kiss", -1.5, ""), ("death", -1.5, "weakened by of, event word")]),
        ("that day it was the kiss of life", [("kiss", 1.8, "")]),
    ],
)
def test_explained(text, expected):
    words = explain_score(text)
    assert [(w.word, round(w.valence, 3), w.shifted) for w in words] == expected
    assert all(text[w.start : w.end] == w.word for w in words)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from([*TONED, *SHIFTING, "“war”,", "(good)", "no", "—bad"])).map("  ".join)
    )
)
def test_explained_words_stand_where_they_say(text):
    words = explain_score(text)
    assert all(text[w.start : w.end] == w.word and w.word for w in words)
    assert [w.start for w in words] == sorted({w.start for w in words})
