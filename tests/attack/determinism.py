"""Determinism: the same articles on a machine that says other things of itself, and in other places, give the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attacking import Extent, Tried

NAME = "the same bytes on any machine"
# What may differ, as docs/many_articles.md says: the times of the manifest, and what is kept for the next call.
DIFFER = {"manifest.jsonl", ".cache"}
TEXTS = [
    "Mayor Ada Brandt said {n} people were killed in the flood of 1 May 2031 in Arnby. “We had no warning,” she said.",
    "The interior ministry of Lorvia raised the toll to {n}. Its minister, Karl Menz, denied that help came late.",
    "At least {n} houses were damaged in Belford, the fire chief said. “It is over,” said Tom Keller. «C’est fini.»",
]
SETTINGS: dict[str, dict[str, str]] = {
    "hash seed": {"PYTHONHASHSEED": "1"},
    "another hash seed": {"PYTHONHASHSEED": "4294967295"},
    "locale C": {"LC_ALL": "C", "LANG": "C"},
    "a German locale": {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LANGUAGE": "de"},
    "Latin letters only": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"},
    "time zone far east": {"TZ": "Pacific/Kiritimati"},
    "time zone far west": {"TZ": "Etc/GMT+12"},
    "a narrow terminal": {"COLUMNS": "20", "LINES": "5", "TERM": "dumb", "NO_COLOR": "1"},
    "another user": {"USER": "nobody", "LOGNAME": "nobody"},
    "optimised": {"PYTHONOPTIMIZE": "1"},
}
ALL_AT_ONCE = {
    name: value
    for key in ("hash seed", "Latin letters only", "time zone far east")
    for name, value in SETTINGS[key].items()
}
ALL_AT_ONCE |= SETTINGS["a narrow terminal"] | SETTINGS["another user"]


def attacks(extent: Extent) -> Iterator[Tried]:
    """Try a comparison that must see a difference, then tables, then a run, with all settings together and one by one."""
    machine = _Machine(extent.folder)
    yield _control(extent.folder)
    first = machine.tables("first", {})
    yield Tried("tables: all settings at once", _difference(first, machine.tables("all", ALL_AT_ONCE, jobs=3)))
    run = machine.run("first-run", {}, jobs=2)
    yield Tried("run: all settings at once", _difference(run, machine.run("a/longer/way", ALL_AT_ONCE, jobs=1)))
    shutil.rmtree(next(run.glob("flood-*")) / "notebooks")
    (run / "index.html").unlink()
    machine.run("first-run", ALL_AT_ONCE, jobs=3)
    yield Tried("run: parts of it made anew", _difference(machine.out / "a/longer/way", run))
    names = list(SETTINGS)
    extent.random.shuffle(names)
    for name in names:
        yield Tried(f"tables: {name}", _difference(first, machine.tables(name, SETTINGS[name])))
    yield Tried("tables: environment in another order", _difference(first, machine.tables("order", {}, backwards=True)))
    for jobs in (2, 5):
        yield Tried(f"tables: {jobs} processes", _difference(first, machine.tables(f"jobs{jobs}", {}, jobs=jobs)))
    for name in names:
        yield Tried(f"run: {name}", _difference(run, machine.run(f"run-{name}", SETTINGS[name], jobs=2)))


class _Machine:
    """Calls the program in a folder of its own each time, with a home, a umask and a working folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        self._work = folder / "work"
        self._work.mkdir(parents=True)
        rows = [
            {
                "id": f"a{n}",
                "title": f"Flood, day {n}",
                "outlet": "Post",
                "date": f"2031-05-{1 + n:02}",
                "text": text.format(n=12 + n),
            }
            for n, text in enumerate(TEXTS)
        ]
        self._corpus = "".join(json.dumps(row) + "\n" for row in rows)
        cells = [
            {"cell_type": "code", "metadata": {"tags": tags}, "source": source, "outputs": [], "execution_count": None}
            for tags, source in (
                (["parameters"], 'article: str = "sample"  # what to read\nout: str = ""  # folder for files'),
                (
                    [],
                    "import onrecord, warnings\nwarnings.warn('careful')\nonrecord.analyse(onrecord.read(article)).quotes",
                ),
                (
                    [],
                    "from onrecord import charts\ncharts.speaking_share(onrecord.analyse(onrecord.read(article)).quotes)",
                ),
                ([], "print(out, article)\n[object(), open]"),
                ([], "onrecord.read(out + '/nowhere.txt')"),
            )
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        self._notebook = json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 4})

    def tables(self, name: str, settings: Mapping[str, str], jobs: int = 1, backwards: bool = False) -> Path:
        """Write tables, in both formats; the folder."""
        options = ["--format", "parquet", "--format", "csv", "--jobs", str(jobs)]
        return self._call(name, ["tables", "articles.jsonl", *options, "--to"], settings, backwards)

    def run(self, name: str, settings: Mapping[str, str], jobs: int) -> Path:
        """Execute a notebook that warns, draws, shows addresses and fails; the folder."""
        return self._call(
            name, ["run", "articles.jsonl", "--notebook", "09_odd.ipynb", "--jobs", str(jobs), "--out"], settings
        )

    def _call(self, name: str, command: Sequence[str], settings: Mapping[str, str], backwards: bool = False) -> Path:
        out, here = self.out / name, self._work / name / "here"
        here.mkdir(parents=True, exist_ok=True)
        (here / "articles.jsonl").write_text(self._corpus, encoding="utf-8")
        (here / "09_odd.ipynb").write_text(self._notebook, encoding="utf-8")
        environment = {**os.environ, "HOME": str(here.parent), **settings}
        if backwards:
            environment = dict(reversed(environment.items()))
        called = subprocess.run(
            [sys.executable, "-m", "onrecord", *command, str(out)],
            cwd=here,
            env=environment,
            umask=0o077 if settings else -1,
            capture_output=True,
            timeout=600,
            check=False,
        )
        if called.returncode not in (0, 1):
            raise RuntimeError(
                f"{name}: exit code {called.returncode}: {called.stderr.decode(errors='replace')[-500:]}"
            )
        return out


def _difference(one: Path, other: Path) -> str | None:
    """The first file that differs between two folders, and where; None where there is none."""
    first, second = _files(one), _files(other)
    if not first:
        return f"nothing was written to {one.name}"
    if first.keys() != second.keys():
        return f"only in one of them: {', '.join(sorted(first.keys() ^ second.keys())[:3])}"
    for name, content in first.items():
        if content != (theirs := second[name]):
            at = next((n for n, pair in enumerate(zip(content, theirs, strict=False)) if pair[0] != pair[1]), -1)
            around = slice(max(at - 60, 0), at + 60)
            return f"{name} differs at byte {at}: {content[around]!r} and {theirs[around]!r}"
    return None


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in DIFFER
    }


def _control(folder: Path) -> Tried:
    """Two folders that differ in one byte must be told apart."""
    for name, content in (("one", b"same\n1"), ("other", b"same\n2")):
        (folder / name).mkdir()
        (folder / name / "file").write_bytes(content)
    seen = _difference(folder / "one", folder / "other") and not _difference(folder / "one", folder / "one")
    return Tried("control: a byte that differs is seen", None if seen else "the comparison sees nothing")
