"""Addresses: servers on loopback that drip, cut, blow up and send on; each gets one line, or gives the right article."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch
from urllib.parse import unquote

from attacking import Extent, Tried

sys.path.append(str(Path(__file__).parents[1]))

from raw_servers import RawServer, Sent, chunked, dripping, made_up_network, moved, page

from onrecord.text import SourceError, read
from onrecord.text.sources import _connections, _networks, _unpacking, downloads

NAME = "addresses: hostile servers"

PUBLIC, OTHER, INSIDE = "93.184.215.14", "93.184.215.15", ("10.0.0.7", "127.0.0.1", "169.254.169.254")
NAMES = {
    "news.example": [PUBLIC],
    "other.example": [OTHER],
    "inside.example": ["10.0.0.7"],
    "cloud.example": ["169.254.169.254"],
}
SECONDS = 1.0  # that an exchange may take here, instead of a minute
SLACK = 4.0  # seconds more for a busy computer, and for the reading of what came
MEMORY = 300_000_000  # bytes more than before, at most
PASSWORD = "s3cret"

PROSE = (
    "The mayor of Harbourton said on Monday that the bridge would be closed for the winter and opened again in May. "
    * 5
)
BODY = f"<html><head><title>The bridge is closed</title></head><body><article><p>{PROSE}</p></article></body></html>".encode()
LONG = BODY.replace(
    b"</article>", b"".join(b"<p>Item %d of the list was read.</p>" % n for n in range(5000)) + b"</article>"
)
GZ, ZLIB = gzip.compress(LONG), zlib.compress(LONG)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKS = OK + b"Transfer-Encoding: chunked\r\n\r\n"
NOTHING = gzip.compress(b"")

BROKEN, PRIVATE, NO_ADDRESS = "the answer broke off", "inside a private network", "is no web address"
ANY = ""  # refused, in whatever words


class Attack(NamedTuple):
    """What a server sends, and what must come of it: words of the refusal, or None for the right article."""

    name: str
    answer: Callable[[str], Sent]
    says: str | None
    address: str = "http://news.example/a"


def sends(name: str, answer: bytes, says: str | None) -> Attack:
    return Attack(name, lambda _: [answer], says)


def packed(name: str, body: bytes, coding: str, says: str | None = BROKEN) -> Attack:
    return sends(name, page(body, f"Content-Encoding: {coding}"), says)


def cuts(extent: Extent) -> Iterator[Attack]:
    members = gzip.compress(LONG[:9000]) + gzip.compress(LONG[9000:])
    second = len(gzip.compress(LONG[:9000]))
    for name, body, coding in [
        ("gzip", GZ, "gzip"),
        ("deflate", ZLIB, "deflate"),
        ("bare deflate", ZLIB[2:-4], "deflate"),
        ("gzip twice", gzip.compress(GZ), "gzip, gzip"),
        ("members", members, "x-gzip"),
    ]:
        yield packed(f"whole {name}", body, coding, None)
        for place in sorted(
            {2, second + 1 if name == "members" else 11, len(body) - 1, extent.random.randrange(3, len(body))}
        ):
            yield packed(f"{name} cut at {place} of {len(body)}", body[:place], coding)
        yield sends(
            f"{name} cut in a chunk",
            CHUNKS.replace(b"\r\n\r\n", f"\r\nContent-Encoding: {coding}\r\n\r\n".encode()) + chunked(body)[:-20],
            BROKEN,
        )
    yield sends("a length too long", page(BODY, f"Content-Length: {len(BODY) + 9}"), BROKEN)
    yield sends(
        "chunks without an end", page(b"%x\r\n%s\r\n" % (len(BODY), BODY), "Transfer-Encoding: chunked"), BROKEN
    )
    yield sends("a part", page(BODY[:200], "Content-Range: bytes 0-199/900", status="206 Partial Content"), "206")
    yield sends("gzip that is none", page(BODY, "Content-Encoding: gzip"), "decompressing")
    yield sends("a wrong checksum", page(GZ[:-8] + bytes(8), "Content-Encoding: gzip"), "check")
    yield sends("a coding that was not asked for", page(BODY, "Content-Encoding: br"), "not asked for")
    yield sends("gzip in Transfer-Encoding", page(GZ, "Transfer-Encoding: gzip, chunked"), "not asked for")
    yield packed("rubbish behind the end", GZ + b"rubbish", "gzip", None)


def bombs(_: Extent) -> Iterator[Attack]:
    zeros = gzip.compress(bytes(60_000_000))
    yield packed("a bomb", zeros, "gzip", "larger than")
    yield packed("a bomb in deflate", zlib.compress(bytes(60_000_000)), "deflate", "larger than")
    yield packed("a bomb in gzip", gzip.compress(zeros), "gzip, gzip", "larger than")
    yield packed("a bomb around nothing", gzip.compress(NOTHING * 2_000_000, 1), "gzip, gzip", ANY)
    yield packed("members of nothing", NOTHING * 100_000 + GZ, "gzip", None)
    for n in (3, 6, 500):
        yield packed(f"gzip {n} times over", GZ, ", ".join(["gzip"] * n), ANY)
    yield sends("25 MB", page(BODY + b" " * 25_000_000), "larger than")
    yield sends("a header of a megabyte", OK + b"X: " + b"x" * 1_000_000 + b"\r\n\r\n" + BODY, ANY)
    yield sends("a thousand headers", OK + b"X: y\r\n" * 1000 + b"\r\n" + BODY, ANY)
    yield sends("a status of a megabyte", b"HTTP/1.1 200 " + b"x" * 1_000_000 + b"\r\n\r\n" + BODY, ANY)
    yield sends("a chunk's extension of a megabyte", CHUNKS + b"5;" + b"x" * 1_000_000 + b"\r\n", ANY)
    for size in (b"ffffffffffffffffffffffff", b"-5", b"0x5", b"5_0", b"\xb2", b""):
        yield sends(f"a chunk of size {size!r}", CHUNKS + size + b"\r\nhello\r\n0\r\n\r\n", ANY)
    for length in ("9" * 40, "-1", "abc", "5, 7"):
        yield sends(f"Content-Length: {length}", page(b"", f"Content-Length: {length}"), ANY)


def drips(_: Extent) -> Iterator[Attack]:
    for name, drip in {
        "a status line": lambda _: dripping(b"x"),
        "a header": lambda _: dripping(b"x", OK + b"X: "),
        "headers": lambda _: dripping(b"X: y\r\n", OK),
        "100 Continue": lambda _: dripping(b"HTTP/1.1 100 Continue\r\n\r\n"),
        "a flood of 100 Continue": lambda _: dripping(b"HTTP/1.1 100 Continue\r\n\r\n" * 9000),
        "a chunk's size": lambda _: dripping(b"0", CHUNKS),
        "a chunk's extension": lambda _: dripping(b"x", CHUNKS + b"5;"),
        "chunks": lambda _: dripping(b"1\r\nx\r\n", CHUNKS),
        "trailers": lambda _: dripping(b"X: y\r\n", CHUNKS + b"1\r\nx\r\n0\r\n"),
        "gzip that holds nothing": lambda _: dripping(NOTHING, OK + b"Content-Encoding: gzip\r\n\r\n"),
        "silence": lambda _: [60.0],
        "redirects": lambda _: [0.3, moved("/a")],
    }.items():
        yield Attack(f"a drip of {name}", drip, "does not answer")


def redirects(_: Extent) -> Iterator[Attack]:
    for (
        location
    ) in """file:///etc/passwd FTP://other.example/a data:text/html,hello javascript:alert(1) gopher://127.0.0.1:70/_x
    ldap://127.0.0.1/ view-source:http://other.example/ jar:http://other.example/a!/b blob:http://other.example/1""".split():
        yield sends(f"a redirect to {location}", moved(location), NO_ADDRESS)
    for host in """127.0.0.1 127.1 2130706433 0x7f.1 0177.0.0.1 0 0.0.0.0 localhost LOCALHOST. [::1] [::] [::ffff:127.0.0.1] [::ffff:a00:7]
    10.0.0.7 192.168.1.1 172.16.0.1 100.64.0.1 169.254.169.254 [fe80::1] [fd00::1] [64:ff9b::7f00:1] [2002:7f00:1::] inside.example
    cloud.example user:word@127.0.0.1 news.example:80@127.0.0.1 news.example\\@127.0.0.1 127%2e0%2e0%2e1""".split():
        yield sends(f"a redirect to {host}", moved(f"http://{host}/secret"), ANY)
    yield sends("a redirect to a host in other digits", moved("http://①②⑦.⓪.⓪.①/secret"), ANY)
    yield sends("a redirect without a scheme", moved("//127.0.0.1/secret"), PRIVATE)
    yield sends("a redirect to itself", moved("/a"), "more than 10 times")
    yield Attack(
        "two hops inside", lambda head: [moved("/b" if " /a " in head else "http://inside.example/secret")], PRIVATE
    )
    yield sends("a redirect without a target", page(b"", status="302 Found"), "302")
    yield sends("choices", page(BODY, "Location: http://inside.example/", status="300 Multiple Choices"), "300")
    yield sends("a proxy to use", page(BODY, "Location: http://inside.example/", status="305 Use Proxy"), "305")
    for location in (
        "http://[",
        "http://other.example:99999/",
        "http://%00/",
        "http://" + "a" * 300 + "/",
        "/" + "x" * 70_000,
        "http://..",
        "http://exa mple/",
    ):
        yield sends(f"a redirect to {location[:30]}", moved(location), ANY)
    yield sends(
        "a redirect that adds a header", b"HTTP/1.1 302 Found\r\nLocation: http://inside.example/\rX: y\n\r\n\r\n", ANY
    )
    yield sends("a refresh in a header", page(BODY, "Refresh: 0; url=http://inside.example/"), None)


