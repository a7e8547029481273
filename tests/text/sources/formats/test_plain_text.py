"""Plain text: its blocks between blank lines."""

from onrecord.text.article import MAX_CHARACTERS
from onrecord.text.sources.formats.plain_text import text_paragraphs


def test_blank_lines_part_paragraphs_and_lines_stay():
    assert [p.text for p in text_paragraphs(["  a \n", "b\n", " \n", "\n", "c"])] == ["a\nb", "c"]


def test_a_form_feed_begins_a_page():
    assert [(p.text, p.page_break) for p in text_paragraphs(["a", "\fb", "", "c"])] == [
        ("a", False),
        ("b", True),
        ("c", False),
    ]


def test_a_text_without_blank_lines_is_cut():
    paragraphs = list(text_paragraphs("x" * 99_999 + "\n" for _ in range(30)))
    assert len(paragraphs) > 1
    assert max(len(p.text) for p in paragraphs) < MAX_CHARACTERS + 200_000
