"""The other steps of hand marking: forms, tables, datasheet, files for the accuracy, corrections, the line under a chart."""

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from onrecord.classroom import article, marking, record
from onrecord.evaluation.compare import compare
from onrecord.tables.corpus import combine
from onrecord.text.article import Article

NAME = "ostrel-courier_2021-04-16"
MARKERS = sorted(Path(__file__).parents[2].glob("data/class/markers/*.csv"))


@pytest.fixture(scope="module")
def text():
    return article(NAME)


@pytest.fixture(scope="module")
def jonas():
    return [marking.made_up(NAME, table)[0] for table in ("quotes", "figures", "pairs")]


@pytest.mark.parametrize("file", MARKERS, ids=lambda file: file.stem)
def test_every_mark_of_a_made_up_student_is_in_its_article(file):
    name, table, marker = file.stem.rsplit("_", 2)
    marks = marking.read(file, article(name))
    assert len(marks) and marks["problem"].isna().all()
    assert set(marks["table"]) == {table} and set(marks["marker"].str.lower()) == {marker}


def test_the_made_up_students_make_the_mistakes_that_students_make(text):
    jonas, mara = marking.made_up(NAME)
    ours = marking.project_marks(NAME)
    indirect = [marks["kind"].eq("indirect").sum() for marks in (mara, ours)]
    assert indirect[0] < indirect[1] / 2, "she misses paraphrases"
    assert "wanted no part in the quarrel" in set(jonas["words"]), "he marks a thought as speech"
    assert mara["speaker"].isna().any() and jonas["kind"].isna().any(), "blanks"


@pytest.mark.parametrize("table", ["quotes", "figures", "pairs"])
def test_an_empty_form_is_no_mark_and_a_filled_one_is_read(table, text):
    form = marking.form(text, table)
    assert marking.read(form, text).empty
    line = {"quotes": "4 | Sixty people have died | indirect |", "figures": "4 | Sixty people | 60 | 60 | killed |"}
    line["pairs"] = "4 | Sixty people | 4 | 12 of them | part"
    marks = marking.read(form.replace("marker: \n", "marker: Ida\n") + line[table], text)
    assert list(marks["table"]) == [table] and list(marks["marker"]) == ["Ida"] and marks["problem"].isna().all()


def test_a_sheet_is_filled_in_and_read(text, tmp_path):
    file = tmp_path / "new" / "sheet.csv"
    assert repr(marking.sheet(text, file, "figures")) == f"The table to fill in is {file}."
    assert marking.read(file, text).empty
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    rows[4][3:] = ["Sixty people", "60", "", "killed", "+Interior"]
    rows[5][4:] = ["28", "28", "", ""]
    file.write_text(
        "\n".join(";".join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row) for row in rows), encoding="cp1252"
    )
    marks = marking.read(file, text)
    assert list(marks["low"].dropna()) == [60, 28] and marks["claimant"][0] == "+Interior"
    assert "no words are given" in marks["problem"][1], "numbers without words are not lost in silence"


def test_what_is_filled_in_stays_when_the_cell_is_run_again(text, tmp_path):
    file = tmp_path / "sheet.csv"
    for make in (lambda: marking.sheet(text, file), lambda: marking.datasheet(record(NAME), file)):
        assert "The table to fill in" in repr(make()) and "The table to fill in" in repr(make())
        filled = file.read_bytes() + b"mine"
        file.write_bytes(filled)
        assert "stays as it is" in repr(make()) and file.read_bytes() == filled
        file.unlink()


def test_no_cell_of_a_sheet_is_a_formula(tmp_path):
    dangerous = '=HYPERLINK("x") said the mayor. +1 for us, he said. @all of them came.'
    file = tmp_path / "a.csv"
    marking.sheet(Article("a", dangerous), file)
    cells = [c for row in csv.reader(file.read_text(encoding="utf-8-sig").splitlines()) for c in row]
    assert any(c.startswith("'=") for c in cells) and not any(c.startswith(("=", "+", "-", "@")) for c in cells)


def test_a_datasheet_leaves_to_the_student_what_is_for_the_student(tmp_path):
    shown = marking.datasheet(record(NAME), tmp_path / "sources.csv")
    table = shown.table
    assert table["why_believed"].isna().all() and {"official", "anonymous"} <= set(table["source_type"].dropna())
    assert table.loc[table["name"] == "Oda Brenn", "title"].eq("health minister").all()
    read = pd.read_csv(tmp_path / "sources.csv")
    assert list(read["statement"].str.lstrip("'")) == list(table["statement"])
    told = " ".join(shown.sentences)
    assert f"{len(table)} statements by" in told and f"why this source is believed in {len(table)} statements" in told
    assert 'href="#q-q1"' in shown._repr_html_()


def test_saved_marks_are_what_the_accuracy_is_counted_on(jonas, text, tmp_path):
    said = repr(marking.save(jonas, tmp_path))
    assert "15 quotes saved" in said and "7 figures and 2 pairs saved" in said and "1 blank event" in said
    counts = {file: compare(tmp_path / f"{file}.jsonl") for file in ("quotes", "figures")}
    assert counts["quotes"].loc["half the words"].iloc[0] == 15 and counts["figures"].loc["figures"].iloc[0] == 7
    assert marking.how_often_right(jonas, record(NAME)).startswith(
        "In this article, as Jonas marked it: 11 of 15 quotes found, "
    )


def test_another_article_stays_when_marks_are_saved_again(jonas, tmp_path):
    other = marking.read("marker: Jonas\nmarks: quotes\n1 | Dam failure | |", article("meridian-wire_2021-04-13"))
    for marks in (jonas, other, jonas[0]):
        marking.save(marks, tmp_path)
    ids = [json.loads(line)["id"] for line in (tmp_path / "quotes.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(ids) == ["meridian-wire_2021-04-13", NAME]


def test_marks_that_cannot_be_saved_are_told(text, jonas, tmp_path):
    pair = marking.read("marker: Jo\n4 | Sixty people | 4 | 12 of them | part", text)
    assert "1 pair left out" in repr(marking.save(pair, tmp_path))
    assert "marked nothing that could be saved" in repr(marking.save(marking.read("", text), tmp_path))
    with pytest.raises(ValueError, match="the marks of Jonas and Mara"):
        marking.save(marking.made_up(NAME), tmp_path)


def test_corrections_say_what_was_and_what_is(jonas):
    table = marking.corrections(jonas, record(NAME))
    assert list(table.columns) == "article_id table start end words column was is by".split()
    found = {(r["words"], r["column"]): (r["was"], r["is"]) for r in table.to_dict("records")}
    assert found['"I wrote for engineers,"', "speaker"] == ("Emil Sarkan", "Pavel Ostin")
    assert found["wanted no part in the quarrel", "row"] == (None, "wanted no part in the quarrel")
    assert ("28", "event") not in found, "a blank corrects nothing"
    assert set(table["by"]) == {"Jonas"}


def test_marks_like_the_machines_correct_nothing():
    marks = marking.machine(record(NAME))
    assert marking.corrections(marks, record(NAME)).empty
    n = len(record(NAME).quotes)
    assert marking.how_often_right(marks, record(NAME)).startswith(
        f"In this article, as the machine marked it: {n} of {n} quotes found, {n} of {n} speakers right"
    )


def test_steps_need_one_article():
    both = combine([record(NAME), record("meridian-wire_2021-04-13")])
    for step in (marking.datasheet, marking.machine):
        with pytest.raises(ValueError, match="several articles"):
            step(both)
