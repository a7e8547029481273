"""Torn: what lies in an output folder is cut, emptied, replaced, linked elsewhere; the same command again mends or names it."""

from __future__ import annotations

import io
import os
import shutil
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from attacking import Extent, Tried

import onrecord
from onrecord.cli import main
from onrecord.tables.columns import TABLES

NAME = "torn, replaced and planted files"
TEXT = '"We lost 3 houses," the mayor Anna Brandt said. She said 12 people were killed.\n\nIt rained in {}.'
OUTSIDE = b"somebody else's"
SECONDS = 240  # that a command may take


def attacks(extent: Extent) -> Iterator[Tried]:
    """Tables first, which are quick; then a run with all notebooks. Each file in turn, each way of tearing it."""
    source = extent.folder / "articles"
    source.mkdir()
    for name in ("Ostrel", "Meridian"):
        (source / f"{name}.txt").write_text(TEXT.format(name))
    kinds = [("tables", ["--to", "out", "--format", "parquet", "--format", "csv", "--jobs", "1"])]
    kinds += (
        [("run", ["--out", "out", "--notebook", "00", "--jobs", "1"])]
        if extent.seconds is None or extent.seconds > 60
        else []
    )
    for command, options in kinds:
        whole = extent.folder / command
        whole.mkdir()
        first = _call(command, source, options, whole)
        yield Tried(f"{command}: as it is", None if first.returncode == 0 else first.stderr[-300:])
        places = [p.relative_to(whole / "out") for p in sorted((whole / "out").rglob("*"))]
        tried = [(place, name) for place in places for name in WAYS] + [
            (p, n) for p in PLANTED for n in ("a link", "a pipe")
        ]
        extent.random.shuffle(tried)
        for place, name in tried:
            if not (
                place in places and (whole / "out" / place).is_dir() and name not in ("a link", "a foreign file in it")
            ):
                fault = _try(command, source, options, whole, place, WAYS[name], extent.folder / "torn")
                yield Tried(f"{command}: {place.as_posix()}: {name}", fault)


class Ended(NamedTuple):
    """What a command came to."""

    returncode: int
    stderr: str


def _call(command: str, source: Path, options: list[str], where: Path) -> Ended:
    """The command, called in this process: hundreds of processes would spend the time on loading."""
    before, errors = Path.cwd(), io.StringIO()
    os.chdir(where)
    try:
        with redirect_stderr(errors), redirect_stdout(io.StringIO()), _clock():
            code = main([command, str(source), *options])
    except TimeoutError:
        raise
    except Exception:
        return Ended(3, traceback.format_exc())
    finally:
        os.chdir(before)
    return Ended(code, errors.getvalue())


@contextmanager
def _clock() -> Iterator[None]:
    """Raise TimeoutError in a block that takes too long: one that waits for the other end of a pipe, say."""
    if os.name == "posix":
        signal.signal(signal.SIGALRM, _late)
        signal.alarm(SECONDS)
    try:
        yield
    finally:
        if os.name == "posix":
            signal.alarm(0)


def _late(*_: object) -> None:
    raise TimeoutError


def _try(
    command: str,
    source: Path,
    options: list[str],
    whole: Path,
    place: Path,
    way: Callable[[Path, Path], None],
    folder: Path,
) -> str | None:
    """Tear one thing in a copy of what is done, call again; what is wrong then, or None."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(whole, folder)
    outside = folder / "outside"
    outside.mkdir()
    for name in ("part-00000.parquet", "index.html", "a" * 16 + ".json", "file"):
        (outside / name).write_bytes(OUTSIDE)
    (folder / "out" / place).parent.mkdir(exist_ok=True)
    way(folder / "out" / place, outside)
    try:
        again = _call(command, source, options, folder)
    except TimeoutError:
        return "it hangs"
    if sorted(p.name for p in outside.iterdir()) != sorted(
        ("part-00000.parquet", "index.html", "a" * 16 + ".json", "file")
    ):
        return "files outside came or went"
    if any(p.read_bytes() != OUTSIDE for p in outside.iterdir()):
        return "a file outside was changed"
    if "Traceback" in again.stderr or again.returncode not in (0, 1, 2):
        return f"exit code {again.returncode}: {again.stderr[-300:]}"
    if again.returncode:
        return None if again.stderr.strip().count("\n") <= 2 else f"more than a line: {again.stderr[-300:]}"
    tables = [folder / "out"] if command == "tables" else [folder / "out" / "tables"]
    for each in tables:
        try:
            before, after = onrecord.load(whole / each.relative_to(folder)), onrecord.load(each)
        except Exception as fault:  # whatever it is: after a call that says that all is done, there are tables
            return f"the tables cannot be read: {fault}"
        if not all(getattr(before, name).equals(getattr(after, name)) for name in TABLES):
            return "the tables are others than before"
    return None


def _cut(path: Path, outside: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _replaced_by(content: bytes) -> Callable[[Path, Path], None]:
    return lambda path, outside: path.write_bytes(content) and None


def _removed(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _link(path: Path, outside: Path) -> None:
    is_folder = path.is_dir() or (path.suffix == "" and path.name != ".lock")
    _removed(path)
    path.symlink_to(outside if is_folder else outside / "file")


def _second_name(path: Path, outside: Path) -> None:
    _removed(path)
    os.link(outside / "file", path)


def _folder(path: Path, outside: Path) -> None:
    _removed(path)
    path.mkdir()


def _pipe(path: Path, outside: Path) -> None:
    _removed(path)
    os.mkfifo(path)


def _foreign(path: Path, outside: Path) -> None:
    (path if path.is_dir() else path.parent).joinpath(".DS_Store").write_bytes(OUTSIDE)


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "cut": _cut,
    "emptied": _replaced_by(b""),
    "garbage": _replaced_by(b"\xff\x00garbage"),
    "deep JSON": _replaced_by(b"[" * 100_000),
    "null": _replaced_by(b"null\n"),
    "a list": _replaced_by(b'[{"number": -1}]\n'),
    "wrong types": _replaced_by(b'{"number": "0", "part": 5, "folder": [], "cells": {}, "voices": {}}\n'),
    "taken away": lambda path, outside: _removed(path),
    "a folder": _folder,
    "a foreign file in it": _foreign,
}
if os.name == "posix":
    WAYS |= {"a link": _link, "a second name": _second_name, "a pipe": _pipe}
PLANTED = [
    Path(name)
    for name in (".lock", ".parts", ".cache", "tables", "single_files", "across_articles", ".partial-index.html")
]
