"""otter-grader itself: each lesson is assigned, and grades right, wrong and empty submissions as the page on grading says."""

import csv
import os

import pytest
from graded import ROOT, TRIED, call, commands, lesson, points_of, points_of_wrong, submissions, write

from onrecord.classroom.graders import write_sources
from onrecord.classroom.lessons import has_tag, points

pytestmark = pytest.mark.course


def test_every_lesson_gives_its_solutions_full_points(tmp_path):
    sources = [path for path, _ in write_sources("otter", tmp_path)]
    whole = [
        source for source in sources if not source.stem.endswith("_50")
    ]  # the short version is a part of the long one
    assert len(whole) > 4
    for source in whole:
        call(f"otter assign {source.name} {source.stem}", tmp_path)
        assert list((tmp_path / source.stem / "autograder").glob("*.zip"))
        handed_out = (tmp_path / source.stem / "student" / source.name).read_text(encoding="utf-8")
        assert "BEGIN SOLUTION" not in handed_out and "Model answer" not in handed_out
        assert "import otter" not in handed_out, "students have only On Record"


def test_a_class_is_graded_as_the_page_says(tmp_path):
    source = lesson()
    prepare, grade, one_alone = commands("With otter-grader")
    call(prepare, tmp_path)
    folder = tmp_path / "otter" / TRIED
    for student, notebook in submissions(folder / "student" / f"{TRIED}.ipynb", source).items():
        write(notebook, folder / "submitted" / f"{student}.ipynb")
    (folder / "submitted" / "broken.ipynb").write_text("{")
    earlier = next(f"{cell.id}: points (of {points(cell)})" for cell in source.cells if has_tag(cell, "open"))
    (folder / "marks.csv").write_text(f"student;{earlier}\nright;1\n", encoding="utf-8-sig")

    assert "../docs/teaching/otter_marks.py" in grade
    call(grade.replace("../docs", os.fspath(ROOT / "docs")), tmp_path / "otter")
    with open(folder / "marks.csv", encoding="utf-8-sig", newline="") as file:
        marks = {row["student"]: row for row in csv.DictReader(file)}
    full = points_of(source, "check")
    assert {float(row["of"]) for row in marks.values()} == {full}
    checked = {student: float(row["checked"]) for student, row in marks.items()}
    assert checked == {"right": full, "wrong": points_of_wrong(source), "empty": 0, "broken": 0}
    assert points_of_wrong(source) <= full / 4
    assert [student for student, row in marks.items() if row["note"]] == ["broken"]
    waiting = [column for column in marks["right"] if ": points (of " in column]
    assert {marks["wrong"][column] for column in waiting} == {""}, "a person fills them in"
    assert marks["right"][earlier] == "1", "and grading again leaves them"
    assert {marks["right"][column.partition(":")[0] + ": answer"] for column in waiting} == {"I think so."}

    call(one_alone.replace("anna", "wrong"), tmp_path / "otter")
    assert "AssertionError: " in (folder / "results.json").read_text()
