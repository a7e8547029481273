"""PDFs that are not read, or not whole: each costs one line, and the files beside it are read."""

import io
import os
import time
import zlib
from itertools import chain
from pathlib import Path

import pytest
from pdf_files import Put, column, pdf, whole
from PIL import Image

from onrecord.system.side_processes import Limits
from onrecord.text.article import Article, SourceError, SourceNote
from onrecord.text.sources import formats
from onrecord.text.sources.exports import databases
from onrecord.text.sources.formats import pdf as pdf_format
from onrecord.text.sources.reading import read, read_many
from onrecord.text.sources.stated_articles import StatedArticle

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
PROSE = (
    "The river rose in the night and took the old bridge at Marsk with it, the mayor, Nadia Orlo, said on Tuesday. Forty "
    "houses stand in the water, she told the council, and the families have been brought to the school on the hill."
)
GOOD = pdf([Put("Flood takes the bridge at Marsk", 60, 780, 20, 1), *column(PROSE, 60, 740, chars=80)])
NAMES = ("old", "new", "stone", "long", "railway")
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F0 5 0 R >> /XObject << /X 6 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"


@pytest.fixture
def problem(tmp_path):
    def of(data: bytes) -> str:
        path = tmp_path / "clipping.pdf"
        path.write_bytes(data)
        with pytest.raises(SourceError) as caught:
            read(path)
        message = str(caught.value)
        assert message.startswith(f"{path}: ") and "\n" not in message
        return message

    return of


def drawing(content: bytes, *more: bytes, packed: bool = False) -> bytes:
    """A PDF of one page with this content, and other objects behind it, from number 6 on."""
    data = zlib.compress(content, 9) if packed else content
    filters = b"/Filter /FlateDecode" if packed else b""
    stream = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), filters, data)
    return whole([CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, stream, FONT, *more])


def form(content: bytes) -> bytes:
    """A drawing that pages and other drawings can use."""
    about = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length %d >>"
    return about % len(content) + b"\nstream\n%s\nendstream" % content


def scan() -> bytes:
    """Two pages that are pictures, as a scanner makes them."""
    file, page = io.BytesIO(), Image.new("L", (620, 877), 200)
    page.save(file, "PDF", save_all=True, append_images=[page])
    return file.getvalue()


KIDS = b"<< /Type /Pages /Kids [%s] /Count %d >>"
SMALL_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is no PDF"),
        (b"Not a PDF.", "is no PDF"),
        (b"%PDF-1.7\n", "broken PDF"),
        (GOOD[: len(GOOD) // 2], "broken PDF"),
        ((FIXTURES / "password.pdf").read_bytes(), "asks for a password"),
        (scan(), "page images, no text. Run it through OCR, such as `ocrmypdf"),
        (pdf([], extra="0 0 m 300 300 l S"), "its letters, if it shows any, are drawings"),
        (pdf(column("".join(chr(ord(c) - 29) if c.isalpha() else c for c in PROSE), 60, 740)), "are nonsense"),
        (pdf(column("".join(chr(ord(c) + 3) if c.isalpha() else c for c in PROSE), 60, 740)), "are nonsense"),
        (
            pdf(
                column(
                    "La riviere a emporte le vieux pont, dit la maire, et les maisons sont dans l'eau. " * 9, 60, 740
                )
            ),
            "'fr'",
        ),
        (whole([CATALOGUE, KIDS % (b"3 0 R " * 100_000, 100_000), SMALL_PAGE]), "100,000 pages, more than 5,000"),
        (whole([CATALOGUE, KIDS % (b"2 0 R 2 0 R", 2)]), "pages are broken"),
        (whole([CATALOGUE, KIDS % (b"3 0 R", 2_000_000_000), SMALL_PAGE]), "has no text"),
        (pdf([Put("ab cd " * 20, 60, 800 - i, 1) for i in range(800)]), "page 1 has more than 60,000 letters"),
        (drawing(b"[" * 1_000_000 + b"] TJ", packed=True), "has no text"),
        (drawing(b"q " * 1_000_000, packed=True), "has no text"),
    ],
)
def test_what_is_no_article_costs_one_line_that_says_why(problem, data, says):
    assert says in problem(data)


def test_a_pdf_with_an_empty_password_is_read():
    assert read(FIXTURES / "owner_password.pdf").title == "Flood takes the bridge at Marsk"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(drawing(b"/X Do", form(b"/X Do /X Do")), id="a drawing of itself"),
        pytest.param(drawing(b" " * 1_000_000_000, packed=True), id="a gigabyte"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="only there is memory bounded")
def test_what_breaks_the_reader_breaks_nothing_else(tmp_path, monkeypatch, data):
    monkeypatch.setattr(pdf_format, "LIMITS", Limits(silent=60, whole=60, memory=400_000_000))
    for name, content in (("1", GOOD), ("2", data), ("3", pdf(column(f"{PROSE} {PROSE}", 60, 740)))):
        (tmp_path / f"{name}.pdf").write_bytes(content)
    errors = []
    assert [Path(a.source).name for a in read_many([tmp_path], errors.append)] == ["1.pdf", "3.pdf"]
    assert len(errors) == 1 and "2.pdf: broke the reader of PDFs, or took too much memory" in str(errors[0])


