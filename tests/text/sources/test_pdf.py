"""PDFs with a text layer; each is written here, line by line, as a program for page layout would."""

from pathlib import Path

import pytest
from pdf_files import Put, column, pdf

from onrecord.text.article import SourceError
from onrecord.text.sources.reading import read

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
DATA = Path(__file__).parents[3] / "data" / "articles"
# What a stamp or a watermark draws: words that run up the page.
ACROSS = "\nBT /F2 14 Tf 0 1 -1 0 30 300 Tm (SPECIMEN COPY) Tj ET"

HEADLINE = "Flood takes the bridge at Marsk and forty houses"
FIRST = (
    "The river rose in the night and took the old bridge at Marsk with it, the mayor, Nadia Orlo, said on Tuesday. Forty "
    "houses stand in the water, and the families who lived in them have been brought to the school on the hill."
)
SECOND = (
    "“Nobody here has seen the river so high,” she told the council, which met in the gymnasium. The ministry counted three "
    "dead and nineteen injured, and it warned that the count could rise as the water falls."
)
THIRD = (
    "Colonel Ruta Maran, who leads the rescue, said her divers had searched all but two of the streets by the evening. They "
    "were to go on in the morning with boats that the neighbouring county has lent."
)
STORY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


@pytest.fixture
def written(tmp_path):
    def write(data: bytes, name: str = "clipping.pdf"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def paragraphs(article) -> list[str]:
    return article.text.split("\n\n")


def problem(path) -> str:
    with pytest.raises(SourceError) as caught:
        read(path)
    return str(caught.value)


def two_columns(text: str, *, top: float, indent: float = 10) -> list[Put]:
    """A text in two columns of one page, the first as long as the second or one line longer."""
    lines = column(text, 60, top, indent=indent)
    half = (len(lines) + 1) // 2
    up = top - lines[half].y
    return lines[:half] + [put._replace(x=put.x + 250, y=put.y + up) for put in lines[half:]]


def test_columns_are_read_one_after_the_other_and_the_headline_first(written):
    article = read(written(pdf([Put(HEADLINE, 60, 780, 20, 1), *two_columns(STORY, top=740)])))
    assert paragraphs(article) == [HEADLINE, FIRST, SECOND, THIRD]
    assert article.title == HEADLINE and article.text[slice(*article.headline)] == HEADLINE


# --- files of programs that people use (see tests/fixtures/README.md) ------------------------------------------------


def long_paragraphs(name: str) -> list[str]:
    """The paragraphs of one of the project's articles that end a sentence, with straight quotation marks."""
    text = (DATA / name).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    return [straight(line) for line in lines if len(line.split()) > 8 and line[-1] in ".?!\"”’'"]


def straight(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


@pytest.mark.parametrize(
    ("file", "of", "title", "outlet", "date"),
    [
        (
            "tabloid_typst",
            "fiction_calder-tribune_2021-06-15",
            "Former minister: Dam",
            "The Calder Tribune",
            "2021-06-15",
        ),
        (
            "two_columns_libreoffice",
            "fiction_meridian-wire_2021-04-13",
            "Dam bursts",
            "The Calder Tribune",
            "2021-06-15",
        ),
        ("notes_reportlab", "fiction_ostrel-courier_2021-04-15", '"I would rather', "The Ostrel Courier", None),
        ("printed_chromium", "fiction_meridian-wire_2021-04-15", "Korvane minister", "The Brackmoor Herald", None),
    ],
)
def test_what_programs_write_is_read_as_its_author_wrote_it(file, of, title, outlet, date):
    article = read(FIXTURES / f"{file}.pdf")
    read_back = [straight(paragraph) for paragraph in paragraphs(article)]
    wanted = long_paragraphs(f"{of}.txt")
    assert [paragraph for paragraph in wanted if paragraph not in read_back] == []
    assert [paragraph for paragraph in read_back if paragraph in wanted] == wanted
    assert straight(article.title).startswith(title) and (article.outlet, article.date) == (outlet, date)


def test_what_stands_around_an_article_is_marked():
    article = read(FIXTURES / "tabloid_typst.pdf")
    marked = [article.text[start:end] for start, end in article.boilerplate]
    assert {"The Calder Tribune", "INQUIRY", "By Ada Brandt in Ostrel", "12", "Tuesday 15 June 2021", "NEWS"} <= set(
        marked
    )
    assert "“you see the inspection report of 2019?”" in marked  # a pull quote: the text says it, too
    assert not any("Who is who" in text or "Pavel Ostin is the engineer" in text for text in marked)


def test_what_a_browser_prints_around_a_page_is_marked():
    article = read(FIXTURES / "printed_chromium.pdf")
    marked = [article.text[start:end] for start, end in article.boilerplate]
    assert "http://herald.example/inquiry.html" in marked and "1/1" in marked
    assert "Men carry sandbags to the lower town on Tuesday evening." in marked
    assert "Marsk 2 14" in paragraphs(article)


# --- layouts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_the_same(written, turn):
    lines = [Put(HEADLINE, 60, 780, 20, 1), *two_columns(STORY, top=740)]
    turned = pdf(lines, turn=turn)
    assert paragraphs(read(written(turned))) == [HEADLINE, FIRST, SECOND, THIRD]


def test_text_that_is_turned_on_the_page_stands_upright_and_what_crosses_it_is_marked(written):
    article = read(written(pdf([Put(HEADLINE, 60, 780, 20, 1), *column(STORY, 60, 740, chars=80)], extra=ACROSS)))
    assert paragraphs(article)[:4] == [HEADLINE, FIRST, SECOND, THIRD]
    assert article.text[slice(*article.boilerplate[-1])] == "SPECIMEN COPY"


def test_a_headline_over_two_of_three_columns_and_a_sentence_that_goes_on_in_the_next(written):
    first, second = column(STORY, 60, 740, chars=26, indent=8), column(THIRD, 420, 740, chars=26, indent=8)
    cut = len(first) // 2
    up = 740 - first[cut].y
    moved = [put._replace(x=put.x + 180, y=put.y + up) for put in first[cut:]]
    article = read(written(pdf([Put(HEADLINE, 60, 780, 14, 1), *first[:cut], *moved, *second])))
    assert paragraphs(article) == [HEADLINE, FIRST, SECOND, THIRD, THIRD]


def test_a_sentence_that_goes_on_on_the_next_page_has_no_running_head_in_it(written):
    lines = column(STORY, 60, 740, chars=80, indent=10)
    up = 740 - lines[4].y
    second = [put._replace(y=put.y + up) for put in lines[4:]]
    furniture = [[Put("The Marsk Gazette, 14 June 2021", 60, 810, 8), Put(f"- {n} -", 290, 30, 8)] for n in (7, 8)]
    article = read(written(pdf([Put(HEADLINE, 60, 780, 20, 1), *lines[:4], *furniture[0]], [*second, *furniture[1]])))
    assert [text for text in paragraphs(article) if len(text) > 40] == [HEADLINE, FIRST, SECOND, THIRD]
    marked = [article.text[start:end] for start, end in article.boilerplate]
    assert marked.count("The Marsk Gazette, 14 June 2021") == 2 and {"- 7 -", "- 8 -"} <= set(marked)
    assert (article.outlet, article.date) == ("The Marsk Gazette", "2021-06-14")


def test_a_dropped_capital_belongs_to_its_word(written):
    first, *rest = column(FIRST, 60, 740, chars=70)
    capital = Put(first.text[0], 60, rest[0].y, 32, 1)
    beside = [first._replace(text=first.text[1:], x=84), rest[0]._replace(x=84)]
    lines = [Put(HEADLINE, 60, 780, 20, 1), capital, *beside, *rest[1:], *column(SECOND, 60, rest[-1].y - 20, chars=70)]
    assert paragraphs(read(written(pdf(lines)))) == [HEADLINE, FIRST, SECOND]


@pytest.mark.parametrize(("first", "joined"), [("A", "A man"), ("A", "After"), ("I", "I was"), ("I", "In")])
def test_a_dropped_capital_that_is_a_word(written, first, joined):
    rest = f"{joined[1:].strip()} and the others stood on the bridge as the water rose, the mayor said, and nobody"
    beside = 60 + 32 * {"A": 0.8, "I": 0.45}[first]
    lines = [Put(first, 60, 728, 32, 1), Put(rest, beside, 740), Put("knew how long it would hold.", beside, 728)]
    text = read(written(pdf([*lines, *column(STORY, 60, 700, chars=90)]))).text
    assert text.startswith(f"{joined} and the others")


def test_raised_marks_of_footnotes_are_left_out_and_raised_endings_stay(written):
    lines = [Put("The ministry counted 12 dead", 60, 740), Put("3", 180, 743.5, 6), Put("on the 24", 190, 740)]
    lines += [Put("th", 227.7, 743.5, 6), Put("of June, it said in a statement.", 240, 740)]
    text = read(written(pdf([*lines, *column(STORY, 60, 700, chars=90)]))).text
    assert text.startswith("The ministry counted 12 dead on the 24th of June, it said in a statement.")


def test_a_table_is_read_by_rows(written):
    rows = [("Town", "Dead", "Missing"), ("Pellin", "64", "3"), ("Marsk", "12", "1"), ("Lisk", "7", "0")]
    cells = [Put(cell, 60 + 90 * i, 600 - 14 * j) for j, row in enumerate(rows) for i, cell in enumerate(row)]
    article = read(written(pdf([*column(STORY, 60, 740, chars=90), *cells, *column(THIRD, 60, 530, chars=90)])))
    assert paragraphs(article)[3:7] == ["\t".join(row) for row in rows]


def test_the_title_that_a_file_states_counts_only_where_its_page_has_it(written):
    lines = column(f"{HEADLINE}\n\n{STORY}", 60, 780, chars=90)
    assert read(written(pdf(lines, title="Microsoft Word - flood_final2.doc"))).title == HEADLINE
    lines = column(f"MARSK, Tuesday. {HEADLINE}: so it was told.\n\n{STORY}", 60, 780, chars=90)
    assert read(written(pdf(lines, title="Microsoft Word - flood_final2.doc"))).title is None
    assert read(written(pdf(lines, title=HEADLINE))).title == HEADLINE


def test_the_day_on_which_a_page_was_printed_is_not_its_date(written):
    lines = [Put(HEADLINE, 60, 780, 20, 1), *column(STORY, 60, 740, chars=80)]
    head = Put("Printed on 3 May 2024", 60, 815, 8)
    assert read(written(pdf([head, *lines]))).date is None
    assert read(written(pdf([head, *lines]), "marsk_2021-06-14.pdf")).date == "2021-06-14"
