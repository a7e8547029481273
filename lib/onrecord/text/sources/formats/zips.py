"""Zips: archives of files that can be read, each read as if it lay in a folder. Nothing is written, no name is a path."""

from __future__ import annotations

import io
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipExtFile, ZipFile, ZipInfo

from onrecord.system.output_folders import MARK
from onrecord.text.article import SourceError, SourceNote
from onrecord.text.sources._rows import Placed
from onrecord.text.sources.dispatch import READABLE, count_by_kind, each_or_problem, read_by_kind
from onrecord.text.sources.folders import OURS, Contents, Reason, may_be_article, reason_of_kind
from onrecord.text.sources.formats.kinds import suffix_of
from onrecord.text.sources.formats.zip_files import NoZip, open_zip
from onrecord.text.sources.members import Member
from onrecord.text.sources.places import MAX_BYTES, place_name
from onrecord.text.sources.source_files import BUFFER, SourceFile
from onrecord.text.sources.text_files import PAGES

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAX_UNPACKED = 2_000_000_000  # bytes of all members together that are read
MOST_RATIO = 200  # times that a member is larger unpacked; texts are packed to a fifth, tables to a fiftieth
SMALL = 1_000_000  # bytes of a member that may be packed as tightly as it likes
MOST_REWINDS = 8  # of a large member: each unpacks it anew. Tables are read up to five times
METHODS = (ZIP_STORED, ZIP_DEFLATED)  # Python unpacks the others without a bound on memory
ENCRYPTED = 1  # flag of a member
UTF8 = 0x800  # flag of a member whose name is UTF-8
LINKS = Reason("a link", "links")
FAULTS = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def read(file: SourceFile, place: str) -> Iterator[Placed]:
    """The articles of a zip, those of one member after those of the other, in order of their names.

    Args:
        file: the zip. One that lies in another one is refused.
        place: what errors call it; a member is called `PLACE/NAME`.

    Raises:
        SourceError: it is broken, encrypted, holds nothing that can be read, or unpacks to more than MAX_UNPACKED.
    """
    with file.open() as opened:
        contents = Contents(Path())
        archive = _open(file, opened, place)
        members = _members(archive, file, contents)
        for line in contents.lines(place):
            yield place, SourceNote(line)
        _check(archive, members, place)
        for member, where, _ in members:
            yield from each_or_problem(read_by_kind(member, where), where)


def count(file: SourceFile) -> int:
    """How many articles `read` gives or complains about: a text is one, of other members their readers say it."""
    with file.open() as opened:
        members = _members(_open(file, opened, ""), file, Contents(Path()))
        return sum(1 if suffix_of(member.path) in PAGES else count_by_kind(member) for member, _, _ in members)


def _open(file: SourceFile, opened: BinaryIO, place: str) -> ZipFile:
    if ".zip" in file.within:
        raise SourceError(f"{place}: is an archive in an archive. Unpack it and give the folder.")
    try:
        return open_zip(opened)
    except NoZip as problem:
        raise SourceError(
            f"{place}: is no zip that can be read: {problem}. Pack it again, or give the folder."
        ) from None


def _members(archive: ZipFile, file: SourceFile, contents: Contents) -> list[tuple[Member, str, ZipInfo]]:
    """The members that are read, with what errors call them, in order; `contents` takes down what is left out."""
    named = sorted(((_parts(info), info) for info in archive.infolist() if not info.is_dir()), key=lambda each: each[0])
    ours = {parts[:-1] for parts, _ in named if parts[-1] == MARK}
    seen: dict[Path, int] = {}
    members = []
    for parts, info in named:
        path = Path(file.path, *parts)
        if _is_hidden(parts) or not may_be_article(parts[-1]):
            continue
        seen[path] = number = seen.get(path, 0) + 1
        where = place_name(path) + (f" ({number} of this name)" if number > 1 else "")
        member = Member(path, within=(*file.within, ".zip"), opener=MemberOpener(archive, info, where))
        if reason := _reason_to_leave(member, info, any(parts[:n] in ours for n in range(len(parts)))):
            contents.left_out.setdefault(reason, []).append(path)
        else:
            members.append((member, where, info))
    return members


