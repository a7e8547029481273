"""Places: how an error names a source, and how large one may be."""

from __future__ import annotations

import re

from onrecord.system.text_lines import one_line
from onrecord.text.article import SourceError

MAX_BYTES = 20_000_000  # of a file or a page
MAX_NAME = 200  # characters of a place in a message


def place_name(source: object) -> str:
    """A source as one line of a message shows it: no line breaks or control characters, and not too long."""
    return one_line(source, MAX_NAME)


def is_address(source: str) -> bool:
    """Whether a source is an http(s) address."""
    return re.match(r"(?i)https?://", source) is not None


def check_size(data: bytes | bytearray, place: str, max_bytes: int | None = None) -> None:
    """Raise SourceError where there are more bytes than a file or a page may have (MAX_BYTES)."""
    limit = MAX_BYTES if max_bytes is None else max_bytes
    if len(data) > limit:
        raise SourceError(
            f"{place}: is larger than {limit // 1_000_000} MB, too much for one article. "
            "Cut it up, or give a corpus (.jsonl, .csv, .parquet) with an article per row."
        )
