"""Layout: lines that are paragraphs, and lines that were wrapped."""

import pytest
from helpers import headline, skipped
from made_up_texts import FIXTURES, LONG, PROSE

from onrecord.text.article import make_article
from onrecord.text.layout import find_blocks


def test_wrapped_lines():
    article = make_article((FIXTURES / "wrapped.txt").read_text(encoding="utf-8"), "a test")
    blocks = [article.text[start:end] for start, end in find_blocks(article.text)]
    assert [block.split()[0] for block in blocks] == ["Bridge", "By", "6", "WESTMERE,", '"I', "Read"]
    assert blocks[3].endswith("on a working day.")
    assert headline(article) == "Bridge closes after crack is found in the main pier"
    assert article.date == "2021-05-06"
    assert skipped(article) == [
        "By Ada Penn",
        "6 May 2021",
        "WESTMERE, May 6 -",
        "Read more: The ferry that nobody wanted",
    ]


def test_wrapped_lines_with_indented_paragraphs():
    text = (
        "   The old road bridge at Westmere was closed on Thursday after\n"
        "divers found a crack in its main pier, the county engineer said.\n"
        "Some 9,000 people cross it on a working day.\n"
        "   The ferry will sail twice an hour until the bridge is mended,\n"
        "and buses will take the long way around by the northern road.\n"
    )
    assert [text[start:end].split()[1] for start, end in find_blocks(text)] == ["old", "ferry"]


def test_lines_that_are_paragraphs():
    text = f"{PROSE}\nHe said so.\n{LONG}\r\nShe did not.\n\n{PROSE}"
    assert [text[a:b] for a, b in find_blocks(text)] == [PROSE, "He said so.", LONG, "She did not.", PROSE]


def line(width: int) -> str:
    """A line of so many characters that begins with a word of four letters and ends no sentence."""
    return ("over " * width)[: width - 1] + "x"


def n_blocks(*widths: int) -> int:
    return len(find_blocks("\n".join(map(line, widths))))


@pytest.mark.parametrize(
    ("widths", "wrapped"),
    [
        ([30] * 4, True),
        ([29] * 4, False),
        ([120] * 4, True),
        ([121] * 4, False),
        ([60] * 4, True),  # three lines meet the next one
        ([60] * 3, False),
        ([60, 40, 60, 60, 60], True),  # three of four are full
        ([60, 40, 60, 60], False),  # two of three
        ([60, 50, 50, 50], True),  # a word of four letters has no room, but for a tenth of the width
        ([60, 49, 49, 49], False),
    ],
)
def test_what_lines_are_wrapped(widths, wrapped):
    assert n_blocks(*widths) == (1 if wrapped else len(widths))


@pytest.mark.parametrize(("width", "ends"), [(36, False), (35, True)])
def test_a_wrapped_line_of_less_than_six_tenths_of_the_width_ends_its_paragraph(width, ends):
    assert n_blocks(60, width, 60, 60, 60) == 1 + ends


@pytest.mark.parametrize(("indent", "begins"), [(1, False), (2, True)])
def test_a_wrapped_line_moved_in_by_two_begins_a_paragraph(indent, begins):
    text = "\n".join([line(60)] * 4 + [" " * indent + line(60 - indent)] + [line(60)] * 2)
    assert len(find_blocks(text)) == 1 + begins
