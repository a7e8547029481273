"""Allowed: what each parameter of the project's notebooks may be. What the library knows, such as the scorers, is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from onrecord.rows import EVENTS
from onrecord.system.resources import NOTEBOOKS
from onrecord.system.text_lines import one_line

SHOWN = 200  # characters of a value in a message


class Numbers(NamedTuple):
    """Whole numbers from `least` on, up to `most` where there is one."""

    least: int
    most: int | None = None

    def fault(self, value: object) -> str | None:
        """What is wrong with a number; None where nothing is."""
        if isinstance(value, int) and self.least <= value and (self.most is None or value <= self.most):
            return None
        up_to = "on" if self.most is None else f"to {self.most}"
        return f"is not a number from {self.least} {up_to}"


class OneOf(NamedTuple):
    """One of the words that a function gives, called when they are needed; or, where they are `listed`, several with commas."""

    words: Callable[[], Sequence[str]]
    listed: bool = False

    def fault(self, value: object) -> str | None:
        """What is wrong with a text; None where nothing is."""
        given = [word.strip() for word in str(value).split(",")] if self.listed else [str(value)]
        known = self.words()
        if unknown := [word for word in given if word not in known and (word or not self.listed)]:
            which = f": {one_line(repr(unknown[0]), SHOWN)}" if self.listed else ""
            return f"is none of {', '.join(known)}{which}"
        return None


class Name:
    """Any text that names something."""

    def fault(self, value: object) -> str | None:
        """What is wrong with a text; None where nothing is."""
        return None if str(value).strip() else "is empty; give a name, or leave it out"


def _scorers() -> Sequence[str]:
    from onrecord.tone.choosing import ASKED  # imported where it is needed, as below: it takes time

    return ASKED


def _columns_of_claims() -> Sequence[str]:
    from onrecord.tables.columns import COLUMNS

    return (*COLUMNS["figures"], "side")


def _columns_to_sort_by() -> Sequence[str]:
    return (*_columns_of_claims(), "claimant")


ALLOWED: dict[str, Numbers | OneOf | Name] = {
    "by": OneOf(_columns_of_claims),
    "events": OneOf(lambda: (*EVENTS, "other"), listed=True),
    "example": Numbers(1),
    "least": Numbers(0),
    "lines": Numbers(0),
    "min_words": Numbers(0),
    "model": Name(),
    "most": Numbers(0),
    "rows": Numbers(0),
    "scorer": OneOf(_scorers),
    "seed": Numbers(0),
    "sort_by": OneOf(_columns_to_sort_by),
    "width": Numbers(1, 400),
}


def fault_of_value(notebook: Path, name: str, value: object) -> str | None:
    """What is wrong with the value of a parameter, beyond its type.

    Args:
        notebook: its path. Parameters of others' notebooks may be anything; a copy of one of the project's is known by its name.
        name: of the parameter.
        value: of the type that the parameters cell states.
    """
    if name not in ALLOWED or not (NOTEBOOKS / notebook.name).is_file():
        return None
    return ALLOWED[name].fault(value)
