"""Files appear whole or not at all, several together or none of them."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from onrecord.system.files import InTheWay, make_named_folder, named_when_whole, place_of, unfinished_name, write_whole


def test_two_who_write_one_file_do_not_meet(tmp_path):
    contents = [str(n) * 300_000 for n in range(8)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write_whole, [tmp_path / "file"] * 80, contents * 10))
    assert (tmp_path / "file").read_text() in contents
    assert len(list(tmp_path.iterdir())) == 1


def test_files_get_their_names_together(tmp_path):
    files = {unfinished_name(tmp_path / name): tmp_path / name for name in ("a", "b", "not written")}
    with named_when_whole(files):
        for path in list(files)[:2]:
            path.write_text(files[path].name)
        assert not (tmp_path / "a").exists()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "a", "b": "b"}


def test_where_one_fails_none_gets_its_name(tmp_path):
    (tmp_path / "a").write_text("before")
    with pytest.raises(OSError, match="no room"), named_when_whole({unfinished_name(tmp_path / "a"): tmp_path / "a"}):
        unfinished_name(tmp_path / "a").write_text("after")
        raise OSError("no room")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]


def test_text_that_cannot_be_written_is_replaced(tmp_path):
    write_whole(tmp_path / "a", "x\ud800é")
    assert (tmp_path / "a").read_bytes() == "x?é".encode()


@pytest.mark.skipif(os.name != "posix", reason="links may need rights elsewhere")
@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("gone", "gone: is a link that leads nowhere; mend it, or name another folder."),
        ("round", "round: is a link that leads nowhere; mend it"),
        ("gone/x", "gone is there and is no folder); check the path and your rights, or name another folder."),
        ("file", "file is there and is no folder); check the path"),
        ("file/x", "file/x: no folder can be made here (Not a directory); check the path"),
        ("x" * 300, "x: no folder can be made here (File name too long); check the path"),
    ],
)
def test_a_folder_that_cannot_be_made_is_named(tmp_path, path, says):
    (tmp_path / "gone").symlink_to("no/where")
    (tmp_path / "round").symlink_to("round")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InTheWay) as caught:
        make_named_folder(tmp_path / path)
    assert str(caught.value).startswith(str(tmp_path)) and says in str(caught.value)
    if "/" not in path and os.path.islink(tmp_path / path):
        with pytest.raises(InTheWay, match="leads nowhere"):
            place_of(tmp_path / path)
    assert not (tmp_path / "no").exists()


WRITES = """
import sys, time
from pathlib import Path
from onrecord.system.files import named_when_whole, unfinished_name
files = {unfinished_name(Path(name)): Path(name) for name in sys.argv[1:]}
with named_when_whole(files):
    for path in files:
        path.write_text("of a writer that goes on")
    print("written", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nobody can ask whether a process is there")
def test_what_a_killed_writer_left_goes_with_the_next_save_and_what_another_is_writing_stays(tmp_path):
    call = [sys.executable, "-c", WRITES, tmp_path / "a", tmp_path / "b"]
    writers = [subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)]
    for writer in writers:
        assert writer.stdout.readline() == b"written\n"
    assert len(list(tmp_path.glob(".partial-*"))) == 4
    killed, goes_on = writers
    killed.kill()
    killed.communicate()
    write_whole(tmp_path / "a", "of the next one")
    left = sorted(path.name.rpartition("-")[2] for path in tmp_path.glob(f".partial-{killed.pid}-*"))
    assert left == ["b"], "its own place is cleared, and no other"
    assert len(list(tmp_path.glob(f".partial-{goes_on.pid}-*"))) == 2
    goes_on.communicate(b"")
    assert goes_on.returncode == 0 and (tmp_path / "a").read_text() == "of a writer that goes on"
    write_whole(tmp_path / "b", "the last")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.skipif(os.name != "posix", reason="links may need rights elsewhere")
def test_what_is_not_left_by_a_writer_of_ours_stays(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    here = unfinished_name(tmp_path / "a").name.split("-")[3]
    elsewhere, old, link, note = (
        tmp_path / name
        for name in (
            f".partial-{gone.pid}-1-00000000-a",
            f".partial-{gone.pid}-2-00000000-a",
            f".partial-{gone.pid}-3-{here}-a",
            ".partial-a",
        )
    )
    for path in (elsewhere, old, note):
        path.write_text("x")
    link.symlink_to(note)
    os.utime(old, (0, 0))
    write_whole(tmp_path / "a", "x")
    assert sorted(tmp_path.iterdir()) == sorted([elsewhere, link, note, tmp_path / "a"])


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nobody can ask whether a process is there")
def test_in_a_folder_of_very_many_files_not_all_are_looked_at(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    here = unfinished_name(tmp_path / "a").name.split("-")[3]
    for number in range(1_500):
        (tmp_path / f".partial-{gone.pid}-{number}-{here}-a").touch()
    write_whole(tmp_path / "a", "x")
    assert len(list(tmp_path.glob(".partial-*"))) == 500
