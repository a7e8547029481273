"""Failures: a line each, and in the end one that groups them by reason, bounded in groups and names."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.cli.failures import Failures
from onrecord.runs.results import ALL_ARTICLES, NotebookRun
from onrecord.text import read_many
from onrecord.text.article import Article, SourceError


def summary(capsys, failures, among=5):
    capsys.readouterr()
    failures.summarize(among)
    return capsys.readouterr().err


def failed(name, error):
    return NotebookRun(name, Path(f"{name}.ipynb"), error)


def test_failures_are_grouped_by_reason(capsys):
    failures = Failures()
    for name in ("a.html", "b.html"):
        failures.add_unread(SourceError(f"{name}: no article text found in the page. Save it as text."))
    failures.add_notebook(failed("03", "cell 2: ValueError: x: y"), "c.txt")
    failures.add_article(Article("d", "", source="d.txt"), "its process was killed; is there enough memory?")
    assert len(capsys.readouterr().err.splitlines()) == 4
    assert summary(capsys, failures) == (
        "onrecord: 3 articles and 1 notebook on 1 article failed: 2 × no article text found in the page (a.html, b.html); "
        "1 × ValueError: x: y (c.txt); 1 × cannot be analysed (its process was killed; is there enough "
        "memory?) (d.txt)\n"
    )
    assert failures.code == 1


def test_a_notebook_over_all_articles_is_no_article(capsys):
    failures = Failures()
    failures.add("a.txt: KeyError: b", "a.txt")
    failures.add_notebook(failed("04", "cell 2: ValueError: x"), ALL_ARTICLES)
    assert summary(capsys, failures) == (
        "onrecord: 1 article and 1 notebook over all articles failed: 1 × KeyError: b (a.txt); "
        "1 × ValueError: x (all articles)\n"
    )


def test_one_reason_in_several_notebooks_and_cells_is_one_and_the_counts_add_up(capsys):
    failures = Failures()
    late = "Timeout: not done after 5 seconds; the kernel was ended"
    for source in ("a.txt", "b.txt"):
        for number in (1, 2, 3):
            failures.add_notebook(failed(f"0{number}", f"cell {number}: {late}"), source)
    failures.add_notebook(failed("04", late), "b.txt")
    failures.add("c.txt: no text", "c.txt")
    failures.add_file("d.txt: is a folder; take it away", "d.txt")
    assert capsys.readouterr().err.startswith("onrecord: a.txt: notebook 01: cell 1: Timeout: not done")
    line = summary(capsys, failures)
    assert line == (
        "onrecord: 1 article, 7 notebooks on 2 articles and 1 single file failed: "
        "7 × Timeout: not done after 5 seconds (a.txt, b.txt); 1 × no text (c.txt); 1 × is a folder (d.txt)\n"
    )
    assert sum(map(int, re.findall(r"(\d+) ×", line))) == 1 + 7 + 1


def test_one_failure_is_said_again_only_where_it_has_scrolled_away(capsys):
    failures = Failures()
    assert (summary(capsys, failures, among=100), failures.code) == ("", 0)
    failures.add("a.txt: cell 1: KeyError: b. Mend it.", "a.txt")
    assert summary(capsys, failures) == ""
    assert summary(capsys, failures, among=100) == "onrecord: 1 article failed: 1 × cell 1: KeyError: b (a.txt)\n"


def test_groups_and_names_are_bounded(capsys):
    failures = Failures()
    for n in range(40):
        failures.add(f"{n}\x1b.txt: reason {n if n > 10 else 0}", f"{n}\x1b.txt")
    line = summary(capsys, failures)
    assert line.startswith(
        "onrecord: 40 articles failed: 11 × reason 0 (0 .txt, 1 .txt, 2 .txt and 8 more); 1 × reason 11 ("
    )
    assert line.count("×") == 5
    assert line.endswith("; 25 for other reasons\n")


HALF_LOADED = """
import atexit, onrecord.cli.show_command as command
from onrecord.cli import main
def fail(*_, **__):
    raise ImportError("libarrow.so: failed to map segment from shared object")
atexit.register(print, "taken down")
command.read_many = fail
main(["show", "sample"])
"""


def test_a_library_that_found_no_memory_is_not_taken_down():
    """Half loaded, pyarrow crashes then."""
    done = subprocess.run([sys.executable, "-c", HALF_LOADED], capture_output=True, text=True)
    said = "onrecord: out of memory; lower --jobs (--jobs 1 takes the least), or end other programs; what is done is kept\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


# --- what ends a command ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (MemoryError(), "out of memory; lower --jobs"),
        (RuntimeError("can't start new thread"), "the system starts no more processes or threads; lower --jobs"),
        (OSError(errno.EMFILE, "x"), "too many files are open; lower --jobs"),
        (
            ImportError("No module named 'lxml.html'"),
            "cannot be loaded: No module named 'lxml.html'. Install On Record",
        ),
    ],
)
def test_what_ends_a_command_is_said_in_one_line(problem, words, monkeypatch, capsys):
    def fail(*_, **__):
        raise problem
        yield

    monkeypatch.setattr("onrecord.cli.show_command.read_many", fail)
    assert main(["show", "sample"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"onrecord: {words}")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device here that is always full")
def test_full_disk_of_the_output_is_told_from_others(tmp_path):
    import subprocess
    import sys

    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "onrecord", "notebooks", "--to", str(tmp_path / "n")]
        called = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    (line,) = called.stderr.splitlines()
    assert line.startswith("onrecord: standard output: No space left on device")
    assert called.returncode == 2


def test_rows_that_are_named_together_count_as_many(tmp_path, capsys):
    failures = Failures()
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": null}\n' * 5_000)
    assert list(read_many([path], failures.add_unread)) == []
    assert len(capsys.readouterr().err.splitlines()) == 6
    line = summary(capsys, failures)
    assert line.startswith(f"onrecord: 5,000 articles failed: 5,000 × the row has no text ({str(path)[:40]}")
    assert line.endswith(" and 4,997 more)\n") and failures.n_unread == 5_000
