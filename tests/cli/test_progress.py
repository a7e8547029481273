"""Progress: a line that is written over on a terminal, plain lines now and then everywhere else."""

import io
import re
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from onrecord.cli import main, progress
from onrecord.cli.messages import complain, say
from onrecord.cli.progress import Progress, in_words, time_in_words
from onrecord.cli.tables_command import _kept_in_words
from onrecord.system import steps
from onrecord.system.steps import HowFar, counted, step, tell


class Terminal(io.StringIO):
    def isatty(self):
        return True


def on_screen(written):
    """What stands on the screen of a terminal to which this was written."""
    lines = [[]]
    at = 0
    for character in written:
        if character == "\r":
            at = 0
        elif character == "\n":
            lines, at = [*lines, []], 0
        else:
            lines[-1][at : at + 1] = character
            at += 1
    return ["".join(line).rstrip() for line in lines]


@pytest.mark.parametrize(
    ("far", "left", "words"),
    [
        (HowFar(0, 40, "notebook"), None, "0 of 40 notebooks done"),
        (HowFar(1, 1, "notebook"), None, "1 of 1 notebook done"),
        (HowFar(1, 1, "notebook", more=True), None, "1 of 1 or more notebooks done"),
        (HowFar(3, 40, "notebook"), 0.2, "3 of 40 notebooks done, about 1 s left"),
        (HowFar(3, 40, "notebook"), 58, "3 of 40 notebooks done, about 1 min left"),
        (HowFar(3, 40, "notebook", 2), 61, "3 of 40 notebooks done, 2 failed, about 1 min left"),
        (HowFar(3, 40, "notebook"), 7_000, "3 of 40 notebooks done, about 1.9 h left"),
        (HowFar(1_200, 3_000, per_second=4.24), 424, "1,200 of 3,000 articles done, 4.2 a second, about 7 min left"),
        (HowFar(97, 500, "article", 3, per_second=40.4), 33, "97 of 500 articles done, 3 failed, 40 a second, about 35 s left"),
        (HowFar(520, 500), None, "520 articles done"),  # the corpus grew meanwhile
        (HowFar(1), None, "1 article done"),
    ],
)  # fmt: skip
def test_how_far_in_words(far, left, words):
    assert in_words(far, left) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.1, "1 s"), (12.4, "12 s"), (59.6, "1 min"), (61, "1 min"), (3_599, "1.0 h"), (7_000, "1.9 h")]
)  # fmt: skip
def test_time_in_words(seconds, words):
    assert time_in_words(seconds) == words


@pytest.mark.parametrize(
    ("n_articles", "n_kept", "why", "words"),
    [
        (1, 1, "", "1 article: was done before, and nothing of it has changed"),
        (2, 2, "", "2 articles: all were done before, and nothing of them has changed"),
        (2, 1, "", "2 articles: 1 done before, 1 now"),
        (1, 0, "something failed", "1 article: 0 done before, 1 now (something failed)"),
    ],
)
def test_what_was_kept_of_earlier_tables_in_words(n_articles, n_kept, why, words):
    result = SimpleNamespace(n_articles=n_articles, n_kept=n_kept, why=why)
    assert _kept_in_words(result) == words


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(now=100.0)
    clock.monotonic = lambda: clock.now
    monkeypatch.setattr(progress, "time", clock)
    monkeypatch.setattr(steps, "time", clock)
    return clock


def shown_at(shower, clock, *times):
    for clock.now in times:
        shower.show()


def test_lines_now_and_then_where_nobody_looks(clock):
    shower = Progress(stream := io.StringIO())
    shower.hear("analysing", HowFar(7, 40))
    shown_at(shower, clock, *range(101, 500))
    lines = stream.getvalue().splitlines()
    assert lines[0] == "onrecord: 7 of 40 articles done; analysing, 30 s"
    assert lines[-1] == "onrecord: 7 of 40 articles done; analysing, 6 min"
    assert len(lines) == 7  # after 30 s, 45 s, 68 s and so on
    assert "\r" not in stream.getvalue()


def test_one_line_is_written_over_on_a_terminal(clock):
    shower = Progress(stream := Terminal())
    shown_at(shower, clock, 100.9)
    assert stream.getvalue() == ""  # what is over in no time shows nothing
    shower.hear("reading \x1b[2J\u2028a file with a very, very long name.txt", HowFar(1_234, 2_000))
    shown_at(shower, clock, 101.2)
    assert on_screen(stream.getvalue()) == [
        "1,234 of 2,000 articles done; reading  [2J a file with a very, very long name.t"
    ]
    shower.hear("writing", None)
    shown_at(shower, clock, 110)
    assert on_screen(stream.getvalue()) == ["1,234 of 2,000 articles done; writing, 9 s"]
    shower.clear()
    assert on_screen(stream.getvalue()) == [""]
    assert "\n" not in stream.getvalue() and "\x1b" not in stream.getvalue()


