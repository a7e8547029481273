"""Places: the marked quote or figure that some words of a text pick out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.classroom.alike import find_words
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
    places = find_words(text["text"], words)
    if not places:
        raise LessonError(f"{of}: the words {words[:80]!r} are not in the text. Copy them from it.")
    found = [mark for mark in text[kind] if any(_meet(place, mark) for place in places)]
    inside = [mark for mark in found if any(_inside(place, mark) for place in places)]
    found = inside or found
    if len(found) != 1:
        there = f"{len(found)} marked {kind}" if found else f"no marked {kind.removesuffix('s')}"
        raise LessonError(f"{of}: the words {words[:80]!r} meet {there}. Give words that meet exactly one.")
    return text, found[0]


def overlapping(marks_: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """The marks that share characters with a span."""
    return [mark for mark in marks_ if _meet((start, end), mark)]


def _meet(place: tuple[int, int], mark: Mark) -> bool:
    return bool(place[0] < mark["end"] and mark["start"] < place[1])


def _inside(place: tuple[int, int], mark: Mark) -> bool:
    return bool(mark["start"] <= place[0] and place[1] <= mark["end"])
