"""The lexicons: every line says why it is there, and none is there twice."""

from importlib.resources import files

import pytest

from onrecord.words import read_words

LEXICONS = sorted(path.name for path in files("onrecord.words").iterdir() if path.name.endswith(".csv"))


@pytest.mark.parametrize("name", LEXICONS)
def test_every_line_says_why_and_stands_once(name):
    rows = read_words(name)
    assert rows and all(list(row)[-1] == "why" and row["why"] for row in rows)
    said = [tuple(cell for column, cell in row.items() if column != "why") for row in rows]
    assert len(said) == len(set(said))


def test_no_noun_stands_twice_in_units():
    nouns = [row["noun"] for row in read_words("units.csv")]
    assert sorted(nouns) == sorted(set(nouns))


def test_a_missing_lexicon_is_named():
    with pytest.raises(FileNotFoundError, match=r"no_such\.csv"):
        read_words("no_such.csv")
