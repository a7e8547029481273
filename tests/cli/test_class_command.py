"""`onrecord class`: copies are made where they are asked for, and a changed one is told of."""

from pathlib import Path

import nbformat

from onrecord.classroom import lessons
from onrecord.cli import main

ROOT = Path(__file__).parents[2]


def test_copies_are_made_and_a_changed_one_stays(tmp_path, capsys):
    assert main(["class", "--to", str(tmp_path / "class")]) == 0
    printed = capsys.readouterr()
    made = sorted(map(str, (tmp_path / "class").iterdir()))
    assert sorted(printed.out.splitlines()) == made and printed.err == ""
    assert {"1_who_speaks_50.ipynb", "1_who_speaks_90.ipynb", "glossary.md"} <= {
        name.rpartition("/")[2] for name in made
    }
    first = tmp_path / "class" / "1_who_speaks_50.ipynb"
    first.write_text("mine")
    assert main(["class", "--to", str(tmp_path / "class")]) == 0
    printed = capsys.readouterr()
    assert first.read_text() == "mine" and printed.err.count("\n") == 1
    assert "1_who_speaks_50.ipynb: was changed and stays as it is" in printed.err


def test_a_lesson_that_is_not_as_it_has_to_be_is_told_in_one_line(tmp_path, capsys, monkeypatch):
    notebook = nbformat.read(lessons.solutions()[0], as_version=4)
    notebook.cells[2].outputs = [nbformat.v4.new_output("stream", text="x")]
    nbformat.write(notebook, tmp_path / "7_who.ipynb")
    monkeypatch.setattr(lessons, "LESSONS", tmp_path)
    assert main(["class", "--to", str(tmp_path / "class")]) == 2
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1 and "7_who.ipynb, cell 2" in printed.err
    assert "has outputs" in printed.err


def test_on_binder_the_copies_are_where_the_site_says(tmp_path, monkeypatch):
    *_, last = (ROOT / "postBuild").read_text(encoding="utf-8").splitlines()
    assert last.startswith("python -m onrecord ")
    monkeypatch.chdir(tmp_path)
    assert main(last.split()[3:]) == 0
    assert {"1_who_speaks_90.ipynb", "glossary.md"} <= {path.name for path in Path("notebooks/class").iterdir()}
