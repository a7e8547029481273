"""Pairs: two figures with their relation, as a row of the comparisons table."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.rows import Comparison, Figure


class Pair(NamedTuple):
    """Two figures with their relation and the reason for it.

    Of a part and a whole `a` is the whole, of an addition and its base the base, of two states of a count the earlier one;
    else the one that comes first in the text.
    """

    a: Figure
    b: Figure
    relation: str
    reason: str

    @property
    def key(self) -> frozenset[str]:
        """What tells a pair of one article from the others, whichever comes first."""
        return frozenset((self.a.figure_id, self.b.figure_id))


def comparison_row(pair: Pair) -> Comparison:
    why = f"{_claim_in_words(pair.a)}; {_claim_in_words(pair.b)}. {pair.reason}"
    return Comparison(pair.a.figure_id, pair.b.figure_id, pair.relation, why)


def _claim_in_words(figure: Figure) -> str:
    """Who says which number of what: "the ministry says 12 houses were “destroyed”"."""
    who = (
        figure.speaker
        or figure.mention
        or ("the article itself" if figure.attribution == "none" else "a speaker without a name")
    )
    event = f" “{figure.event_text}”" if figure.event_text else ""
    return f"{who}: {' '.join(figure.text.split())}{event}"
