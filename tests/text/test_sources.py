"""Sources: every kind of place an article is read from, and every kind of bad one."""

import gzip
import json
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import check_spans, headline, skipped
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.text import sources
from onrecord.text.articles import SourceError, article_id
from onrecord.text.sources import read, read_many

FIXTURES = Path(__file__).parents[1] / "fixtures"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
PROSE = "The council said on Monday that it would repair the bridge before the winter, and that it had the money."
LONG = "The council said on Monday that it would repair the old bridge before the winter comes to the valley."


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def error(source) -> str:
    with pytest.raises(SourceError) as caught:
        read(source)
    message = str(caught.value)
    assert "\n" not in message and len(message) < 600
    return message


# Kinds of sources


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


def test_markdown_keeps_its_marks(tmp_path):
    text = f"---\ntitle: ignored\n---\n\n# The *bridge* is shut #\n\n![A bridge](b.png)\n\n**{PROSE}** [More](http://x.org)\n"
    article = read(write(tmp_path / "note_2021-05-06.md", text))
    assert article.text == text
    assert headline(article) == article.title == "The *bridge* is shut"
    assert {"# ", "![A bridge](b.png)", "---"} <= set(skipped(article))
    assert article.date == "2021-05-06"  # from the file's name


def test_page():
    article = read(FIXTURES / "page.html")
    assert (article.title, article.outlet, article.date) == (
        "Quay fire kills four in Harbourton",
        "Harbour Courier",
        "2021-05-06",
    )
    assert headline(article) == article.title
    assert article.text.startswith(f"{article.title}\n\nHARBOURTON — Four people")
    assert "said Mira Olsen, 41, who works in the fish hall next door. “Nobody knew what it was.”\n\n" in article.text
    assert not any(words in article.text for words in ("Bo Lind", "Sport", "All rights"))
    assert skipped(article) == ["HARBOURTON —", "Read more: Storm damages the quay"]


def test_a_page_without_its_headline_in_the_text_gets_it_on_top(tmp_path):
    page = f"<html><head><title>Bridge to be mended</title></head><body><p>{PROSE}</p></body></html>"
    article = read(write(tmp_path / "a.html", page))
    assert article.text == f"Bridge to be mended\n\n{PROSE}"
    assert headline(article) == "Bridge to be mended"
    assert article.outlet is None


def test_a_page_whose_headline_is_not_its_title_keeps_its_headline(tmp_path):
    page = f'<html><head><meta property="og:title" content="Bridge news"></head><body><article><h1>Bridge to be mended at last</h1><p>{PROSE}</p></article></body></html>'
    article = read(write(tmp_path / "a.html", page))
    assert (article.title, headline(article)) == ("Bridge news", "Bridge to be mended at last")
    assert article.text == f"Bridge to be mended at last\n\n{PROSE}"


def test_a_page_named_txt_is_read_as_a_page(tmp_path):
    page = (FIXTURES / "page.html").read_bytes()
    assert read(write(tmp_path / "saved.txt", b"<!-- saved -->\n" + page)).outlet == "Harbour Courier"


def test_samples_are_all_the_articles_that_come_with_the_project():
    found = list(read_many(["samples"]))
    assert [article.source for article in found] == sorted(path.name for path in sources.SAMPLE.parent.iterdir())
    assert len({article.outlet for article in found}) > 3


def test_the_sample():
    article = read("sample")
    assert (article.source, article.date, article.language) == ("sample", "2022-03-24", "en")
    assert article.headline and article.text == sources.SAMPLE.read_text(encoding="utf-8")


