"""A number that a student reads off a table, beside the one that code gives."""

from __future__ import annotations

from onrecord.classroom.check._checked import Checked, blank, right, wrong
from onrecord.classroom.check._stopped import unless_stopped
from onrecord.classroom.check._typed import is_blank, number_of

CLOSE = 1e-9  # two ways of computing one number


@unless_stopped
def number(given: object, right_number: object, within: float = 0) -> Checked:
    """Check a number.

    Args:
        given: the answer.
        right_number: the number that code gives now.
        within: how far off the answer may be.
    """
    if is_blank(given):
        return blank("blank_number")
    typed, wanted = number_of(given), number_of(right_number)
    if typed is None:
        return wrong("no_number")
    if wanted is None:
        return wrong("number_nothing_to_compare")
    return right() if _near(typed, wanted, within) else wrong(_mistake(typed, wanted, within))


def _mistake(typed: float, wanted: float, within: float) -> str:
    """The kind of mistake, as hints.csv calls it."""
    if _near(typed * 100, wanted, max(within, abs(wanted) / 100)):
        return "number_share"
    if _near(typed, wanted * 100, max(within * 100, abs(wanted))):
        return "number_percent"
    if wanted and _near(-typed, wanted, within):
        return "number_sign"
    if typed.is_integer() and wanted.is_integer():
        return "number_one_off" if abs(typed - wanted) == 1 else "number_wrong"
    if (typed.is_integer() and abs(typed - wanted) < 1) or round(wanted, 1) == typed:
        return "number_rounded"
    return "number_wrong"


def _near(one: float, other: float, within: float) -> bool:
    return abs(one - other) <= within + CLOSE * max(1, abs(other))
