"""Options that name something: none may be empty, a folder can be written to before anything is done, and messages say it as typed."""

import argparse
import os
from pathlib import Path

import pytest

import onrecord
from onrecord.cli import main
from onrecord.cli.arguments import make_parser

COMMANDS = {
    "run": ["run", "sample", "--out"],
    "tables": ["tables", "sample", "--to"],
    "notebooks": ["notebooks", "--to"],
    "class": ["class", "--to"],
}


def text_options():
    """Each option of each command that takes a text, and where it stands."""
    (commands,) = [action for action in make_parser()._actions if isinstance(action, argparse._SubParsersAction)]
    for command, parser in commands.choices.items():
        for action in parser._actions:
            if action.nargs != 0 and not action.choices and action.dest != "parameter":
                yield pytest.param(command, action, id=f"{command}-{action.dest}")


@pytest.mark.parametrize("empty", ["", "  "])
@pytest.mark.parametrize(("command", "action"), list(text_options()))
def test_no_option_is_empty(command, action, empty, capsys):
    words = [command, *(["sample"] if command in ("run", "tables", "show") and action.option_strings else [])]
    with pytest.raises(SystemExit) as stopped:
        main([*words, *action.option_strings[:1], empty])
    error = capsys.readouterr().err.splitlines()[-1]
    assert stopped.value.code == 2
    assert "it is empty; give a name" in error or f"{empty!r} is " in error


@pytest.fixture
def places(tmp_path):
    """Folders that cannot be made, by what stands there."""
    (tmp_path / "file").write_text("a file")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    return {
        "nowhere": (tmp_path / "nowhere", "nowhere: is a link that leads nowhere"),
        "in nowhere": (tmp_path / "nowhere" / "more", "nowhere: is a link that leads nowhere"),
        "circle": (tmp_path / "circle", "circle: is a link that leads nowhere"),
        "file": (tmp_path / "file", "file is a file"),
        "in file": (tmp_path / "file" / "more", "cannot be written to" if os.name == "nt" else "file is a file"),
        "/proc": (Path("/proc/onrecord"), "cannot be written to"),
        "/sys": (Path("/sys/onrecord"), "cannot be written to"),
        "long": (tmp_path / ("n" * 300), "cannot be written to"),
    }


@pytest.mark.skipif(os.name == "nt", reason="has other links, and no /proc")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("place", ["nowhere", "in nowhere", "circle", "file", "in file", "/proc", "/sys", "long"])
def test_a_folder_that_cannot_be_made_is_one_line_that_says_what_to_do(place, command, places, capsys):
    path, words = places[place]
    if place in ("/proc", "/sys") and not path.parent.is_dir():
        pytest.skip("is not on this system")
    before = sorted(path.parent.iterdir()) if path.parent.name == place else []
    assert main([*COMMANDS[command], str(path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"onrecord: {path.parent if place == 'in nowhere' else path}: ") and words in line
    assert "name another folder" in line
    assert before == (sorted(path.parent.iterdir()) if before else [])


def test_a_folder_without_the_right_to_write_is_said(tmp_path, monkeypatch, capsys):
    def closed(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("onrecord.cli.folders.tempfile.TemporaryFile", closed)
    assert main(["tables", "sample", "--to", str(tmp_path / "t")]) == 2
    assert "t: cannot be written to (Read-only file system); name another folder with --to" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (["show", "sample", "--model", "xx_none"], "leave --model at"),
        (["run", "sample", "--model", "xx_none"], "leave --model at"),
        (["run", "sample", "-p", "model", "xx_none"], "leave -p model at"),
    ],
)
def test_an_option_is_named_as_it_was_typed(words, typed, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert typed in line and "`" not in line


def test_in_python_an_argument_is_named():
    with pytest.raises(onrecord.ModelError, match="leave `model` at"):
        onrecord.analyse(onrecord.read("sample"), model="xx_none")
