"""Encodings: bytes to text, by their byte order mark, as UTF-8, as Windows-1252, or as statistics say."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.text.article import SourceError
from onrecord.text.sources.formats.kinds import LOOKED_AT, kinds, signed
from onrecord.text.sources.places import place_name
from onrecord.text.sources.source_files import SourceFile

TEXT_PER_CONTROL = 100  # characters for each control character; with fewer it is no text
LETTERS_PER_ACCENT = 5  # with fewer, it is another encoding than Windows-1252
GUESSED_BYTES = 200_000  # enough for charset-normalizer to tell an encoding by
TABLE_BYTES = 1_000_000  # of a table that are decoded at a time

_SAVE_AS_TEXT = "Save the article's words as a .txt or .html file."
BYTE_ORDER_MARKS = {  # the longer ones first: two of them begin alike
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

# What Python can decode too, and what no page is written in: ways to write names and literals; one takes quadratic time.
NO_ENCODINGS = frozenset("punycode idna unicode-escape raw-unicode-escape utf-7 undefined mbcs oem".split())


def decode(data: bytes, place: str) -> str:
    """Turn bytes into text: by their byte order mark, as UTF-8, as Windows-1252, or as charset-normalizer says.

    Raises:
        SourceError: they are no text, or in an encoding that cannot be told.
    """
    suffix = signed(data[:LOOKED_AT])
    if suffix and suffix != ".xml":  # web pages may be XML
        raise SourceError(f"{place}: is {kinds()[suffix].words}, not text. {_SAVE_AS_TEXT}")
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    if b"\0" in data and not marked:
        raise SourceError(f"{place}: holds binary data, not text. {_SAVE_AS_TEXT}")
    text = decode_as(data, marked) if marked else _decode_unmarked(data)
    if text is None:
        raise SourceError(f"{place}: its encoding cannot be told. Save it again as UTF-8.")
    controls = sum(c < " " and c not in "\t\n\r\v\f\x1b" for c in text)
    if controls > len(text) / TEXT_PER_CONTROL:
        raise SourceError(f"{place}: holds binary data, not text. {_SAVE_AS_TEXT}")
    return text


def decode_page(data: bytes, charset: str | None, place: str) -> str:
    """Turn a web page into text: UTF-8 if it is that, whatever it claims; else as the server or it says; else as any text.

    Args:
        data: the page.
        charset: the encoding that the server states; None where it states none.
        place: what an error calls it.
    """
    text = None if data.startswith(tuple(BYTE_ORDER_MARKS)) else decode_as(data, "utf-8-sig")
    for name in (charset, declared_encoding(data)):
        if text is None and name and not name.lower().startswith(("utf-16", "utf-32")):
            text = decode_as(data, _meant_by(name))
    return text if text is not None and "\0" not in text else decode(data, place)


def declared_encoding(page: bytes) -> str | None:
    """The encoding that the beginning of a page states; None where it states none that there is."""
    declared = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{1,40})", page[:4000], re.IGNORECASE)
    name = _meant_by(declared.group(1).decode()) if declared else None
    return name if name and decode_as(b"", name) is not None else None


def _meant_by(encoding: str) -> str:
    """Browsers read Latin-1 as Windows-1252, and so pages that say Latin-1 mean."""
    return "cp1252" if encoding.lower() in ("iso-8859-1", "latin-1", "latin1", "ascii") else encoding


def table_encoding(table: SourceFile) -> str:
    """The encoding of a table that may be too large to decode at once: UTF-8 unless its bytes say otherwise.

    Where they are no UTF-8 throughout, all of them are asked: a broken byte of a table in UTF-8 costs its own row.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = broken = 0  # characters beyond ASCII, and bytes that are none
    odd: bytes | None = None  # the first piece that is not UTF-8
    for number, piece in enumerate(_pieces(table)):
        if not number and piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        text = decoder.decode(piece)
        if text.isascii():
            continue
        replaced = text.count("\ufffd") - piece.count("\ufffd".encode())
        broken += max(replaced, 0)
        good += len(text) - len(text.encode("ascii", "ignore")) - max(replaced, 0)
        odd = piece if odd is None and replaced > 0 else odd
    return "utf-8-sig" if odd is None or good > broken else _encoding_of_piece(odd, table.path)


def _pieces(table: SourceFile) -> Iterator[bytes]:
    with table.open() as file:
        while piece := file.read(TABLE_BYTES):
            yield piece


def decode_as(data: bytes, encoding: str) -> str | None:
    """The text of bytes in an encoding; None where they are not in it, or there is none of that name."""
    try:
        return None if codecs.lookup(encoding).name in NO_ENCODINGS else data.decode(encoding)
    except (ValueError, LookupError):
        return None


def _decode_unmarked(data: bytes) -> str | None:
    text = _as_utf8(data)
    text = _as_windows(data) if text is None else text
    return _by_statistics(data) if text is None else text


def _encoding_of_piece(piece: bytes, path: Path) -> str:
    """The encoding of a part of a table that is not UTF-8 throughout."""
    if _as_utf8(piece) is not None:
        return "utf-8-sig"
    if _as_windows(piece) is not None:
        return "cp1252"
    if encoding := _likely_encoding(piece):
        return encoding
    raise SourceError(f"{place_name(path)}: its encoding cannot be told. Save it again as UTF-8.")


def _as_utf8(data: bytes) -> str | None:
    """UTF-8, also with a few broken bytes (a cut download), which become U+FFFD; not another encoding taken for it."""
    text = data.decode("utf-8-sig", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    good = sum(c > "\x7f" for c in text) - text.count("\ufffd")
    return text if broken == 0 or good > broken else None


def _as_windows(data: bytes) -> str | None:
    """Windows-1252, where its letters stand as in a European language.

    Other encodings read as this one give capitals inside words, capitals on their own, or nothing but accents.
    """
    text = decode_as(data, "cp1252")
    if text is None or re.search(r"[a-z][À-Þ]|[À-Þ](?![A-Za-zß-ÿ’'.])", text):
        return None
    letters = sum(c.isalpha() for c in text)
    accented = sum(c.isalpha() and c > "\x7f" for c in text)
    return text if accented <= letters / LETTERS_PER_ACCENT else None


def _by_statistics(data: bytes) -> str | None:
    encoding = _likely_encoding(data)
    return decode_as(data, encoding) if encoding else None


def _likely_encoding(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:GUESSED_BYTES]).best()
    return best.encoding if best else None
