"""Number ranges: two numbers that are the ends of one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from onrecord.figures._number_phrases import GAP, NumberPhrase, number_words


def join_repeats(lower: str, phrases: list[NumberPhrase]) -> list[NumberPhrase]:
    """Put a number together that is written twice: "fifty (50) people"."""
    joined: list[NumberPhrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else phrase
        between = lower[before.number_end : phrase.number_start]
        if re.fullmatch(r"\s?\(", between) and lower.startswith(")", phrase.end) and phrase.low == before.low:
            joined[-1] = replace(before, end=phrase.end + 1, number_end=phrase.end + 1)
        else:
            joined.append(phrase)
    return joined


def join_ranges(lower: str, phrases: list[NumberPhrase]) -> list[NumberPhrase]:
    """Put two numbers together that are the ends of one: "5 to 7", "between 5 and 7", "20-30,000".

    Args:
        lower: the text in lower case.
        phrases: single numbers in the order of the text.
    """
    joined: list[NumberPhrase] = []
    for phrase in phrases:
        whole = range_of(lower, joined[-1], phrase) if joined else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(phrase)
    return joined


LINK = re.compile(
    rf"(?:{GAP}|-)?(?:-|to|or|{GAP}and|{GAP}to|{GAP}or)"
    rf"(?:{GAP}(?:about|around|some|even|as many as|nearly|perhaps){GAP}|{GAP})?"
)
OPENING = re.compile(rf"\b(?P<word>between|from)(?:{GAP}(?:about|around|some|an estimated))?{GAP}$")
BEFORE = 60  # characters in which a range is opened, or a change is told
CHANGE = re.compile(
    r"\b(?:rise|rises|rose|risen|rising|grew|grow|grown|growing|increase\w*|drop\w*|fell|fall|fallen|falling|decrease\w*"
    r"|jump\w*|climb\w*|declin\w*|reduc\w*|revis\w*|lower\w*|up|down|went|go|gone|soar\w*|rais\w*|cut|shr[aiu]nk)\b[^.;]{0,40}$"
)
STEP = re.compile(rf"\bby(?:{GAP}(?:about|around|some|at least|nearly|almost|more than|over))?{GAP}$")


@dataclass(frozen=True)
class _Ends:
    """Two numbers with a word between them that may make them the ends of a range.

    `opening` is the match of "between" or "from" in the words `before` the first one; `low` and `high` are the ends.
    """

    first: NumberPhrase
    word: str
    before: str
    opening: re.Match[str] | None
    low: float
    high: float

    @property
    def opened_by(self) -> str:
        return self.opening["word"] if self.opening else ""


def range_of(lower: str, a: NumberPhrase, b: NumberPhrase) -> NumberPhrase | None:
    """The range that two numbers are the ends of, or None."""
    ends = _ends(lower, a, b)
    if ends is None or any(is_none(ends) for is_none in NO_RANGES):
        return None
    start = a.start - (len(ends.before) - ends.opening.start()) if ends.opening else a.start
    kind = "share" if "share" in (a.kind, b.kind) else a.kind if a.kind != "count" else b.kind
    return NumberPhrase(start, b.end, a.number_start, b.number_end, ends.low, ends.high, "range", False, kind, "range")


def _ends(lower: str, a: NumberPhrase, b: NumberPhrase) -> _Ends | None:
    link = LINK.fullmatch(lower[a.end : b.start])
    if not link or a.approx != "exact" or b.approx != "exact" or a.low is None or b.low is None:
        return None
    words = link.group().split()
    before = lower[max(0, a.start - BEFORE) : a.start]
    low = _shared_scale(lower, a, b, a.low, b.low)
    return _Ends(a, words[0] if words else "", before, OPENING.search(before), low, b.low)


def and_without_between(ends: _Ends) -> bool:
    """ "12 and 15" are two numbers, "between 12 and 15" is one."""
    return ends.word == "and" and ends.opened_by != "between"


def from_one_state_to_another(ends: _Ends) -> bool:
    """ "Rose from 12 to 15": two states of one count."""
    if ends.word != "to" or ends.opening is None or ends.opened_by != "from":
        return False
    return bool(CHANGE.search(ends.before[: ends.opening.start()]))


def change_to(ends: _Ends) -> bool:
    """ "Rose 5 percent to 40 percent": a change and what came of it."""
    with_unit = ends.first.end > ends.first.number_end
    return ends.word == "to" and ends.opening is None and with_unit and bool(CHANGE.search(ends.before))


def step_to(ends: _Ends) -> bool:
    """ "Rose by 12 to 96": a step and where it led."""
    return ends.word == "to" and bool(STEP.search(ends.before)) and bool(CHANGE.search(ends.before))


def falling(ends: _Ends) -> bool:
    """The second number is no larger than the first."""
    return ends.low >= ends.high


def too_far_apart(ends: _Ends) -> bool:
    """A hyphen between numbers of quite another size: a code, not a range."""
    return ends.word.startswith("-") and ends.high >= 1000 * max(ends.low, 1)


# What keeps two numbers with such a word between them from being one range.
NO_RANGES: tuple[Callable[[_Ends], bool], ...] = (
    and_without_between,
    from_one_state_to_another,
    change_to,
    step_to,
    falling,
    too_far_apart,
)

SCALE_AT_END = re.compile(r"(?:hundred|thousand|illion|lakh|crore|dozen|k)$")


def _shared_scale(lower: str, a: NumberPhrase, b: NumberPhrase, low: float, high: float) -> float:
    """The low end; "5 to 6 million" means 5 million, "20-30,000" means 20,000."""
    last_word = re.search(r"(?<![a-z])[a-z]+$", lower[b.number_start : b.number_end])
    scale = number_words("scale").get(last_word.group(), (0, 0))[0] if last_word else 0
    if scale and low < min(scale, high / scale) and not SCALE_AT_END.search(lower[a.number_start : a.number_end]):
        return low * scale
    hyphen = lower[a.end : b.start].strip() == "-"
    if hyphen and low < 1000 <= high and low * 1000 < high and high % 1000 == 0:
        return low * 1000
    return low
