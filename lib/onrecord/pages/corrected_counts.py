"""Corrected counts: how many rows readers have corrected by hand, in a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.pages.wording import count, plural

if TYPE_CHECKING:
    import pandas as pd

    from onrecord.tables.record import Record

# What a row of a table is, and a column that no other table has beside these, by which a table is known.
NOUNS = {
    "quotes": "quote",
    "figures": "figure",
    "comparisons": "pair",
    "uncounted": "statement",
    "portrayals": "portrayal",
}
_KNOWN_BY = {
    "stated": "figure",
    "cue_class": "quote",
    "event_load": "tone",
    "relation": "pair",
    "uncounted_id": "statement",
    "loaded": "portrayal",
    "mentions": "speaker",
}


def corrected_in_words(frames: Iterable[pd.DataFrame]) -> str:
    """How many rows of tables readers have corrected: "3 of 41 quotes and 1 of 22 figures corrected by hand"; "" for none.

    Args:
        frames: tables of a record, or parts of them; others are passed over. One that comes twice is counted once.
    """
    counts: dict[str, tuple[int, int]] = {}
    for frame in frames:
        noun = next((noun for column, noun in _KNOWN_BY.items() if column in frame.columns), None)
        if noun is not None and "corrected" in frame.columns:
            counts.setdefault(noun, (int(frame["corrected"].notna().sum()), len(frame)))
    return _in_words(counts)


def _in_words(counts: dict[str, tuple[int, int]]) -> str:
    """The number of corrected rows of each kind, and of all, in words."""
    if "quote" in counts:
        counts.pop("tone", None)  # there is a row of it for each quote
    parts = [f"{some:,} of {all_:,} {_of(noun, all_)}" for noun, (some, all_) in counts.items() if some]
    return f"{', '.join(parts[:-1])}{' and ' if parts[1:] else ''}{parts[-1]} corrected by hand" if parts else ""


def _of(noun: str, number: int) -> str:
    return f"{plural(number, 'quote')} with a tone" if noun == "tone" else plural(number, noun)


def corrected_sentence(record: Record) -> str:
    """A sentence on what readers have corrected in an article, what they struck among it; "" where that is nothing."""
    tables = [(noun, record.dicts(name)) for name, noun in NOUNS.items()]
    rows = _in_words({noun: (sum(row["corrected"] is not None for row in table), len(table)) for noun, table in tables})
    struck = sum(outcome.line.strike for outcome in record.outcomes if outcome.problem is None)
    parts = [rows, f"{count(struck, 'row')} struck{'' if rows else ' by hand'}" if struck else ""]
    words = "; ".join(filter(None, parts))
    return words and f"{words}."
