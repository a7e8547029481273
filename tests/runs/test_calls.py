"""Rerun: folders with safe names, failures that stop nobody else, and nothing done twice."""

import json
import os
import re
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from helpers import HOSTILE, quick_notebook
from made_up_texts import error

import onrecord
from onrecord.runs._call import Call
from onrecord.runs.article_folder import files_of, folder_name, write_article
from onrecord.runs.calls import reasons_to_run, refresh, rerun
from onrecord.runs.manifest import Manifest
from onrecord.system.output_folders import MARK
from onrecord.tables.columns import TABLES
from onrecord.text.article import Article
from onrecord.text.sources import read

ARTICLES = sorted((Path(__file__).parents[2] / "data" / "articles").glob("*.*"))


@pytest.mark.parametrize(
    ("title", "own_id", "name"),
    [
        ("Flood in Hill", "abc123", "flood-in-hill-abc123"),
        ("Überflutung, erneut", "abc123", "uberflutung-erneut-abc123"),
        (None, "abc123", "abc123"),
        ("日本", "abc123", "abc123"),
        ("../../etc/passwd", "abc123", "etc-passwd-abc123"),
        ("{article} %s $HOME `id`", "abc123", "article-s-home-id-abc123"),
        ("a" * 300, "abc123", "a" * 48 + "-abc123"),
    ],
)
def test_folder_names_are_safe(title, own_id, name):
    assert folder_name(Article(own_id, "text", title=title)) == name


def test_folder_names_differ_where_ids_differ():
    ids = ["../a", "..\\a", "A", "a", "a" * 300, "a" * 301, "", " ", "CON", "\ud800", "x/y", "x?y"]
    names = {folder_name(Article(own_id, "text", title="The same")) for own_id in ids}
    assert len(names) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9-]{1,64}", name) for name in names)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_handed_over_article_is_the_same_article(path, tmp_path):
    # The notebooks read what the run wrote, so headline, boilerplate, date and the rest must survive the way.
    article = read(path)
    assert read(write_article(article, tmp_path)) == article


def test_one_failure_stops_nobody_else(finished):
    called, out = finished
    assert called.returncode == 1
    (line,) = called.stderr.splitlines()
    assert line.endswith("two.jsonl: notebook 07_small_one: cell 3: AssertionError: this article cannot pass")
    folders = sorted(path.parent for path in out.glob("*/article.jsonl"))
    assert [len(list((folder / "tables").glob("*.parquet"))) for folder in folders] == [len(TABLES)] * 2
    assert [(folder / "notebooks" / "07_small_one.ipynb").exists() for folder in folders] == [True, True]
    assert not [path for path in out.rglob("*") if "partial" in path.name]


def test_every_folder_of_a_run_is_known_as_such_wherever_it_is_moved_to(finished):
    _, out = finished
    of_articles = [path.parent for path in out.glob("*/article.jsonl")]
    marked = [out, out / "tables", *of_articles, *(folder / "tables" for folder in of_articles)]
    assert sorted(path.parent for path in out.rglob(MARK)) == sorted(marked)
    assert all("On Record wrote this folder" in error(folder) for folder in marked)


def test_parameters_reach_the_notebook(finished):
    (path,) = finished[1].glob("script*/notebooks/07_small_one.ipynb")
    executed = nbformat.read(path, as_version=4)
    (injected,) = [c for c in executed.cells if "injected-parameters" in c.metadata.get("tags", ())]
    assert "min_words = 2\n" in injected.source
    assert executed.cells[-1].outputs[0]["data"]["text/plain"] == "('007', 0.5, False)"


def test_article_given_twice_is_a_failure_not_a_clash(tmp_path):
    path = quick_notebook(tmp_path / "one.ipynb", "1")
    twice = [Article("x", "One text."), Article("x", "Another text.")]
    done = rerun([path], twice, out=tmp_path / "runs")
    assert [run.error for run in done.runs] == [None, "another article of this call has the same id; left out"]


