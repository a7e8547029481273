"""Comparisons: figures about the same thing side by side, and where they agree and conflict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.figures import Figure


@dataclass(frozen=True)
class Comparison:
    """Two figures about the same thing; the columns of the comparisons table."""

    a: str
    b: str
    relation: str
    why: str


def compare(figures: list[Figure]) -> list[Comparison]:
    return []
