"""Needed: what is said of a file whose format is read with a library of the extra `formats`, where that is not installed."""

from __future__ import annotations

from onrecord.system.extras import ExtraMissing, need
from onrecord.text.article import SourceError


def need_for(place: str, library: str) -> None:
    """See that a library of the extra `formats` is installed, before it is imported.

    Args:
        place: what an error calls the file.
        library: its name as it is imported, such as `openpyxl`.

    Raises:
        SourceError: it is not installed; the message says how to install it.
    """
    try:
        need(library, "formats")
    except ExtraMissing as problem:
        raise SourceError(f"{place}: {problem}.") from None
