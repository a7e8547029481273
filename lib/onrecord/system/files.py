"""Writing: files that appear whole or not at all."""

import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file that appears whole or not at all, whether the process is killed or the power is cut.

    Args:
        path: the file; its folder must be there. Until it is done, the content stands beside it under a name that
            begins with `.partial-` and is this thread's alone: several may write one file, and the last one stays.
        content: text is written as UTF-8, what UTF-8 cannot hold as "?".
    """
    unfinished = path.with_name(f".partial-{os.getpid()}-{threading.get_ident()}-{path.name}")
    try:
        with unfinished.open("wb") as file:
            file.write(content.encode("utf-8", "replace") if isinstance(content, str) else content)
            wait_for_disk(file)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def wait_for_disk(file: IO[bytes]) -> None:
    """Wait until what was written to a file is on the disk: a file that gets its name before may be empty after a power cut."""
    file.flush()
    os.fsync(file.fileno())


def clear_unfinished(files: Iterable[Path]) -> None:
    """Remove what writers that were killed have left of `files`; nobody else may be writing there."""
    for path in files:
        if path.name.startswith(".partial-"):
            with suppress(OSError):
                path.unlink()