def test_standard_input():
    code = "import sys; from onrecord.text.sources import read; a = read('-'); print(ascii((a.source, a.text)))"
    done = subprocess.run([sys.executable, "-c", code], input=f"“{PROSE}”".encode(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == ascii(("-", f"“{PROSE}”"))


def test_empty_standard_input():
    code = "from onrecord.text.sources import read; read('-')"
    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True)
    assert b"standard input: is empty" in done.stderr


def test_what_reads_pages_is_loaded_when_a_page_comes():
    code = "import sys, onrecord.text.sources; print(sorted({'trafilatura', 'py3langid', 'pyarrow.parquet'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"[]"


# Encodings

QUOTED = "“It’s safe,” the café owner said – and it was, for the time being."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
def test_encodings(tmp_path, encoding):
    text = QUOTED + "\n\n" + PROSE
    assert read(write(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    "text", ["«No», he said of the plan.", "``No,'' he said of the plan.", '"No," he said.', "‘No,’ he said."]
)
def test_quotation_marks_are_kept(tmp_path, text):
    assert read(write(tmp_path / "a.txt", text)).text == text


def test_a_broken_byte_in_utf8_costs_one_character(tmp_path):
    data = (QUOTED + PROSE).encode() + "…".encode()[:2]
    assert read(write(tmp_path / "a.txt", data)).text == QUOTED + PROSE + "\ufffd"


@pytest.mark.parametrize(
    "charset, declared", [("cp1252", "iso-8859-1"), ("iso-8859-2", "iso-8859-2"), ("utf-8", "iso-8859-1")]
)
def test_encoding_a_page_declares(tmp_path, charset, declared):
    words = PROSE + (
        " “Yes,” said Zoë."
        if charset == "cp1252"
        else " “Yes,” said Łukasz."
        if charset == "utf-8"
        else " Said Łukasz."
    )
    page = f'<html><head><meta charset="{declared}"></head><body><p>{words}</p></body></html>'
    assert words in read(write(tmp_path / "a.html", page.encode(charset))).text


# Bad files


@pytest.mark.parametrize(
    "name, content, says",
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \r\n\t\n", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.txt", b"12 -- 34 !", "holds no words"),
        ("a.txt", PNG, "is a picture"),
        ("a.txt", b"\xff\xd8\xff\xe0 JFIF", "is a picture"),
        ("a.txt", b"%PDF-1.7 text", "is a PDF file"),
        ("a.txt", b"PK\x03\x04 text", "office document"),
        ("a.txt", b"some\x00text", "binary data"),
        ("a.txt", bytes(range(1, 32)) * 20, "binary data"),
        ("a.txt", b"\xff\xfe\x00", "encoding cannot be told"),
        ("a.md", PNG, "is a picture"),
        ("a.html", b"", "is empty"),
        ("a.html", PNG, "is a picture"),
        ("a.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article text"),
        ("a.html", b"<html><body><p>Please switch on JavaScript.</p></body></html>", "no article text"),
        ("a.html", b"<div>" * 50_000, "no article text"),
        ("a.pdf", b"%PDF-1.7", ".pdf files cannot be read"),
        ("article", b"text", "no suffix"),
        ("a.txt", b"word " * 150_000, "too many for one article"),
        ("a.txt", b"word " * 5_000_000, "larger than 20 MB"),
        ("a.jsonl", b"", "no column 'text'"),
        ("a.jsonl", b'{"id": 1, "body": "x"}\n', "no column 'text'; it has: id, body"),
        ("a.jsonl", b'[{"text": "x"}]', "is a JSON list"),
        ("a.jsonl", '{"text": "x"}'.encode("utf-16"), "must be UTF-8"),
        ("a.csv", b"", "the corpus has no rows"),
        ("a.csv", b"id,text\n", "the corpus has no rows"),
        ("a.csv", b"id,body,date\n1,x,y\n", "no column 'text'; it has: id, body, date"),
        ("a.csv", b'id,"text"s\n1,x\n', "names no columns"),
        ("a.csv", b"id;body\n1;x\n", "it has: id, body"),
        ("a.parquet", b"not parquet", "is no Parquet file"),
        ("a.parquet", b"PAR1" + bytes(60) + b"PAR1", "is no Parquet file"),
    ],
)
def test_bad_files(tmp_path, name, content, says):
    message = error(write(tmp_path / name, content))
    assert message.startswith(str(tmp_path / name)[:100]) and says in message


def test_bad_places(tmp_path):
    write(tmp_path / "bridge.txt", PROSE)
    assert "Did you mean" in error(tmp_path / "brigde.txt") and "bridge.txt?" in error(tmp_path / "brigde.txt")
    assert "no folder" in error(tmp_path / "nowhere" / "bridge.txt")
    assert "this is a text" in error(f"{PROSE}\n{PROSE}")
    assert "cannot be opened" in error("x" * 5000) or "no such file" in error("x" * 5000)
    assert "\x1b" not in error("no\x1b[31msuch.txt")
    empty = tmp_path / "empty"
    empty.mkdir()
    write(empty / "photo.jpg", PNG)
    assert "no file that can be read" in error(empty)


def test_a_file_without_permission(tmp_path):
    path = write(tmp_path / "a.txt", PROSE)
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        assert "cannot be opened (Permission denied)" in error(path)
    else:
        pytest.skip("this user may read everything")


# Folders and corpora


