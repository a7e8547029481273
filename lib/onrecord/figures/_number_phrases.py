"""Number phrases: what a number in a text is made of, and the words for numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from onrecord.words import longest_first, read_words

# White space inside a phrase: spaces and one line break, never a blank line.
GAP = r"(?:[ \t]++(?:\n[ \t]*+)?|\n[ \t]*+)"
DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|[0-9]{1,3}, 000"
    r"|[0-9]{1,3},[0-9]{1,2}(?=[ -]?(?:million|billion|trillion|lakh|crore)\b)"  # a comma for a point: 3,5 million
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?: [0-9]{3})+(?![0-9,.]*[0-9])|[0-9]+(?:\.[0-9]+)?)(?!,?[0-9])"
)
# Digits glued to a word are read only where they are grouped in thousands ("18,000people"), as PDF text often has them.
GLUED = r"(?:(?<=[a-z])(?=[0-9]{1,3},[0-9]{3})|(?<![\w.,#/])|(?<=\bs\$)|(?<=\brs))"
CURRENCY = re.compile(r"(?:us\$|[$€£¥₹]|\brs\.? ?)[ ]?$")
SMALL = "(?:one|two|three|four|five|six|seven|eight|nine|ten|[1-9]|10)"  # the numbers of "nine in ten"
DURATION = "(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?)"
LARGEST = 1e15  # no count of people or things is larger; longer digit strings are codes
LONGEST_RUN = 12  # words in one cardinal ("nine hundred ... and ninety-nine" of the millions has fewer)


@dataclass(frozen=True)
class NumberPhrase:
    """A number in a text, with the words that open, close or widen it.

    `start`, `end` hold the approximators; `number_start`, `number_end` only the number. A `low` or `high` of None is
    open. `kind` is count, share (percentages and fractions) or money; `adds` is True where the words say that
    the number comes on top of another one.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    approx: str
    adds: bool
    kind: str
    rule: str


@cache
def number_words(kind: str) -> dict[str, tuple[float, float]]:
    """Number words of one kind: {word: (low, high)}, high a factor where the kind is plural."""
    rows = [row for row in read_words("number_words.csv") if row["kind"] == kind]
    return {row["word"]: (float(row["low"] or 0), float(row["high"] or 0)) for row in rows}


def any_word(words: Iterable[str]) -> str:
    return longest_first(words).replace(r"\ ", GAP)


def product_of(scales: str) -> float:
    """The product of scale words: "hundred thousand" -> 100,000."""
    value = 1.0
    for word in re.findall(r"[a-z]+", scales):
        plain = word if word in number_words("scale") else word.removesuffix("s")
        value *= number_words("scale").get(plain, (1, 0))[0]
    return value
