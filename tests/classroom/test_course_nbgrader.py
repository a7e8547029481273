"""nbgrader itself: each lesson is generated, and grades right, wrong and empty submissions as the page on grading says."""

import csv

import pytest
from graded import TRIED, call, commands, lesson, points_of, points_of_wrong, submissions, write

from onrecord.classroom.graders import write_sources

pytestmark = pytest.mark.course


def test_every_lesson_is_generated(tmp_path):
    sources = [path for path, _ in write_sources("nbgrader", tmp_path)]
    whole = [
        source for source in sources if not source.stem.endswith("_50")
    ]  # the short version is a part of the long one
    assert len(whole) > 4
    for source in whole:
        call(f"nbgrader generate_assignment {source.stem}", tmp_path)
        handed_out = (tmp_path / "release" / source.stem / source.name).read_text(encoding="utf-8")
        assert "BEGIN SOLUTION" not in handed_out and "HIDDEN TESTS" not in handed_out
        assert "YOUR CODE HERE" not in handed_out and "YOUR ANSWER HERE" not in handed_out


def test_a_class_is_graded_as_the_page_says(tmp_path):
    source = lesson()
    prepare, grade, give_back = commands("With nbgrader")
    call(prepare, tmp_path)
    course, name = tmp_path / "course", TRIED
    for student, notebook in submissions(course / "release" / name / f"{name}.ipynb", source).items():
        write(notebook, course / "submitted" / student / name / f"{name}.ipynb")
    call(grade, course)
    assert waiting(course, name) == {"right": points_of(source, "open"), "wrong": 0, "empty": 0}
    call(give_back, course)

    with open(course / "grades.csv", encoding="utf-8", newline="") as file:
        marks = {row["student_id"]: row for row in csv.DictReader(file)}
    full = points_of(source, "check")
    assert {float(row["max_score"]) for row in marks.values()} == {full + points_of(source, "open")}
    scores = {student: float(row["score"]) for student, row in marks.items()}
    assert scores == {"right": full, "wrong": points_of_wrong(source), "empty": 0}
    feedback = {student: (course / "feedback" / student / name / f"{name}.html").read_text() for student in marks}
    assert "AssertionError" in feedback["wrong"] and "AssertionError" not in feedback["right"]


def waiting(course, name) -> dict[str, float]:
    """Points for which each student waits for a person."""
    code = (
        "from nbgrader.api import Gradebook\n"
        "with Gradebook('sqlite:///gradebook.db') as book:\n"
        f"    for handed_in in book.assignment_submissions('{name}'):\n"
        "        left = [g.max_score for n in handed_in.notebooks for g in n.grades if g.needs_manual_grade]\n"
        "        print('WAITING', handed_in.student.id, sum(left))\n"
    )
    lines = call(f"python - <<'END'\n{code}\nEND", course).splitlines()
    return {words[1]: float(words[2]) for line in lines if (words := line.split())[:1] == ["WAITING"]}