def test_one_broken_file_among_ten(tmp_path):
    for n in range(9):
        write(tmp_path / f"{n}.txt", f"{PROSE} Number {n}.")
    write(tmp_path / "5b.txt", PNG)
    errors = []
    found = list(read_many([tmp_path], errors.append))
    assert [Path(a.source).name for a in found] == [f"{n}.txt" for n in range(9)]
    assert [str(e).split(": ")[0] for e in errors] == [str(tmp_path / "5b.txt")]
    with pytest.raises(SourceError):
        list(read_many([tmp_path]))


def test_folders_are_read_in_order_with_their_folders_but_not_hidden_ones(tmp_path):
    for name in ["b.txt", "a/z.txt", ".hidden/x.txt", ".x.txt", "notes.pdf", "c.md"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, f"{PROSE} {name}")
    names = [Path(a.source).relative_to(tmp_path).as_posix() for a in read_many([tmp_path])]
    assert names == ["a/z.txt", "b.txt", "c.md"]
    assert "more than one article" in error(tmp_path)
    assert read(tmp_path / "a").source == str(tmp_path / "a" / "z.txt")


def test_a_corpus_with_broken_rows():
    errors = []
    found = list(read_many(FIXTURES / "mixed.jsonl", errors.append))
    assert [a.article_id for a in found] == ["a1", article_id(found[1].text), "7"]
    first = found[0]
    assert first.text == "The mayor said the bridge was safe.\r\nNobody else said so.  "
    assert (first.title, first.outlet, first.date, first.source) == (
        "Bridge",
        "The Courier",
        "2021-05-06",
        "https://example.org/a1",
    )
    assert found[1].source == str(FIXTURES / "mixed.jsonl")
    says = [
        "line 2: is no JSON",
        "line 4: the row has no text",
        "line 5: the row has no text",
        "line 6: is no JSON object",
    ]
    says.append("line 7: has the same id as")
    assert len(errors) == len(says)
    assert all(part in str(e) for part, e in zip(says, errors, strict=True))


TEXTS = [
    " A text with\r\nits line ends, said he. ",
    "“Marks,” – kept,\tas they are.",
    'A "quoted", text; with marks.',
    "\ufeffé said e\u0301.",
]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_ids_and_texts_of_a_corpus_are_kept_exactly(tmp_path, suffix):
    path = tmp_path / f"corpus{suffix}"
    rows = [{"id": f" {n}", "text": text, "outlet": "", "date": "6 May 2021"} for n, text in enumerate(TEXTS)]
    if suffix == ".jsonl":
        write(path, "\n".join(json.dumps(row) for row in rows))
    elif suffix == ".csv":
        lines = [",".join('"' + value.replace('"', '""') + '"' for value in row.values()) for row in rows]
        write(path, "\r\n".join(["id,text,outlet,date", *lines]))
    else:
        pq.write_table(pa.Table.from_pylist(rows), path)
    found = list(read_many([path]))
    assert [(a.article_id, a.text) for a in found] == [(row["id"], row["text"]) for row in rows]
    assert {(a.outlet, a.date) for a in found} == {(None, "2021-05-06")}


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffID,Text\n1,“Yes,” he said of the bridge.\n".replace("“Yes,”", "“Yes”").encode(),
        "id;text\n1;“Yes” he said of the bridge.\n".encode("cp1252"),
        "id,text\n1,“Yes” he said of the bridge.\n2,".encode() + b"\xe2\x80 a broken mark of three bytes.\n",
        "id\ttext\n1\t“Yes” he said of the bridge.\n".encode("utf-16"),
    ],
)
def test_tables_as_spreadsheets_write_them(tmp_path, content):
    article = next(read_many([write(tmp_path / "a.csv", content)]))
    assert (article.article_id, article.text) == ("1", "“Yes” he said of the bridge.")


def test_broken_rows_of_a_table(tmp_path):
    content = f'id,text\n1,{PROSE.replace(",", "")}\n2,one, two\n3,"he said "no" twice"\n4,\n5,{LONG}\n'
    errors = []
    found = list(read_many([write(tmp_path / "a.csv", content)], errors.append))
    assert [a.article_id for a in found] == ["1", "5"]
    assert [
        "line 3: has 3 fields" in str(errors[0]),
        "line 4: is no CSV" in str(errors[1]),
        "no text" in str(errors[2]),
    ] == [True] * 3


def test_nulls_numbers_and_dates_of_parquet(tmp_path):
    from datetime import date

    path = tmp_path / "a.parquet"
    table = {"id": [1, None, 3], "text": [PROSE, LONG, None], "date": [date(2021, 5, 6), None, None], "n": [1, 2, 3]}
    pq.write_table(pa.table(table), path)
    errors = []
    found = list(read_many([path], errors.append))
    assert [(a.article_id, a.date) for a in found] == [("1", "2021-05-06"), (article_id(LONG), None)]
    assert [str(e) for e in errors] == [f"{path}, row 3: the row has no text; left out."]


