"""Part words: the phrases beside numbers that make one of them a part of another (words/part_words.csv)."""

from __future__ import annotations

import re
from functools import cache

from onrecord.words import read_words


@cache
def part_pattern(place: str) -> re.Pattern:
    """The phrases of one place beside a number ("after", "before", ...), in capitals or not."""
    patterns = [row["pattern"] for row in read_words("part_words.csv") if row["place"] == place]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def says_after(place: str, text: str, offset: int) -> bool:
    """Whether a phrase of this place begins here."""
    return part_pattern(place).match(text, offset, offset + FARTHEST) is not None


def says_before(place: str, text: str, offset: int, start: int = 0) -> re.Match | None:
    """The phrase of this place that ends here, in the text from `start` on."""
    return part_pattern(place).search(text[max(start, offset - FARTHEST) : offset])


FARTHEST = 100  # characters that the longest of the phrases may take
