"""Letters that do not stand on the line: raised marks of footnotes, and capitals that reach over several lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.text.hyphens import is_word, known_words
from onrecord.text.sources.page_layout.words import Word

MARK = re.compile(r"[\d*†‡§,]{1,5}|\[\d{1,3}\]")
ORDINAL = re.compile(r"(?:st|nd|rd|th)\W?")
UNIT = re.compile(r"(?:c|k|m)?m")  # a raised 2 behind it makes it a square
# In sizes of the type around.
SMALLER = 0.88
RAISED = (0.12, 0.65)
BESIDE = 0.35
DROPPED = 1.7  # the size of a dropped capital
SAME_TOP = 0.9  # its top is at most so far from that of the word that it begins
GAP = 1.5
NEXT = 1.3  # a line below its own may be moved in for it, too
CAPITAL = re.compile(r"[\"“‘'(\[]?[A-Z0-9][\"“‘']?|[\"“‘']")


def without_marks(words: Sequence[Word], size: float) -> list[Word]:
    """The words of a page without raised marks of footnotes; raised endings stand on the line with what they end.

    Args:
        size: that most of the page has.
    """
    ordered = sorted(words, key=lambda word: word.base)
    bases = [word.base for word in ordered]
    kept: list[Word] = []
    replaced: dict[Word, Word] = {}
    for word in words:
        candidate = word.size <= SMALLER * size and (MARK.fullmatch(word.text) or ORDINAL.fullmatch(word.text))
        before = _raised_from(word, ordered, bases, size) if candidate else None
        if before is None:
            kept.append(word)
        elif ORDINAL.fullmatch(word.text) or (UNIT.fullmatch(before.text) and word.text in "23"):
            whole = replaced.get(before, before)
            written = word.text if ORDINAL.fullmatch(word.text) else "²³"[word.text == "3"]
            replaced[before] = whole._replace(text=whole.text + written, right=word.right)
    return [replaced.get(word, word) for word in kept]


def _raised_from(word: Word, ordered: list[Word], bases: list[float], size: float) -> Word | None:
    """The word that a small one stands right behind, above its line."""
    low, high = (bisect_left(bases, word.base + RAISED[0] * size), bisect_right(bases, word.base + RAISED[1] * size))
    near = (other for other in ordered[low:high] if other.size > word.size)
    return next((other for other in near if abs(word.left - other.right) <= BESIDE * other.size), None)


def with_dropped_capitals(words: Sequence[Word], size: float) -> list[Word]:
    """The words of a page with each dropped capital put in front of the word that it begins.

    Args:
        size: that most of the page has.
    """
    rest = list(words)
    for capital in [word for word in words if word.size >= DROPPED * size and CAPITAL.fullmatch(word.text)]:
        beside = [
            word
            for word in rest
            if word.size < DROPPED * size
            and capital.right - size < word.left <= capital.right + GAP * size
            and capital.top - SAME_TOP * size <= word.top
            and word.base <= capital.base + NEXT * size
            and not any(_stands_before(other, word, capital, size) for other in rest)
        ]
        first = min(beside, key=lambda word: word.base, default=None)
        if first is None or first.top - capital.top > SAME_TOP * size or first.base > capital.base - SMALLER * size:
            continue
        letters = capital.text + _space(capital.text, first.text) + first.text
        lines = {word: word._replace(left=capital.left) for word in beside}
        lines[first] = first._replace(text=letters, left=capital.left)
        rest = [lines.get(word, word) for word in rest if word is not capital]
    return rest


def _stands_before(other: Word, word: Word, capital: Word, size: float) -> bool:
    """Whether a word stands in a line before another one, below a capital."""
    return (
        abs(other.base - word.base) < BESIDE * size
        and capital.left - size <= other.left < word.left
        and other is not capital
    )


def _space(capital: str, word: str) -> str:
    """A space where the capital is a word of its own: "A" and "I"."""
    rest = word.rstrip(".,;:!?\"'”’)").lower()
    if capital[-1] == "A":
        return " " if not is_word(f"a{rest}") and is_word(rest) else ""
    return " " if capital[-1] == "I" and f"i{rest}" not in known_words().listed and is_word(rest) else ""
