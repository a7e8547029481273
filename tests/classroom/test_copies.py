"""Copies for students: blanks, two lengths, nothing of a student's written over, and hints for whoever writes lessons."""

import re

import nbformat
import pytest
from made_up_lesson import IMPORTS, OPEN, PARAMETERS, lesson, small_lesson, write
from wrong_answers import with_wrong_answers

from onrecord.classroom import copies, lessons
from onrecord.classroom.guides import GUIDES
from onrecord.classroom.texts import LessonError
from onrecord.system.fingerprints import fingerprint


def sources(notebook):
    return [cell.source for cell in notebook.cells]


def test_a_student_gets_blanks_and_no_solutions(tmp_path):
    copy = copies.student_copy(lessons.read_lesson(write(tmp_path, "7_who.ipynb")))
    assert sources(copy)[3:10] == [
        '# one line a statement\nguess = ""  # write here',
        'check.guess(guess, ["a # b", "c"])',
        'who = ""  # write here',
        'check.speaker("brief_2022-03-24", "402,000 people", who)',
        "number = None  # write here",
        "check.number(number, 3)",
        "What do you think?\n\n*Write your answer here.*",
    ]
    everything = nbformat.writes(copy)
    for secret in ("Denisova", "student:", "wrong:", "It depends", "only for teachers", "long"):
        assert secret not in everything
    nbformat.validate(copy)


def test_the_short_copy_lacks_the_long_cells_and_nothing_else(tmp_path):
    source = lessons.read_lesson(write(tmp_path, "7_who.ipynb"))
    short, long = copies.student_copy(copies.shortened(source)), copies.student_copy(source)
    assert [text for text in sources(long) if text not in sources(short)] == [
        "number = None  # write here",
        "check.number(number, 3)",
    ]
    assert [cell.id for cell in short.cells] == [cell.id for cell in long.cells if cell.id not in ("cell-7", "cell-8")]


def test_wrong_answers_are_put_in():
    wrong = sources(with_wrong_answers(small_lesson()))
    assert 'guess = "z"' in wrong[3] and wrong[5] == 'who = "Denisova"' and wrong[7] == "number = 4\nextra = number"


def test_points():
    assert [lessons.points(small_lesson().cells[n]) for n in (4, 6, 8, 9)] == [0, 2, 1, 2]


def test_copies_are_written_once_and_never_over_somebodys_answers(tmp_path, monkeypatch):
    there, to = tmp_path / "solutions", tmp_path / "new" / "class"
    there.mkdir()
    write(there, "7_who.ipynb")
    write(there, "gallery.ipynb", lesson("# Gallery", (PARAMETERS, "parameters")))
    monkeypatch.setattr(lessons, "LESSONS", there)
    first = copies.make_copies(to)
    assert [path.name for path, _ in first] == ["7_who_50.ipynb", "7_who_90.ipynb", "gallery.ipynb", *GUIDES]
    contents = [path.read_bytes() for path, _ in first]
    assert copies.make_copies(to) == first and not any(kept for _, kept in first)
    assert [path.read_bytes() for path, _ in first] == contents

    answered, executed = (nbformat.read(path, as_version=4) for path, _ in first[:2])
    answered.cells[5].source = 'who = "me"  # write here'
    executed.cells[2].execution_count = 1
    nbformat.write(answered, first[0].path)
    nbformat.write(executed, first[1].path)
    first[2].path.write_text("no notebook")
    again = copies.make_copies(to)
    assert [kept for _, kept in again] == [True, False, True, False, False]
    assert 'who = \\"me\\"' in first[0].path.read_text() and first[2].path.read_text() == "no notebook"
    assert nbformat.read(first[1].path, as_version=4).cells[2].execution_count == 1, "it was only executed"

    newer = small_lesson()
    newer.cells[0].source = "# Lesson 7, mended"
    write(there, "7_who.ipynb", newer)
    assert [kept for _, kept in copies.make_copies(to)][:3] == [True, False, True]
    assert sources(nbformat.read(first[1].path, as_version=4))[0] == "# Lesson 7, mended", "nobody had written into it"


def test_what_a_copy_is_worth_is_part_of_it(tmp_path):
    """For nbgrader keeps points in what a cell says of itself."""
    for points in (1, 2):
        notebook = small_lesson()
        notebook.cells[6].metadata["nbgrader"] = {"points": points}
        (written,) = copies.write_copies(tmp_path, {"7_who.ipynb": notebook})
        assert not written.kept
    assert nbformat.read(written.path, as_version=4).cells[6].metadata["nbgrader"]["points"] == 2