def test_what_takes_too_long_is_ended(problem, monkeypatch):
    monkeypatch.setattr(pdf_format, "LIMITS", Limits(silent=0.0, whole=60, memory=1_000_000_000))
    start = time.monotonic()
    assert "takes too long to read" in problem(GOOD)
    assert time.monotonic() - start < 10


def test_any_cut_and_any_changed_bytes_give_an_article_or_one_line(tmp_path):
    for number in range(12):
        data = bytearray(GOOD[: len(GOOD) - 40 * number])
        for place in range(13 * number, len(data), 97):
            data[place] ^= 1 + number
        (tmp_path / f"{number}.pdf").write_bytes(data)
    errors: list[SourceError] = []
    found = list(read_many([tmp_path], errors.append))
    assert len(errors) + len({a.source for a in found}) == 12


def test_pages_that_are_pictures_beside_pages_of_text_are_told(tmp_path):
    from pypdfium2 import PdfDocument

    path = tmp_path / "clipping.pdf"
    document = PdfDocument(pdf(column(f"{PROSE} {PROSE}", 60, 740)))
    document.import_pages(PdfDocument(scan()))
    document.save(path)
    notes = []
    (article,) = read_many([path], on_note=notes.append)
    assert PROSE in article.text and "2 of 3 pages are pictures without text; left out" in notes[0]


def stories(*heads: str, byline: str = "") -> bytes:
    """A page with several articles below one another."""
    lines, y = [], 800.0
    for head in heads:
        lines += [Put(head, 60, y, 18, 1), *([Put(byline, 60, y - 20)] if byline else [])]
        lines += column(f"{len(lines)} people said it. {PROSE}", 60, y - 40, chars=90)
        y = lines[-1].y - 60
    return pdf(lines)


@pytest.mark.parametrize(
    "data",
    [
        stories("Flood takes the bridge at Marsk", "Court hears the old minister", "Harvest is late in the south"),
        stories("Flood takes the bridge at Marsk", "Court hears the old minister", byline="By Ada Brandt in Ostrel"),
    ],
)
def test_a_page_of_several_articles_is_refused(problem, data):
    assert (
        "articles on one another's pages (“Flood takes the bridge at Marsk”, “Court hears the old minister”)"
        in problem(data)
    )


def test_an_article_with_subheadings_is_one(tmp_path):
    heads = [Put("What the engineer wrote", 60, 640, 13, 1), Put("What the ministry knew", 60, 540, 13, 1)]
    texts = [column(f"{n}. {PROSE}", 60, y, chars=90) for n, y in (("First", 740), ("Then", 620), ("Last", 520))]
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([Put("Flood takes the bridge at Marsk", 60, 780, 22, 1), *heads, *chain(*texts)]))
    assert [paragraph for paragraph in read(path).text.split("\n\n") if len(paragraph) < 40] == [
        "Flood takes the bridge at Marsk",
        "What the engineer wrote",
        "What the ministry knew",
    ]


def exported(n: int) -> bytes:
    """An export of many articles, a page for each, with the fields of the database above its words."""
    pages = []
    for i in range(n):
        fields = ["The Marsk Gazette", "June 14, 2021", "Section: NEWS; Pg. 3", "Length: 61 words"]
        lines = [Put(field, 60, 740 - 16 * j) for j, field in enumerate(fields)]
        pages.append(
            [
                Put(f"Flood takes {NAMES[i % 5]} bridge {NAMES[i // 5]}", 60, 770, 14, 1),
                *lines,
                *column(PROSE, 60, 650),
                Put("End of Document", 60, 500),
            ]
        )
    return pdf(*[[*page, Put(f"Page {i} of {n}", 280, 30, 8)] for i, page in enumerate(pages, 1)])


def test_an_export_of_an_unknown_database_is_refused(problem, monkeypatch):
    monkeypatch.setattr(databases, "DATABASES", ())
    assert "looks like an export of 3 articles (Section:, Length: come again and again)" in problem(exported(3))


class Known:
    """A database whose articles end with a line."""

    name = "Archive"

    def fits(self, top):
        return any(paragraph.text == "End of Document" for paragraph in top)

    def articles(self, paragraphs):
        lines = []
        for paragraph in paragraphs:
            if paragraph.text != "End of Document":
                lines.append(paragraph.text)
                continue
            yield StatedArticle("\n\n".join(lines[5:]), title=lines[0], outlet=lines[1])
            lines = []


def test_an_export_of_a_known_database_gives_its_articles_without_running_feet(tmp_path, monkeypatch):
    monkeypatch.setattr(databases, "DATABASES", (Known(),))
    path = tmp_path / "export.pdf"
    path.write_bytes(exported(25))
    placed = [thing for _, thing in formats.format_of(".pdf").read(pdf_format.SourceFile(path), "export.pdf")]
    articles = [thing for thing in placed if isinstance(thing, Article)]
    assert [a.title for a in articles] == [f"Flood takes {NAMES[i % 5]} bridge {NAMES[i // 5]}" for i in range(25)]
    assert {a.text.split("\n\n", 1)[1] for a in articles} == {PROSE}
    assert placed[-1] == SourceNote("export.pdf: 25 articles in the file (Archive), 25 read")


def test_without_the_extra_the_line_says_what_to_install(problem, monkeypatch):
    monkeypatch.setattr(pdf_format, "find_spec", lambda name: None)
    assert "need the extra `formats`; in the project's folder: pip install '.[formats]'" in problem(GOOD)
