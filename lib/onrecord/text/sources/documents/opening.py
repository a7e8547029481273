"""Opening: which kind of document a file is by what stands in it, and its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.text.article import SourceError
from onrecord.text.sources.documents.docx import is_docx, paragraphs_of_docx, title_of_docx
from onrecord.text.sources.documents.odt import is_odt, paragraphs_of_odt, title_of_odt
from onrecord.text.sources.documents.packages import Package, open_package
from onrecord.text.sources.documents.rtf import SIGN, paragraphs_of_rtf, title_of_rtf
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.source_files import SourceFile

ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # old Office files; and new ones with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BEGINNING = 1_000  # bytes that tell what a file is
LOOKED_INTO = 4_000_000  # bytes of an old Office file that are looked through for the sign of a password


def paragraphs_of(file: SourceFile, place: str) -> Iterator[Paragraph]:
    """The paragraphs of a document in order, one at a time, whatever its name says that it is.

    Args:
        file: a Word document (.docx), an OpenDocument text (.odt) or RTF.
        place: what errors call it.

    Raises:
        SourceError: it is none of these, damaged, protected with a password, or too large.
    """
    if _begins_with(file, SIGN):
        with file.open() as opened:
            yield from paragraphs_of_rtf(opened, place)
    else:
        _check_kind(file, place)
        with open_package(file, place) as package:
            yield from _of_package(package)


def title_of(file: SourceFile, place: str) -> str | None:
    """The title that a document's properties state; None where there is none."""
    if _begins_with(file, SIGN):
        with file.open() as opened:
            return title_of_rtf(opened)
    with open_package(file, place) as package:
        return title_of_docx(package) if is_docx(package) else title_of_odt(package)


def _begins_with(file: SourceFile, sign: bytes) -> bool:
    with file.open() as opened:
        return opened.read(BEGINNING).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(sign)


def _of_package(package: Package) -> Iterator[Paragraph]:
    if is_docx(package):
        return paragraphs_of_docx(package)
    if is_odt(package):
        return paragraphs_of_odt(package)
    raise SourceError(f"{package.place}: is an archive without a text document in it. Give a .docx or .odt.")


def _check_kind(file: SourceFile, place: str) -> None:
    """Raise where a file is no zip archive, with what it is."""
    with file.open() as opened:
        top = opened.read(BEGINNING)
        is_locked = top.startswith(OLE) and ENCRYPTED in top + opened.read(LOOKED_INTO)
    if not top.strip(b"\0 \t\r\n"):
        raise SourceError(f"{place}: is empty. Give a file with text in it.")
    if is_locked:
        raise SourceError(f"{place}: is protected with a password. Save it without one.")
    if top.startswith(OLE):
        raise SourceError(f"{place}: is a document of an old Word (.doc). Open it and save it as .docx.")
    if not top.startswith(ZIP):
        raise SourceError(f"{place}: is no Word, OpenDocument or RTF document. Give its file as it was saved.")
