"""Wrong names: files that are not what their name says, and files of kinds that are not read."""

import gzip
import os
import shutil
import subprocess
import zipfile

import pytest
from made_up_texts import LONG, PNG, PROSE, error, write

from onrecord.text import count_articles, read_many
from onrecord.text.sources.dispatch import READABLE
from onrecord.text.sources.formats.kinds import kinds, signed, suffix_of
from onrecord.text.sources.formats.looks import looks_like
from onrecord.text.sources.source_files import SourceFile

PAGE = f"<!DOCTYPE html>\n<html><head><title>The bridge</title></head><body><p>{LONG}</p></body></html>"
MAIL = (
    f"Received: from a by b\nMIME-Version: 1.0\nSubject: A bridge\nDate: Thu, 24 Mar 2022 10:15:00 +0000\n\n{PROSE}\n"
)
SAVED = "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/b\nMIME-Version: 1.0\n\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(4096, b"\0")


def zipped(path, *names, **contents):
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, contents.get(name, "x"))
    return path


def streams(*names):
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)


LOOKS = {
    ".pdf": b"%PDF-1.7\n...",
    ".rtf": b"{\\rtf1\\ansi The bridge}",
    ".html": PAGE.encode(),
    ".jpg": b"\xff\xd8\xff\xe0 JFIF",
    ".parquet": b"PAR1....PAR1",
    ".warc": b"WARC/1.1\r\nWARC-Type: warcinfo\r\n",
    ".warc.gz": gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", mtime=0),
    ".gz": gzip.compress(b'{"text": "x"}\n', mtime=0),
    ".doc": streams("Root Entry", "WordDocument", "Workbook"),
    ".xls": streams("Root Entry", "Workbook"),
    ".msg": streams("__properties_version1.0"),
    ".locked": streams("EncryptedPackage"),
    ".ole": OLE,
    ".eml": MAIL.encode(),
    ".mbox": f"From a@b.example Thu Mar 24 10:15:00 2022\n{MAIL}".encode(),
    ".mhtml": SAVED.encode(),
    ".xml": b'<?xml version="1.0"?>\n<rss version="2.0"></rss>',
    ".zip": b"PK\x03\x04 torn",
}


@pytest.mark.parametrize("suffix", LOOKS)
def test_what_files_are_by_what_is_in_them(tmp_path, suffix):
    assert looks_like(SourceFile(write(tmp_path / "a.txt", LOOKS[suffix]))) == suffix


ZIPS = {
    ".docx": ["[Content_Types].xml", "_rels/.rels", "word/document.xml"],
    ".xlsx": ["[Content_Types].xml", "xl/workbook.xml"],
    ".pptx": ["[Content_Types].xml", "ppt/presentation.xml"],
    ".epub": ["META-INF/container.xml", "chapter.xhtml"],
    ".pages": ["Index/Document.iwa", "preview.jpg"],
    ".jar": ["META-INF/MANIFEST.MF"],
    ".wacz": ["datapackage.json", "archive/data.warc.gz"],
    ".zip": ["word/news.txt", "xl/more.txt"],
}


@pytest.mark.parametrize("suffix", ZIPS)
def test_what_zips_are_by_their_members(tmp_path, suffix):
    assert looks_like(SourceFile(zipped(tmp_path / "a", *ZIPS[suffix]))) == suffix


def test_what_zips_are_by_their_first_member(tmp_path):
    mime = {"mimetype": "application/vnd.oasis.opendocument.text"}
    assert looks_like(SourceFile(zipped(tmp_path / "a", "mimetype", "content.xml", **mime))) == ".odt"


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "From the hill: a view",
        "Title: The bridge\nDate: 2022\n\nx",
        "id,text\n1,x\n",
        '{"text": "x"}',
        "",
        "MZ",
        "BZh",
    ],
)
def test_texts_have_no_certain_look(tmp_path, text):
    assert looks_like(SourceFile(write(tmp_path / "a.txt", text))) is None


def test_signatures_have_no_words_of_articles_in_them():
    """A text must not be taken for a film: each signature has what no text begins with."""
    assert signed(b"The ftyp of GIF8 and PK and ID3 in a text of RIFF and WEBP.") is None


@pytest.mark.parametrize("name", ["a.doc", "a.pdf", "a.xls", "a.docx", "a", "a.asp", "a.csv"])
def test_a_page_under_any_name_is_read_as_one(tmp_path, name):
    path = write(tmp_path / name, PAGE)
    notes = []
    (article,) = read_many([path], on_note=notes.append)
    assert article.title == "The bridge" and LONG in article.text and article.source == str(path)
    assert notes == [f"{path}: is a web page, whatever its name says; read as one"]
    assert count_articles([str(path)]) == 1


