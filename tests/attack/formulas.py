"""Formulas: every way in which a cell may begin one, in every text column, opened with every separator of spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

from attacking import Extent, Tried

import onrecord
from onrecord.tables.columns import COLUMNS, TABLES
from onrecord.tables.formats import as_frame, csv_text, parquet_bytes, read_table

NAME = "formulas in cells of CSV files"
FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://a.example","b")',
    "＝1",
    "＋1",
    "－1",
    "＠a",
)
BEFORE = (
    "",
    "'",
    "''",
    " ",
    "\t",
    "\r",
    "\n",
    '"',
    "\u200b",
    "\ufeff",
    "\xa0",
    "\u3000",
    "\x00",
    "\u202e",
    "a;",
    "a\t",
    "a\n",
    "a;'",
    'a;"',
)
SEPARATORS = ",;\t"


def attacks(extent: Extent) -> Iterator[Tried]:
    """The tables of a made-up record first, which is quick; then the command on articles with such titles and outlets."""
    seen = _formulas_in("id,text\na,=1+1\n")
    yield Tried("a control: a formula that is not guarded is seen", None if seen else "it was not")
    hostile = [before + formula for formula in FORMULAS for before in BEFORE]
    for name in TABLES:
        yield Tried(f"all of them in the sheet {name} of a workbook", _in_workbook(name, hostile, extent.folder / name))
    extent.random.shuffle(hostile)
    for number, text in enumerate(hostile):
        for name in TABLES:
            yield Tried(f"{text!r} in every text column of {name}", _in_table(name, text, extent.folder / "one"))
        if number == 20:
            yield from _by_the_command(hostile, extent.folder)
    if len(hostile) <= 20:
        yield from _by_the_command(hostile, extent.folder)


def _row(name: str, text: str) -> tuple[object, ...]:
    """A row of a table with a text in every text column."""
    values: dict[str, object] = {"str": text, "Int64": -5, "Float64": -0.5, "bool": True}
    lists = {"mentions": [[1, 2]], "words": [{"word": text, "valence": -1.0, "start": 1, "end": 2, "shifted": text}]}
    return tuple(values[dtype] if dtype in values else lists[column] for column, dtype in COLUMNS[name].items())


def _in_workbook(name: str, texts: list[str], folder: Path) -> str | None:
    """What goes wrong with a workbook of tables, one of which has these texts; None where nothing does."""
    folder.mkdir(exist_ok=True)
    for table in TABLES:
        rows = [_row(table, text) for text in texts] if table == name else []
        (folder / f"{table}.parquet").write_bytes(parquet_bytes(table, rows))
    with zipfile.ZipFile(onrecord.export(folder, folder / "x.xlsx")) as book:
        inside = {part: book.read(part).decode() for part in book.namelist() if part.startswith("xl/")}
    if any("<f>" in text or "<f " in text for text in inside.values()):
        return "a cell is a formula"
    if any('TargetMode="External"' in text for text in inside.values()):
        return "a cell is a link"
    return None if sum(text.count("1+1") for text in inside.values()) else "the texts are not there"


def _in_table(name: str, text: str, folder: Path) -> str | None:
    """What goes wrong with a table whose texts are all hostile; None where nothing does."""
    frame = as_frame(name, [_row(name, text)])
    if found := _formulas_in(csv_text(frame)):
        return f"a spreadsheet would work out {found[0]!r}"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_bytes(csv_text(frame).encode())
    return None if read_table(name, folder).equals(frame) else "load gives other texts back"


def _by_the_command(hostile: list[str], folder: Path) -> Iterator[Tried]:
    """Tables of articles with such titles, outlets and lines, by the command, and whether they are those of Parquet."""
    source, to = folder / "corpus.jsonl", folder / "tables"
    with source.open("w", encoding="utf-8") as file:
        for number, text in enumerate(hostile):
            said = (
                f'"{text} We lost 3 houses," {text} Anna Brandt said.\n{text}\n- 12 people were killed; =2 were hurt.'
            )
            file.write(json.dumps({"id": f"{text}{number}", "title": text, "outlet": text, "text": said}) + "\n")
    command = [sys.executable, "-m", "onrecord", "tables", str(source), "--to", str(to), "--jobs", "1"]
    done = subprocess.run(
        [*command, "--format", "csv", "--format", "parquet"], capture_output=True, text=True, check=False
    )
    yield Tried("the command on all of them", None if done.returncode in (0, 1) else done.stderr[-300:])
    for name in TABLES:
        text = (to / f"{name}.csv").read_bytes().decode("utf-8")
        found = _formulas_in(text)
        yield Tried(f"{name}.csv of the command", f"a spreadsheet would work out {found[0]!r}" if found else None)
    by_parquet = onrecord.load(to)
    for path in to.glob("*.parquet"):
        for part in path.iterdir():
            part.unlink()
        path.rmdir()
    by_csv = onrecord.load(to)
    for name in TABLES:
        same = getattr(by_parquet, name).equals(getattr(by_csv, name))
        yield Tried(f"{name}.csv is {name}.parquet to load", None if same else "it is not")


def _formulas_in(text: str) -> list[str]:
    """The cells that a spreadsheet would work out, whichever separator it takes; numbers are none."""
    found = []
    for separator in SEPARATORS:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            found += [cell for cell in cells if _is_formula(cell) or (separator == "," and _begins_unseen(cell))]
    return found


def _is_formula(cell: str) -> bool:
    """Whether a cell begins like a formula, after all that is not seen; judged by other means than those that guard."""
    unseen = ("C", "Z")
    seen = cell.lstrip('"')
    while seen and (unicodedata.category(seen[0])[0] in unseen or seen[0] == '"'):
        seen = seen[1:]
    try:
        float(cell)
        return False
    except ValueError:
        return unicodedata.normalize("NFKC", seen[:1]) in ("=", "+", "-", "@")


def _begins_unseen(cell: str) -> bool:
    """Whether a cell begins with what some programs drop, and then look again. A part of a cell is looked at as it is."""
    return cell[:1] in ("\t", "\r", "\n") and bool(cell.strip())
