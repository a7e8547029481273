"""Graders: a lesson in the forms that otter-grader and nbgrader read, with points, solutions and tests.

Neither program is imported here: `otter assign` and `nbgrader generate_assignment` make students' notebooks and the
tests from these forms. An `answer` cell with its `check` cell is a question that the machine grades, an `open` cell one
that waits for a person. A prediction has no points: it is for thinking, so it is no question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

POINTS, POINTS_OF_OPEN = 1, 3
MODEL_ANSWER = "**Model answer.**"
BLANK = "*Write your answer here.*"
MARKED_LINE = re.compile(r"^(?P<solution>.*?)  # student: (?P<student>.*?)(  # wrong: .*)?$")

NBGRADER_CONFIG = f'''"""nbgrader puts nothing in for the solutions it takes out: the blanks stand there already."""

c = get_config()  # noqa: F821
c.ClearSolutions.code_stub = {{"python": ""}}
c.ClearSolutions.text_stub = "{BLANK}"
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


def points(cell: NotebookNode) -> int:
    """What a `check` or an `open` cell is worth: its tag, as `points-3`, or the default.

    Args:
        cell: of the source of a lesson.
    """
    tagged = [int(tag.removeprefix("points-")) for tag in cell.metadata.get("tags", ()) if tag.startswith("points-")]
    return tagged[0] if tagged else POINTS_OF_OPEN if has_tag(cell, "open") else POINTS


def has_tag(cell: NotebookNode, tag: str) -> bool:
    """Whether a cell has a tag.

    Args:
        cell, tag: the two.
    """
    return tag in cell.metadata.get("tags", ())


# --- reading a lesson ----------------------------------------------------------------------------------------------


def _questions(lesson: NotebookNode) -> Iterator[tuple[NotebookNode, NotebookNode | None]]:
    """The cells of a lesson as students get them; an answer that gives points stays as it is, with the cell that checks it."""
    cells = [deepcopy(cell) for cell in lesson.cells if not has_tag(cell, "solution")]
    checked = False
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if checked:
            checked = False
            continue
        if has_tag(cell, "answer"):
            checked = following is not None and has_tag(following, "check") and points(following) > 0
            if not checked:
                cell.source = "\n".join(line for given in cell.source.splitlines() for line in _students(given))
        yield cell, following if checked else None


def _with_cells(lesson: NotebookNode, cells: list[NotebookNode]) -> NotebookNode:
    made = deepcopy(lesson)
    made.cells = cells
    made.metadata.setdefault("kernelspec", {})["language"] = "python"  # by this, both programs know the language
    return made


def _runs(source: str) -> Iterator[tuple[bool, list[str]]]:
    """Lines that belong together: (whether students answer there, lines)."""
    for marked, lines in groupby(source.splitlines(), lambda line: MARKED_LINE.match(line) is not None):
        yield marked, list(lines)


def _students(line: str) -> list[str]:
    """A line as students get it: none, where it is left out."""
    found = MARKED_LINE.match(line)
    if found is None:
        return [line]
    if found["student"].strip() == "(nothing)":
        return []
    return [f"{line.partition('=')[0].rstrip()} = {found['student'].strip()}  # write here"]


def _solution(line: str) -> str:
    found = MARKED_LINE.match(line)
    return line if found is None else found["solution"]


def _task(cell: NotebookNode) -> tuple[str, str]:
    """The task of an open cell and its model answer."""
    task, _, answer = cell.source.partition(MODEL_ANSWER)
    return task.strip(), answer.strip()


# --- otter-grader --------------------------------------------------------------------------------------------------


def _otter_question(answer: NotebookNode, check: NotebookNode) -> list[NotebookNode]:
    lines = []
    for marked, run in _runs(answer.source):
        if not marked:
            lines += run
            continue
        blanks = [line for given in run for line in _students(given)]
        lines += ["# BEGIN SOLUTION NO PROMPT", *map(_solution, run), "# END SOLUTION"]
        lines += ['r""" # BEGIN PROMPT', *blanks, '"""; # END PROMPT'] if blanks else []
    answer.source = "\n".join(lines)
    test = new_code_cell(f"checked = {check.source.strip()}\nassert checked.right, checked.hint", id=f"{check.id}-test")
    inner = [*_otter_block("SOLUTION", answer.id, [answer]), check, *_otter_block("TESTS", check.id, [test])]
    return _otter_block(
        "QUESTION", answer.id, inner, f"\nname: {answer.id}\npoints: {points(check)}\ncheck_cell: false"
    )


def _otter_open_question(cell: NotebookNode) -> list[NotebookNode]:
    task, model_answer = _task(cell)
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
    for marked, run in _runs(cell.source):
        if not marked:
            lines += run
            continue
        lines += [line for given in run for line in _students(given)]
        lines += ["### BEGIN SOLUTION", *map(_solution, run), "### END SOLUTION"]
    cell.source = "\n".join(lines)
    return _nbgrader_cell(cell, solution=True)


def _nbgrader_test(cell: NotebookNode) -> NotebookNode:
    expression = cell.source.strip()
    hidden = ["### BEGIN HIDDEN TESTS", f"checked = {expression}", "assert checked.right, checked.hint"]
    cell.source = "\n".join([expression, *hidden, "### END HIDDEN TESTS"])
    return _nbgrader_cell(cell, grade=True, locked=True, points=points(cell))


def _nbgrader_open_question(cell: NotebookNode) -> NotebookNode:
    task, model_answer = _task(cell)
    cell.source = f"{task}\n\n<!-- BEGIN SOLUTION -->\n{model_answer}\n<!-- END SOLUTION -->"
    return _nbgrader_cell(cell, solution=True, grade=True, points=points(cell))


def _nbgrader_cell(cell: NotebookNode, **flags: object) -> NotebookNode:
    kept = {"schema_version": 3, "grade_id": cell.id, "cell_type": cell.cell_type}
    cell.metadata["nbgrader"] = {**kept, "grade": False, "solution": False, "locked": False, "task": False, **flags}
    return cell
