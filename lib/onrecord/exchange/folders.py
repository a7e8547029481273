"""Folders of tables: found, and read a piece at a time, whether a run or `onrecord tables` wrote them, or `Record.save`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.pages.addresses import folder_of
from onrecord.system.files import is_plain_file
from onrecord.system.steps import counted
from onrecord.system.text_lines import first_line, one_line
from onrecord.system.wrong_calls import WrongCall
from onrecord.tables.columns import COLUMNS, TABLES
from onrecord.tables.formats import parts_of, read_csv_pieces
from onrecord.tables.growth import Growth, growth_of

if TYPE_CHECKING:
    import pyarrow

PIECE = 200  # rows that are in memory together: of articles, each of which may have 500,000 characters
PAGE = "index.html"

Row = dict[str, Any]


class NoTables(WrongCall):
    """A folder that holds no tables, or whose tables cannot be read; the message says what to do."""


@dataclass(frozen=True)
class TablesFolder:
    """The tables of a folder, and where the pages of their articles are.

    Attributes:
        folder: of the tables.
        run: the folder with a folder for each article, in which its page is; None where there are no pages.
        page: the page of the one article of these tables, where there is one.
        growth: how far they are, where `onrecord tables` writes them, or has.
    """

    folder: Path
    run: Path | None = None
    page: Path | None = None
    growth: Growth | None = None

    def rows(self, name: str, columns: Sequence[str] = ()) -> Iterator[Row]:
        """The rows of a table as dictionaries, in order; a missing value is None.

        Args:
            name: the table.
            columns: those to read; all of them when left out.

        Raises:
            NoTables: the table is not there, or is none of ours.
        """
        from pyarrow import ArrowException

        wanted = list(columns or COLUMNS[name])
        try:
            yield from self._rows(name, wanted)
        except (ArrowException, KeyError, OSError, ValueError) as problem:
            raise NoTables(
                f"{one_line(self.folder)}: its table {name} cannot be read ({first_line(problem)}); write the tables again."
            ) from problem

    def _files(self, name: str) -> list[Path] | None:
        """The Parquet files of a table; of one that grows, those that are whole; None where it is CSV."""
        if self.growth and self.growth.parts is not None:
            return self.growth.parts[name]
        return _parquet_files(self.folder, name) or None

    def _rows(self, name: str, columns: list[str]) -> Iterator[Row]:
        if (parts := self._files(name)) is not None:
            for part in parts:
                yield from _rows_of_parquet(part, columns)
        else:
            for frame in read_csv_pieces(name, self.folder / f"{name}.csv", PIECE):
                cells = frame[columns].astype(object)
                yield from cells.where(cells.notna(), None).to_dict("records")

    def n_rows(self, *names: str) -> int | None:
        """The number of rows of some tables; None where only reading them tells."""
        from pyarrow import ArrowException, parquet

        files = [self._files(name) for name in names]
        try:
            return (
                None if None in files else sum(parquet.read_metadata(f).num_rows for some in files for f in some or ())
            )
        except (ArrowException, OSError):  # who reads it says so
            return None

    def articles(self, *tables: str) -> Iterator[tuple[Row, dict[str, list[Row]]]]:
        """Each article with its rows of some tables, an article at a time.

        Args:
            tables: any but `articles`. Of `comparisons` come the pairs within the article.

        Raises:
            NoTables: a table cannot be read.
        """
        rows = {name: _Ahead(self.rows(name)) for name in tables}
        for article in counted(self.rows("articles"), "writing", "article", self.n_rows("articles")):
            yield article, {name: ahead.of(article["article_id"]) for name, ahead in rows.items()}
        if apart := [name for name, ahead in rows.items() if ahead.left]:
            raise NoTables(
                f"{one_line(self.folder)}: its table {apart[0]} has rows of articles that the table articles does not "
                "have in that order; write the tables again."
            )

    def page_of(self, article: Mapping[str, Any]) -> Path | None:
        """The page of an article, where there is one.

        Args:
            article: of its row, `article_id` and `title`.
        """
        if self.run is None:
            return self.page
        page = self.run / folder_of(article["title"], article["article_id"]) / PAGE
        return page if is_plain_file(page) else None


def find_tables(folder: str | Path) -> TablesFolder:
    """Find the tables in a folder that `onrecord run` or `onrecord tables` wrote, or in that of one article.

    Args:
        folder: what the command was told to write to; or the folder of an article in it; or the tables in that.

    Raises:
        NoTables: there are none.
    """
    folder = Path(folder)
    inner = folder / "tables"
    if _has_tables(inner):
        own_page = folder / PAGE
        if _is_article(folder):
            return TablesFolder(inner, page=own_page if is_plain_file(own_page) else None)
        return TablesFolder(inner, run=folder)
    if not _has_tables(folder):
        missing = "is not there" if not os.path.lexists(folder) else "holds no tables"
        raise NoTables(
            f"{one_line(folder)}: {missing}; give a folder that `onrecord run` or `onrecord tables` has written to its end."
        )
    if folder.resolve().name == "tables":  # within a run: beside the page of an article, or those of all
        parent = folder.resolve().parent
        if _is_article(parent):
            return TablesFolder(folder, page=parent / PAGE if is_plain_file(parent / PAGE) else None)
        if is_plain_file(parent / PAGE):
            return TablesFolder(folder, run=parent)
    return TablesFolder(folder, growth=growth_of(folder))


def _is_article(folder: Path) -> bool:
    """Whether a folder is that of one article of a run."""
    return is_plain_file(folder / "article.jsonl")


def _has_tables(folder: Path) -> bool:
    return all(_parquet_files(folder, name) or (folder / f"{name}.csv").is_file() for name in TABLES)


def _parquet_files(folder: Path, name: str) -> list[Path]:
    table = folder / f"{name}.parquet"
    return [table] if table.is_file() else parts_of(table)


def _rows_of_parquet(file: Path, columns: list[str]) -> Iterator[Row]:
    from pyarrow import parquet

    with parquet.ParquetFile(file) as part:
        batch: pyarrow.RecordBatch
        for batch in part.iter_batches(PIECE, columns=columns):
            yield from batch.select(columns).to_pylist()


class _Ahead:
    """The rows of a table, taken article by article: the tables have them in the order of the articles."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, article_id: str) -> list[Row]:
        """The rows of the next article; none where those that come are of another one."""
        found = []
        while self._next is not None and _articles_of(self._next) == {article_id}:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found

    @property
    def left(self) -> bool:
        """Whether rows of one article are left."""
        return self._next is not None and len(_articles_of(self._next)) == 1


def _articles_of(row: Row) -> set[str]:
    """The articles that a row is about: one, or two for a pair of figures of different articles."""
    return {row["article_id"]} if "article_id" in row else {row["article_id_a"], row["article_id_b"]}
