"""Cache: the same tables from it as without it, a new key for whatever could change them, and no trust in its files."""

import json

import pandas as pd
import pytest
from helpers import HOSTILE, ORDINARY

from onrecord.system import fingerprints
from onrecord.tables.cache import clear_outdated, folder_of_library, kept
from onrecord.tables.record import TABLES, analyse
from onrecord.text.article import Article
from onrecord.text.sources import read

ARTICLE = Article("a", HOSTILE["text"], title=HOSTILE["title"])


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def files(cache):
    return sorted(cache.iterdir()) if cache.exists() else []


@pytest.mark.parametrize("article", [ARTICLE, Article("none", ""), "sample"], ids=["hostile", "empty", "sample"])
def test_tables_from_the_cache_are_the_same(article, cache, monkeypatch):
    article = read(article) if isinstance(article, str) else article
    first, again = analyse(article), analyse(article)
    monkeypatch.delenv("ONRECORD_CACHE")
    without = analyse(article)
    assert len(files(cache)) == 1
    for name in TABLES:
        for record in (first, again):
            pd.testing.assert_frame_equal(getattr(record, name), getattr(without, name))
            assert [repr(row) for row in record.rows(name)] == [repr(row) for row in without.rows(name)]
    assert again.article == article


def test_without_the_variable_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.delenv("ONRECORD_CACHE", raising=False)
    monkeypatch.chdir(tmp_path)
    analyse(ARTICLE)
    assert list(tmp_path.iterdir()) == []


def test_whatever_changes_the_tables_changes_the_key(cache, monkeypatch):
    analyse(ARTICLE)
    analyse(ARTICLE, thoughts=False)
    analyse(article=ARTICLE)
    assert len(files(cache)) == 1
    for n, (article, options) in enumerate(
        [
            (Article("b", ARTICLE.text, title=ARTICLE.title), {}),
            (Article("a", ARTICLE.text, title=ARTICLE.title, date="2031-05-02"), {}),
            (Article("a", ORDINARY["text"]), {}),
            (ARTICLE, {"thoughts": True}),
        ],
        start=2,
    ):
        analyse(article, **options)
        assert len(files(cache)) == n
    for name in ("of_library", "of_model"):
        monkeypatch.setattr(f"onrecord.tables.cache.{name}", lambda *_: "another")
        analyse(ARTICLE)
    assert len(files(cache)) == 7


def test_a_list_is_found_once_for_each_question(cache, monkeypatch):
    asked = []

    def find():
        asked.append(1)
        return [[0.5, None, "é"]]

    assert kept(["x", 1], find) == kept(["x", 1], find) == [[0.5, None, "é"]]
    assert (len(asked), len(files(cache))) == (1, 1)
    kept(["x", 2], find)
    (damaged, _) = files(cache)
    damaged.write_bytes(b'{"not": "a list"}')
    assert kept(["x", 1], find) == kept(["x", 2], find) == [[0.5, None, "é"]]
    assert len(asked) == 3, "what is damaged is looked for again"
    monkeypatch.setattr("onrecord.tables.cache.of_library", lambda: "another")
    kept(["x", 1], find)
    monkeypatch.delenv("ONRECORD_CACHE")
    kept(["x", 1], find)
    assert (len(asked), len(files(cache))) == (5, 3)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"quotes": 3}', b"null", b'{"articles": [[1]]'])
def test_broken_file_is_made_anew(content, cache):
    whole = analyse(ARTICLE)
    (file,) = files(cache)
    good = file.read_bytes()
    file.write_bytes(content)
    pd.testing.assert_frame_equal(analyse(ARTICLE).quotes, whole.quotes)
    assert file.read_bytes() == good


def test_folder_that_cannot_be_made_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "taken" / "cache"))
    assert len(analyse(ARTICLE).quotes)


def test_kept_rows_are_data_only(cache):
    analyse(ARTICLE)
    (file,) = files(cache)
    assert set(json.loads(file.read_text().split("\n", 1)[1])) == set(TABLES)


def test_fingerprint_of_the_library_is_that_of_its_files(tmp_path, monkeypatch):
    (tmp_path / "words").mkdir()
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "words" / "b.csv").write_text("1")
    monkeypatch.setattr(fingerprints, "LIBRARY", tmp_path)
    seen = [fingerprints.of_library.__wrapped__()]
    (tmp_path / "words" / "b.csv").write_text("2")
    seen.append(fingerprints.of_library.__wrapped__())
    (tmp_path / "c.py").write_text("")
    seen.append(fingerprints.of_library.__wrapped__())
    (tmp_path / "d.js").write_text("")
    seen.append(fingerprints.of_library.__wrapped__())
    monkeypatch.setattr(fingerprints, "SCORERS", (*fingerprints.SCORERS, "no-such-package"))
    seen.append(fingerprints.of_library.__wrapped__())
    (tmp_path / "note.txt").write_text("no part of it")
    assert len({*seen}) == 5
    assert fingerprints.of_library.__wrapped__() == seen[-1]


def test_fingerprint_of_the_library_holds_the_weights_of_its_scorer(tmp_path, monkeypatch):
    (weights,) = fingerprints._package_folders(fingerprints.WEIGHTS)
    assert {path.name for path in weights.iterdir()} >= {"tone.onnx", "tokenizer.json"}
    copy = tmp_path / "copy_of_weights"
    copy.mkdir()
    (copy / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    seen = []
    monkeypatch.setattr(fingerprints, "WEIGHTS", "no_such_package")
    seen.append(fingerprints.of_library.__wrapped__())
    monkeypatch.setattr(fingerprints, "WEIGHTS", copy.name)
    for name, content in [("tone.onnx", "1"), ("tone.onnx", "2"), ("tokenizer.json", "1")]:
        (copy / name).write_text(content)
        seen.append(fingerprints.of_library.__wrapped__())
    assert len({*seen}) == 4


def test_fingerprint_of_the_library_is_the_same_with_notebooks_and_samples_in_it(tmp_path, monkeypatch):
    monkeypatch.setattr(fingerprints, "LIBRARY", tmp_path)
    monkeypatch.setattr(fingerprints, "SAMPLES", tmp_path / "samples")
    (tmp_path / "a.py").write_text("1")
    bare = fingerprints.of_library.__wrapped__()
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "b.html").write_text("1")
    assert fingerprints.of_library.__wrapped__() == bare


def test_what_another_library_left_is_removed_and_nothing_else(tmp_path):
    own = folder_of_library(tmp_path)
    assert own == tmp_path / fingerprints.of_library()
    clear_outdated(tmp_path / "nowhere")
    old, name = "0" * 16, "a" * 16 + ".json"
    ours = [own / name, tmp_path / old / name, tmp_path / ("f" * 16) / name, tmp_path / old / f".partial-1-2-{name}"]
    theirs = [tmp_path / old / "notes.json", tmp_path / "pip" / name, tmp_path / name]
    for file in [*ours, *theirs]:
        file.parent.mkdir(exist_ok=True)
        file.touch()
    clear_outdated(tmp_path)
    assert [file.exists() for file in ours] == [True, False, False, False]
    assert all(file.exists() for file in theirs) and not (tmp_path / ("f" * 16)).exists()
