"""Tables: rows of short cells, which are read across and not down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from onrecord.text.sources.page_layout.lines import Line

MIN_ROWS = 3
LEADING = 2.6  # in sizes of the type: from row to row at most
NUMBER = re.compile(r"[\W\d]+(?:[a-zA-Z]{1,2})?")
NUMBERS = 0.3  # a share: cells of a table that are numbers, at least
FULL = 0.6  # a share: cells of other tables fill less of their columns

Row = list[Line]


def find_tables(lines: Sequence[Line]) -> list[list[Row]]:
    """The tables of a page, each a list of rows.

    Args:
        lines: of the page.

    Limits:
        A cell of several lines has a row for each. A table of text that fills its cells is read as columns of text.
    """
    in_order = sorted(lines, key=lambda line: (line.row, line.left))
    rows = [list(row) for _, row in groupby(in_order, key=lambda line: line.row)]
    tables: list[list[Row]] = []
    run: list[Row] = []
    for row in [*rows, []]:
        if run and not _follows(run[-1], row):
            tables += [run] if _is_table(run) else []
            run = []
        if len(row) > 1:
            run.append(row)
    return tables


def _follows(above: Row, row: Row) -> bool:
    """Whether a row has cells, too, and stands close below."""
    return len(row) > 1 and row[0].base - above[0].base <= LEADING * max(row[0].size, above[0].size)


def _is_table(rows: list[Row]) -> bool:
    """Whether rows are those of a table: many cells are numbers, or they are much shorter than their columns."""
    cells = [cell for row in rows for cell in row]
    if len(rows) < MIN_ROWS:
        return False
    numbers = sum(bool(NUMBER.fullmatch(cell.text)) for cell in cells)  # a dash stands for none
    return numbers >= NUMBERS * len(cells) or _fill(rows) < FULL


def _fill(rows: list[Row]) -> float:
    """How much of their columns cells fill, but for the last column; 1 where rows have different numbers of cells."""
    if len({len(row) for row in rows}) > 1:
        return 1.0
    columns = list(zip(*rows, strict=True))
    widths = [(max(c.right for c in column) - min(c.left for c in column), column) for column in columns]
    shares = [(cell.right - cell.left) / width for width, column in widths if width > 0 for cell in column]
    return sum(shares) / len(shares) if shares else 1.0
