"""Folders that commands write to, in the midst of the articles that they read: what was written is not read."""

import os
import shutil
from pathlib import Path

import pytest
from helpers import ORDINARY

from onrecord.cli import main
from onrecord.cli.folders import check_folder
from onrecord.system.output_folders import MARK, mark_output
from onrecord.text import read_many


@pytest.fixture
def press(tmp_path, monkeypatch):
    """The folder in which commands are called: one of articles."""
    folder = tmp_path / "press"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(f"{ORDINARY['text']} It was report number {number}.", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def test_what_commands_write_among_the_articles_is_not_read(press, capsys):
    (press / "runs").mkdir()
    mark_output(press / "runs")
    shutil.copy("1.txt", "runs/page.md")
    tables = ["tables", ".", "--to", "tables", "--jobs", "1"]
    assert main(tables) == 0
    assert capsys.readouterr().err == "onrecord: .: left out, written by On Record: runs\n"
    assert main(tables) == 0
    again = capsys.readouterr()
    assert again.out == "2 articles: all were done before, and nothing of them has changed\n"
    assert again.err == "onrecord: .: left out, written by On Record: runs, tables\n"
    (press / "tables" / MARK).unlink()  # from before there was a mark
    (press / "runs" / MARK).unlink()
    (press / "runs" / "manifest.jsonl").write_text('{"folder": "x", "text": "of somebody else"}\n')
    lines, problems = [], []
    names = [Path(article.source).name for article in read_many(["."], problems.append, on_note=lines.append)]
    assert (names, lines) == (
        ["0.txt", "1.txt", "manifest.jsonl", "page.md"],
        [
            ".: left out, written by On Record: tables",
            "1 article says the same as an earlier one; it is kept, but not counted where articles are compared.",
        ],
    ) and not problems


@pytest.mark.parametrize("option", ["--out", "--to"])
def test_nothing_is_written_among_articles_that_are_read(press, option, capsys):
    command = "run" if option == "--out" else "tables"
    (press / "more").mkdir()
    shutil.copy(press / "1.txt", press / "more")
    for folder, names in ((".", "0.txt"), ("more", "1.txt")):
        assert main([command, ".", option, folder]) == 2
        message = f"onrecord: {folder}: holds articles that are read ({names}); name another folder with {option}"
        assert capsys.readouterr().err.startswith(message)
    assert not list(press.rglob(MARK))


@pytest.mark.parametrize("source", ["index.html", "0.txt"])
def test_a_page_of_somebody_else_is_not_written_over(press, source, capsys):
    (press / "site").mkdir()
    page = press / "site" / "index.html"
    page.write_text(f"<html><body><p>{ORDINARY['text']}</p></body></html>")
    before = page.read_bytes()
    assert main(["run", str(page if source == "index.html" else source), "--out", "site"]) == 2
    assert "would be written over" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in page.parent.iterdir()} == {"index.html": before}


def test_a_table_of_somebody_else_is_not_written_over(press, capsys):
    (press / "mine").mkdir()
    table = press / "mine" / "articles.csv"
    table.write_text("id,text\n1,hello\n")
    assert main(["tables", "0.txt", "--to", "mine", "--format", "csv"]) == 2
    assert "its articles.csv is not On Record's and would be written over" in capsys.readouterr().err
    assert table.read_text() == "id,text\n1,hello\n"


def test_tables_in_a_hidden_folder_among_the_articles(press):
    check_folder(".tables", "--to", ["."])
    (press / ".tables").mkdir()
    shutil.copy("1.txt", ".tables")
    check_folder(".tables", "--to", ["."])


@pytest.mark.skipif(os.name != "posix", reason="links may need rights elsewhere")
@pytest.mark.parametrize("command", [["run", "--out"], ["tables", "--to"]])
def test_a_link_that_leads_nowhere_is_no_place_to_write_to(press, command, capsys):
    (press / "gone").symlink_to("no/where")
    assert main([command[0], "0.txt", command[1], "gone"]) == 2
    assert capsys.readouterr().err == "onrecord: gone: is a link that leads nowhere; mend it, or name another folder.\n"
    assert not (press / "no").exists()


@pytest.mark.skipif(os.name != "posix", reason="links may need rights elsewhere")
def test_a_link_beside_its_file_is_no_failure(press, capsys):
    (press / "link.txt").symlink_to("0.txt")
    assert main(["show", "."]) == 0
    assert capsys.readouterr().err == "onrecord: .: left out, a link to a file that is read anyway: link.txt\n"
