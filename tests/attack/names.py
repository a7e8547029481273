"""Names: files and folders of every name and kind, read in place, named one by one, and by every command."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from attacking import Extent, Tried

NAME = "names and kinds of files"
LONGEST = 900  # seconds of a call: more is a hang
MOST_MB = 300  # that a call may take more than one on an ordinary file
SECRET = "The keeper of the well is called Quillfeather"  # stands in a file outside of what is read
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NAMES = """
plain; with space ; -p; --help; --to=elsewhere; -; sample; samples; %s%n%d; {article}; {{0}}; 'one'; "two"; `id`; $(id); $HOME; ~; a&b;
a|b; a>b; *; ?; [a-z]; #; CON; nul; COM1; aux.b; dot.; space.; ...; ..hidden.; http:x; file:; C:x; a\\b; ..\\b; \u202egpj; \u200b;
\u2028line; e\u0301; \xe9; \ufeff; \U0001f600; <script>alert(1)</script>; <img src=x onerror=x>; &amp;; =1+1; @SUM; A; a; index; manifest;
tables; .onrecord.; quotes.parquet; articles; \x1b[2J\x1b[31mred; \x1b]0;title\x07; \x08\x08; \r; \t; new\nline; \x9b2J; \x7f
"""
RAW_NAMES = [b"\xff\xfe", b"caf\xe9", b"\x80" * 20, b"a" * 251, b"\xc3\xa9" * 125, b"ok\xed\xa0\x80"]


class Called(NamedTuple):
    """What a call left: its exit code (None: it did not end), and all that it printed."""

    code: int | None
    printed: str


def attacks(extent: Extent) -> Iterator[Tried]:
    """Controls, then a folder with everything in it by `tables`, twice, bombs, and the same by `show` and `run`."""
    yield from _controls(extent.folder)
    folder = extent.folder / "press"
    names = _fill(folder, extent.folder)
    before = _snapshot(extent.folder)
    sources: list[set[str]] = []
    for call in ("first", "second"):
        called = _call(["tables", ".", "--to", "tables", "--jobs", "1"], folder)
        yield from _judged(f"tables, {call} call", called, folder, ["tables"], before, extent.folder)
        sources.append(_sources(folder / "tables" / "articles.parquet"))
    yield Tried("what was written is not read", None if sources[0] == sources[1] else f"{sources[0] ^ sources[1]}")
    for name in names:
        there = re.sub("[\ud800-\udfff]", "\ufffd", str(name)) in sources[0]
        yield Tried(f"a file called {name.name!r}", None if there else "is not read")
    yield from _bombs(extent.folder)
    yield from _named(folder, names, before, extent.folder)
    notebook = _notebook(extent.folder / "07_nothing.ipynb")
    before = _snapshot(extent.folder)
    for call in ("first", "second"):
        called = _call(["run", ".", "--notebook", str(notebook)], folder)
        yield from _judged(f"run, {call} call", called, folder, ["tables", "runs"], before, extent.folder)


# --- what is attacked with -----------------------------------------------------------------------------------------


def _article(number: int) -> str:
    return f'Mayor Ada Brandt said the water had gone. "It is over," she said of street number {number}.\n'


def _fill(folder: Path, outside: Path) -> list[Path]:
    """Make a folder with files of all names and kinds; those that are to be read, as paths from it."""
    folder.mkdir()
    (outside / "secret.txt").write_text(f"{SECRET}. Nobody is to know that.")
    texts = [os.fsencode(name) for name in NAMES.strip().replace(";\n", "; ").split("; ")]
    made = []
    for number, name in enumerate([*texts, *RAW_NAMES]):
        path = Path(os.fsdecode(name + b".txt"))
        with suppress(OSError, ValueError):  # no such name on this system
            if not path.name.startswith(".") and not os.path.lexists(folder / path):
                (folder / path).write_text(_article(number))
                made.append(path)
    deep = folder.joinpath(*["d" * 20] * 40)
    with suppress(OSError):
        deep.mkdir(parents=True)
        (deep / "deep.txt").write_text(_article(1000))
        made.append((deep / "deep.txt").relative_to(folder))
    for name, target in {
        "out.txt": "../secret.txt",
        "absolute.jsonl": outside / "secret.txt",
        "up": "..",
        "passwd.txt": "/etc/passwd",
        "circle": ".",
        "round.txt": "round.txt",
        "gone.txt": "nowhere",
        "zero.csv": "/dev/zero",
        "\x1b[31m.txt": "../secret.txt",
    }.items():
        with suppress(OSError, NotImplementedError):
            (folder / name).symlink_to(target)
    if os.name == "posix":
        for name in ("pipe.txt", "pipe.jsonl", "pipe.parquet"):
            os.mkfifo(folder / name)
        with suppress(OSError), socket.socket(socket.AF_UNIX) as server:
            server.bind(str(folder / "s.txt"))
    return made


def _bombs(outside: Path) -> Iterator[Tried]:
    """Small files, or ones with a hole, that would take much memory."""
    import pyarrow
    from pyarrow import parquet

    folder = outside / "bombs"
    folder.mkdir()
    (folder / "ordinary.jsonl").write_text(json.dumps({"text": _article(1)}) + "\n")
    for name, begin in {
        "line.jsonl": json.dumps({"text": _article(1)}) + '\n{"text": "',
        "cell.csv": f"id;text\n1;{_article(1)}2;",
        "quotation.csv": f'id;text\n1;{_article(1)}2;"\n',
        "text.txt": "A",
        "page.html": "<html><body><p>",
        "mail.eml": "MIME-Version: 1.0\n\nA",
        "mails.mbox": "From a@b.example Thu Mar 24 10:15:00 2022\nMIME-Version: 1.0\n\nA",
        "saved.mhtml": "Snapshot-Content-Location: https://a.example/b\nContent-Type: text/html\n\n<p>",
        "pages.warc": "WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 299000000\r\n\r\n",
        "files.zip": "PK\x03\x04",
    }.items():
        with (folder / name).open("wb") as file:
            file.write(begin.encode().replace(b'"It is over,"', b"It is over,"))
            file.truncate(300_000_000)
    table = pyarrow.table({"text": pyarrow.array([_article(1) * 200_000] * 64)})
    parquet.write_table(table, folder / "rows.parquet", compression="zstd")
    table = pyarrow.table({"text": pyarrow.array(["x" * 500_000_000])})
    parquet.write_table(table, folder / "page.parquet", compression="zstd", use_dictionary=False)
    (folder / "lists.jsonl").write_text('{"text": "a"}\n{"text": [' + "[]," * 6_000_000 + "1]}\n")
    (folder / "deep.jsonl").write_text('{"text": "a"}\n' + "[" * 200_000 + "\n" + '{"text": ' + "9" * 50_000 + "}\n")
    _packed_bombs(folder)
    least = _peak(folder / "ordinary.jsonl")
    for path in sorted(folder.iterdir()):
        peak = _peak(path)
        fault = None if peak is not None and least is not None and peak - least < MOST_MB else f"took {peak} MB"
        yield Tried(f"the bomb {path.name}", fault)
    shutil.rmtree(folder)


def _packed_bombs(folder: Path) -> None:
    """Archives of a megabyte that unpack to a gigabyte, say so or not, and a mail of nothing but parts."""
    record = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 1000000000\r\n\r\n"
    with gzip.open(folder / "zeros.warc.gz", "wb") as file:
        file.write(record)
        for _ in range(1000):
            file.write(bytes(1_000_000))
    with zipfile.ZipFile(folder / "zeros.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("a.txt", "w", force_zip64=True) as file:
            for _ in range(1000):
                file.write(bytes(1_000_000))
        archive.writestr("b.txt", _article(1))
    whole = (folder / "zeros.zip").read_bytes()
    size = (1_000_000_000).to_bytes(4, "little")
    (folder / "lying.zip").write_bytes(whole.replace(size, (3_000_000).to_bytes(4, "little")))
    nested = "".join(f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(5_000))
    (folder / "nested.eml").write_text(f"MIME-Version: 1.0\n{nested}")
    (folder / "mails.eml").write_text("MIME-Version: 1.0\n" + "Content-Type: message/rfc822\n\n" * 100_000)


PEAK = """
import resource, sys
from onrecord.text import count_articles, read_many
import pyarrow.parquet
count_articles(sys.argv[1:])
for article in read_many(sys.argv[1:], lambda problem: None):
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << (20 if sys.platform == "darwin" else 10)))
"""


def _peak(path: Path) -> int | None:
    """The megabytes that reading a file takes; None where it does not end, or ends otherwise."""
    if os.name != "posix":
        return 0
    try:
        done = subprocess.run([sys.executable, "-c", PEAK, path], capture_output=True, timeout=LONGEST)
        return int(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None


def _named(folder: Path, names: Sequence[Path], before: dict[str, str], outside: Path) -> Iterator[Tried]:
    """Each name as a word of the command line, with what is no file."""
    words = [
        os.fsencode(Path("./") / name) if not name.name.startswith("-") else b"./" + os.fsencode(name) for name in names
    ]
    others = [b"zero.csv", b"round.txt", b"gone.txt", b"no\x1b[31msuch.txt", b"a\nb.txt", b"tables", b"/dev/zero"]
    called = _call(["show", *words, *others], folder)
    yield from _judged("show, each of them named", called, folder, ["tables"], before, outside, secret=False)
    lines = [line for line in called.printed.splitlines() if line.startswith("onrecord: ")]
    yield Tried("what cannot be read is named in a line each", None if len(lines) >= len(others) else f"{lines}")


def _notebook(path: Path) -> Path:
    cell = {"cell_type": "code", "execution_count": None, "id": "a", "outputs": []}
    stated = {**cell, "metadata": {"tags": ["parameters"]}, "source": 'article: str = "sample"\nout: str = ""'}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {"cells": [stated], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(content))
    return path


# --- what is looked for ----------------------------------------------------------------------------------------------


def _call(words: Sequence[str | bytes], folder: Path, program: Sequence[str] = ("-m", "onrecord")) -> Called:
    try:
        done = subprocess.run(
            [sys.executable, *program, *words],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired as late:
        return Called(None, ((late.stdout or b"") + (late.stderr or b"")).decode("utf-8", "replace"))
    return Called(done.returncode, (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace"))


def _judged(
    where: str,
    called: Called,
    folder: Path,
    outputs: Sequence[str],
    before: dict[str, str],
    outside: Path,
    secret: bool = True,
) -> Iterator[Tried]:
    """What a call must not have done: an attack for each."""
    ends = None if called.code in (0, 1) else f"exit code {called.code}: {called.printed[-500:]}"
    yield Tried(f"{where}: it ends", ends)
    yield Tried(f"{where}: no traceback", called.printed[-800:] if "Traceback (most" in called.printed else None)
    steering = [line for line in called.printed.split("\n") if STEERING.search(line)]
    yield Tried(f"{where}: nothing steers the terminal", repr(steering[0]) if steering else None)
    apart = [folder / name for name in outputs]
    after = _snapshot(outside)
    changed = [
        path for path in before.keys() | after.keys()
        if before.get(path) != after.get(path) and not any(Path(path).is_relative_to(output) for output in apart)
    ]  # fmt: skip
    yield Tried(f"{where}: nothing is written elsewhere", f"{changed[:3]}" if changed else None)
    told = [str(path) for path in apart for path in _holding(path, SECRET)] + [called.printed] * (
        SECRET in called.printed
    )
    yield Tried(f"{where}: nothing from outside comes in", f"{told[:1]}"[:300] if told and secret else None)


def _snapshot(folder: Path) -> dict[str, str]:
    """Every file below a folder with what is in it, and every link with where it leads."""
    found = {}
    for parent, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            path = Path(parent, name)
            if path.is_symlink():
                found[str(path)] = os.readlink(path)
            elif path.is_file():
                found[str(path)] = sha256(path.read_bytes()).hexdigest()
    return found


def _holding(folder: Path, words: str) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and words.encode() in path.read_bytes():
            yield path


def _sources(table: Path) -> set[str]:
    import pandas

    return set(pandas.read_parquet(table)["source"]) if table.exists() else set()


def _controls(folder: Path) -> Iterator[Tried]:
    """A program that does what must not be done is seen to do it."""
    work = folder / "control"
    work.mkdir()
    before = _snapshot(folder)
    bad = f"import sys; print('\\x1b[31m{SECRET}'); open('new', 'w').close(); raise ValueError"
    found = list(_judged("control", _call([], work, ["-c", bad]), work, ["out"], before, folder))
    seen = [tried.fault is not None for tried in found]
    yield Tried("control: a program that does all of it is seen", None if seen == [False, *[True] * 4] else f"{found}")
    shutil.rmtree(work)
