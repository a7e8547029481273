"""What lessons quote from the class set stands there, word for word."""

import re

from onrecord import classroom
from onrecord.classroom.copies import versions
from onrecord.classroom.lessons import read_lesson, solutions


def cell(lesson, id_):
    path = next(path for path in solutions() if path.stem == lesson)
    return next(cell.source for cell in read_lesson(path).cells if cell.id == id_)


def test_the_two_paragraphs_to_mark_are_the_last_ones_of_the_article():
    quoted = re.sub(r"^> ?", "", cell("4_can_we_trust_the_machine", "l4-hand"), flags=re.MULTILINE)
    text = classroom.article("lanne-valley-post_2021-04-15").text
    begin = text.find("Mayor Nadia Orlo remembered")
    assert begin > 0 and text[begin:].strip() in quoted


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
