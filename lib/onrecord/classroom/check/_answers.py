"""Predictions, and choices from a list."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from onrecord.classroom.check._checked import Checked, blank, noted, right, wrong
from onrecord.classroom.check._stopped import unless_stopped
from onrecord.classroom.check._typed import fold, is_blank, items_of
from onrecord.classroom.texts import LessonError
from onrecord.words import read_words

ANY_OTHER = "*"


@unless_stopped
def guess(given: object, choices: Iterable[object]) -> Checked:
    """Check a prediction: each of the choices counts, and nothing is said of which comes true.

    Args:
        given: the answer.
        choices: what can be predicted.
    """
    if is_blank(given):
        return blank("blank_guess")
    return noted() if _simple(given) in {_simple(choice) for choice in choices} else wrong("guess_none")


@unless_stopped
def answer(id: str, given: object) -> Checked:
    """Check a choice or a short answer; the key and its hints stand in answers.csv.

    Args:
        id: of the question.
        given: the answer.

    Raises:
        LessonError: the key has no such question.
    """
    if id not in _key():
        raise LessonError(f"There is no question {id!r} in answers.csv.")
    if is_blank(given):
        return blank()
    lines = _key()[id]
    is_right, hint = lines.get(_simple(given)) or lines.get(ANY_OTHER) or (False, "")
    if is_right:
        return Checked(True, hint, right().word)
    return Checked(False, hint) if hint else wrong("answer_none")


def _simple(given: object) -> str:
    """A choice as it is compared."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    items = (
        items_of([given])
        if not isinstance(given, list | tuple | set | frozenset)
        else items_of(sorted(map(str, given)))
    )
    return ", ".join(items or ())


@cache
def _key() -> dict[str, dict[str, tuple[bool, str]]]:
    """{question: {choice, folded: (whether it is right, its hint)}}."""
    key: dict[str, dict[str, tuple[bool, str]]] = {}
    for row in read_words("answers.csv", "onrecord.classroom"):
        choice = ANY_OTHER if row["given"] == ANY_OTHER else fold(row["given"])
        key.setdefault(row["id"], {})[choice] = row["right"] == "yes", row["hint"]
    return key
