"""What a run reads back from its folder: what has another shape is passed over, and never ends the call."""

import json
import os

import pytest
from helpers import quick_notebook

import onrecord
from onrecord.runs import index_page
from onrecord.runs.article_folder import folder_name, tables_stand
from onrecord.runs.calls import rerun
from onrecord.runs.manifest import Entry, Manifest
from onrecord.system.files import InTheWay, check_folder, write_whole
from onrecord.system.fingerprints import of_notebook
from onrecord.system.folder_lock import FolderLock
from onrecord.tables.columns import TABLES
from onrecord.tables.record import Record
from onrecord.text.article import Article

GOOD = {
    "folder": "a-1",
    "article_id": "1",
    "source": "x",
    "state": "done",
    "files": ["index.html"],
    "key": {"library": "l"},
}
WRONG = [
    {"folder": 7},
    {"folder": "../out"},
    {"folder": ""},
    {"notebook": "../../x"},
    {"notebook": ["a"]},
    {"source": None},
    {"state": "gone"},
    {"state": []},
    {"files": [1]},
    {"files": 5},
    {"key": ["library"]},
    {"key": {"library": 1}},
    {"seconds": "1"},
    {"seconds": 10**400},
    {"cell": True},
    {"error": {}},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_line_of_another_shape_is_passed_over_and_the_others_hold(tmp_path, wrong):
    lines = [json.dumps(GOOD | wrong), "[" * 100_000, "null", "NaN", json.dumps(GOOD)]
    (tmp_path / "manifest.jsonl").write_text("\n".join(lines))
    manifest = Manifest(tmp_path)
    assert manifest.folders() == ["a-1"] and manifest.last("a-1", None).files == ("index.html",)


@pytest.mark.parametrize(
    "content", [b"[" * 100_000, b"null", b"\xff", b"{}", b'{"title": 1, "voices": [1]}', b'{"rows": NaN}']
)
def test_a_summary_of_another_shape_is_not_finished(tmp_path, content):
    Manifest(tmp_path).add(Entry("a-1", "1", "the source", None, "done"))
    (tmp_path / "a-1").mkdir()
    (tmp_path / "a-1" / "summary.json").write_bytes(content)
    page = index_page.write_index(tmp_path).read_text(encoding="utf-8")
    assert "the source" in page and "not finished" in page


@pytest.mark.parametrize("content", ["[" * 100_000, "null", "[1]", '{"cells": 3}', '{"cells": [{"metadata": []}]}'])
def test_a_notebook_of_another_shape_is_none(tmp_path, content):
    (tmp_path / "a.ipynb").write_text(content)
    with pytest.raises(ValueError):
        of_notebook(tmp_path / "a.ipynb")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_and_second_names_are_left_alone(tmp_path):
    theirs = tmp_path / "theirs"
    theirs.write_text("theirs")
    out = tmp_path / "out"
    out.mkdir()
    for name in ("index.html", ".partial-index.html"):
        (out / name).symlink_to(theirs)
    write_whole(out / "index.html", "ours")
    assert not (out / "index.html").is_symlink()
    os.link(theirs, out / ".lock")
    os.link(theirs, out / "manifest.jsonl")
    with FolderLock(out):
        Manifest(out).add(Entry("a", "1", "x", None, "done"))
    assert theirs.read_text() == "theirs"
    (out / "tables").symlink_to(tmp_path)
    with pytest.raises(InTheWay, match="tables: is a link"):
        check_folder(out / "tables")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"garbage of some length", None])
def test_torn_tables_of_all_articles_are_seen(tmp_path, content):
    Record(None, **{name: [] for name in TABLES}).save(tmp_path / "one", ["parquet"])
    for name in TABLES:
        part = tmp_path / f"{name}.parquet" / "part-00000.parquet"
        part.parent.mkdir()
        (tmp_path / "one" / f"{name}.parquet").rename(part)
    assert tables_stand(tmp_path)
    part.write_bytes(content) if content is not None else part.unlink()
    assert not tables_stand(tmp_path)


PLANTED = {  # places of one article, by what stands there
    ".": "link",
    "tables": "link",
    "notebooks/one.ipynb": "folder",
    "../single_files/NAME.html": "folder",
}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_stands_in_the_place_of_one_article_is_its_error_alone(tmp_path):
    notebook = quick_notebook(tmp_path / "one.ipynb", "1")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    articles = [Article(str(n), f"It rained in town {n}.") for n in range(len(PLANTED) + 1)]
    for article, (place, what) in zip(articles, PLANTED.items(), strict=False):
        folder = tmp_path / "runs" / folder_name(article)
        path = folder / place.replace("NAME", folder.name) if place != "." else folder
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(theirs) if what == "link" else path.mkdir()
    done = rerun([notebook], articles, out=tmp_path / "runs", single_file=True)
    assert len(done.runs) == len(articles) == 5 and not done.runs[-1].problems
    assert len(done.problems) == len(PLANTED)
    assert all(" is a " in line and "take it away" in line for line in done.problems), done.problems
    assert done.index.is_file() and len(onrecord.load(tmp_path / "runs" / "tables").articles) >= 2
    assert list(theirs.iterdir()) == []
    states = [Manifest(tmp_path / "runs").last(folder_name(article), None).state for article in articles]
    assert states == ["running"] * 3 + ["done"] * 2  # not failed: what stood in the way may be gone at the next call
