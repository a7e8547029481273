"""Places: the marked quote or figure that some words of a text pick out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from onrecord.classroom.check._typed import SAME
from onrecord.classroom.texts import LessonError, kept_marks

Mark = dict[str, Any]
Text = dict[str, Any]


def picked(of: str, words: str, kind: str) -> tuple[Text, Mark]:
    """The marks of a text, and the one that its words pick out.

    Args:
        of: name of the text.
        words: words of it that meet one mark; the longer the surer.
        kind: "quotes" or "figures".

    Raises:
        LessonError: there is no such text, the words are not in it, or they meet no mark or several.
    """
    text = kept_marks(of)
    places = list(spans(text["text"], words))
    if not places:
        raise LessonError(f"{of}: the words {words[:80]!r} are not in the text. Copy them from it.")
    found = [mark for mark in text[kind] if any(_meet(place, mark) for place in places)]
    inside = [mark for mark in found if any(_inside(place, mark) for place in places)]
    found = inside or found
    if len(found) != 1:
        there = f"{len(found)} marked {kind}" if found else f"no marked {kind.removesuffix('s')}"
        raise LessonError(f"{of}: the words {words[:80]!r} meet {there}. Give words that meet exactly one.")
    return text, found[0]


def spans(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, whatever its line ends, quotation marks, dashes and capitals."""
    parts = words.translate(SAME).split()
    if parts:
        pattern = r"(?<!\w)" * parts[0][0].isalnum() + r"\s+".join(map(re.escape, parts))
        pattern += r"(?!\w)" * parts[-1][-1].isalnum()
        yield from (match.span() for match in re.finditer(pattern, _alike(text), re.IGNORECASE))


@lru_cache(256)
def _alike(text: str) -> str:
    """A text with one kind of quotation marks and dashes; one letter stays one letter."""
    return text.translate(SAME)


def overlapping(marks_: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """The marks that share characters with a span."""
    return [mark for mark in marks_ if _meet((start, end), mark)]


def _meet(place: tuple[int, int], mark: Mark) -> bool:
    return bool(place[0] < mark["end"] and mark["start"] < place[1])


def _inside(place: tuple[int, int], mark: Mark) -> bool:
    return bool(mark["start"] <= place[0] and place[1] <= mark["end"])