def contents(_: Extent) -> Iterator[Attack]:
    for what in (
        '<meta http-equiv="refresh" content="0;url=http://inside.example/">',
        '<base href="http://inside.example/"><link rel="stylesheet" href="a.css"><link rel="canonical" href="http://127.0.0.1/">',
        '<img src="http://inside.example/a.png"><iframe src="http://127.0.0.1/"></iframe><script src="http://inside.example/a.js"></script>',
        '<link rel="preload" href="http://inside.example/"><object data="file:///etc/passwd"></object>',
        '<script>location = "http://inside.example/"</script>',
    ):
        yield sends(f"a page with {what[:24]}", page(BODY.replace(b"<head>", b"<head>" + what.encode())), None)
    external = b'<?xml version="1.0"?><!DOCTYPE html SYSTEM "http://inside.example/a.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield sends(
        "entities from elsewhere",
        page(external + BODY.replace(b"<p>", b"<p>&x; "), "Content-Type: application/xhtml+xml"),
        None,
    )
    laughs = (
        b"<!DOCTYPE a [<!ENTITY a 'ha'>"
        + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b"]>"
    )
    yield sends("entities of entities", page(laughs + BODY.replace(b"<p>", b"<p>&j; ")), ANY)
    yield sends("null bytes", page(BODY.replace(b"<p>", b"<p>\0")), ANY)
    for kind in ("image/png", "application/pdf", "application/octet-stream", "text/\x1b]0;x\x07", "x/" + "x" * 5000):
        yield sends(f"a page as {kind[:20]!r}", page(BODY, f"Content-Type: {kind}"), "is no web page")
    for kind in (
        "text/html; charset=utf-7",
        "text/html; charset=punycode",
        "text/html; charset=a\0b",
        "text/html; charset=" + "x" * 9000,
        "",
    ):
        yield sends(f"a page as {kind[:30]!r}", page(BODY, f"Content-Type: {kind}"), None)
    other = BODY.replace(b"Harbourton", "Zürich".encode("cp1252"))
    for charset in ("punycode", "idna", "unicode_escape", "zlib", "undefined", "utf-16"):
        yield Attack(
            f"an odd page as {charset}",
            lambda _, c=charset: [page(other, f"Content-Type: text/html; charset={c}")],
            "Zürich",
        )
    for status in ("404 \x1b[31mred\x07\u202e", "101 Switching Protocols", "999 No", "204 No Content", "401 Who"):
        yield sends(f"status {status[:12]!r}", page(BODY, 'WWW-Authenticate: Basic realm="x"', status=status), ANY)
    for name, answer in {
        "nothing": b"",
        "half a status line": b"HTTP/1.1 200",
        "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n",
        "a bare page": BODY,
        "bytes": bytes(range(256)) * 50,
        "HTTP/9.9": b"HTTP/9.9 200 OK\r\n\r\n" + BODY,
        "a negative status": b"HTTP/1.1 -200 OK\r\n\r\n" + BODY,
    }.items():
        yield sends(f"an answer of {name}", answer, ANY)
    deep = BODY.replace(b"<p>", b"<div>" * 20_000 + b"<p>")
    yield sends("elements 20,000 deep", page(deep), ANY)


