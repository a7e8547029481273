"""Tables of a corpus that were stopped, killed, or made from other articles: what is done stays done."""

import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import count
from types import SimpleNamespace

import pandas as pd
import pytest

import onrecord
from onrecord.cli import main
from onrecord.system.folder_lock import FolderLock, FolderTaken
from onrecord.tables import partitions, tabulation
from onrecord.tables.columns import TABLES
from onrecord.tables.formats import read_table
from onrecord.tables.journal import NAME
from onrecord.tables.tabulation import Tabulated, tabulate

posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
TOWNS = "Arnby, Belford, Corvale, Denholt and Elsmere"
PARQUET, CSV, BOTH = ("parquet",), ("csv",), ("parquet", "csv")


def report(n: int) -> onrecord.Article:
    """A made-up report of day `n` of one flood: its toll rises, so that articles have pairs of figures in common."""
    text = f"Mayor Ada Brandt said {10 + n} people were killed in the flood of 1 May 2031 in {TOWNS}. “We had no warning,” she said."
    return onrecord.Article(f"report-{n}", text, date=f"2031-05-{1 + n:02}")


TOO_LONG = onrecord.Article("too long", "word " * 300_000)  # beyond what spaCy parses at once
ARTICLES = [report(n) for n in range(7)]
WITH_FAILURES = [report(0), TOO_LONG, *map(report, range(2, 6)), onrecord.Article("again", "words " * 250_000)]


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def small_and_quick(monkeypatch, cache):
    monkeypatch.setattr(partitions, "PART", 2)
    monkeypatch.setattr(partitions, "PART_ROWS", 3)
    monkeypatch.setenv("ONRECORD_CACHE", str(cache))  # an article is analysed once, however many calls there are


def content(folder):
    """Every file under a folder, hidden ones too, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def done(tmp_path, tmp_path_factory):
    """A function that gives a folder `t` with the tables of ARTICLES, finished."""

    def tables(formats=("parquet",)):
        kept = tmp_path_factory.getbasetemp() / f"done-{'-'.join(formats)}"
        if not kept.exists():
            tabulate(ARTICLES, kept, formats)
        return shutil.copytree(kept, tmp_path / "t")

    return tables


def fresh(articles, folder, formats=("parquet",), **options):
    """What a call that nothing stops writes into an empty folder."""
    tabulate(articles, folder, formats, **options)
    return content(folder)


# --- killed ----------------------------------------------------------------------------------------------------


STOPPING = """
import pathlib, sys, time
from onrecord.cli import main, tables_command
from onrecord.tables import partitions
partitions.PART, partitions.PART_ROWS = 2, 3
read_many, stop = tables_command.read_many, int(sys.argv[1])
def reading(*args, **more):
    for n, article in enumerate(read_many(*args, **more)):
        while n == stop:
            pathlib.Path("waiting").touch()
            time.sleep(0.02)
        yield article
