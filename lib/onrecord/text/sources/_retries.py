"""Retries: what may pass is tried again, after waits that double, within one total time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from onrecord.text.article import SourceError

TOTAL_SECONDS = 300.0  # of all tries of one address, with the waits between them
FIRST_WAIT = 1.0  # seconds before the second try; each later wait is twice as long, so that a busy server gets rest
LONGEST_WAIT = 60.0  # seconds of our own choice; a server may ask for more, up to the total time

Result = TypeVar("Result")


class TemporaryError(SourceError):
    """A source that cannot be read now, and perhaps can in a while.

    Attributes:
        wait: seconds that the server asks to wait, 0 where it says nothing.
    """

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


def with_retries(attempt: Callable[[float], Result], retries: int, seconds: float) -> Result:
    """Try until it works, or fails for good.

    Args:
        attempt: what is tried; it is given the seconds that it may take.
        retries: how many more times, after the first.
        seconds: that each try may take.

    Raises:
        SourceError: what the last try raises. There is no further one after any but a TemporaryError, and none that
            could only begin when TOTAL_SECONDS are over.
    """
    end, wait = time.monotonic() + max(seconds, TOTAL_SECONDS), FIRST_WAIT
    for left in range(retries, -1, -1):
        try:
            return attempt(min(seconds, end - time.monotonic()))
        except TemporaryError as problem:
            pause = max(wait, problem.wait)
            if not left or time.monotonic() + pause >= end:
                raise
        time.sleep(pause)
        wait = min(2 * wait, LONGEST_WAIT)
    raise ValueError(f"retries: {retries} is less than 0")


def seconds_asked(retry_after: str | None) -> float:
    """The seconds that a header Retry-After asks to wait, given as a number or a time; 0 where it cannot be read."""
    try:
        return max(0.0, float(int(retry_after or 0)))
    except (ValueError, OverflowError):  # no number, or one of hundreds of digits
        pass
    try:
        then = parsedate_to_datetime(retry_after or "")
        return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return 0.0
