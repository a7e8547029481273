"""Manifest and lock: what is written last counts, half a line harms nobody, and only one process writes."""

import json
import os
import signal
import subprocess
import sys

import pytest

from onrecord.runs.manifest import DONE, FAILED, RUNNING, Entry, Manifest
from onrecord.system.folder_lock import FolderLock, FolderTaken

ONE = Entry("flood-a", "a", "a.txt", "01", RUNNING, {"article": "x"})
ODD = Entry("flood-b", "b\ud800", "a\nb\u2028.txt", None, FAILED, error='"no"\n way')


def test_last_step_of_each_notebook_counts(tmp_path):
    manifest = Manifest(tmp_path)
    for entry in (ONE, ODD, Entry("flood-a", "a", "a.txt", "01", DONE, seconds=1.5, files=("x", "y"))):
        manifest.add(entry)
    for read in (manifest, Manifest(tmp_path)):
        assert read.folders() == ["flood-a", "flood-b"]
        assert [step.state for step in read.steps("flood-a")] == [DONE]
        assert read.last("flood-a", "01").files == ("x", "y")
        assert read.last("flood-b", None).source == ODD.source
        assert read.last("flood-b", None).error == ODD.error
        assert read.last("flood-a", None) is None
        assert read.last("none", "01") is None
    assert len((tmp_path / "manifest.jsonl").read_bytes().splitlines()) == 3


@pytest.mark.parametrize("cut", [1, 10, 40, -1])
def test_half_a_line_is_passed_over_and_not_written_on(cut, tmp_path):
    manifest = Manifest(tmp_path)
    manifest.add(ONE)
    whole = (tmp_path / "manifest.jsonl").read_bytes()
    (tmp_path / "manifest.jsonl").write_bytes(whole + whole[:cut])
    Manifest(tmp_path).add(ODD)
    again = Manifest(tmp_path)
    assert again.folders() == ["flood-a", "flood-b"]
    assert again.last("flood-b", None).state == FAILED


@pytest.mark.parametrize("line", ["null", "3", "[]", "{}", '{"folder": 1}', "\x00", '{"folder": "x", "later": true}'])
def test_lines_that_say_something_else_are_passed_over(line, tmp_path):
    (tmp_path / "manifest.jsonl").write_text(line + "\n")
    assert Manifest(tmp_path).folders() == []


def test_what_a_later_version_adds_is_passed_over(tmp_path):
    Manifest(tmp_path).add(ONE)
    line = json.loads((tmp_path / "manifest.jsonl").read_text())
    (tmp_path / "manifest.jsonl").write_text(json.dumps({**line, "weather": "fine"}) + "\n")
    assert Manifest(tmp_path).last("flood-a", "01").key == {"article": "x"}


HOLDER = """
import sys, time
from pathlib import Path
from onrecord.system.folder_lock import FolderLock
with FolderLock(Path(sys.argv[1])):
    print("mine", flush=True)
    time.sleep(60)
"""


def test_second_is_told_who_is_first_and_a_dead_one_holds_nothing(tmp_path):
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "mine\n"
        with pytest.raises(FolderTaken, match=rf"process {holder.pid} on .+, since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d"):
            FolderLock(tmp_path).__enter__()
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.communicate()
    assert (tmp_path / ".lock").exists()
    with FolderLock(tmp_path):
        assert json.loads((tmp_path / ".lock").read_text())["pid"] == os.getpid()
    assert not (tmp_path / ".lock").exists()


@pytest.mark.parametrize("content", ["", "{", "null", '{"pid": 3}'])
def test_what_stands_in_the_file_decides_nothing(content, tmp_path):
    (tmp_path / ".lock").write_text(content)
    with FolderLock(tmp_path), pytest.raises(FolderTaken):
        FolderLock(tmp_path).__enter__()
