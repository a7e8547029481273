"""Graders: a lesson in the forms that otter-grader and nbgrader read, with points, solutions and tests.

Neither program is imported here: `otter assign` and `nbgrader generate_assignment` make students' notebooks and the
tests from these forms. An `answer` cell with its `check` cell is a question that the machine grades, an `open` cell one
that waits for a person. A prediction has no points: it is for thinking, so it is no question.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from onrecord.classroom.copies import BLANK, Written, blanks, for_students, versions, write_copies
from onrecord.classroom.guides import with_links
from onrecord.classroom.lessons import Line, has_tag, lines_of, points, task_and_answer
from onrecord.system.files import write_whole

NBGRADER_CONFIG = f'''"""How nbgrader makes and runs the notebooks of this course."""

c = get_config()  # noqa: F821

# Nothing comes in for the solutions that are taken out: the blanks stand there already.
c.ClearSolutions.code_stub = {{"python": ""}}
c.ClearSolutions.text_stub = "{BLANK}"

# Seconds for a cell: 24 articles take a slow computer more than the 30 that nbgrader gives.
c.Execute.timeout = 300
'''


def otter_source(lesson: NotebookNode, name: str) -> NotebookNode:
    """A lesson as `otter assign` reads it.

    Args:
        lesson: the source of a lesson.
        name: of the assignment; a submission for another one is refused.

    Returns:
        A new notebook. The students' copies made from it need no otter-grader: cells that import it are switched off.
    """
    config = f"# ASSIGNMENT CONFIG\nname: {name}\ninit_cell: false\nexport_cell: false\nshow_question_points: true"
    cells = [new_raw_cell(config, id="assignment-config")]
    for cell, checked_by in _questions(lesson):
        if checked_by is not None:
            cells += _otter_question(cell, checked_by)
        elif has_tag(cell, "open"):
            cells += _otter_open_question(cell)
        else:
            cells.append(cell)
    return _with_cells(lesson, cells)


def nbgrader_source(lesson: NotebookNode) -> NotebookNode:
    """A lesson as `nbgrader generate_assignment` reads it, with the settings of `NBGRADER_CONFIG`.

    Args:
        lesson: the source of a lesson.

    Returns:
        A new notebook. Its cells of checks show students the hints; what gives the points is hidden from them.
    """
    cells = []
    for cell, checked_by in _questions(lesson):
        if checked_by is not None:
            cells += [_nbgrader_answer(cell), _nbgrader_test(checked_by)]
        elif has_tag(cell, "open"):
            cells.append(_nbgrader_open_question(cell))
        else:
            cells.append(cell)
    return _with_cells(lesson, cells)


def write_sources(grader: str, folder: str | Path) -> list[Written]:
    """Write all lessons in the form of a grader, each in both lengths; none over one that somebody has changed.

    Args:
        grader: "otter" or "nbgrader".
        folder: where to; made if it is not there. For nbgrader it becomes the folder of a course.

    Returns:
        The notebooks, in order.

    Raises:
        LessonError: a notebook with solutions is not as it has to be.
    """
    if grader == "otter":
        return write_copies(folder, {f"{name}.ipynb": otter_source(lesson, name) for name, lesson in versions()})
    written = []
    for name, lesson in versions():
        written += write_copies(Path(folder, "source", name), {f"{name}.ipynb": nbgrader_source(lesson)})
    if not Path(folder, "nbgrader_config.py").exists():
        write_whole(Path(folder, "nbgrader_config.py"), NBGRADER_CONFIG)
    return written


# --- reading a lesson ----------------------------------------------------------------------------------------------


def _questions(lesson: NotebookNode) -> Iterator[tuple[NotebookNode, NotebookNode | None]]:
    """The cells of a lesson as students get them; an answer that gives points stays as it is, with the cell that checks it."""
    cells = deepcopy(lesson.cells)
    checks = {id(cell) for cell in cells if has_tag(cell, "check") and points(cell)}
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if id(following) in checks:
            yield cell, following
        elif has_tag(cell, "open"):
            yield cell, None
        elif id(cell) not in checks and (given := for_students(cell)):
            yield given, None


def _with_cells(lesson: NotebookNode, cells: list[NotebookNode]) -> NotebookNode:
    made = deepcopy(lesson)
    made.cells = cells
    made.metadata.setdefault("kernelspec", {})["language"] = "python"  # by this, both programs know the language
    return with_links(made, ())  # a student is handed this notebook alone


def _runs(source: str) -> Iterator[tuple[bool, list[Line]]]:
    """Lines of an answer cell that belong together: (whether students answer there, lines)."""
    for asked, lines in groupby(lines_of(source), lambda line: line.student is not None):
        yield asked, list(lines)


def _solutions(lines: list[Line]) -> list[str]:
    return [line.solution for line in lines]


# --- otter-grader --------------------------------------------------------------------------------------------------


def _otter_question(answer: NotebookNode, check: NotebookNode) -> list[NotebookNode]:
    lines = []
    for asked, run in _runs(answer.source):
        if not asked:
            lines += _solutions(run)
            continue
        lines += ["# BEGIN SOLUTION NO PROMPT", *_solutions(run), "# END SOLUTION"]
        lines += ['r""" # BEGIN PROMPT', *prompt, '"""; # END PROMPT'] if (prompt := list(blanks(run))) else []
    answer.source = "\n".join(lines)
    test = new_code_cell(f"checked = {check.source.strip()}\nassert checked.right, checked.hint", id=f"{check.id}-test")
    inner = [*_otter_block("SOLUTION", answer.id, [answer]), check, *_otter_block("TESTS", check.id, [test])]
    return _otter_block(
        "QUESTION", answer.id, inner, f"\nname: {answer.id}\npoints: {points(check)}\ncheck_cell: false"
    )


