"""Unfinished files: how they are called until they are whole, and which of them a writer that was killed has left."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import stat
import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from itertools import islice
from pathlib import Path

UNFINISHED = ".partial-"  # what the names of files begin with until they are whole
LONG_AGO = 86_400.0  # seconds after which a file that another computer began was left
MOST_LOOKED_AT = 1_000  # names in a folder: a file in a folder of very many is written as fast as in one of few
_NAME = re.compile(re.escape(UNFINISHED) + r"(\d{1,10})-\d+-([\da-f]{8})-(.+)", re.DOTALL)


def unfinished_name(path: Path) -> Path:
    """The path under which this thread writes a file; others may write it at the same time under names of their own."""
    return path.with_name(f"{UNFINISHED}{os.getpid()}-{threading.get_ident()}-{_here()}-{path.name}")


def clear_left(files: Iterable[Path]) -> None:
    """Remove what writers of these files that were killed have left beside them; who is still writing keeps his.

    Limits:
        Of very many files in a folder not all are looked at.
    """
    names: defaultdict[Path, set[str]] = defaultdict(set)
    for path in files:
        names[path.parent].add(path.name)
    for folder, wanted in names.items():
        with suppress(OSError):
            with os.scandir(folder) as entries:
                some = [entry.name for entry in islice(entries, MOST_LOOKED_AT)]
            for name in some:
                match = _NAME.fullmatch(name)
                if match and match[3] in wanted and _was_left(folder / name, int(match[1]), match[2]):
                    (folder / name).unlink(missing_ok=True)


@cache
def _here() -> str:
    """Letters for this computer, and in a container for the container: numbers of processes mean nothing elsewhere."""
    try:
        processes = os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        processes = 0
    return hashlib.sha256(f"{socket.gethostname()} {processes}".encode()).hexdigest()[:8]


def _was_left(path: Path, process: int, where: str) -> bool:
    """Whether a file is one of this user's that nobody goes on with. No link is followed."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or (os.name == "posix" and status.st_uid != os.geteuid()):
        return False
    if where != _here() or os.name != "posix":  # elsewhere, to ask for a process may end it
        return status.st_mtime < time.time() - LONG_AGO
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):  # somebody else's, or none that there can be
        pass
    return False
