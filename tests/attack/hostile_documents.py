"""Hostile documents: articles as a word processor or Nexis would write them, with payloads in every field."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what no XML can hold


def write_documents(folder: Path, number: int, row: Mapping[str, str]) -> list[tuple[str, Path]]:
    """Write an article in every format; what kind each is, and where it lies."""
    made = {ending: folder / f"{number}.{ending}" for ending in ("docx", "odt", "rtf")}
    nexis = folder / f"{number}.nexis.docx"
    title, text = row["title"], row["text"].split("\n\n")
    write_docx(made["docx"], title, [title, *text])
    write_odt(made["odt"], title, [title, *text])
    made["rtf"].write_bytes(as_rtf(title, [title, *text]))
    fields = [f"Section: {row['url']}; Pg. 1", f"Byline: {row['author']}", "Length: 9 words", "Body"]
    write_docx(
        nexis, title, [title, row["outlet"], "May 4, 2031", *fields, *text, "Load-Date: May 5, 2031", "End of Document"]
    )
    return [*made.items(), ("nexis", nexis)]


def write_docx(path: Path, title: str, paragraphs: list[str]) -> None:
    """A Word document."""
    body = "".join(f"<w:p><w:r><w:t>{_xml(words)}</w:t></w:r></w:p>" for words in paragraphs)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        archive.writestr(
            "docProps/core.xml", f'<a xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>{_xml(title)}</d:title></a>'
        )


def write_odt(path: Path, title: str, paragraphs: list[str]) -> None:
    """An OpenDocument text."""
    body = "".join(f"<t:p>{_xml(words)}</t:p>" for words in paragraphs)
    names = f'xmlns:o="{OASIS}:office:1.0" xmlns:t="{OASIS}:text:1.0"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml", f"<o:document-content {names}><o:body><o:text>{body}</o:text></o:body></o:document-content>"
        )


def as_rtf(title: str, paragraphs: list[str]) -> bytes:
    """An RTF document; each character beyond ASCII as a code unit of UTF-16."""
    body = "\\par\n".join(map(_escaped, paragraphs))
    return f"{{\\rtf1\\ansi{{\\info{{\\title {_escaped(title)}}}}}\n{body}\\par}}".encode("ascii")


def _escaped(words: str) -> str:
    units = words.encode("utf-16-le", "surrogatepass")
    numbers = (int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2))
    return "".join(
        f"\\{chr(n)}" if chr(n) in "\\{}" else "\\line " if n == 10 else chr(n) if 32 <= n < 127 else f"\\u{n}?"
        for n in numbers
    )


def _xml(words: str) -> str:
    return escape(NO_XML.sub("\ufffd", words))
