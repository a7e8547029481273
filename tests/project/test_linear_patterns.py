"""Patterns: each regular expression of the library takes time in proportion to the text, whatever the text is."""

import re
import time
from collections.abc import Callable

import pytest
from patterns import WHOLE, Used, all_patterns
from pumping import Pump, pumps

# What is never tried on a text that somebody else wrote.
ON_OUR_OWN = {
    "onrecord.evaluation.": "texts with marks, which are chosen and read by hand",
    "onrecord.pages._environment": "our own templates",
    "onrecord.pages.notebook_body": "pages that nbconvert makes, in which each element has its end",
    "onrecord.pages.notebook_page": "the same",
    "onrecord.pages.single_file": "our own pages",
    "onrecord.runs._jupyter.execution": "our own pages",
    "onrecord.figures.numbers:": "our own lexicon",
}
# What is tried on no more than so many characters, and how, where the module does not say it.
ON_FEW = {
    "onrecord.text.boilerplate.boilerplate_rules()": (600, "fullmatch"),
    "onrecord.figures._approximators": (30, "search"),
    "onrecord.figures._single_numbers.CELLS": (12, "search"),
}
TRIED_AT_ONE_PLACE = (
    "onrecord.text.stated_dates._PARTS",
    "onrecord.quotes._turn_labels.LABELS",
    "onrecord.quotes._turn_labels:",
)

NOTHING = 0.0005  # seconds that are never long; and for each character
FOR_A_CHARACTER = 0.15e-6
LONGER, SLOWER = 4, 9  # a text four times as long takes 4 times as long, or 16 times where the time grows by its square
LONG = (20, 150, 1000)  # times that a pump is repeated: where exponents, cubes and squares show
SLOW_FEW = 0.02  # seconds for a text of few characters


@pytest.mark.parametrize(
    "pattern, grows",
    [
        (r"\b(?:a|b)+c", False),
        (r"(?:a|b)+c", True),
        (r"\s+$", True),
        (r"(?<!\s)\s++$", False),
        (r"(?:a+)+b", True),
        (r"[A-Z][\w.]*[A-Z]\d", True),
        (r"[.!?]\W*\s", True),
    ],
)
def test_what_grows_is_seen(pattern, grows):
    used = Used(re.compile(pattern, re.MULTILINE), "here", frozenset({"search"}))
    assert bool(slow_on(used)) == grows


def test_every_pattern_takes_time_in_proportion():
    patterns = [used for used in all_patterns() if not used.where.startswith(tuple(ON_OUR_OWN))]
    assert len(patterns) > 300  # fewer: they are not found any more
    slow = [(used.where, tuple(pump), used.pattern.pattern[:200]) for used in patterns for pump in slow_on(used)]
    assert not slow


def slow_on(used: Used) -> list[Pump]:
    """The first text on which a pattern is slow."""
    few, method = next((how for where, how in ON_FEW.items() if used.where.startswith(where)), (None, ""))
    tried = _tried(used, method)
    is_slow = _slow_on_few if few else _grows
    return next(([pump] for pump in pumps(used.pattern) if is_slow(tried, pump, few or 0)), [])


def _tried(used: Used, method: str) -> Callable[[str], object]:
    """A call of a pattern as the library uses it; what tries each place of a text tries them all."""
    if method:
        return getattr(used.pattern, method)
    if used.where.startswith(TRIED_AT_ONE_PLACE) or used.methods == {"match"}:
        return used.pattern.match
    if used.methods <= WHOLE:
        return used.pattern.fullmatch
    return lambda text: sum(1 for _ in used.pattern.finditer(text))


def _slow_on_few(tried: Callable[[str], object], pump: Pump, few: int) -> bool:
    return _seconds(tried, pump.text(few)[: few - len(pump.after)] + pump.after, SLOW_FEW) > SLOW_FEW


def _grows(tried: Callable[[str], object], pump: Pump, few: int) -> bool:
    for times in LONG:
        text = pump.text(times)
        little = NOTHING + FOR_A_CHARACTER * len(text)
        seconds = _seconds(tried, text, little)
        if seconds > little:
            if times == LONG[0] and seconds > 20 * little:
                return True  # one that is longer might take for ever
            return _seconds(tried, pump.text(LONGER * times), SLOWER * seconds) > SLOWER * seconds
    return False


def _seconds(tried: Callable[[str], object], text: str, enough: float) -> float:
    """Processor time of this thread, the least of three tries, or of the first that is short enough."""
    least = float("inf")
    for _ in range(3):
        begun = time.thread_time()
        tried(text)
        least = min(least, time.thread_time() - begun)
        if least <= enough:
            break
    return least
