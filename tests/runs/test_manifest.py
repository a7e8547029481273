"""Manifest: what is written last counts, and half a line harms nobody."""

import json

import pytest

from onrecord.runs.manifest import DONE, FAILED, RUNNING, Entry, Manifest

ONE = Entry("flood-a", "a", "a.txt", "01", RUNNING, {"article": "x"})
ODD = Entry("flood-b", "b\ud800", "a\nb\u2028.txt", None, FAILED, error='"no"\n way')


def test_last_step_of_each_notebook_counts(tmp_path):
    manifest = Manifest(tmp_path)
    for entry in (ONE, ODD, Entry("flood-a", "a", "a.txt", "01", DONE, seconds=1.5, files=("x", "y"))):
        manifest.add(entry)
    for read in (manifest, Manifest(tmp_path)):
        assert read.folders() == ["flood-a", "flood-b"]
        assert [step.state for step in read.steps("flood-a")] == [DONE]
        assert read.last("flood-a", "01").files == ("x", "y")
        assert read.last("flood-b", None).source == ODD.source
        assert read.last("flood-b", None).error == ODD.error
        assert read.last("flood-a", None) is None
        assert read.last("none", "01") is None
    assert len((tmp_path / "manifest.jsonl").read_bytes().splitlines()) == 3


@pytest.mark.parametrize("cut", [1, 10, 40, -1])
def test_half_a_line_is_passed_over_and_not_written_on(cut, tmp_path):
    manifest = Manifest(tmp_path)
    manifest.add(ONE)
    whole = (tmp_path / "manifest.jsonl").read_bytes()
    (tmp_path / "manifest.jsonl").write_bytes(whole + whole[:cut])
    Manifest(tmp_path).add(ODD)
    again = Manifest(tmp_path)
    assert again.folders() == ["flood-a", "flood-b"]
    assert again.last("flood-b", None).state == FAILED


@pytest.mark.parametrize("line", ["null", "3", "[]", "{}", '{"folder": 1}', "\x00", '{"folder": "x", "later": true}'])
def test_lines_that_say_something_else_are_passed_over(line, tmp_path):
    (tmp_path / "manifest.jsonl").write_text(line + "\n")
    assert Manifest(tmp_path).folders() == []


def test_what_a_later_version_adds_is_passed_over(tmp_path):
    Manifest(tmp_path).add(ONE)
    line = json.loads((tmp_path / "manifest.jsonl").read_text())
    (tmp_path / "manifest.jsonl").write_text(json.dumps({**line, "weather": "fine"}) + "\n")
    assert Manifest(tmp_path).last("flood-a", "01").key == {"article": "x"}
