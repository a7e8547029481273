"""Marks of a class with otter-grader, without Docker: one line for each student, and room for the open questions.

usage: python otter_marks.py LESSON    in the folder that `onrecord class --for otter` wrote; see grading.md.
Reads LESSON.ipynb, LESSON/autograder/*.zip and LESSON/submitted/STUDENT.ipynb; writes LESSON/marks.csv. The points that a
person has filled in there for open questions stay, student by student.
"""

import csv
import io
import sys
from pathlib import Path

import nbformat
import yaml
from otter.api import grade_submission

from onrecord.system.files import write_whole

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would compute what begins so


def main(lesson: str) -> None:
    folder = Path(lesson).resolve()
    master, autograders = folder.with_suffix(".ipynb"), sorted(folder.glob("autograder/*.zip"))
    if not master.is_file() or len(autograders) != 1:
        sys.exit(
            f"{lesson}: here must be {master.name} and {folder.name}/autograder/ with one .zip; run `otter assign` first"
        )
    questions = read_questions(master)
    submissions = sorted(folder.glob("submitted/*.ipynb"))
    by_hand = filled_in(folder / "marks.csv", questions)
    rows = []
    for submission in submissions:
        row = {"student": submission.stem} | marks(submission, autograders[0], questions)
        rows.append({column: plain(value) for column, value in row.items()} | by_hand.get(submission.stem, {}))
        print(
            f"{submission.stem}: {row['checked']:g} of {row['of']}{' – ' * bool(row['note'])}{row['note']}", flush=True
        )
    # Written in the end, and whole: a stop on the way costs no points that somebody has typed.
    write_whole(folder / "marks.csv", as_csv(columns(questions), rows).encode("utf-8-sig"))
    print(f"{folder / 'marks.csv'}: {len(submissions)} submitted")


def filled_in(file: Path, questions: list[dict]) -> dict[str, dict]:
    """What a person has typed into the points of open questions in an earlier marks.csv, by student."""
    if not file.exists():
        return {}
    typed = [of_open(question)[1] for question in questions if question.get("manual")]
    text = file.read_text(encoding="utf-8-sig")
    heading = text.partition("\n")[0]
    # Spreadsheet programs of some countries write semicolons.
    earlier = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=";" if ";" in heading and "," not in heading else ","
    )
    return {row.get("student", ""): {column: row.get(column) or "" for column in typed} for row in earlier}


def as_csv(names: list[str], rows: list[dict]) -> str:
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, names)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def read_questions(master: Path) -> list[dict]:
    cells = nbformat.read(master, as_version=4).cells
    begins = (cell.source for cell in cells if cell.cell_type == "raw" and cell.source.startswith("# BEGIN QUESTION"))
    return [yaml.safe_load(begin) for begin in begins]


def columns(questions: list[dict]) -> list[str]:
    given = [of_open(each) if each.get("manual") else (each["name"],) for each in questions]
    return ["student", "checked", "of", "note", *(column for several in given for column in several)]


def of_open(question: dict) -> tuple[str, str]:
    """The columns of an open question: what the student wrote, and points that a person fills in."""
    return f"{question['name']}: answer", f"{question['name']}: points (of {question['points']})"


def marks(submission: Path, autograder: Path, questions: list[dict]) -> dict:
    checked = [each for each in questions if not each.get("manual")]
    row = {"checked": 0, "of": sum(each["points"] for each in checked), "note": ""}
    try:
        answers = {cell.get("id"): cell.source for cell in nbformat.read(submission, as_version=4).cells}
        results = grade_submission(str(submission), str(autograder), quiet=True)
    except Exception as problem:  # whatever nbformat and otter raise: the others are graded all the same
        return row | {"note": f"not graded: {' '.join(str(problem).split())[:200]}"}
    for question in questions:
        if question.get("manual"):
            row[of_open(question)[0]] = answers.get(f"{question['name']}-answer", "")
        else:
            row[question["name"]] = results.get_score(question["name"])
    return row | {"checked": results.total}


def plain(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


if __name__ == "__main__":
    main(sys.argv[1]) if len(sys.argv) == 2 else sys.exit("usage: python otter_marks.py LESSON")
