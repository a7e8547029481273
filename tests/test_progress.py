"""Progress: a line that is written over on a terminal, plain lines everywhere else."""

import io

import pytest

from onrecord.progress import CLEAR, Progress, in_words
from onrecord.rerun import Status


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status(0, 0, 40, (), None), "0 of 40 notebooks done"),
        (Status(3, 0, 40, (), 0.2), "3 of 40 notebooks done, about 1 s left"),
        (Status(3, 0, 40, (), None, all_read=False), "3 of 40 or more notebooks done"),
        (Status(3, 2, 40, (), 61), "3 of 40 notebooks done, 2 failed, about 1 min left"),
        (Status(3, 2, 40, (), 7_000), "3 of 40 notebooks done, 2 failed, about 1.9 h left"),
    ],
)
def test_status_in_words(status, words):
    assert in_words(status) == words


def test_plain_lines_where_nobody_looks():
    stream = io.StringIO()
    progress = Progress(stream)
    progress.update(Status(1, 0, 2, ("01 on a.txt",), 3.0))
    progress.line("a.txt: runs/a/index.html")
    progress.clear()
    assert stream.getvalue() == "a.txt: runs/a/index.html\n"


def test_counts_now_and_then_where_nobody_looks(monkeypatch):
    clock = 100.0
    monkeypatch.setattr("onrecord.progress.time.monotonic", lambda: clock)
    stream = io.StringIO()
    progress = Progress(stream)
    for clock in (100.5, 109.5, 110.5, 111.0, 120.0, 121.0):
        progress.update(Status(int(clock) - 100, 1, 40, ("01 on a.txt",), 30.0))
    assert stream.getvalue().splitlines() == [
        "10 of 40 notebooks done, 1 failed, about 30 s left",
        "21 of 40 notebooks done, 1 failed, about 30 s left",
    ]


def test_one_line_is_written_over_on_a_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    stream = Terminal()
    progress = Progress(stream)
    progress.update(Status(1, 0, 2, ("01 on \x1b[2J\u2028a file with a very long name.txt",), 3.0))
    progress.line("a.txt: runs/a/index.html")
    live, line = stream.getvalue().removeprefix(CLEAR).split(CLEAR)
    assert len(live) < 60
    assert live.startswith("1 of 2 notebooks done, about 3 s left · now: 01 on")
    assert "\x1b" not in live
    assert line == "a.txt: runs/a/index.html\n"
