"""Records of web archives (WARC): one after the other, none held as a whole, within bounds whatever they say of themselves."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from email.message import Message
from typing import BinaryIO

from onrecord.text.sources._unpacking import GZIP, TooLarge, Unpacker
from onrecord.text.sources.places import MAX_BYTES

MAX_HEADERS = 64_000  # bytes of the headers of a record or of an answer
BLANK_LINES = 9  # at most before a record; there ought to be two
PIECE = 1 << 18  # bytes of what is passed over that are read at once
MOST_RATIO = 200  # times that an archive may be larger unpacked
SMALL = 200_000_000  # bytes that it may have unpacked, whatever its size
MEDIA = re.compile(r"\s*([\w.+-]{1,80}/[\w.+-]{1,80})")
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]{0,9}(?:;[^\r\n]{0,200})?\r?\n")
END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


class BrokenArchive(Exception):
    """A web archive that breaks off, or is none; the message says what is wrong."""


class Record:
    """A record of a web archive, which is read at most once.

    Attributes:
        kind: `response`, `request`, `revisit`, ...
        address: what it is an answer of; "" where it does not say.
        headers: its own ones, names in lower case.
    """

    def __init__(self, headers: dict[str, str], opened: Stream) -> None:
        self.headers, self._opened = headers, opened
        self.kind = headers.get("warc-type", "")
        self.address = headers.get("warc-target-uri", "").strip("<>")  # as some versions of wget write it
        self._left = int(headers["content-length"])

    def read(self, size: int) -> bytes:
        """The next bytes of it, fewer at its end."""
        data = self._opened.read(min(size, self._left))
        self._left -= len(data)
        return data

    def pass_over(self) -> Iterator[int]:
        """Read to its end; yields how many bytes were read, piece by piece."""
        while self._left:
            data = self.read(PIECE)
            if not data:
                raise BrokenArchive("it breaks off in a record")
            yield len(data)


def records_of(opened: BinaryIO) -> Iterator[Record]:
    """The records of a web archive, packed with gzip or not, record by record or as a whole.

    Args:
        opened: the archive at its beginning.

    Raises:
        BrokenArchive: it breaks off, is no web archive, or unpacks to far more than its size.
    """
    is_packed = opened.read(2) == GZIP
    opened.seek(0)
    unpacked = Stream(gzip.GzipFile(fileobj=opened) if is_packed else opened)
    size = 0
    while headers := _headers(unpacked):
        record = Record(headers, unpacked)
        yield record
        for piece in record.pass_over():
            size += piece
            if is_packed and size > SMALL and size > MOST_RATIO * opened.tell():
                raise BrokenArchive(f"it is packed more than {MOST_RATIO} times over")


class Stream:
    """An archive without its packing; where it breaks off, BrokenArchive says so."""

    def __init__(self, opened: BinaryIO | gzip.GzipFile) -> None:
        self._opened = opened

    def read(self, size: int) -> bytes:
        """The next bytes, fewer at the end."""
        return self._unpacked(self._opened.read, size)

    def readline(self, size: int) -> bytes:
        """The next line, or as much of it."""
        return self._unpacked(self._opened.readline, size)

    @staticmethod
    def _unpacked(read: Callable[[int], bytes], size: int) -> bytes:
        try:
            return read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
            raise BrokenArchive(f"it breaks off ({problem})") from None


def _headers(opened: Stream) -> dict[str, str] | None:
    """The headers of the next record; None where none follows."""
    lines = (opened.readline(MAX_HEADERS) for _ in range(BLANK_LINES))
    line = next((line for line in lines if line not in (b"\r\n", b"\n")), b"?")
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise BrokenArchive("no record begins where one must")
    headers: dict[str, str] = {}
    size = 0
    while (line := opened.readline(MAX_HEADERS)).strip():
        size += len(line)
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if size > MAX_HEADERS:
            raise BrokenArchive("the headers of a record are too long")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    if not re.fullmatch(r"[0-9]{1,15}", headers.get("content-length", "")):
        raise BrokenArchive("it breaks off, or a record does not say how long it is")
    return headers


class Answer:
    """An answer of a server, as an archive keeps it.

    Attributes:
        status: such as 200; 0 where it has none.
        media_type: such as `text/html`; "" where it says none.
        charset: that it says.
    """

    def __init__(self, record: Record) -> None:
        start = record.read(MAX_HEADERS) if record.kind == "response" else b""
        end = END_OF_HEADERS.search(start)
        self._record, self._start = record, start[end.end() :] if end else b""
        lines = (start[: end.start()] if end else b"").decode("latin-1").splitlines()
        self._headers = Message()
        for line in lines[1:]:
            name, colon, value = line.partition(":")
            if colon:
                self._headers[name.strip()] = value.strip()
        if record.kind == "resource":  # kept without headers
            self.status, stated = 200, record.headers.get("content-type", "")
        else:
            status = re.match(r"HTTP/\d(?:\.\d)? (\d{3})", lines[0]) if lines else None
            self.status, stated = int(status[1]) if status else 0, self._headers.get("Content-Type", "")
        media = MEDIA.match(stated)
        charset = re.search(r"(?i)charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", stated)
        self.media_type = media[1].lower() if media else ""
        self.charset = charset[1] if charset else None

    def body(self) -> bytes:
        """What the server sent, unpacked.

        Raises:
            ValueError: it is packed in a way that is not read, or not as it says.
            TooLarge: it has more than MAX_BYTES, packed or not.
        """
        data = self._start + self._record.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise TooLarge
        if self._headers.get("Transfer-Encoding", "").lower() == "chunked":
            data = _joined(data)
        coding = self._headers.get("Content-Encoding", "")
        if data.lstrip()[:1] == b"<":  # many archives keep the page unpacked and the header as it was
            return data
        return Unpacker(coding, MAX_BYTES).unpack(data)


def _joined(data: bytes) -> bytes:
    """The chunks of a body put together; it itself where it is not in chunks, as many archives keep it."""
    pieces: list[bytes] = []
    place = 0
    while match := CHUNK.match(data, place):
        size = int(match[1], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(data[match.end() : match.end() + size])
        place = match.end() + size + 2
    return b"".join(pieces) if pieces else data
