"""The error gallery: its sentences are complete, and what the machine says is made now and compared with the reader."""

import pandas as pd
import pytest

from onrecord.classroom import gallery


@pytest.fixture(scope="module")
def read():
    """Four sentences, one of them without a number, one of tone."""
    chosen = gallery.traps().query("id in ['q1', 'h1', 'd1', 'e3']")
    patch = pytest.MonkeyPatch()
    patch.setattr(gallery, "traps", lambda: chosen)
    yield gallery.run()
    patch.undo()


def test_each_sentence_has_a_question_with_two_to_four_choices_of_which_the_reader_takes_one():
    traps = gallery.traps()
    choices = traps["choices"].str.split(" | ", regex=False)
    assert len(traps) >= 48 and traps["kind"].nunique() >= 10
    assert traps["id"].is_unique and traps["sentence"].is_unique and (traps != "").all(axis=None)
    assert set(traps["look"]) <= set(gallery.QUESTIONS)
    assert choices.str.len().between(2, 4).all()
    assert [row.id for row, given in zip(traps.itertuples(), choices, strict=True) if row.reader not in given] == []


def test_the_readers_answer_does_not_always_stand_at_the_same_place():
    traps = gallery.traps()
    places = [row.choices.split(" | ").index(row.reader) for row in traps.itertuples()]
    assert pd.Series(places).value_counts(normalize=True).max() < 0.7


def test_the_machine_answers_now_and_is_compared_with_the_reader(read):
    machine = read.set_index("id")["machine"]
    assert machine["q1"] == "Nora Feld" and machine["h1"] == "40 or more" and machine["d1"] == "none counted"
    assert machine["e3"] in ("for", "neither", "against")
    assert list(read["same"]) == [row.machine == row.reader for row in read.itertuples()]


def test_answers_are_compared_without_articles_and_capitals():
    assert gallery._bare("the Defence Ministry and the hospital") == gallery._bare("Defence Ministry and hospital")
    assert gallery._bare("It’s gone") == gallery._bare("It's gone") and gallery._bare("other") != gallery._bare("or")


def test_a_kind_shows_each_answer_folded_below_its_question_and_escapes_it(read):
    changed = read.assign(sentence="<b>&", machine="<i>", same=False)
    shown = gallery.questions(changed, "  how MANY? ")
    assert shown.count("<details>") == 1 and "&lt;b&gt;&amp;" in shown and "&lt;i&gt;" in shown
    assert "<summary>Answer to 1</summary>" in shown and "Different." in shown
    assert "A careful reader: <b>40 or more</b>" in shown


def test_a_sheet_of_answers_has_them_open(read):
    assert gallery.questions(read, "How many?", opened=True).count("<details open>") == 1


@pytest.mark.parametrize("show", [gallery.questions, gallery.counted])
@pytest.mark.parametrize("name", ["Numbers", 3, None, " "])
def test_an_unknown_kind_names_those_that_are_there(read, show, name):
    assert f"There is no kind “{name}”" in show(read, name)
    assert "“Quotation marks”, “How many?”" in show(read, name)


def test_the_count_is_made_of_what_was_read(read):
    assert "reads 1 of 1 sentence as" in gallery.counted(read.assign(same=True), "How many?")
    table = gallery.counted(read.assign(same=[True, True, False, False]))
    assert "reads 2 of 4 sentences as" in table and "Tone and attitude" in table


def test_a_sentence_of_ones_own_is_asked_all_questions():
    shown = gallery.machine_says("At least 40 people died, the mayor said.")
    assert all(question in shown for question in gallery.QUESTIONS.values())
    assert "40 or more" in shown and "mayor" in shown
    for nothing in ("", "  ", None, 3):
        assert "Write a sentence" in gallery.machine_says(nothing)


@pytest.mark.course
def test_all_sentences_are_read():
    read = gallery.run()
    assert len(read) == len(gallery.traps()) and read["machine"].notna().all()
    assert 0 < read["same"].sum() < len(read)
