"""Zip files: opened within bounds, whatever they say of themselves."""

from __future__ import annotations

import struct
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

MAX_DIRECTORY = 8_000_000  # bytes of the list of members: some 60,000 articles; each takes ten times as much in memory
END = b"PK\x05\x06"
END_SIZE, LONGEST_COMMENT = 22, 65_535
LARGE_END = b"PK\x06\x06"  # of a zip64; it stands before the other end, and is read whether that asks for it or not
LARGE_END_SIZE = 76  # with what leads to it


class NoZip(Exception):
    """A zip that cannot be opened; the message says what is wrong with it."""


def open_zip(opened: BinaryIO) -> ZipFile:
    """Open a zip; its list of members is read, nothing else.

    Args:
        opened: a file that can be sought in. The caller closes it.

    Raises:
        NoZip: it is none, breaks off, or its list of members is larger than MAX_DIRECTORY.
        OSError: it cannot be read.
    """
    size = _directory_size(opened)
    if size > MAX_DIRECTORY:
        raise NoZip(f"its list of members has {size:,} bytes, more than {MAX_DIRECTORY:,}")
    try:
        return ZipFile(opened)
    except (BadZipFile, ValueError, EOFError, NotImplementedError, struct.error) as problem:
        raise NoZip(f"it is broken ({problem})") from problem


def _directory_size(opened: BinaryIO) -> int:
    """How many bytes a zip says that its list of members has."""
    tail_size = END_SIZE + LONGEST_COMMENT + LARGE_END_SIZE
    opened.seek(max(0, opened.seek(0, 2) - tail_size))
    tail = opened.read(tail_size)
    place = tail.rfind(END)
    if place < 0 or len(tail) < place + END_SIZE:
        raise NoZip("it breaks off, or is none: the list of its members is not there")
    size: int = struct.unpack_from("<L", tail, place + 12)[0]
    large = tail.rfind(LARGE_END, 0, place)
    return max(size, struct.unpack_from("<Q", tail, large + 40)[0]) if 0 <= large <= place - 48 else size
