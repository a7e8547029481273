"""Web archives: the articles among the pages of .warc, .warc.gz and .wacz."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import BinaryIO

from onrecord.text.article import Article, SourceError, SourceNote, count_words
from onrecord.text.sources._bounded_lines import BoundedLines
from onrecord.text.sources._rows import Placed, RowPlace
from onrecord.text.sources._unpacking import TooLarge
from onrecord.text.sources.formats.warc_records import Answer, BrokenArchive, Record, records_of
from onrecord.text.sources.formats.zip_files import NoZip, open_zip
from onrecord.text.sources.formats.zips import MemberOpener
from onrecord.text.sources.places import is_address, place_name, without_password
from onrecord.text.sources.source_files import SourceFile
from onrecord.text.sources.text_files import article_of_bytes
from onrecord.text.sources.web_pages import article_of_page

HTML = ("text/html", "application/xhtml+xml")
SENTENCE = re.compile(r"[a-z]{2}[.!?][”\"’')]{0,2}$", re.MULTILINE)  # a paragraph's last
MIN_PLAIN_WORDS = 50  # fewer words of plain text are a list for robots or an answer to a program
NAMED = 3  # pages without an article that a note names
COUNTED = 100_000_000  # bytes of an archive whose pages are counted; the others are taken to be as many


@dataclass
class _Seen:
    """What was seen of an archive.

    Attributes:
        numbers: of records, pages, articles and what else a note tells.
        without: addresses of the first pages that hold no article.
        kept: digests of the addresses of articles, for what is in the archive twice.
    """

    numbers: Counter[str] = field(default_factory=Counter)
    without: list[str] = field(default_factory=list)
    kept: set[bytes] = field(default_factory=set)

    def line(self, place: str) -> str:
        """What there was, in one line."""
        n = self.numbers
        told = [f"{place}: {n['pages']:,} {'page' if n['pages'] == 1 else 'pages'} in the archive, {n['read']:,} read"]
        if n["empty"]:
            more = f" and {n['empty'] - NAMED:,} more" if n["empty"] > NAMED else ""
            told.append(f"{n['empty']:,} without an article ({', '.join(self.without)}{more})")
        told += [f"{n[kind]:,} {words}" for kind, words in LEFT_OUT.items() if n[kind]]
        return ", ".join(told)


LEFT_OUT = {
    "foreign": "not in English",
    "again": "of an address that was read before",
    "front": "left out as the front of a site",
    "packed": "packed in a way that is not read",
    "other": "of another kind passed over (pictures, scripts, redirects, ...)",
}


def read(file: SourceFile, place: str) -> Iterator[Placed]:
    """The articles of a web archive, in the order in which their pages were kept; at the end a line says what there was.

    A page is an answer with status 200 that is HTML or plain text. Its address is its source; the day of its record is
    that on which it was kept, and not taken for the article's. Of an address that is there again, the first
    article counts. The front page of a site is none.

    Raises:
        SourceError: it breaks off, or holds no article.
    """
    seen = _Seen()
    notes = BoundedLines(lambda more: f"{place}: {more:,} more such lines on pages")
    try:
        for opened in _opened(file, place):
            for record in records_of(opened):
                for each in _of_record(record, place, seen, str(file.path), notes):
                    yield each
                    yield from ((place, note) for note in notes.new())
    except BrokenArchive as problem:
        yield place, SourceNote(seen.line(place))
        raise SourceError(
            f"{place}: cannot be read to its end: {problem}. What stands before is read. Get the archive again."
        ) from None
    yield from ((place, note) for note in notes.others())
    yield place, SourceNote(seen.line(place))
    if not seen.numbers["read"]:
        raise SourceError(f"{place}: no page of the archive holds an English article.")


def count(file: SourceFile) -> int:
    """About how many articles `read` gives: the pages, those of a large archive by its first COUNTED bytes."""
    n = 0
    for opened in _opened(file, ""):
        with suppress(BrokenArchive):
            for record in records_of(opened):
                n += _page_of(record, Counter()) is not None
                if (done := opened.tell()) > COUNTED:
                    return n * opened.seek(0, 2) // done
    return n or 1


def _opened(file: SourceFile, place: str) -> Iterator[BinaryIO]:
    """The archive, or those that a .wacz packs together, one after the other."""
    with file.open() as opened:
        if file.suffix != ".wacz":
            yield opened
            return
        try:
            archive = open_zip(opened)
        except NoZip as problem:
            raise SourceError(f"{place}: is no WACZ that can be read: {problem}. Get the archive again.") from None
        infos = [info for info in archive.infolist() if re.fullmatch(r"archive/[^/]+\.warc(\.gz)?", info.filename)]
        if not infos:
            raise SourceError(f"{place}: holds no web archive (archive/….warc.gz). Get the archive again.")
        for info in infos:
            with MemberOpener(archive, info, place_name(f"{file.path}/{info.filename}"))() as inner:
                yield inner


def _of_record(record: Record, place: str, seen: _Seen, path: str, notes: BoundedLines) -> Iterator[Placed]:
    """The article of a record, if it holds one that is new; what else it is is counted."""
    seen.numbers["records"] += 1
    answer = _page_of(record, seen.numbers)
    if answer is None:
        return
    seen.numbers["pages"] += 1
    address = without_password(record.address.partition("#")[0])
    if _digest(address) in seen.kept:
        seen.numbers["again"] += 1
        return
    where = RowPlace(place, f"record {seen.numbers['records']}")
    try:
        article = _article_of(answer, str(where), address if is_address(address) else path, notes)
    except (SourceError, TooLarge) as problem:
        is_foreign = "is not in English" in str(problem)
        seen.numbers["foreign" if is_foreign else "empty"] += 1
        if not is_foreign and len(seen.without) < NAMED:
            seen.without.append(place_name(address))
        return
    except ValueError:
        seen.numbers["packed"] += 1
        return
    seen.kept.add(_digest(address))
    seen.numbers["read"] += 1
    yield where, article


def _page_of(record: Record, numbers: Counter[str]) -> Answer | None:
    """The answer that a record keeps, where it is a page that may hold an article; counted where it is none."""
    if record.kind not in ("response", "resource") or not is_address(record.address):
        numbers["other"] += 1
        return None
    answer = Answer(record)
    path, _, query = re.sub(r"^https?://[^/?#]*", "", record.address.partition("#")[0], flags=re.I).partition("?")
    is_list = answer.media_type == "text/plain" and path.count("/") < 2 and path.endswith(".txt")  # robots.txt, ads.txt
    if answer.status != 200 or answer.media_type not in (*HTML, "text/plain") or is_list:
        numbers["other"] += 1
        return None
    if path in ("", "/") and not query:
        numbers["front"] += 1
        return None
    return answer


def _article_of(answer: Answer, place: str, source: str, notes: BoundedLines) -> Article:
    data = answer.body()
    if answer.media_type in HTML:
        return article_of_page(data, place, source=source, charset=answer.charset, on_note=notes.add)
    article = article_of_bytes(data, place, source=source)
    if count_words(article.text) < MIN_PLAIN_WORDS or len(SENTENCE.findall(article.text)) < 2:
        raise SourceError(f"{place}: no article")
    return article


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]
