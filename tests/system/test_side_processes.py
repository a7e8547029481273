"""Work in a process of its own; what it calls stands here, in a module that can be imported."""

import os
import subprocess
import sys
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


HOLDS_MUCH = """
from onrecord.system.side_processes import _bound
held = bytearray(400_000_000)
_bound(200_000_000)
more = bytearray(100_000_000)
try:
    too_much = bytearray(300_000_000)
except MemoryError:
    print("bounded")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not say what a process holds")
def test_what_a_process_holds_already_does_not_count():
    """A fork has all that was preloaded."""
    done = subprocess.run([sys.executable, "-c", HOLDS_MUCH], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("bounded\n", "")
