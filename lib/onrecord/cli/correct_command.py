"""`onrecord correct`: a sheet in which readers strike rows, change them and add what was missed."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from onrecord.cli.folders import note_growth
from onrecord.cli.messages import say
from onrecord.corrections.columns import FILLED, MISSED, TO_ADD, TO_FILL
from onrecord.corrections.lines import Line
from onrecord.corrections.reading import read_corrections
from onrecord.corrections.sheets import APPLIED, cells_of, csv_of, lines_of
from onrecord.exchange.folders import Row, TablesFolder, find_tables
from onrecord.exchange.workbook import write_workbook
from onrecord.pages.wording import count
from onrecord.runs.parameters import CallError
from onrecord.system.files import make_named_folder, write_whole
from onrecord.system.steps import counted
from onrecord.tables.columns import TABLES

KINDS = (".csv", ".xlsx")


def execute(options: argparse.Namespace) -> int:
    """Execute the command; the exit code."""
    if options.score:
        from onrecord.evaluation.own_corrections import right_in_your_articles  # it takes time to import

        say(in_words(right_in_your_articles(options.folder)))
        return 0
    tables, sheet = find_tables(options.folder), Path(options.to)
    if sheet.suffix.lower() not in KINDS:
        raise CallError(f"{sheet}: no sheet of this kind can be written; name a {' or '.join(KINDS)}")
    applied = tables.folder / APPLIED
    earlier = read_corrections(applied).lines if applied.is_file() else ()
    _check_not_lost(sheet, earlier)
    make_named_folder(sheet.parent)
    note_growth(options.folder)
    if sheet.suffix.lower() == ".xlsx":
        write_workbook(tables, sheet, {**TO_FILL, MISSED: TO_ADD}, {MISSED: map(_texts, earlier)})
    else:
        write_whole(sheet, "".join(csv_of(lines_of(_told(tables), earlier))))
    number = sum(1 for _ in tables.rows("articles", ["article_id"]))
    before = f", with {count(len(earlier), 'line')} filled in before" if earlier else ""
    say(f"{sheet}: the rows of {count(number, 'article')}{before}")
    again = f"tables SOURCE --to {options.folder}" if tables.run is None else f"run SOURCE --out {options.folder}"
    say(f"Fill in what is wrong, then give it back: onrecord {again} --corrections {sheet}")
    return 0


def _told(tables: TablesFolder) -> dict[str, Iterable[Row]]:
    """The rows of all tables, read an article at a time; how far that is, is told."""
    articles = counted(tables.rows("articles"), "writing the sheet", "article", tables.n_rows("articles"))
    return {**{name: tables.rows(name) for name in TABLES}, "articles": articles}


def in_words(counts: pd.DataFrame) -> str:
    """How often rows were right, in lines: "quotes: 38 of 41 right (93 of 100, likely 81 to 97)"."""
    lines = []
    for row in counts.to_dict("records"):
        line = f"{row['what']}: {row['n_right']:,} of {row['n_found']:,} right"
        if row["n_found"]:
            line += f" ({_of_hundred(row, 'right')})"
        if pd.notna(row["found"]):
            line += f"; {row['n_missed']:,} missed ({_of_hundred(row, 'found')} found)"
        lines.append(line)
    return "\n".join(lines or ["No row has been looked at: put an x under checked, beside a row or an article."])


def _of_hundred(row: Mapping[str, Any], share: str) -> str:
    middle, low, high = (round(100 * row[f"{share}{end}"]) for end in ("", "_low", "_high"))
    return f"{middle} of 100, likely {low} to {high}"


def _texts(line: Line) -> dict[str, str]:
    return {column: str(cell) for column, cell in cells_of(line).items()}


def _check_not_lost(sheet: Path, earlier: tuple[Line, ...]) -> None:
    """See that no line is written over that a reader has filled in and that was not applied to the tables, or cannot be read.

    Raises:
        CallError: one would be.
    """
    if not sheet.exists():
        return
    there = read_corrections(sheet)
    lost = (Counter(map(_said, there.lines)) - Counter(map(_said, earlier))).total()
    if lost or there.faults:
        unread = f" ({len(there.faults)} of them cannot be read)" if there.faults else ""
        raise CallError(
            f"{sheet}: holds {count(lost + len(there.faults), 'line')} filled in that would be written over{unread}; give it "
            "back with --corrections first, or name another file with --to"
        )


def _said(line: Line) -> tuple:
    """What a line says, wherever its words stand by now."""
    columns = [column for column in FILLED if column != "add"]
    return (line.table, line.text, line.other_text, line.speaker, *(getattr(line, column) for column in columns))
