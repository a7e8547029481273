"""Starting processes: a start that fails is tried again, and what the system lacks is named."""

import errno
import os
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
