"""Claims: the figures that say how many there are of something, by what they count."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.figures._relations import same_thing
from onrecord.figures.units import anybody
from onrecord.rows import Figure

FAMILIES = {"destroyed": "damage", "damaged": "damage"}
CLAIMS_BACK = 50  # claims of others that a claim is set against, the nearest before it: time stays linear


def claims_of(figures: list[Figure]) -> list[Figure]:
    """The figures that say how many there are of something, the first of those that repeat one claim.

    Left out are parts and additions that do not say of whom ("six of them", "another 15"): they are no total.
    """
    claims: dict[tuple, Figure] = {}
    for figure in figures:
        if figure.event == "other" or figure.negated or figure.category == "share" or figure.adds_to:
            continue
        if figure.subset_of and (figure.unit is None or _singular(figure.unit) in anybody()):
            continue
        value = (figure.value_low, figure.value_high)
        claims.setdefault(
            (figure.speaker, figure.event, kind_of(figure), _singular(figure.unit), value, figure.place), figure
        )
    return list(claims.values())


def kind_of(figure: Figure) -> tuple[str, str | None]:
    """What is counted: "people" where the noun does not say which people, else category and noun."""
    unit = _singular(figure.unit)
    if (unit is None or unit in anybody()) and figure.category in ("people", "events"):
        return "people", None
    return ("one of the people" if figure.category == "people" else figure.category), unit


def _singular(unit: str | None) -> str | None:
    if unit is None or unit in anybody():
        return unit
    for ending, put in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if unit.endswith(ending):
            return unit.removesuffix(ending) + put
    return unit


def by_thing(claims: list[Figure]) -> dict[tuple, list[Figure]]:
    """Claims by what is counted and what happened to it; only those of one group can be about the same thing."""
    groups: dict[tuple, list[Figure]] = {}
    for claim in claims:
        groups.setdefault((FAMILIES.get(claim.event, claim.event), kind_of(claim)), []).append(claim)
    return groups


def find_echoes(group: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The numbers that the article gives on its own, as in a headline, each with the claim whose number it is."""
    spoken = {(c.value_low, c.value_high): c for c in reversed(group) if c.speaker}
    for claim in group:
        claimed = spoken.get((claim.value_low, claim.value_high))
        if claim.speaker is None and claimed and same_thing(claim, claimed):
            yield claim, claimed


def rivals_of(group: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each claim with the nearest claims of others before it, and with the last of the same claimant."""
    last: dict[str | None, Figure] = {}
    for i, claim in enumerate(group):
        yield from ((other, claim) for other in group[max(0, i - CLAIMS_BACK) : i] if other.speaker != claim.speaker)
        if claim.speaker in last:
            yield last[claim.speaker], claim
        last[claim.speaker] = claim
