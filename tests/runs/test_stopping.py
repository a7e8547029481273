"""Stopping: runs that are killed, asked to end, refused or cut off from their disk; nothing that was done is lost."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from helpers import quick_notebook, wait_until

from onrecord.cli import main
from onrecord.runs.manifest import Manifest

psutil = pytest.importorskip("psutil")
posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


@pytest.fixture
def work(tmp_path, monkeypatch):
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
    monkeypatch.chdir(tmp_path)
    return tmp_path


RUN = "run 1.txt 2.txt 3.txt --notebook slow.ipynb --jobs 1".split()
COMMAND = [sys.executable, "-m", "onrecord", *RUN]


def start(work, *more):
    """Start a run, and wait until it is in the middle: the first article done, the second one in a kernel."""
    called = subprocess.Popen([*COMMAND, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_until(lambda: (work / "waiting").exists() or called.poll() is not None)
    assert called.poll() is None, called.communicate()
    return called


def children(process):
    return psutil.Process(process.pid).children(recursive=True)


def done(work):
    """How often each article's notebook was begun and done."""
    lines = [json.loads(line) for line in (work / "runs" / "manifest.jsonl").read_text().splitlines()]
    steps = [(line["source"], line["state"]) for line in lines if line.get("notebook")]
    return {name: (steps.count((name, "running")), steps.count((name, "done"))) for name in ("1.txt", "2.txt", "3.txt")}


STOPS = [
    # signal, options, exit code, what the run says
    (signal.SIGINT, ["--fresh"], 130, "what is done is kept, and without --fresh the same command does the rest"),
    (signal.SIGTERM, [], 143, "what is done is kept, and the same command does the rest"),
    (signal.SIGKILL, [], -9, None),
]


@posix
def test_stopped_and_killed_runs_go_on_where_they_were(work, capsys):
    for number, options, code, words in STOPS:
        called = start(work, *options)
        if number == signal.SIGINT:  # a second one meanwhile is told at once who is at work
            assert main(RUN) == 2
            (line,) = capsys.readouterr().err.splitlines()
            assert f"another run writes here: process {called.pid} on " in line
        family = children(called)
        os.kill(called.pid, number)
        _, errors = called.communicate(timeout=90)
        assert called.returncode == code
        assert words is None or errors.splitlines()[-1] == f"onrecord: stopped; {words}"
        assert psutil.wait_procs(family, timeout=60)[1] == [], "its kernels and workers outlived it"
        assert (work / "runs" / ".lock").exists() == (number == signal.SIGKILL)
        (work / "waiting").unlink()

    (work / "wait").unlink()
    assert (main(RUN), capsys.readouterr().err) == (0, "")
    assert done(work) == {"1.txt": (1, 1), "2.txt": (4, 1), "3.txt": (1, 1)}
    assert not [path for path in work.rglob(".partial-*")]
    manifest = Manifest(work / "runs")
    assert [step.state for folder in manifest.folders() for step in manifest.steps(folder)] == ["done"] * 6


@posix
def test_article_deleted_during_the_run(work, capsys):
    def delete():
        wait_until((work / "waiting").exists)
        for n in (1, 2, 3):
            (work / f"{n}.txt").unlink()
        (work / "wait").unlink()

    with ThreadPoolExecutor(1) as other:
        deleted, code = other.submit(delete), main(RUN)
    deleted.result()
    errors = capsys.readouterr().err.splitlines()
    # What was read is in the run; what was not is named.
    named = [line for line in errors if "there is no such file" in line]
    assert (errors, code) == (named, 1 if named else 0)
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


def test_full_disk_stops_the_run_and_loses_nothing(work, capsys):
    (work / "wait").unlink()
    # What is left open may bring a traceback when the process ends, or may not: here it is always told.
    told = {**os.environ, "PYTHONWARNINGS": "always::ResourceWarning"}
    with small_disk(work / "disk", "-o", "size=600k") as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 400_000)
        full = subprocess.run([*COMMAND, "--out", "disk/runs"], env=told, capture_output=True, text=True, timeout=300)
        assert full.returncode == 2, full
        assert "No space left on device" in full.stderr
        assert "Traceback" not in full.stderr
        assert "unclosed event loop" not in full.stderr
        ballast.unlink()
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        assert (main([*RUN, "--out", "disk/runs"]), capsys.readouterr().err) == (0, "")
        assert len(list(disk.glob("runs/*/index.html"))) == 3


def test_folder_that_cannot_be_written_to(work, capsys):
    with small_disk(work / "disk", "-o", "ro"):
        assert main([*RUN, "--out", "disk/runs"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "disk/runs: cannot be written to (Read-only file system); name another folder with --out" in line
