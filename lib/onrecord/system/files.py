"""Writing: files that appear whole or not at all."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

UNFINISHED = ".partial-"  # what the names of files begin with until they are whole


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file that appears whole or not at all, whether the process is killed or the power is cut.

    Args:
        path: the file; its folder must be there. Until it is done, the content stands beside it under a name that
            begins with `.partial-` and is this thread's alone: several may write one file, and the last one stays.
        content: text is written as UTF-8, what UTF-8 cannot hold as "?".

    Raises:
        OSError: it cannot be written.
    """
    unfinished = path.with_name(f"{UNFINISHED}{os.getpid()}-{threading.get_ident()}-{path.name}")
    with named_when_whole({unfinished: path}):
        unfinished.write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)


@contextmanager
def named_when_whole(files: Mapping[Path, Path]) -> Iterator[None]:
    """Give files their names when all of them are written and on the disk; take them away where that fails.

    A file that gets its name before it is on the disk may be empty after a power cut.

    Args:
        files: the name of each file, by the path under which the block writes it, on the same disk. One that the block
            does not write is passed over.
    """
    try:
        yield
        written = [path for path in files if path.exists()]
        for path in written:
            with path.open("rb+") as file:
                wait_for_disk(file)
    except BaseException:
        clear_unfinished(files)
        raise
    for path in written:
        path.replace(files[path])


def unfinished_name(path: Path) -> Path:
    """The path under which a file is written of which no other process or thread writes a version now."""
    return path.with_name(UNFINISHED + path.name)


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
