"""Reading marks: forms, tables of spreadsheets and what a board gives; what is not found says so."""

import re
from pathlib import Path

import pandas as pd
import pytest

from onrecord.classroom import article, marking

TEXT = "fiction_meridian-wire_2021-04-13"


@pytest.fixture(scope="module")
def text():
    return article(TEXT)


def read(source, text, *columns):
    frame = marking.read(source, text)
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame[list(columns)].to_numpy()]


def test_a_form_is_read(text):
    form = (
        "# a comment | with | strokes\n[5] “These numbers will rise,” he said.\nmarker: Anna\nmarks: quotes\n\n"
        '5 | "These numbers will rise," | Direct | Tomas Keld\n14 | hiding anything | indirect\n'
    )
    assert read(form, text, "marker", "words", "kind", "speaker", "line", "problem") == [
        ("Anna", "“These numbers will rise,”", "direct", "Tomas Keld", 6, None),
        ("Anna", "hiding anything", "indirect", None, 7, None),
    ]


@pytest.mark.parametrize("form", ["sep=;\n{}", "\ufeff{}", "{}"])
def test_a_table_of_a_spreadsheet_is_read(form, text, tmp_path):
    rows = '"Sentence";Words;Kind;Speaker;Marker\r\n;;;;\r\n5;"“These numbers will rise,”";direct;\'=Keld;Ben\r\n'
    file = tmp_path / "ben.csv"
    file.write_bytes(form.format(rows).encode())
    assert read(file, text, "marker", "start", "kind", "speaker") == [("Ben", 527, "direct", "=Keld")]
    assert read(str(file), text, "start") == [(527,)]


def test_windows_encodings_and_tabs_are_read(text, tmp_path):
    rows = "sentence\twords\tkind\tspeaker\n5\tThese numbers will rise\tdirect\tKeld\n"
    for encoding in ("utf-16", "cp1252"):
        (tmp_path / "a.csv").write_text(rows + "14\tKeld’s office\t\t\n", encoding=encoding)
        assert read(tmp_path / "a.csv", text, "words") == [("These numbers will rise",), ("Keld’s office",)]


def test_figures_and_pairs_are_read(text):
    figures = "marks: figures\n15 | 9,500 people | 9,500 | 9500 | displaced | civil protection service\n3 | At least 17 people | 17 | | killed |"
    assert read(figures, text, "words", "low", "high", "event") == [
        ("9,500 people", 9500.0, 9500.0, "displaced"),
        ("At least 17 people", 17.0, None, "killed"),
    ]
    pairs = "3 | At least 17 people | 8 | 31 bodies | conflict"
    assert read(pairs, text, "table", "start", "other_start", "relation") == [("pairs", 334, 725, "conflict")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("4 | These numbers will rise | direct | Keld", "it is in sentence 5"),
        ("5 | These numbers will rize | direct | Keld", "it has them as far as “These numbers will”"),
        ("99 | These numbers | direct | Keld", "there is no sentence 99; the article has 28"),
        ("five | These numbers | direct | Keld", "“five” is no number of a sentence"),
        (" | Keld | direct | Keld", "write the number of the sentence"),
        ("18 | I | direct | Keld", None),
        ("9#7 | I | direct | Keld", "so there is no number 7"),
        ("9 | I | direct | Keld", "write which one: 3#2"),
        ("9#2 | I | direct | Keld", None),
        ("5 | | direct | Keld", "no words are given"),
        ("nothing of the kind", "no words are given"),
    ],
)
def test_what_cannot_be_found_says_why(line, reason, text):
    ((start, problem),) = read(f"marks: quotes\n{line}", text, "start", "problem")
    assert (start is None) == (reason is not None)
    assert problem is None if reason is None else problem.startswith("line 2: ") and reason in problem


def test_a_value_that_is_none_is_blank_and_says_so(text):
    line = "marks: figures\n15 | 9,500 people | many | 9500 | moved | x"
    ((start, low, event, problem),) = read(line, text, "start", "low", "event", "problem")
    assert start and low is None and event is None
    assert "“many” is read as blank" in problem and "“moved” is read as blank" in problem and "displaced" in problem


def test_a_file_that_is_not_there_says_so(text, tmp_path):
    assert "cannot be read (No such file or directory)" in read("nobody.csv", text, "problem")[0][0]
    (tmp_path / "a.csv").write_bytes(b"%PDF-1.7")
    assert "is a PDF file" in read(tmp_path / "a.csv", text, "problem")[0][0]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n",
        "marks: quotes\n",
        "words;kind\n",
        "|||||||",
        "\0|\0",
        "sentence,words\n1",
        None,
        5,
        "\0",
        "\ud800",
        f"{'9' * 5000} | x |",
    ],
)
def test_odd_sources_raise_nothing(source, text):
    assert marking.read(source, text)["start"].isna().all()


def test_the_lines_of_the_guide_are_read(text):
    guide = (Path(__file__).parents[2] / "docs/teaching/marking.md").read_text(encoding="utf-8")
    lines = "\n".join(re.findall(r"^    (\d+ \|.*)$", guide, re.MULTILINE))
    assert read(lines, text, "kind", "problem") == [("direct", None), ("indirect", None)]
    assert set(re.findall(r"marking\.(\w+)\(", guide)) <= set(marking.__all__)
