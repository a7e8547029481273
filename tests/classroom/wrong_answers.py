"""Lessons answered wrongly on purpose."""

from copy import deepcopy

from nbformat import NotebookNode

from onrecord.classroom.lessons import has_tag, lines_of


def with_wrong_answers(lesson: NotebookNode) -> NotebookNode:
    """A lesson with the typical wrong answers in the place of the right ones; lines without one stay as they are."""
    wrong = deepcopy(lesson)
    for cell in wrong.cells:
        if has_tag(cell, "answer"):
            lines = lines_of(cell.source)
            cell.source = "\n".join(
                line.solution if line.wrong is None else f"{line.name} = {line.wrong}" for line in lines
            )
    return wrong