def feeds(_: Extent) -> Iterator[Attack]:
    """Feeds that lead astray; one that leads to an article is read."""
    kind = "Content-Type: application/rss+xml"

    def leading_to(link: str) -> Callable[[str], Sent]:
        feed = f'<rss version="2.0"><channel><item><title>x</title><link>{link}</link></item></channel></rss>'.encode()
        return lambda head: [
            page(feed, kind) if " /a " in head else moved("http://inside.example/") if " /in" in head else
            page(b"", status="404 No") if "/robots.txt" in head else page(BODY)
        ]  # fmt: skip

    yield Attack("a feed that leads to an article", leading_to("/b"), None)
    for link in (
        "http://127.0.0.1/",
        "http://inside.example/",
        "http://cloud.example/",
        "/in",
        "//10.0.0.7/x",
        "http://[::1]/",
    ):
        yield Attack(f"a feed that leads to {link}", leading_to(link), PRIVATE)
    for link in ("file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "http://[", ""):
        yield Attack(f"a feed that leads to {link or 'nothing'}", leading_to(link), "leads to no web address")
    yield Attack("a feed that leads to itself", leading_to("/a"), "holds no article")
    yield Attack("a feed with a password in a link", leading_to("http://eve:x@other.example/b"), None)
    laughs = b"<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    yield sends(
        "a feed with entities",
        page(laughs + b"<rss><item><title>&b;&x;</title></item></rss>", kind),
        "declares entities",
    )
    yield sends("a feed of 200,000 items", page(b"<rss>" + b"<item/>" * 200_000 + b"</rss>", kind), "holds no article")
    yield sends("a feed 100,000 deep", page(b"<rss>" + b"<item>" * 100_000, kind), ANY)
    yield packed("a feed that is a bomb", gzip.compress(b"<rss>" + bytes(60_000_000)), "gzip", "larger than")


