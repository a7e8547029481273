"""Desk: work in processes of their own; one that is killed costs its time, and what kills it every time is named."""

import os
import signal
import time
from pathlib import Path

import pytest

from onrecord.desk import Desk, Stopped

posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


@pytest.fixture
def desk():
    desk = Desk(1, {"ONRECORD_DESK": "here"})
    yield desk
    desk.close()


def test_work_is_done_elsewhere_in_its_environment(desk):
    assert desk.do(os.getpid) != os.getpid()
    assert desk.do(os.getenv, "ONRECORD_DESK") == "here"
    assert os.getenv("ONRECORD_DESK") is None
    with pytest.raises(ValueError, match="invalid literal"):
        desk.do(int, "x")


@posix
def test_killed_process_is_replaced(desk):
    first = desk.do(os.getpid)
    os.kill(first, signal.SIGKILL)
    assert desk.do(os.getpid) != first


@posix
def test_work_that_kills_its_process_is_given_up(desk):
    with pytest.raises(RuntimeError, match="its process was killed"):
        desk.do(os.abort)
    assert desk.do(len, "abc") == 3


def test_closed_one_does_nothing_more(desk):
    worker = desk.do(os.getpid)
    desk.close()
    with pytest.raises(Stopped):
        desk.do(os.getpid)
    end = time.monotonic() + 10
    while is_alive(worker):
        assert time.monotonic() < end
        time.sleep(0.01)


def is_alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False
