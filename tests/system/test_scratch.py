"""Scratch: a folder that goes with its process, and those of killed processes; never a link, nor what is in use."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere nothing is taken away")

MADE = "from onrecord.system.scratch import scratch; print(scratch(), flush=True)"


def call(folder, code=MADE):
    environment = {**os.environ, "TMPDIR": str(folder)}
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)


def test_what_a_killed_process_left_goes_at_the_next_call():
    left, used, passing = (
        call("/tmp", code)
        for code in (f"{MADE}; import time; time.sleep(600)", f"{MADE}; import time; time.sleep(600)", MADE)
    )
    folders = [process.stdout.readline().strip() for process in (left, used, passing)]
    passing.wait()
    assert [os.path.exists(folder) for folder in folders] == [True, True, False]
    left.kill()
    left.wait()
    again = call("/tmp")
    again.communicate()
    assert [os.path.exists(folder) for folder in folders] == [False, True, False]
    used.terminate()
    used.wait()


def test_only_folders_of_ours_go(tmp_path):
    from onrecord.system.scratch import LONG_AGO, NAME, _was_left

    target = tmp_path / "target"
    target.mkdir()
    (target / NAME).touch()
    (tmp_path / "onrecord-link").symlink_to(target)
    (tmp_path / "onrecord-without").mkdir()  # of somebody else
    (tmp_path / "onrecord-pipe").mkdir()
    os.mkfifo(tmp_path / "onrecord-pipe" / "other")
    (tmp_path / "onrecord-linked").mkdir()
    (tmp_path / "onrecord-linked" / NAME).symlink_to(target / NAME)
    (tmp_path / "onrecord-file").touch()
    (tmp_path / ".onrecord-new").mkdir()
    assert not [path.name for path in tmp_path.iterdir() if path != target and _was_left(path)]
    os.utime(tmp_path / ".onrecord-new", (0, time.time() - LONG_AGO - 60))
    assert [path.name for path in tmp_path.iterdir() if path != target and _was_left(path)] == [".onrecord-new"]


def test_temporary_directory_with_a_long_path_is_none_for_sockets(tmp_path):
    long = tmp_path / ("x" * 60)
    long.mkdir()
    process = call(long)
    assert not process.communicate()[0].startswith(str(long))
    assert list(long.iterdir()) == []


def test_folders_that_somebody_named_stay(tmp_path):
    """An output folder has a lock, too, which a killed call leaves behind; any folder may have a name like ours."""
    from onrecord.system.folder_lock import NAME as LOCK
    from onrecord.system.output_folders import mark_output
    from onrecord.system.scratch import LONG_AGO, NAME

    kept = []
    for name, files in {
        "onrecord-runs": [LOCK, "manifest.jsonl"],
        "onrecord-tables": [LOCK, ".tables.jsonl", "quotes.parquet"],
        "onrecord-marked": [NAME],
        ".onrecord-runs": [LOCK, "manifest.jsonl"],
        ".onrecord-notes": ["a.txt"],
    }.items():
        (tmp_path / name).mkdir()
        kept += [tmp_path / name / file for file in files]
        for file in kept[-len(files) :]:
            file.touch()
    mark_output(tmp_path / "onrecord-marked")
    for folder in tmp_path.iterdir():
        os.utime(folder, (0, time.time() - LONG_AGO - 60))
    made = call(tmp_path, f"{MADE}; import os; print(os.listdir(scratch()))")
    said = made.communicate()[0]
    assert [path for path in kept if not path.exists()] == []
    assert NAME in said and LOCK not in said


def test_kernels_have_sockets_in_the_longest_temporary_directory(monkeypatch):
    from onrecord.runs._jupyter import kernels
    from onrecord.system import scratch

    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        beside = Path(short + "/").with_name(Path(short).name.ljust(scratch.LONGEST - len("/tmp/"), "x"))
        folder = beside / "onrecord-12345678"
        folder.mkdir(parents=True)
        try:
            for module in (scratch, kernels):
                monkeypatch.setattr(module, "scratch", lambda: folder)
            some = kernels.Kernels()
            made = some.manager("python3")
            assert made.transport == "ipc"
            of_many = Path(made.connection_file).with_name("k1000000-ipc-5")
            with socket.socket(socket.AF_UNIX) as one:
                one.bind(str(of_many))
            assert len(str(of_many)) <= 103  # what macOS takes
            some.close()
        finally:
            shutil.rmtree(beside)
