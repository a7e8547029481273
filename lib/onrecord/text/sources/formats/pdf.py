"""PDF files with a text layer: an article of its own, or an export of many by a database.

The file is read by pdfium in a process of its own: what hangs or crashes it costs its own article and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import PurePath

from onrecord.system import forks
from onrecord.system.side_processes import Limits, SideProcessEnded, each_of
from onrecord.text.article import MAX_CHARACTERS, SourceError, SourceNote
from onrecord.text.dates import find_date
from onrecord.text.sources._rows import Placed
from onrecord.text.sources.exports.databases import TOP, database_of, read_export
from onrecord.text.sources.formats._pdf_pieces import COPY_WORDS, RUN_OCR, Told, pieces_of
from onrecord.text.sources.page_layout.article_pages import HEADINGS, NOT_TEXT, article_of_pieces
from onrecord.text.sources.page_layout.flow import Piece
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.places import MAX_BYTES, check_size
from onrecord.text.sources.source_files import SourceFile

SIGN, SIGN_WITHIN = b"%PDF-", 1024  # bytes: pdfium looks no further for it, either
LIMITS = Limits(silent=60, whole=600, memory=1_500_000_000)

forks.PRELOADED.append("onrecord.text.sources.formats._pdf_preloaded")


def read(file: SourceFile, place: str) -> Iterator[Placed]:
    """Read the article of a PDF, or those of a database's export.

    Args:
        file: the PDF.
        place: what errors call it.

    Raises:
        SourceError: it cannot be read, has no text or nonsense, or more than one article of an unknown kind.

    Limits:
        Text is read as its letters say it; a picture of text is none. A box at the side in the same type as the text
        around it may be read in the midst of it.
    """
    with file.open() as opened:
        data = opened.read(MAX_BYTES + 1)
    check_size(data, place)
    if SIGN not in data[:SIGN_WITHIN]:
        raise SourceError(f"{place}: is no PDF, whatever its name says. Give it the suffix of what it is.")
    if not find_spec("pypdfium2"):
        raise SourceError(f"{place}: PDFs need the extra `formats`; in the project's folder: pip install '.[formats]'")
    yield from _read(data, place, str(file.path))


def _read(data: bytes, place: str, path: str) -> Iterator[Placed]:
    told: list[Told] = []
    pieces = _pieces(data, place, told)
    top = list(islice(pieces, TOP))
    database, _ = database_of(_paragraphs(top))
    if database:
        yield from read_export(database, _paragraphs(chain(top, pieces)), place, path)
        return
    every = _bounded(chain(top, pieces), place)
    about = told[0]
    article = article_of_pieces(every, place, path, about.title)
    yield place, article if article.date else replace(article, date=find_date(PurePath(path).name))
    if about.n_pictures:
        yield (
            place,
            SourceNote(
                f"{place}: {about.n_pictures:,} of {about.n_pages:,} pages are pictures without text; left out. {RUN_OCR}"
            ),
        )


def _pieces(data: bytes, place: str, told: list[Told]) -> Iterator[Piece]:
    """The pieces of a PDF; what is told of it is put into a list when they are over."""
    try:
        for piece in each_of(pieces_of, data, place, limits=LIMITS):
            if isinstance(piece, Piece):
                yield piece
            elif isinstance(piece, Told):
                told.append(piece)
    except (ArithmeticError, LookupError, RuntimeError, ValueError):  # RuntimeError: pdfium's own, too
        raise SourceError(f"{place}: its pages are broken. Print it to PDF again, or: {COPY_WORDS}") from None
    except SideProcessEnded as problem:
        fault = "takes too long to read" if problem.too_long else "broke the reader of PDFs, or took too much memory"
        raise SourceError(f"{place}: {fault}. Print it to PDF again, or: {COPY_WORDS}") from None


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[Paragraph]:
    """Pieces as an export's reader takes them, without running heads and feet."""
    page = 0
    for piece in pieces:
        if piece.kind not in NOT_TEXT:
            yield Paragraph(piece.text, piece.kind in HEADINGS, piece.bold, page_break=piece.page != page)
            page = piece.page


def _bounded(pieces: Iterable[Piece], place: str) -> list[Piece]:
    """All pieces of a PDF of one article."""
    kept, n_characters = [], 0
    for piece in pieces:
        kept.append(piece)
        n_characters += len(piece.text)
        if n_characters > MAX_CHARACTERS:
            raise SourceError(
                f"{place}: has more than {MAX_CHARACTERS:,} characters, too many for one article. Cut it up."
            )
    return kept


def count(file: SourceFile) -> int:
    """How many articles a PDF holds: one, for the articles of an export are told only when its pages are read."""
    return 1
