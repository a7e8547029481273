"""Approximators: "about", "at least", "more than" beside a number, and the range that they make of it."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache

from onrecord.figures._number_phrases import GAP, NumberPhrase, any_word
from onrecord.words import read_words

ABOUT = 0.05  # "about 400" is 380 to 420 (see words/approximators.csv)
DOZENS = re.compile(r"\bdozen$")  # "two dozen" is 24, but whoever says so did not count them one by one


@cache
def _approximators(place: str) -> tuple[re.Pattern, dict[str, dict[str, str]]]:
    rows = {row["phrase"]: row for row in read_words("approximators.csv") if row["place"] == place}
    words = any_word(rows)
    if place == "before":
        return re.compile(rf"(?:(?<=[\s(\[\"'-])|^)(?P<phrase>{words})(?:{GAP}(?:the|of|a))?{GAP}?$"), rows
    return re.compile(rf"{GAP}?(?P<phrase>{words})(?![a-z])(?!{GAP}than\b)"), rows


def with_approximators(lower: str, phrase: NumberPhrase) -> NumberPhrase:
    """Take in the approximators on both sides, up to three before; an open end wins over "about"."""
    approximators: list[str] = []
    adds = False
    start, end = phrase.start, phrase.end
    before, rows = _approximators("before")
    for _ in range(3):
        match = before.search(lower, max(0, start - 30), start)  # 30 characters: the longest approximator has 24
        if not match:
            break
        row = rows[re.sub(r"\s+", " ", match["phrase"])]
        start = match.start("phrase")
        approximators.append(row["approx"])
        adds = adds or row["adds"] == "1"
    for place in ("inside", "after"):
        after, rows = _approximators(place)
        if match := after.match(lower[end : end + 30]):
            row = rows[re.sub(r"\s+", " ", match["phrase"])]
            if place == "after":
                end += match.end()
            approximators.append(row["approx"])
            adds = adds or row["adds"] == "1"
    if approximators:
        phrase = _widen(replace(phrase, start=start, end=end, adds=adds), approximators)
    in_dozens = DOZENS.search(lower[max(phrase.number_start, phrase.number_end - 6) : phrase.number_end])
    return replace(phrase, approx="about") if in_dozens and phrase.approx == "exact" else phrase


def _widen(phrase: NumberPhrase, approximators: list[str]) -> NumberPhrase:
    """The range that the approximators make of a number, whole where the number is."""
    low, high = phrase.low, phrase.high
    for approx in ("at_least", "more_than"):
        if approx in approximators:
            return replace(phrase, high=None, approx=approx)
    for approx in ("up_to", "less_than"):
        if approx in approximators:
            return replace(phrase, low=None, approx=approx)
    if "about" in approximators and phrase.approx == "exact" and low is not None and high is not None:
        low, high = _round(low * (1 - ABOUT)), _round(high * (1 + ABOUT))
        if phrase.kind == "count" and phrase.low == int(phrase.low or 0):
            low, high = float(math.floor(low)), float(math.ceil(high))  # people are whole: "about 96" is 91 to 101
        return replace(phrase, low=low, high=high, approx="about")
    return phrase


def _round(value: float) -> float:
    """Rid a bound of the last digits that binary fractions add (0.95 * 400,000 is 380,000)."""
    return float(f"{value:.10g}")
