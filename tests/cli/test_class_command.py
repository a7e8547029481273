"""`onrecord class`: copies are made where they are asked for, and a changed one is told of."""

from onrecord.cli import main


def test_copies_are_made_and_a_changed_one_stays(tmp_path, capsys):
    assert main(["class", "--to", str(tmp_path / "class")]) == 0
    printed = capsys.readouterr()
    made = sorted(map(str, (tmp_path / "class").glob("*.ipynb")))
    assert sorted(printed.out.splitlines()) == made and printed.err == ""
    assert {"1_who_speaks_50.ipynb", "1_who_speaks_90.ipynb"} <= {name.rpartition("/")[2] for name in made}
    first = tmp_path / "class" / "1_who_speaks_50.ipynb"
    first.write_text("mine")
    assert main(["class", "--to", str(tmp_path / "class")]) == 0
    printed = capsys.readouterr()
    assert first.read_text() == "mine" and printed.err.count("\n") == 1
    assert "1_who_speaks_50.ipynb: was changed and stays as it is" in printed.err
