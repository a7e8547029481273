"""Writing: files that appear whole or not at all."""

from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file that appears whole or not at all.

    Args:
        path: the file; its folder must be there. Until it is done, the content stands beside it in `.partial-NAME`.
        content: text is written as UTF-8, what UTF-8 cannot hold as "?".
    """
    unfinished = path.with_name(f".partial-{path.name}")
    unfinished.write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)
    unfinished.replace(path)
