"""Starting processes: a start that fails is tried again, and what the system lacks is named."""

import errno
import os
import subprocess
import sys

import pytest

from onrecord.system import forks


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes share something else")
@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_nothing_to_share_is_named(number, monkeypatch):
    started, pauses = [], (0, 0)

    def refused():
        started.append(1)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(forks, "PAUSES", pauses)
    with pytest.raises(forks.NoProcess, match="/dev/shm: it must be writable"):
        forks.start_surely(refused)
    assert len(started) == 1 + len(pauses)


LATER = """
import os, time
from onrecord.system import forks

loaded = []
forks.load_after_first_fork(lambda: time.sleep(0.3) or loaded.append("more"))

def fork(then):
    pid = os.fork()
    if not pid:
        print(len(loaded), end=" ", flush=True)
        then()
        os._exit(0)
    os.waitpid(pid, 0)

fork(lambda: fork(lambda: None))
fork(lambda: None)
"""


@pytest.mark.skipif(not forks.available(), reason="this platform forks no processes")
def test_what_is_loaded_after_the_first_fork_is_there_for_the_second():
    done = subprocess.run([sys.executable, "-c", LATER], capture_output=True, text=True, timeout=60)
    assert (done.stdout.split(), done.stderr) == (["0", "0", "1"], ""), "first fork, its own fork, second fork"


STOPPED = """
import os, signal, sys, time
from multiprocessing import forkserver
from pathlib import Path
from onrecord.system import forks

Path("loading.py").write_text("import pathlib, time; pathlib.Path('begun').touch(); time.sleep(60)")
sys.path.insert(0, os.getcwd())
forks.PRELOADED.append("loading")
forks.context()
while not Path("begun").exists():
    time.sleep(0.01)
server = forkserver._forkserver._forkserver_pid
os.kill(server, signal.SIGINT)
print(os.waitstatus_to_exitcode(os.waitpid(server, 0)[1]))
os._exit(0)
"""


@pytest.mark.skipif(not forks.available(), reason="this platform forks no processes")
def test_ctrl_c_while_the_preloaded_process_loads_ends_it_without_a_word(tmp_path):
    command = [sys.executable, "-c", STOPPED]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("130\n", "")