tables_command.read_many = reading
sys.exit(main(sys.argv[2:]))
"""
COMMAND = ["tables", "corpus.jsonl", "--to", "t", "--format", "parquet", "--format", "csv"]


def start(folder, stop, *more):
    """Start the command; it halts where it would read article `stop`."""
    command = [sys.executable, "-c", STOPPING, str(stop), *COMMAND, *more]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def write_corpus(path, articles):
    rows = ({"id": a.article_id, "text": a.text, "date": a.date} for a in articles)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


@posix
def test_stopped_and_killed_commands_go_on_where_they_were(tmp_path, monkeypatch):
    psutil = pytest.importorskip("psutil")
    write_corpus(tmp_path / "corpus.jsonl", map(report, range(12)))
    stopped = ["onrecord: stopped; what is done is kept, and the same command does the rest"]
    ends = ((signal.SIGINT, 130, 3, 3, "1"), (signal.SIGTERM, 143, 11, 4, "2"), (signal.SIGKILL, -9, 10, 10, "1"))
    for number, code, stop, n_kept, jobs in ends:
        called = start(tmp_path, stop, "--jobs", jobs)
        while not (tmp_path / "waiting").exists():
            assert called.poll() is None, called.communicate()
            time.sleep(0.02)
        family = psutil.Process(called.pid).children(recursive=True)
        os.kill(called.pid, number)
        _, errors = called.communicate(timeout=30)
        # A slow machine has the time to write how far it is, before.
        assert (called.returncode, errors.splitlines()[-1:] == stopped) == (code, code != -9), errors
        assert psutil.wait_procs(family, timeout=10)[1] == [], "its workers outlived it"
        assert len(onrecord.load(tmp_path / "t").articles) == n_kept
        (tmp_path / "waiting").unlink()
    last = start(tmp_path, -1, "--jobs", "2")
    shown, errors = last.communicate(timeout=60)
    assert (shown.splitlines()[-1], last.returncode) == ("12 articles: 10 done before, 2 now", 0), errors
    monkeypatch.chdir(tmp_path)
    assert main([*COMMAND, "--to", "whole", "--jobs", "1"]) == 0
    assert content(tmp_path / "t") == content(tmp_path / "whole")


def until(articles, n):
    yield from articles[:n]
    raise KeyboardInterrupt


@pytest.mark.parametrize("formats", [("parquet",), ("csv",)])
def test_ctrl_c_keeps_every_article(formats, tmp_path):
    for n in (3, 4, 6):
        with pytest.raises(KeyboardInterrupt):
            tabulate(until(WITH_FAILURES, n), tmp_path / "t", formats)
        assert not list(tmp_path.rglob(".partial-*")) + list(tmp_path.rglob(".lock"))
    told = []
    done = tabulate(WITH_FAILURES, tmp_path / "t", formats, on_error=lambda article, _: told.append(article.article_id))
    assert (done, told) == (Tabulated(7, 6, 1), ["too long", "again"])
    assert content(tmp_path / "t") == fresh(WITH_FAILURES, tmp_path / "whole", formats)


EVERY = int(os.environ.get("ONRECORD_TEST_STEPS", "61"))  # one in so many steps is tried; with 1, all are: minutes


def killed_at(step, articles, folder, formats):
    """Let a process write tables, and kill it before it does a step in the folder; whether it came to that."""
    pid = os.fork()
    if not pid:
        steps = 0

        def count(event, args):
            nonlocal steps
            if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir") and str(folder) in str(args[0]):
                steps += 1
                if steps == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            tabulate(articles, folder, formats)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


@pytest.mark.skipif(sys.platform != "linux", reason="forks a process that has threads")
@pytest.mark.parametrize(("first", "formats"), [(CSV, CSV), (BOTH, BOTH), (PARQUET, CSV), (CSV, PARQUET)])
def test_killed_at_any_step(first, formats, tmp_path):
    before = [report(n) for n in range(3)] + [report(9)]  # tables of other articles are there, the first part fits
    whole = fresh(ARTICLES, tmp_path / "whole", formats)
    step = 0
    for step in range(1 if formats == BOTH else EVERY // 2 + 1, 1_000, EVERY):
        folder = tmp_path / str(step)
        tabulate(before, folder, first)
        if not killed_at(step, ARTICLES, folder, formats):
            break
        for name in TABLES if "parquet" in formats else ():  # what readers find then is whole parts
            if list((folder / f"{name}.parquet").glob("*")):
                ids = list(read_table(name, folder).iloc[:, 0])
                assert set(ids) <= {article.article_id for article in [*before, *ARTICLES]}
                assert name != "articles" or len(set(ids)) == len(ids)
        assert tabulate(ARTICLES, folder, formats).n_kept >= 2
        assert content(folder) == whole, f"killed at step {step}"
    assert step > 80, "so many steps there are at least"


# --- changed ---------------------------------------------------------------------------------------------------


CHANGES = {
    "nothing": (ARTICLES, 7, None),
    "one more at the end": ([*ARTICLES, report(8)], 7, None),
    "more at the end": ([*ARTICLES, report(8), TOO_LONG, report(9)], 7, None),
    "fewer at the end": (ARTICLES[:4], 4, "articles changed"),
    "fewer than a part": (ARTICLES[:3], 2, "articles changed"),
    "one changed": ([*ARTICLES[:5], replace(report(5), date=None), report(6)], 4, "articles changed"),
    "one inserted": ([*ARTICLES[:3], report(8), *ARTICLES[3:]], 2, "articles changed"),
    "one removed": ([*ARTICLES[:3], *ARTICLES[4:]], 2, "articles changed"),
    "two exchanged": ([ARTICLES[1], ARTICLES[0], *ARTICLES[2:]], 0, "articles changed"),
    "another place": ([replace(a, source="moved.jsonl") for a in ARTICLES], 0, "articles changed"),
    "one fails now": ([*ARTICLES[:6], TOO_LONG], 6, "articles changed"),
}


@pytest.mark.parametrize(("articles", "n_kept", "why"), CHANGES.values(), ids=CHANGES)
def test_articles_that_changed(articles, n_kept, why, done, tmp_path):
    folder = done(BOTH)
    assert tabulate(articles, folder, BOTH) == Tabulated(len(articles), n_kept, 0, why)
    assert content(folder) == fresh(articles, tmp_path / "fresh", BOTH)


@pytest.mark.parametrize(
    ("before", "after", "n", "n_kept"),
    [
        (PARQUET, CSV, 7, 7),
        (CSV, PARQUET, 7, 7),
        (BOTH, CSV, 7, 7),
        (BOTH, PARQUET, 7, 7),
        (PARQUET, BOTH, 5, 4),
        (CSV, BOTH, 5, 4),
        (CSV, CSV, 5, 4),
        (CSV, PARQUET, 1, 0),
        (PARQUET, CSV, 1, 0),
    ],
)
def test_another_format_analyses_nothing_again(before, after, n, n_kept, done, tmp_path):
    folder = done(before)
    assert tabulate(ARTICLES[:n], folder, after).n_kept == n_kept
    there, expected = content(folder), fresh(ARTICLES[:n], tmp_path / "fresh", after)
    there.pop(NAME), expected.pop(NAME)  # it may remember the other format
    assert there == expected


@pytest.mark.parametrize("options", [{"thoughts": True}, {"scorer": "minilm"}])
def test_other_options_do_all_again(options, done, tmp_path):
    folder = done()
    assert tabulate(ARTICLES, folder, **options) == Tabulated(7, 0, 0, "options changed")
    assert content(folder) == fresh(ARTICLES, tmp_path / "fresh", **options)


@pytest.mark.parametrize("what", ["library", "model"])
def test_another_library_or_model_does_all_again(what, done, monkeypatch):
    folder = done()
    monkeypatch.setattr(tabulation, f"of_{what}", lambda *_: "another")
    assert tabulate(ARTICLES, folder).why == f"{what} changed"
    assert tabulate(ARTICLES, folder).n_kept == 7


def test_fresh_does_all_again(done):
    assert tabulate(ARTICLES, done(), fresh=True) == Tabulated(7)


@pytest.mark.parametrize("formats", [PARQUET, CSV, BOTH])
def test_nothing_changed_writes_nothing_and_loads_no_model(formats, done, monkeypatch):
    folder = done(formats)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    monkeypatch.setattr(tabulation, "outcomes", None)  # it is not called
    assert tabulate(ARTICLES, folder, formats).n_kept == 7
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def cut(path):
    path.write_bytes(path.read_bytes()[:-2])


def blank(path):  # as a power cut may leave it
    path.write_bytes(bytes(path.stat().st_size))


DAMAGE = {
    "a part is gone": ("quotes.parquet/part-00001.parquet", os.unlink, 2),
    "a part is cut": ("tone.parquet/part-00002.parquet", cut, 4),
    "a part is blank": ("figures.parquet/part-00000.parquet", blank, 0),
    "pairs are gone": ("comparisons.parquet/part-00004.parquet", os.unlink, 7),
    "a CSV file is cut": ("speakers.csv", cut, 7),
    "the journal is cut": (NAME, cut, 7),
    "the journal is blank": (NAME, blank, 0),
    "the journal is gone": (NAME, os.unlink, 0),
}


@pytest.mark.parametrize(("file", "harm", "n_kept"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_mended(file, harm, n_kept, done):
    folder = done(BOTH)
    whole = content(folder)
    harm(folder / file)
    assert tabulate(ARTICLES, folder, BOTH).n_kept == n_kept
    assert content(folder) == whole


def test_tables_written_by_others_are_replaced(tmp_path):
    records = list(onrecord.analyse_many(ARTICLES[:3]))
    for write in (onrecord.write_tables, lambda some, folder: onrecord.combine(some).save(folder)):
        tabulate(ARTICLES, tmp_path / "t")
        write(records, tmp_path / "t")
        assert len(onrecord.load(tmp_path / "t").articles) == 3
        tabulate(ARTICLES, tmp_path / "t")
        assert list(onrecord.load(tmp_path / "t").articles["article_id"]) == [a.article_id for a in ARTICLES]


# --- failed ----------------------------------------------------------------------------------------------------


def test_failures_are_remembered(tmp_path):
    told = [[], [], []]
    for failed in told:
        done = tabulate(WITH_FAILURES, tmp_path, on_error=lambda a, why, to=failed: to.append((a.article_id, why)))
    assert done == Tabulated(7, 7, 2)
    assert [name for name, _ in told[0]] == ["too long", "again"]
    assert "1000000" in told[0][0][1]
    assert told[0] == told[1] == told[2]
    kept = [a.article_id for a in WITH_FAILURES if len(a.text) < 1_000]
    assert list(onrecord.load(tmp_path).articles["article_id"]) == kept


def test_a_corpus_in_which_all_fail_is_not_tried_again(tmp_path):
    assert tabulate([TOO_LONG], tmp_path) == Tabulated(1)
    assert tabulate([TOO_LONG], tmp_path) == Tabulated(1, 1, 1)
    assert len(onrecord.load(tmp_path).articles) == 0


@pytest.fixture
def long_texts(monkeypatch):
    """Texts are read that are too long to be analysed."""
    monkeypatch.setattr("onrecord.text.article.MAX_CHARACTERS", 2_000_000)


def test_the_command_says_again_what_failed(tmp_path, capsys, long_texts, monkeypatch):
    monkeypatch.setattr("onrecord.cli.progress.FIRST_LINE", 3600)  # however slow the machine is
    write_corpus(tmp_path / "c.jsonl", WITH_FAILURES)
    call = ["tables", str(tmp_path / "c.jsonl"), "--to", str(tmp_path / "t"), "--jobs", "1"]
    shown = []
    for _ in range(2):
        assert main(call) == 1
        shown.append(capsys.readouterr())
    assert shown[0].out == ""
    assert len(shown[0].err.splitlines()) == 3
    assert "onrecord: 2 articles failed: 2 × cannot be analysed" in shown[0].err
    note = "onrecord: what failed before was not tried again; --retry-failed does that\n"
    assert shown[1].err == shown[0].err + note
    assert shown[1].out == "7 articles: all were done before, and nothing of them has changed\n"
    assert main([*call, "--fresh"]) == 1
    assert capsys.readouterr() == shown[0]
    assert main([*call, "--retry-failed"]) == 1
    assert capsys.readouterr() == ("7 articles: 0 done before, 7 now (something failed)\n", shown[0].err)


# --- wrong calls, and what is shown ------------------------------------------------------------------------------


def test_what_stops_a_call_as_a_whole_takes_nothing_away(done, tmp_path):
    whole = content(done())
    for folder in (tmp_path / "t", tmp_path / "new"):
        with pytest.raises(onrecord.ModelError):
            tabulate(ARTICLES, folder, ["csv"], model="no_such_model")
    assert content(tmp_path / "t") == whole
    assert [path.name for path in tmp_path.iterdir()] == ["t"]


def test_two_calls_do_not_write_to_one_folder(tmp_path):
    with FolderLock(tmp_path), pytest.raises(FolderTaken):
        tabulate(ARTICLES, tmp_path)


@pytest.mark.parametrize("name", ["articles.csv", "articles.parquet"])
def test_tables_do_not_go_over_the_corpus(name, tmp_path, capsys):
    corpus = tmp_path / name
    frame = pd.DataFrame({"id": ["a"], "text": [report(1).text]})
    frame.to_csv(corpus) if corpus.suffix == ".csv" else frame.to_parquet(corpus)
    before = corpus.read_bytes()
    assert main(["tables", str(corpus), "--to", str(tmp_path)]) == 2
    assert "a file of this name would be written over it" in capsys.readouterr().err
    assert content(tmp_path) == {name: before}


def test_another_format_after_a_kill_with_something_else_in_the_hidden_folder(done, tmp_path):
    folder = done(CSV)
    for name in (".partial-quotes-part-00001.parquet", ".DS_Store"):
        (folder / partitions.HIDDEN / name).touch()
    for _ in range(2):
        assert tabulate(ARTICLES, folder, PARQUET).n_kept == len(ARTICLES)
    assert [path.name for path in (folder / partitions.HIDDEN).iterdir()] == [".DS_Store"]


@posix
def test_a_reader_that_goes_away_does_not_stop_the_work(tmp_path):
    write_corpus(tmp_path / "c.jsonl", ARTICLES)
    code = "import sys; from onrecord.cli import progress; progress.FIRST_LINE = 0; from onrecord.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "tables", "c.jsonl", "--to", "t", "--jobs", "1"]
    pipe = f"set -o pipefail; {shlex.join(command)} 2>&1 | head -n 1"
    called = subprocess.run(["bash", "-c", pipe], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert (called.returncode, called.stderr, called.stdout.count("\n")) == (0, "", 1)
    assert len(onrecord.load(tmp_path / "t").articles) == len(ARTICLES)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_on_a_terminal(tmp_path, monkeypatch, long_texts):
    write_corpus(tmp_path / "c.jsonl", WITH_FAILURES)
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    monkeypatch.setattr("onrecord.cli.progress.FIRST", 0)
    monkeypatch.setattr("onrecord.cli.progress.TICK", 0.001)
    monkeypatch.setattr(tabulation, "SETTLED", 0)
    monkeypatch.delenv("ONRECORD_CACHE")  # it shall take a while
    assert main(["tables", str(tmp_path / "c.jsonl"), "--to", str(tmp_path / "t"), "--jobs", "1"]) == 1
    lines = shown.getvalue().split("\r")
    (*_, counted) = (line for line in lines if "2 of 7" in line)
    assert re.match(r"2 of 7 articles done, 1 failed, [\d.]+ a second, about \d+ s left; analysing", counted)
    assert "\ronrecord: 2 articles failed" in shown.getvalue(), "the line is gone in the end"


def test_a_rate_is_given_after_two_seconds(tmp_path, monkeypatch):
    clock = (second / 2 for second in count(2))
    monkeypatch.setattr(tabulation, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    statuses = []
    tabulate(ARTICLES, tmp_path, on_status=statuses.append)
    rates = [status.per_second for status in statuses if status.done and status.now == "analysing"]
    assert [rate is None for rate in rates] == [True] * 4 + [False] * 3  # after 0.5, 1, 1.5, 2 and more seconds


def test_how_far_it_is_after_what_was_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(tabulation, "SETTLED", 0)
    tabulate(ARTICLES[:4], tmp_path)
    told = []
    tabulate(ARTICLES, tmp_path, on_status=told.append)
    now = ["reading"] * 2 + ["reading what is done"] * 2
    now += ["loading the language model and analysing"] + ["analysing"] * 3
    assert [s.now for s in told] == [*now, "comparing the articles with one another", "finishing the tables"]
    assert [s.done for s in told] == [0, 2, 4, 4, 4, 5, 6, 7, 7, 7]
    assert [s.per_second is None for s in told] == [True] * 6 + [False] * 4
