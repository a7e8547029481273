"""Files: text, Markdown and saved pages, standard input, and files that hold no article."""

import subprocess
import sys
import time

import pytest
from helpers import headline, skipped
from made_up_texts import FIXTURES, PNG, PROSE, error, write

from onrecord.text import article_id, read


def test_text_file(tmp_path):
    path = write(tmp_path / "note.txt", f"  {PROSE}\r\nHe said so.\rTwice.\n")
    article = read(path)
    assert article.text == f"  {PROSE}\nHe said so.\nTwice.\n"
    assert article.article_id == article_id(article.text)
    assert (article.source, article.language) == (str(path), "en")
    assert (article.title, article.outlet, article.date, article.headline) == (None, None, None, None)
    assert article.boilerplate == ()


@pytest.mark.parametrize("name", ["a.TXT", "a.Html", "a.MD"])
def test_suffixes_in_capitals(tmp_path, name):
    assert PROSE in read(write(tmp_path / name, f"<html><body><p>{PROSE}</p></body></html>")).text


def test_markdown_without_what_nobody_reads(tmp_path):
    text = f"---\ntitle: The bridge is shut\n---\n\n# The *bridge* is shut #\n\n![A bridge](b.png)\n\n---\n\n**{PROSE}** [More](http://x.org)\n"
    article = read(write(tmp_path / "note_2021-05-06.md", text))
    assert article.text == f"# The bridge is shut #\n\n\n\n---\n\n{PROSE} More\n"
    assert headline(article) == article.title == "The bridge is shut"
    assert skipped(article) == ["# ", " #", "---"]
    assert article.date == "2021-05-06"  # from the file's name


@pytest.mark.parametrize(
    "heading, words",
    [
        ("# Flood  ", "Flood"),
        ("#\tFlood ## #", "Flood ##"),
        ("# ##", "#"),
        ("#\n\n# Flood", "Flood"),
        ("#Flood\n\n## Low\n\n# High #", "High"),
        ("# Flood" + (" " * 1500 + "#" * 1500) * 2 + " dam", "Flood" + (" " * 1500 + "#" * 1500) * 2 + " dam"),
    ],
)
def test_heading_of_markdown(tmp_path, heading, words):
    begun = time.monotonic()
    assert headline(read(write(tmp_path / "note.md", f"{heading}\n\n{PROSE}\n"))) == words
    assert time.monotonic() - begun < 5  # a pattern that tries each split of the spaces would take minutes


def test_a_page_named_txt_is_read_as_a_page(tmp_path):
    page = (FIXTURES / "page.html").read_bytes()
    assert read(write(tmp_path / "saved.txt", b"<!-- saved -->\n" + page)).outlet == "Harbour Courier"


def test_standard_input():
    code = "import sys; from onrecord.text.sources import read; a = read('-'); print(ascii((a.source, a.text)))"
    done = subprocess.run([sys.executable, "-c", code], input=f"“{PROSE}”".encode(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == ascii(("-", f"“{PROSE}”"))


def test_empty_standard_input():
    code = "from onrecord.text.sources import read; read('-')"
    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True)
    assert b"standard input: is empty" in done.stderr


@pytest.mark.parametrize(
    "name, content, says",
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \r\n\t\n", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.txt", b"12 -- 34 !", "holds no words"),
        ("a.txt", PNG, "is a picture"),
        ("a.txt", b"\xff\xd8\xff\xe0 JFIF", "is a picture"),
        ("a.txt", b"%PDF-1.7 text", "is a broken PDF"),
        ("a.txt", b"PK\x03\x04 text", "is no zip"),
        ("a.txt", b"some\x00text", "binary data"),
        ("a.txt", bytes(range(1, 32)) * 20, "binary data"),
        ("a.txt", b"\xff\xfe\x00", "encoding cannot be told"),
        ("a.md", PNG, "is a picture"),
        ("a.html", b"", "is empty"),
        ("a.html", PNG, "is a picture"),
        ("a.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article text"),
        ("a.html", b"<html><body><p>Please switch on JavaScript.</p></body></html>", "no article text"),
        ("a.html", b"<div>" * 50_000, "no article text"),
        ("a.psd", b"8BPS", ".psd files cannot be read"),
        ("article", b"text", "no suffix"),
        ("a.txt", b"word " * 150_000, "too many for one article"),
        ("a.txt", b"word " * 5_000_000, "larger than 20 MB"),
        ("a.jsonl", b"", "no column 'text'"),
        ("a.jsonl", b'{"id": 1, "words": "x"}\n', "no column 'text'; it has: id, words"),
        ("a.jsonl", b'[{"text": "x"}]', "is a JSON list"),
        ("a.jsonl", '{"text": "x"}'.encode("utf-16"), "must be UTF-8"),
        ("a.csv", b"", "the corpus has no rows"),
        ("a.csv", b"id,text\n", "the corpus has no rows"),
        ("a.csv", b"id,words,date\n1,x,y\n", "no column 'text'; it has: id, words, date"),
        ("a.csv", b'id,"text"s\n1,x\n', "names no columns"),
        ("a.csv", b"id;words\n1;x\n", "it has: id, words"),
        ("a.parquet", b"not parquet", "is no Parquet file"),
        ("a.parquet", b"PAR1" + bytes(60) + b"PAR1", "is no Parquet file"),
    ],
)
def test_bad_files(tmp_path, name, content, says):
    message = error(write(tmp_path / name, content))
    assert message.startswith(str(tmp_path / name)[:100]) and says in message


def test_a_file_without_permission(tmp_path):
    path = write(tmp_path / "a.txt", PROSE)
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        assert "cannot be opened (Permission denied)" in error(path)
    else:
        pytest.skip("this user may read everything")


@pytest.mark.parametrize(("size", "says"), [(20_000_000, "binary data"), (20_000_001, "is larger than 20 MB")])
def test_a_file_has_at_most_20_million_bytes(tmp_path, size, says):
    assert says in error(write(tmp_path / "a.txt", b"\0".ljust(size, b"x")))