def secrets(_: Extent) -> Iterator[Attack]:
    """Answers that would like to have the password, or to leave a cookie; `_sent_too_much` looks at what came of it."""
    address = f"http://ada:{PASSWORD}@news.example/a"
    for name, location in {
        "host": "http://other.example/a",
        "port": "http://news.example:81/a",
        "own": "http://eve:x@other.example/a",
    }.items():
        yield Attack(
            f"a password taken to another {name}",
            lambda head, to=location: [moved(to) if "Host: news.example\r\n" in head else page(BODY)],
            None,
            address,
        )
    yield Attack(
        "a password in a message", lambda _: [moved(f"ftp://ada:{PASSWORD}@other.example/")], NO_ADDRESS, address
    )
    yield Attack(
        "a cookie",
        lambda head: [page(BODY) if "/b" in head else moved("/b").replace(b"\r\n\r\n", b"\r\nSet-Cookie: a=b\r\n\r\n")],
        None,
    )


class Site:
    """Servers of an attack: one outside that sends it, one outside to go to, and one inside, which nobody may ask."""

    def __init__(self, stack: ExitStack) -> None:
        self.attack: Attack | None = None
        self.outside, self.other = (stack.enter_context(RawServer(self._answer)) for _ in range(2))
        self.inside = stack.enter_context(RawServer(lambda _: [page(BODY)]))
        servers = {PUBLIC: self.outside.port, OTHER: self.other.port} | dict.fromkeys(INSIDE, self.inside.port)
        self.reached = stack.enter_context(made_up_network(NAMES, servers))

    def _answer(self, head: str) -> Sent:
        return self.attack.answer(head) if self.attack else []

    def fault_of(self, attack: Attack) -> str | None:
        """What an attack brought about that it must not."""
        for server in (self.outside, self.other, self.inside):
            server.asked.clear()
        self.reached.clear()
        self.attack, begun, before = attack, time.monotonic(), _memory()
        try:
            article = read(attack.address)
        except SourceError as refusal:
            fault = _wrong_refusal(attack, str(refusal))
        except BaseException as problem:
            fault = f"{type(problem).__name__}: {problem}"
        else:
            fault = _wrong_article(attack, article.text, article.source or "")
        seconds, memory = time.monotonic() - begun, _memory() - before
        if seconds > SECONDS + SLACK:
            return f"took {seconds:.1f} s"
        if memory > MEMORY:
            return f"took {memory // 1_000_000} MB"
        if strange := set(self.reached) - {PUBLIC, OTHER}:
            return f"went to {', '.join(sorted(strange))}"
        return self._sent_too_much() or fault

    def _sent_too_much(self) -> str | None:
        asked = self.outside.asked + self.other.asked
        if self.inside.asked or any("\nX: y" in head or "Cookie:" in head or "eve" in head for head in asked):
            return "asked inside, or sent what it was told to"
        others = [head for head in asked if "Host: news.example\r\n" not in head]
        return "a password went to another server" if any("Authorization" in head for head in others) else None


