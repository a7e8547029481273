"""Zips: their members are read like files, and what they say of themselves is not believed."""

import json
import shutil
import struct
import subprocess
import tracemalloc
import zipfile
import zlib

import pandas as pd
import pytest
from made_up_texts import LONG, PNG, PROSE, error, write

from onrecord.text import SourceError, count_articles, read, read_many
from onrecord.text.sources.formats import zip_files, zips

PAGE = f"<!DOCTYPE html>\n<html><head><title>The bridge</title></head><body><p>{LONG}</p></body></html>"
ROWS = "".join(json.dumps({"id": str(n), "text": f"{PROSE} Row {n}."}) + "\n" for n in range(3))


def zipped(path, contents, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def read_all(path):
    """Articles, errors and notes."""
    errors, notes = [], []
    articles = list(read_many([path], errors.append, on_note=notes.append))
    assert not any("\n" in str(line) for line in [*errors, *notes])
    return articles, [str(problem) for problem in errors], notes


def test_members_are_read_like_files_in_a_folder(tmp_path):
    contents = {
        "b/page.html": PAGE,
        "a.txt": PROSE,
        "c/rows.jsonl": ROWS,
        "b/2022-03-24 report.md": f"# A report\n\n{LONG} Again.",
        "__MACOSX/._a.txt": "x",
        ".hidden/a.txt": PROSE,
        "b/.DS_Store": "x",
        "b/photo.jpg": PNG,
        "empty/": "",
    }
    path = zipped(tmp_path / "news.zip", contents)
    articles, errors, notes = read_all(path)
    names = ["a.txt", "b/2022-03-24 report.md", "b/page.html", *["c/rows.jsonl"] * 3]
    assert [article.source for article in articles] == [f"{path}/{name}" for name in names]
    assert (articles[1].date, articles[2].title, articles[3].article_id) == ("2022-03-24", "The bridge", "0")
    assert errors == notes == [] and count_articles([str(path)]) == 6
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not shutil.which("zip"), reason="makes the archive with Info-ZIP")
def test_an_archive_of_info_zip_with_names_that_are_not_ascii(tmp_path):
    write(tmp_path / "Łódź.txt", PROSE)
    (tmp_path / "link.txt").symlink_to("Łódź.txt")
    subprocess.run(["zip", "-q", "-y", "a.zip", "Łódź.txt", "link.txt"], cwd=tmp_path, check=True)
    (article,), errors, notes = read_all(tmp_path / "a.zip")
    assert article.source.endswith("a.zip/Łódź.txt") and not errors
    assert notes == [f"{tmp_path / 'a.zip'}: left out, a link: {tmp_path / 'a.zip' / 'link.txt'}"]


def test_a_name_is_no_path(tmp_path):
    names = ["../../up.txt", "/etc/passwd.txt", "C:\\Windows\\x.txt", "a/../../b.txt", "\x1b[31m.txt", "..txt"]
    path = zipped(tmp_path / "a.zip", {name: f"{PROSE} {n}" for n, name in enumerate(names)})
    articles, errors, _ = read_all(path)
    sources = [article.source.removeprefix(f"{path}/") for article in articles]
    assert sorted(sources) == sorted(["up.txt", "etc/passwd.txt", "C:/Windows/x.txt", "a/b.txt", "\x1b[31m.txt"])
    assert not errors and list(tmp_path.iterdir()) == [path]


