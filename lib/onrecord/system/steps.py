"""Steps: what this process is doing now and how far it is, said where it is done and heard by whoever shows it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

SETTLED = 2.0  # seconds after which the time left is told: at first, things come in bursts

Thing = TypeVar("Thing")


class HowFar(NamedTuple):
    """How far something is.

    Attributes:
        done: things that are done.
        total: things that there are; None where nobody knows.
        noun: what one of them is called.
        failed: things that are over, and not done.
        more: whether there may be more than `total`.
        per_second: things that are done in a second; None where that is not told.
        seconds_left: None where that is not known.
    """

    done: int
    total: int | None = None
    noun: str = "article"
    failed: int = 0
    more: bool = False
    per_second: float | None = None
    seconds_left: float | None = None


Hear = Callable[[str, HowFar | None], None]
_hear: Hear | None = None
_now = ""


@contextmanager
def heard_by(hear: Hear) -> Iterator[None]:
    """Let a function hear what this process does, until the block is left; it is called often, and has to be quick."""
    global _hear, _now
    _hear, _now = hear, ""
    try:
        yield
    finally:
        _hear = None


def tell(now: str, far: HowFar | None = None) -> None:
    """Say what this process does from now on.

    Args:
        now: such as "reading report.pdf"; what was said before is over.
        far: None where nothing is new.
    """
    global _now
    _now = now
    if _hear is not None:
        _hear(now, far)


@contextmanager
def step(now: str) -> Iterator[None]:
    """Say what this process does in the block; behind it, it goes on with what it did before."""
    before = _now
    tell(now)
    try:
        yield
    finally:
        tell(before)


def counted(things: Iterable[Thing], now: str, noun: str, total: int | None = None, before: int = 0) -> Iterator[Thing]:
    """Pass things on, and say how many are done and how long the others will take.

    Args:
        things: each is done when the next one is asked for.
        now: what is done with them.
        noun: what one is called.
        total: how many there are, with those before.
        before: how many others were done before.
    """
    if _hear is None:
        yield from things
        return
    tell(now, HowFar(before, total, noun))
    first = 0.0  # when the first was done: what came before it was mostly preparation
    for done, thing in enumerate(things, 1):
        if _now != now:  # whoever made the thing has said what that was
            tell(now)
        yield thing
        first = first or time.monotonic()
        seconds = time.monotonic() - first
        left = None
        if total is not None and seconds > SETTLED:
            left = seconds / (done - 1) * (total - before - done)
        tell(now, HowFar(before + done, total, noun, seconds_left=left))
