"""Workers: order, what is in flight, what happens when one is killed."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest
from conftest import wait_until

from onrecord.system.workers import WINDOW, WorkerKilled, in_processes


def nothing():
    pass


def doubled(n: int) -> int:
    time.sleep(0.02 * (n % 3))  # later ones are done before earlier ones
    return 2 * n


def halved(n: int) -> float:
    return 1 / n


def killed_by(n: int, bad: int) -> tuple[int, int]:
    if n == bad:
        os.kill(os.getpid(), signal.SIGKILL)
    return n, os.getpid()


def killed_once(n: int, sign: str) -> int:
    if n == 3 and not os.path.exists(sign):
        open(sign, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return n


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_order(jobs):
    done = [(thing, result()) for thing, result in in_processes(doubled, range(20), jobs, nothing)]
    assert done == [(n, 2 * n) for n in range(20)]


def test_nothing_to_do():
    assert list(in_processes(doubled, [], 2, nothing)) == []


def test_no_more_is_taken_than_is_in_work():
    taken = []
    things = (taken.append(n) or n for n in range(10_000))
    results = in_processes(doubled, things, 2, nothing)
    next(results)
    assert len(taken) == 2 * WINDOW
    results.close()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_comes_with_its_thing(jobs):
    outcomes = []
    for thing, result in in_processes(halved, [1, 0, 2], jobs, nothing):
        try:
            outcomes.append(result())
        except ZeroDivisionError:
            outcomes.append(f"{thing} failed")
    assert outcomes == [1, "0 failed", 0.5]


def test_a_thing_that_kills_its_worker_costs_only_itself():
    outcomes, pids = [], set()
    for thing, result in in_processes(partial(killed_by, bad=7), range(30), 2, nothing):
        try:
            n, pid = result()
            pids.add(pid)
            outcomes.append(n)
        except WorkerKilled as problem:
            outcomes.append(f"{thing}: {problem}")
    assert outcomes == [*range(7), "7: its process was killed twice; is there enough memory?", *range(8, 30)]
    assert os.getpid() not in pids, "what may kill is never done in the caller's own process"


def test_a_worker_that_is_killed_once_costs_nothing(tmp_path):
    work = partial(killed_once, sign=str(tmp_path / "sign"))
    assert [result() for _, result in in_processes(work, range(12), 2, nothing)] == list(range(12))
    assert (tmp_path / "sign").exists()


ORPHANS = r"""
import os, time
from onrecord.system.workers import in_processes
def slow(n):
    os.write(1, b"%d\n" % os.getpid())
    time.sleep(600)
if __name__ == "__main__":
    for _, result in in_processes(slow, range(9), 2, int):
        result()
"""


def test_workers_end_with_their_parent(tmp_path):
    (tmp_path / "orphans.py").write_text(ORPHANS)
    parent = subprocess.Popen([sys.executable, str(tmp_path / "orphans.py")], stdout=subprocess.PIPE, text=True)
    workers = [int(parent.stdout.readline()) for _ in range(2)]
    assert all(map(_runs, workers))
    parent.kill()
    parent.wait()
    wait_until(lambda: not any(map(_runs, workers)))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return open(f"/proc/{pid}/stat").read().split()[2] != "Z"
    except OSError:
        return sys.platform != "linux"
