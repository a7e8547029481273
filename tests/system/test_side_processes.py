"""Work in a process of its own; what it calls stands here, in a module that can be imported."""

import os
import time

import pytest

from onrecord.system.side_processes import Limits, SideProcessEnded, each_of

LIMITS = Limits(silent=20, whole=20, memory=500_000_000)


def counted(n):
    yield from range(n)


def failing():
    yield 1
    raise ValueError("said by the work")


def dying():
    yield 1
    os._exit(11)


def sleeping():
    yield 1
    time.sleep(60)


def eating():
    yield 1
    yield len(bytearray(2_000_000_000))


def named():
    yield os.getpid()
    while True:
        yield 0


def test_items_come_as_they_are_yielded():
    assert list(each_of(counted, 1000, limits=LIMITS)) == list(range(1000))


@pytest.mark.parametrize(
    ("work", "problem"),
    [(failing, ValueError), (dying, SideProcessEnded), (eating, MemoryError if os.name == "posix" else object)],
)
def test_what_goes_wrong_there_is_raised_here_behind_what_came_before(work, problem):
    items = each_of(work, limits=LIMITS)
    assert next(items) == 1
    with pytest.raises(problem):
        next(items)


def test_a_process_that_takes_too_long_is_ended():
    start = time.monotonic()
    with pytest.raises(SideProcessEnded) as caught:
        list(each_of(sleeping, limits=LIMITS._replace(silent=0.5)))
    assert caught.value.too_long and time.monotonic() - start < 10


def test_a_process_ends_with_the_iteration():
    items = each_of(named, limits=LIMITS)
    process = next(items)
    items.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
