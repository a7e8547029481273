"""HTML: paragraphs of pages, and what the page calls them."""

import tracemalloc

import pytest

from onrecord.text.article import MAX_CHARACTERS
from onrecord.text.sources.formats.html import html_paragraphs


def read(page, size=7):
    """The paragraphs of a page that comes in small pieces."""
    return list(html_paragraphs(page[at : at + size] for at in range(0, len(page), size)))


def texts(page):
    return [paragraph.text for paragraph in read(page)]


def test_words_of_a_block_are_one_paragraph_with_single_spaces():
    page = "<title>T</title><p>One <b>two</b>\n three&nbsp; &amp; four<div>five</div>six"
    assert texts(page) == ["T", "One two three & four", "five", "six"]


def test_a_line_break_stays():
    assert texts("<p>A list:<br>&nbsp;<br>One<br>") == ["A list:\n\nOne"]


def test_lines_of_what_is_set_as_it_stands_stay():
    assert texts("<pre>a\nb</pre>") == ["a\nb"]


def test_what_nobody_sees_is_left_out():
    assert texts("<script>var a='<p>no</p>'</script><style>p{}</style><select><option>x</select><p>yes") == ["yes"]


def test_rows_and_cells_are_counted():
    page = "<table><tr><td>a<td><p>b<p>c<tr><th>d</table>e<table><tr><td>f</table>"
    cells = [(p.text, p.row, p.cell) for p in read(page)]
    assert cells == [("a", 0, 0), ("b", 0, 1), ("c", 0, 1), ("d", 1, 0), ("e", None, None), ("f", 2, 0)]


def test_a_table_in_a_cell_does_not_lose_the_cell():
    page = "<table><tr><td>a<td>b<table><tr><td>c</table>d</table>"
    assert [(p.text, p.row, p.cell) for p in read(page)] == [("a", 0, 0), ("b", 0, 1), ("c", 1, 0), ("d", 0, 1)]


@pytest.mark.parametrize(
    ("page", "bold"),
    [
        ("<b>all of it</b>", True),
        ("<b>half</b> of it", False),
        ("<h2>a heading</h2>", True),
        ('<span style="font-weight:bold">x</span>', True),
        ('<b><span style="font-weight: normal">x</span></b>', False),
        ("<style>.c7 { color: red; font-weight: bold; }</style><p><span class=c7>x", True),
        ("<style>.c7 { color: red }</style><p><span class=c7>x", False),
    ],
)
def test_bold(page, bold):
    assert read(page)[-1].bold is bold


def test_headings_links_and_bookmarks():
    first, second = read('<a name="doc1"></a><h1>Head</h1><p>See <a href="https://example.org/a">this</a>')
    assert (first.heading, first.anchor, first.link) == (True, "doc1", None)
    assert (second.heading, second.anchor, second.link) == (False, None, "https://example.org/a")


def test_the_mark_has_the_classes_around_the_innermost_first():
    (paragraph,) = read('<div id="hd" class="outer one"><p class="inner">words <i class="later">more</i></p></div>')
    assert paragraph.mark == "inner outer one #hd"


def test_a_field_in_the_middle_of_a_line_is_a_paragraph_of_its_own():
    page = (
        '<td><span class="DocPublicationName">The <b>Courier</b></span><span class="DocHeader">World, p. 3</span>rest'
    )
    assert texts(page) == ["The Courier", "World, p. 3", "rest"]


@pytest.mark.parametrize(
    "start",
    [
        "<article>",
        '<div class="article enArticle">',
        '<div style="page-break-before: always">',
        "<style>.c10 { page-break-before: always; }</style><div class=c10></div><div>",
    ],
)
def test_an_article_begins_a_page(start):
    assert [p.page_break for p in read(f"<p>before</p>{start}<p>one</p><p>two</p>")] == [False, True, False]


def test_a_comment_is_kept_where_it_marks_a_document():
    first, second = read("<!-- Hide this <DOC NUMBER=1> --><p>a</p><!-- an advertisement -->")
    assert (first.text, first.mark, second.text) == ("Hide this <DOC NUMBER=1>", "comment", "a")


def test_nothing_at_all():
    assert read("") == []


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "x",
        "<p>" + "word " * 1_000_000,
        "<p " + " ".join(f"a{number}=1" for number in range(50_000)) + ">x",
        "<p>" + "<br>" * 200_000 + "x",
        "<table><tr><td>" * 20_000 + "x",
        "\0<p>x\0",
    ],
    ids=["deep", "long", "attributes", "breaks", "tables", "binary"],
)
def test_hostile_pages_cost_little(page):
    tracemalloc.start()
    paragraphs = list(html_paragraphs(page[at : at + 65_536] for at in range(0, len(page), 65_536)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert paragraphs and max(len(p.text) for p in paragraphs) <= MAX_CHARACTERS + 65_536
    assert peak < 40_000_000
