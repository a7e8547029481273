"""Servers that send whatever bytes they are told to, and names that stand for made-up addresses."""

from __future__ import annotations

import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from unittest.mock import patch

from onrecord.text.sources import _connections

# What a server sends: pieces, and pauses in seconds between them.
Sent = Iterable[bytes | float]

DRIP = 0.02  # seconds between the pieces of a drip


class RawServer:
    """A server on loopback, in threads of its own; it remembers what it was asked.

    Args:
        answer: what it sends, given the head of a request; a connection is closed behind that.
        tls: with a certificate, for https.
        hears: whether it waits for a request before it sends.
        says_goodbye: whether it ends TLS as it should.
    """

    def __init__(
        self,
        answer: Callable[[str], Sent],
        tls: ssl.SSLContext | None = None,
        *,
        hears: bool = True,
        says_goodbye: bool = False,
    ) -> None:
        self.asked: list[str] = []
        self._answer, self._tls, self._hears, self._says_goodbye = answer, tls, hears, says_goodbye
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._socket.getsockname()[1]
        self.site = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> RawServer:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                reader, _ = self._socket.accept()
                threading.Thread(target=self._talk, args=[reader], daemon=True).start()

    def _talk(self, reader: socket.socket) -> None:
        with suppress(OSError), reader:
            reader.settimeout(20)
            stream = self._tls.wrap_socket(reader, server_side=True) if self._tls else reader
            with stream:
                head = b""
                while self._hears and b"\r\n\r\n" not in head:
                    if not (more := stream.recv(65_536)):
                        return
                    head += more
                self.asked.append(head.decode("latin-1"))
                for piece in self._answer(self.asked[-1]):
                    if isinstance(piece, float):
                        time.sleep(piece)
                    else:
                        stream.sendall(piece)
                if self._says_goodbye and isinstance(stream, ssl.SSLSocket):
                    stream.unwrap()


def dripping(piece: bytes, before: bytes = b"", seconds: float = 10.0) -> Iterator[bytes | float]:
    """Something, and then the same piece again and again, with pauses."""
    yield before
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield piece
        yield DRIP


def page(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer: the body as HTML, with its length unless a header says otherwise."""
    lines = [f"HTTP/1.1 {status}", *headers]
    names = {line.split(":")[0].lower() for line in lines}
    if "content-type" not in names:
        lines.append("Content-Type: text/html; charset=utf-8")
    if not names & {"content-length", "transfer-encoding"}:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def moved(location: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return page(b"", f"Location: {location}", status=status)


def chunked(*chunks: bytes) -> bytes:
    """A body in chunks, with the last one."""
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


@contextmanager
def made_up_network(
    names: Mapping[str, list[str] | Callable[[], list[str]]], servers: Mapping[str, int]
) -> Iterator[list[str]]:
    """Names that stand for any addresses, of which some lead to servers on loopback, and all others to nothing.

    Args:
        names: the addresses of each; what is no name here, the computer looks up.
        servers: the ports on loopback behind addresses.

    Yields:
        The addresses that were connected to, one after the other.
    """
    real_look_up = socket.getaddrinfo
    reached: list[str] = []

    def look_up(host, port, *args, **options):
        found = names.get(host.lower().rstrip("."))
        if found is None:
            return real_look_up(host, port, *args, **options)
        return [_found(name, port) for name in (found() if callable(found) else found)]

    def connect(self, address):
        reached.append(address[0])
        if address[0] not in servers:
            raise ConnectionRefusedError(111, "Connection refused")
        plain = socket.create_connection(("127.0.0.1", servers[address[0]]), 5)
        os.dup2(plain.fileno(), self.fileno())
        plain.close()

    with patch.object(socket, "getaddrinfo", look_up), patch.object(_connections._Socket, "connect", connect):
        yield reached


def _found(name: str, port: int) -> tuple[object, ...]:
    """An address as `socket.getaddrinfo` gives it, also on a computer without IPv6."""
    if ":" in name:
        return socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (name, port, 0, 0)
    return socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (name, port)
