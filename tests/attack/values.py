"""Values: hostile ones in every column of a corpus of every format, read, through `onrecord tables` and through notebooks."""

from __future__ import annotations

import csv
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import category

import pyarrow as pa
import pyarrow.parquet as pq
from attacking import Extent, Tried

from onrecord.system.resources import NOTEBOOKS
from onrecord.tables.record import load
from onrecord.text import Article, read_many

NAME = "values of columns"
COLUMNS = ("id", "title", "outlet", "date", "url", "text")
STORY = (
    "Rescue workers said on Tuesday that at least 17 people were killed on 14 April, and the ministry said 40 were "
    "missing since Monday. “We lost everything,” said Mayor Nadia Orlo of Pellin. The hospital counted 31 dead "
    "yesterday. The flood of the Harrow dam in Pellin destroyed 40 houses, said report number {}."
)
TEXTS = """\
24/03/2022|2022|March 2022|03/04/2022|2021-02-30|0001-01-01|9999-12-31|next year|1648116900|9999999999999|2022-W12-4
$\\frac{1}{0}$|$x_{y|\\|\\N{DASH}|^_^ $_$|$|%s %d %n|{article} {0} {{|{|}}|{{7*7}}|${7*7}|`id`|$(id)|; id|' OR 1=1 --|" x="
../../x|..|.|/etc/passwd|C:\\x|CON|nul|a/b|a.|~/x|-rf|--out|A|a|tables|across_articles|.onrecord|#|?x=1&y=2|http://[::1
javascript:alert(1)|<script>alert(1)</script>|<img src=x onerror=alert(1)>|=1+1|@SUM(A1)|None|null|NaN|nan|inf|True|-0|1e999
🧨👩‍👩‍👧‍👦🇺🇦|e\u0301\u0301\u0301|ﬀ ẞ İ ı|٢٠٢٢-٠٣-٢٤|２０２２|\u202eevil\u2066|\ufeff|\u2028\u2029|\ufffe\uffff""".replace(
    "\n", "|"
).split("|")
BROKEN = [
    "\x00\x01\x1b[2J\x07",
    "\r\n\r",
    "   ",
    "\t",
    "x" * 1_000_000,
    "i" * 300,
    "\ud83d",
    "\udc00",
    "9" * 5000,
    "(" * 20_000,
    "",
]
OTHERS: list[Any] = [
    0,
    -1,
    2022,
    10**30,
    1e308,
    float("nan"),
    float("inf"),
    True,
    None,
    [],
    [[1], ["a"]],
    {"a": {"b": 1}},
    {},
]
DAY = datetime(2022, 3, 24, 10, 15)
# Of Parquet: columns of a type that JSON does not have.
ARRAYS = {
    "date32": pa.array([DAY.date()]),
    "date64": pa.array([DAY.date()], pa.date64()),
    "timestamp": pa.array([DAY], pa.timestamp("ns", "Asia/Kathmandu")),
    "a zone that nobody knows": pa.array([DAY], pa.timestamp("us", "No/Where")),
    "a time out of range": pa.array([2**62]).cast(pa.timestamp("us")),
    "decimal": pa.array([Decimal("20220324.00")]),
    "bytes": pa.array([b"\xff\xfe\x00"]),
    "dictionary": pa.array(["24/03/2022"]).dictionary_encode(),
    "string_view": pa.array(["24/03/2022"], pa.string_view()),
    "large_string": pa.array(["24/03/2022"], pa.large_string()),
    "struct": pa.array([{"text": "x"}]),
    "map": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
    "null": pa.nulls(1),
    "duration": pa.array([DAY - DAY]),
    "time": pa.array([DAY.time()]),
}
CELLS = re.compile(r"; left out|is read with the|more cells cannot be read")
SUMMARY = re.compile(r"onrecord: \d+ articles failed: ")  # of several failures, which have a line each before it
DATE = re.compile(r"(?:1[5-9]|20)\d\d(?:-\d\d(?:-\d\d)?)?", re.ASCII)
STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")  # categories of characters that break a line or steer a terminal
MOST_NOTES = 5  # lines on the cells of one file: three, how many more, and the order of dates
LONGEST = 2_000  # characters of a name


def attacks(extent: Extent) -> Iterator[Tried]:
    """Values read, then in tables, then in notebooks."""
    seen = all(map(fault_of, (Article("a", STORY, date="24/03/2022"), Article("a", STORY, outlet="x" * 10**6))))
    yield Tried("control: a date and an outlet as they came are seen", None if seen else "they were not")
    values = [*TEXTS, *BROKEN, *OTHERS, *(_drawn(extent.random) for _ in range(20))]
    for column in COLUMNS:
        yield from _read(extent.folder / f"{column}.jsonl", column, values)
        texts = [value for value in values if isinstance(value, str) and "\r" not in value and value.isprintable()]
        yield from _read(extent.folder / f"{column}.csv", column, texts)
        yield from _read(extent.folder / f"{column}.parquet", column, [v for v in texts if v.isprintable()])
        for kind, array in ARRAYS.items():
            path = extent.folder / "typed.parquet"
            pq.write_table(pa.table({"text": [STORY.format(0)]} | {column: array}), path)
            yield Tried(f"{column} of type {kind}", _fault(path, 1))
    yield from _commands(extent, values)


def fault_of(article: Article) -> str | None:
    """What is wrong with an article that was read, whatever its source said."""
    if article.date is not None:
        if not DATE.fullmatch(article.date):
            return f"the date is {article.date!r}"
        if len(article.date) == 10:
            date.fromisoformat(article.date)
    long = [name for name in ("article_id", "title", "outlet", "source") if len(getattr(article, name) or "") > LONGEST]
    return f"{long[0]} is too long" if long else None


