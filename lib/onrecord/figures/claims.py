"""Claims: the figures that say how many there are of something, by what they count."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from onrecord.figures._groups import Group, group_of, singular
from onrecord.figures.units import anybody
from onrecord.rows import Figure

FAMILIES = {"destroyed": "damage", "damaged": "damage", "displaced": "taken", "detained": "taken"}
OWN_BACK = 8  # claims of the same claimant
CLAIMS_BACK = 50  # claims of others that a claim is set against, the nearest before it: time stays linear
HARMED = ("dead", "wounded", "injured", "hurt", "missing", "killed")  # words that stand for a noun
ELIDED = 40  # characters between two numbers that count the same kind of people
SCENE = 500  # characters at the beginning of a text that say where it all happened
CLAIMED = ("claim", "background")

Thing = tuple[str | None, str, str]  # occurrence, event, category: only claims of one can be compared


def claims_of(figures: list[Figure]) -> list[Figure]:
    """The figures that say how many there are of something, the first of those that repeat one claim.

    Left out are what is denied, forecast or only possible, and parts and additions that do not say of whom ("six of
    them", "another 15"): they are no total.
    """
    claims: dict[tuple, Figure] = {}
    homes = homes_of(figures)
    for figure in figures:
        if figure.event == "other" or figure.status not in CLAIMED or figure.category == "share" or figure.adds_to:
            continue
        if figure.subset_of and (figure.unit is None or singular(figure.unit) in anybody()):
            continue
        value = (figure.value_low, figure.value_high)
        claims.setdefault((figure.speaker, thing_of(figure), group_of(figure, homes[figure.occurrence]), value), figure)
    return list(claims.values())


def homes_of(figures: list[Figure]) -> dict[str | None, str | None]:
    """The place that the first figure of each occurrence has: the place of the whole."""
    homes: dict[str | None, str | None] = {}
    for figure in figures:
        homes.setdefault(figure.occurrence, figure.place)
    return homes


def thing_of(figure: Figure) -> Thing:
    category = "people" if figure.category in ("people", "events") else figure.category
    return figure.occurrence, FAMILIES.get(figure.event, figure.event), category


def by_thing(claims: list[Figure]) -> dict[Thing, list[Figure]]:
    """Claims by occurrence, by what happened and by the kind of what is counted."""
    groups: dict[Thing, list[Figure]] = {}
    for claim in claims:
        groups.setdefault(thing_of(claim), []).append(claim)
    return groups


def rivals_of(group: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each claim with the nearest claims of others before it, and with the last few of the same claimant."""
    own: dict[str | None, deque[Figure]] = {}
    for i, claim in enumerate(group):
        yield from ((other, claim) for other in group[max(0, i - CLAIMS_BACK) : i] if other.speaker != claim.speaker)
        last = own.setdefault(claim.speaker, deque(maxlen=OWN_BACK))
        yield from ((other, claim) for other in last)
        last.append(claim)


def groups_of(claims: list[Figure], homes: dict[str | None, str | None], text: str) -> dict[str, Group]:
    """Whom each claim of a text counts, and where: {figure_id: Group}.

    A number without a noun counts those before it: in "eight rebels were killed and 21 wounded" 21 rebels are wounded.
    """
    groups: dict[str, Group] = {}
    before: Figure | None = None
    for claim in sorted(claims, key=lambda figure: figure.start):
        group = group_of(claim, homes.get(claim.occurrence), text[:SCENE])
        if before and not group.words and _is_elided(claim, before) and claim.category == before.category:
            group = replace(group, words=groups[before.figure_id].words)
        groups[claim.figure_id] = group
        before = claim
    return groups


def _is_elided(claim: Figure, before: Figure) -> bool:
    """Whether a number without a noun of its own follows another one closely."""
    bare = claim.unit is None or claim.unit in HARMED
    return bare and 0 <= claim.start - before.end < ELIDED and not claim.rule.startswith("event_total")
