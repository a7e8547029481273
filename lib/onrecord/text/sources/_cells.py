"""Cells of a corpus: values of any type, as JSON and Parquet have them, as texts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from onrecord.text.article import whole_characters


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
