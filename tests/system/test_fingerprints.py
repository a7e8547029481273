"""Fingerprints: a change in any file that ships changes that of the library, or caches would go stale in silence."""

import pytest

from onrecord.system.fingerprints import LIBRARY, of_folder

NO_PART = {".md", ".pyc", ".typed"}  # what is read by people and tools only


@pytest.fixture
def copy(tmp_path):
    """The package with the first bytes of each of its files, in the same places."""
    for path in LIBRARY.rglob("*"):
        if path.is_file() and path.suffix not in NO_PART:
            small = tmp_path / path.relative_to(LIBRARY)
            small.parent.mkdir(parents=True, exist_ok=True)
            small.write_bytes(path.read_bytes()[:50])
    return tmp_path


def test_a_change_in_any_file_changes_the_fingerprint_of_the_library(copy):
    before, files = of_folder(copy), [path for path in copy.rglob("*") if path.is_file()]
    assert {".py", ".csv", ".css", ".js"} <= {path.suffix for path in files}
    assert len(files) > 100
    for path in files[::7]:  # each is the same, and the library has many
        content = path.read_bytes()
        path.write_bytes(content + b" ")
        assert of_folder(copy) != before, path
        path.write_bytes(content)
    assert of_folder(copy) == before


def test_a_file_that_comes_goes_or_moves_changes_the_fingerprint(copy):
    seen = {of_folder(copy)}
    for change in (
        lambda: (copy / "words" / "more.csv").touch(),
        lambda: (copy / "rows.py").rename(copy / "columns.py"),
        lambda: (copy / "columns.py").rename(copy / "words" / "columns.py"),
        lambda: (copy / "words" / "columns.py").unlink(),
    ):
        change()
        seen.add(of_folder(copy))
    assert len(seen) == 5
