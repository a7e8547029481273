"""Source files: how the bytes of a file, or of a pipe, are come by, and what is refused.

A regular file is read as far as it went when it was opened: one that grows all the time has an end. Of a pipe that somebody
names (`mkfifo`, or `<(…)` of a shell), as much is read as an article may have. Devices and sockets are no sources.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, AnyStr, BinaryIO

from onrecord.system.files import is_link
from onrecord.text.article import SourceError
from onrecord.text.sources.places import MAX_BYTES, place_name

if TYPE_CHECKING:
    from typing_extensions import Buffer  # in the standard library from Python 3.12 on

FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | NO_LINKS
WAIT_FOR_WRITER = (
    10.0  # seconds until somebody must have opened a pipe to write to it; then it is waited for as it comes
)
BUFFER = 1 << 18  # bytes that are read at once
PASSED_OVER = 1_000_000  # bytes or characters of a line that is too long that are read at once


@dataclass(frozen=True)
class SourceFile:
    """A file that somebody named, or that was found in a folder.

    Attributes:
        path: of the file.
        folder: that it was found in, without links; what is there now must still be in it. None: it was named.
        read_as: the suffix by which it is read, where its name has another one.
        within: suffixes of the archives and mails that it stands in, the outermost first.
    """

    path: Path
    folder: Path | None = None
    read_as: str = ""
    within: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """The suffix by which it is read, in lower case."""
        return self.read_as or self.path.suffix.lower()

    def open(self, buffer: int = BUFFER) -> BinaryIO:
        """Open it, at its beginning; it can be read more than once.

        Raises:
            OSError: it cannot be opened.
            SourceError: it is no file, or a pipe with too much in it or nobody at its other end.
        """
        if leads_nowhere(self.path):
            raise SourceError(f"{place_name(self.path)}: is a link that leads nowhere. Mend it or remove it.")
        if self.is_pipe:
            return io.BytesIO(self._piped)
        self._check(self.path.stat().st_mode)  # to open a device may already do something to it
        raw = os.fdopen(self._descriptor(), "rb", buffering=0)
        try:
            about = os.fstat(raw.fileno())
            self._check(about.st_mode)
        except BaseException:
            raw.close()
            raise
        return io.BufferedReader(_UpTo(raw, about.st_size or MAX_BYTES + 1), buffer)

    @cached_property
    def is_pipe(self) -> bool:
        """Whether it is a pipe that was named."""
        return self.folder is None and stat.S_ISFIFO(self.path.stat().st_mode)

    @cached_property
    def _piped(self) -> bytes:
        descriptor = os.open(self.path, FLAGS)
        try:
            return _read_pipe(descriptor, place_name(self.path))
        finally:
            os.close(descriptor)

    def _check(self, mode: int) -> None:
        if not stat.S_ISREG(mode):
            raise SourceError(f"{place_name(self.path)}: is no file but a device, a socket or a pipe. Give a file.")

    def _descriptor(self) -> int:
        if self.folder is None:
            return os.open(self.path, FLAGS)
        real = self.path.resolve(strict=True)
        if not real.is_relative_to(self.folder):
            raise SourceError(f"{place_name(self.path)}: leads out of the folder that is read; left out.")
        return _open_below(self.folder, real)


def leads_nowhere(path: Path) -> bool:
    """Whether a path is a link to what is not there, or one in a circle."""
    try:
        path.stat()
    except OSError as problem:
        return is_link(path) and problem.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
    return False


def bounded_line(file: IO[AnyStr], ends: tuple[AnyStr, ...]) -> AnyStr:
    """The next line of a file, one of `ends` at its end; of one of more than MAX_BYTES, only as much as shows that.

    The rest of such a line is passed over, with little memory.
    """
    line = part = file.readline(MAX_BYTES + 1)
    if len(line) > MAX_BYTES:
        while part and not part.endswith(ends):
            part = file.readline(PASSED_OVER)
    return line


def _open_below(folder: Path, path: Path) -> int:
    """Open a file in a folder without following a link that somebody has put in its way meanwhile."""
    if os.open not in os.supports_dir_fd:
        return os.open(path, FLAGS | NO_LINKS)
    here = os.open(folder, FOLDER)
    try:
        for name in path.relative_to(folder).parts[:-1]:
            inner = os.open(name, FOLDER, dir_fd=here)
            os.close(here)
            here = inner
        return os.open(path.name, FLAGS | NO_LINKS, dir_fd=here)
    finally:
        os.close(here)


def _read_pipe(descriptor: int, place: str) -> bytes:
    """All that comes out of a pipe."""
    data, end = bytearray(), time.monotonic() + WAIT_FOR_WRITER
    while len(data) <= MAX_BYTES:
        try:
            piece = os.read(descriptor, BUFFER)
        except BlockingIOError:  # somebody is at the other end, and has nothing to say yet
            os.set_blocking(descriptor, True)
            continue
        if not piece and not data and not os.get_blocking(descriptor):
            if time.monotonic() > end:
                raise SourceError(f"{place}: is a pipe that nobody writes to. Give a file, or what writes to the pipe.")
            time.sleep(0.02)
            continue
        if not piece:
            return bytes(data)
        os.set_blocking(descriptor, True)
        data += piece
    raise SourceError(
        f"{place}: more than {MAX_BYTES // 1_000_000} MB come out of the pipe. Save them as a file and give that."
    )


class _UpTo(io.RawIOBase):
    """The first bytes of a file."""

    def __init__(self, raw: io.FileIO, size: int) -> None:
        self._raw, self._size = raw, size

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_END:
            offset, whence = offset + self._size, os.SEEK_SET
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def readinto(self, buffer: Buffer) -> int | None:
        return self._raw.readinto(memoryview(buffer)[: max(0, self._size - self._raw.tell())])

    def close(self) -> None:
        self._raw.close()
        super().close()
