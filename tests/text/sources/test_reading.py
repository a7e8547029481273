"""Reading: places, folders, several sources at once, and bad ones."""

from pathlib import Path

import pytest
from helpers import check_spans
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_texts import PNG, PROSE, error, write

from onrecord.text import SourceError, read, read_many


def test_bad_places(tmp_path):
    write(tmp_path / "bridge.txt", PROSE)
    assert "Did you mean" in error(tmp_path / "brigde.txt") and "bridge.txt?" in error(tmp_path / "brigde.txt")
    assert "no folder" in error(tmp_path / "nowhere" / "bridge.txt")
    assert "this is a text" in error(f"{PROSE}\n{PROSE}")
    assert "cannot be opened" in error("x" * 5000) or "no such file" in error("x" * 5000)
    assert "\x1b" not in error("no\x1b[31msuch.txt")
    empty = tmp_path / "empty"
    empty.mkdir()
    write(empty / "photo.jpg", PNG)
    assert "no file that can be read" in error(empty)


def test_one_broken_file_among_ten(tmp_path):
    for n in range(9):
        write(tmp_path / f"{n}.txt", f"{PROSE} Number {n}.")
    write(tmp_path / "5b.txt", PNG)
    errors = []
    found = list(read_many([tmp_path], errors.append))
    assert [Path(a.source).name for a in found] == [f"{n}.txt" for n in range(9)]
    assert [str(e).split(": ")[0] for e in errors] == [str(tmp_path / "5b.txt")]
    with pytest.raises(SourceError):
        list(read_many([tmp_path]))


def test_folders_are_read_in_order_with_their_folders_but_not_hidden_ones(tmp_path):
    for name in ["b.txt", "a/z.txt", ".hidden/x.txt", ".x.txt", "notes.psd", "c.md"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, f"{PROSE} {name}")
    names = [Path(a.source).relative_to(tmp_path).as_posix() for a in read_many([tmp_path])]
    assert names == ["a/z.txt", "b.txt", "c.md"]
    assert "more than one article" in error(tmp_path)
    assert read(tmp_path / "a").source == str(tmp_path / "a" / "z.txt")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".txt", ".md", ".html", ".jsonl", ".csv", ".parquet"]))
def test_any_bytes_give_articles_or_errors(tmp_path_factory, data, suffix):
    path = write(tmp_path_factory.mktemp("any") / f"a{suffix}", data)
    errors = []
    for article in read_many([path], errors.append):
        check_spans(article)
    assert all(str(path) in str(e) and "\n" not in str(e) for e in errors)


@pytest.mark.parametrize(("characters", "whole"), [(200, True), (201, False)])
def test_a_message_names_a_place_of_up_to_200_characters_whole(characters, whole):
    place = "x" * characters
    assert error(place).startswith(f"{place}: " if whole else f"{'x' * 100}…: ")
