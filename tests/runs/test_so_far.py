"""So far: `onrecord show` and `onrecord.load` on a folder that grows, was stopped, or is whole."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time

import pytest
from helpers import quick_notebook, wait_until

import onrecord
from onrecord.cli import main
from onrecord.exchange.folders import find_tables
from onrecord.runs.so_far import so_far
from onrecord.system.folder_lock import FolderLock, holder_of
from onrecord.tables import partitions
from onrecord.tables.tabulation import tabulate
from onrecord.text.article import Article

posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
TEXT = "Mayor Anna Brandt said {} people had been killed in the flood on Monday. “We are in mourning,” she said."
ARTICLES = [Article(str(n), TEXT.format(n + 2), outlet="The Courier", date=f"2022-03-0{n + 1}") for n in range(5)]

# Writes tables in parts of two articles, and waits in the third until it is killed.
WRITER = """
import sys, time
from pathlib import Path
from onrecord.tables import partitions
from onrecord.tables.tabulation import tabulate
from onrecord.text.article import Article
partitions.PART = 2
def articles():
    for n in range(5):
        yield Article(str(n), sys.argv[3].format(n + 2), outlet="The Courier", date=f"2022-03-0{n + 1}")
    Path("waiting").touch()
    time.sleep(600)
tabulate(articles(), sys.argv[1], sys.argv[2].split(), total=9)
"""


@pytest.fixture(autouse=True)
def small_parts(monkeypatch, tmp_path):
    monkeypatch.setattr(partitions, "PART", 2)
    monkeypatch.chdir(tmp_path)


def shown(capsys, *folder):
    assert main(["show", *folder]) == 0
    return capsys.readouterr().out


@posix
@pytest.mark.parametrize("format_", ["parquet", "csv"])
def test_tables_that_grow_and_are_killed(format_, capsys, tmp_path):
    command = [sys.executable, "-c", WRITER, "t", format_, TEXT]
    writer = subprocess.Popen(command)
    try:
        wait_until(lambda: (tmp_path / "waiting").exists() or writer.poll() is not None)
        assert shown(capsys, "t").startswith(
            "t: still being written: 4 of 9 articles so far\n\n4 articles · 1 outlet · "
        )
        with pytest.warns(UserWarning, match="t: still being written: 4 of 9 articles so far"):
            assert len(onrecord.load("t").articles) == 4
    finally:
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
    stopped = shown(capsys, "t")
    assert stopped.startswith("t: stopped at 4 of 9 articles; the same command goes on\n\n")
    assert re.search(r"WHO SPEAKS\n  Anna Brandt  +\d+ quotes  in 4 articles", stopped)
    assert re.search(r"WHAT IS COUNTED\n  killed  4 figures  in 4 articles", stopped)
    if format_ == "parquet":
        assert main(["correct", "t"]) == 0
        said = capsys.readouterr()
        assert said.err == "onrecord: t: stopped at 4 of 9 articles; the same command goes on\n"
        assert said.out.startswith("corrections.csv: the rows of 4 articles\n")
    tabulate(ARTICLES, "t", [format_])
    assert shown(capsys, "t").startswith("t: 5 articles\n\n5 articles · 1 outlet · 2022-03-01 to 2022-03-05\n")
    assert len(onrecord.load("t").articles) == 5


def test_what_is_shown_is_whole_at_any_moment(tmp_path):
    """While tables are written, and written again, the rows of all tables are about the same articles."""
    seen, over = [], threading.Event()

    def write():
        try:
            for fresh in (False, True):
                tabulate(ARTICLES, "t", fresh=fresh)
        finally:
            over.set()

    writer = threading.Thread(target=write)
    writer.start()
    while not over.is_set():
        if (tmp_path / "t" / ".tables.jsonl").exists():
            there = so_far(tmp_path / "t")
            if not there.growth.is_whole:
                ids = {row["article_id"] for row in there.rows("articles", "article_id")}
                assert ids >= {row["article_id"] for row in there.rows("speakers", "article_id")}
                seen.append(there.growth.n_articles)
        time.sleep(0.002)
    writer.join()
    assert set(seen) >= {2, 4}


def test_before_the_first_part(capsys, tmp_path):
    (tmp_path / "t").mkdir()
    with FolderLock(tmp_path / "t", about={partitions.TOTAL: None}):
        assert shown(capsys, "t") == "t: still being written: 0 articles so far\n"
    assert main(["show", "t"]) == 1
    assert "holds no file that can be read" in capsys.readouterr().err


def test_looking_takes_no_lock_away(tmp_path):
    """Who looks all the time keeps nobody from beginning to write."""
    over = threading.Event()

    def look():
        while not over.is_set():
            holder_of(tmp_path)
            time.sleep(0.002)

    (tmp_path / ".lock").touch()
    looker = threading.Thread(target=look)
    looker.start()
    try:
        for _ in range(20):
            with FolderLock(tmp_path):
                assert holder_of(tmp_path).at_work
    finally:
        over.set()
        looker.join()


@posix
def test_who_looks_is_not_taken_for_who_writes(tmp_path):
    """Two look at once at a folder whose writer was killed, and left its file there."""
    import fcntl

    (tmp_path / ".lock").write_text('{"pid": 1}')
    looked = []
    flock = fcntl.flock

    def look_meanwhile(file, how):
        flock(file, how)
        if not looked:
            looked.append(None)
            looked.append(holder_of(tmp_path).at_work)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fcntl, "flock", look_meanwhile)
        assert (holder_of(tmp_path).at_work, looked) == (False, [None, False])


def test_a_run_writes_where_its_paths_lead_from_here(tmp_path):
    """Notebooks side by side, of an earlier call in another folder, may have left papermill with that one."""
    from papermill.iorw import papermill_io

    (tmp_path / "elsewhere").mkdir()
    papermill_io.get_handler("local").cwd(str(tmp_path / "elsewhere"))
    quick_notebook(tmp_path / "quick.ipynb", "print(article)")
    (tmp_path / "0.txt").write_text(ARTICLES[0].text)
    assert main(["run", "0.txt", "--notebook", "quick.ipynb"]) == 0
    assert papermill_io.get_handler("local").cwd(None) is None


def test_a_run_that_was_stopped(capsys, tmp_path):
    quick_notebook(tmp_path / "quick.ipynb", "print(article)")
    for article in ARTICLES[:2]:
        (tmp_path / f"{article.article_id}.txt").write_text(article.text)
    run = ["run", "0.txt", "1.txt", "--notebook", "quick.ipynb"]
    assert main(run) == 0
    assert (
        shown(capsys, "runs").partition("runs: ")[2].startswith("2 articles\n\n2 articles\n\nWHO SPEAKS\n  Anna Brandt")
    )
    assert len(list(find_tables("runs").rows("articles"))) == 2
    manifest = tmp_path / "runs" / "manifest.jsonl"
    lines = manifest.read_text().splitlines(keepends=True)
    ended = [
        n for n, line in enumerate(lines) if json.loads(line)["state"] == "done" and "notebook" not in json.loads(line)
    ]
    manifest.write_text("".join(lines[: ended[0] + 1]))  # as it was when the first article was done
    words = "runs: stopped at 1 article; the same command goes on\n\n1 article\n\nWHO SPEAKS"
    assert shown(capsys, "runs").startswith(words)
    (folder,) = {json.loads(lines[ended[0]])["folder"]}
    assert "WHAT IS COUNTED" in shown(capsys, f"runs/{folder}")  # of one article, as for its text


def test_folders_and_texts_at_once(capsys, tmp_path):
    tabulate(ARTICLES[:3], "t")
    (tmp_path / "a.txt").write_text(ARTICLES[0].text)
    folder, text = shown(capsys, "a.txt", "t").split("\n=")
    assert folder.startswith("t: 3 articles")
    assert "Anna Brandt" in text


def test_a_folder_is_shown_as_it_was_written(capsys, tmp_path):
    tabulate(ARTICLES[:2], "t")
    assert main(["show", "t", "--model", "en_core_web_md"]) == 2
    said = capsys.readouterr()
    words = "t: is shown as it was written; --model and --corrections are for articles that are read now."
    assert (said.out, said.err) == ("", f"onrecord: {words}\n")


def test_an_article_that_failed_beside_a_single_one_is_told(capsys, tmp_path):
    tabulate([ARTICLES[0], Article("too long", "word " * 300_000)], "t")
    assert shown(capsys, "t").startswith("t: 1 article (1 failed)\n\n1 article")