def test_half_a_surrogate_pair_becomes_one_character(tmp_path):
    article = read(write(tmp_path / "a.jsonl", '{"text": "A half \\ud83d mark, he said.", "id": "x\\udc00"}'))
    assert (article.article_id, article.text) == ("x\ufffd", "A half \ufffd mark, he said.")


def test_a_large_corpus_is_not_read_at_once(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.writelines(json.dumps({"id": n, "text": PROSE}) + "\n" for n in range(200))
        file.write("broken")
    first = next(read_many([path]))
    assert first.article_id == "0"


def test_the_same_article_twice(tmp_path):
    one, two = write(tmp_path / "1.txt", PROSE), write(tmp_path / "2.txt", PROSE)
    errors = []
    assert len(list(read_many([one, two], errors.append))) == 1
    assert "2.txt: has the same id as" in str(errors[0]) and "1.txt" in str(errors[0])


# Addresses: a real server

PAGE = (FIXTURES / "page.html").read_bytes()


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        kind, body, headers = "text/html; charset=utf-8", PAGE, {}
        match self.path.split("?")[0]:
            case "/missing":
                return self.send_error(404)
            case "/forbidden":
                return self.send_error(403)
            case "/moved":
                self.send_response(302)
                self.send_header("Location", "/article")
                return self.end_headers()
            case "/picture":
                kind, body = "image/png", PNG
            case "/picture-as-page":
                body = PNG
            case "/plain":
                kind, body = "text/plain; charset=utf-8", PROSE.encode()
            case "/latin":
                kind, body = (
                    "text/html; charset=iso-8859-1",
                    f"<html><body><p>{PROSE} “Zoë.”</p></body></html>".encode("cp1252"),
                )
            case "/empty":
                body = b"<html><body></body></html>"
            case "/nothing":
                body = b""
            case "/gzip":
                body, headers = gzip.compress(PAGE), {"Content-Encoding": "gzip"}
            case "/broken-gzip":
                headers = {"Content-Encoding": "gzip"}
            case "/cut":
                headers = {"X-Length": str(len(PAGE) + 100)}
            case "/slow":
                time.sleep(1.5)
            case "/large":
                body = PAGE * 200
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", headers.pop("X-Length", str(len(body))))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """A reader that has gone away in the middle, as it should from a slow page."""


@pytest.fixture(scope="module")
def site():
    server = Server(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "127.0.0.1")
        yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("path", ["/article", "/moved", "/gzip", "/article?a=1#part", "/größe", "/a b"])
def test_addresses(site, path):
    article = read(site + path)
    assert (article.title, article.outlet) == ("Quay fire kills four in Harbourton", "Harbour Courier")
    assert article.source == site + path
    assert article.text == read(FIXTURES / "page.html").text


def test_other_pages(site):
    assert read(site + "/plain").text == PROSE
    assert read(site.replace("http", "HTTP") + "/latin").text.endswith("“Zoë.”")
    assert read(site + "/latin").outlet is None


@pytest.mark.parametrize(
    "path, says",
    [
        ("/missing", "the server answers 404"),
        ("/forbidden", "403"),
        ("/picture", "is no web page but image/png"),
        ("/picture-as-page", "is a picture"),
        ("/empty", "no article text"),
        ("/nothing", "is empty"),
        ("/cut", "broke off"),
        ("/broken-gzip", "does not answer"),
        ("/slow", "does not answer"),
        ("/large", "larger than"),
    ],
)
def test_bad_addresses(site, monkeypatch, path, says):
    monkeypatch.setattr(sources, "FETCH_SECONDS", 0.5)
    monkeypatch.setattr(sources, "MAX_BYTES", 100_000)
    message = error(site + path)
    assert message.startswith(site + path) and says in message


@pytest.mark.parametrize("address", ["http://", "http://[", "https://exa mple.invalid/x", "http://127.0.0.1:99999/"])
def test_addresses_that_are_none(address):
    assert "does not answer" in error(address)


def test_an_address_where_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "does not answer" in error(f"http://127.0.0.1:{port}/")


# What always holds


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".txt", ".md", ".html", ".jsonl", ".csv", ".parquet"]))
def test_any_bytes_give_articles_or_errors(tmp_path_factory, data, suffix):
    path = write(tmp_path_factory.mktemp("any") / f"a{suffix}", data)
    errors = []
    for article in read_many([path], errors.append):
        check_spans(article)
    assert all(str(path) in str(e) and "\n" not in str(e) for e in errors)
