"""Append-only log: lines come back in order, half a line harms nobody, and one can be written anew as a whole."""

import pytest

from onrecord.system.append_log import AppendLog


def test_lines_come_back_in_order(tmp_path):
    log = AppendLog(tmp_path / "log")
    assert list(log.read()) == []
    for n in range(3):
        log.add({"n": n, "words": "a\nb\u2028\ud800"})
    assert [line["n"] for line in log.read()] == [0, 1, 2]
    assert len((tmp_path / "log").read_bytes().splitlines()) == 3
    log.replace([{"n": 7}])
    assert list(log.read()) == [{"n": 7}]
    log.remove()
    log.remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cut", [1, 4, -1])
def test_half_a_line_is_ignored_and_not_written_on(cut, tmp_path):
    log = AppendLog(tmp_path / "log")
    log.add({"n": 1})
    whole = (tmp_path / "log").read_bytes()
    (tmp_path / "log").write_bytes(whole + whole[:cut])
    log.add({"n": 2})
    lines = [line["n"] for line in log.read()]
    assert lines == ([1, 1, 2] if cut == -1 else [1, 2])  # a line of which only the end is missing is whole


@pytest.mark.parametrize("line", [b"null", b"3", b"[]", b"\x00", b"{", b"\xff"])
def test_what_is_no_object_is_ignored(line, tmp_path):
    (tmp_path / "log").write_bytes(line + b"\n" + b'{"n": 1}\n')
    assert list(AppendLog(tmp_path / "log").read()) == [{"n": 1}]
