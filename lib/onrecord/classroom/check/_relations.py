"""How two figures of a text compare."""

from __future__ import annotations

from onrecord.classroom.check._checked import Checked, blank, right, wrong
from onrecord.classroom.check._places import picked
from onrecord.classroom.check._stopped import unless_stopped
from onrecord.classroom.check._typed import is_blank, meaning, text_of
from onrecord.classroom.texts import LessonError, relations_of

RELATIONS = ("agree", "conflict", "part", "adds", "updates")


@unless_stopped
def relation(of: str, a: str, b: str, given: object) -> Checked:
    """Check how two figures compare.

    Args:
        of: name of the text.
        a, b: words that pick out each of the figures.
        given: the answer: agree, conflict, part, adds or updates.

    Raises:
        LessonError: the text or the words are not there, or nobody marked this pair.
    """
    wanted = _relations(of, a, b)
    if is_blank(given):
        return blank()
    typed = text_of(given)
    if typed is None:
        return wrong("no_text")
    means = meaning("relation", typed)
    if means in wanted:
        return right()
    if means not in RELATIONS:
        return wrong("relation_none")
    return wrong(f"relation_{means}_{wanted[0]}")


def _relations(of: str, a: str, b: str) -> list[str]:
    """What can be said of a pair, likeliest first: two figures can agree on the number and conflict on what happened."""
    text, one = picked(of, a, "figures")
    _, other = picked(of, b, "figures")
    ends = {one["fid"], other["fid"]}
    found = [word for pair in text["pairs"] if {pair["a"], pair["b"]} == ends for word in relations_of(pair)]
    if not found:
        raise LessonError(f"{of}: {one['text']!r} and {other['text']!r} are no marked pair. Ask for another one.")
    return found
