"""Slow imports: what a library would load, in seconds, for something that is never asked of it.

Leans on jsonschema taking `rfc3987_syntax` only where it can be imported. When the lock moves, check that
`python -X importtime -c "import nbformat"` names no other module that takes a second; where jsonschema does not import
this one any more, this module can go.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

# A grammar of web addresses, compiled each time it is imported: jsonschema takes it, where it is there, to check the
# addresses in a document; notebooks, for which nbformat imports jsonschema, have none that are checked.
SLOW = "rfc3987_syntax"


@contextmanager
def without_slow_ones() -> Iterator[None]:
    """Import jsonschema without the part that takes a second or more, unless this process has it already."""
    if SLOW in sys.modules:
        yield
        return
    modules = cast(dict[str, object], sys.modules)
    modules[SLOW] = None  # an import of it raises ImportError, which jsonschema expects
    try:
        yield
    finally:
        del modules[SLOW]
