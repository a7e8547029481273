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

BLANK = b"\xef\xbb\xbf \t\r\n"  # that may stand before RTF
ZIP = b"PK\x03\x04"
BEGINNING = 1_000  # bytes that tell whether a document is RTF


def paragraphs_of(file: SourceFile, place: str) -> Iterator[Paragraph]:
    """The paragraphs of a document in order, one at a time, whatever its name says that it is.

    Args:
        file: a Word document (.docx), an OpenDocument text (.odt) or RTF.
        place: what errors call it.

    Raises:
        SourceError: it is none of these, damaged, protected with a password, or too large.
    """
    with file.open() as opened:
        beginning = opened.read(BEGINNING).lstrip(BLANK)
    if not beginning.strip(b"\0"):
        raise SourceError(f"{place}: is empty. Give a file with text in it.")
    if beginning.startswith(SIGN):
        with file.open() as opened:
            yield from paragraphs_of_rtf(opened, place)
    elif beginning.startswith(ZIP):
        with open_package(file, place) as package:
            yield from _of_package(package)
    else:
        raise SourceError(f"{place}: is no Word, OpenDocument or RTF document. Give its file as it was saved.")


def title_of(file: SourceFile, place: str) -> str | None:
    """The title that a document's properties state; None where there is none."""
    with file.open() as opened:
        if opened.read(BEGINNING).lstrip(BLANK).startswith(SIGN):
            opened.seek(0)
            return title_of_rtf(opened)
    with open_package(file, place) as package:
        return title_of_docx(package) if is_docx(package) else title_of_odt(package)


def _of_package(package: Package) -> Iterator[Paragraph]:
    if is_docx(package):
        return paragraphs_of_docx(package)
    if is_odt(package):
        return paragraphs_of_odt(package)
    raise SourceError(f"{package.place}: is an archive without a text document in it. Give a .docx or .odt.")
