"""Web archives: the articles among the pages, whatever else was archived, and archives that are not what they say."""

import gzip
import io
import json
import zipfile
import zlib

import pytest
from made_up_texts import FIXTURES, LONG, PNG, PROSE, error, write
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.text import count_articles, read_many
from onrecord.text.sources.formats import warc_records, warcs

PAGE = (FIXTURES / "page.html").read_bytes()
QUAY = "https://courier.example/news/quay-fire"
MOBILE = "https://m.courier.example/news/quay-fire"


def story(n):
    return f"<!DOCTYPE html><html><head><title>Bridge {n}</title></head><body><article><p>{LONG}</p><p>{PROSE} Number {n}.</p></article></body></html>".encode()


def records(writer, *kept):
    """Write (kind, address, status, headers, body) records."""
    for kind, address, status, headers, body in kept:
        http = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1") if kind in ("response", "request", "revisit") else None  # fmt: skip
        made = writer.create_warc_record(address, kind, payload=io.BytesIO(body), http_headers=http, warc_content_type=headers.get("Content-Type", "application/octet-stream") if not http else "")  # fmt: skip
        writer.write_record(made)


def page(address, body=PAGE, kind="text/html; charset=utf-8", status="200 OK", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ("response", address, status, {"Content-Type": kind, **named}, body)


def archive(path, *kept, packed=True):
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "test"}))
        records(writer, *kept)
    return path


def read_all(path):
    errors, notes = [], []
    articles = list(read_many([path], errors.append, on_note=notes.append))
    assert not any("\n" in str(line) for line in [*errors, *notes])
    return articles, [str(problem) for problem in errors], notes


