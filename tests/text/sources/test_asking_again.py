"""Retries of addresses: what may pass is tried again, within one total time; what is said for good is not."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from made_up_texts import PROSE

from onrecord.text import SourceError, read_many
from onrecord.text.sources import _retries
from onrecord.text.sources.downloads import download

GOOD = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {len(PROSE)}\r\n\r\n{PROSE}".encode()
BUSY = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n%s\r\n"


class Server:
    """Answers each connection with the next of its bytes, and remembers how many came."""

    def __init__(self, answers: list[bytes]) -> None:
        self.answers, self.asked = answers, 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/a"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                reader, _ = self.socket.accept()
            except OSError:
                return
            with reader:
                reader.recv(65_536)
                self.asked += 1  # before the answer: who has that may look at once
                reader.sendall(self.answers[min(self.asked, len(self.answers)) - 1])


@pytest.fixture
def serve(monkeypatch) -> Iterator[type[Server]]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    servers: list[Server] = []
    yield lambda *answers: servers.append(Server(list(answers))) or servers[-1]
    for server in servers:
        server.socket.close()


@pytest.fixture
def waits(monkeypatch) -> list[float]:
    """The waits between tries, which take no time here."""
    waits: list[float] = []
    monkeypatch.setattr(_retries.time, "sleep", waits.append)
    return waits


@pytest.mark.parametrize(
    "bad",
    [
        b"HTTP/1.1 429 Slow down\r\n\r\n",
        b"HTTP/1.1 500 Oh\r\n\r\n",
        BUSY % b"",
        BUSY % b"Retry-After: soon\r\n",
        GOOD[:-1],  # broken off
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"",  # hung up
    ],
)
def test_what_may_pass_is_tried_again_after_waits_that_double(serve, waits, bad):
    server = serve(bad, bad, bad, GOOD)
    failures: list[SourceError] = []
    assert list(read_many([server.address], failures.append, retries=2)) == [] and len(failures) == 1
    assert (server.asked, waits) == (3, [1, 2])
    assert [article.text for article in read_many([server.address], retries=0)] == [PROSE]


@pytest.mark.parametrize(
    "bad",
    [
        b"HTTP/1.1 404 Gone\r\n\r\n",
        b"HTTP/1.1 501 No\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n",
        b"HTTP/1.1 302 Moved\r\nLocation: file:///etc/hosts\r\n\r\n",
    ],
)
def test_what_is_said_for_good_is_not_tried_again(serve, waits, bad):
    server = serve(bad, GOOD)
    with pytest.raises(SourceError):
        download(server.address, retries=5)
    assert (server.asked, waits) == (1, [])


HUGE = b"9" * 400, b"9" * 5_000, b"-" + b"9" * 400


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize(
    "answer",
    [
        BUSY % b"Retry-After: %s\r\n",
        BUSY % b"Retry-After: Thu, %s Mar 2022 10:15:00 GMT\r\n",
        b"HTTP/1.1 %s OK\r\n\r\n",
        b"HTTP/%s OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %s\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset*%s*=utf-8''x\r\n\r\nshort",
        b"HTTP/1.1 302 Moved\r\nLocation: http://127.0.0.1:%s/\r\n\r\n",
    ],
)
def test_a_number_of_an_answer_that_is_too_large_costs_its_source(serve, waits, answer, number):
    failures: list[SourceError] = []
    addresses = [serve(answer % number).address, serve(GOOD).address]
    found = [article.text for article in read_many(addresses, failures.append, retries=1)]
    assert found[-1] == PROSE and len(found) + len(failures) == 2 and all(len(str(each)) < 600 for each in failures)


@pytest.mark.parametrize("size", [b"-1", b"-5", b"-" + b"9" * 400])
def test_a_piece_with_fewer_than_no_bytes_is_not_read_for_ever(serve, waits, size):
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n%s"
    with pytest.raises(SourceError, match="broke off"):
        download(serve(chunked % (size, b"x" * 1_000)).address)


def test_names_and_addresses_that_are_none_are_not_tried_again(waits):
    for address in ("http://[", "http://größe..de/"):
        with pytest.raises(SourceError):
            download(address, retries=5)
    assert waits == []


def test_a_server_may_ask_to_wait_but_not_beyond_the_total_time(serve, waits):
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True).encode()
    server = serve(BUSY % b"Retry-After: 7\r\n", BUSY % b"Retry-After: %s\r\n" % soon, BUSY % b"", GOOD)
    assert download(server.address, retries=3).data == PROSE.encode()
    assert waits[0] == 7 and 90 < waits[1] <= 100 and waits[2] == 4
    del waits[:]
    server = serve(BUSY % b"Retry-After: 86400\r\n", GOOD)
    with pytest.raises(SourceError, match="503 Busy"):
        download(server.address, retries=3)
    assert (server.asked, waits) == (1, [])


def test_no_try_begins_after_the_total_time(serve, monkeypatch):
    monkeypatch.setattr(_retries, "pauses", lambda retries: [0.1] * retries)
    monkeypatch.setattr(_retries, "TOTAL_SECONDS", 0.5)
    server, began = serve(BUSY % b""), time.monotonic()
    with pytest.raises(SourceError):
        download(server.address, retries=1000, seconds=0.4)
    assert time.monotonic() - began < 3 and 1 < server.asked < 10
