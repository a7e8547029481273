"""Sheets: a table as sheets of a workbook, a row at a time, each cell as what it is: a text, a number, a day, yes or no."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

from onrecord.pages.wording import signed
from onrecord.tables.columns import COLUMNS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576  # of a sheet, with the row of headings
MOST_LINKS = 65_530  # of a sheet
LONGEST_CELL = 32_767  # characters of a cell, in units of UTF-16
CUT = " […]"
# What people read first; the other columns follow in the order of the tables, ids and offsets last.
_FIRST = (
    "title outlet date quote_id figure_id uncounted_id a b relation why text speaker kind event unit value_low value_high what"
).split()
_LAST = re.compile(
    r"article_id\w*|statement_id|paragraph|start|end|first_start|\w+_start|\w+_end|mentions|words|corrected"
)
_WIDTHS = {
    "text": 70,
    "figures.text": 36,
    "portrayals.text": 36,
    "mention": 22,
    "event_text": 22,
    "stated": 20,
    "quote_id": 10,
    "figure_id": 10,
    "uncounted_id": 12,
    "a": 8,
    "b": 8,
    "title": 36,
    "outlet": 20,
    "date": 12,
    "speaker": 26,
    "relation": 18,
    "why": 80,
    "rule": 34,
    "role": 30,
    "source": 30,
    "url": 30,
    "occurrence": 30,
    "anonymity": 40,
    "words": 50,
    "mentions": 30,
}
_WIDTH = {"Int64": 10, "Float64": 12, "bool": 10, "object": 30, "str": 16}
_LONG = {"source", "url"}  # texts that stay on one line
_FILL = 22  # width of a column to fill in
_OFFSET = re.compile(r"start|end|first_start|\w+_start|\w+_end")
_DAY = re.compile(r"(19|20)\d\d-\d\d-\d\d")
_NO_TEXT = re.compile("[\ufffe\uffff]")  # what no XML can hold
_LINE = 15  # height of a line in a row
_MOST_LINES = 20  # that a row shows


@dataclass(frozen=True)
class Formats:
    """The formats of cells in a workbook."""

    head: Format
    fill_head: Format
    fill: Format
    wrapped: Format
    plain: Format
    link: Format
    day: Format
    truth: Format
    offset: Format
    whole: Format
    fraction: Format
    big: Format

    @classmethod
    def of(cls, workbook: Workbook) -> Formats:
        """Those of a new workbook."""
        top = {"valign": "top"}
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#DCE6F1"}
        kinds: dict[str, dict[str, Any]] = {
            "head": head,
            "fill_head": {**head, "bg_color": "#FFE699"},
            "fill": {**top, "text_wrap": True, "bg_color": "#FFF9E5"},
            "wrapped": {**top, "text_wrap": True},
            "plain": top,
            "link": {**top, "font_color": "#0563C1", "underline": 1},
            "day": {**top, "num_format": "yyyy-mm-dd", "align": "left"},
            # Excel writes TRUE and FALSE by itself, LibreOffice 1 and 0.
            "truth": {**top, "num_format": '"TRUE";"TRUE";"FALSE"', "align": "left"},
            "offset": {**top, "num_format": "0"},
            "whole": {**top, "num_format": "#,##0"},
            "fraction": {**top, "num_format": "0.00"},
            "big": {**top, "bold": True, "font_size": 16},
        }
        return cls(**{name: workbook.add_format(kind) for name, kind in kinds.items()})


@dataclass(frozen=True)
class Column:
    """A column of a sheet: what it is called, the pandas type of its cells, and how wide it is.

    Attributes:
        wraps: its texts have as many lines as they need.
        to_fill: what may be written in it, where it is one for readers; its cells are empty.
    """

    name: str
    dtype: str
    width: int
    wraps: bool = False
    to_fill: str = ""

    def lines(self, value: Any) -> int:
        """How many lines a cell needs."""
        if not self.wraps or not isinstance(value, str):
            return 1
        return sum(1 + len(line) // self.width for line in value[: self.width * _MOST_LINES].split("\n"))


def columns_of_sheet(table: str, context: Sequence[str], to_fill: Mapping[str, str]) -> list[Column]:
    """The columns of a table's sheet in their order.

    Args:
        table: one of `TABLES`, or another name for a sheet with nothing but columns to fill in.
        context: what is added of the article.
        to_fill: columns for readers, each with what may be written in it; they stand behind those that are read first.
    """
    types = {**dict.fromkeys(context, "str"), **COLUMNS.get(table, {})}
    first = [name for name in _FIRST if name in types]
    last = [name for name in types if _LAST.fullmatch(name)]
    if table == "articles":
        first, last = [name for name in first if name != "text"], [*last, "text"]
    middle = [name for name in types if name not in first and name not in last]
    fill = [Column(name, "str", _FILL, True, meaning) for name, meaning in to_fill.items()]
    read = {name: _column(table, name, type_, name in context) for name, type_ in types.items()}
    return [*(read[n] for n in first), *fill, *(read[n] for n in (*middle, *last))]


def _column(table: str, name: str, dtype: str, of_article: bool) -> Column:
    width = _WIDTHS.get(f"{table}.{name}") or _WIDTHS.get(name) or _WIDTH[dtype]
    is_long = of_article or name in _LONG or (table == "articles" and name == "text")
    return Column(name, dtype, width, wraps=dtype == "str" and not is_long)


class TableSheets:
    """A table in a workbook: one sheet, and more where it has more rows than a sheet can.

    Attributes:
        names: of its sheets.
        n_rows: rows so far.
        n_cut: cells whose text was cut.
        n_unlinked: rows without a link for want of room for it.
    """

    def __init__(self, workbook: Workbook, formats: Formats, table: str, columns: Sequence[Column]) -> None:
        self._workbook, self._formats, self._table, self._columns = workbook, formats, table, columns
        self._writers = [_WRITERS[column.dtype] for column in columns]
        self.names: list[str] = []
        self.n_rows = self.n_cut = self.n_unlinked = 0
        self._sheet = self._begin()

    def _begin(self) -> Worksheet:
        """Begin a sheet, the first or one more."""
        number = len(self.names) + 1
        self.names.append(self._table if number == 1 else f"{self._table} ({number})")
        sheet = self._workbook.add_worksheet(self.names[-1])
        for at, column in enumerate(self._columns):
            body = self._formats.fill if column.to_fill else None
            sheet.set_column(at, at, column.width, body)
        for at, column in enumerate(self._columns):
            head = self._formats.fill_head if column.to_fill else self._formats.head
            sheet.write_string(0, at, column.name, head)
        sheet.freeze_panes(1, 0)
        for_printing(sheet)
        self._at = self._n_links = 0
        return sheet

    def add(self, row: Mapping[str, Any], links: Mapping[str, str]) -> None:
        """Write a row.

        Args:
            row: the cells, by column; None for an empty one.
            links: the address that a cell leads to, by column.
        """
        if self._at + 1 == MOST_ROWS:
            self.end()
            self._sheet = self._begin()
        self._at += 1
        self.n_rows += 1
        n_lines = max(column.lines(row.get(column.name)) for column in self._columns)
        if n_lines > 1:
            self._sheet.set_row(self._at, _LINE * min(n_lines, _MOST_LINES))
        for at, (column, write) in enumerate(zip(self._columns, self._writers, strict=True)):
            value = row.get(column.name)
            if column.name in links and value is not None:
                self._link(at, str(value), links[column.name])
            elif value is not None:
                write(self, at, column, value)

    def _link(self, at: int, text: str, address: str) -> None:
        if self._n_links == MOST_LINKS:
            self.n_unlinked += 1
            self._sheet.write_string(self._at, at, text, self._formats.plain)
        else:
            self._n_links += 1
            self._sheet.write_url(self._at, at, f"external:{address}", self._formats.link, text)

    def _text(self, at: int, column: Column, value: str) -> None:
        if column.name == "date" and _DAY.fullmatch(value) and (day := _day(value)):
            self._sheet.write_datetime(self._at, at, day, self._formats.day)
            return
        whole = _NO_TEXT.sub("\ufffd", value)
        shown = cut(whole)
        self.n_cut += shown is not whole
        self._sheet.write_string(self._at, at, shown, self._formats.wrapped if column.wraps else self._formats.plain)

    def _number(self, at: int, column: Column, value: float) -> None:
        if not isfinite(value):
            self._text(at, column, str(value))
            return
        is_whole = float(value).is_integer() and not (column.dtype == "Float64" and abs(value) <= 1)
        format_ = self._formats.whole if is_whole else self._formats.fraction
        self._sheet.write_number(
            self._at, at, value, self._formats.offset if _OFFSET.fullmatch(column.name) else format_
        )

    def _truth(self, at: int, column: Column, value: bool) -> None:
        self._sheet.write_boolean(self._at, at, value, self._formats.truth)

    def _list(self, at: int, column: Column, value: Iterable[Any]) -> None:
        self._text(at, column, "; ".join(map(_entry, value)))

    def end(self) -> None:
        """Set the filters, and what a reader is told who goes to a cell to fill in."""
        self._sheet.autofilter(0, 0, self._at, len(self._columns) - 1)
        for at, column in enumerate(self._columns):
            if column.to_fill:
                told = {"validate": "any", "input_title": column.name[:32], "input_message": column.to_fill[:255]}
                self._sheet.data_validation(1, at, max(self._at, 1), at, told)


_WRITERS: dict[str, Callable[[TableSheets, int, Column, Any], None]] = {
    "str": TableSheets._text,
    "Int64": TableSheets._number,
    "Float64": TableSheets._number,
    "bool": TableSheets._truth,
    "object": TableSheets._list,
}


def for_printing(sheet: Worksheet) -> None:
    """Let a sheet be printed across, as wide as a page, with its headings on every page."""
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def cut(text: str) -> str:
    """A text as long as a cell can hold, with a mark at its end where it was longer.

    Args:
        text: any; one that fits comes back as it is.
    """
    if len(text) <= LONGEST_CELL // 2 or len(units := text.encode("utf-16-le")) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _entry(entry: Mapping[str, Any] | Sequence[int]) -> str:
    """An entry of a list: a word with what it adds to the tone, "good +1.9 (negated)", or a span, "12–20"."""
    if not isinstance(entry, Mapping):
        return "–".join(map(str, entry))
    shifted = f" ({entry['shifted']})" if entry["shifted"] else ""
    return f"{entry['word']} {signed(entry['valence'], 1)}{shifted}"