def test_run_all_goes_on_behind_an_answer_that_is_an_error():
    tagged = [cell.metadata.get("tags", []) for cell in copies.student_copy(small_lesson()).cells]
    assert [tags[0] for tags in tagged if "raises-exception" in tags] == ["answer", "check"] * 3


def test_links_of_a_copy_lead_to_what_lies_beside_it(tmp_path):
    written = [path for path, _ in copies.make_copies(tmp_path)]
    links = []
    for path in written:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            text = "\n".join(cell.source for cell in nbformat.reads(text, 4).cells if cell.cell_type == "markdown")
        links += re.findall(r"\[[^\[\]]+\]\((?![a-z]+:|#)([^()#\s]+)", text)
    assert set(GUIDES) < set(links) <= {path.name for path in written}


def test_a_guide_with_somebodys_notes_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(lessons, "LESSONS", tmp_path)
    first, second = (path for path, _ in copies.make_copies(tmp_path / "to"))
    first.write_text(first.read_text(encoding="utf-8") + "My notes.", encoding="utf-8")
    older = f"Older.{copies.END}{fingerprint('Older.')} -->\n"
    second.write_text(older, encoding="utf-8")
    assert [kept for _, kept in copies.make_copies(tmp_path / "to")] == [True, False]
    assert first.read_text(encoding="utf-8").endswith("My notes.") and "Older" not in second.read_text(encoding="utf-8")


WHO = 'who = "a"  # student: ""'
ASK = "check.guess(who, ['a'])"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([("x = 1", "longer")], "has the tag 'longer'"),
        ([("x = 1", "answer check")], "is tagged answer and check"),
        ([(PARAMETERS, "parameters")], "has 2 cells tagged parameters"),
        ([("x = 1", "points-2")], "has points"),
        ([("x = 1", "answer")], "no line has # student:"),
        ([("x = (1,\n  2)  # student: 3", "answer")], "is no statement"),
        ([("x = 1  # wrong: 2", "answer")], "comes first"),
        ([("print(1)  # student: 2", "answer")], "gives no name a value"),
        ([("x = 1  # student:", "answer")], "what stands there for students"),
        ([('x = 1  # student: "a', "answer")], "is no value"),
        ([("x = 1  # student: 2", "")], "not tagged answer"),
        ([(WHO, "answer"), ("x = 1", ""), (ASK, "check")], "directly behind"),
        ([(WHO, "answer long"), (ASK, "check")], "Tag both or none"),
        ([(WHO, "answer"), (f"y = 1\n{ASK}", "check")], "exactly one check"),
        ([(WHO, "answer"), ("check.nothing(who)", "check")], "exactly one check"),
        ([(WHO, "answer"), ("check.Checked(who)", "check")], "exactly one check"),
        ([(WHO, "answer"), ("check.Checked(True, who)", "check")], "exactly one check"),
        ([(WHO, "answer"), ("check.guess(1, [1])", "check")], "does not look at what is asked for: who"),
        ([("Why?", "open")], "belong together"),
        (["Why?\n\n**Model answer.** Because."], "belong together"),
        ([("Why?\n\n**Model answer.**", "open")], "words behind it"),
    ],
)
def test_a_lesson_that_is_not_as_it_has_to_be_is_told_where(tmp_path, cells, said):
    path = write(tmp_path, "7_who.ipynb", lesson("# Who?", (PARAMETERS, "parameters"), (IMPORTS, ""), *cells))
    with pytest.raises(LessonError, match=r"7_who\.ipynb") as raised:
        lessons.read_lesson(path)
    assert said in str(raised.value)


def test_outputs_and_broken_files_are_told_too(tmp_path):
    notebook = small_lesson()
    notebook.cells[2].outputs = [nbformat.v4.new_output("stream", text="x")]
    with pytest.raises(LessonError, match=r"cell 2 \(cell-2\): has outputs"):
        lessons.read_lesson(write(tmp_path, "7_who.ipynb", notebook))
    (tmp_path / "8_x.ipynb").write_text("{")
    with pytest.raises(LessonError, match=r"8_x\.ipynb: is no notebook"):
        lessons.read_lesson(tmp_path / "8_x.ipynb")
    with pytest.raises(LessonError, match="two lengths"):
        lessons.read_lesson(write(tmp_path, "gallery.ipynb"))
    assert OPEN in sources(small_lesson())


def test_every_lesson_can_be_read():
    assert {name for name, _ in copies.versions()} >= {"1_who_speaks_50", "1_who_speaks_90", "error_gallery"}
