"""`onrecord correct`: a sheet in which readers strike rows, change them and add what was missed."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from onrecord.corrections.columns import FILLED
from onrecord.corrections.lines import Line
from onrecord.corrections.reading import read_corrections
from onrecord.corrections.sheets import APPLIED, csv_of, lines_of
from onrecord.pages.wording import count
from onrecord.runs.parameters import CallError
from onrecord.system.files import make_named_folder, write_whole
from onrecord.tables.columns import COLUMNS, TABLES
from onrecord.tables.record import Record, load

SHEET = "corrections.csv"


def execute(options: argparse.Namespace) -> int:
    """Execute the command; the exit code."""
    if options.score:
        from onrecord.evaluation.own_corrections import right_in_your_articles  # it takes time to import

        print(in_words(right_in_your_articles(options.folder)))
        return 0
    folder, sheet = _tables_of(Path(options.folder)), Path(options.to)
    if sheet.suffix.lower() != ".csv":
        raise CallError(f"{sheet}: no sheet of this kind can be written; name a .csv")
    earlier = read_corrections(folder / APPLIED).lines if (folder / APPLIED).is_file() else ()
    _check_not_lost(sheet, earlier)
    record = load(folder)
    make_named_folder(sheet.parent)
    write_whole(sheet, "".join(csv_of(lines_of({name: _rows(record, name) for name in TABLES}, earlier))))
    before = f", with {count(len(earlier), 'line')} filled in before" if earlier else ""
    print(f"{sheet}: the rows of {count(len(record.articles), 'article')}{before}")
    print(f"Fill in what is wrong, then give it back: onrecord run SOURCE --corrections {sheet}")
    return 0


def in_words(counts: pd.DataFrame) -> str:
    """How often rows were right, as lines: "quotes: 38 of 41 right (93 of 100; 81 to 97)"."""
    lines = []
    for row in counts.to_dict("records"):
        line = f"{row['what']}: {row['n_right']:,} of {row['n_found']:,} right"
        if row["n_found"]:
            line += f" ({_percent(row, 'right')})"
        if pd.notna(row["found"]):
            line += f"; {row['n_missed']:,} missed ({_percent(row, 'found')} found)"
        lines.append(line)
    return "\n".join(lines or ["No row has been looked at: put an x under checked, beside a row or an article."])


def _percent(row: Mapping[str, Any], share: str) -> str:
    middle, low, high = (round(100 * row[f"{share}{end}"]) for end in ("", "_low", "_high"))
    return f"{middle} of 100; {low} to {high}"


def _tables_of(folder: Path) -> Path:
    """The folder with the tables, which is the one named or, of what `run` wrote, the one in it.

    Raises:
        CallError: there are none.
    """
    for place in (folder, folder / "tables"):
        if any((place / f"articles.{format_}").exists() for format_ in ("parquet", "csv")):
            return place
    raise CallError(f"{folder}: holds no tables; name a folder that `onrecord run` or `onrecord tables` wrote")


def _rows(record: Record, name: str) -> Iterator[Mapping[str, object]]:
    return (dict(zip(COLUMNS[name], row, strict=True)) for row in record.rows(name))


def _check_not_lost(sheet: Path, earlier: tuple[Line, ...]) -> None:
    """See that no line is written over that a reader has filled in and that was not applied to the tables.

    Raises:
        CallError: one would be.
    """
    if not sheet.exists():
        return
    lost = Counter(map(_said, read_corrections(sheet).lines)) - Counter(map(_said, earlier))
    if lost:
        raise CallError(
            f"{sheet}: holds {count(lost.total(), 'line')} filled in that would be written over; give it back with "
            "--corrections first, or name another file with --to"
        )


def _said(line: Line) -> tuple:
    """What a line says, wherever its words stand by now."""
    columns = [column for column in FILLED if column != "add"]
    return (line.table, line.text, line.other_text, line.speaker, *(getattr(line, column) for column in columns))
