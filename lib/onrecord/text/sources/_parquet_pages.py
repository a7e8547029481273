"""Pages of a Parquet file: how much memory each of them takes, which its header says, before any of them is unpacked.

A page is unpacked as a whole, and a file of some kilobytes can hold one of gigabytes. What the end of the file says of its
columns may be made up, and nobody unpacks by it; the header of each page is what counts.
https://parquet.apache.org/docs/file-format/data-pages/ and the compact protocol of Thrift, in which headers are written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pyarrow.parquet import ColumnChunkMetaData

STOP, TRUE, FALSE, BYTE, DOUBLE, BINARY, STRUCT = 0, 1, 2, 3, 7, 8, 12
NUMBERS = (4, 5, 6)  # of 16, 32 and 64 bits
UNPACKED, PACKED = 2, 3  # fields of a header
END = 8  # bytes: how long what the file says of itself is, and PAR1


class BadPage(Exception):
    """A header of a page that cannot be one."""


def end_size(file: BinaryIO) -> int:
    """How many bytes what a file says of itself has, as its last bytes say; 0 where they are none of a Parquet file."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - END))
    stated, sign = int.from_bytes(file.read(4), "little"), file.read(4)
    return stated if sign == b"PAR1" and stated < size else 0


def largest_page(file: BinaryIO, columns: Iterable[ColumnChunkMetaData]) -> int:
    """The bytes of the largest page of some columns of a row group when it is unpacked.

    Raises:
        BadPage: a header cannot be read.
    """
    return max((size for column in columns for size in _page_sizes(file, column)), default=0)


def _page_sizes(file: BinaryIO, column: ColumnChunkMetaData) -> Iterator[int]:
    # 0: a column without values has no page of data.
    place = min(filter(None, (column.dictionary_page_offset, column.data_page_offset)), default=0)
    end = place + column.total_compressed_size
    while place < end:
        file.seek(place)
        header = _struct(file)
        unpacked, packed = header.get(UNPACKED, -1), header.get(PACKED, -1)
        if unpacked < 0 or packed < 0:
            raise BadPage(f"a page at byte {place:,} has no size")
        yield unpacked
        place = file.tell() + packed


def _struct(file: BinaryIO, depth: int = 0) -> dict[int, int]:
    """The whole numbers of a structure, by the number of their field; what else it holds is passed over."""
    found, field = {}, 0
    while kind := _byte(file):
        field = field + (kind >> 4) if kind >> 4 else _number(file)
        kind &= 15
        if kind in NUMBERS:
            found[field] = _number(file)
        elif kind == BINARY:
            file.seek(_unsigned(file), os.SEEK_CUR)
        elif kind in (BYTE, DOUBLE):
            file.seek(1 if kind == BYTE else 8, os.SEEK_CUR)
        elif kind == STRUCT and depth < 3:
            _struct(file, depth + 1)
        elif kind not in (TRUE, FALSE):
            raise BadPage(f"its header before byte {file.tell():,} is none")
    return found


def _number(file: BinaryIO) -> int:
    unsigned = _unsigned(file)
    return (unsigned >> 1) ^ -(unsigned & 1)


def _unsigned(file: BinaryIO) -> int:
    number = shift = 0
    while shift < 70:
        byte = _byte(file)
        number |= (byte & 127) << shift
        if byte < 128:
            return number
        shift += 7
    raise BadPage(f"a number before byte {file.tell():,} does not end")


def _byte(file: BinaryIO) -> int:
    byte = file.read(1)
    if not byte:
        raise BadPage("the file breaks off")
    return byte[0]
