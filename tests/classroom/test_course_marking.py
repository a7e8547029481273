"""The workshop as two students walk through it: each pastes what the board gave, and every later cell is about the two of them."""

import nbformat
import pytest
from executed_notebooks import check

from onrecord.classroom import article, marking
from onrecord.classroom.copies import student_copy
from onrecord.classroom.lessons import read_lesson
from onrecord.system.resources import CLASS, LESSONS

pytestmark = pytest.mark.course

REPORT = "ostrel-courier_2021-04-16"
PASTED = {"marking-mine": "mara", "marking-partner": "jonas"}


def as_pasted(name):
    """The marks of a made-up student as the board's button "Copy" gives them."""
    marks = marking.read(CLASS / "markers" / f"{REPORT}_quotes_{name}.csv", article(REPORT))
    cells = marks[["start", "words", "kind", "speaker"]].astype(object).where(marks.notna(), "")
    rows = [f"1@{row[0]} | {' | '.join(map(str, row[1:]))}" for row in cells.itertuples(index=False)]
    return "\n".join([f"marker: {name}", "marks: quotes", *rows])


def test_two_students_walk_through_the_workshop(execute, tmp_path):
    copy = student_copy(read_lesson(LESSONS / "hand_marking.ipynb"))
    for cell in copy.cells:
        if cell.id in PASTED:
            assert "r'''\n\n'''" in cell.source
            cell.source = cell.source.replace("r'''\n\n'''", f"r'''\n{as_pasted(PASTED[cell.id])}\n'''")
    nbformat.write(copy, tmp_path / "hand_marking.ipynb")
    done = execute(tmp_path / "hand_marking.ipynb")
    check(done)
    said = {
        cell.id: "".join(
            output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell.outputs
        )
        for cell in done.cells
        if cell.cell_type == "code"
    }
    assert said["marking-pair"].strip() == "You two."
    assert "mara marked 10 quotes and jonas marked 15 quotes." in said["marking-agreement"].lower()
    assert "only jonas marked it" in said["marking-quarrel"]