def test_a_table_under_another_name_is_read_as_one(tmp_path):
    import pandas as pd

    path = tmp_path / "a.csv"
    pd.DataFrame({"text": [PROSE, LONG]}).to_parquet(path)
    assert [article.text for article in read_many([path])] == [PROSE, LONG]
    assert count_articles([str(path)]) == 2


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.doc", streams("WordDocument"), "a.doc: .doc files cannot be read (an old Word document). Open it in Word or LibreOffice and save it as .docx."),
        ("a.docx", streams("WordDocument"), "a.docx: is an old Word document, whatever its name says. Open it in Word or LibreOffice and save it as .docx."),
        ("a.docx", streams("EncryptedPackage"), "a.docx: is an Office document with a password, whatever its name says. Open it, save it without"),
        ("a.xls", streams("Workbook"), "save it as .xlsx or .csv"),
        ("a.txt", PNG, "a.txt: is a picture, whatever its name says. Save the article's words"),
        ("a.pages", b"?", ".pages files cannot be read (a Pages document). Open it in Pages and export it as Word"),
        ("a.jsonl", gzip.compress(b'{"text": "x"}\n', mtime=0), "is a packed file (gzip), whatever its name says. Unpack it (gunzip)"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}\n', mtime=0), ".gz files cannot be read (a packed file (gzip)). Unpack it"),
        ("a.xml", LOOKS[".xml"], "If it is a feed, give its address"),
        ("a.djvu", b"AT&TFORM", "convert it to .pdf"),
        ("a.mp3", b"ID3\x03", "Give a transcript"),
        ("a.csv", LOOKS[".xml"], "is an XML file, whatever its name says"),
        ("a.unknown", b"?", ".unknown files cannot be read. Give .txt, "),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_what_to_do(tmp_path, name, content, says):
    assert says in error(write(tmp_path / name, content))


def test_a_zip_of_another_program_is_never_read_as_a_zip_of_texts(tmp_path):
    path = zipped(tmp_path / "a.zip", *ZIPS[".epub"], **{"chapter.xhtml": PAGE})
    assert "is an e-book, whatever its name says" in error(path)


def test_each_kind_is_read_or_says_what_to_do():
    assert [kind.suffix for kind in kinds().values() if not kind.advice and kind.suffix in READABLE] != []
    assert {kind.within for kind in kinds().values()} - {""} <= kinds().keys()
    assert all(kind.words.split()[0] in ("a", "an", "plain", "Markdown", "JSON") for kind in kinds().values())


def test_the_suffix_of_two_parts(tmp_path):
    assert suffix_of(tmp_path / "a.WARC.gz") == ".warc.gz" and suffix_of(tmp_path / "a.b.GZ") == ".gz"


def test_a_folder_names_the_documents_that_it_leaves_out_and_reads_those_that_only_have_the_name(tmp_path):
    write(tmp_path / "a.doc", streams("WordDocument"))
    write(tmp_path / "b.doc", PAGE)
    write(tmp_path / "c.pages", "?")
    write(tmp_path / "d.png", PNG)
    write(tmp_path / "e.doc", streams("WordDocument", "2"))
    notes = []
    (article,) = read_many([tmp_path], on_note=notes.append)
    assert article.source == str(tmp_path / "b.doc")
    assert notes == [
        f"{tmp_path}: left out, .doc files (open it in Word or LibreOffice and save it as .docx): {tmp_path / 'a.doc'}, {tmp_path / 'e.doc'}",
        f"{tmp_path}: left out, a Pages document (open it in Pages and export it as Word (.docx)): {tmp_path / 'c.pages'}",
        f"{tmp_path / 'b.doc'}: is a web page, whatever its name says; read as one",
    ]  # fmt: skip


@pytest.mark.skipif(not shutil.which("soffice"), reason="makes the files with LibreOffice")
def test_old_office_files_as_libreoffice_writes_them(tmp_path):
    text, table = write(tmp_path / "text.txt", PROSE), write(tmp_path / "table.csv", "id,text\n1,x\n")
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    for source, suffix in ((text, "doc"), (table, "xls"), (table, "ods"), (table, "xlsx")):
        command = ["soffice", "--headless", home, "--convert-to", suffix, "--outdir", str(tmp_path), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120, env=os.environ)
        made = source.with_suffix(f".{suffix}").rename(tmp_path / "renamed")
        assert looks_like(SourceFile(made)) == f".{suffix}"
