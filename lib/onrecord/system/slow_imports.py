"""Imports: what a library would load, in seconds, for something that is never asked of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# A grammar of web addresses, compiled each time it is imported: jsonschema takes it, where it is there, to check the
# addresses in a document; notebooks, for which nbformat imports jsonschema, have none that are checked.
SLOW = "rfc3987_syntax"


@contextmanager
def without_slow_ones() -> Iterator[None]:
    """Import jsonschema without the part that takes a second or more, unless this process has it already."""
    if SLOW in sys.modules:
        yield
        return
    sys.modules[SLOW] = None  # an import of it raises ImportError, with which jsonschema reckons
    try:
        yield
    finally:
        del sys.modules[SLOW]
