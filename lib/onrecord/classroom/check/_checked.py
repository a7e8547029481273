"""Checked: what a check says of an answer, with words first, so that it reads well with and without styles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.pages.html import escape, render
from onrecord.words import read_words

RIGHT, NOT_YET, NOTED = "Right.", "Not yet.", "Noted."


@dataclass(frozen=True)
class Checked:
    """Whether an answer is right, and a hint.

    Attributes:
        right: whether it is.
        hint: what kind of mistake it is; "Not answered yet: …" for a blank.
        word: what stands before the hint; "" before that of a blank.
    """

    right: bool
    hint: str = ""
    word: str = NOT_YET

    @property
    def answered(self) -> bool:
        """Whether there is an answer at all."""
        return bool(self.word)

    def __str__(self) -> str:
        return f"{self.word} {self.hint}".strip()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        colour = "#006b4e" if self.right else "#a33d00" if self.answered else "#4d4d4d"
        return str(render("checked.html", word=self.word, hint=escape(self.hint), colour=colour))


def right(case: str = "") -> Checked:
    """The answer is right; `case` names a hint that says more."""
    return Checked(True, hint(case) if case else "", RIGHT)


def wrong(case: str, **values: object) -> Checked:
    """The answer is not right; `case` names the hint, `values` stand in for its braces."""
    return Checked(False, hint(case).format(**values))


def noted() -> Checked:
    """A prediction: whatever it is, it counts."""
    return Checked(True, hint("noted"), NOTED)


def blank(case: str = "blank_text") -> Checked:
    """Nothing is answered yet."""
    return Checked(False, "Not answered yet: " + hint(case), "")


def hint(case: str) -> str:
    """The hint for a kind of mistake, as hints.csv words it.

    Raises:
        KeyError: there is no such kind.
    """
    return _hints()[case]


@cache
def _hints() -> dict[str, str]:
    return {row["case"]: row["hint"] for row in read_words("hints.csv", "onrecord.classroom")}
