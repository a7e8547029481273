"""Pool: calls from threads and work in order; a process that is killed costs its time, and what kills it each time is named."""

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial

import pytest
from helpers import wait_until

from onrecord.system import forks
from onrecord.system.pool import ALONE, WINDOW, Pool, Stopped, in_order, set_environment
from onrecord.system.shortages import WorkerKilled

posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


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
    done = [(thing, result()) for thing, result in in_order(doubled, range(20), jobs, nothing)]
    assert done == [(n, 2 * n) for n in range(20)]


def test_nothing_to_do():
    assert list(in_order(doubled, [], 2, nothing)) == []


def test_no_more_is_taken_than_is_in_work():
    taken = []
    things = (taken.append(n) or n for n in range(10_000))
    results = in_order(doubled, things, 2, nothing)
    next(results)
    assert len(taken) == 2 * WINDOW
    results.close()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_comes_with_its_thing(jobs):
    outcomes = []
    for thing, result in in_order(halved, [1, 0, 2], jobs, nothing):
        try:
            outcomes.append(result())
        except ZeroDivisionError:
            outcomes.append(f"{thing} failed")
    assert outcomes == [1, "0 failed", 0.5]


def test_a_thing_that_kills_its_worker_costs_only_itself():
    outcomes, pids = [], set()
    for thing, result in in_order(partial(killed_by, bad=7), range(30), 2, nothing):
        try:
            n, pid = result()
            pids.add(pid)
            outcomes.append(n)
        except WorkerKilled as problem:
            outcomes.append(f"{thing}: {problem}")
    assert outcomes == [
        *range(7),
        "7: its process was killed; is there enough memory? --jobs 1 takes the least",
        *range(8, 30),
    ]
    assert os.getpid() not in pids, "what may kill is never done in the caller's own process"


def test_a_worker_that_is_killed_once_costs_nothing(tmp_path):
    work = partial(killed_once, sign=str(tmp_path / "sign"))
    assert [result() for _, result in in_order(work, range(12), 2, nothing)] == list(range(12))
    assert (tmp_path / "sign").exists()


# --- single calls ----------------------------------------------------------------------------------------------


@pytest.fixture
def pool():
    pool = Pool(1, partial(set_environment, {"ONRECORD_POOL": "here"}))
    yield pool
    pool.close()


def test_work_is_done_elsewhere_in_its_environment(pool):
    assert pool.call(os.getpid) != os.getpid()
    assert pool.call(os.getenv, "ONRECORD_POOL") == "here"
    assert os.getenv("ONRECORD_POOL") is None
    with pytest.raises(ValueError, match="invalid literal"):
        pool.call(int, "x")


@posix
def test_killed_process_is_replaced(pool):
    first = pool.call(os.getpid)
    os.kill(first, signal.SIGKILL)
    assert pool.call(os.getpid) != first


@posix
def test_neighbours_of_what_kills_its_process_are_done(tmp_path):
    pool = Pool(4, int)
    with ThreadPoolExecutor(4) as threads:
        neighbours = [threads.submit(pool.call, wait_once, tmp_path / str(n)) for n in range(2)]
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        poison = [threads.submit(pool.call, os.abort) for _ in range(2)]
        for future in poison:
            with pytest.raises(WorkerKilled, match="its process was killed"):
                future.result()
        assert [future.result() for future in neighbours] == [2, 2]  # once beside it, and once alone
    pool.close()


def wait_once(path):
    """How often this was called with a path; the first time it is not done before its process is killed."""
    with path.open("a") as file:
        file.write("x")
    times = len(path.read_text())
    if times == 1:
        time.sleep(120)
    return times


@posix
def test_work_that_kills_its_process_is_given_up(pool):
    with pytest.raises(WorkerKilled, match="its process was killed"):
        pool.call(os.abort)
    assert pool.call(len, "abc") == 3


@posix
def test_work_is_tried_alone_as_often_as_is_said(pool, tmp_path):
    tried = tmp_path / "tried"
    with pytest.raises(WorkerKilled):
        pool.call(count_and_die, tried)
    assert len(tried.read_text()) == 1 + ALONE


def count_and_die(path):
    with path.open("a") as file:
        file.write("x")
    os.abort()


def test_closing_waits_for_no_work():
    results = in_order(sleep_unless_first, range(9), 2, int)
    begun = time.monotonic()
    assert next(results)[1]() == 0
    results.close()
    assert time.monotonic() - begun < 60


def sleep_unless_first(n):
    if n:
        time.sleep(600)
    return n


def test_closed_one_does_nothing_more(pool):
    worker = pool.call(os.getpid)
    pool.close()
    with pytest.raises(Stopped):
        pool.call(os.getpid)
    wait_until(lambda: not is_alive(worker))


# --- the end of their parent ------------------------------------------------------------------------------------


ORPHANS = r"""
import os, time
from onrecord.system.pool import in_order
def slow(n):
    os.write(1, b"%d\n" % os.getpid())
    time.sleep(600)
if __name__ == "__main__":
    for _, result in in_order(slow, range(9), 2, int):
        result()
"""


def test_workers_end_with_their_parent(tmp_path):
    (tmp_path / "orphans.py").write_text(ORPHANS)
    parent = subprocess.Popen([sys.executable, str(tmp_path / "orphans.py")], stdout=subprocess.PIPE, text=True)
    workers = [int(parent.stdout.readline()) for _ in range(2)]
    assert all(map(is_alive, workers))
    parent.kill()
    parent.wait()
    wait_until(lambda: not any(map(is_alive, workers)))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return open(f"/proc/{pid}/stat").read().split()[2] != "Z"
    except OSError:
        return sys.platform != "linux"


# --- the server that processes are forked from -------------------------------------------------------------------

LOST = r"""
import os, signal, sys, time
from pathlib import Path
from onrecord.system import forks
from onrecord.system.pool import Pool

def killing_server(sign):
    with open(sign, "a") as file:
        file.write(f"{os.getpid()} ")
    if len(Path(sign).read_text().split()) == 1:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(120)
    return os.getpid()

def main():
    pool = Pool(1, int)
    print("done by", pool.call(killing_server, "sign"), "of", Path("sign").read_text(), flush=True)
    for seconds in (0, 0, 0.001, 0.01, 0.1):  # it may be dying, dead or not reaped yet
        os.kill(pool.call(os.getppid), signal.SIGKILL)
        time.sleep(seconds)
        assert pool.call(len, "abc") == 3
        os.kill(pool.call(os.getppid), signal.SIGKILL)
        time.sleep(seconds)
        started = forks.start(time.sleep, 0)
        started.join()
        assert started.exitcode == 0
    pool.close()
    print("all done")
"""


@pytest.mark.skipif(not forks.available(), reason="this platform forks no processes")
def test_server_that_is_killed_is_started_anew_and_what_it_forked_ends(tmp_path):
    (tmp_path / "lost.py").write_text(LOST)
    command = [sys.executable, "-c", "import lost; lost.main()"]
    called = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    first, again = (tmp_path / "sign").read_text().split()
    assert called.stdout.splitlines() == [f"done by {again} of {first} {again} ", "all done"], called
    assert (called.returncode, called.stderr) == (0, "")
    assert not is_alive(int(first))


def test_system_that_starts_no_processes_is_told_in_one_line(monkeypatch):
    def refused():
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))

    monkeypatch.setattr(forks, "PAUSES", (0, 0))
    nowhere = Pool(1, nothing, forks.Origin(refused, nullcontext))
    with pytest.raises(forks.NoProcess, match="no process can be started: out of memory; lower --jobs"):
        nowhere.call(len, "abc")
