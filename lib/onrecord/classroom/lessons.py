"""Lessons: notebooks with solutions, read and looked at: tags, blanks, wrong answers, points."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat import NotebookNode

from onrecord.classroom import check
from onrecord.classroom.texts import LessonError
from onrecord.system.resources import LESSONS

CHECKS = tuple(name for name in check.__all__ if name != check.Checked.__name__)
TAGS = ("parameters", "long", "answer", "check", "open", "solution")
KINDS = {"parameters": "code", "answer": "code", "check": "code", "open": "markdown"}
POINTS = re.compile(r"points-(\d+)")
LESSON = re.compile(r"\d+_\w+")  # names of the notebooks that come in two lengths
MODEL_ANSWER = "**Model answer.**"
STUDENT, WRONG, NOTHING = "# student:", "# wrong:", "(nothing)"
POINTS_OF_CHECK, POINTS_OF_OPEN = 1, 3


class Line(NamedTuple):
    """A line of an answer cell: the solution, what students get in its place, and a typical wrong answer.

    `name` is the variable; `student` and `wrong` are None where the line has no such comment.
    """

    solution: str
    name: str
    student: str | None
    wrong: str | None


def solutions() -> list[Path]:
    """The notebooks with solutions, in order."""
    return sorted(LESSONS.glob("*.ipynb"))


def read_lesson(path: Path) -> NotebookNode:
    """A notebook with solutions.

    Raises:
        LessonError: tags or blanks are not as they have to be; the message names notebook and cell.
    """
    try:
        lesson = nbformat.read(path, as_version=4)
        nbformat.validate(lesson)
    except Exception as problem:  # whatever nbformat raises for what is no notebook
        raise LessonError(f"{path.name}: is no notebook that can be read ({str(problem)[:200]}).") from None
    parameters = sum(has_tag(cell, "parameters") for cell in lesson.cells)
    if parameters != 1:
        raise LessonError(f"{path.name}: has {parameters} cells tagged parameters. Tag exactly one.")
    for number, cell in enumerate(lesson.cells):
        if wrong := _problem(path, lesson, number):
            raise LessonError(f"{path.name}, cell {number} ({cell.get('id', 'without an id')}): {wrong}")
    return lesson


def has_tag(cell: NotebookNode, tag: str) -> bool:
    """Whether a cell has a tag.

    Args:
        cell, tag: the two.
    """
    return tag in cell.metadata.get("tags", ())


def points(cell: NotebookNode) -> int:
    """What a `check` or an `open` cell is worth: its tag, as `points-3`, or else the default.

    Args:
        cell: of a notebook with solutions.
    """
    tagged = [int(found[1]) for tag in cell.metadata.get("tags", ()) if (found := POINTS.fullmatch(tag))]
    return tagged[0] if tagged else POINTS_OF_OPEN if has_tag(cell, "open") else POINTS_OF_CHECK


def lines_of(source: str) -> list[Line]:
    """The lines of an answer cell, each a statement.

    Raises:
        ValueError: a line is none; the message says which and why.
    """
    return [_line(line) for line in source.splitlines()]


def task_and_answer(source: str) -> tuple[str, str]:
    """The task of an open cell, and its model answer."""
    task, _, answer = source.partition(MODEL_ANSWER)
    return task.strip(), answer.strip()


def _line(line: str) -> Line:
    code, comment = _parted(line)
    try:
        statements = ast.parse(code).body
    except SyntaxError:
        raise ValueError(f"{line[:80]!r} is no statement. Write one statement a line.") from None
    marked = comment.startswith(STUDENT)
    if not marked:
        if STUDENT in comment or WRONG in comment:
            raise ValueError(f"{line[:80]!r}: {STUDENT} comes first, then {WRONG}.")
        return Line(line, "", None, None)
    student, _, wrong = comment.removeprefix(STUDENT).partition(WRONG)
    name = _assigned(statements)
    if not name and student.strip() != NOTHING:
        raise ValueError(f"{line[:80]!r} has a blank, but gives no name a value: write name = value.")
    for value in (student, wrong):
        _check_value(value.strip(), line)
    if not student.strip():
        raise ValueError(f'{line[:80]!r}: what stands there for students? For an empty text write {STUDENT} "".')
    return Line(code.rstrip(), name, student.strip(), wrong.strip() or None)


def _parted(line: str) -> tuple[str, str]:
    """A line without its comment, and the comment; "#" in a text is none."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(line).readline):
            if token.type == tokenize.COMMENT:
                return line[: token.start[1]], token.string
    except (tokenize.TokenError, IndentationError):
        pass
    return line, ""


