"""Lock of a folder: one process writes, the second one is told which; a dead one holds nothing."""

import json
import os
import signal
import subprocess
import sys

import pytest

from onrecord.system.folder_lock import FolderLock, FolderTaken

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
