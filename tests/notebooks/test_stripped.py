"""Without styles: the kept notebooks as a hosting service shows them, which drops styles, scripts, drawings, classes, ids."""

import re

import nbformat
import pytest
from executed_notebooks import ALL
from reading import read_outputs

# What only eyes for colours, or a style sheet, can tell; a word in brackets may say it again: "blue (in quotation marks)".
LOOKS = r"\b(blue|purple|violet|green|yellow|orange|pink|hatched)\b"
SAID_AGAIN = re.compile(rf"\([^()]*{LOOKS}|{LOOKS}[^.;]{{0,20}}\(", re.IGNORECASE)
NUMBER = re.compile(r"\[([qfu]\d+)[\] ]")


@pytest.fixture(scope="module", params=ALL, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def test_every_mark_says_in_words_what_it_is(notebook):
    """In brackets before the words of an article, in brackets behind a word that was scored."""
    for reading in read_outputs(notebook):
        silent = [mark for mark in reading.marks if not re.match(r"\[[^\]]+\] |.+ \([^)]+\)$", mark, re.DOTALL)]
        assert silent == []


def test_tables_are_tables(notebook):
    """With headings, and in each row a cell under each heading."""
    for reading in read_outputs(notebook):
        for head, *rows in reading.tables:
            assert {tag for _, _, tag, _ in head} <= {"th", "td"}
            widths = {sum(cell[1] for cell in row) for row in [head, *rows]}
            assert len(widths) == 1, [cell[3] for cell in head]
            assert rows, "headings over nothing"


def test_no_link_leads_to_a_place_that_is_dropped(notebook):
    assert [a for reading in read_outputs(notebook) for a in reading.addresses if a.startswith("#")] == []


def test_numbers_in_tables_stand_at_marks(notebook):
    """Where a notebook shows the article: who reads [q12] in a table finds [q12] in the text."""
    readings = read_outputs(notebook)
    marked = {number for reading in readings for mark in reading.marks for number in NUMBER.findall(mark)}
    cells = [cell[3] for reading in readings for table in reading.tables for row in table for cell in row]
    listed = {number for cell in cells for number in NUMBER.findall(cell)}
    shows_the_article = any("show.highlight(record" in cell.source for cell in notebook.cells)
    assert shows_the_article == any(cell.source.startswith("article: str") for cell in notebook.cells)
    assert bool(marked) == shows_the_article
    assert listed <= marked


def test_no_sentence_needs_a_colour(notebook):
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    said = prose + [reading.text for reading in read_outputs(notebook)]
    sentences = [sentence for text in said for sentence in re.split(r"(?<=[.:;!?|])\s+|\n\n", text)]
    assert [s for s in sentences if re.search(LOOKS, s, re.IGNORECASE) and not SAID_AGAIN.search(s)] == []