def _assigned(statements: list[ast.stmt]) -> str:
    """The name that the statement gives a value; "" for another statement."""
    if len(statements) == 1 and isinstance(statements[0], ast.Assign):
        target = statements[0].targets[0]
        return target.id if isinstance(target, ast.Name) else ""
    return ""


def _check_value(value: str, line: str) -> None:
    if value and value != NOTHING:
        try:
            ast.parse(value, mode="eval")
        except SyntaxError:
            raise ValueError(f"{line[:80]!r}: {value[:40]!r} is no value. Put texts between quotation marks.") from None


def _problem(path: Path, lesson: NotebookNode, number: int) -> str | None:
    """What is wrong with a cell, and what to do."""
    cell = lesson.cells[number]
    tags = cell.metadata.get("tags", [])
    unknown = [tag for tag in tags if tag not in TAGS and not POINTS.fullmatch(tag)]
    kinds = [tag for tag in KINDS if tag in tags]
    if unknown:
        return f"has the tag {unknown[0]!r}. Tags are {', '.join(TAGS)} and points-2."
    if len(kinds) > 1:
        return f"is tagged {' and '.join(kinds)}. Leave one."
    if kinds and cell.cell_type != KINDS[kinds[0]]:
        return f"is tagged {kinds[0]}, but is no {KINDS[kinds[0]]} cell."
    if any(map(POINTS.fullmatch, tags)) and not {"check", "open"} & set(tags):
        return "has points, but is tagged neither check nor open."
    if "long" in tags and not LESSON.fullmatch(path.stem):
        return "is tagged long, but only the notebooks whose names begin with a number come in two lengths."
    if cell.cell_type == "code" and (cell.outputs or cell.execution_count):
        return "has outputs. Clear all outputs and save it again."
    return _problem_of_content(lesson, number)


def _problem_of_content(lesson: NotebookNode, number: int) -> str | None:
    cell = lesson.cells[number]
    if (MODEL_ANSWER in cell.source) != has_tag(cell, "open"):
        return f"tag open and the line {MODEL_ANSWER} belong together."
    if has_tag(cell, "open") and not all(task_and_answer(cell.source)):
        return "needs a task before the model answer, and words behind it."
    if has_tag(cell, "check"):
        return _problem_of_check(lesson, number)
    if not has_tag(cell, "answer"):
        blank = cell.cell_type == "code" and STUDENT in cell.source
        return "has a blank, but is not tagged answer." if blank else None
    try:
        lines = lines_of(cell.source)
    except ValueError as problem:
        return str(problem)
    return None if any(line.student for line in lines) else f"is tagged answer, but no line has {STUDENT}."


def _problem_of_check(lesson: NotebookNode, number: int) -> str | None:
    cell = lesson.cells[number]
    asked = _asked(cell.source)
    if asked is None:
        return f"has to be exactly one check, such as check.speaker(...); there are {', '.join(CHECKS)}."
    before = lesson.cells[number - 1]
    if not has_tag(before, "answer"):
        return "is a check, so it has to stand directly behind its answer cell."
    if has_tag(cell, "long") != has_tag(before, "long"):
        return "only one of answer and check is tagged long. Tag both or none."
    try:
        blanks = {line.name for line in lines_of(before.source) if line.student}
    except ValueError:
        return None  # the answer cell has told that already
    return None if blanks & asked else f"does not look at what is asked for: {', '.join(sorted(blanks))}."


def _asked(source: str) -> set[str] | None:
    """The names in the one call of a check; None where the source is anything else."""
    try:
        (statement,) = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    call = statement.value if isinstance(statement, ast.Expr) else None
    function = call.func if isinstance(call, ast.Call) else None
    if not isinstance(function, ast.Attribute) or ast.unparse(function.value) != "check" or function.attr not in CHECKS:
        return None
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
