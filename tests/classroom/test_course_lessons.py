"""Every lesson, as its solutions, as students get it, and answered wrongly on purpose: it runs, and each check says what it has to."""

import ast
import re
from itertools import pairwise

import nbformat
import pytest
from executed_notebooks import EMPTY, check, outputs_of
from made_up_lesson import small_lesson, write
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell
from wrong_answers import with_wrong_answers

from onrecord.classroom.copies import shortened, student_copy
from onrecord.classroom.lessons import LESSON, has_tag, lines_of, read_lesson, solutions
from onrecord.system.resources import SAMPLES

pytestmark = pytest.mark.course

LESSONS = [pytest.param(path, id=path.stem) for path in solutions()]
OWN = [SAMPLES / "fiction_ostrel-courier_2021-04-14.html", SAMPLES / "fiction_calder-tribune_2021-06-15.txt", None]
RIGHT, BLANK, WRONG = ("Right.", "Noted."), ("Not answered yet: ",), ("Not yet. ",)


MOST_SECONDS = 60  # with two cores, a lesson waits no longer than it computes


@pytest.fixture
def run(execute, tmp_path):
    """A function that executes a notebook that is not in a file yet."""

    def run(notebook, **parameters):
        path = tmp_path / "lesson.ipynb"
        nbformat.write(notebook, path)
        executed = execute(path, **parameters)
        check(executed)
        return executed

    return run


def said(executed):
    """What the checks of an executed notebook say, {id of the cell: text}."""
    return {
        cell.id: output["data"]["text/plain"]
        for cell in executed.cells
        if has_tag(cell, "check")
        for output in cell.outputs
        if "data" in output
    }


def unlike(executed, beginnings):
    """The checks that say something else than they should."""
    asked = [cell.id for cell in executed.cells if has_tag(cell, "check")]
    texts = said(executed)
    return {id_: texts.get(id_, "nothing") for id_ in asked if not texts.get(id_, "").startswith(beginnings)}


def given_away(lesson, executed):
    """The checks whose hint holds the answer."""
    texts, found = said(executed), {}
    for answer, asked in pairwise(lesson.cells):
        if has_tag(answer, "answer") and has_tag(asked, "check"):
            for line in lines_of(answer.source):
                if line.wrong and any(holds(texts.get(asked.id, ""), value) for value in values(line.solution)):
                    found[asked.id] = texts[asked.id]
    return found


def values(statement):
    """The texts and numbers of a solution; a letter that names a choice is none."""
    tree = ast.walk(ast.parse(statement))
    found = [node.value for node in tree if isinstance(node, ast.Constant) and node.value is not None]
    return [f"{value:g}" if isinstance(value, float) else str(value) for value in found if len(str(value)) > 1]


def holds(hint, value):
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", hint, re.IGNORECASE)


def test_a_made_up_lesson(tmp_path, run):
    """What the tests below look for is seen."""
    lesson = read_lesson(write(tmp_path, "7_who.ipynb"))
    right = run(lesson)
    assert len(said(right)) == 3 and unlike(right, RIGHT) == {}
    blank, wrong = run(student_copy(lesson)), run(with_wrong_answers(lesson))
    assert unlike(blank, BLANK) == {} and unlike(wrong, WRONG) == {} and given_away(lesson, wrong) == {}
    assert len(unlike(right, BLANK)) == len(unlike(blank, WRONG)) == len(unlike(wrong, RIGHT)) == 3
    tattling = small_lesson()
    tattling.cells[5].source = 'who = "the name"  # student: ""  # wrong: "Denisova"'
    assert set(given_away(tattling, wrong)) == {"cell-6"}


def test_there_are_lessons():
    assert sum(bool(LESSON.fullmatch(path.stem)) for path in solutions()) == 4


@pytest.mark.parametrize("path", LESSONS)
def test_every_check_has_a_wrong_answer(path):
    cells = read_lesson(path).cells
    asked = [a for a, b in pairwise(cells) if has_tag(a, "answer") and has_tag(b, "check")]
    assert [cell.id for cell in asked if not any(line.wrong for line in lines_of(cell.source))] == []


def test_a_lesson_goes_on_behind_an_answer_without_quotation_marks():
    """In Jupyter, as "Run All" does it."""
    copy = student_copy(small_lesson())
    copy.cells[5].source = "who = Denisova  # write here"
    executed = NotebookClient(copy, kernel_name="python3").execute()
    assert "The cell above stopped" in said(executed)["cell-6"]
    assert said(executed)["cell-8"].startswith(BLANK) and executed.cells[-1].outputs


@pytest.mark.parametrize("path", LESSONS)
def test_solutions_are_right_and_take_a_minute_at_most(path, run):
    """What the kernel and what it starts compute counts, for another program on this machine can make a lesson wait."""
    lesson = read_lesson(path)
    lesson.cells.append(new_code_cell("import os\n\nsum(os.times()[:4])", id="seconds"))
    executed = run(lesson)
    assert unlike(executed, RIGHT) == {}
    assert float(executed.cells[-1].outputs[0]["data"]["text/plain"]) < MOST_SECONDS


@pytest.mark.parametrize("path", LESSONS)
def test_students_copies_run_with_their_blanks(path, run):
    lesson = read_lesson(path)
    for version in (shortened(lesson), lesson) if LESSON.fullmatch(path.stem) else (lesson,):
        assert unlike(run(student_copy(version)), BLANK) == {}


@pytest.mark.parametrize("path", LESSONS)
def test_wrong_answers_get_hints_that_do_not_tell(path, run):
    lesson = read_lesson(path)
    wrong = run(with_wrong_answers(lesson))
    assert unlike(wrong, WRONG) == {}
    assert given_away(lesson, wrong) == {}


@pytest.mark.parametrize("path", LESSONS)
@pytest.mark.parametrize("article", OWN, ids=["page", "feature", "empty"])
def test_a_lesson_runs_with_an_article_of_ones_own(path, article, run, tmp_path):
    if article is None:
        article = tmp_path / "empty.txt"
        article.write_text(EMPTY, encoding="utf-8")
    executed = run(student_copy(read_lesson(path)), article=str(article))
    assert outputs_of(executed)
