"""Progress: a line that is written over on a terminal, plain lines everywhere else."""

import io
from types import SimpleNamespace

import pytest

from onrecord.cli.progress import CLEAR, Progress, articles_in_words, notebooks_in_words
from onrecord.cli.tables_command import _kept_in_words
from onrecord.runs.results import RunStatus
from onrecord.tables import tabulation


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (RunStatus(0, 0, 0, (), None), "no notebook has begun yet"),
        (RunStatus(0, 0, 40, (), None), "0 of 40 notebooks done"),
        (RunStatus(1, 0, 1, (), None), "1 of 1 notebook done"),
        (RunStatus(1, 0, 1, (), None, all_read=False), "1 of 1 or more notebooks done"),
        (RunStatus(3, 0, 40, (), 0.2), "3 of 40 notebooks done, about 1 s left"),
        (RunStatus(3, 0, 40, (), None, all_read=False), "3 of 40 or more notebooks done"),
        (RunStatus(3, 2, 40, (), 61), "3 of 40 notebooks done, 2 failed, about 1 min left"),
        (RunStatus(3, 2, 40, (), 7_000), "3 of 40 notebooks done, 2 failed, about 1.9 h left"),
    ],
)
def test_notebooks_in_words(status, words):
    assert notebooks_in_words(status) == words


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (tabulation.TabulationStatus(), "0 of 500 articles done"),
        (tabulation.TabulationStatus(100, 0, 4.24), "100 of 500 articles done, 4.2 a second, about 2 min left"),
        (tabulation.TabulationStatus(97, 3, 40.4), "97 of 500 articles done, 3 failed, 40 a second, about 10 s left"),
        (tabulation.TabulationStatus(497, 3, 40.4), "497 of 500 articles done, 3 failed, 40 a second"),
        (
            tabulation.TabulationStatus(520, 0, 40.4),
            "520 of 500 articles done, 40 a second",
        ),  # the corpus grew meanwhile
    ],
)
def test_articles_in_words(status, words):
    assert articles_in_words(status, 500) == words


def test_one_article_is_no_articles():
    assert articles_in_words(tabulation.TabulationStatus(1), 1) == "1 of 1 article done"


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


def test_plain_lines_where_nobody_looks():
    stream = io.StringIO()
    progress = Progress(stream)
    progress.update("1 of 2", "01 on a.txt")
    progress.line("a.txt: runs/a/index.html")
    progress.clear()
    assert stream.getvalue() == "a.txt: runs/a/index.html\n"


@pytest.fixture
def clock(monkeypatch):
    times = [100.0]
    monkeypatch.setattr("onrecord.cli.progress.time.monotonic", lambda: times[0])
    return times


def test_counts_now_and_then_where_nobody_looks(clock):
    stream = io.StringIO()
    progress = Progress(stream)
    for clock[0] in (100.5, 109.5, 110.5, 111.0, 120.0, 121.0):
        progress.update(f"{clock[0]} of 40", "01 on a.txt")
    assert stream.getvalue().splitlines() == ["110.5 of 40", "121.0 of 40"]


def test_one_line_is_written_over_on_a_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    stream = Terminal()
    progress = Progress(stream)
    progress.update("1 of 2 notebooks done, about 3 s left", "01 on \x1b[2J\u2028a file with a very long name.txt")
    progress.line("a.txt: runs/a/index.html")
    live, line = stream.getvalue().removeprefix(CLEAR).split(CLEAR)
    assert len(live) < 60
    assert live.startswith("1 of 2 notebooks done, about 3 s left · now: 01 on")
    assert "\x1b" not in live
    assert line == "a.txt: runs/a/index.html\n"


def test_a_terminal_is_not_written_to_faster_than_it_is_read(clock):
    stream = Terminal()
    progress = Progress(stream)
    for n in range(100):
        clock[0] = 100 + n / 100
        progress.update(f"{n} of 100", "analysing")
    assert 9 <= stream.getvalue().count(CLEAR) <= 11
