"""Notebooks over all articles of a folder: executed in the end, kept, done again when an article changes, failing alone."""

import json
import os
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

import onrecord
from onrecord.runs import parameters
from onrecord.runs.calls import reasons_to_run, rerun
from onrecord.runs.manifest import ACROSS, Manifest
from onrecord.system.output_folders import is_output
from onrecord.text.article import Article

STATED = """\
tables: str = ""  # folder
out: str = ""  # folder
pages: str = ""  # address
least: int = 1  # a number
"""
READS = """\
import pandas as pd
ids = sorted(pd.read_parquet(tables + "/articles.parquet")["article_id"])
assert len(ids) >= least, "too few articles"
print(ids, pages, out.endswith("across_articles"))"""


def over_all(path: Path, code: str = READS) -> Path:
    cells = [new_code_cell(STATED, metadata={"tags": ["parameters"]}), new_code_cell(code)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def article(name: str, number: int) -> Article:
    return Article(name, f"Mayor Anna Brandt said {number} people had been killed.", title="Flood")


ONE, TWO = article("one", 1), article("two", 2)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project whose only notebook is one over all articles, and where its runs go."""
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    over_all(notebooks / "04_all.ipynb")
    monkeypatch.setattr(parameters, "NOTEBOOKS", notebooks)
    return tmp_path / "runs"


def said(out: Path) -> str:
    return nbformat.read(out / ACROSS / "notebooks" / "04_all.ipynb", as_version=4).cells[-1].outputs[0].text


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_stands_in_its_place_is_its_error_alone(project, tmp_path):
    (project / ACROSS).mkdir(parents=True)
    (project / ACROSS / "notebooks").symlink_to(tmp_path)
    done = rerun([], [ONE, TWO], out=project)
    (line,) = done.problems
    assert line.startswith("all articles: notebook 04_all: ") and "is a link" in line
    assert done.index.is_file()
    assert Manifest(project).last(ACROSS, "04_all") is None  # so that the next call tries again


def test_it_is_executed_over_two_articles_and_kept(project):
    assert rerun([], [ONE], out=project).across == ()
    first = rerun([], [ONE, TWO], out=project)
    assert (first.problems, [n.fresh for n in first.across]) == ([], [True])
    assert said(project) == "['one', 'two'] ../../ True\n"
    page = project / ACROSS / "notebooks" / "04_all.html"
    assert "../../index.html" in page.read_text() and "Back to the article" not in page.read_text()
    assert f"{ACROSS}/notebooks/04_all.html" in (project / "index.html").read_text()
    steps = Manifest(project).steps(ACROSS)
    assert [(s.notebook, s.state, s.source, s.files) for s in steps] == [
        ("04_all", "done", "all articles", ("notebooks/04_all.ipynb",))
    ]
    lines = (project / "manifest.jsonl").read_text()
    assert [n.fresh for n in rerun([], [ONE, TWO], out=project).across] == [False]
    assert (project / "manifest.jsonl").read_text() == lines


def test_why_it_is_executed_again(project, monkeypatch):
    def reasons(*articles, **more):
        return [r for source, _, r in reasons_to_run([], articles, out=project, **more) if source == "all articles"]

    assert (reasons(ONE), reasons(ONE, TWO)) == ([], [["not done yet"]])
    rerun([], [ONE, TWO], out=project)
    assert reasons(ONE, TWO) == [[]]
    assert reasons(ONE, article("two", 3)) == [["articles changed"]]
    assert reasons(ONE, TWO, article("three", 3)) == [["articles changed"]]
    assert reasons(ONE, TWO, fresh=True) == [["all is to be done again"]]
    assert reasons(ONE, TWO, parameters={"least": "2"}) == [["parameters changed"]]
    page = project / ACROSS / "notebooks" / "04_all.html"
    page.unlink()  # as if the run had been stopped before its last step
    rerun([], [ONE, TWO], out=project)
    assert page.exists()
    page.with_suffix(".ipynb").unlink()
    assert reasons(ONE, TWO) == [["notebooks/04_all.ipynb is missing"]]
    rerun([], [article("three", 3)], out=project)  # one article more: what was done over all is done again
    assert "before the last articles came" not in (project / "index.html").read_text()
    monkeypatch.setattr("onrecord.runs.across.MOST_ACROSS", 2)
    rerun([], [article("four", 4)], out=project)
    assert "before the last articles came" in (project / "index.html").read_text()


def test_its_failure_costs_nothing_else(project):
    done = rerun([], [ONE, TWO], out=project, parameters={"least": "3"})
    assert done.problems == ["all articles: notebook 04_all: cell 3: AssertionError: too few articles"]
    assert [run.problems for run in done.runs] == [[], []]
    assert len(onrecord.load(project / "tables").articles) == 2
    index = (project / "index.html").read_text()
    assert "too few articles" in index and "Flood" in index
    again = rerun([], [ONE, TWO], out=project, parameters={"least": "3"})
    assert (again.problems, [n.fresh for n in again.across]) == (done.problems, [False])
    mended = rerun([], [ONE, TWO], out=project, parameters={"least": "2"})
    assert mended.problems == []


def test_one_that_was_stopped_is_executed_again(project):
    rerun([], [ONE, TWO], out=project)
    step = json.loads((project / "manifest.jsonl").read_text().splitlines()[-1])
    with (project / "manifest.jsonl").open("a") as manifest:
        manifest.write(json.dumps(step | {"state": "running"}) + "\n")
    assert [n.fresh for n in rerun([], [ONE, TWO], out=project).across] == [True]


def test_named_it_is_executed_over_one_article_and_others_are_not(project, tmp_path):
    done = rerun(["04"], [ONE], out=project)
    assert [(n.name, n.error) for n in done.across] == [("04_all", None)]
    assert said(project) == "['one'] ../../ True\n"
    mine = over_all(tmp_path / "mine.ipynb")
    assert [n.name for n in rerun([mine], [ONE, TWO], out=project).across] == ["mine"]


def test_single_files_are_written_once(project):
    assert rerun([], [ONE], out=project).single_files == ()
    (file,) = rerun([], [ONE], out=project, single_file=True).single_files
    assert file == project / "single_files" / "flood-one.html"
    assert is_output(file.parent)
    written = file.stat().st_mtime_ns
    rerun([], [ONE], out=project, single_file=True)
    assert file.stat().st_mtime_ns == written
    rerun([], [article("one", 3)], out=project, single_file=True)
    assert "3 people" in file.read_text()


def test_what_the_run_sets_itself_is_refused(project):
    with pytest.raises(onrecord.CallError, match="'tables' is set by the run itself; they are those of the run"):
        rerun([], [ONE], out=project, parameters={"tables": "x"})
