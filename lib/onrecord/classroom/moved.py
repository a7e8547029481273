"""Moved: the rows of two records of one article side by side, those that came, went or changed."""

from __future__ import annotations

from onrecord.pages.html import EMPTY, Html
from onrecord.tables.record import Record


def what_moved(before: Record, after: Record) -> Html:
    """The rows that appeared, went or changed between two records of one article, side by side.

    Args:
        before: the record as it was.
        after: the record with words of your own, see `with_words`.

    Returns:
        A table for each table of the record in which something moved; a sentence where nothing did.
    """
    return EMPTY