def test_corpus_row_is_written_as_it_is(tmp_path):
    article = Article(HOSTILE["id"], HOSTILE["text"], title=HOSTILE["title"], outlet=HOSTILE["outlet"])
    row = json.loads(write_article(article, tmp_path).read_text(encoding="utf-8"))
    assert row == {name: HOSTILE[name] for name in ("id", "title", "outlet", "text")}


def test_refreshed_notebook_is_the_same_every_time(tmp_path):
    path = quick_notebook(tmp_path / "{quick}.ipynb", "print(min_words)\ncode")
    refresh(path)
    first = path.read_bytes()
    refresh(path)
    assert path.read_bytes() == first
    assert nbformat.read(path, as_version=4).cells[1].outputs[1]["data"]["text/plain"] == "'007'"
    assert b"papermill" not in first


def test_failed_refresh_leaves_the_notebook(tmp_path):
    path = quick_notebook(tmp_path / "quick.ipynb", "raise ValueError('no way')")
    before = path.read_bytes()
    with pytest.raises(Exception, match="no way"):
        refresh(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


# --- what goes wrong in a notebook -----------------------------------------------------------------------------

PICTURE = """\
from IPython.display import display
display({"image/png": "iVBORw0KGgo=", "text/plain": "a picture"}, raw=True)"""


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """One call with notebooks that go wrong, each in its own way, and one that does not: the run by notebook, its entries."""
    folder = tmp_path_factory.mktemp("troubled")
    codes = {
        "endless": ["1", "import time\nwhile True: time.sleep(0.1)", "2"],
        "killed": ["print('so far')", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"],
        "fine": ["print(article)", "1 / 1"],
        "crowded": [
            "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)', out])"
        ],
        "exits": ["import sys\nsys.exit(3)"],
    }
    paths = [quick_notebook(folder / f"{name}.ipynb", *code) for name, code in codes.items()]
    words = "from IPython.display import HTML\nHTML('<p>There is nothing to draw.</p>')"
    for name, code in (("lost", "3"), ("kept", PICTURE), ("in_words", words)):
        paths.append(quick_notebook(folder / f"{name}.ipynb", code))
        promising = nbformat.read(paths[-1], as_version=4)
        promising.cells[1].outputs = [nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo="})]
        nbformat.write(promising, paths[-1])
    out = folder / "runs"
    article = Article("one", "Mayor Anna Brandt said 12 people had been killed.", title="Flood")
    (run,) = rerun(paths, [article], out=out, jobs=4, timeout=12).runs
    return {n.name: n for n in run.notebooks}, Manifest(out), out


def test_one_that_never_ends_is_ended(troubled):
    runs, manifest, out = troubled
    entry = manifest.last("flood-one", "endless")
    assert "Timeout: not done after 12 seconds" in runs["endless"].error
    assert (entry.state, entry.cell) == ("failed", 4)  # after the parameters, those of the run, and the first
    assert 12 <= entry.seconds < 60
    executed = nbformat.read(out / "flood-one" / "notebooks" / "endless.ipynb", as_version=4)
    assert [cell.outputs[0].output_type for cell in executed.cells if cell.get("outputs")] == [
        "execute_result",
        "error",
    ]


def test_killed_kernel_is_a_failure_with_what_it_said_before(troubled):
    runs, manifest, out = troubled
    assert "DeadKernelError" in runs["killed"].error
    assert manifest.last("flood-one", "killed").seconds < 12, "nobody waits for a kernel that is gone"
    executed = nbformat.read(out / "flood-one" / "notebooks" / "killed.ipynb", as_version=4)
    assert "so far" in json.dumps(executed.cells)


def test_a_chart_that_a_notebook_promises_must_be_there(troubled):
    runs, _, _ = troubled
    assert "a chart is missing" in runs["lost"].error
    assert runs["kept"].error is None
    assert runs["in_words"].error is None


def test_the_tables_must_stay(tmp_path):
    path = quick_notebook(tmp_path / "thief.ipynb", "import shutil\nshutil.rmtree(out + '/tables')")
    article = Article("one", "Mayor Anna Brandt said 12 people had been killed.")
    (run,) = rerun([path], [article], out=tmp_path / "runs").runs
    assert run.notebooks[0].error == "the table articles is missing; the notebook took it away"


def test_the_others_are_done(troubled):
    runs, manifest, out = troubled
    assert runs["fine"].error is None
    entry = manifest.last("flood-one", "fine")
    assert entry.state == "done"
    assert entry.seconds > 0
    assert entry.peak_mb is None or 20 < entry.peak_mb < 2000
    assert set(entry.key) == {"article", "corrections", "notebook", "parameters", "library", "model", "scorer"}
    assert "SystemExit" in runs["exits"].error
    assert (out / "flood-one" / "notebooks" / "fine.html").exists()


def test_nothing_that_a_kernel_started_stays(troubled):
    assert troubled[0]["crowded"].error is None
    psutil = pytest.importorskip("psutil")
    folder = str((troubled[2] / "flood-one").resolve())
    lines = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    assert [line for line in lines if folder in line] == []


def test_cells_know_nothing_of_other_runs(tmp_path):
    path = quick_notebook(
        tmp_path / "state.ipynb",
        "import builtins, sys, os",
        "print(getattr(builtins, 'seen', 0), os.getcwd())\nbuiltins.seen = article",
    )
    articles = [Article(str(n), f"Mayor Anna Brandt said {n} people had been killed.") for n in (1, 2, 3)]
    done = rerun([path], articles, out=tmp_path / "runs", jobs=2)
    texts = [nbformat.read(r.notebooks[0].path, as_version=4).cells[-1].outputs[0].text for r in done.runs]
    assert texts == [f"0 {Path.cwd()}\n"] * 3


# --- what is done, and done again ------------------------------------------------------------------------------


def states(out, notebooks, articles, **more):
    return [(name, reasons) for _, name, reasons in reasons_to_run(notebooks, articles, out=out, **more)]


def test_what_is_done_is_not_done_again_unless_something_changed(tmp_path):
    good = quick_notebook(tmp_path / "good.ipynb", "print(min_words)")
    bad = quick_notebook(tmp_path / "bad.ipynb", "1 / 0")
    out, both = tmp_path / "runs", [good, bad]
    article = Article("one", "Mayor Anna Brandt said 12 people had been killed.", title="Flood")
    assert states(out, both, [article]) == [("good", ["not done yet"]), ("bad", ["not done yet"])]
    assert not out.exists()

    first = rerun(both, [article], out=out)
    assert [n.fresh for n in first.runs[0].notebooks] == [True, True]
    assert "ZeroDivisionError" in first.problems[0]
    lines = (out / "manifest.jsonl").read_text()

    again = rerun(both, [article], out=out)
    assert [n.fresh for n in again.runs[0].notebooks] == [False, False]
    assert again.problems == first.problems
    assert (out / "manifest.jsonl").read_text() == lines

    refresh(good)  # the outputs of a notebook are no part of it
    assert states(out, both, [article]) == [("good", []), ("bad", [])]
    assert states(out, both, [article], retry_failed=True) == [("good", []), ("bad", ["it failed"])]
    assert states(out, both, [article], fresh=True)[0] == ("good", ["all is to be done again"])
    assert states(out, [good], [article], parameters={"min_words": "3"}) == [("good", ["parameters changed"])]
    assert states(out, [good], [article], parameters={"model": "other"}) == [
        ("good", ["model changed", "parameters changed"])
    ]
    changed = Article("one", article.text, title="Flood", outlet="Hill Gazette")
    assert states(out, [good], [changed]) == [("good", ["article changed"])]

    executed = out / "flood-one" / "notebooks" / "good.ipynb"
    for spoiled in (b"", b"[]", b'{"cells": 5}', executed.read_bytes()[:-20]):
        executed.write_bytes(spoiled)
        assert states(out, [good], [article]) == [("good", ["notebooks/good.ipynb is damaged"])]
    executed.unlink()
    assert states(out, [good], [article]) == [("good", ["notebooks/good.ipynb is missing"])]
    executed.with_name("bad.ipynb").unlink()  # what failed is shown there
    assert states(out, [bad], [article]) == [("bad", ["notebooks/bad.ipynb is missing"])]
    quick_notebook(good, "print(min_words + 1)")
    assert states(out, [good], [article]) == [("good", ["notebook changed", "notebooks/good.ipynb is missing"])]

    quick_notebook(bad, "1 / 1")
    last = rerun(both, [article], out=out)
    assert (last.problems, [n.fresh for n in last.runs[0].notebooks]) == ([], [True, True])
    assert nbformat.read(last.runs[0].notebooks[0].path, as_version=4).cells[-1].outputs[0].text == "2\n"

    for page in (out / "flood-one" / "index.html", out / "index.html"):
        page.unlink()
    pages = rerun(both, [article], out=out)
    assert [n.fresh for n in pages.runs[0].notebooks] == [False, False]
    assert (out / "flood-one" / "index.html").exists()
    assert (out / "index.html").exists()

    os.utime(out / "index.html", (0, 0))  # as if the run had been stopped before its last step
    rerun(both, [article], out=out)
    assert (out / "index.html").stat().st_mtime > 0


def test_folder_grows_from_call_to_call(tmp_path):
    """With notebooks on the pages of articles, and articles in the tables of all."""
    one, two = (quick_notebook(tmp_path / f"{name}.ipynb", "1") for name in ("one", "two"))
    articles = [Article(f"a{n}", f"Mayor Anna Brandt said {n} people had been killed.") for n in (1, 2)]
    rerun([one], articles[:1], out=tmp_path / "runs")
    done = rerun([two], articles, out=tmp_path / "runs")
    pages = [(run.folder / "index.html").read_text() for run in done.runs]
    assert ["notebooks/one.html" in page for page in pages] == [True, False]
    assert ["notebooks/two.html" in page for page in pages] == [True, True]
    assert list(onrecord.load(tmp_path / "runs" / "tables").articles["article_id"]) == ["a1", "a2"]


def not_all_tables(tables):
    for path in tables.glob("quotes.*"):
        path.unlink()


def half_a_file(tables):
    path = tables / "quotes.parquet"
    path.write_bytes(path.read_bytes()[:-20])


def another_programs(tables):
    pd.DataFrame({"a": [1]}).to_parquet(tables / "quotes.parquet")


def test_damaged_folders_stop_no_later_run(tmp_path):
    path, out = quick_notebook(tmp_path / "one.ipynb", "1"), tmp_path / "runs"
    *old, new = [Article(f"a{n}", f"Mayor Anna Brandt said {n} people had been killed.") for n in range(4)]
    rerun([path], old, out=out)
    for article, damage in zip(old, (not_all_tables, half_a_file, another_programs), strict=True):
        damage(out / article.article_id / "tables")
    (out / "a1" / "tables" / ".partial-quotes.parquet").write_text("left by a run that was killed")
    rerun([path], [new], out=out)
    assert list(onrecord.load(out / "tables").articles["article_id"]) == ["a3"]
    rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", (out / "index.html").read_text(), re.DOTALL)
    assert ["not finished" in row for row in rows] == [True, True, True, False]
    rerun([path], [*old, new], out=out, fresh=True)
    assert list(onrecord.load(out / "tables").articles["article_id"]) == ["a0", "a1", "a2", "a3"]
    assert not list(out.rglob(".partial-*"))


def test_notebook_taken_away_during_the_run_fails_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(
        sys.modules["onrecord.runs._call"], "LOOK_AHEAD", 1
    )  # the second is read when the first has ended
    going, staying = (quick_notebook(tmp_path / f"{name}.ipynb", "1") for name in ("going", "staying"))
    one, two = (Article(f"a{n}", f"Mayor Anna Brandt said {n} people had been killed.") for n in (1, 2))

    def articles():
        yield one
        going.unlink()
        yield two

    first, run = rerun([going, staying], articles(), out=tmp_path / "runs").runs
    assert (first.problems, run.error) == ([], None)
    assert [n.error and n.error.partition(" (")[0] for n in run.notebooks] == [
        "the notebook cannot be read any more",
        None,
    ]
    quick_notebook(going, "1")
    assert rerun([going, staying], [one, two], out=tmp_path / "runs").problems == []


def test_articles_are_read_as_they_are_needed(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["onrecord.runs._call"], "LOOK_AHEAD", 3)
    path, ended, ahead, told = quick_notebook(tmp_path / "one.ipynb", "1"), [], [], []

    def articles():
        for n in range(6):
            ahead.append(n - len(ended))
            yield Article(f"a{n}", f"Mayor Anna Brandt said {n} people had been killed.")

    done = rerun([path], articles(), out=tmp_path / "runs", on_done=ended.append, on_status=told.append)
    assert done.problems == []
    assert [run.folder.name for run in ended] == [f"a{n}" for n in range(6)]
    assert max(ahead) <= 2
    assert any(not status.all_read and status.seconds_left is None for status in told)


@pytest.mark.parametrize(("pause", "totals"), [(0, [[], [1], [1, 2]]), (1000, [[], [], []])])
def test_it_is_said_how_far_a_call_is_while_articles_are_read(pause, totals, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["onrecord.runs._call"], "STATUS_PAUSE", pause)
    path, told, known = quick_notebook(tmp_path / "one.ipynb", "1"), [], []

    def articles():
        for n in range(3):
            known.append([status.total for status in told])
            yield Article(f"a{n}", f"Mayor Anna Brandt said {n} people had been killed.")

    rerun([path], articles(), out=tmp_path / "runs", on_status=told.append)
    assert known == totals


def test_failed_pages_count_no_notebook_twice(tmp_path, monkeypatch):
    good, bad = quick_notebook(tmp_path / "good.ipynb", "1"), quick_notebook(tmp_path / "bad.ipynb", "1 / 0")
    calls = []
    monkeypatch.setattr(sys.modules["onrecord.runs._call"], "write_pages", len)  # called with too much: it raises
    known = Call._end

    def end(call, *arguments):
        run = known(call, *arguments)
        calls.append(call._count.status())
        return run

    monkeypatch.setattr(Call, "_end", end)
    article = Article("one", "Mayor Anna Brandt said 12 people had been killed.")
    (run,) = rerun([good, bad], [article], out=tmp_path / "runs").runs
    assert "cannot be analysed" in run.error
    assert [(status.done, status.failed, status.total) for status in calls] == [(1, 1, 2)]
    (again,) = rerun([good, bad], [article], out=tmp_path / "runs").runs
    assert (again.error, again.fresh) == (run.error, False)


def test_page_shows_no_notebook_of_another_text(tmp_path):
    one, two = (quick_notebook(tmp_path / f"{name}.ipynb", "1") for name in ("one", "two"))
    text = "Mayor Anna Brandt said 12 people had been killed."
    rerun([one], [Article("a", text)], out=tmp_path / "runs")
    (run,) = rerun([two], [Article("a", text + " It rained.")], out=tmp_path / "runs").runs
    page = (run.folder / "index.html").read_text()
    assert "notebooks/two.html" in page
    assert "notebooks/one.html" not in page


def test_files_of_a_notebook_whose_name_is_a_pattern(tmp_path):
    (tmp_path / "charts").mkdir()
    for name in ("my[1]_share.png", "my1_share.png", "03_share.png", "03b_share.png"):
        (tmp_path / "charts" / name).touch()
    for name, charts in (("my[1]", ["my[1]_share.png"]), ("03_tone", ["03_share.png"]), ("x", [])):
        files = [f"notebooks/{name}.ipynb", *(f"charts/{chart}" for chart in charts)]
        assert files_of(tmp_path / "notebooks" / f"{name}.ipynb", tmp_path) == files


def test_many_articles_with_one_title(tmp_path):
    path = quick_notebook(tmp_path / "one.ipynb", "1")
    text = "Mayor Anna Brandt said {} people had been killed."
    articles = [Article(f"n{n}", text.format(n), title="Flood") for n in range(300)]
    assert len({folder_name(article) for article in articles}) == 300
    some, seen = articles[::50], []
    done = rerun([path], some, out=tmp_path / "runs", on_done=lambda run: seen.append(run.folder.name))
    assert done.problems == []
    assert seen == [f"flood-{article.article_id}" for article in some]
    assert len(list((tmp_path / "runs").glob("flood-*/index.html"))) == len(some)
