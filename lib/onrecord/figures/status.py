"""Status: whether a figure is a claim about what happened, or denied, forecast or only possible."""

from __future__ import annotations

from onrecord.rows import Figure


def status_of(row: Figure) -> str:
    """The status of a figure but for "background", which depends on the other figures of its article."""
    if row.negated:
        return "denied"
    return "hypothetical" if row.hedged else "claim"