@pytest.mark.parametrize(("columns", "cut"), [(12, "reading a.t"), (100, "reading a.txt"), (1, "")])
def test_a_line_has_room_on_the_terminal(columns, cut, clock, monkeypatch):
    monkeypatch.setattr(Progress, "_width", lambda _: columns)
    shower = Progress(stream := Terminal())
    shower.hear("reading a.txt", None)
    shown_at(shower, clock, 102)
    assert on_screen(stream.getvalue()) == [cut]


def test_wide_characters_take_two_columns(clock, monkeypatch):
    monkeypatch.setattr(Progress, "_width", lambda _: 12)
    shower = Progress(stream := Terminal())
    shower.hear("reading 新聞.txt", None)
    shown_at(shower, clock, 102)
    assert on_screen(stream.getvalue()) == ["reading 新"]


def test_nothing_is_written_over_on_a_dumb_terminal(clock, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    shower = Progress(stream := Terminal())
    shower.hear("reading", None)
    shown_at(shower, clock, 105, 140)
    assert stream.getvalue() == "onrecord: reading, 40 s\n"


def test_the_time_left_does_not_jump_about(clock):
    """Estimates that jump between a minute and two; the time left goes from one to the other in some ten seconds."""
    shower, left = Progress(Terminal()), []
    for second in range(40):
        clock.now = 100 + second
        shower.hear("analysing", HowFar(second, 200, seconds_left=60 + 60 * (second % 2)))
        left.append(shower._end - clock.now)
    assert max(abs(a - b) for a, b in zip(left[1:], left, strict=False)) < 8


def test_no_time_left_is_told_where_it_takes_longer_than_expected(clock):
    shower = Progress(Terminal())
    shower.hear("03 on a.txt", HowFar(3, 4, "notebook", seconds_left=20))
    clock.now += 19
    assert shower.words() == "3 of 4 notebooks done, about 1 s left; 03 on a.txt, 19 s"
    for _ in range(3):
        clock.now += 1
        shower.hear("03 on a.txt", HowFar(3, 4, "notebook", seconds_left=0))
    assert shower.words() == "3 of 4 notebooks done; 03 on a.txt, 22 s"


def test_another_step_begins_while_the_line_is_made(clock):
    class Changing(Progress):
        ends = iter([105.0])  # and then another thread has begun something else
        _end = property(lambda self: next(self.ends, None), lambda self, end: None)

    shower = Changing(Terminal())
    shower._far = HowFar(3, 4, "notebook")
    assert shower.words() == "3 of 4 notebooks done, about 5 s left; loading the program"


def test_how_long_counted_things_will_take(clock):
    told = []
    with steps.heard_by(lambda now, far: told.append(far)):
        for _ in counted(range(5), "writing", "row", 5):
            clock.now += 10
    assert [far.done for far in told] == [0, 1, 2, 3, 4, 5]
    assert [far.seconds_left for far in told] == [None, None, 30, 20, 10, 0]


def test_a_step_within_another():
    told = []
    with steps.heard_by(lambda now, far: told.append(now)):
        tell("analysing a.txt")
        with step("loading the language model"):
            pass
    tell("nobody hears it")
    assert told == ["analysing a.txt", "loading the language model", "analysing a.txt"]


def test_other_lines_stand_by_themselves(monkeypatch):
    """Results and problems are written while the line is there: each stands in a line of its own, and the last is gone."""
    monkeypatch.setattr(progress, "FIRST", 0.0)
    monkeypatch.setattr(progress, "TICK", 0.001)
    both = Terminal()
    monkeypatch.setattr(sys, "stdout", both)
    monkeypatch.setattr(sys, "stderr", both)
    with Progress(both).running():
        for number in range(20):
            tell(f"step {number} with a long name")
            time.sleep(0.003)
            say(f"result {number}")
            complain(f"problem {number}", 0)
    expected = [line for n in range(20) for line in (f"result {n}", f"onrecord: problem {n}")]
    assert on_screen(both.getvalue()) == [*expected, ""]
    assert re.search(r"step \d+ with a long name", both.getvalue())


def test_who_looked_is_gone(monkeypatch):
    class Gone(Terminal):
        def write(self, text):
            raise BrokenPipeError

    monkeypatch.setattr(progress, "FIRST", 0.0)
    monkeypatch.setattr(progress, "TICK", 0.001)
    with Progress(Gone()).running():
        (shower,) = (thread for thread in threading.enumerate() if thread.name == "onrecord-progress")
        tell("reading")
        shower.join(10)
        assert not shower.is_alive()  # the work goes on without it


def test_stopped_while_the_words_are_read(monkeypatch, capsys):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.cli.command_line.make_parser", stopped)
    assert main(["show", "sample"]) == 130
    assert capsys.readouterr().err == "onrecord: stopped\n"
