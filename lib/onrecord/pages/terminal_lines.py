"""Terminal lines: text and columns in lines of a width."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Text in lines of a width, the first and the others with something before them."""
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest) or [first.rstrip()]


def columns(table: Sequence[tuple[str, ...]], width: int) -> list[str]:
    """Rows of cells under one another; a cell that is too long for its share of the width wraps."""
    n = len(table[0])
    widest = [max(len(row[i]) for row in table) for i in range(n)]
    room = width - 2 * n
    widths = [min(w, room // n if sum(widest) > room else w) for w in widest]
    # What narrow columns leave over goes to the wide ones, first come first served.
    for i in range(n):
        widths[i] = min(widest[i], widths[i] + room - sum(widths))
    lines = []
    for row in table:
        cells = [textwrap.wrap(cell, max(w, 1)) or [""] for cell, w in zip(row, widths, strict=True)]
        for k in range(max(map(len, cells))):
            parts = ((cell[k] if k < len(cell) else "").ljust(w) for cell, w in zip(cells, widths, strict=True))
            lines.append(("  " + "  ".join(parts)).rstrip())
    return lines
