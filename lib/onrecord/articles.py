"""Articles: the text of a source with what is known about it. Offsets into the text never change afterwards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


class SourceError(Exception):
    """A source that cannot be read; the message names it and says what to do."""


@dataclass(frozen=True)
class Article:
    """One news text.

    `headline` and `boilerplate` are (start, end) spans of `text`, in code points, end exclusive:
    the first is read as a headline, the others are skipped; nothing is cut from the text.
    """

    article_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    language: str | None = None
    source: str | None = None
    headline: tuple[int, int] | None = None
    boilerplate: tuple[tuple[int, int], ...] = ()


def article_id(text: str) -> str:
    """A short name for a text that depends on nothing but the text (12 hexadecimal digits of its SHA-256)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
