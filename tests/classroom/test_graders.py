"""Lessons in the forms of the two graders; the programs themselves are tried in test_course_otter and test_course_nbgrader."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from onrecord.classroom import graders
from onrecord.classroom.graders import nbgrader_source, otter_source, write_sources

FORMS = {"otter": lambda lesson: otter_source(lesson, "0_small"), "nbgrader": nbgrader_source}


def cell(id_, source, *tags):
    new = new_markdown_cell if "open" in tags or not tags else new_code_cell
    return new(source, id=id_, metadata={"tags": list(tags)} if tags else {})


@pytest.fixture
def lesson():
    who = 'report = "wire"\nspeaker = "Anna Berg"  # student: ""  # wrong: "Jo"\nextra = 1  # student: (nothing)\nlast = 2'
    return new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        cells=[
            cell("title", "# Lesson 0"),
            cell("guess", 'guess = "many"  # student: ""', "answer"),
            cell("guess-check", 'check.guess(guess, ["many"])', "check", "points-0"),
            cell("who", who, "answer"),
            cell("who-check", 'check.speaker(\n    report, "words", speaker\n)', "check", "points-2"),
            cell("key", 'print("the key")', "solution"),
            cell("why", "Why?\n\n**Model answer.** They were asked.", "open"),
            cell("end", "Goodbye."),
        ],
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_a_valid_notebook_and_always_the_same(lesson, form):
    before = json.dumps(lesson)
    made = FORMS[form](lesson)
    nbformat.validate(made)
    assert len({each.id for each in made.cells}) == len(made.cells)
    assert made == FORMS[form](lesson)
    assert json.dumps(lesson) == before, "the source was changed"


@pytest.mark.parametrize("form", FORMS)
def test_a_prediction_is_blank_and_no_question(lesson, form):
    made = {each.id: each for each in FORMS[form](lesson).cells}
    assert made["guess"].source == 'guess = ""  # write here'
    assert made["guess-check"].source == 'check.guess(guess, ["many"])'
    assert "nbgrader" not in made["guess"].metadata and "guess-begin-question" not in made


@pytest.mark.parametrize("form", FORMS)
def test_what_only_solutions_show_is_left_out(lesson, form):
    assert "the key" not in json.dumps(FORMS[form](lesson))


def test_an_answer_for_otter(lesson):
    made = {each.id: each.source for each in otter_source(lesson, "0_small").cells}
    assert made["who"].splitlines() == [
        'report = "wire"',
        "# BEGIN SOLUTION NO PROMPT",
        'speaker = "Anna Berg"',
        "extra = 1",
        "# END SOLUTION",
        'r""" # BEGIN PROMPT',
        'speaker = ""  # write here',
        '"""; # END PROMPT',
        "last = 2",
    ]
    assert made["who-begin-question"] == "# BEGIN QUESTION\nname: who\npoints: 2\ncheck_cell: false"
    assert made["who-check-test"].startswith('checked = check.speaker(\n    report, "words", speaker\n)\nassert ')
    assert list(made)[3:12] == [
        *("guess-check", "who-begin-question", "who-begin-solution", "who", "who-end-solution"),
        *("who-check", "who-check-begin-tests", "who-check-test", "who-check-end-tests"),
    ]


def test_an_open_question_for_otter(lesson):
    made = {each.id: each.source for each in otter_source(lesson, "0_small").cells}
    assert made["why-begin-question"] == "# BEGIN QUESTION\nname: why\nmanual: true\npoints: 3"
    assert (made["why"], made["why-answer"], made["why-model"]) == (
        "Why?",
        "*Write your answer here.*",
        "They were asked.",
    )


def test_an_answer_for_nbgrader(lesson):
    made = {each.id: each for each in nbgrader_source(lesson).cells}
    assert made["who"].source.splitlines() == [
        'report = "wire"',
        'speaker = ""  # write here',
        "### BEGIN SOLUTION",
        'speaker = "Anna Berg"',
        "extra = 1",
        "### END SOLUTION",
        "last = 2",
    ]
    shown, _, hidden = made["who-check"].source.partition("### BEGIN HIDDEN TESTS\n")
    assert shown == 'check.speaker(\n    report, "words", speaker\n)\n'
    assert "assert checked.right" in hidden
    flags = {"points": 2, "grade": True, "solution": False, "locked": True, "grade_id": "who-check"}
    assert flags.items() <= made["who-check"].metadata.nbgrader.items()


def test_an_open_question_for_nbgrader(lesson):
    made = {each.id: each for each in nbgrader_source(lesson).cells}
    assert made["why"].source == "Why?\n\n<!-- BEGIN SOLUTION -->\nThey were asked.\n<!-- END SOLUTION -->"
    assert {"points": 3, "grade": True, "solution": True}.items() <= made["why"].metadata.nbgrader.items()


@pytest.mark.parametrize(
    ("form", "paths"),
    [
        ("otter", ["0_small_50.ipynb", "0_small_90.ipynb"]),
        ("nbgrader", ["source/0_small_50/0_small_50.ipynb", "source/0_small_90/0_small_90.ipynb"]),
    ],
)
def test_what_a_lecturer_changed_is_not_written_over(lesson, tmp_path, monkeypatch, form, paths):
    monkeypatch.setattr(graders, "versions", lambda: [("0_small_50", lesson), ("0_small_90", lesson)])
    assert write_sources(form, tmp_path) == [(tmp_path / path, False) for path in paths]
    changed = nbformat.read(tmp_path / paths[0], as_version=4)
    changed.cells[1].source += " and more"
    nbformat.write(changed, tmp_path / paths[0])
    assert [kept for _, kept in write_sources(form, tmp_path)] == [True, False]
    assert "and more" in (tmp_path / paths[0]).read_text(encoding="utf-8")
