"""A sheet of corrections has a column `text`, too; its rows are no articles."""

import pytest
from made_up_texts import PROSE, write

import onrecord
from onrecord.cli import main


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_sheet_of_corrections_beside_the_articles_is_not_read(tmp_path, suffix, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.txt", PROSE)
    assert main(["tables", "in", "--to", "t", "--jobs", "1"]) == 0
    assert main(["correct", "t", "--to", f"in/sheet.{suffix}"]) == 0
    capsys.readouterr()
    problems, notes = [], []
    found = onrecord.read_many(["in"], problems.append, on_note=notes.append)
    assert ([article.text for article in found], problems, len(notes)) == ([PROSE], [], 1)
    assert main(["show", f"in/sheet.{suffix}"]) == 1
    says = {"csv": "is a sheet of corrections, no corpus", "xlsx": "is a workbook that On Record wrote, no corpus"}
    assert says[suffix] in capsys.readouterr().err
