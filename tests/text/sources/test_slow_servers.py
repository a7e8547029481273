"""Slow servers: one deadline holds over the whole exchange, in whatever part of it a server drips."""

import socket
import ssl
import threading
import time
from itertools import chain

import pytest
from raw_servers import RawServer, dripping, moved, page

from onrecord.text import SourceError
from onrecord.text.sources import _connections
from onrecord.text.sources.downloads import download

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKS = OK + b"Transfer-Encoding: chunked\r\n\r\n"
EMPTY_GZIP = bytes.fromhex("1f8b08000000000000ff0300" + "00" * 8)  # a member without a byte in it

DRIPS = {
    "a header": lambda: dripping(b"x", OK + b"X: "),
    "headers": lambda: dripping(b"X: y\r\n", OK),
    "100 Continue": lambda: dripping(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a header of 100 Continue": lambda: dripping(b"x", b"HTTP/1.1 100 Continue\r\nX: "),
    "a chunk's size": lambda: dripping(b"0", CHUNKS),
    "a chunk's extension": lambda: dripping(b"x", CHUNKS + b"5;"),
    "chunks": lambda: dripping(b"1\r\nx\r\n", CHUNKS),
    "trailers": lambda: dripping(b"X: y\r\n", CHUNKS + b"1\r\nx\r\n0\r\n"),
    "gzip that holds nothing": lambda: dripping(EMPTY_GZIP, OK + b"Content-Encoding: gzip\r\n\r\n"),
    "a redirect's headers": lambda: dripping(b"X: y\r\n", b"HTTP/1.1 302 Found\r\nLocation: /a\r\n"),
    "redirects": lambda: chain([0.1], [moved("/a")]),
}


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


def late(address: str, seconds: float = 0.25) -> None:
    began = time.monotonic()
    with pytest.raises(SourceError, match="does not answer"):
        download(address, seconds=seconds)
    assert time.monotonic() - began < seconds + 1.5


@pytest.mark.parametrize("drip", DRIPS)
def test_the_deadline_holds_whatever_drips(drip):
    with RawServer(lambda _: DRIPS[drip]()) as server:
        late(server.site)


def test_the_deadline_holds_over_a_flood():
    def flood(_):
        while True:
            yield b"HTTP/1.1 100 Continue\r\n\r\n" * 1000

    with RawServer(flood) as server:
        late(server.site)


def test_the_deadline_holds_over_each_step_not_over_each_anew(monkeypatch):
    """A connection, a handshake and the headers, each of which takes most of the time."""
    connect, handshake = _connections._Socket.connect, ssl.SSLSocket.do_handshake
    waits: list[float] = []

    def slow_connect(self, address):
        connect(self, address)
        time.sleep(0.8)

    def seen_handshake(self, *args):
        waits.append(self.gettimeout())
        handshake(self, *args)

    monkeypatch.setattr(_connections._Socket, "connect", slow_connect)
    monkeypatch.setattr(ssl.SSLSocket, "do_handshake", seen_handshake)
    with RawServer(lambda _: dripping(b"\x16\x03\x03\x40\x00"), hears=False) as server:
        late(server.site.replace("http:", "https:"), seconds=1.6)
    assert waits and all(wait < 0.9 for wait in waits)


def test_the_deadline_holds_over_all_addresses_of_a_name(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.9.{n}", port)) for n in range(50)
    ])  # fmt: skip

    def connect(self, address):
        _connections._Socket.settimeout(self, wait := self.deadline.seconds_to_wait())
        time.sleep(wait / 2)
        raise TimeoutError("timed out")

    monkeypatch.setattr(_connections._Socket, "connect", connect)
    began = time.monotonic()
    with pytest.raises(SourceError, match="does not answer"):
        download("http://many.example/", seconds=0.6, silent_seconds=0.2)
    assert 0.5 < time.monotonic() - began < 2


def test_a_name_that_is_looked_up_for_too_long(monkeypatch):
    hangs = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: hangs.wait(20))
    began = time.monotonic()
    with pytest.raises(SourceError, match=r"does not answer in time \(looking up the name takes too long\)"):
        download("http://slow.example/", seconds=0.3)
    assert time.monotonic() - began < 2
    hangs.set()


def test_the_deadline_holds_over_a_secure_proxy(monkeypatch, tls):
    """TLS within TLS: the inner handshake is waited for over the outer one."""
    with RawServer(lambda _: dripping(b"\x00", b"HTTP/1.1 200 Connected\r\n\r\n\x16\x03\x03\x40\x00"), tls) as proxy:
        monkeypatch.setenv("https_proxy", proxy.site)
        late("https://news.example/")
    assert proxy.asked[0].startswith("CONNECT news.example:443 ")


def test_a_page_that_comes_in_time():
    with RawServer(lambda _: [b"HTTP/1.1 100 Continue\r\n\r\n", 0.1, page(b"whole")]) as server:
        assert download(server.site, seconds=5).data == b"whole"
