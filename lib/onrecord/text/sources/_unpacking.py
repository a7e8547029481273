"""Unpacking: a body as its server packed it, piece by piece, within a bound; one that breaks off is seen."""

from __future__ import annotations

import zlib

from urllib3.exceptions import IncompleteRead

GZIP = b"\x1f\x8b"
MAX_CODINGS = 2  # one over the other; no honest server uses more than one
SLICE = 4096  # bytes unpacked at a time: what stands behind the end of one gzip member is copied once per member
NOT_ASKED_FOR = frozenset("aes128gcm br compress dcb dcz exi pack200-gzip x-compress zstd".split())


class Unpacker:
    """Unpacks a body with the codings of a header Content-Encoding; a name that is no coding is passed over.

    Args:
        content_encoding: the header, "" for none.
        max_bytes: that the body, and each layer of it, may have when it is unpacked.

    Raises:
        ValueError: more codings than MAX_CODINGS, or one that was not asked for.
    """

    def __init__(self, content_encoding: str, max_bytes: int) -> None:
        codings = [coding.strip().lower() for coding in content_encoding.split(",")]
        for coding in codings:
            if coding in NOT_ASKED_FOR:
                raise ValueError(f"its page is packed as {coding}, which was not asked for")
        packed = [coding for coding in reversed(codings) if coding in ("gzip", "x-gzip", "deflate")]
        if len(packed) > MAX_CODINGS:
            raise ValueError(f"its page is packed {len(packed)} times over")
        self._layers = [(_Layer if coding == "deflate" else _Gzip)(max_bytes) for coding in packed]

    def unpack(self, piece: bytes) -> bytes:
        """What a piece of the body holds.

        Raises:
            ValueError: it is not packed as its header says.
            TooLarge: it holds too much, or one of its layers does.
        """
        try:
            for layer in self._layers:
                piece = layer.unpack(piece)
        except zlib.error as problem:
            raise ValueError(f"its page is not packed as its server says: {problem}") from None
        return piece

    def end(self) -> None:
        """Say that the body is over; IncompleteRead where something of it must still come."""
        for layer in self._layers:
            layer.end()


class TooLarge(Exception):
    """A body that unpacks to more bytes than it may have."""


class _Layer:
    """A zlib stream; or one of bare deflate, which some servers send under the same name."""

    def __init__(self, max_bytes: int) -> None:
        self._left = max_bytes
        self._start = b""  # what has come of a stream, as long as that is too short to tell what it is
        self._stream: zlib._Decompress | None = None
        self._is_over = False

    def unpack(self, piece: bytes) -> bytes:
        unpacked = bytearray()
        for start in range(0, len(piece), SLICE):
            rest = piece[start : start + SLICE]
            while rest and not self._is_over:
                rest = self._next(rest, unpacked)
        return bytes(unpacked)

    def _next(self, packed: bytes, unpacked: bytearray) -> bytes:
        """Unpack to the end of a stream, or as far as there is something; what stands behind that end."""
        if not self._stream:
            packed = self._start + packed
            if len(packed) < 2:
                self._start = packed
                return b""
            self._start = b""
            self._begin(packed[:2])
        if not self._stream:
            return b""
        piece = self._stream.decompress(packed, self._left + 1)
        unpacked += piece
        self._left -= len(piece)
        if self._left < 0:
            raise TooLarge
        if self._stream.eof:
            return self._stream_is_over(self._stream.unused_data)
        return b""

    def _begin(self, start: bytes) -> None:
        is_zlib = start[0] & 15 == zlib.DEFLATED and int.from_bytes(start) % 31 == 0
        self._stream = zlib.decompressobj(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)

    def _stream_is_over(self, rest: bytes) -> bytes:
        self._stream, self._is_over = None, True
        return b""

    def end(self) -> None:
        if self._stream or self._start:
            raise IncompleteRead(len(self._start), 1)


class _Gzip(_Layer):
    """Members of gzip, one after the other. What follows them and is none is passed over, as everybody does."""

    _has_member = False

    def _begin(self, start: bytes) -> None:
        if self._has_member and start != GZIP:
            self._is_over = True
        else:
            self._stream = zlib.decompressobj(zlib.MAX_WBITS + 16)

    def _stream_is_over(self, rest: bytes) -> bytes:
        self._stream, self._has_member = None, True
        return rest

    def end(self) -> None:
        if self._stream or self._start == GZIP[:1] or (self._start and not self._has_member):
            raise IncompleteRead(len(self._start), 1)
