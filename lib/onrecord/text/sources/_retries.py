"""Retries: what may pass is tried again, after waits that double, within one total time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from onrecord.system.retries import pauses
from onrecord.text.article import SourceError

TOTAL_SECONDS = 300.0  # of all tries of one address, with the waits between them

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
    end = time.monotonic() + max(seconds, TOTAL_SECONDS)
    for pause in pauses(retries):
        try:
            return attempt(min(seconds, end - time.monotonic()))
        except TemporaryError as problem:
            wait = max(pause, problem.wait)
            if time.monotonic() + wait >= end:
                raise
        time.sleep(wait)
    return attempt(min(seconds, end - time.monotonic()))


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