def _row(number: int, **cells: Any) -> dict[str, Any]:
    address = f"https://example.org/{number}"
    row = {
        "id": f"r{number}",
        "title": f"A title {number}",
        "outlet": f"Outlet {number % 3}",
        "date": "2022-03-24",
        "url": address,
    }
    return row | {"text": STORY.format(number)} | cells


def _rows(column: str, values: list[Any]) -> list[dict[str, Any]]:
    """A row for each value; in the column of texts it stands before an article, where it is text."""
    if column == "text":
        values = [f"{v[:9000]} said.\n\n{STORY.format(n)}" if isinstance(v, str) else v for n, v in enumerate(values)]
    return [_row(number, **{column: value}) for number, value in enumerate(values)]


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
    else:
        pq.write_table(pa.Table.from_pylist(rows), path)


def _read(path: Path, column: str, values: list[Any]) -> Iterator[Tried]:
    """A corpus with a value in each row, and then each value alone, so that each has a result of its own."""
    rows = _rows(column, values)
    _write(path, rows)
    yield Tried(f"{path.suffix}, {column}: {len(rows)} rows", _fault(path, len(rows)))
    for value, row in zip(values, rows, strict=True):
        _write(path, [row])
        yield Tried(f"{path.suffix}, {column}: {value!r:.60}", _fault(path, 1))


def _fault(path: Path, rows: int) -> str | None:
    """What reading a corpus brings about that it must not: an exception, a row that nobody names, lines without end."""
    errors: list[Any] = []
    notes: list[str] = []
    try:
        articles = list(read_many([path], errors.append, on_note=notes.append))
        faults = [fault for article in articles if (fault := fault_of(article))]
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    lines = [str(error) for error in errors] + notes
    if bad := [line for line in lines if len(line) > 1000 or any(category(c) in STEERING for c in line)]:
        faults.append(f"a message is no line: {bad[0]!r:.200}")
    if len(articles) + sum(error.n_rows for error in errors) != rows:
        faults.append(f"{rows} rows, but {len(articles)} articles and {len(errors)} errors")
    if len(notes) > MOST_NOTES:
        faults.append(f"{len(notes)} lines on cells")
    return faults[0] if faults else None


def _drawn(draws: random.Random) -> str:
    """A text of characters from all planes, among them those that end lines, steer, or mean something to somebody."""
    special = "$\\{}%_^\"'`<>&;|/.\n\r\t\0\x1b\u202e\u2028\ufeff\ud800=@-+0123456789"
    return "".join(
        draws.choice(special) if draws.random() < 0.6 else chr(draws.randrange(0x20, 0x2FFFF)) for _ in range(40)
    )


def _commands(extent: Extent, values: list[Any]) -> Iterator[Tried]:
    """The values in all columns at once through the commands, a few articles at a time."""
    draws = list(values)
    extent.random.shuffle(draws)
    notebooks = sorted(path.stem for path in NOTEBOOKS.glob("0[0-4]_*.ipynb"))
    extent.random.shuffle(notebooks)
    for number, start in enumerate(range(0, len(draws), 8)):
        path = extent.folder / f"all{number}.jsonl"
        values = draws[start : start + 8]
        alike = {column: _rows(column, values) for column in COLUMNS}
        rows = [{column: alike[column][n][column] for column in COLUMNS} for n in range(len(values))]
        for n, row in enumerate(rows):  # a text always, and dates of all kinds
            row["text"] = row["text"] if isinstance(row["text"], str) else STORY.format(n)
        _write(path, rows)
        name = " ".join(f"{value!r:.20}" for value in values)
        yield Tried(f"tables: {name}", _of_tables(path, extent.folder / f"tables{number}"))
        notebook = notebooks[number % len(notebooks)]
        out = extent.folder / f"runs{number}"
        yield Tried(f"run, {notebook[:2]}: {name}", _of_run(path, out, notebook))


def _of_tables(path: Path, folder: Path) -> str | None:
    unread: list[Any] = []
    read = len(list(read_many([path], unread.append)))
    ended = _called("tables", path, "--to", folder, "--jobs", "1", "--format", "parquet", "--format", "csv")
    if fault := _fault_of_call(ended, unread):
        return fault
    tables = load(folder)
    return None if len(tables.articles) == read else f"{read} articles read, {len(tables.articles)} in the table"


def _of_run(path: Path, out: Path, notebook: str) -> str | None:
    unread: list[Any] = []
    read = len(list(read_many([path], unread.append)))
    ended = _called("run", path, "--out", out, "--notebook", notebook)
    if fault := _fault_of_call(ended, unread):
        return fault
    pages = [*out.glob("*/index.html")]
    return (
        None if len(pages) == read and (out / "index.html").is_file() else f"{read} articles read, {len(pages)} pages"
    )


def _called(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=1800, check=False)


def _fault_of_call(ended: subprocess.CompletedProcess[str], unread: list[Any]) -> str | None:
    """What a call says that it must not: anything but which rows cannot be read, and which cells."""
    told = {f"onrecord: {problem}" for problem in unread}
    lines = [
        line
        for line in ended.stderr.splitlines()
        if line not in told and not CELLS.search(line) and not SUMMARY.match(line)
    ]
    if lines or ended.returncode != bool(unread):
        return f"exit code {ended.returncode}: {' / '.join(lines)[-1000:]}"
    return None
