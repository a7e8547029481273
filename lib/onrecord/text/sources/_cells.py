"""Cells of a corpus: values of any type, as JSON and Parquet have them, as texts."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from onrecord.text.article import whole_characters

# What a cell can hold besides text, in words; the first that fits counts.
KINDS: tuple[tuple[Any, str], ...] = (
    (bool, "true or false"),
    (int | float | Decimal, "a number"),
    (date | time | timedelta, "a date or a time"),
    (list | tuple | set, "a list"),
    (dict, "an object with several values"),
)


def cell_text(value: object) -> str | None:
    """The text of a cell.

    Args:
        value: of any type. Whole numbers that became floats, as they do where a column has gaps, are whole again.

    Returns:
        None for null, for what is no number, for bytes that are no UTF-8, and for what holds several values.
    """
    if isinstance(value, str):
        return whole_characters(value)
    if isinstance(value, bytes):
        return _decoded(value)
    if value is None or isinstance(value, list | tuple | dict | set) or value != value:
        return None
    if isinstance(value, float | Decimal) and value == (whole := _whole(value)):
        value = whole
    return str(value)


def kind_of(value: object) -> str | None:
    """What a cell holds that is no text, in words; None for one with text, or with nothing."""
    if value is None or isinstance(value, str | bytes) or value != value:
        return None
    return next((kind for types, kind in KINDS if isinstance(value, types)), "a value of another type")


def _decoded(value: bytes) -> str | None:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None


def _whole(number: Any) -> int | None:
    try:
        return int(number)
    except (ValueError, OverflowError):  # infinite
        return None
