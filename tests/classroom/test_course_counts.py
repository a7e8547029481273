"""What a student counts in a table as it is shown is what the check of that count wants."""

import nbformat
import pytest
from executed_notebooks import check
from reading import Reading

from onrecord.classroom.lessons import read_lesson, solutions

pytestmark = pytest.mark.course


@pytest.fixture
def tables(execute, tmp_path):
    """A function that executes the solutions of a lesson: {id of a cell: its table}, and what names are worth."""

    def tables(stem, *names):
        lesson = read_lesson(next(path for path in solutions() if path.stem == stem))
        lesson.cells.append(nbformat.v4.new_code_cell(f"print({', '.join(names)})"))
        nbformat.write(lesson, tmp_path / "lesson.ipynb")
        executed = execute(tmp_path / "lesson.ipynb")
        check(executed)
        return {cell.id: table_of(cell) for cell in executed.cells if cell.get("outputs")}, [
            int(word) for word in executed.cells[-1].outputs[0].text.split()
        ]

    return tables


def table_of(cell):
    """The rows of the first table that a cell shows, each a list of texts."""
    found = Reading(cell.outputs[-1].get("data", {}).get("text/html", "")).tables
    return [[words for *_, words in row] for row in found[0]] if found else []


def number(cell):
    return float(cell.replace("–", "nan").replace(",", ""))


def test_lesson_3(tables):
    shown, counts = tables("3_how_it_sounds", "changed", "across", "doubts")
    changed = sum(number(row[-2]) < 0 <= number(row[-1]) for row in shown["l3-events-run"][1:])
    across = sum(number(row[3]) < 0 < number(row[4]) for row in shown["l3-speakers-table"][1:])
    verbs = shown["l3-verbs-run"]
    courier = verbs[verbs.index(["The Ostrel Courier"]) + 1 :]
    doubts = len(next(row[1] for row in courier if row[0] == "doubts or blames").split("; "))
    assert [changed, across, doubts] == counts and all(counts)


def test_lesson_4(tables):
    shown, counts = tables("4_can_we_trust_the_machine", "lower")
    rows = shown["l4-halves-run"][1:]
    assert [sum(number(row[-1]) < number(row[-2]) for row in rows)] == counts and 0 < counts[0] <= len(rows)


def test_the_workshop(tables):
    shown, counts = tables("hand_marking", "n_agreed")
    rows = shown["marking-agreement"]
    at = next(place for place, row in enumerate(rows) if "unit: mark" in row[0])
    assert [number(rows[at + 1][2])] == counts
