"""Addresses: pages of a real server, and what a bad one sends."""

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from made_up_texts import FIXTURES, PNG, PROSE, error

from onrecord.text import SourceError, read
from onrecord.text.sources.downloads import MAX_REDIRECTS, download

PAGE = (FIXTURES / "page.html").read_bytes()
LATIN_PAGE = f"<html><body><p>{PROSE} “Zoë.”</p></body></html>".encode("cp1252")
HTML = "text/html; charset=utf-8"
BOMB = gzip.compress(bytes(50_000_000))

# What the server answers: media type, other headers, and body.
ANSWERS: dict[str, tuple[str, dict[str, str], bytes]] = {
    "/picture": ("image/png", {}, PNG),
    "/picture-as-page": (HTML, {}, PNG),
    "/plain": ("text/plain; charset=utf-8", {}, PROSE.encode()),
    "/latin": ("text/html; charset=iso-8859-1", {}, LATIN_PAGE),
    "/empty": (HTML, {}, b"<html><body></body></html>"),
    "/nothing": (HTML, {}, b""),
    "/gzip": (HTML, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)),
    "/gzip-twice": (HTML, {"Content-Encoding": "gzip, gzip"}, gzip.compress(gzip.compress(PAGE))),
    "/deflate": (HTML, {"Content-Encoding": "deflate"}, zlib.compress(PAGE)),
    "/deflate-raw": (HTML, {"Content-Encoding": "deflate"}, zlib.compress(PAGE)[2:-4]),
    "/broken-gzip": (HTML, {"Content-Encoding": "gzip"}, PAGE),
    "/bomb": (HTML, {"Content-Encoding": "gzip"}, BOMB),
    "/cut": (HTML, {"Content-Length": str(len(PAGE) + 100)}, PAGE),
    "/large": (HTML, {}, PAGE * 200),
    "/100000-bytes": (HTML, {}, PNG.ljust(100_000, b"x")),
    "/100001-bytes": (HTML, {}, PNG.ljust(100_001, b"x")),
}
REDIRECTS = {
    "/moved": "/article",
    "/moved-far": "/größe".encode().decode("latin-1"),
    "/loop": "/loop",
    "/to-file": "file:///etc/hosts",
    "/to-ftp": "ftp://127.0.0.1/a",
    "/to-data": "data:text/html,hello",
    "/to-nowhere": "http://[",
    "/to-no-port": "http://127.0.0.1:99999/",
    "/to-no-host": "http://a..b/",
}


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path in ("/missing", "/forbidden"):
            self.send_error(404 if path == "/missing" else 403)
        elif path.startswith("/hop/"):
            n = int(path.removeprefix("/hop/"))
            self.redirect(f"/hop/{n - 1}" if n > 1 else "/article")
        elif path in REDIRECTS:
            self.redirect(REDIRECTS[path])
        elif path.startswith("/drip"):
            self.drip(path)
        else:
            if path == "/silent":
                time.sleep(0.7)
            self.answer(*ANSWERS.get(path, (HTML, {}, PAGE)))

    def redirect(self, location: str) -> None:
        self.send_response(302)
        self.send_header("Location", location)
        self.end_headers()

    def answer(self, media_type: str, headers: dict[str, str], body: bytes) -> None:
        self.send_response(200)
        for name, value in ({"Content-Type": media_type, "Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, path: str) -> None:
        """Send a byte every twentieth of a second, for ten seconds, in a part of the answer."""
        if path == "/drip-body":
            self.send_response(200)
            self.end_headers()
        elif path == "/drip-headers":
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
        for _ in range(200):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A reader that has gone away in the middle, as it should from a slow page."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler], tls: ssl.SSLContext | None = None) -> Iterator[str]:
    server = Server(("127.0.0.1", 0), handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch, serving(Answers) as address:
        patch.setenv("no_proxy", "127.0.0.1")
        yield address


def problem_of(address: str, **limits: float) -> str:
    with pytest.raises(SourceError) as caught:
        download(address, **limits)
    message = str(caught.value)
    assert message.startswith(f"{address}: ") and "\n" not in message
    return message


@pytest.mark.parametrize(
    "path",
    [
        "/article",
        "/moved",
        "/moved-far",
        f"/hop/{MAX_REDIRECTS}",
        "/gzip",
        "/gzip-twice",
        "/deflate",
        "/deflate-raw",
        "/article?a=1#part",
        "/größe",
        "/a b",
    ],
)
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
    ("path", "says"),
    [
        ("/missing", "the server answers 404 Not Found"),
        ("/forbidden", "the server answers 403 Forbidden"),
        ("/picture", "is no web page but image/png"),
        ("/picture-as-page", "is a picture"),
        ("/empty", "no article text"),
        ("/nothing", "is empty"),
        ("/cut", "cannot be read, the answer broke off. Try again later, or save"),
        (
            "/broken-gzip",
            "the answer cannot be read (its page is not packed as its server says: Error -3 while decompressing data",
        ),
        ("/loop", "sends its reader on more than 10 times"),
        (f"/hop/{MAX_REDIRECTS + 1}", "sends its reader on more than 10 times"),
        ("/to-file", "sends its reader on to file:///etc/hosts, which is no web address"),
        ("/to-ftp", "sends its reader on to ftp://127.0.0.1/a, which is no web address"),
        ("/to-data", "sends its reader on to data:text/html,hello, which is no web address"),
        ("/to-nowhere", "sends its reader on to http://[, which is no web address"),
        ("/to-no-port", "sends its reader on to http://127.0.0.1:99999/, which is no web address"),
        ("/to-no-host", "sends its reader on to http://a..b/, which is no web address"),
    ],
)
def test_bad_addresses(site, path, says):
    message = error(site + path)
    assert message.startswith(f"{site}{path}: ") and says in message


# Limits


@pytest.mark.parametrize(("path", "fits"), [("/100000-bytes", True), ("/100001-bytes", False), ("/large", False)])
def test_a_page_has_so_many_bytes_at_most(site, path, fits):
    if fits:
        assert len(download(site + path, max_bytes=100_000).data) == 100_000
    else:
        assert "larger than" in problem_of(site + path, max_bytes=100_000)


def test_a_bomb_is_not_unpacked_further_than_the_limit(site):
    import tracemalloc

    tracemalloc.start()
    try:
        assert "larger than" in problem_of(site + "/bomb", max_bytes=100_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("path", ["/drip-body", "/drip-headers", "/drip-status"])
def test_a_server_that_sends_a_byte_at_a_time_is_left_at_the_deadline(site, path):
    began = time.monotonic()
    assert "does not answer in time (" in problem_of(site + path, seconds=0.5)
    assert 0.4 < time.monotonic() - began < 3


@pytest.mark.parametrize(("silent_seconds", "waits"), [(0.3, False), (5, True)])
def test_a_server_may_be_silent_for_so_long(site, silent_seconds, waits):
    if waits:
        assert download(site + "/silent", silent_seconds=silent_seconds).data == PAGE
    else:
        assert "does not answer in time (timed out)" in problem_of(site + "/silent", silent_seconds=silent_seconds)


def test_the_deadline_holds_over_redirects(site):
    assert "does not answer in time (" in problem_of(site + "/loop", seconds=0.001)


def test_a_server_that_never_shakes_hands():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        began = time.monotonic()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("no_proxy", "127.0.0.1")
            assert "does not answer in time (" in problem_of(address, seconds=0.3)
        assert time.monotonic() - began < 3


# Connections that nobody else can read


@pytest.fixture
def secure_site(certificate, monkeypatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with serving(Answers, context) as address:
        yield address.replace("http", "https")


def test_a_secure_page(secure_site, certificate, monkeypatch):
    assert "certificate verify failed" in problem_of(f"{secure_site}/article")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert download(f"{secure_site}/moved").data == PAGE
    for path in ("/drip-body", "/drip-headers"):
        began = time.monotonic()
        assert "does not answer in time (" in problem_of(secure_site + path, seconds=0.5)
        assert 0.4 < time.monotonic() - began < 3


# Places that are none


@pytest.mark.parametrize(
    "address", ["http://", "http://[", "https://exa mple.invalid/x", "http://127.0.0.1:99999/", "http://größe..de/"]
)
def test_addresses_that_are_none(address):
    assert "is no web address (" in error(address)


def test_an_address_where_nobody_listens(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "does not answer ([Errno" in error(f"http://127.0.0.1:{port}/")


# Proxies


class Proxy(BaseHTTPRequestHandler):
    """Answers for every site, and remembers what it was asked."""

    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Proxy-Authorization"]))
        self.send_response(200)
        self.send_header("Content-Type", HTML)
        self.end_headers()
        self.wfile.write(PAGE)

    def do_CONNECT(self) -> None:
        self.asked.append((self.path, self.headers["Proxy-Authorization"]))
        self.send_error(502)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def proxy(monkeypatch) -> Iterator[str]:
    for name in ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    Proxy.asked.clear()
    with serving(Proxy) as address:
        yield address.removeprefix("http://")


def test_a_page_by_the_proxy_that_the_environment_names(proxy, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://ada:p%40ss@{proxy}")
    assert download("http://news.invalid/a?b=1").data == PAGE
    assert Proxy.asked == [("http://news.invalid/a?b=1", "Basic YWRhOnBAc3M=")]


def test_a_proxy_without_a_scheme_and_a_site_that_it_is_not_for(proxy, monkeypatch, site):
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert download(f"{site}/article").data == PAGE and Proxy.asked == []
    assert download("http://news.invalid/").data == PAGE and len(Proxy.asked) == 1


def test_a_proxy_that_does_not_connect_is_named_as_such(proxy, monkeypatch):
    monkeypatch.setenv("https_proxy", f"http://{proxy}")
    assert "does not answer (the proxy: " in problem_of("https://news.invalid/")
    assert Proxy.asked == [("news.invalid:443", None)]


def test_a_proxy_that_drips(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip_to, args=[server], daemon=True).start()
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{server.getsockname()[1]}")
        began = time.monotonic()
        assert "does not answer" in problem_of("https://news.invalid/", seconds=0.5)
        assert time.monotonic() - began < 3


def drip_to(server: socket.socket) -> None:
    with suppress(OSError):
        reader, _ = server.accept()
        with reader:
            for _ in range(200):
                reader.sendall(b"x")
                time.sleep(0.05)
