"""Folders: what a walk through one takes, and what it leaves out with a line."""

import os
import socket
import sys

import pytest
from made_up_texts import PROSE, write

from onrecord.system.output_folders import mark_output
from onrecord.text import count_articles, read_many

posix = pytest.mark.skipif(os.name != "posix", reason="links may need rights elsewhere, and there are no pipes")


def looked_through(folder):
    """Names of the articles in a folder, what is said of those left out, and the errors."""
    errors, left_out = [], []
    found = list(read_many([folder], errors.append, on_note=left_out.append))
    assert count_articles([str(folder)]) == len(found) + len(errors)
    names = [os.path.relpath(article.source, folder) for article in found]
    return names, [line.removeprefix(f"{folder}: left out, ") for line in left_out], [str(e) for e in errors]


def articles(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write(folder / name, f"{PROSE} {name}")
    return folder


def test_what_this_program_wrote_is_left_out(tmp_path):
    folder = articles(tmp_path, "a.txt", "b/c.txt", "runs/x/article.txt", "more/tables/a.txt")
    for output in ("runs", "more/tables"):
        mark_output(folder / output)
    ours = f"written by On Record: {folder / 'more/tables'}, {folder / 'runs'}"
    assert looked_through(folder) == (["a.txt", "b/c.txt"], [ours], [])
    names, left_out, (error,) = looked_through(folder / "runs")
    assert (names, left_out) == ([], []) and "On Record wrote this folder" in error
    assert looked_through(folder / "runs" / "x")[0] == ["article.txt"]


@posix
def test_a_link_is_followed_only_within_the_folder(tmp_path):
    secret = write(tmp_path / "secret.txt", f"{PROSE} Nobody is to know.")
    folder = articles(tmp_path / "press", "a.txt", ".kept/b")
    for name, target in {
        "out.txt": secret,
        "relative.txt": "../secret.txt",
        "chain.txt": "out.txt",
        "outside": tmp_path,
        "inside": folder / ".kept",
        "circle": ".",
        "own.txt": ".kept/b",
        "deeper.txt": "circle/circle/../press/.kept/../.kept/b",
    }.items():
        (folder / name).symlink_to(target)
    (folder / "deeper.txt").unlink()
    names, (line,), errors = looked_through(folder)
    assert (names, errors) == (["a.txt", "own.txt"], [])
    listed = f"{folder / 'chain.txt'}, {folder / 'out.txt'}, {folder / 'outside'}, and 1 more"
    assert line == f"links that lead out of the folder: {listed}"
    (tmp_path / "named").symlink_to(folder)
    assert looked_through(tmp_path / "named")[0] == ["a.txt", "own.txt"], "a link that is named is meant"


@posix
def test_a_file_with_several_names_is_read_once(tmp_path):
    folder = articles(tmp_path, "b.txt", "c/d.txt", ".kept/e")
    (folder / "a.txt").symlink_to("b.txt")
    assert looked_through(folder) == (
        ["b.txt", "c/d.txt"],
        [f"a link to a file that is read anyway: {folder / 'a.txt'}"],
        [],
    )
    os.link(folder / "c/d.txt", folder / "c/twice.txt")
    for name in ("e.txt", "f.txt"):
        (folder / name).symlink_to(".kept/e")
    seconds = ", ".join(str(folder / name) for name in ("a.txt", "c/twice.txt", "f.txt"))
    names, left_out, errors = looked_through(folder)
    assert (names, errors) == (["b.txt", "c/d.txt", "e.txt"], [])
    assert left_out == [f"links to files that are read anyway: {seconds}"]


@posix
def test_a_single_link_or_pipe_is_said_to_be_one(tmp_path):
    folder = articles(tmp_path / "press", "a.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "out.txt").symlink_to(write(tmp_path / "b.txt", PROSE))
    assert looked_through(folder)[1] == [
        f"a link that leads out of the folder: {folder / 'out.txt'}",
        f"no file but a pipe, a socket or a device: {folder / 'pipe.txt'}",
    ]


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may open all")
def test_a_closed_folder_costs_itself(tmp_path):
    folder = articles(tmp_path, "a.txt", "closed/b.txt")
    (folder / "closed").chmod(0)
    names, _, (line,) = looked_through(folder)
    (folder / "closed").chmod(0o700)
    assert names == ["a.txt"] and "closed: cannot be opened (Permission denied). Check" in line


@posix
def test_links_that_lead_nowhere_are_errors(tmp_path):
    folder = articles(tmp_path, "a.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "round.txt").symlink_to("round.txt")
    names, left_out, errors = looked_through(folder)
    assert (names, left_out, len(errors)) == (["a.txt"], [], 2)


@posix
def test_what_is_no_file_is_left_out(tmp_path):
    folder = articles(tmp_path, "a.txt")
    os.mkfifo(folder / "pipe.jsonl")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.open(folder, os.O_RDONLY)
        server.bind(f"/proc/self/fd/{here}/s.txt" if os.path.isdir("/proc/self/fd") else str(folder / "s.txt"))
        os.close(here)
        assert looked_through(folder) == (
            ["a.txt"],
            [f"no files but pipes, sockets or devices: {folder / 'pipe.jsonl'}, {folder / 's.txt'}"],
            [],
        )


@pytest.mark.skipif(sys.platform != "linux", reason="names are UTF-8, or no bytes at all")
def test_a_name_that_is_no_utf_8_can_stand_in_tables(tmp_path):
    write(tmp_path / os.fsdecode(b"caf\xe9.txt"), PROSE)
    (article,) = read_many([tmp_path])
    assert article.source == str(tmp_path / "caf\ufffd.txt")
