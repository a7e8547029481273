"""Packed pages: one that breaks off anywhere is refused, as is one that unpacks to too much; whole ones are read."""

import gzip
import random
import time
import zlib

import pytest
from raw_servers import RawServer, chunked, page

from onrecord.text import SourceError
from onrecord.text.sources.downloads import download

BODY = b"<html><body>" + b" ".join(b"%d" % n for n in range(20_000)) + b"</body></html>"
GZ, ZLIB = gzip.compress(BODY), zlib.compress(BODY)
RAW = ZLIB[2:-4]
MEMBERS = gzip.compress(BODY[:5000]) + gzip.compress(BODY[5000:])
RANDOM = random.Random(1)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def loaded(answer: bytes, **limits: int) -> bytes:
    with RawServer(lambda _: [answer]) as server:
        return download(server.site, **limits).data


def refused(answer: bytes, says: str, **limits: int) -> None:
    with pytest.raises(SourceError) as caught:
        loaded(answer, **limits)
    assert says in str(caught.value) and "\n" not in str(caught.value)


PACKED = {
    "gzip": (GZ, "gzip"),
    "x-gzip": (GZ, "X-GZip"),
    "members": (MEMBERS, "gzip"),
    "members of nothing": (gzip.compress(b"") * 3 + GZ + gzip.compress(b""), "gzip"),
    "deflate": (ZLIB, "deflate"),
    "bare deflate": (RAW, "deflate"),
    "gzip twice": (gzip.compress(GZ), "gzip, gzip"),
    "gzip in deflate": (zlib.compress(GZ), "gzip,deflate"),
    "identity": (BODY, "identity"),
    "a name that is no coding": (BODY, "utf-8"),
}


@pytest.mark.parametrize("packed", PACKED)
def test_whole_pages_are_unpacked(packed):
    body, coding = PACKED[packed]
    header = f"Content-Encoding: {coding}"
    assert loaded(page(body, header)) == BODY
    chunks = [body[start : start + 999] for start in range(0, len(body), 999)]
    assert loaded(page(chunked(*chunks), header, "Transfer-Encoding: chunked")) == BODY


@pytest.mark.parametrize(
    "packed", [name for name in PACKED if "gzip" in name or "deflate" in name or name == "members"]
)
def test_pages_that_break_off_are_refused_wherever_that_is(packed):
    body, coding = PACKED[packed]
    places = {1, 2, 9, len(body) // 2, len(body) - 9, len(body) - 1, *RANDOM.sample(range(3, len(body)), 5)}
    if packed == "members":
        second = len(gzip.compress(BODY[:5000]))
        places |= {second + 1, second + 2, second + 15}
    for place in places:
        refused(page(body[:place], f"Content-Encoding: {coding}"), "the answer broke off")


@pytest.mark.parametrize(
    "answer",
    [
        page(BODY, f"Content-Length: {len(BODY) + 1}"),
        page(GZ, "Content-Encoding: gzip", f"Content-Length: {len(GZ) + 1}"),
        page(chunked(BODY)[:-5], "Transfer-Encoding: chunked"),
        page(b"ffff\r\n" + BODY[:100], "Transfer-Encoding: chunked"),
        page(b"5\r\nhello\r\n", "Transfer-Encoding: chunked"),
        page(b"5\r\nhello", "Transfer-Encoding: chunked"),
    ],
)
def test_bodies_without_an_end_are_refused(answer):
    refused(answer, "the answer broke off")


def test_a_secure_answer_without_a_length_ends_with_the_goodbye_of_tls(tls):
    body = page(BODY, "Content-Length: ").replace(b"Content-Length: \r\n", b"")
    with RawServer(lambda _: [body], tls) as server, pytest.raises(SourceError, match="the answer broke off"):
        download(server.site)
    with RawServer(lambda _: [body], tls, says_goodbye=True) as server:
        assert download(server.site).data == BODY
    with RawServer(lambda _: [page(BODY)], tls) as server:
        assert download(server.site).data == BODY


def test_what_stands_behind_the_last_member_is_passed_over():
    assert loaded(page(GZ + b"\0" * 50_000, "Content-Encoding: gzip")) == BODY
    assert loaded(page(GZ + b"rubbish", "Content-Encoding: gzip")) == BODY
    assert loaded(page(ZLIB + b"rubbish", "Content-Encoding: deflate")) == BODY


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (page(BODY, "Content-Encoding: gzip"), "while decompressing"),
        (page(BODY, "Content-Encoding: deflate"), "while decompressing"),
        (page(GZ[:-8] + bytes(8), "Content-Encoding: gzip"), "incorrect data check"),
        (page(BODY, "Content-Encoding: br"), "is packed as br, which was not asked for"),
        (page(BODY, "Content-Encoding: zstd"), "is packed as zstd"),
        (page(GZ, "Content-Encoding: " + "gzip, " * 3 + "gzip"), "is packed 4 times over"),
        (page(GZ, "Content-Encoding: " + "gzip, " * 300 + "gzip"), "packed 301 times over"),
        (page(GZ, "Transfer-Encoding: gzip, chunked"), "is sent as gzip, chunked"),
        (page(BODY, "Content-Range: bytes 0-99/9999", status="206 Partial Content"), "answers 206 Partial Content"),
    ],
)
def test_pages_that_are_not_packed_as_they_say(answer, says):
    refused(answer, says)


BOMB = gzip.compress(bytes(50_000_000))
NOTHING = gzip.compress(b"") * 100_000


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (BOMB, "gzip"),
        (zlib.compress(bytes(50_000_000)), "deflate"),
        (gzip.compress(BOMB), "gzip, gzip"),
        (gzip.compress(NOTHING), "gzip, gzip"),  # its inner layer is large, and holds nothing
        (NOTHING, "gzip"),  # large as it is sent
    ],
)
def test_bombs_stop_at_the_limit_in_any_layer(body, coding):
    began = time.monotonic()
    refused(page(body, f"Content-Encoding: {coding}"), "is larger than", max_bytes=1_000_000)
    assert time.monotonic() - began < 2


def test_members_of_nothing_take_linear_time():
    began = time.monotonic()
    assert loaded(page(NOTHING + GZ, "Content-Encoding: gzip")) == BODY
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"hello\r\n\r\n", "the answer cannot be read (hello"),
        (b"HTTP/9 200 OK\r\n\r\n", "the answer cannot be read (HTTP/9)"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", "the answer cannot be read (got more than 100 headers)"),
        (b"", "does not answer (Remote end closed connection"),
    ],
)
def test_only_of_a_server_that_says_nothing_it_is_said_that_it_does_not_answer(answer, says):
    refused(answer, says)
