"""Looks: what a file is by what is in it, whatever its name says, where that is certain."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

from onrecord.text.sources.formats.kinds import LOOKED_AT, signed
from onrecord.text.sources.formats.zip_files import NoZip, open_zip
from onrecord.text.sources.source_files import SourceFile

PAGE = re.compile(r"\s*(<(\?xml|!--)[^>]{0,500}>\s*){0,3}<(!doctype\s+html|html)\b", re.IGNORECASE)
HEADER = re.compile(r"([!-9;-~]{1,80}):|[ \t]")
MAILED = {"mime-version", "received", "message-id", "return-path", "delivered-to"}
SENT = {"received", "message-id", "return-path", "delivered-to", "to"}
PAGE_OF_OFFICE = re.compile(rb"<\?mso-application|<w:wordDocument|schemas-microsoft-com:office:spreadsheet")
STREAMS = {  # names in an old Office file -> suffix of what has them
    "EncryptedPackage": ".locked",
    "WordDocument": ".doc",
    "Workbook": ".xls",
    "Book": ".xls",
    "PowerPoint Document": ".ppt",
    "__properties_version1.0": ".msg",
}
OFFICE = "[Content_Types].xml"
MEMBERS = {  # suffix -> names of members, or of folders of them, that all its zips have
    ".docx": (OFFICE, "word/"),
    ".xlsx": (OFFICE, "xl/"),
    ".pptx": (OFFICE, "ppt/"),
    ".xps": (OFFICE, "Documents/"),
    ".pages": ("Index/Document.iwa",),
    ".epub": ("META-INF/container.xml",),
    ".jar": ("META-INF/MANIFEST.MF",),
    ".qdpx": ("project.qde",),
    ".wacz": ("datapackage.json", "archive/"),
}
MIME_TYPES = {  # what the first member of a zip says that it is
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
    b"application/epub+zip": ".epub",
}
EDGE = 1 << 19  # bytes at both ends of an old Office file in which the names of its streams are looked for


def looks_like(file: SourceFile) -> str | None:
    """The suffix of what a file is by what is in it, None where that is not certain.

    Args:
        file: a regular one, or a member of an archive.

    Returns:
        One of `file_kinds.csv`. Plain text, tables and JSON have no signature: None.

    Raises:
        OSError, SourceError: it cannot be opened.
    """
    with file.open() as opened:
        head = opened.read(LOOKED_AT)
        suffix = signed(head)
        if suffix == ".zip":
            return _of_zip(opened, head)
        if suffix == ".gz":
            return ".warc.gz" if _unpacked(head).startswith(b"WARC/") else ".gz"
        if suffix == ".ole":
            return _of_streams(opened)
        if suffix in (None, ".xml"):
            return _of_text(head) or suffix
        return suffix


def _of_text(head: bytes) -> str | None:
    """Web pages, saved ones, mails and mailboxes; None for other texts."""
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if marked else "utf-8-sig", "replace")
    if PAGE.match(text):
        return ".html"
    if PAGE_OF_OFFICE.search(head):
        return ".ole"
    first, _, others = text.partition("\n")
    if first.startswith("From ") and MAILED & _headers(others).keys():
        return ".mbox"
    headers = _headers(text)
    if not MAILED & headers.keys():
        return None
    is_page = headers.get("content-type", "").lower().startswith(("multipart/related", "text/html"))
    is_saved = "snapshot-content-location" in headers or headers.get("from", "").startswith("<Saved by")
    return ".mhtml" if is_saved or (is_page and not SENT & headers.keys()) else ".eml"


def _headers(text: str) -> dict[str, str]:
    """The headers with which a mail begins, in lower case, as far as they go; none where a line is none before they end."""
    headers: dict[str, str] = {}
    for line in text.splitlines()[:-1]:
        if not line.strip():
            break
        match = HEADER.match(line)
        if match is None:
            return {}
        if match[1]:
            headers.setdefault(match[1].lower(), line[match.end() :].strip())
    return headers


def _of_zip(opened: BinaryIO, head: bytes) -> str:
    """What kind of zip it is; `.zip` for one of any files, and for one that is broken."""
    for mime, suffix in MIME_TYPES.items():
        if head[30:].startswith(b"mimetype" + mime):
            return suffix
    try:
        names = open_zip(opened).namelist()
    except NoZip:
        return ".zip"
    parts = {*names, *(name[: name.index("/") + 1] for name in names if "/" in name)}
    return next((suffix for suffix, needed in MEMBERS.items() if parts.issuperset(needed)), ".zip")


def _of_streams(opened: BinaryIO) -> str:
    """What kind of old Office file it is, by the names of its streams."""
    opened.seek(0)
    data = opened.read(EDGE)
    end = opened.seek(0, 2)
    opened.seek(max(EDGE, end - EDGE))
    data += opened.read(EDGE)
    # In the order of the table: a workbook may lie in a document.
    found = (suffix for name, suffix in STREAMS.items() if name.encode("utf-16-le") + b"\0\0" in data)
    return next(found, ".ole")


def _unpacked(head: bytes) -> bytes:
    """The first bytes of what is packed with gzip."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(head, 16)
    except zlib.error:
        return b""
