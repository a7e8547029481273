"""Second claims: what a bare number counts that somebody else gives right after the first."""

from __future__ import annotations

from dataclasses import replace

from onrecord.rows import Figure, Quote

REACH = 120  # characters from the first number to the second
MOST_BESIDE = 12  # characters that a report of nothing but a number may have beside it: "only", "that", "so far"
GIVEN = ("claimant_counts", "claimant_gives", "claimant_second")


def with_shared_events(rows: list[Figure], quotes: list[Quote]) -> list[Figure]:
    """Figures in which a bare number counts what the number before it does, if two people give them.

    "The army says 14 soldiers were killed. The rebels claim 60."

    Args:
        rows: the figures of an article in the order of the text, with their claimants.
        quotes: the article's.
    """
    said = {q.quote_id: q.end - q.start for q in quotes}
    shared: list[Figure] = []
    for row in rows:
        before = shared[-1] if shared else None
        if before is not None and _is_second(before, row) and _is_given(row, said):
            row = replace(
                row,
                unit=before.unit,
                category=before.category,
                event=before.event,
                event_text=before.event_text,
                rule=f"{row.rule}; event_of_first_claim",
            )
        shared.append(row)
    return shared


def _is_second(before: Figure, row: Figure) -> bool:
    """Whether a number without noun or event of its own is what somebody else says instead of the one before."""
    bare = row.event == "other" and row.unit is None and row.category == "other"
    others = None not in (before.speaker, row.speaker) and before.speaker != row.speaker
    return bare and others and before.event != "other" and row.start - before.end <= REACH and row.subset_of is None


def _is_given(row: Figure, said: dict[str, int]) -> bool:
    """Whether a number is all that is given: by a verb that takes numbers, or as all that a report says."""
    if any(rule in row.rule for rule in GIVEN):
        return True
    return said.get(row.quote_id or "", 0) in range(1, row.end - row.start + MOST_BESIDE + 1)