def _otter_open_question(cell: NotebookNode) -> list[NotebookNode]:
    task, model_answer = task_and_answer(cell.source)
    inner = [
        new_markdown_cell(task, id=cell.id),
        *_otter_block("PROMPT", cell.id, [new_markdown_cell(BLANK, id=f"{cell.id}-answer")]),
        *_otter_block("SOLUTION", cell.id, [new_markdown_cell(model_answer, id=f"{cell.id}-model")]),
    ]
    return _otter_block("QUESTION", cell.id, inner, f"\nname: {cell.id}\nmanual: true\npoints: {points(cell)}")


def _otter_block(kind: str, id_: str, inner: list[NotebookNode], config: str = "") -> list[NotebookNode]:
    begin = new_raw_cell(f"# BEGIN {kind}{config}", id=f"{id_}-begin-{kind.lower()}")
    return [begin, *inner, new_raw_cell(f"# END {kind}", id=f"{id_}-end-{kind.lower()}")]


# --- nbgrader ------------------------------------------------------------------------------------------------------


def _nbgrader_answer(cell: NotebookNode) -> NotebookNode:
    lines = []
    for asked, run in _runs(cell.source):
        if asked:
            lines += [*blanks(run), "### BEGIN SOLUTION", *_solutions(run), "### END SOLUTION"]
        else:
            lines += _solutions(run)
    cell.source = "\n".join(lines)
    return _nbgrader_cell(cell, solution=True)


def _nbgrader_test(cell: NotebookNode) -> NotebookNode:
    expression = cell.source.strip()
    hidden = ["### BEGIN HIDDEN TESTS", f"checked = {expression}", "assert checked.right, checked.hint"]
    cell.source = "\n".join([expression, *hidden, "### END HIDDEN TESTS"])
    return _nbgrader_cell(cell, grade=True, locked=True, points=points(cell))


def _nbgrader_open_question(cell: NotebookNode) -> NotebookNode:
    task, model_answer = task_and_answer(cell.source)
    cell.source = f"{task}\n\n<!-- BEGIN SOLUTION -->\n{model_answer}\n<!-- END SOLUTION -->"
    return _nbgrader_cell(cell, solution=True, grade=True, points=points(cell))


def _nbgrader_cell(cell: NotebookNode, **flags: object) -> NotebookNode:
    kept = {"schema_version": 3, "grade_id": cell.id, "cell_type": cell.cell_type}
    cell.metadata["nbgrader"] = {**kept, "grade": False, "solution": False, "locked": False, "task": False, **flags}
    return cell
