"""Parts: the tables of a folder while they grow, by one part after another, each of which appears whole."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from onrecord.rows import Figure
from onrecord.system.files import (
    UNFINISHED,
    check_file,
    check_folder,
    clear_unfinished,
    is_link,
    is_plain_file,
    make_folder,
    make_named_folder,
    named_when_whole,
    unfinished_name,
)
from onrecord.system.folder_lock import FolderLock
from onrecord.tables.columns import TABLES, Rows
from onrecord.tables.formats import (
    as_frame,
    check_format,
    clear_other_formats,
    clear_table,
    csv_text,
    parquet_bytes,
    parts_of,
    read_rows,
)
from onrecord.tables.own_folders import mark_if_own
from onrecord.text.article import Article

PART = 200  # articles whose tables are written together
PART_ROWS = 5_000  # pairs of figures across articles, likewise
HIDDEN = ".parts"
TOTAL = "articles"  # what the writer of a folder of tables says of itself: how many there are


@contextmanager
def held(folder: Path, total: int | None = None) -> Iterator[None]:
    """Keep other processes from writing to a folder. It is made if it is not there; if it stays empty, it goes again.

    Args:
        folder: which.
        total: the number of articles that are to come; who looks at the folder meanwhile is told.

    Raises:
        FolderTaken: another process writes to it.
    """
    made = not folder.exists()
    make_named_folder(folder)
    try:
        with FolderLock(folder, about={TOTAL: total}):
            yield
    finally:
        if made:
            with suppress(OSError):
                folder.rmdir()


class Parts:
    """The tables of a folder, each a folder of Parquet files: `quotes.parquet/part-00000.parquet`.

    Where only CSV is asked for, these are in the hidden folder `.parts`, and the CSV files are made of them at the end.
    """

    def __init__(self, folder: Path, formats: Iterable[str]) -> None:
        self._folder = folder
        self._formats = [check_format(format_) for format_ in formats]
        self._hidden = folder / HIDDEN
        self._wanted = folder if "parquet" in self._formats else self._hidden
        self._stale: int | None = None  # the number from which on parts are none of this call's, until they are gone

    # --- what an earlier call wrote ---

    def holds(self, number: int, files: Mapping[str, str]) -> bool:
        """Whether the files of a part are as they were written; `files` is what `write` returned."""
        return all(_digest_if_there(self._file(name, number)) == files.get(name) for name in TABLES)

    def ended(self, csv: Mapping[str, str]) -> bool:
        """Whether all that `close` leaves is there in the formats asked for; `csv` is what it returned."""
        if any(self._table(name).parent != self._wanted for name in TABLES) or ("csv" in self._formats and not csv):
            return False
        return "csv" not in self._formats or all(
            _digest_if_there(self._csv(name)) == digest for name, digest in csv.items()
        )

    def claims(self, number: int) -> Iterator[tuple[Article, list[Figure]]]:
        """The articles of a part with their figures, as `Across.add` takes them; of each article, what that needs."""
        figures: dict[str, list[Figure]] = {}
        for article_id, *row in self._read("figures", number):
            figures.setdefault(article_id, []).append(Figure(*row))
        columns = ("article_id", "text", "date", "duplicate_of")
        for article_id, text, date, original in self._read("articles", number, columns):
            yield Article(article_id, text, date=date, duplicate_of=original), figures.get(article_id, [])

    def rows(self, number: int) -> dict[str, Rows]:
        """The rows of a part, by table."""
        return {name: self._read(name, number) for name in TABLES}

    def _read(self, name: str, number: int, columns: Sequence[str] = ()) -> Rows:
        """The rows of a part of a table, with all columns or some; none where it has no file."""
        file = self._file(name, number)
        return read_rows(name, file, columns) if file.exists() else []

    # --- what this call writes ---

    def begin(self, number: int) -> None:
        """Begin to write at a number: the parts from it on go as soon as one of this call stands in for them.

        Parts that stay are moved if they were written for another format; what a call that was killed has left goes.

        Raises:
            InTheWay: a link or a file stands where a folder of ours belongs, or the other way round.
        """
        mark_if_own(self._folder)
        self._check()
        make_folder(self._wanted)
        clear_unfinished([*self._folder.glob(".partial-*"), *self._hidden.glob(".partial-*")])
        self._stale = number
        if number:
            self._move()

    def _check(self) -> None:
        """See that nothing of somebody else's stands where tables of ours go, before anything is taken away."""
        check_folder(self._hidden)
        for name in TABLES:
            for table in (self._folder / f"{name}.parquet", self._hidden / f"{name}.parquet"):
                if is_link(table) or not table.is_file():
                    check_folder(table)
            if "csv" in self._formats:
                check_file(self._csv(name))

    def _move(self) -> None:
        """Put the parts that are kept where they belong, if they were written for another format."""
        for name in TABLES:
            before, table = self._table(name), self._wanted / f"{name}.parquet"
            if before != table:
                if table.is_file():
                    table.unlink()
                table.mkdir(exist_ok=True)
                for part in reversed(parts_of(before)):  # the first one says where they are
                    part.replace(table / part.name)
                with suppress(OSError):  # somebody else has put something there
                    before.rmdir()

    def _make_way(self, written: Collection[Path] = ()) -> None:
        """Take away what the files of this call stand in for, now that they are whole."""
        stale, self._stale = self._stale, None
        if stale is None:
            return
        for name in TABLES:
            table = self._wanted / f"{name}.parquet"
            if table.is_file():
                table.unlink()
            table.mkdir(exist_ok=True)
            for part in parts_of(table):
                if part.name >= _name(stale) and part not in written:
                    part.unlink()
        if self._wanted != self._hidden:
            self.clear_hidden()

    def write(self, number: int, rows: Mapping[str, Rows]) -> dict[str, str]:
        """Write a part; the first one has every table, rows or no rows, the others have those with rows.

        The files get their names when all are written, so that the tables hold the same articles.

        Returns:
            The fingerprint of each file, by table.
        """
        rows = {name: some for name, some in rows.items() if some or not number}
        # What is not done lies beside the tables, not in them: some readers would take it for a part.
        unfinished = {name: self._wanted / f"{UNFINISHED}{name}-{_name(number)}" for name in rows}
        files = {name: self._wanted / f"{name}.parquet" / _name(number) for name in rows}
        for file in files.values():
            check_file(file)
        with named_when_whole(
            {unfinished[name]: file for name, file in files.items()}, lambda: self._make_way(files.values())
        ):
            for name, some in rows.items():
                unfinished[name].write_bytes(parquet_bytes(name, some))
        return {name: _digest(file) for name, file in files.items()}

    def close(self, number: int) -> dict[str, str]:
        """Make the CSV files of so many parts, if they are asked for, and take away the tables of other formats.

        Returns:
            The fingerprint of each CSV file, by table.
        """
        self._make_way()
        files = {name: self._csv(name) for name in TABLES} if "csv" in self._formats else {}
        with named_when_whole({unfinished_name(path): path for path in files.values()}):
            for name, path in files.items():
                self._write_csv(name, number, unfinished_name(path))
        self.clear_other_formats()
        return {name: _digest(path) for name, path in files.items()}

    def _write_csv(self, name: str, number: int, path: Path) -> None:
        """Write so many parts of a table to a file, a part at a time."""
        with path.open("wb") as file:
            for part in range(number):
                text = csv_text(as_frame(name, self._read(name, part)), header=not part)
                file.write(text.encode("utf-8", "replace"))

    def clear_other_formats(self) -> None:
        """Take away the tables in formats that are not asked for."""
        clear_other_formats(self._folder, self._formats)

    def clear_hidden(self) -> None:
        """Take away parts that nobody will go on with, and that are not what was asked for."""
        if self._hidden.is_dir() and not is_link(self._hidden):
            for name in TABLES:
                clear_table(self._hidden / f"{name}.parquet")
            with suppress(OSError):  # somebody else has put something there
                self._hidden.rmdir()

    # --- where it is ---

    def _table(self, name: str) -> Path:
        """The parts of a table: where this call puts them, or where an earlier one has, until they are moved."""
        return _table(self._folder, name)

    def _file(self, name: str, number: int) -> Path:
        return part_file(self._folder, name, number)

    def _csv(self, name: str) -> Path:
        return self._folder / f"{name}.csv"


def part_file(folder: Path, name: str, number: int) -> Path:
    """Where a part of a table is."""
    return _table(folder, name) / _name(number)


def _table(folder: Path, name: str) -> Path:
    hidden = folder / HIDDEN / f"{name}.parquet"
    return hidden if (hidden / _name(0)).exists() else folder / hidden.name


def _name(number: int) -> str:
    return f"part-{number:05}.parquet"


def _digest_if_there(path: Path) -> str | None:
    """Letters that stand for the bytes of a file; None where there is none."""
    return _digest(path) if is_plain_file(path) else None


def _digest(path: Path) -> str:
    """Letters that stand for the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
