"""Source files: pipes, devices, links, files that grow, and rows that are larger than memory should take."""

import json
import os
import subprocess
import sys
import threading
import time
import tracemalloc

import pytest
from made_up_texts import LONG, PROSE, error, write

from onrecord.text import count_articles, read, read_many
from onrecord.text.sources import _csv, _jsonl, source_files
from onrecord.text.sources.folders import contents_of
from onrecord.text.sources.source_files import SourceFile

posix = pytest.mark.skipif(os.name != "posix", reason="there are no pipes and devices in folders")
ROWS = {
    ".txt": PROSE,
    ".html": f"<html><body><p>{PROSE}</p></body></html>",
    ".jsonl": json.dumps({"text": PROSE}) + "\n",
    ".csv": f'id,date,text\n1,03/04/2021,"{PROSE}"\n',  # a date for which the column is read once more
    "": PROSE,
}


@posix
@pytest.mark.parametrize("suffix", ROWS)
def test_a_pipe_that_is_named_is_read_once_and_whole(suffix, tmp_path):
    pipe = tmp_path / f"pipe{suffix}"
    os.mkfifo(pipe)
    threading.Thread(target=pipe.write_text, args=[ROWS[suffix]], daemon=True).start()
    assert read(pipe).text == PROSE


@posix
def test_a_pipe_that_nobody_writes_to_and_one_without_end(tmp_path, monkeypatch):
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    monkeypatch.setattr(source_files, "WAIT_FOR_WRITER", 0.1)
    assert "is a pipe that nobody writes to" in error(pipe)
    endless = subprocess.Popen(
        [sys.executable, "-c", f"f = open({str(pipe)!r}, 'w')\nwhile 1: f.write('x ' * 9999)"], stderr=-3
    )
    try:
        monkeypatch.setattr(source_files, "WAIT_FOR_WRITER", 30)
        assert "more than 20 MB come out of the pipe" in error(pipe)
    finally:
        endless.kill()
        endless.wait()


@posix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_devices_are_no_sources(device, tmp_path):
    (tmp_path / "a.jsonl").symlink_to(device)
    assert "is no file but a device" in error(tmp_path / "a.jsonl")
    assert "no suffix" in error(device)


@posix
def test_a_link_that_leads_nowhere(tmp_path):
    links = {"gone.txt": "nowhere", "round.csv": "round.csv", "folder": "no/where", "round": "round"}
    for name, target in links.items():
        (tmp_path / name).symlink_to(target)
        assert f"{name}: is a link that leads nowhere" in error(tmp_path / name)


def test_a_file_that_grows_while_it_is_read_has_an_end(tmp_path):
    path = write(tmp_path / "a.jsonl", "".join(json.dumps({"text": f"{PROSE} {n}"}) + "\n" for n in range(3)))
    number = 0
    for number, _ in enumerate(read_many([path]), 1):
        with path.open("a") as file:
            file.write(json.dumps({"text": f"{LONG} {number}"}) + "\n")
    assert number == 3


@pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="links may need rights elsewhere")
@pytest.mark.parametrize("place", ["a", "a/b", "a/b/c.txt"])
def test_what_is_swapped_for_a_link_while_a_folder_is_read_is_not_read(place, tmp_path):
    (tmp_path / "secret" / "b").mkdir(parents=True)
    for name in ("c.txt", "b/c.txt"):
        write(tmp_path / "secret" / name, "Nobody is to know.")
    folder = tmp_path / "press"
    (folder / "a/b").mkdir(parents=True)
    write(folder / "a/b/c.txt", PROSE)
    found = contents_of(folder)
    file = SourceFile(*found.files, found.root)
    with file.open() as opened:
        assert opened.read() == PROSE.encode()
    (folder / place).rename(tmp_path / "moved")
    secret = tmp_path / "secret" / ("c.txt" if place.endswith("txt") else "")
    (folder / place).symlink_to(secret)
    message = error_of(file)
    assert "leads out of the folder" in message
    real = found.root / "a/b/c.txt"
    with pytest.raises(OSError):  # whoever swaps it between the look and the opening wins nothing
        source_files._open_below(found.root, real)


