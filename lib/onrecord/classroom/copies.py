"""Copies for students, made from the notebooks with solutions: blanks for answers, and two lengths of each lesson."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat import NotebookNode

from onrecord.classroom.guides import guides, with_links
from onrecord.classroom.lessons import (
    LESSON,
    NOTHING,
    Line,
    has_tag,
    lines_of,
    read_lesson,
    solutions,
    task_and_answer,
)
from onrecord.system.files import make_named_folder, write_whole
from onrecord.system.fingerprints import fingerprint

SHORT, LONG = 50, 90  # minutes
BLANK = "*Write your answer here.*"
HERE = "  # write here"
LINK = re.compile(r"\((\d+_\w+)\.ipynb\)")  # to another lesson
GOES_ON = "raises-exception"  # Jupyter's own tag: "Run All" goes on behind such a cell
END = "\n<!-- made by onrecord: "  # at the end of a page, before its fingerprint
MADE = "onrecord_made"  # in a copy's metadata: what its cells were when it was made


class Written(NamedTuple):
    """A file that was to be written, and whether a student's own was left there instead."""

    path: Path
    kept: bool


def make_copies(folder: str | Path) -> list[Written]:
    """Make the students' copies of all lessons and the notebooks that go with them, and the guides beside them.

    What a student has changed is never written over.

    Args:
        folder: made if it is not there.

    Returns:
        The copies and the guides, in order.

    Raises:
        LessonError: a notebook with solutions is not as it has to be.
    """
    copies = {f"{name}.ipynb": student_copy(lesson) for name, lesson in versions()}
    pages = guides(copies)
    there = {*copies, *pages}
    written = write_copies(folder, {name: with_links(copy, there) for name, copy in copies.items()})
    return [*written, *(_write_page(Path(folder, name), text) for name, text in pages.items())]


def versions() -> Iterator[tuple[str, NotebookNode]]:
    """The notebooks with solutions by the names of their copies: a lesson in two lengths, what goes with them in one.

    Raises:
        LessonError: a notebook with solutions is not as it has to be.
    """
    for path in solutions():
        lesson = read_lesson(path)
        if LESSON.fullmatch(path.stem):
            yield f"{path.stem}_{SHORT}", _linked(shortened(lesson), SHORT)
            yield f"{path.stem}_{LONG}", _linked(lesson, LONG)
        else:
            yield path.stem, _linked(lesson, LONG)


def shortened(lesson: NotebookNode) -> NotebookNode:
    """A lesson without what is tagged long.

    Args:
        lesson: the notebook with solutions.
    """
    short = deepcopy(lesson)
    short.cells = [cell for cell in short.cells if not has_tag(cell, "long")]
    return short


def _linked(lesson: NotebookNode, minutes: int) -> NotebookNode:
    """A lesson whose links to other lessons lead to those of the same length."""
    linked = deepcopy(lesson)
    for cell in linked.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(rf"(\g<1>_{minutes}.ipynb)", cell.source)
    return linked


def student_copy(lesson: NotebookNode) -> NotebookNode:
    """A student's copy of a lesson: where an answer ends in an error, all other cells are executed still.

    Args:
        lesson: the notebook with solutions, perhaps shortened.
    """
    copy = deepcopy(lesson)
    copy.cells = [cell for cell in map(for_students, copy.cells) if cell]
    for cell in copy.cells:
        tags = [tag for tag in cell.metadata.pop("tags", ()) if tag != "long"]
        tags += [GOES_ON] if {"answer", "check"} & set(tags) else []
        if tags:
            cell.metadata["tags"] = tags
    return copy


def write_copies(folder: str | Path, notebooks: Mapping[str, NotebookNode]) -> list[Written]:
    """Write notebooks, but none over one in which a cell was changed since it was written.

    Args:
        folder: made if it is not there.
        notebooks: by their file names.

    Returns:
        All of them, in order.
    """
    make_named_folder(Path(folder))
    return [_write(Path(folder, name), notebook) for name, notebook in notebooks.items()]


def for_students(cell: NotebookNode) -> NotebookNode | None:
    """A cell as students get it; None where they do not.

    Args:
        cell: of a notebook with solutions; it is changed.
    """
    if has_tag(cell, "solution"):
        return None
    if has_tag(cell, "open"):
        cell.source = f"{task_and_answer(cell.source)[0]}\n\n{BLANK}"
    if has_tag(cell, "answer"):
        cell.source = "\n".join(blanks(lines_of(cell.source)))
    return cell


def blanks(lines: Iterable[Line]) -> Iterator[str]:
    """The lines of an answer cell as students get them.

    Args:
        lines: with solutions.
    """
    for line in lines:
        if line.student is None:
            yield line.solution
        elif line.student != NOTHING:
            yield f"{line.name} = {line.student}{HERE}"


def _write(path: Path, notebook: NotebookNode) -> Written:
    if path.exists():
        there = _read(path)
        if there is None or _cells(there) != there.metadata.get(MADE):
            return Written(path, kept=True)
        if _cells(there) == _cells(notebook):
            return Written(path, kept=False)  # perhaps with outputs, which are no reason to write it again
    made = deepcopy(notebook)
    made.metadata[MADE] = _cells(notebook)
    write_whole(path, nbformat.writes(made) + "\n")
    return Written(path, kept=False)


def _write_page(path: Path, text: str) -> Written:
    if path.exists():
        there, _, end = path.read_text(encoding="utf-8", errors="replace").rpartition(END)
        if end != f"{fingerprint(there)} -->\n":
            return Written(path, kept=True)
    write_whole(path, f"{text}{END}{fingerprint(text)} -->\n")
    return Written(path, kept=False)


def _read(path: Path) -> NotebookNode | None:
    """The notebook of a file; None where it is none."""
    try:
        return nbformat.read(path, as_version=4)
    except Exception:  # whatever nbformat raises: it is not what was written here
        return None


def _cells(notebook: NotebookNode) -> str:
    """A fingerprint of the cells: what stands in them, their tags and points; outputs do not count."""
    told = [[cell.metadata.get("tags"), cell.metadata.get("nbgrader")] for cell in notebook.cells]
    return fingerprint([[cell.cell_type, cell.source, *more] for cell, more in zip(notebook.cells, told, strict=True)])
