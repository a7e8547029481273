"""Anchors: the ids of the marks in a highlighted text, to which rows and sentences lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ANCHORS = {"figure_id": "f", "quote_id": "q"}


def anchor(column: str, row_id: str) -> str:
    """The id of the mark of a row.

    Args:
        column: `figure_id` or `quote_id`.
        row_id: its value.
    """
    return f"{ANCHORS[column]}-{row_id}"


def uncounted_anchor(row: Mapping[Any, Any]) -> str:
    """The id of the mark of a statement without a number; those that begin at the same place share it.

    Args:
        row: of the uncounted table.
    """
    return f"u-{row['start']}"
