"""Copies of the notebooks: all of them, the same bytes, and nobody's changes overwritten."""

import pytest

from onrecord.cli import main
from onrecord.runs.notebook_copies import copy_notebooks
from onrecord.runs.parameters import CallError
from onrecord.system.resources import NOTEBOOKS

ORIGINALS = sorted(NOTEBOOKS.glob("*.ipynb"))


def test_all_notebooks_are_copied_as_they_are(tmp_path):
    copies = copy_notebooks(tmp_path / "new" / "mine")
    assert [copy.name for copy in copies] == [original.name for original in ORIGINALS] != []
    assert [copy.read_bytes() for copy in copies] == [original.read_bytes() for original in ORIGINALS]
    assert sorted((tmp_path / "new" / "mine").iterdir()) == copies


def test_copied_again_an_unchanged_copy_stays_and_a_missing_one_comes_back(tmp_path):
    first, *others = copy_notebooks(tmp_path)
    first.unlink()
    before = [copy.stat().st_mtime_ns for copy in others]
    copy_notebooks(tmp_path)
    assert first.read_bytes() == ORIGINALS[0].read_bytes()
    assert [copy.stat().st_mtime_ns for copy in others] == before


def test_a_changed_copy_is_kept_and_nothing_is_copied(tmp_path):
    changed = tmp_path / ORIGINALS[-1].name
    changed.write_text("{}")
    with pytest.raises(CallError, match=rf"{changed.name}: is there already and differs"):
        copy_notebooks(tmp_path)
    assert changed.read_text() == "{}" and list(tmp_path.iterdir()) == [changed]


def test_the_command_says_where_they_are(tmp_path, capsys):
    assert main(["notebooks", "--to", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / original.name) for original in ORIGINALS]
    (tmp_path / ORIGINALS[0].name).write_text("changed")
    assert main(["notebooks", "--to", str(tmp_path)]) == 2
    assert "differs" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["notebooks", "--to", str(tmp_path / "file" / "x")]) == 2
    assert capsys.readouterr().err.startswith("onrecord: ")