def error_of(file):
    with pytest.raises(source_files.SourceError) as caught, file.open():
        pass
    return str(caught.value)


@pytest.mark.parametrize("kind", ["line.jsonl", "cell.csv", "quotation.csv"])
def test_a_row_that_is_too_large_costs_itself_and_little_memory(kind, tmp_path, monkeypatch):
    for module in (_jsonl, _csv, source_files):
        monkeypatch.setattr(module, "MAX_BYTES", 1_000_000)
    begin, end = {
        "line.jsonl": ('{"id": "1", "text": "%s"}\n{"id": "2", "text": "', '"}\n{"id": "3", "text": "%s"}\n'),
        "cell.csv": ("id;text\n1;%s\n2;", "\n3;%s\n"),
        "quotation.csv": ('id;text\n1;%s\n2;"\n', "\n3;%s\n"),
    }[kind]
    path = tmp_path / kind
    with path.open("wb") as file:
        file.write((begin % PROSE).encode())
        file.truncate(file.tell() + 20_000_000)  # a hole takes no room on the disk
        file.seek(0, os.SEEK_END)
        file.write((end % LONG).encode())
    errors = []
    tracemalloc.start()
    found = [article.article_id for article in read_many([path], errors.append)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ["1", "3"] and count_articles([str(path)]) == len(found) + len(errors)
    assert "larger than" in str(errors[0]) and len(errors) <= 2
    assert peak < 16_000_000


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"text": "' + "x" * 30_000 + '"}', "line 1: is larger than"),
        ('{"text": "x", "parts": [' + "[]," * 200 + "[]]}", "line 1: holds more than 100 lists or objects"),
        ('{"text": ' + "[" * 90_000, "line 1: is nested too deeply"),
    ],
)
def test_a_file_whose_only_row_is_over_a_limit_names_the_row(line, says, tmp_path, monkeypatch):
    limit = 200_000 if "deeply" in says else 20_000
    for module in (_jsonl, source_files):
        monkeypatch.setattr(module, "MAX_BYTES", limit)
    monkeypatch.setattr(_jsonl, "MOST_PARTS", limit if "deeply" in says else 100)
    assert error(write(tmp_path / "a.jsonl", line)).startswith(f"{tmp_path / 'a.jsonl'}, {says}")


def test_a_quotation_mark_that_is_never_closed_costs_its_line(tmp_path):
    lines = ["id,text", f'1,"{PROSE}"', '2,"never closed', f"3,{LONG.replace(',', '')}", f'4,"{PROSE}\nTwo lines."']
    errors = []
    found = read_many([write(tmp_path / "a.csv", "\n".join(lines[:4]))], errors.append)
    assert [a.article_id for a in found] == ["1", "3"] and "line 3: is no CSV (unexpected end" in str(errors[0])
    found = read_many([write(tmp_path / "b.csv", "\n".join(lines))], errors.append)
    assert [a.article_id for a in found] == ["1", "3", "4"] and "line 3: is no CSV" in str(errors[1])


def test_quotations_that_all_last_to_the_end_take_no_time_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(_csv, "READ_AGAIN", 100_000)
    path = write(tmp_path / "a.csv", "id,text\n" + 'x","\n' * 50_000)  # each line opens one, and closes one before it
    begun, errors = time.monotonic(), []
    assert list(read_many([path], errors.append)) == []
    assert time.monotonic() - begun < 10


def test_a_row_of_very_many_lists_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(_jsonl, "MOST_PARTS", 1_000)
    rows = [
        json.dumps({"text": PROSE}),
        json.dumps({"text": LONG, "x": [[]] * 1_000}),
        json.dumps({"text": f"{PROSE} 3"}),
    ]
    errors = []
    found = list(read_many([write(tmp_path / "a.jsonl", "\n".join(rows))], errors.append))
    assert len(found) == 2 and "line 2: holds more than 1,000 lists or objects" in str(errors[0])
