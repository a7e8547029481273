"""Desk: work in processes of their own; one that is killed costs its time, and what kills it every time is named."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import wait_until

from onrecord.system.desk import Desk, Stopped

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
def test_neighbours_of_what_kills_its_process_are_done(tmp_path):
    desk = Desk(4, {})
    with ThreadPoolExecutor(4) as threads:
        neighbours = [threads.submit(desk.do, wait_once, tmp_path / str(n)) for n in range(2)]
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        poison = [threads.submit(desk.do, os.abort) for _ in range(2)]
        for future in poison:
            with pytest.raises(RuntimeError, match="its process was killed"):
                future.result()
        assert [future.result() for future in neighbours] == [2, 2]  # once beside it, and once alone
    desk.close()


def wait_once(path):
    """How often this was called with a path; the first time it is not done before its process is killed."""
    with path.open("a") as file:
        file.write("x")
    times = len(path.read_text())
    if times == 1:
        time.sleep(120)
    return times


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
    wait_until(lambda: not is_alive(worker))


def is_alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False
