"""Retries: work that failed for a reason that may pass is tried again, each time after a longer while."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from onrecord.system.shortages import DISK, WorkerKilled

Result = TypeVar("Result")

LONGEST_PAUSE = 60  # seconds


def may_pass(problem: BaseException) -> bool:
    """Whether the same work may go well a little later: its process was killed, memory was short, or the system hindered it."""
    if isinstance(problem, OSError):
        return problem.errno not in DISK
    return isinstance(problem, WorkerKilled | MemoryError)


def pauses(retries: int) -> Iterator[int]:
    """The seconds to wait before each more attempt: 1, 2, 4 and so on up to a minute."""
    return (min(2**n, LONGEST_PAUSE) for n in range(retries))


def persistently(
    retries: int,
    begin: Callable[[], Callable[[], Result]],
    first: Callable[[], Result],
    *,
    wait: Callable[[float], object] = time.sleep,
) -> Result:
    """Wait for a result; where it failed for a reason that may pass, begin again.

    Args:
        retries: how often, at most.
        begin: begins the work once more, and gives what waits for its result.
        first: waits for the result of the work as it was begun.
        wait: called with the seconds to wait; what it raises ends all attempts.
    """
    for pause in pauses(retries):
        try:
            return first()
        except Exception as problem:
            if not may_pass(problem):
                raise
        wait(pause)
        first = begin()
    return first()
