"""Languages: English, others, and too little to tell."""

import pytest
from made_up_texts import PROSE

from onrecord.text.article import SourceError, make_article
from onrecord.text.language import find_language

OTHER = {
    "fr": "Le conseil a déclaré lundi que le pont serait réparé avant l'hiver et que l'argent nécessaire était disponible.",
    "de": "Der Rat teilte am Montag mit, dass die Brücke noch vor dem Winter repariert werde und das Geld dafür vorhanden sei.",
    "uk": "Рада заявила у понеділок, що міст відремонтують до зими і що гроші на це вже є.",
    "zh": "市议会星期一表示，这座桥将在冬天之前修好，并且已经有了所需的资金。市长说，工程下周开始。",
}


@pytest.mark.parametrize("code", OTHER)
def test_other_languages_are_refused(code):
    with pytest.raises(SourceError) as caught:
        make_article(OTHER[code], "a test")
    assert str(caught.value).startswith(f"a test: is not in English (but {code!r})")


@pytest.mark.parametrize(
    "text, language",
    [
        (PROSE, "en"),
        ("Yes.", None),
        ("Rio de Janeiro, São Paulo, Belo Horizonte", None),
        ("Das ist gut.", None),
        (f"“{OTHER['fr'][:40]},” the mayor said, and that was the end of it for the day. {PROSE}", "en"),
    ],
)
def test_language(text, language):
    assert make_article(text, "a test").language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ο δήμαρχος δήλωσε ότι η", None),  # 19 letters
        ("Ο δήμαρχος δήλωσε ότι η γ", "el"),
        (OTHER["fr"][:73], None),  # 59 letters in a script of many languages
        (OTHER["fr"][:75], "fr"),
        ("Brücke bridge market council council", None),  # English with a probability of 0.46
        (
            "water Bürger hospital market Wasser council money Bürger Rat council road Bürger Winter school",
            "en",
        ),  # 0.54
        ("school Schule winter Montag Markt Montag Brücke Bürger mayor Wasser Geld", None),  # German with 0.87
        ("hospital Brücke Wasser Winter winter Montag winter Brücke Wasser Schule Markt Bürger Hospital", "de"),  # 0.93
    ],
)
def test_how_much_tells_a_language(text, language):
    assert find_language(text) == language


@pytest.mark.parametrize(("english_words", "language"), [(2, "fr"), (3, None)])
def test_a_text_with_one_english_function_word_in_twelve_is_in_no_other_language(english_words, language):
    words = (
        "conseil déclaré lundi pont serait réparé hiver argent nécessaire était disponible ville maire avec pour sans "
        "être toujours aussi leurs notre vers chez dans"
    )
    assert find_language(words + " the" * english_words) == language


def test_the_first_20_000_characters_tell():
    french, english = OTHER["fr"] + " ", PROSE + " "
    assert find_language(french * (20_000 // len(french)) + english * 400) == "fr"
    assert find_language(english * (20_000 // len(english)) + french * 400) == "en"
    assert find_language((french * 400)[:4_000] + english * 400) == "en"
