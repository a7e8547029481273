"""Writing: files that appear whole or not at all, never through a link, and nothing of anybody else's.

Somebody may have put a link where a file or folder of ours belongs. A file is written beside its place and then gets its
name, which replaces a link, a pipe or a second name of another file, and does not follow it. A folder must be one.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from onrecord.system._unfinished import UNFINISHED, clear_left, unfinished_name
from onrecord.system.text_lines import one_line
from onrecord.system.wrong_calls import WrongCall

# What the system says of a place where no folder can be, whatever room there is.
_NO_FOLDER = {
    errno.EEXIST,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ELOOP,
    errno.EINVAL,
    errno.ENAMETOOLONG,
}


class InTheWay(WrongCall):
    """Something that is not ours stands where we write; the message names it and says what to do."""


def make_folder(path: Path) -> None:
    """Make a folder that files of ours go into, if it is not there; the one that it is in must be.

    Raises:
        InTheWay: a link or a file stands there.
    """
    check_folder(path)
    path.mkdir(exist_ok=True)


def make_named_folder(path: Path) -> None:
    """Make a folder that a user named, with those that it is in, if it is not there.

    Raises:
        InTheWay: there can be none; the message says why.
        OSError: the disk is full, or the machine has too little of something.
    """
    _check_leads_somewhere(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        if problem.errno not in _NO_FOLDER:
            raise
        reason = problem.strerror
        if problem.errno == errno.EEXIST:
            reason = f"{problem.filename} is there and is no folder"
        what = f"no folder can be made here ({one_line(reason)})"
        raise _in_the_way(path, what, "check the path and your rights") from problem


def check_folder(path: Path) -> None:
    """See that a folder can be written to as ours: it is one, or nothing is there yet.

    Raises:
        InTheWay: a link or a file stands there.
    """
    if is_link(path):
        raise _in_the_way(path, "is a link, and On Record writes through none")
    if os.path.lexists(path) and not path.is_dir():
        raise _in_the_way(path, "is a file, where a folder is to be")


def check_file(path: Path) -> None:
    """See that a file can be written to as ours, in place: it is a plain one, or nothing is there yet.

    Raises:
        InTheWay: a link, a folder, a pipe or a device stands there.
    """
    if is_link(path):
        raise _in_the_way(path, "is a link, and On Record writes through none")
    if os.path.lexists(path) and not path.is_file():
        raise _in_the_way(path, "is no file, where one is to be")


def is_plain_file(path: Path) -> bool:
    """Whether a path is a file, and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def is_link(path: Path) -> bool:
    """Whether a path is a link, or what Windows calls a junction."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == getattr(
        stat, "IO_REPARSE_TAG_MOUNT_POINT", -1
    )


def place_of(folder: str | Path) -> Path:
    """A folder that a user named: where it leads, if it is a link, for that one he means.

    Raises:
        InTheWay: a link that leads nowhere.
    """
    _check_leads_somewhere(Path(folder))
    return Path(folder).resolve() if is_link(Path(folder)) else Path(folder)


def _check_leads_somewhere(path: Path) -> None:
    if is_link(path) and not os.path.exists(path):
        raise _in_the_way(path, "is a link that leads nowhere", "mend it")


def _in_the_way(path: Path, what: str, instead: str = "take it away") -> InTheWay:
    return InTheWay(f"{one_line(path)}: {what}; {instead}, or name another folder.")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file that appears whole or not at all, whether the process is killed or the power is cut.

    Args:
        path: the file; its folder must be there. Until it is done, the content stands beside it, see `unfinished_name`:
            several may write one file, and the last one stays.
        content: text is written as UTF-8, what UTF-8 cannot hold as "?".

    Raises:
        OSError: it cannot be written.
    """
    unfinished = unfinished_name(path)
    with named_when_whole({unfinished: path}):
        unfinished.write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)


@contextmanager
def named_when_whole(files: Mapping[Path, Path], make_way: Callable[[], None] | None = None) -> Iterator[None]:
    """Give files their names when all of them are written and on the disk; take them away where that fails.

    A file that gets its name before it is on the disk may be empty after a power cut. What writers of the same files that were
    killed have left is taken away.

    Args:
        files: the name of each file, by the path under which the block writes it, on the same disk. One that the block
            does not write is passed over.
        make_way: called when all of them are on the disk, before they get their names: takes away what they stand in for.

    Raises:
        InTheWay: a folder stands in the place of one of the files; nothing is written then.
    """
    for place in (*files, *files.values()):
        if place.is_dir() and not is_link(place) and not (make_way and place not in files):
            raise _in_the_way(place, "is a folder, where a file is to be")
    clear_left(files.values())
    for path in files:
        path.unlink(missing_ok=True)  # what somebody has put there is not written to
    try:
        yield
        written = [path for path in files if path.exists()]
        for path in written:
            with path.open("rb+") as file:
                wait_for_disk(file)
        if make_way:
            make_way()
    except BaseException:
        clear_unfinished(files)
        raise
    for path in written:
        path.replace(files[path])


def wait_for_disk(file: IO[bytes]) -> None:
    """Wait until what was written to a file is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def clear_unfinished(files: Iterable[Path]) -> None:
    """Remove what writers that were killed have left of `files`; nobody else may be writing there."""
    for path in files:
        if path.name.startswith(UNFINISHED):
            with suppress(OSError):
                path.unlink()
