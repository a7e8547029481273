"""Output folders: the mark, and what folders from before there was one are known by."""

import os

import pytest

from onrecord.runs import manifest
from onrecord.system.output_folders import JOURNAL, MANIFEST, MARK, is_output, mark_output
from onrecord.tables import journal


def test_older_signs_are_what_is_written():
    assert (JOURNAL, MANIFEST) == (journal.NAME, manifest.NAME)


def test_a_manifest_is_known_by_what_is_in_it(tmp_path):
    manifest.Manifest(tmp_path).add(manifest.Entry("a", "1", "a.txt", None, manifest.DONE))
    assert is_output(tmp_path)


@pytest.mark.parametrize("content", ["", "[]", "7", '{"text": "It rained."}', "[" * 10_000, "\0", "{" * 2_000_000])
def test_a_manifest_of_somebody_else(content, tmp_path):
    (tmp_path / MANIFEST).write_text(content)
    assert not is_output(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="links may need rights elsewhere")
def test_a_mark_is_not_written_through_a_link(tmp_path):
    (tmp_path / "own.txt").write_text("mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / MARK).symlink_to(tmp_path / "own.txt")
    mark_output(folder)
    assert (tmp_path / "own.txt").read_text() == "mine" and is_output(folder)
    assert not (folder / MARK).is_symlink()
