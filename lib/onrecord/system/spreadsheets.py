r"""Spreadsheets: text that goes into a CSV, marked where a spreadsheet would take it for a formula.

A cell that begins with =, +, - or @ is worked out, not shown. So is what stands behind a semicolon, a tab or a line end within
a cell where the spreadsheet separates cells by semicolons or tabs, as it does in many countries: there a quoted cell in the
middle of a line is not seen as one. In front of each such place stands one apostrophe, which `unguarded` takes away.
"""

from __future__ import annotations

import re

# What spreadsheets pass over in front of a formula: spaces and marks that are not seen, quotation marks, an apostrophe.
_PASSED_OVER = (
    "\"'"
    r" \x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"
)
# What a formula begins with, also as the wide, small, raised and lowered forms that some programs take for the same.
_OPENING = "=+@\u2212＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋-"
_FORMULA = f"[{_PASSED_OVER}]*[{_OPENING}]"
# Where an apostrophe belongs; in a syntax that the scripts of pages can read, too.
AT_START = rf"^(?='*[\t\r\n]|{_FORMULA})"
INSIDE = rf"([;\t\r\n])(?={_FORMULA})"

_at_start, _inside = re.compile(AT_START), re.compile(INSIDE)
_guarded_at_start, _guarded_inside = (re.compile(p.replace("(?=", "'(?=", 1)) for p in (AT_START, INSIDE))


def guarded(text: str) -> str:
    """A text as the cell of a CSV, in which no spreadsheet finds a formula.

    Args:
        text: any. That of most news stays as it is.
    """
    return _at_start.sub("'", _inside.sub(r"\1'", text))


def unguarded(cell: str) -> str:
    """The text that `guarded` made a cell of; another text as it is."""
    return _guarded_inside.sub(r"\1", _guarded_at_start.sub("", cell))
