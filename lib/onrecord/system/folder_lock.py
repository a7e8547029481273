"""Lock: one run at a time in a folder, and the second one is told which is the first."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from onrecord.system.files import check_file
from onrecord.system.wrong_calls import WrongCall

NAME = ".lock"
# Where the system locks bytes of a file instead of the whole, the one that stands for it lies behind what is written.
FAR = 1 << 30
MOMENT, TRIES = 0.005, 20  # seconds until a lock is tried again, which who only looks has for less, and how often


class FolderTaken(WrongCall):
    """Another process writes to the folder; the message says which, where and since when."""


class FolderLock:
    """Held for as long as the block is executed. The system gives it back when its holder dies, however it dies.

    Args:
        folder: which is taken.
        name: of the file in it that is locked.
        about: what else its holder says of itself.
    """

    def __init__(self, folder: Path, name: str = NAME, about: Mapping[str, Any] | None = None) -> None:
        self._path, self._about = folder / name, about or {}
        self._file: IO[str] | None = None

    def __enter__(self) -> FolderLock:
        """Take the lock.

        Raises:
            FolderTaken: another process has it.
            InTheWay: a link, a folder or a pipe stands in its place.
        """
        while self._file is None:
            check_file(self._path)
            file = open(self._path, "a+", encoding="utf-8", errors="replace", opener=_never_through_a_link)
            if not _lock(file) and not _lock_later(file):
                file.seek(0)
                holder = _holder(file.read())
                file.close()
                raise FolderTaken(f"{self._path.parent}: {holder}. Wait for it, stop it, or name another folder.")
            if os.fstat(file.fileno()).st_nlink > 1:  # by another name it may be somebody else's
                self._path.unlink()
                file.close()
            elif _is_still(file, self._path):
                self._file = file
            else:  # its last holder took the file away between our opening it and locking it
                file.close()
        self._file.truncate(0)
        about = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now().isoformat(" ", "seconds")}
        self._file.write(json.dumps({**about, **self._about}))
        self._file.flush()
        return self

    def __exit__(self, *_: object) -> None:
        if os.name == "posix":
            self._path.unlink(missing_ok=True)  # elsewhere a file that is open cannot be taken away
        if self._file is not None:
            self._file.close()
            self._file = None


def _never_through_a_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o666)


def _lock(file: IO[str], to_look: bool = False) -> bool:
    """Whether a file could be locked; many can who only look, and who opened it for reading alone."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(file, (fcntl.LOCK_SH if to_look else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _lock_later(file: IO[str]) -> bool:
    """Whether a file can be locked in a moment, when who only looked has let it go."""
    for _ in range(TRIES):
        time.sleep(MOMENT)
        if _lock(file):
            return True
    return False


class Holder(NamedTuple):
    """Who has a folder, or had it last and was killed.

    Attributes:
        at_work: whether it has the folder now.
        about: what it says of itself.
    """

    at_work: bool
    about: Mapping[str, Any]


def holder_of(folder: Path, name: str = NAME) -> Holder:
    """Who has a folder; nothing is written for that."""
    about: object = None
    at_work = False
    with (
        suppress(OSError, ValueError, RecursionError),  # nobody has it, or it says nothing of its holder
        open(folder / name, encoding="utf-8", errors="replace", opener=_never_through_a_link) as file,
    ):
        at_work = not _lock(file, to_look=True)
        file.seek(0)
        about = json.loads(file.read())
    return Holder(at_work, about if isinstance(about, dict) else {})


def _is_still(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _holder(text: str) -> str:
    """Who holds a lock, in words."""
    try:
        about = json.loads(text)
        return f"another run writes here: process {about['pid']} on {about['host']}, since {about['since']}"
    except (ValueError, KeyError, TypeError, RecursionError):
        return "another run has just begun to write here"
