"""Relations: how two numbers of one thing stand to each other."""

from __future__ import annotations

import re

from onrecord.figures.extents import Extents
from onrecord.figures.wording import character
from onrecord.rows import Figure

OPPOSITES = ({"forced", "voluntary"}, {"deliberate", "accidental"}, {"destroyed", "damaged"})
TAKEN = frozenset({"displaced", "detained"})  # what happens to people who are taken away
ROUNDING = 0.05  # two numbers this near, one of them round, are one number rounded
FARTHEST = 10  # numbers further apart than this factor are hardly about the same thing
SMALL = 12  # small numbers recur by chance
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
DIFFER = "The numbers differ: a conflict if both count the same people, place and time."


def with_character(a: Figure, b: Figure, meeting: tuple[str, str]) -> tuple[str, str]:
    """How two numbers meet, and whether the words for what happened say the opposite."""
    if words := _opposed(a, b):
        return "conflict_character", f"{meeting[1]} What happened is told in opposite words: {words}."
    return meeting


def same_thing(a: Figure, b: Figure) -> bool:
    """Whether two claims of one group can be about the same place and time."""
    if a.place and b.place and a.place != b.place:
        return False
    if _years(a) != _years(b):
        return False
    small = max(middle_of(a), middle_of(b)) <= SMALL
    return not (small and a.unit != b.unit)


def _years(figure: Figure) -> list[str]:
    return YEAR.findall(figure.date_text or "")


def middle_of(figure: Figure) -> float:
    """The number a figure names: its only end, or the middle of both."""
    ends = [v for v in (figure.value_low, figure.value_high) if v is not None]
    return (ends[0] + ends[-1]) / 2


def values_meet(a: Figure, b: Figure) -> tuple[str, str] | None:
    """How two numbers meet, or None."""
    vague = [f for f in (a, b) if f.approx not in ("exact", "about")]
    same = (a.value_low, a.value_high) == (b.value_low, b.value_high) and "vague" not in (a.approx, b.approx)
    if same or (not vague and middle_of(a) == middle_of(b)):
        return "agree", "The numbers agree."
    if _meet(a, b):
        if vague:
            return "compatible", f"The numbers are compatible: “{vague[0].text}” leaves room for the other."
        return "agree_rounded", "The numbers agree when rounded."
    near = abs(middle_of(a) - middle_of(b)) <= ROUNDING * max(middle_of(a), middle_of(b))
    if not vague and near and (_is_round(a) or _is_round(b)):
        return "agree_rounded", "The numbers agree when rounded."
    return None


def _meet(a: Figure, b: Figure) -> bool:
    low = max(v for v in (a.value_low, b.value_low, float("-inf")) if v is not None)
    high = min(v for v in (a.value_high, b.value_high, float("inf")) if v is not None)
    return low <= high and not far_apart(a, b)


def far_apart(a: Figure, b: Figure) -> bool:
    return max(middle_of(a), middle_of(b)) > FARTHEST * max(min(middle_of(a), middle_of(b)), 1)


def _is_round(figure: Figure) -> bool:
    """A number of which at least the last half of the digits are zeros, as 400,000 and 1,500, but not 402,370."""
    digits = f"{middle_of(figure):.0f}"
    return len(digits) - len(digits.rstrip("0")) >= len(digits) / 2


def update_of(a: Figure, b: Figure, extents: Extents) -> tuple[str, str] | None:
    """Two states of one count: "rose from 17 to 46", "65, up from 61 in April"."""
    if a.event != b.event or far_apart(a, b) or (a.value_low, a.value_high) == (b.value_low, b.value_high):
        return None
    times = [
        next((k for k in extents.get(f.figure_id, {}).values() if k in ("earlier", "later")), None) for f in (a, b)
    ]
    one_claimant = a.speaker == b.speaker or (times[1] == "earlier" and b.speaker is None)
    if not one_claimant:
        return None
    if "earlier" in times and times[0] != times[1]:
        old = (a, b)[times.index("earlier")]
        return "updates", f"Two counts of the same thing: “{old.text}” is the earlier one."
    if a.rule.startswith("event_total") and b.rule.startswith("event_total"):
        return "updates", "The same total is given twice; the text gives the second later."
    return None


def earlier_of(a: Figure, b: Figure, extents: Extents) -> Figure:
    """The one of two states of a count that is replaced: the one said to be earlier, else the smaller."""
    for figure in (a, b):
        if "earlier" in extents.get(figure.figure_id, {}).values():
            return figure
    return min(a, b, key=middle_of)


def conflict_of(a: Figure, b: Figure, of_a: dict[str, str], of_b: dict[str, str]) -> tuple[str, str] | None:
    """What numbers that do not meet say: two claimants contradict each other, or count different extents."""
    rivals = a.speaker is not None and b.speaker is not None and not same_claimant(a.speaker, b.speaker)
    if not rivals or far_apart(a, b) or a.event != b.event or a.hedged != b.hedged:
        return None
    if of_a != of_b or "facility" in of_a.values():
        return _other_extents(a, b, of_a, of_b)
    words = _opposed(a, b)
    more = f" What happened is told in opposite words, too: {words}." if words else ""
    return "conflict_value", f"{DIFFER}{more}"


def same_claimant(a: str, b: str) -> bool:
    """One name, or the other is a longer form of it: "the ministry", "the Interior Ministry"."""
    first, second = ({w.removesuffix("'s") for w in s.lower().replace("’", "'").split()} - {"the"} for s in (a, b))
    return first <= second or second <= first


def _other_extents(a: Figure, b: Figure, of_a: dict[str, str], of_b: dict[str, str]) -> tuple[str, str] | None:
    """What numbers that differ say where they count different extents: at most that one leaves room for the other."""
    alone = {phrase: kind for phrase, kind in (of_a | of_b).items() if (phrase in of_a) != (phrase in of_b)}
    if "wider" in alone.values() or (of_a and of_b):
        return None
    part, whole = (a, b) if of_a else (b, a)
    if middle_of(part) > middle_of(whole):
        return "conflict_value", DIFFER
    return "compatible", f"The numbers are compatible: what “{next(iter(alone))}” counts may be a part of the other."


def _opposed(a: Figure, b: Figure) -> str | None:
    """The words of two claimants that say the opposite about how it came about, or None."""
    if a.speaker == b.speaker:
        return None
    first, second = character(a), character(b)
    if first and second and first[0] != second[0] and {first[0], second[0]} in OPPOSITES:
        return f"“{first[1]}” ({first[0]}) against “{second[1]}” ({second[0]})"
    if {a.event, b.event} in OPPOSITES:
        return f"“{a.event_text}” ({a.event}) against “{b.event_text}” ({b.event})"
    return None
