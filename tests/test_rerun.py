"""Rerun: parameters checked before anything starts, folders with safe names, failures that stop nobody else."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from conftest import HOSTILE, PARAMETERS
from nbformat.v4 import new_code_cell, new_notebook

from onrecord.articles import Article
from onrecord.rerun import CallError, find_notebook, folder_name, plan, refresh, rerun, write_article
from onrecord.sources import read

ARTICLES = sorted((Path(__file__).parents[1] / "data" / "articles").glob("*.*"))


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"code": "007"}, "007"),
        ({"code": ""}, ""),
        ({"min_words": "12"}, 12),
        ({"min_words": "-1"}, -1),
        ({"min_words": 3}, 3),
        ({"level": "0.25"}, 0.25),
        ({"level": 1}, 1),
        ({"strict": "true"}, True),
        ({"strict": "no"}, False),
        ({"strict": True}, True),
    ],
)
def test_values_get_the_type_of_the_parameters_cell(notebook, given, value):
    (planned,) = plan([notebook], given).values()
    (made,) = planned.values()
    assert (made, type(made)) == (value, type(value))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"min_word": "3"}, "did you mean 'min_words'"),
        ({"quite_other": "3"}, "there are: code, level, min_words, model, strict"),
        ({"min_words": "three"}, "'three' is not of type int"),
        ({"min_words": 2.5}, "not of type int"),
        ({"min_words": True}, "not of type int"),
        ({"level": "half"}, "not of type float"),
        ({"strict": "maybe"}, "not of type bool"),
        ({"code": 7}, "not of type str"),
        ({"article": "x.txt"}, "name the article as a SOURCE"),
        ({"out": "x"}, "use --out"),
        ({"code = 1\nimport os": "x"}, "no notebook has it"),
    ],
)
def test_wrong_parameters_are_refused_before_a_kernel_starts(notebook, tmp_path, given, words):
    with pytest.raises(CallError, match=re.escape(words)):
        rerun([notebook], iter([read("sample")]), out=tmp_path / "runs", parameters=given)
    assert not (tmp_path / "runs").exists()


def test_unknown_notebook_is_refused(tmp_path):
    with pytest.raises(CallError, match=r"99_nothing.*not found"):
        find_notebook("99_nothing")


def test_notebook_without_parameters_cell_is_refused(tmp_path):
    path = tmp_path / "bare.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), path)
    with pytest.raises(CallError, match="lacks article, out"):
        plan([path], {})


def test_file_that_is_no_notebook_is_refused(tmp_path):
    path = tmp_path / "broken.ipynb"
    path.write_text("not json")
    with pytest.raises(CallError, match="cannot be read as a notebook"):
        plan([path], {})


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
    folders = sorted(path for path in out.iterdir() if path.is_dir())
    assert [len(list((folder / "tables").glob("*.parquet"))) for folder in folders] == [8, 8]
    assert [(folder / "notebooks" / "07_small_one.ipynb").exists() for folder in folders] == [True, True]
    assert not [path for path in out.rglob("*") if "partial" in path.name]


def test_parameters_reach_the_notebook(finished):
    (path,) = finished[1].glob("script*/notebooks/07_small_one.ipynb")
    executed = nbformat.read(path, as_version=4)
    (injected,) = [c for c in executed.cells if "injected-parameters" in c.metadata.get("tags", ())]
    assert "min_words = 2\n" in injected.source
    assert executed.cells[-1].outputs[0]["data"]["text/plain"] == "('007', 0.5, False)"


def test_article_given_twice_is_a_failure_not_a_clash(notebook, tmp_path):
    twice = [Article("x", "One text."), Article("x", "Another text.")]
    done = rerun([notebook], twice, out=tmp_path / "runs")
    assert [run.error for run in done.runs] == [None, "another article of this call has the same id; left out"]


def test_corpus_row_is_written_as_it_is(tmp_path):
    article = Article(HOSTILE["id"], HOSTILE["text"], title=HOSTILE["title"], outlet=HOSTILE["outlet"])
    row = json.loads(write_article(article, tmp_path).read_text(encoding="utf-8"))
    assert row == {name: HOSTILE[name] for name in ("id", "title", "outlet", "text")}


def quick_notebook(path: Path, code: str) -> Path:
    """A notebook that needs no library, so that it takes no time."""
    cells = [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), new_code_cell(code)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


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
