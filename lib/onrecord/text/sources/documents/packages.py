"""Packages: the parts of a document that is a zip archive (.docx, .odt), each read within a bound, as a stream of XML."""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Protocol, TypeVar

from onrecord.text.article import LONGEST_NAME, SourceError
from onrecord.text.sources.formats.zip_files import NoZip, open_zip
from onrecord.text.sources.source_files import SourceFile

PIECE = 1 << 16  # bytes of a part that are read at once
MAX_UNPACKED = 1_000_000_000  # bytes of the part with the text, which is not
MAX_SMALL_PART = 20_000_000  # bytes of a part of which much is kept: styles, links
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that documents use; others unpack without a bound
TITLE = "{http://purl.org/dc/elements/1.1/}title"
AGAIN = "Open it in a word processor and save it again."

Ready = TypeVar("Ready", covariant=True)
T = TypeVar("T")


class Target(Protocol[Ready]):
    """What takes down the elements of a part as they come."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        ...

    def end(self, tag: str) -> None:
        """An element is over."""
        ...

    def data(self, text: str) -> None:
        """Text comes."""
        ...

    def take(self) -> Iterable[Ready]:
        """What is ready, each once."""
        ...


class Quiet:
    """A target that keeps what it needs and has nothing to give."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element is over."""

    def data(self, text: str) -> None:
        """Text comes."""

    def take(self) -> tuple[()]:
        """Nothing."""
        return ()


class Package:
    """A document that is a zip archive.

    Args:
        archive: the open archive.
        place: what errors call it.
    """

    def __init__(self, archive: zipfile.ZipFile, place: str) -> None:
        self._archive, self.place = archive, place
        self._names = {name.lower(): name for name in archive.namelist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def broken(self, why: object) -> SourceError:
        """The error of a document that is damaged."""
        return SourceError(f"{self.place}: is a damaged document ({' '.join(str(why).split())[:120]}). {AGAIN}")

    def read(self, name: str, size: int) -> bytes:
        """The first bytes of a part; none where there is no such part."""
        if name not in self:
            return b""
        with self._part(name) as part:
            return part.read(size)

    def look_through(self, name: str, target: Quiet) -> None:
        """Parse a part with a target that has nothing to give."""
        for _ in self.parse(name, target):
            pass

    def title(self, name: str) -> str | None:
        """The title in the part with the document's properties."""
        properties = _Properties()
        self.look_through(name, properties)
        return properties.title

    def parse(self, name: str, target: Target[T], max_bytes: int = MAX_SMALL_PART) -> Iterator[T]:
        """Parse a part, giving what its target has ready after each piece; nothing where there is no such part.

        Raises:
            SourceError: it is damaged, too large, or declares entities.
        """
        # Imported here: lxml takes a while, which who reads plain text need not wait for.
        from lxml.etree import XMLParser, XMLSyntaxError

        if name not in self:
            return
        parser = XMLParser(target=_WithoutEntities(target, self.place), no_network=True)
        left = max_bytes
        with self._part(name) as part:
            try:
                while piece := part.read(PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise SourceError(
                            f"{self.place}: {name} has more than {max_bytes // 1_000_000:,} MB when it is unpacked. "
                            "Cut the document up."
                        )
                    parser.feed(piece)
                    yield from target.take()
                parser.close()
            except XMLSyntaxError as problem:
                raise self.broken(problem) from None
        yield from target.take()

    @contextmanager
    def _part(self, name: str) -> Iterator[IO[bytes]]:
        try:
            about = self._archive.getinfo(self._names[name.lower()])
            if about.flag_bits & 1:
                raise SourceError(f"{self.place}: is protected with a password. Save it without one.")
            if about.compress_type not in METHODS:
                raise self.broken(f"{name} is packed in a way that documents do not use")
            with self._archive.open(about) as part:
                yield part
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as problem:
            raise self.broken(problem) from None
        except OSError as problem:
            if problem.errno != errno.EINVAL:
                raise
            raise self.broken("it has no such place as it says") from None


@contextmanager
def open_package(file: SourceFile, place: str) -> Iterator[Package]:
    """Open a document that is a zip archive.

    Raises:
        SourceError: it is none, damaged, or lists too many parts.
    """
    with file.open() as opened:
        try:
            archive = open_zip(opened)
        except NoZip as problem:
            raise SourceError(f"{place}: is a damaged document ({problem}). {AGAIN}") from None
        with archive:
            yield Package(archive, place)


class _Properties(Quiet):
    """The title among a document's properties."""

    def __init__(self) -> None:
        self.title: str | None = None
        self._in_title = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._in_title = tag == TITLE

    def end(self, tag: str) -> None:
        self._in_title = False

    def data(self, text: str) -> None:
        if self._in_title:
            self.title = ((self.title or "") + text)[: LONGEST_NAME + 1]


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def named(attributes: dict[str, str], name: str) -> str | None:
    """An attribute, whatever namespace it has; None where there is none."""
    return next((value for key, value in attributes.items() if local(key) == name), None)


class _WithoutEntities:
    """A target that refuses a document type, in which entities would be declared."""

    def __init__(self, target: Target[object], place: str) -> None:
        self.start, self.end, self.data = target.start, target.end, target.data
        self._place = place

    def doctype(self, *about: object) -> None:
        raise SourceError(f"{self._place}: its XML declares a document type, as no document does. {AGAIN}")

    def close(self) -> None:
        pass