def test_two_members_of_one_name_are_two_articles(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        for content in (PROSE, PNG):
            archive.writestr("a.txt", content)
    (article,), (problem,), _ = read_all(path)
    assert article.text == PROSE and problem.startswith(f"{path}/a.txt (2 of this name): ")


def test_a_broken_member_costs_itself(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.txt": PROSE, "b.txt": LONG, "c.txt": f"{LONG} Three."}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(LONG.encode() + b"PK", LONG.upper().encode() + b"PK"))
    articles, (problem,), _ = read_all(path)
    assert len(articles) == 2 and problem.startswith(f"{path}/b.txt: is broken in the archive")


def test_an_archive_in_an_archive_is_refused(tmp_path):
    inner = zipped(tmp_path / "inner.zip", {"a.txt": PROSE})
    outer = zipped(
        tmp_path / "outer.zip", {"inner.zip": inner.read_bytes(), "b.txt": LONG, "c.txt": inner.read_bytes()}
    )
    (article,), problems, _ = read_all(outer)
    assert article.text == LONG
    assert problems == [f"{outer}/{name}: is an archive in an archive. Unpack it and give the folder." for name in ("c.txt", "inner.zip")]  # fmt: skip


def test_what_on_record_wrote_is_left_out(tmp_path):
    contents = {"runs/.onrecord": "", "runs/tables/articles.csv": "id,text\n1,x\n", "runs2/a.txt": PROSE}
    (article,), errors, (note,) = read_all(zipped(tmp_path / "a.zip", contents))
    assert article.text == PROSE and not errors and "written by On Record" in note


def test_documents_that_are_not_read_are_named(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.pages": "x", "b.doc": PAGE, "c.txt": PROSE})
    articles, errors, notes = read_all(path)
    assert [article.source for article in articles] == [f"{path}/b.doc", f"{path}/c.txt"] and not errors
    assert "a Pages document (open it in Pages" in notes[0] and "b.doc: is a web page" in notes[1]


def encrypted(path, names):
    """Set the flag that members are encrypted, as a zip has it whose words are nobody's business."""
    data = bytearray(path.read_bytes())
    for info in zipfile.ZipFile(path).infolist():
        if info.filename in names:
            data[info.header_offset + 6] |= 1
            data[data.rindex(info.filename.encode()) - 46 + 8] |= 1
    path.write_bytes(data)
    return path


def test_encrypted_members_are_named_and_so_is_an_encrypted_archive(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.txt": PROSE, "b.txt": LONG})
    (article,), (problem,), _ = read_all(encrypted(path, ["b.txt"]))
    assert article.text == PROSE and problem.startswith(f"{path}/b.txt: is encrypted. Unpack the archive with")
    assert "a.zip: is encrypted. Unpack it with its password" in error(encrypted(path, ["a.txt"]))


def test_bombs_are_refused_before_they_are_unpacked(tmp_path, monkeypatch):
    bomb = zipped(tmp_path / "bomb.zip", {"a.txt": b"a " * 9_000_000, "b.txt": PROSE})
    (article,), (problem,), _ = read_all(bomb)
    assert article.text == PROSE and f"{bomb}/a.txt: is packed more than 200 times over" in problem
    monkeypatch.setattr(zips, "MAX_UNPACKED", 1000)
    assert "bomb.zip: unpacks to 0.0 GB, more than 0 GB. Unpack it and give the folder." in error(bomb)


def test_a_member_that_is_larger_than_it_says_takes_no_memory(tmp_path):
    """A megabyte that says that it is an article, and is a gigabyte of zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(1000)) + packer.flush()
    path = tmp_path / "a.zip"
    path.write_bytes(handmade("a.txt", packed, size=3_000_000))
    tracemalloc.start()
    try:
        message = error(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "a.txt: is broken in the archive" in message and peak < 30_000_000


def handmade(name, packed, size, method=8, entries=1, directory=None):
    """A zip with one member, with what it says of it."""
    about = struct.pack("<HHHHHLLLHH", 20, 0, method, 0, 0, 0, len(packed), size, len(name), 0)
    local = b"PK\3\4" + about + name.encode() + packed
    central = b"PK\1\2" + struct.pack("<H", 20) + about + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name.encode()
    end = struct.pack("<HHHHLLH", 0, 0, entries, entries, directory or len(central), len(local), 0)
    return local + central + b"PK\5\6" + end


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is no zip that can be read"),
        (b"PK\3\4 torn", "it breaks off, or is none"),
        (handmade("a.txt", b"x", 1, method=14), "is packed in a way that is not read"),
        (handmade("a.txt", b"x", 1, directory=9_000_000), "its list of members has 9,000,000 bytes, more than"),
        (handmade("a.jpg", b"x", 1, method=0), "the archive holds no file that can be read"),
        (handmade("a.txt", b"x", 1)[:-30], "it breaks off, or is none"),
        (b"PK\5\6" + bytes(18), "the archive holds no file that can be read"),
    ],
)
def test_zips_that_cannot_be_read(tmp_path, content, says):
    assert says in error(write(tmp_path / "a.zip", content))


def test_a_list_of_members_of_a_zip64_is_bounded_too(tmp_path):
    """Its end says that the list is small; the end of a zip64 before it, which Python believes, that it is large."""
    path = zipped(tmp_path / "a.zip", {"a.txt": PROSE})
    data = path.read_bytes()
    end = data.rindex(b"PK\5\6")
    large = b"PK\6\6" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 1, 1, 1 << 40, 0)
    leads = b"PK\6\7" + struct.pack("<LQL", 0, end, 1)
    path.write_bytes(data[:end] + large + leads + data[end:])
    assert f"its list of members has {1 << 40:,} bytes, more than {zip_files.MAX_DIRECTORY:,}" in error(path)


def test_a_large_corpus_in_a_zip_is_streamed(tmp_path, monkeypatch):
    monkeypatch.setattr(zips, "MAX_BYTES", 1000)
    rows = "".join(json.dumps({"date": "3/24/2022", "text": f"{PROSE} {n}"}) + "\n" for n in range(200))
    path = zipped(tmp_path / "a.zip", {"a.jsonl": rows, "b.csv": f'text,date\n"{PROSE}",24/03/2022\n' * 1 + f'"{LONG} {LONG}",25/03/2022\n' * 10})  # fmt: skip
    articles, errors, _ = read_all(path)
    assert len(articles) == 211 and articles[0].date == "2022-03-24" and not errors


def test_a_large_member_that_must_be_sought_in_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(zips, "MAX_BYTES", 1000)
    table = tmp_path / "a.parquet"
    pd.DataFrame({"text": [PROSE, LONG], "id": [zlib.crc32(PROSE.encode())] * 2}).to_parquet(table)
    path = zipped(tmp_path / "a.zip", {"a.parquet": table.read_bytes(), "b.txt": f"{PROSE} More."})
    assert len(read_all(path)[0]) == 2
    monkeypatch.setattr(zips, "MOST_REWINDS", 0)
    (article,), (problem,), _ = read_all(path)
    assert article.text == f"{PROSE} More." and "Unpack the archive and give the folder" in problem


def test_torn_and_changed_archives_give_articles_or_errors(tmp_path):
    whole = zipped(tmp_path / "a.zip", {"a.txt": PROSE, "b.html": PAGE, "c.jsonl": ROWS}).read_bytes()
    path = tmp_path / "b.zip"
    for place in range(0, len(whole), 7):
        for torn in (whole[:place], whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]):
            path.write_bytes(torn)
            articles, errors, _ = read_all(path)
            assert articles or errors
            assert all(len(problem) < 700 for problem in errors)
            count_articles([str(path)])


def test_one_article_out_of_an_archive(tmp_path):
    assert read(zipped(tmp_path / "a.zip", {"a.txt": PROSE})).text == PROSE
    with pytest.raises(SourceError, match="more than one article"):
        read(zipped(tmp_path / "b.zip", {"a.txt": PROSE, "b.txt": LONG}))
