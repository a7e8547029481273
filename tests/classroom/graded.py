"""What the tests of both graders share: the programs, and what three students hand in."""

import os
import re
import subprocess
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from wrong_answers import with_wrong_answers

from onrecord.classroom.copies import versions
from onrecord.classroom.lessons import has_tag, lines_of, points

ROOT = Path(__file__).parents[2]
PROGRAMS = ROOT / ".venv-grading" / "bin"
TRIED = "1_who_speaks_50"  # the lesson that three students hand in, and the one of the page
DOCS = (ROOT / "docs" / "teaching" / "grading.md").read_text(encoding="utf-8")


def commands(section: str) -> list[str]:
    """The commands of a section of docs/teaching/grading.md, in order."""
    text = DOCS.partition(f"## {section}\n")[2].partition("\n## ")[0]
    return re.findall(r"```bash\n(.*?)```", text, re.DOTALL)


def call(command: str, folder: Path) -> str:
    """Run a command of the graders' environment; what it printed."""
    if not (PROGRAMS / "otter").exists() or not (PROGRAMS / "nbgrader").exists():
        pytest.fail(f"the graders are not in {PROGRAMS.parent}: run `make grading`", pytrace=False)
    environment = os.environ | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(
        ["bash", "-euc", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert run.returncode == 0, f"{command}\n{run.stdout[-3000:]}\n{run.stderr[-3000:]}"
    return run.stdout + run.stderr


def lesson() -> NotebookNode:
    return dict(versions())[TRIED]


def submissions(handed_out: Path, source: NotebookNode) -> dict[str, NotebookNode]:
    """Students' copies with the right answers, with the typical wrong ones and nothing in the open questions, and as it was."""
    open_ones = {
        id_: "I think so." for cell in source.cells if has_tag(cell, "open") for id_ in (cell.id, f"{cell.id}-answer")
    }
    answered = {
        "right": {cell.id: solution(cell) for cell in source.cells if has_tag(cell, "answer")} | open_ones,
        "wrong": {cell.id: cell.source for cell in with_wrong_answers(source).cells if has_tag(cell, "answer")},
        "empty": {},
    }
    made = {}
    for student, answers in answered.items():
        made[student] = nbformat.read(handed_out, as_version=4)
        for cell in made[student].cells:
            cell.source = answers.get(cell.id, cell.source)
    return made


def solution(cell: NotebookNode) -> str:
    return "\n".join(line.solution for line in lines_of(cell.source))


def points_of(source: NotebookNode, tag: str) -> int:
    return sum(points(cell) for cell in source.cells if has_tag(cell, tag))


def points_of_wrong(source: NotebookNode) -> int:
    """What wrong answers get: the points of answers for which the lesson names no wrong one."""
    pairs = zip(source.cells, source.cells[1:], strict=False)
    return sum(
        points(check)
        for answer, check in pairs
        if has_tag(check, "check") and not any(line.wrong for line in lines_of(answer.source))
    )


def write(notebook: NotebookNode, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