def _parts(info: ZipInfo) -> tuple[str, ...]:
    """The name of a member in parts. It leads nowhere: what would lead up or to a drive is left out of it."""
    name = info.filename
    if not info.flag_bits & UTF8:  # most programs write UTF-8 and do not say so
        with suppress(ValueError):
            name = name.encode("cp437").decode()
    parts = (part for part in re.split(r"[/\\]", name) if part.strip(". "))
    return tuple(parts) or ("?",)


def _is_hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") for part in parts) or "__MACOSX" in parts


def _reason_to_leave(member: Member, info: ZipInfo, is_ours: bool) -> Reason | None:
    if is_ours:
        return OURS
    if stat.S_ISLNK(info.external_attr >> 16):
        return LINKS
    if suffix_of(member.path) in READABLE or info.flag_bits & ENCRYPTED:
        return None
    try:
        return reason_of_kind(member)
    except SourceError:  # its reader says so
        return None


def _check(archive: ZipFile, members: list[tuple[Member, str, ZipInfo]], place: str) -> None:
    """Raise where nothing can be read of a zip, or too much."""
    if not members:
        raise SourceError(f"{place}: the archive holds no file that can be read ({', '.join(READABLE)}).")
    if all(info.flag_bits & ENCRYPTED for _, _, info in members):
        raise SourceError(f"{place}: is encrypted. Unpack it with its password and give the folder.")
    size = sum(info.file_size for _, _, info in members)
    if size > MAX_UNPACKED:
        raise SourceError(
            f"{place}: unpacks to {size / 1e9:,.1f} GB, more than {MAX_UNPACKED // 1_000_000_000} GB. "
            "Unpack it and give the folder."
        )


class MemberOpener:
    """Opens a member of a zip: a small one from memory, a large one as a stream."""

    def __init__(self, archive: ZipFile, info: ZipInfo, place: str) -> None:
        self._archive, self._info, self._place = archive, info, place

    def __call__(self) -> BinaryIO:
        info, place = self._info, self._place
        if info.flag_bits & ENCRYPTED:
            raise SourceError(f"{place}: is encrypted. Unpack the archive with its password and give the folder.")
        if info.compress_type not in METHODS:
            raise SourceError(f"{place}: is packed in a way that is not read. Unpack the archive and give the folder.")
        if info.file_size > max(SMALL, MOST_RATIO * info.compress_size):
            raise SourceError(f"{place}: is packed more than {MOST_RATIO} times over, as no article is; left out.")
        try:
            packed = self._archive.open(info)
            assert isinstance(packed, ZipExtFile)
            if info.file_size > MAX_BYTES:
                return io.BufferedReader(_Stream(packed, place), BUFFER)
            with packed:
                return io.BytesIO(packed.read(info.file_size))  # without a size, it unpacks more than is stated
        except FAULTS as problem:
            raise _broken(place, problem) from None


class _Stream(io.RawIOBase):
    """A large member."""

    def __init__(self, packed: ZipExtFile, place: str) -> None:
        self._packed, self._place, self._rewinds = packed, place, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        before = self._packed.tell()
        try:
            after = self._packed.seek(offset, whence)
        except FAULTS as problem:
            raise _broken(self._place, problem) from None
        self._rewinds += after < before
        if self._rewinds > MOST_REWINDS:
            raise SourceError(
                f"{self._place}: is larger than {MAX_BYTES // 1_000_000} MB, too much for such a file in an archive. "
                "Unpack the archive and give the folder."
            )
        return after

    def tell(self) -> int:
        return self._packed.tell()

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        try:
            data = self._packed.read(len(view))
        except FAULTS as problem:
            raise _broken(self._place, problem) from None
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._packed.close()
        super().close()


def _broken(place: str, problem: Exception) -> SourceError:
    return SourceError(f"{place}: is broken in the archive ({place_name(problem)}). Pack it again.")
