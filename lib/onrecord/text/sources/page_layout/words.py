"""Words: what stands on a page, and where. Distances are in points; `base` and `top` grow downwards."""

from __future__ import annotations

from typing import NamedTuple


class Style(NamedTuple):
    """What type a word is set in: the family of its font, in lower case, and whether it is bold."""

    family: str
    bold: bool


class Word(NamedTuple):
    """A run of characters without white space.

    Attributes:
        base: the line that it stands on.
        size: of its type.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    style: Style

    @property
    def top(self) -> float:
        """About where its highest letters end."""
        return self.base - 0.75 * self.size


class Box(NamedTuple):
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """A page whose text stands upright.

    Attributes:
        turned: words that stand in another direction than most: a watermark, a note in the margin.
        images: where its pictures are.
    """

    width: float
    height: float
    words: list[Word]
    turned: list[str]
    images: list[Box]
