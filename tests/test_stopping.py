"""Stopping: runs that are killed, asked to end, refused or cut off from their disk; nothing that was done is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import quick_notebook

from onrecord.manifest import Manifest

psutil = pytest.importorskip("psutil")
posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


@pytest.fixture
def work(tmp_path):
    """A folder with three articles, and a notebook that takes its time with the second as long as a file says so."""
    for n in (1, 2, 3):
        (tmp_path / f"{n}.txt").write_text(
            f"Mayor Anna Brandt said {n} people had been killed in the flood on Monday.\n"
        )
    (tmp_path / "wait").touch()
    slow = f"""
import pathlib, time
slow = "said 2" in pathlib.Path(article).read_text()
while slow and pathlib.Path({str(tmp_path / "wait")!r}).exists():
    pathlib.Path({str(tmp_path / "waiting")!r}).touch()
    time.sleep(0.05)
"""
    quick_notebook(tmp_path / "slow.ipynb", slow, "print(article)")
    return tmp_path


def command(*more):
    return [
        sys.executable,
        "-m",
        "onrecord",
        "run",
        "1.txt",
        "2.txt",
        "3.txt",
        "--notebook",
        "slow.ipynb",
        "--jobs",
        "1",
        *more,
    ]


def start(work, *more):
    """Start a run, and wait until it is in the middle: the first article done, the second one in a kernel."""
    called = subprocess.Popen(command(*more), cwd=work, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_until(lambda: (work / "waiting").exists() or called.poll() is not None)
    assert called.poll() is None, called.communicate()
    return called


def wait_until(holds, seconds=90):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def children(process):
    return psutil.Process(process.pid).children(recursive=True)


def finish(work, *more):
    (work / "wait").unlink(missing_ok=True)
    return subprocess.run(command(*more), cwd=work, capture_output=True, text=True, timeout=120)


def done(work):
    """How often each article's notebook was begun and done."""
    lines = [json.loads(line) for line in (work / "runs" / "manifest.jsonl").read_text().splitlines()]
    steps = [(line["source"], line["state"]) for line in lines if line.get("notebook")]
    return {name: (steps.count((name, "running")), steps.count((name, "done"))) for name in ("1.txt", "2.txt", "3.txt")}


@posix
def test_stopped_and_killed_runs_go_on_where_they_were(work):
    stopped = "onrecord: stopped; what is done is kept, and the same command does the rest"
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)):
        called = start(work)
        if number == signal.SIGINT:  # a second one meanwhile is told at once who is at work
            second = subprocess.run(command(), cwd=work, capture_output=True, text=True, timeout=60)
            assert second.returncode == 2
            (line,) = second.stderr.splitlines()
            assert f"another run writes here: process {called.pid} on " in line
        family = children(called)
        os.kill(called.pid, number)
        _, errors = called.communicate(timeout=30)
        assert called.returncode == code
        assert code == -9 or errors.splitlines() == [stopped]
        assert psutil.wait_procs(family, timeout=10)[1] == [], "its kernels and workers outlived it"
        assert (work / "runs" / ".lock").exists() == (code == -9)
        (work / "waiting").unlink()

    last = finish(work)
    assert (last.returncode, last.stderr) == (0, "")
    assert done(work) == {"1.txt": (1, 1), "2.txt": (4, 1), "3.txt": (1, 1)}
    assert not [path for path in work.rglob(".partial-*")]
    manifest = Manifest(work / "runs")
    assert [step.state for folder in manifest.folders() for step in manifest.steps(folder)] == ["done"] * 6


@posix
def test_stopped_fresh_run_says_what_does_the_rest(work):
    called = start(work, "--fresh")
    os.kill(called.pid, signal.SIGINT)
    _, errors = called.communicate(timeout=30)
    said = "onrecord: stopped; what is done is kept, and without --fresh the same command does the rest"
    assert errors.splitlines() == [said]
    assert finish(work).returncode == 0
    assert done(work) == {"1.txt": (1, 1), "2.txt": (2, 1), "3.txt": (1, 1)}


@posix
def test_article_deleted_during_the_run(work):
    called = start(work)
    for n in (1, 2, 3):
        (work / f"{n}.txt").unlink()
    (work / "wait").unlink()
    _, errors = called.communicate(timeout=120)
    # What was read is in the run; what was not is named.
    named = [line for line in errors.splitlines() if "there is no such file" in line]
    assert (errors.splitlines(), called.returncode) == (named, 1 if named else 0)
    assert sum(pair == (1, 1) for pair in done(work).values()) == 3 - len(named)


@contextmanager
def small_disk(folder: Path, *options: str):
    """A file system of its own at a folder; skipped where this user may not mount one."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("may not mount a file system here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_full_disk_stops_the_run_and_loses_nothing(work):
    (work / "wait").unlink()
    with small_disk(work / "disk", "-o", "size=600k") as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 400_000)
        full = subprocess.run(command("--out", "disk/runs"), cwd=work, capture_output=True, text=True, timeout=120)
        assert full.returncode == 2, full
        assert "No space left on device" in full.stderr
        assert "Traceback" not in full.stderr
        ballast.unlink()
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        again = subprocess.run(command("--out", "disk/runs"), cwd=work, capture_output=True, text=True, timeout=120)
        assert (again.returncode, again.stderr) == (0, "")
        assert len(list(disk.glob("runs/*/index.html"))) == 3


def test_folder_that_cannot_be_written_to(work):
    with small_disk(work / "disk", "-o", "ro"):
        called = subprocess.run(command("--out", "disk/runs"), cwd=work, capture_output=True, text=True, timeout=60)
    assert called.returncode == 2
    (line,) = called.stderr.splitlines()
    assert "disk/runs: cannot be written to; name another folder with --out" in line
