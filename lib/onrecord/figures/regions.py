"""Regions: the country or state that a place name is, or is the capital of."""

from __future__ import annotations

from functools import cache

from onrecord.words import read_words


@cache
def _regions() -> dict[str, str]:
    """Names of countries, capitals and states, each with the country or state that it is or lies in."""
    sides = (row for row in read_words("sides.csv") if row["type"] in ("country", "metonym"))
    return {row["name"]: row["side"] for row in sides} | {
        row["name"]: row["region"] for row in read_words("regions.csv")
    }


def region_of(place: str | None) -> str | None:
    """The country, or state of the United States, that a place name is or is the capital of; None where it is neither."""
    return _regions().get(place) if place else None
