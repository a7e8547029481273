"""Values: how two numbers of one thing stand to each other."""

from __future__ import annotations

from onrecord.rows import Figure

ROUNDING = 0.05  # two numbers this near, one of them round, are one number rounded
OPEN_ROUNDING = 0.15  # "more than 500" is a way to say 540; "at least 500" is a bound that somebody counted
LEAST_ROUNDED = 100  # people are counted one by one below
LOOSE = 0.8  # "dozens" may be 20
NARROW = 1.5  # a range no wider than this names one number
FARTHEST = 10  # numbers further apart than this factor are hardly about the same thing
FROM, TO = ("at_least", "more_than"), ("up_to", "less_than")

Relation = tuple[str, str]  # and the reason for it
AGREE: Relation = ("agree", "The numbers agree.")
ROUNDED: Relation = ("agree_rounded", "The numbers agree when rounded.")


def middle_of(figure: Figure) -> float:
    """The number a figure names: its only end, or the middle of both."""
    low, high = figure.value_low, figure.value_high
    if low is None or high is None:
        return next(end for end in (low, high) if end is not None)
    return (low + high) / 2


def far_apart(a: Figure, b: Figure, farthest: float = FARTHEST) -> bool:
    """Whether one number is more than so many times the other."""
    return max(middle_of(a), middle_of(b)) > farthest * max(min(middle_of(a), middle_of(b)), 1)


def values_meet(a: Figure, b: Figure) -> Relation | None:
    """How two numbers meet: the same, the same rounded, or one open or wide and the other inside it; None if they differ."""
    if a.stated.lower() == b.stated.lower() or _ends(a) == _ends(b):
        return AGREE if "vague" not in (a.approx, b.approx) or a.stated.lower() == b.stated.lower() else ROUNDED
    if far_apart(a, b):
        return None
    if a.approx in FROM + TO or b.approx in FROM + TO:
        return _with_open_end(a, b)
    if _intervals_meet(a, b):
        wide = [f for f in (a, b) if f.approx == "range" and (f.value_high or 0) > NARROW * (f.value_low or 1)]
        return _room(wide[0]) if wide else ROUNDED
    exact = {a.approx, b.approx} <= {"exact", "about"}
    near = abs(middle_of(a) - middle_of(b)) <= ROUNDING * max(middle_of(a), middle_of(b))
    large = min(middle_of(a), middle_of(b)) >= LEAST_ROUNDED
    return ROUNDED if exact and near and large and (is_round(a) or is_round(b)) else None


def is_one_number(a: Figure, b: Figure) -> bool:
    """Whether two figures say one number, also rounded."""
    meeting = values_meet(a, b)
    return meeting is not None and meeting[0] != "compatible"


def _ends(figure: Figure) -> tuple[float, float] | None:
    """Both ends of a number, a bound and the number itself alike: "at least 77" and "77" are one count."""
    low, high = figure.value_low, figure.value_high
    low, high = (high if low is None else low), (low if high is None else high)
    return None if low is None or high is None else (low, high)


def _with_open_end(a: Figure, b: Figure) -> Relation | None:
    """A bound and a number, or two bounds."""
    opened, other = (a, b) if a.approx in FROM + TO else (b, a)
    bound, number = middle_of(opened), middle_of(other)
    near = opened.approx in ("more_than", "less_than") and abs(bound - number) <= OPEN_ROUNDING * max(bound, number)
    if other.approx in FROM + TO:
        return _room(opened) if opened.approx in FROM or other.approx in FROM else None
    if other.approx == "range" and bound in (other.value_low, other.value_high):
        return ROUNDED  # "up to four", "three or four"
    inside = number >= bound if opened.approx in FROM else number <= bound
    if not inside and not _intervals_meet(a, b):
        return None
    return ROUNDED if near and is_round(opened) else _room(opened)


def _room(figure: Figure) -> Relation:
    return "compatible", f"The numbers are compatible: “{figure.text}” leaves room for the other."


def _intervals_meet(a: Figure, b: Figure) -> bool:
    lows = [f.value_low * (LOOSE if f.approx == "vague" else 1) for f in (a, b) if f.value_low is not None]
    low = max(lows, default=float("-inf"))
    high = min(v for v in (a.value_high, b.value_high, float("inf")) if v is not None)
    return low <= high


def is_round(figure: Figure) -> bool:
    """A number of which at least the last half of the digits are zeros, as 400,000 and 1,500, but not 402,370."""
    digits = f"{middle_of(figure):.0f}"
    return len(digits) - len(digits.rstrip("0")) >= len(digits) / 2
