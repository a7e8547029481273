"""Writing: files that appear whole or not at all, and problems in one line."""

from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file that appears whole or not at all.

    Args:
        path: the file; its folder must be there. Until it is done, the content stands beside it in `.partial-NAME`.
        content: text is written as UTF-8, what UTF-8 cannot hold as "?".
    """
    unfinished = path.with_name(f".partial-{path.name}")
    try:
        unfinished.write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def first_line(problem: object) -> str:
    """What went wrong, in one line without control characters."""
    text = str(problem).strip() or type(problem).__name__
    return "".join(c if c.isprintable() else " " for c in text.splitlines()[0])
