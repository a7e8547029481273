"""MIME: mails and saved pages taken apart into their parts, within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesFeedParser

from onrecord.text.article import LONGEST_NAME, SourceError
from onrecord.text.sources.encodings import decode_as, decode_page
from onrecord.text.sources.places import MAX_BYTES, too_large
from onrecord.text.sources.source_files import SourceFile

MAX_MAIL = 2 * MAX_BYTES  # bytes: attachments are packed into a third more
MOST_PARTS = 1_000
MOST_BOUNDARIES = 200  # of parts in parts; each line is compared with all of them
LONGEST_LINE = 5_000_000  # bytes; the parser takes ten times as much for it
MOST_LINES = 1_500_000  # each takes some memory of its own; those of a packed attachment have 76 characters
MOST_COMPARED = 50_000_000  # lines times boundaries
PIECE = 1 << 18  # bytes that are read at once


def message_of(file: SourceFile, place: str, *, may_break_off: bool = False) -> Message:
    """The message that a file holds.

    Args:
        file: a mail, or a page saved as one.
        place: what an error calls it.
        may_break_off: whether of a file that is larger than MAX_MAIL its beginning is read, instead of an error.

    Raises:
        SourceError: it is empty, larger than MAX_MAIL, or has too many parts in parts.
    """
    size = n_boundaries = n_lines = line = 0
    parser = BytesFeedParser()
    try:
        with file.open() as opened:
            while piece := opened.read(PIECE):
                size += len(piece)
                n_lines += piece.count(b"\n")
                line = line + len(piece) if b"\n" not in piece else len(piece) - piece.rindex(b"\n")
                n_boundaries += len(re.findall(rb"boundary", piece, re.IGNORECASE))
                if size > MAX_MAIL and may_break_off:
                    break
                if size > MAX_MAIL or line > LONGEST_LINE:
                    raise too_large(place, MAX_MAIL if size > MAX_MAIL else LONGEST_LINE)
                if n_boundaries > MOST_BOUNDARIES or n_lines > MOST_LINES or n_boundaries * n_lines > MOST_COMPARED:
                    raise _too_many(place)
                parser.feed(piece)
        message = parser.close()
    except RecursionError:
        raise _too_many(place) from None
    if not size:
        raise SourceError(f"{place}: is empty. Give a file with text in it.")
    return message


def leaves(message: Message, place: str) -> Iterator[Message]:
    """The parts of a message that have no parts, in order; a mail in a mail is one, and is not looked into.

    Raises:
        SourceError: there are more than MOST_PARTS.
    """
    left = [message]
    n = 0
    while left:
        part = left.pop()
        n += 1
        if n > MOST_PARTS:
            raise _too_many(place)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            left += reversed([child for child in part.get_payload() if isinstance(child, Message)])
        else:
            yield part


def bytes_of(part: Message) -> bytes:
    """What a part holds, its transfer encoding undone; b"" for one that cannot be."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        return inner.as_bytes() if isinstance(inner, Message) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def text_of(part: Message, place: str) -> str:
    """The text of a part, line ends made `\\n`.

    Raises:
        SourceError: its encoding cannot be told, or it is no text.
    """
    text = decode_page(bytes_of(part), part.get_content_charset(), place)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def header(message: Message, name: str) -> str:
    """A header in one line, as it is meant; "" where there is none or it is too long to be one."""
    for key, raw in message.raw_items():
        if key.lower() == name.lower():
            value = _as_characters(str(raw))
            return " ".join(_decoded(value).split()) if len(value) <= LONGEST_NAME else ""
    return ""


def _as_characters(raw: str) -> str:
    """A header whose bytes beyond ASCII stand in it as half pairs: UTF-8 or Windows-1252, as mails have it unasked."""
    data = raw.encode("utf-8", "surrogateescape")
    return decode_as(data, "utf-8") or decode_as(data, "cp1252") or ""


def _decoded(value: str) -> str:
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(
        piece if isinstance(piece, str) else decode_as(piece, charset or "latin-1") or piece.decode("utf-8", "replace")
        for piece, charset in pieces
    )


def _too_many(place: str) -> SourceError:
    return SourceError(f"{place}: has too many parts for a mail or a page. Save the article's words as a .txt file.")
