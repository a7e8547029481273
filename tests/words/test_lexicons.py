"""The readers of the lexicons of speech."""

import pytest

from onrecord.words import read_words
from onrecord.words.lexicons import generic_nouns, verb_forms, word_class


def test_each_class_of_words_is_read():
    classes = {row["class"] for row in read_words("word_classes.csv")}
    assert {word for name in classes for word in word_class(name)} == {
        row["word"] for row in read_words("word_classes.csv")
    }
    assert "former" in word_class("office_adjective") and "former" not in word_class("place_office")


def test_a_class_that_is_not_there_is_named():
    with pytest.raises(KeyError, match="no_such_class"):
        word_class("no_such_class")


def test_words_are_in_lower_case_as_the_rules_compare_them():
    words = [row["word"] for row in read_words("word_classes.csv")]
    assert words and words == [word.lower() for word in words]


def test_generic_nouns_are_told_from_offices():
    assert set(generic_nouns().values()) == {"yes", "office"}


@pytest.mark.parametrize(
    ("form", "verb"),
    [("said", "say"), ("denied", "deny"), ("denies", "deny"), ("pledged", "pledge"), ("admitted", "admit")],
)
def test_forms_of_verbs(form, verb):
    assert verb_forms()[form] == verb
