"""Sides: the country or alliance that a name, a demonym or a seat of government stands for."""

from __future__ import annotations

import re
from functools import cache

from onrecord.words import read_words


@cache
def sides() -> dict[str, tuple[str, str]]:
    """words/sides.csv: {name in lower case: (side, type)}, plurals of demonyms included."""
    found = {}
    for row in read_words("sides.csv"):
        found[row["name"].lower()] = (row["side"], row["type"])
        if row["type"] == "demonym":
            found.setdefault(row["name"].lower() + "s", (row["side"], "demonym"))
    return found


def side_of(*texts: str | None) -> str | None:
    """The side (country or alliance) that the first of these texts to name one names."""
    for text in texts:
        words = re.findall(r"[\w.'’-]+", re.sub(r"['’]s\b", "", text or ""))
        for length in (3, 2, 1):
            for i in range(len(words) - length + 1):
                phrase = " ".join(words[i : i + length])
                if phrase[:1].isupper() and (hit := sides().get(phrase.lower().rstrip("."))):
                    return hit[0]
    return None
