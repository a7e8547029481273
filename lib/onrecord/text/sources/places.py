"""Places: how an error names a source, and how large one may be."""

from __future__ import annotations

import re

from onrecord.system.text_lines import one_line
from onrecord.text.article import SourceError

MAX_BYTES = 20_000_000  # of a file or a page
MAX_NAME = 200  # characters of a place in a message


def place_name(source: object) -> str:
    """A source as one line of a message shows it: no line breaks, control characters or passwords, and not too long."""
    return one_line(re.sub(r"(?<=://)[^/?#\s]*@", "", without_password(str(source))), MAX_NAME)


def without_password(address: str) -> str:
    """An address, of any scheme, without the name and password that may stand before its host; any other text is itself."""
    return re.sub(r"^(\s*[a-zA-Z][a-zA-Z\d+.-]*://)[^/?#]*@", r"\1", address)


def is_address(source: str) -> bool:
    """Whether a source is an http(s) address."""
    return re.match(r"(?i)https?://", source) is not None


def row_too_large(place: str) -> SourceError:
    """The error of a row with more bytes than a record may have (MAX_BYTES)."""
    return SourceError(f"{place}: is larger than {MAX_BYTES // 1_000_000} MB, too much for one article; left out.")


def check_size(data: bytes | bytearray, place: str, max_bytes: int | None = None) -> None:
    """Raise SourceError where there are more bytes than a file or a page may have (MAX_BYTES)."""
    if len(data) > (MAX_BYTES if max_bytes is None else max_bytes):
        raise too_large(place, max_bytes)


def too_large(place: str, max_bytes: int | None = None) -> SourceError:
    """What to say of a place that holds more bytes than a file or a page may have (MAX_BYTES)."""
    limit = MAX_BYTES if max_bytes is None else max_bytes
    return SourceError(
        f"{place}: is larger than {limit // 1_000_000} MB, too much for one article. "
        "Cut it up, or give a corpus (.jsonl, .csv, .parquet) with an article per row."
    )
