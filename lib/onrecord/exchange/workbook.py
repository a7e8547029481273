"""The workbook: a sheet for each table, whose rows lead to their words on the article's page, and one that explains columns."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.exchange.folders import Row, TablesFolder
from onrecord.exchange.marks import is_neutral_cue
from onrecord.exchange.sheets import CUT, LONGEST_CELL, MOST_LINKS, Formats, TableSheets, columns_of_sheet, for_printing
from onrecord.pages.anchors import anchor, uncounted_anchor
from onrecord.pages.highlights import portrayal_anchor
from onrecord.pages.html import anchor_address
from onrecord.pages.wording import count
from onrecord.system.extras import need
from onrecord.system.files import named_when_whole, unfinished_name
from onrecord.system.steps import counted, tell
from onrecord.tables.column_meanings import meanings
from onrecord.tables.columns import TABLES

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

README, COLUMNS = "Read me", "Columns"
CONTEXT = ("title", "outlet", "date")  # of the article, in the sheets of all tables but articles and comparisons
# A row for each ... of the tables.
A_ROW_FOR_EACH = {
    "articles": "article",
    "quotes": "stretch of speech, direct or in paraphrase",
    "speakers": "person, body or document that speaks",
    "figures": "number of people or things, with what happened to them and who says so",
    "comparisons": "pair of figures about the same thing: do they agree?",
    "uncounted": "statement about casualties or damage without a number",
    "tone": "quote, with how its words sound",
    "tone_toward": "sentence of the article about a speaker, with a hint of how it speaks of them",
    "portrayals": "description, deed or harm that the article itself tells of a speaker",
}
_LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)  # the same tables give the same bytes


class _About(NamedTuple):
    """What sheets say of an article: the address of its page, "" where it has none, and what the tables say."""

    page: str
    title: str | None
    outlet: str | None
    date: str | None


def write_workbook(
    tables: TablesFolder,
    file: Path,
    to_fill: Mapping[str, Mapping[str, str]] | None = None,
    filled_in: Mapping[str, Iterable[Row]] | None = None,
) -> None:
    """Write the tables of a folder as a workbook (`.xlsx`); the file appears whole or not at all.

    Texts are texts, also where they look like formulas. What is longer than a cell can be is cut and counted.

    Args:
        tables: read a piece at a time. Of each article, title, outlet, date and the address of its page are held.
        file: its folder must be there.
        to_fill: columns that readers fill in, by table: each with what may be written in it. A name that is no table's
            makes a sheet of its own, empty but for its headings and what is filled in.
        filled_in: rows of such a sheet, by its name.

    Raises:
        ExtraMissing: the library that writes workbooks is not installed.
        NoTables: a table cannot be read.
        OSError: the file cannot be written.
    """
    need("xlsxwriter")
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    unfinished = unfinished_name(file)
    with named_when_whole({unfinished: file}), tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
        book = Workbook(str(unfinished), {"constant_memory": True, "tmpdir": scratch})
        book.set_properties({"title": "On Record", "created": _LONG_AGO})
        book.use_zip64()
        try:
            _fill(book, tables, file, to_fill or {}, filled_in or {})
        except BaseException:
            book.fileclosed = True  # or it would complain when it is thrown away
            raise
        try:
            tell("packing the workbook")
            book.close()
        except FileCreateError as problem:
            raise OSError(problem.args[0].errno, problem.args[0].strerror, str(file)) from problem


def _fill(
    book: Workbook,
    tables: TablesFolder,
    file: Path,
    to_fill: Mapping[str, Mapping[str, str]],
    filled_in: Mapping[str, Iterable[Row]],
) -> None:
    """Write all sheets; the first of them last, when it is known what there is."""
    formats = Formats.of(book)
    readme, columns = book.add_worksheet(README), book.add_worksheet(COLUMNS)
    about = _articles(tables, file)
    written: dict[str, TableSheets] = {}
    total = tables.n_rows(*TABLES)
    for name in TABLES:
        before = sum(sheets.n_rows for sheets in written.values())
        rows = counted(tables.rows(name), f"writing the sheet {name}", "row", total, before)
        written[name] = _write_table(book, formats, name, rows, about, to_fill.get(name, {}))
    for name in to_fill.keys() - set(TABLES):
        sheet = TableSheets(book, formats, name, columns_of_sheet(name, (), to_fill[name]))
        for row in filled_in.get(name, ()):
            sheet.add(row, {})
        sheet.end()
    _write_columns(columns, formats, to_fill)
    _write_readme(readme, formats, written, tables, to_fill)


def _articles(tables: TablesFolder, file: Path) -> dict[str, _About]:
    """What sheets say of each article, by its id."""
    columns = ("article_id", "title", "outlet", "date")
    return {
        row["article_id"]: _About(_address(tables.page_of(row), file), row["title"], row["outlet"], row["date"])
        for row in tables.rows("articles", columns)
    }


def _address(page: Path | None, file: Path) -> str:
    """The address of a page as seen from a file; "" without one, and where the two are on different disks."""
    if page is None:
        return ""
    try:
        way = os.path.relpath(page.resolve(), file.resolve().parent)
    except ValueError:
        return ""
    return Path(way).as_posix().replace("%", "%25").replace("#", "%23").replace(" ", "%20")


def _write_table(
    book: Workbook,
    formats: Formats,
    name: str,
    rows: Iterable[Row],
    about: Mapping[str, _About],
    to_fill: Mapping[str, str],
) -> TableSheets:
    """Write the sheets of a table."""
    context = CONTEXT if name not in ("articles", "comparisons") else ()
    sheets = TableSheets(book, formats, name, columns_of_sheet(name, context, to_fill))
    for row in rows:
        of_row = about.get(row.get("article_id", ""))
        added = dict(zip(CONTEXT, of_row[1:], strict=True)) if of_row and context else {}
        sheets.add({**added, **row}, _links(name, row, about))
    sheets.end()
    return sheets


def _links(name: str, row: Row, about: Mapping[str, _About]) -> dict[str, str]:
    """Where cells of a row lead to: the one that names the row to its words, those of two figures to theirs."""
    if name == "comparisons":
        figures = {"a": row["article_id_a"], "b": row["article_id_b"]}
        return {
            column: anchor_address(anchor("figure_id", row[column]), page)
            for column, article in figures.items()
            if (page := about[article].page if article in about else "")
        }
    page = about[row["article_id"]].page if row["article_id"] in about else ""
    if not page:
        return {}
    column, target = _target(name, row)
    return {column: anchor_address(target, page) if target else page}


def _target(name: str, row: Row) -> tuple[str, str]:
    """The column of a table whose cells lead to the words of the row, and the anchor of these; "" for the page as a whole."""
    if name == "uncounted":
        return "uncounted_id", uncounted_anchor(row)
    for column in ("figure_id", "quote_id"):
        if name in ("figures", "quotes", "tone") and row.get(column):
            return column, anchor(column, row[column])
    if name == "portrayals":
        # A neutral verb of saying has no mark of its own.
        return "word", "" if is_neutral_cue(row) else portrayal_anchor(row)
    return ("speaker", "speakers") if name == "speakers" else ("article_id", "")


def _write_columns(sheet: Any, formats: Formats, to_fill: Mapping[str, Mapping[str, str]]) -> None:
    """Write the sheet that explains every column."""
    for at, (heading, width) in enumerate((("table", 14), ("column", 20), ("type", 18), ("meaning", 110))):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading, formats.head)
    lines = [tuple(each) for each in meanings()]
    lines += [(table, name, "to fill in", told) for table, columns in to_fill.items() for name, told in columns.items()]
    lines.sort(key=lambda line: [*TABLES, line[0]].index(line[0]))
    for number, line in enumerate(lines, 1):
        for at, cell in enumerate(line):
            sheet.write_string(number, at, cell, formats.wrapped)
    sheet.autofilter(0, 0, len(lines), 3)
    sheet.freeze_panes(1, 0)
    for_printing(sheet)


def _write_readme(
    sheet: Any, formats: Formats, written: Mapping[str, TableSheets], tables: TablesFolder, to_fill: Collection[str]
) -> None:
    """Write the sheet that says what is in the workbook."""
    for_printing(sheet)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 100)
    sheet.write_string(0, 0, "On Record", formats.big)
    for at, line in enumerate(_about_all(written, tables, to_fill), 2):
        sheet.merge_range(at, 0, at, 2, line, formats.wrapped)
        sheet.set_row(at, 15 * (1 + len(line) // 120))
    at += 2
    for column, heading in enumerate(("sheet", "rows", "a row for each")):
        sheet.write_string(at, column, heading, formats.head)
    for name, sheets in written.items():
        at += 1
        sheet.write_url(at, 0, f"internal:'{name}'!A1", formats.link, ", ".join(sheets.names))
        sheet.write_number(at, 1, sheets.n_rows, formats.whole)
        sheet.write_string(at, 2, A_ROW_FOR_EACH[name], formats.wrapped)


def _about_all(written: Mapping[str, TableSheets], tables: TablesFolder, to_fill: Collection[str]) -> list[str]:
    """What a reader has to know, a paragraph each."""
    n_cut, n_unlinked = (sum(getattr(sheets, what) for sheets in written.values()) for what in ("n_cut", "n_unlinked"))
    lines = [
        "Who is on record in these articles, with what words, with which numbers, in what tone. Rules found the rows, and "
        "some are wrong: check names, paraphrases and figures in the article before you print them.",
        f"The sheet “{COLUMNS}” explains every column. An empty cell means that it is not known. Title, outlet and date "
        "stand beside each row; start and end are places in the article's text, counted in characters from 0.",
    ]
    if to_fill:
        lines.append(
            "Yellow columns are to be filled in where a row is wrong; their headings and a click on a cell tell how. What is "
            f"missing goes into the sheet “{', '.join(name for name in to_fill if name not in TABLES)}”. Save this file, and "
            "give it back with --corrections to the command that made the tables."
        )
    if tables.run or tables.page:
        lines.append(
            "Blue cells lead to the words on the article's page, as long as this file and the folder of the pages stay where "
            "they are to one another: move or pass on the two together."
        )
    if n_cut:
        lines.append(
            f"{count(n_cut, 'cell')} had more than the {LONGEST_CELL:,} characters that a cell can have; cut text ends with "
            f"“{CUT.strip()}”. The whole text is in the tables that this file was made of."
        )
    if n_unlinked:
        lines.append(
            f"A sheet can have {MOST_LINKS:,} links: {count(n_unlinked, 'row')} behind these have none. The sheet “articles” "
            "leads to the page of each article."
        )
    return lines
