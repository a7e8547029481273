"""Sides: the country, alliance or party that a name, a demonym or a seat of government stands for."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.words import read_words

# A university of Ottawa does not speak for Canada: capitals count only where they stand for a government.
SEAT = "metonym"


@cache
def sides() -> dict[str, tuple[str, str]]:
    """words/sides.csv: {name in lower case: (side, type)}, plurals of demonyms included."""
    listed = {}
    for row in read_words("sides.csv"):
        listed[row["name"].lower()] = (row["side"], row["type"])
        if row["type"] in ("demonym", "party"):
            listed.setdefault(row["name"].lower() + "s", (row["side"], row["type"]))
    return listed


@lru_cache(maxsize=10_000)  # the same names come again and again
def side_of(text: str | None, seats: bool = True) -> str | None:
    """The side (country, alliance or party) that a text names; a party before a country.

    Args:
        text: a name or a role; None has no side.
        seats: whether a capital stands for its government ("the Foreign Ministry in Kyiv").
    """
    text = re.sub(r"['’]s?(?!\w)", "", text or "")
    words = [w if re.fullmatch(r"(?:[A-Z]\.)+", w) else w.rstrip(".") for w in re.findall(r"[\w.'’-]+", text)]
    hits: list[tuple[str, str]] = []
    taken: set[int] = set()
    for length in (4, 3, 2, 1):
        for i in range(len(words) - length + 1):
            phrase, places = " ".join(words[i : i + length]), set(range(i, i + length))
            if not phrase[:1].isupper() or taken & places or (hit := sides().get(phrase.lower())) is None:
                continue
            taken |= places  # the Democratic Republic of Congo is no party
            if seats or hit[1] != SEAT:
                hits.append(hit)
    hits = [hit for hit in hits if hit[0]]
    return next((side for side, what in hits if what == "party"), hits[0][0] if hits else None)
