"""What lessons quote from the class set stands there, their minutes add up, and no check gives its answer away."""

import ast
import re
from itertools import pairwise, takewhile
from pathlib import Path

import pytest

from onrecord import classroom
from onrecord.classroom import check
from onrecord.classroom.copies import versions
from onrecord.classroom.lessons import has_tag, lines_of, read_lesson, solutions

TEACHING = Path(__file__).parents[2] / "docs" / "teaching"


def cell(lesson, id_):
    path = next(path for path in solutions() if path.stem == lesson)
    return next(cell.source for cell in read_lesson(path).cells if cell.id == id_)


def test_the_two_paragraphs_to_mark_are_the_last_ones_of_the_article():
    quoted = re.sub(r"^> ?", "", cell("4_can_we_trust_the_machine", "l4-hand"), flags=re.MULTILINE)
    text = classroom.article("lanne-valley-post_2021-04-15").text
    begin = text.find("Mayor Nadia Orlo remembered")
    assert begin > 0 and text[begin:].strip() in quoted


def test_as_many_stretches_as_we_marked_are_right_and_one_more_or_less():
    marks = classroom.marks("lanne-valley-post_2021-04-15")
    begin = marks["text"].find("Mayor Nadia Orlo remembered")
    ours = sum(quote["start"] >= begin for quote in marks["quotes"])
    right = [n for n in range(40) if check.answer("trust_stretches", n).right]
    assert right == [ours - 1, ours, ours + 1]


def test_the_two_sentences_about_tone_are_from_the_class_set():
    shown = cell("3_how_it_sounds", "l3-two")
    for name, words in (
        ("lantern_2021-04-17", "The flood has killed 63 people"),
        ("lantern_2021-04-13", "That is hush money."),
    ):
        assert words in shown and words in classroom.article(name).text


def test_links_between_lessons_lead_to_the_copies_of_the_same_length():
    made = dict(versions())
    linked = 0
    for name, lesson in made.items():
        for source in (cell.source for cell in lesson.cells if cell.cell_type == "markdown"):
            for other in re.findall(r"\((\d[^()/]+)\.ipynb\)", source):
                assert other in made and other[-3:] == (name[-3:] if name[:1].isdigit() else "_90")
                linked += 1
    assert linked


def test_lesson_2_quotes_the_two_counts_and_the_shelters():
    for name, words in (
        ("meridian-wire_2021-04-16", "l2-both-counts"),
        ("ostrel-courier_2021-04-16", "l2-courier-sentence"),
    ):
        (shown,) = re.findall(r"\*“(.+?)”\*", " ".join(cell("2_who_counts_the_dead", words).split()))
        assert shown in classroom.article(name).text


def table(text, heading):
    """The rows of a table in Markdown that begins with a heading, each a list of cells."""
    lines = text[text.index(f"| {heading} ") :].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in takewhile(str.strip, lines)]


def minutes(cell):
    """ "7, written answer at home": 7; a dash: 0."""
    found = re.match(r"\d+|–", cell)
    return int(found[0].replace("–", "0"))


@pytest.mark.parametrize("path", solutions(), ids=lambda path: path.stem)
def test_the_minutes_of_the_parts_add_up(path):
    parts = table(read_lesson(path).cells[0].source, "part")
    assert len(parts) > 5
    assert [sum(minutes(row[column]) for row in parts) for column in (1, 2)] == [50, 90]


@pytest.mark.parametrize(
    "path, page",
    list(zip(solutions(), ["lesson_1", "lesson_2", "lesson_3", "lesson_4", "error_gallery"], strict=False)),
    ids=lambda part: str(getattr(part, "stem", part)),
)
def test_the_plan_by_the_minute_is_that_of_the_lesson(path, page):
    parts = table(read_lesson(path).cells[0].source, "part")
    plan = table((TEACHING / f"{page}.md").read_text(encoding="utf-8"), "part of the notebook")
    for column, end in ((1, 50), (2, 90)):
        given = [minutes(row[column]) for row in parts]
        spans = [tuple(map(int, row[column].split("–"))) if row[column] != "–" else None for row in plan]
        assert [span[1] - span[0] if span else 0 for span in spans] == given
        ends = [0, *(at for span in spans if span for at in span), end]
        assert ends[::2] == ends[1::2]


@pytest.mark.parametrize("path", solutions(), ids=lambda path: path.stem)
def test_no_check_prints_its_answer_below_the_blank(path):
    """A number or a text in the call of a check is not the solution, but for a guess, where each choice counts."""
    told = []
    for answer, asked in pairwise(read_lesson(path).cells):
        if has_tag(asked, "check") and not asked.source.startswith("check.guess("):
            given = {node.value for node in ast.walk(ast.parse(asked.source)) if isinstance(node, ast.Constant)}
            told += [(asked.id, line.name) for line in answers(answer) if given & worth(line)]
    assert told == []


def test_a_check_that_prints_its_answer_would_be_seen():
    (line,) = lines_of("half = 100 * 8 / 16  # student: None")
    assert worth(line) == {50}


def worth(line):
    """The value of a solution, where it needs no other cell."""
    value = ast.parse(line.solution).body[0].value
    return set() if any(isinstance(node, ast.Name) for node in ast.walk(value)) else {eval(ast.unparse(value))}


@pytest.mark.parametrize("path", solutions(), ids=lambda path: path.stem)
def test_each_answer_has_a_name_of_its_own(path):
    """So a check never looks at the answer to another question."""
    names = [line.name for cell in read_lesson(path).cells for line in answers(cell)]
    assert len(names) == len(set(names))


def answers(cell):
    return [line for line in lines_of(cell.source) if line.student] if has_tag(cell, "answer") else []
