"""Counts of portrayals: which rows of the portrayals table are among those that were marked by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.evaluation._mark_lines import PORTRAYALS
from onrecord.evaluation.marked import overlap, pair_up, same_name

NAMES = dict(zip(PORTRAYALS, ("descriptors", "deeds", "suffered", "loaded cues"), strict=True))


def portrayal_counts(marks: Sequence[dict], rows: Sequence[dict]) -> Iterator[tuple[str, int, int, int]]:
    """How many portrayals of each kind were marked, found and right.

    Args:
        marks: the portrayals that were marked in an article; data/README.md describes them.
        rows: its rows of the portrayals table, as dictionaries.

    Returns:
        (kind, marked, found, right) for each kind. A row is right if it has words in common with a mark of the same kind
        and speaker, one to one, and of cues also says the same of credit. Rows on marks called optional do not count.
    """
    for kind, name in NAMES.items():
        wanted = [mark for mark in marks if mark["kind"] == kind and not mark.get("optional")]
        optional = [mark for mark in marks if mark.get("optional")]
        found = [row for row in rows if row["kind"] == kind and (kind != "cue" or isinstance(row["loaded"], str))]
        pairs = pair_up(wanted, found, same_portrayal)
        right = {id(row) for _, row in pairs}
        others = [row for row in found if id(row) not in right and not any(overlap(m, row) > 0 for m in optional)]
        yield name, len(wanted), len(pairs) + len(others), len(pairs)


def same_portrayal(mark: dict, row: dict) -> bool:
    """Whether a row is about the same words and speaker as a mark; a cue must be loaded the same way, too."""
    same = overlap(mark, row) > 0 and same_name(mark["speaker"], row["speaker"])
    return same and (mark["kind"] != "cue" or mark["loaded"] == row["loaded"])
