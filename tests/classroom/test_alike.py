"""Words and names that are the same, however they are typed: checks and marks find the same ones."""

import unicodedata

import pytest

from onrecord import classroom
from onrecord.classroom import check, marking
from onrecord.classroom.alike import find_words, name_words

REPORT = "ostrel-courier_2021-04-16"
TEXT = "She said:\n“It is… café-time”\u00a0— he left. “It’s  late,” he’d said. A fête."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"It is... CAFÉ-TIME"', ["“It is… café-time”"]),
        (unicodedata.normalize("NFD", "café-time”"), ["café-time”"]),
        ("“It is…", ["“It is…"]),
        ("café—time", ["café-time"]),
        ('she  said: "It is', ["She said:\n“It is"]),
        ("“it's late,“", ["“It’s  late,”"]),
        ("fête", ["fête"]),
        ("he", ["he", "he"]),
        ("aid", []),
        ("’d said", ["’d said"]),
        ("", []),
        ("'", ["’", "’"]),
        ("(((", []),
        ("\0\ud800", []),
    ],
)
def test_words_are_found_however_they_are_typed(words, found):
    for text in (TEXT, unicodedata.normalize("NFD", TEXT)):
        assert [unicodedata.normalize("NFC", text[start:end]) for start, end in find_words(text, words)] == found


@pytest.mark.parametrize(
    "typed", ['"Nobody hid it,"', "„Nobody\u00a0hid it,“", "« nobody hid it »", "“Ｎobody hid it,”"]
)
def test_pasted_words_are_found_by_checks_and_by_marks(typed):
    assert check.kind(REPORT, typed, "direct").right
    marks = marking.read(f"marks: quotes\n9 | {typed} | direct |\n", classroom.article(REPORT))
    assert marks["words"][0].strip('",') == "Nobody hid it"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dr. Ivo Lentz’s", ["ivo", "lentz"]),
        ("the Interior Minister", ["interior", "minister"]),
        ('Anna "Bo" Berg', ["anna", "bo", "berg"]),
        ("Berg, Anna (minister)", ["berg", "anna", "minister"]),
        ("Captain", ["captain"]),
        ("“…”", []),
        (None, []),
    ],
)
def test_names_are_compared_by_their_words(name, words):
    assert name_words(name) == words