def _wrong_refusal(attack: Attack, message: str) -> str | None:
    place = attack.address.replace(f"ada:{PASSWORD}@", "")
    if attack.says is None:
        return f"refused: {message}"
    if not (message.startswith((f"{place}: ", f"{place}, ")) and message.isprintable() and len(message) < 800):
        return f"not a line that names it: {message[:300]!r}"
    return None if attack.says in message and PASSWORD not in message else f"refused in other words: {message[:300]}"


def _wrong_article(attack: Attack, text: str, source: str) -> str | None:
    if attack.says is not None and not (attack.says == "Zürich" and "Zürich" in text) and attack.says != ANY:
        return f"an article: {text[:80]!r}"
    if "would be closed for the winter" not in text or "root:" in text or PASSWORD in source:
        return f"not the right article: {text[:80]!r}"
    return None


def _memory() -> int:
    """The most memory that this process had, in bytes; 0 where the platform does not say."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


# Parts, each with an attack of it, and the program without what protects from that.
PARTS: list[tuple[Callable[[Extent], Iterator[Attack]], Attack, AbstractContextManager[object]]] = [
    (
        redirects,
        sends("a way inside", moved("http://127.0.0.1/secret"), PRIVATE),
        patch.object(_networks.Networks, "_enter", lambda *_: None),
    ),
    (cuts, packed("a cut page", GZ[:-900], "gzip"), patch.object(_unpacking.Unpacker, "end", lambda _: None)),
    (
        bombs,
        packed("a bomb", gzip.compress(bytes(60_000_000)), "gzip", "larger than"),
        patch.object(downloads, "MAX_BYTES", 10**9),
    ),
    (
        drips,
        Attack("a drip", lambda _: dripping(b"x", seconds=6.0), "does not answer"),
        patch.object(_connections._Deadline, "seconds_to_wait", lambda _: 9.0),
    ),
]


def attacks(extent: Extent) -> Iterator[Tried]:
    """Each part begins with a control: without what protects from it, the program must be seen to fail."""
    with ExitStack() as stack:
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            stack.enter_context(patch.dict(os.environ)).pop(name, None)
        limited = partial(downloads.download, seconds=SECONDS, silent_seconds=SECONDS)
        stack.enter_context(patch.object(downloads, "download", limited))
        site = Site(stack)
        site.fault_of(sends("a page, for what is loaded only once", page(BODY), None))
        for attack in (*contents(extent), *secrets(extent), *feeds(extent)):
            yield Tried(attack.name, site.fault_of(attack))
        for part, control, unprotected in PARTS:
            with unprotected:
                seen = site.fault_of(control)
            yield Tried(f"control: {control.name}", None if seen else "was not seen where nothing protects from it")
            for attack in part(extent):
                yield Tried(attack.name, site.fault_of(attack))
    yield from _by_command(extent)


def _by_command(extent: Extent) -> Iterator[Tried]:
    """The command as people call it, with addresses of a server of their own computer: one line for each that is refused."""
    answers = {"/good": page(BODY), "/cut": page(GZ[:-9], "Content-Encoding: gzip"), "/loop": moved("/loop"), "/gone": page(b"", status="404 No"),
               "/file": moved("file:///etc/passwd"), "/bomb": page(gzip.compress(bytes(60_000_000)), "Content-Encoding: gzip")}  # fmt: skip
    with RawServer(lambda head: [answers[unquote(head.split()[1])]]) as server:
        command = [
            sys.executable,
            "-m",
            "onrecord",
            "tables",
            *(f"http://ada:{PASSWORD}@127.0.0.1:{server.port}{path}" for path in answers),
        ]
        done = subprocess.run(
            [*command, "--to", str(extent.folder / "tables")],
            capture_output=True,
            text=True,
            timeout=120,
            env=os.environ | {"no_proxy": "127.0.0.1"},
        )
        lines = [line for line in done.stderr.splitlines() if "127.0.0.1" in line]
        for path in answers:
            named = [line for line in lines if f":{server.port}{path}:" in line]
            yield Tried(
                f"the command, {path}",
                None if len(named) == (path != "/good") else f"{len(named)} lines: {done.stderr[-500:]}",
            )
        written = "".join(path.read_bytes().decode("latin-1") for path in extent.folder.rglob("*") if path.is_file())
        is_kept = PASSWORD in done.stdout + done.stderr + written or re.search("Traceback", done.stderr)
        yield Tried(
            "the command, as a whole",
            None if done.returncode == 1 and not is_kept else f"code {done.returncode}: {done.stderr[-500:]}",
        )
