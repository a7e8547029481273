"""Attacking: what a class of attacks is given, and what it says of each attack that it tried."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol


class Tried(NamedTuple):
    """An attack that was tried: its name, and what it brought about that it must not; None where it was survived."""

    name: str
    fault: str | None = None


class LeftOut(Exception):
    """Why attacks of a class cannot be tried on this machine, such as that it has no Chromium; the others were tried before."""


@dataclass(frozen=True)
class Extent:
    """How much of a class is tried.

    Attributes:
        seconds: that it may take; None for all of it, however long that takes.
        random: where it draws from.
        folder: an empty folder of its own.
    """

    seconds: float | None
    random: random.Random
    folder: Path


class Attacks(Protocol):
    """A module of this folder: a class of attacks."""

    NAME: str  # in the table

    def attacks(self, extent: Extent) -> Iterator[Tried]:
        """Try them, one after the other; the cheap and the telling ones first, for the rest may be cut off.

        Raises:
            LeftOut: the rest cannot be tried on this machine.
        """
        ...