def chunked(body, size=100):
    pieces = [body[n : n + size] for n in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


KEPT = [
    ("request", QUAY, "GET /news/quay-fire HTTP/1.1", {"Host": "courier.example"}, b""),
    page(QUAY),
    page("https://courier.example/", story("front")),
    page("https://courier.example/smoke.png", PNG, "image/png"),
    page("https://courier.example/a.js", b"let a", "text/javascript"),
    page("https://courier.example/old", b"", status="301 Moved", Location=QUAY),
    page("https://courier.example/gone", story("gone"), status="404 Not Found"),
    page("https://courier.example/robots.txt", b"User-agent: *\nDisallow: /\n" * 40, "text/plain"),
    page("https://courier.example/login", b"<html><body><p>Log in</p></body></html>"),
    page("https://courier.example/hafen", f"<html><body><p>{'Die Feuerwehr sagte am Montag, dass vier Menschen ums Leben kamen. ' * 5}</p></body></html>".encode()),
    page(QUAY + "#top", story("twice")),
    page(MOBILE),
    ("revisit", QUAY, "200 OK", {"Content-Type": "text/html"}, b""),
    ("metadata", QUAY, "", {}, b"fetchTimeMs: 1"),
    ("resource", "https://courier.example/kept", "", {"Content-Type": "text/html"}, story("kept")),
]  # fmt: skip


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_the_articles_of_an_archive_and_a_line_on_what_else_was_in_it(tmp_path, name):
    path = archive(tmp_path / name, *KEPT, packed=name.endswith("gz"))
    articles, errors, notes = read_all(path)
    assert [article.source for article in articles] == [QUAY, MOBILE, "https://courier.example/kept"] and not errors
    assert articles[1].duplicate_of == articles[0].article_id
    assert (articles[0].title, articles[0].date, articles[0].outlet) == ("Quay fire kills four in Harbourton", "2021-05-06", "Harbour Courier")  # fmt: skip
    assert articles[2].date is None  # not the day of the record
    assert notes[:1] == [
        f"{path}: 6 pages in the archive, 3 read, 1 without an article (https://courier.example/login), 1 not in English, "
        "1 of an address that was read before, 1 left out as the front of a site, 9 of another kind passed over (pictures, scripts, redirects, ...)"
    ]
    assert count_articles([str(path)]) == 6


PACKED = {
    "gzip": (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
    "deflate": (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
    "chunked": (chunked(PAGE), {"Transfer_Encoding": "chunked"}),
    "chunked gzip": (chunked(gzip.compress(PAGE)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
    "unpacked, says gzip": (PAGE, {"Content_Encoding": "gzip"}),
    "unpacked, says br and chunked": (PAGE, {"Content_Encoding": "br", "Transfer_Encoding": "chunked"}),
}


@pytest.mark.parametrize("way", PACKED)
def test_bodies_as_servers_pack_them(tmp_path, way):
    body, headers = PACKED[way]
    (article,), errors, _ = read_all(archive(tmp_path / "a.warc.gz", page(QUAY, body, **headers)))
    assert "Nobody knew what it was" in article.text and not errors


def test_what_cannot_be_unpacked_is_counted(tmp_path, monkeypatch):
    bomb = gzip.compress(b"<html>" + b"a " * 600_000)
    monkeypatch.setattr(warc_records, "MAX_BYTES", 1_000_000)
    kept = [page(f"{QUAY}/1", b"\x8b\x02\x80", Content_Encoding="br"), page(f"{QUAY}/2", b"\x1f\x8b\x08torn", Content_Encoding="gzip")]  # fmt: skip
    _, _, (note,) = read_all(
        archive(tmp_path / "a.warc", *kept, page(f"{QUAY}/3", bomb, Content_Encoding="gzip"), page(QUAY))
    )
    assert "4 pages in the archive, 1 read" in note and f"({QUAY}/3)" in note and "2 packed in a way that" in note


def test_charset_and_plain_text(tmp_path):
    german = "“Łódź”".encode("cp1250")
    body = story(1).replace(b"Number 1", b"Number " + german)
    text = "\n\n".join([LONG, PROSE] * 3).encode()
    kept = [page(f"{QUAY}/1", body, "text/html; Charset=windows-1250"), page(f"{QUAY}/2", text, "text/plain"), page(f"{QUAY}/3", b"OK " * 60, "text/plain")]  # fmt: skip
    articles, _, _ = read_all(archive(tmp_path / "a.warc", *kept))
    assert "“Łódź”" in articles[0].text and articles[1].text == text.decode() and len(articles) == 2


def test_an_archive_that_is_packed_as_a_whole(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(archive(tmp_path / "a.warc", *KEPT, packed=False).read_bytes()))
    assert len(read_all(path)[0]) == 3


def test_a_wacz(tmp_path):
    inner = archive(tmp_path / "inner.warc.gz", *KEPT).read_bytes()
    more = archive(tmp_path / "more.warc.gz", page(f"{QUAY}/2", story(2)), page(QUAY, story(3))).read_bytes()
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("datapackage.json", json.dumps({"profile": "data-package"}))
        file.writestr("archive/data-0.warc.gz", inner)
        file.writestr("archive/data-1.warc.gz", more)
        file.writestr("pages/pages.jsonl", "{}")
    articles, errors, notes = read_all(path)
    assert [article.source for article in articles] == [
        QUAY,
        MOBILE,
        "https://courier.example/kept",
        f"{QUAY}/2",
    ] and not errors
    assert "8 pages in the archive, 4 read" in notes[0] and count_articles([str(path)]) == 8
    zipped = tmp_path / "a.zip"
    with zipfile.ZipFile(zipped, "w") as file:
        file.write(path, "a.wacz")
    assert len(read_all(zipped)[0]) == 4
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("datapackage.json", "{}")
        file.writestr("archive/readme.txt", "x")
    assert "holds no web archive" in error(path)


def test_an_archive_that_breaks_off_gives_what_stands_before(tmp_path):
    whole = archive(
        tmp_path / "a.warc.gz", page(QUAY), page(f"{QUAY}/2", story(2)), page(f"{QUAY}/3", story(3))
    ).read_bytes()
    articles, (problem,), _ = read_all(write(tmp_path / "b.warc.gz", whole[:-40]))
    assert len(articles) == 2 and "cannot be read to its end: it breaks off" in problem
    articles, (problem,), _ = read_all(write(tmp_path / "b.warc.gz", whole[: len(whole) * 3 // 4]))
    assert 0 < len(articles) < 3 and "What stands before is read" in problem


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no page of the archive holds an English article"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "does not say how long it is"),
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "does not say how long it is"),
        (b"WARC/1.0\r\nContent-Length: 999999999999\r\n\r\nx", "breaks off in a record"),
        (b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\nHello", "no record begins where one must"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 20_000, "headers of a record are too long"),
        (b"WARC/1.0\r\nContent-Length: 0\r\n" + b"\r\n" * 1000, "no record begins"),
        (
            gzip.compress(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", mtime=0) + b"\x1f\x8bxxxxxxxxxx",
            "breaks off",
        ),
    ],
)
def test_archives_that_cannot_be_read(tmp_path, content, says):
    path = write(tmp_path / "a.warc.gz", content)
    _, problems, _ = read_all(path)
    assert says in problems[0] and problems[0].startswith(f"{path}: ")


def test_a_bomb_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(warc_records, "SMALL", 1_000_000)
    path = archive(tmp_path / "a.warc.gz", page(QUAY), page(f"{QUAY}/2", bytes(9_000_000), "image/png"))
    (article,), (problem,), _ = read_all(path)
    assert article.source == QUAY and "packed more than 200 times over" in problem


def test_a_thousand_pages_without_an_article_are_one_line(tmp_path):
    kept = [page(f"{QUAY}/{n}", b"<html><body><p>Log in</p></body></html>") for n in range(200)]
    articles, errors, (note,) = read_all(archive(tmp_path / "a.warc", page(QUAY), *kept))
    assert len(articles) == 1 and not errors
    assert f"200 without an article ({QUAY}/0, {QUAY}/1, {QUAY}/2 and 197 more)" in note and len(note) < 400


def test_a_large_archive_is_counted_by_its_beginning(tmp_path, monkeypatch):
    monkeypatch.setattr(warcs, "COUNTED", 20_000)
    path = archive(tmp_path / "a.warc", *(page(f"{QUAY}/{n}") for n in range(100)), packed=False)
    assert 90 <= count_articles([str(path)]) <= 110


def test_torn_archives_give_articles_or_errors(tmp_path):
    for name in ("a.warc", "a.warc.gz"):
        whole = archive(tmp_path / name, *KEPT[:4], packed=name.endswith("gz")).read_bytes()
        for place in range(0, len(whole), 41):
            for torn in (whole[:place], whole[:place] + b"\xff\0" + whole[place + 2 :]):
                articles, errors, _ = read_all(write(tmp_path / name, torn))
                assert articles or errors
                assert all(len(problem) < 600 for problem in errors)
                count_articles([str(tmp_path / name)])
