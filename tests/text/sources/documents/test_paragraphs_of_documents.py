"""Documents of word processors: the paragraphs in them, without what is hidden, deleted or no part of the text."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from onrecord.text.article import SourceError
from onrecord.text.sources.documents.opening import paragraphs_of, title_of
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.source_files import SourceFile

DOCUMENTS = Path(__file__).parents[3] / "fixtures" / "documents"
SUFFIXES = ("docx", "odt", "rtf")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(path: Path) -> list[Paragraph]:
    return list(paragraphs_of(SourceFile(path), "it"))


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def docx(path: Path, body: str, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return path


def rtf(path: Path, body: str, encoding: str = "latin-1") -> list[Paragraph]:
    path.write_bytes(b"{\\rtf1\\ansi\\ansicpg1252\\deff0 " + body.encode(encoding) + b"}")
    return read(path)


def of(paragraphs: list[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def in_table(paragraphs: list[Paragraph]) -> list[tuple]:
    return [(each.text, each.row, each.cell) for each in paragraphs]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_document_of_libreoffice(suffix):
    title, byline, date, lead, quote, damage, *table, last = read(DOCUMENTS / f"harbour.{suffix}")
    assert title == Paragraph("Harbour of Ostrava Bay closed after blast kills four", heading=True, bold=True)
    assert (byline.text, byline.bold, date.text) == ("By Ada Brandt", False, "May 4, 2031")
    assert lead.anchor == "Lead" and lead.text.endswith("the fire brigade said.")
    assert quote.text == "“We heard it 30 kilometres away,” said the mayor, Ilse Vogt. “Nobody has slept.”"
    assert damage.text == "The Harbour Board put the damage at €12 million. Its report is due on Friday."
    assert damage.link == "https://harbour.example/report?a=1&b=2"
    assert in_table(table) == [("Source", 0, 0), ("Dead", 0, 1), ("Fire brigade", 1, 0), ("4", 1, 1)]
    assert last.page_break and not damage.page_break
    assert last.text.endswith("\nthe police said. Łódź and Чернигов sent help.")
    assert title_of(SourceFile(DOCUMENTS / f"harbour.{suffix}"), "it") == "A working title that nobody printed"


def test_formats_give_the_same():
    first, *others = [read(DOCUMENTS / f"harbour.{suffix}") for suffix in SUFFIXES]
    assert all(other == first for other in others)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_name_does_not_say_what_a_document_is(tmp_path, suffix):
    path = tmp_path / "harbour.doc"
    path.write_bytes((DOCUMENTS / f"harbour.{suffix}").read_bytes())
    assert read(path) == read(DOCUMENTS / f"harbour.{suffix}")


# --- Word ----------------------------------------------------------------------------------------------------------


def test_word_leaves_out_what_is_no_text(tmp_path):
    body = """
    <w:p><w:r><w:t>One </w:t></w:r><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>
      <w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>two</w:t></w:r></w:ins>
      <w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>
      <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve"> three</w:t></w:r>
      <w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"""
    assert of(read(docx(tmp_path / "a.docx", body))) == ["One two three"]


def test_a_deleted_paragraph_mark_joins_two(tmp_path):
    body = """<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>
    <w:p><w:r><w:t>two</w:t></w:r></w:p><w:p><w:r><w:t>three</w:t></w:r></w:p>"""
    assert of(read(docx(tmp_path / "a.docx", body))) == ["One two", "three"]


def test_old_properties_of_a_changed_paragraph_do_not_count(tmp_path):
    body = """<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange></w:pPr>
    <w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>One</w:t></w:r></w:p>"""
    assert read(docx(tmp_path / "a.docx", body)) == [Paragraph("One")]


def test_styles_of_word_are_inherited(tmp_path):
    styles = f"""<w:styles xmlns:w="{WORD}">
    <w:style w:styleId="A"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:styleId="B"><w:name w:val="Ours"/><w:basedOn w:val="A"/></w:style>
    <w:style w:styleId="C"><w:name w:val="Round"/><w:basedOn w:val="C"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"""
    body = """<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr><w:r><w:t>Head</w:t></w:r></w:p>
    <w:p><w:pPr><w:pStyle w:val="B"/></w:pPr><w:r><w:rPr><w:b w:val="false"/></w:rPr><w:t>Light</w:t></w:r></w:p>
    <w:p><w:r><w:rPr><w:rStyle w:val="C"/></w:rPr><w:t>Hidden</w:t></w:r></w:p>"""
    found = read(docx(tmp_path / "a.docx", body, styles=styles))
    assert found == [Paragraph("Head", heading=True, bold=True), Paragraph("Light", heading=True)]


def test_text_boxes_are_paragraphs_and_stand_there_once(tmp_path):
    box = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
    body = f"""<w:p><w:r><w:t>Around </w:t></w:r><w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice>{box}</mc:Choice>
    <mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>it</w:t></w:r></w:p>"""
    assert of(read(docx(tmp_path / "a.docx", body))) == ["In a box", "Around it"]


def test_sections_and_pages_begin_before_a_paragraph(tmp_path):
    body = """<w:p><w:r><w:t>One</w:t><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:t>Two</w:t></w:r></w:p>
    <w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>Three</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>Four</w:t></w:r></w:p>"""
    found = read(docx(tmp_path / "a.docx", body))
    assert [(each.text, each.page_break) for each in found] == [
        ("One", False),
        ("Two", True),
        ("Three", False),
        ("Four", True),
    ]


def test_tables_in_tables(tmp_path):
    def cell(inside):
        return f"<w:tc>{inside}</w:tc>"

    def text(words):
        return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"

    inner = f"<w:tbl><w:tr>{cell(text('in'))}{cell(text('ner'))}</w:tr></w:tbl>"
    body = f"<w:tbl><w:tr>{cell(text('a'))}{cell(inner + text('b'))}</w:tr><w:tr>{cell(text('c'))}</w:tr></w:tbl>"
    found = read(docx(tmp_path / "a.docx", body + text("d")))
    assert in_table(found) == [("a", 0, 0), ("in", 1, 0), ("ner", 1, 1), ("b", 0, 1), ("c", 2, 0), ("d", None, None)]


# --- RTF -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9", "café"),
        (r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}{\f1 \'cf\'f0\'e8} \'e9", "При é"),
        (r"{\fonttbl{\f1\fcharset128 B;}}\f1 \'83A\'83\'93", "アン"),
        (r"\u8220?quoted\u8221\'94", "“quoted”"),
        (r"\uc2\u8364\'80xy", "€y"),
        (r"\uc0\u8364y", "€y"),
        (r"{\uc0\u233}\u233?t", "éét"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\u-10179?x", "\ufffdx"),
        (r"a\~b\_c\-d\{e\}\\", "a\xa0b-cd{e}\\"),
        (r"\ldblquote a\rdblquote\emdash\lquote b\rquote", "“a”—‘b’"),
        ("one\r\n two\\line three\\tab four", "one two\nthree\tfour"),
        (r"a{\v hidden}{\deleted struck}{\*\unknown x}{\footnote y}{\header z}{\pict 89}b", "ab"),
        (r"a{\*\bkmkend B}{\object{\*\objdata 00}{\result b}}", "ab"),
        (r"a{\pict\bin5 }}}}}b}c", "ac"),
        (r"\ansicpg65001\'c3\'a9", "é"),
        (r"\ansicpg99999\'e9", "é"),
    ],
)
def test_characters_of_rtf(tmp_path, body, text):
    assert of(rtf(tmp_path / "a.rtf", body)) == [text]


def test_rows_of_rtf(tmp_path):
    row = r"\trowd\cellx900\cellx9000\pard\intbl\b {name}\cell\pard\intbl\b0 one\par two\cell\row "
    found = rtf(tmp_path / "a.rtf", row.format(name="HD") + row.format(name="TD") + r"\pard after\par")
    rows = [[("HD", 0, 0), ("one", 0, 1), ("two", 0, 1)], [("TD", 1, 0), ("one", 1, 1), ("two", 1, 1)]]
    assert in_table(found) == [*rows[0], *rows[1], ("after", None, None)]
    assert [each.bold for each in found] == [True, False, False] * 2 + [False]


def test_headings_of_rtf(tmp_path):
    styles = r"{\stylesheet{\s0\f1 Normal;}{\s3\f7\b heading 1;}{\s4\outlinelevel1 Ours;}{\*\cs5 Title;}}"
    body = r"\pard\s3 One\par\pard\s0 two\par\pard\s4 Three\par\pard\outlinelevel0 Four\par\pard five"
    found = rtf(tmp_path / "a.rtf", styles + body)
    assert [each.text for each in found if each.heading] == ["One", "Three", "Four"]


def test_a_link_of_rtf(tmp_path):
    body = r'{\field{\*\fldinst { HYPERLINK "https://a.example/?b=1&c=2" }}{\fldrslt words}} {\*\bkmkstart Body}x'
    assert rtf(tmp_path / "a.rtf", body) == [
        Paragraph("words x", anchor="Body", link="https://a.example/?b=1&c=2"),
    ]


@pytest.mark.parametrize("size", [1, 7, 64, 65, 1000])
def test_rtf_is_the_same_in_any_pieces(tmp_path, monkeypatch, size):
    whole = read(DOCUMENTS / "harbour.rtf")
    monkeypatch.setattr("onrecord.text.sources.documents.rtf.PIECE", size)
    assert read(DOCUMENTS / "harbour.rtf") == whole


# --- what cannot be read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_document_that_breaks_off(tmp_path, suffix):
    data = (DOCUMENTS / f"harbour.{suffix}").read_bytes()
    path = tmp_path / f"torn.{suffix}"
    for share in (0.05, 0.5, 0.9):
        path.write_bytes(data[: int(len(data) * share)])
        assert refusal(path)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "is empty"), (bytes(3000), "is empty"), (b"hello", "is no Word"), (b"PK\x03\x04", "damaged")],
)
def test_what_is_no_document(tmp_path, data, said):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert said in refusal(path)


def test_a_locked_opendocument(tmp_path):
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>")
        archive.writestr("content.xml", b"\x03\x8f")
    assert "protected with a password" in refusal(path)


def test_an_archive_without_a_document(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "without a text document" in refusal(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_without_a_bound(tmp_path, method):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "packed in a way that documents do not use" in refusal(path)


def test_entities_are_not_expanded(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>')
    assert "declares a document type" in refusal(path)


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.text.sources.documents.docx.MAX_UNPACKED", 1_000_000)
    body = "<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 100_000
    assert "has more than 1 MB when it is unpacked" in refusal(docx(tmp_path / "a.docx", body))


def test_a_bomb_in_a_small_part(tmp_path):
    path = docx(tmp_path / "a.docx", "<w:p/>", styles=f"<a>{'<b/>' * 6_000_000}</a>")
    assert "word/styles.xml has more than 20 MB" in refusal(path)


def test_a_paragraph_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.text.sources.documents.drafts.MAX_BYTES", 1_000)
    path = docx(tmp_path / "a.docx", "<w:p>" + "<w:r><w:t>word</w:t></w:r>" * 1_000 + "</w:p>")
    assert "a paragraph has more than" in refusal(path)


def test_groups_in_one_another_without_end(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1" + b"{" * 1_000_000)
    assert "groups in one another" in refusal(path)


def test_a_list_of_parts_without_end(tmp_path):
    path = docx(tmp_path / "a.docx", "<w:p/>")
    data = bytearray(path.read_bytes())
    end = data.rfind(b"PK\x05\x06")
    data[end + 12 : end + 16] = (1 << 30).to_bytes(4, "little")
    path.write_bytes(data)
    assert "list of members" in refusal(path)


def test_a_part_that_lies_nowhere(tmp_path):
    path = docx(tmp_path / "a.docx", "<w:p/>")
    data = bytearray(path.read_bytes())
    end = data.rfind(b"PK\x05\x06")
    data[end + 16 : end + 20] = (int.from_bytes(data[end + 16 : end + 20], "little") + 10).to_bytes(4, "little")
    path.write_bytes(data)
    assert "damaged" in refusal(path)


def test_memory_does_not_grow_with_a_document(tmp_path):
    """What is held is a paragraph, not the document."""
    read(DOCUMENTS / "harbour.docx")  # imports what is needed
    path = docx(tmp_path / "a.docx", f"<w:p><w:r><w:t>{'word ' * 100}</w:t></w:r></w:p>" * 20_000)
    tracemalloc.start()
    assert sum(1 for _ in paragraphs_of(SourceFile(path), "it")) == 20_000
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()
