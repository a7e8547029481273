"""Quotation marks: paired inside a paragraph."""

from time import process_time

import pytest

from onrecord.text.article import Article
from onrecord.text.paragraphs import find_paragraphs
from onrecord.text.quotation_marks import find_quoted


def quoted(text):
    article = Article("a", text)
    return [text[q.start : q.end] for q in find_quoted(text, find_paragraphs(article))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" twice.', ['"no"']),
        ("“One,” she said. “Two.”", ["“One,”", "“Two.”"]),
        ("«Un», dit-elle.", ["«Un»"]),
        ("``Old wire,'' he said.", ["``Old wire,''"]),
        ("„Low“ marks", ["„Low“"]),
        ("'One,' she said. 'The villagers' one.'", ["'One,'", "'The villagers' one.'"]),
        ("It's the '90s, and the dogs' home isn't 'a jewel' any more.", ["'a jewel'"]),
        ("“It's 'a jewel',” he said.", ["“It's 'a jewel',”"]),
        ('It rained," he said.', ['It rained,"']),
        ('"It rained," he said. It was bad."', ['"It rained,"', 'It was bad."']),
        ("She wrote “a, “b” and went.", ["“a, “b”"]),  # opened twice, closed once
        ("It cost 5” of rain.", []),  # a closing mark alone
        ('At 6\'2", he hit the 12" pipe and the 3/4" plate.', []),  # inches
        ('"The wave was 12" high," she said.', ['"The wave was 12" high,"']),
        ('"We came in 13th," she said, not "12" or "11".', ['"We came in 13th,"', '"12"', '"11"']),
        ("“We had no water, said Ann Hale, a nurse.", ["“We had no water,"]),  # never closed
        ("“It is shut, the mayor’s aide said. “We look at it.”", ["“It is shut,", "“We look at it.”"]),
        ("“The boss, he said no, and I left.”", ["“The boss, he said no, and I left.”"]),
        ("“The boss, he said no.\n\n“So I left.”", ["“The boss, he said no.", "“So I left.”"]),
        ("‘He wrote “sold” on it,’ she said.", ["‘He wrote “sold” on it,’"]),
        ("No marks at all.", []),
        ("“Never closed\n\nNext paragraph.", ["“Never closed"]),
        ("“Opened here\n\n“and again,” he said.", ["“Opened here", "“and again,”"]),
    ],
)
def test_quotation_marks_are_paired_inside_a_paragraph(text, expected):
    assert quoted(text) == expected


def test_an_unclosed_span_says_so():
    text = "“Never closed\n\n“Closed.”"
    first, second = find_quoted(text, find_paragraphs(Article("a", text)))
    assert (first.closed, second.closed) == (False, True)


@pytest.mark.parametrize("piece", ["“He said no, ", "He said no.” "], ids=["opened", "closed"])
def test_time_is_linear_in_marks_without_their_second(piece):
    """Four times the marks take about four times as long, not sixteen times."""
    took = []
    for number in (1000, 4000):
        article = Article("a", piece * number)
        start = process_time()
        assert len(find_quoted(article.text, find_paragraphs(article))) == 1
        took.append(process_time() - start)
    assert took[1] < 8 * took[0] + 0.05


def test_a_lost_mark_is_looked_for_once_in_each_place():
    assert quoted("“One. “Two, said Ann Hale, a nurse. “Three.”") == ["“One. “Two,", "“Three.”"]
    assert quoted("“One.” He said” no,” and left. She said no.” He knew.” They went.”") == ["“One.”", "She said no.”"]
