"""Formats: documents, archives and exports, each suffix with the module that reads it, imported when it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from onrecord.text.sources._rows import Placed
from onrecord.text.sources.source_files import SourceFile

# Suffix -> module of `text.sources` that reads such files.
MODULES: dict[str, str] = {
    ".docx": "documents.articles",
    ".eml": "formats.mails",
    ".mbox": "formats.mails",
    ".mht": "formats.saved_pages",
    ".mhtml": "formats.saved_pages",
    ".odt": "documents.articles",
    ".pdf": "formats.pdf",
    ".rtf": "documents.articles",
    ".wacz": "formats.warcs",
    ".warc": "formats.warcs",
    ".warc.gz": "formats.warcs",
    ".zip": "formats.zips",
}
SUFFIXES = tuple(MODULES)


class Format(Protocol):
    """The module of a format."""

    def read(self, file: SourceFile, place: str) -> Iterator[Placed]:
        """The articles of a file in order, one at a time, each with its place, or what is wrong there."""
        ...

    def count(self, file: SourceFile) -> int:
        """How many articles `read` gives or complains about, in much less time."""
        ...


def format_of(suffix: str) -> Format | None:
    """The module that reads files with a suffix, in any case of letters; None where there is none."""
    module = MODULES.get(suffix.lower())
    return cast(Format, import_module(f"onrecord.text.sources.{module}")) if module else None
