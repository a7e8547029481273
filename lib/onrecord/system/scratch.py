"""Scratch: a folder for this process's sockets and other passing files; what killed processes have left is taken away."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
import time
from functools import cache
from multiprocessing import util
from pathlib import Path

from onrecord.system.folder_lock import FolderLock
from onrecord.system.output_folders import is_output
from onrecord.system.wrong_calls import WrongCall

PREFIX = "onrecord-"
UNLOCKED = ".onrecord-"  # until its lock is taken; nobody takes a folder of the other name away that is locked
NAME = ".scratch"  # of its lock: one that no output folder has, for what has it may be taken away
LONG_AGO = 3600.0  # seconds after which one that was never locked was left
# Where the path of the temporary directory is longer, the system takes no socket in a folder of it: a socket's path may
# have 107 bytes on Linux, 103 elsewhere, and folders and names in it take up to fifty.
LONGEST = 50
INSTEAD = ("/tmp", "/var/tmp")


_locks: list[FolderLock] = []  # held until this process ends


@cache
def scratch() -> Path:
    """The folder, which only this user may look into; it is made at the first call, and removed when this process ends.

    What processes that were killed have left beside it is removed, too: folders of this user whose lock nobody holds.

    Raises:
        WrongCall: it cannot be made.
    """
    try:
        beside = _temporary_directory()
        made = _made(beside)
    except OSError as problem:
        raise WrongCall(
            f"{problem.filename or tempfile.tempdir}: cannot be used for temporary files ({problem.strerror}); make room "
            "there, or name another directory in TMPDIR"
        ) from problem
    util.Finalize(None, shutil.rmtree, args=(made, True), exitpriority=-200)  # last: others have sockets in it
    return made


def _made(beside: Path) -> Path:
    """A new folder beside those that others have, without those that were left."""
    if os.name == "posix":
        for folder in [*beside.glob(PREFIX + "*"), *beside.glob(UNLOCKED + "*")]:
            if _was_left(folder):
                shutil.rmtree(folder, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=UNLOCKED, dir=beside))
    if os.name == "posix":  # elsewhere a folder with an open file in it cannot be renamed, or taken away
        lock = FolderLock(made, NAME)
        lock.__enter__()
        _locks.append(lock)
        made = made.rename(beside / made.name.removeprefix("."))
    return made


def _temporary_directory() -> Path:
    """The directory for temporary files; another one where its path is too long for sockets."""
    usual = tempfile.gettempdir()
    if os.name != "posix" or len(os.fsencode(usual)) <= LONGEST:
        return Path(usual)
    return Path(next((path for path in INSTEAD if os.path.isdir(path) and os.access(path, os.W_OK)), usual))


def takes_sockets() -> bool:
    """Whether the system takes sockets in a folder of the scratch folder."""
    return os.name == "posix" and len(os.fsencode(scratch().parent)) <= LONGEST


def _was_left(folder: Path) -> bool:
    """Whether a folder is of a process that was killed. No link is followed, and nothing of other users is touched.

    What somebody named is not, whatever its name begins with: such a folder has no lock of this kind, or more in it.
    """
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
            return False
        if folder.name.startswith(UNLOCKED):
            return status.st_mtime < time.time() - LONG_AGO and {*os.listdir(folder)} <= {NAME}
        if is_output(folder):
            return False
        lock = os.open(folder / NAME, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:  # it is gone, or none of ours
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True
