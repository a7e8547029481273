"""Told occurrences: the key of an occurrence read back, and whether two articles tell of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.figures._pointers import family_of
from onrecord.figures.regions import region_of
from onrecord.text.dates import MONTHS, day_of
from onrecord.text.periods import WEEKDAYS

TIME = re.compile(
    r"\d{4}|since\b|before\b|in the\b|over the\b|during\b|this\b|past\b|last\b|recent\b|so far\b|" + "|".join(WEEKDAYS)
)
NUMBER = re.compile(r" \(\d+\)$")
ONCE = ("nature", "accident")  # families of happenings of which there is seldom a second one at a place within days
DAYS_ON = 3  # days on which articles may report one of these
FEW_NAMES, SHARED = 4, 0.3  # so many names, and so large a part of the fewer, make two articles one story
WORD = re.compile(r"\b[A-Z]\w+(?:-\w+)*")
NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+(?:-\w+)*")
NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mr Mrs Ms Dr President Minister Prime General Ministry"
    " English".split()
) | {month.capitalize() for month in MONTHS}


class Told(NamedTuple):
    """An occurrence as an article tells it; `time` is a key as in `Occurrence`.

    `reported` is the day of the article, where the occurrence is what it reports.
    """

    kind: str | None
    place: str | None
    time: str | None
    reported: date | None = None

    @property
    def day(self) -> date | None:
        """The day, where it is told."""
        return day_of(self.time)

    @property
    def about(self) -> date | None:
        """The day, or of a disaster without one that of the article: there is seldom a second one within days."""
        return self.day or (self.reported if family_of(self.kind) in ONCE and self.time is None else None)


def told(key: str, reported: date | None = None) -> Told:
    """The parts of a key of `Occurrence`: "earthquake, Nepal, 2015-04-25"."""
    kind, *rest = NUMBER.sub("", key).split(", ")
    time = rest.pop() if rest and TIME.match(rest[-1]) else None
    return Told(None if kind == "event" else kind, ", ".join(rest) or None, time, reported)


def days_near(one: Told) -> Iterator[date]:
    """The days under which an occurrence is looked for; articles may differ by a day, for it may last a night."""
    if one.about:
        steps = range(-1, 2) if family_of(one.kind) not in ONCE else range(-DAYS_ON, DAYS_ON + 1)
        yield from (one.about + timedelta(days=step) for step in steps)


@dataclass(frozen=True)
class Names:
    """The words in capitals of a text, and those among them that do not begin a sentence: its names."""

    words: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Names:
        return cls(frozenset(WORD.findall(text)), frozenset(NAME.findall(text)) - NO_NAMES)


def is_one(a: Told, b: Told, names_a: Names, names_b: Names) -> bool:
    """Whether two articles tell of one occurrence: its day, its kind, and its place in the words of one of them.

    One article may call the town, the other the country. Where a place is not told, the articles must share names.
    """
    if a.about is None or b.about is None:
        return False
    most = 1 if a.day and b.day else DAYS_ON
    if abs(a.about - b.about) > timedelta(days=most):
        return False
    if a.place is None or b.place is None:
        return _share_names(names_a.names, names_b.names)
    one_place = _is_one_place(a.place, b.place)
    if a.kind != b.kind:
        one_family = None in (a.kind, b.kind) or family_of(a.kind) == family_of(b.kind)
        if not (a.day is not None and a.day == b.day and one_family):
            return False
    elif not one_place:
        return _is_named(a.place, names_b) or _is_named(b.place, names_a)
    if not one_place:
        return False
    # In one country there may be many attacks a day: the town must be one, or the names of the two texts.
    one_town = bool(_towns(a.place) & _towns(b.place))
    return one_town or family_of(a.kind) == "nature" or _share_names(names_a.names, names_b.names)


def _is_one_place(a: str, b: str) -> bool:
    """Whether two places are one: the same town, or the same country where one of the two tells no town."""
    if _towns(a) and _towns(b):
        return bool(_towns(a) & _towns(b))
    regions = [{region_of(name) for name in place.split(", ")} - {None} for place in (a, b)]
    return a == b or bool(regions[0] & regions[1])


def _towns(place: str) -> set[str]:
    return {name for name in place.split(", ") if region_of(name) != name}


def _is_named(place: str, names: Names) -> bool:
    """Whether the town of a place, or the place that has none, is in the words of a text."""
    return names.words.issuperset(place.split(", ")[0].split())


def _share_names(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= max(FEW_NAMES, SHARED * min(len(a), len(b)))
