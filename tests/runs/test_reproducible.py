"""Reproducible: two runs of the same articles write the same bytes, whatever the place, the jobs and the machine's settings."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from helpers import PARAMETERS, quick_notebook

from onrecord.runs.calls import rerun
from onrecord.text.article import Article

# What may differ, as docs/many_articles.md says: the times of the manifest, and the cache, which is no result.
DIFFER = {"manifest.jsonl"}
OTHERWISE = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C", "LANG": "C", "COLUMNS": "40", "USER": "nobody"}
ODD = [
    "import warnings\nwarnings.warn('careful')",
    "print(article, out)\n[object(), lambda: 1]",
    "import onrecord\nonrecord.read(out + '/nowhere.txt')",
]


def content(out: Path) -> dict[str, bytes]:
    """Every file of a folder of runs that is to be the same, by its path."""
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes() for name, path in files.items() if name not in DIFFER and not name.startswith(".cache/")
    }


def assert_same(one: Path, other: Path) -> None:
    first, second = content(one), content(other)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_two_calls_write_the_same_bytes(finished, tmp_path):
    """One as `finished` makes it, the other elsewhere, with other settings and one job."""
    _, out = finished
    place = tmp_path / "elsewhere"
    place.mkdir()
    for name in ("07_small_one.ipynb", "two.jsonl"):
        shutil.copy(out.parent / name, place)
    command = ["run", "two.jsonl", "--notebook", "07_small_one.ipynb", "-p", "min_words", "2", "--jobs", "1"]
    (tmp_path / "home").mkdir()
    subprocess.run(
        [sys.executable, "-m", "onrecord", *command, "--out", "../a/deep/folder"],
        cwd=place,
        env={name: value for name, value in os.environ.items() if name not in ("CI", "MPLCONFIGDIR")}
        | {**OTHERWISE, "HOME": str(tmp_path / "home")},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert_same(out, tmp_path / "a" / "deep" / "folder")
    written = {path.parent.name for path in (tmp_path / "home").rglob("*") if path.is_file()}
    assert written <= {"matplotlib"}, "a run makes nothing in the user's home but matplotlib's list of fonts"


@pytest.fixture
def odd_notebook(tmp_path):
    """One whose cells have no ids, with what differs from one execution to another: places, addresses, processes."""
    path = quick_notebook(tmp_path / "odd.ipynb", *ODD)
    notebook = json.loads(path.read_text())
    notebook["nbformat_minor"] = 4
    for cell in notebook["cells"]:
        del cell["id"]
    path.write_text(json.dumps(notebook))
    return path


def test_notebooks_of_others_are_the_same_too(odd_notebook, tmp_path, monkeypatch):
    article = Article("a1", "Mayor Anna Brandt said 12 people had been killed.")
    late = quick_notebook(tmp_path / "late.ipynb", "import time\ntime.sleep(0.3)\n1 / 0")
    one, two = tmp_path / "one", tmp_path / "a" / "longer" / "way"
    rerun([late, odd_notebook], [article], out=one, jobs=4)
    monkeypatch.setenv("HOME", str(Path(sys.prefix).parent))  # so that IPython shortens other paths
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    rerun([late], [article], out=two, jobs=1)
    rerun([late, odd_notebook], [article], out=two, jobs=1)
    assert_same(one, two)
    executed = nbformat.read(one / "a1" / "notebooks" / "odd.ipynb", as_version=4)
    text = json.dumps(executed)
    assert str(tmp_path) not in text
    assert sys.prefix not in text
    assert len({cell.id for cell in executed.cells}) == len(executed.cells)
    assert "../article.jsonl .." in text
    assert "object at 0x…>" in json.dumps(executed, ensure_ascii=False)
    assert [name for name in ("papermill_version", "start_time", "iopub") if name in text] == []


def test_executed_notebook_runs_where_it_stands(finished, tmp_path):
    """Its folder may have been moved: the way to its article is from where it is."""
    folder = next(finished[1].glob("script*"))
    shutil.copytree(folder, tmp_path / "moved")
    notebook = nbformat.read(tmp_path / "moved" / "notebooks" / "07_small_one.ipynb", as_version=4)
    (values,) = [c.source for c in notebook.cells if "injected-parameters" in c.metadata.get("tags", ())]
    given: dict[str, str] = {}
    exec(PARAMETERS + values, given)
    assert (tmp_path / "moved" / "notebooks" / given["article"]).samefile(tmp_path / "moved" / "article.jsonl")
    assert (tmp_path / "moved" / "notebooks" / given["out"]).samefile(tmp_path / "moved")
