"""Corpus: many articles analysed one after the other, and their tables put together or written as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import astuple
from functools import partial
from pathlib import Path

from onrecord.articles import Article
from onrecord.cluster import ClusterError, on_cluster
from onrecord.comparisons import Across, Comparison, compare_across
from onrecord.figures import Figure
from onrecord.language import DEFAULT_MODEL, ModelError, load_model
from onrecord.lock import FolderLock
from onrecord.minilm import ScorerError
from onrecord.record import Record, analyse
from onrecord.sentiment import check_scorer
from onrecord.tables import (
    TABLES,
    Rows,
    as_frame,
    check_format,
    clear_other_formats,
    clear_table,
    csv_text,
    parquet_bytes,
)
from onrecord.workers import in_processes

PART = 200  # articles whose tables are written together
PART_ROWS = 5_000  # pairs of figures across articles, likewise


def analyse_many(
    articles: Iterable[Article],
    jobs: int = 1,
    model: str = DEFAULT_MODEL,
    thoughts: bool = False,
    on_error: Callable[[Article, Exception], None] | None = None,
    cluster: str | None = None,
    scorer: str = "vader",
) -> Iterator[Record]:
    """Analyse many articles; the records come in the order of the articles, and are the same however many work on them.

    Args:
        articles: read one after the other, as they are needed; some are in flight, never all.
        jobs: number of processes on this machine.
        model, thoughts: as in `analyse`.
        on_error: called with an article that could not be analysed and the reason, and the rest goes on; None raises.
        cluster: address of a Dask scheduler whose workers do it instead of this machine.
        scorer: as in `analyse`.

    Raises:
        ValueError: there is no such scorer.
        ScorerError: what the scorer needs is not installed.
        ModelError: the model is not installed.
        ClusterError: the cluster cannot be used.
    """
    check_scorer(scorer)
    work = partial(analyse, model=model, thoughts=thoughts, scorer=scorer)
    if cluster is None:
        results = in_processes(work, articles, jobs, partial(load_model, model))
    else:
        results = on_cluster(work, articles, cluster, model, scorer)
    for article, result in results:
        try:
            record = result()
        except (ModelError, ScorerError, ClusterError):
            raise  # it would be the same for every other article
        except Exception as problem:
            if on_error is None:
                raise
            on_error(article, problem)
        else:
            yield record


def combine(records: Iterable[Record]) -> Record:
    """Put the tables of several records under one another, and compare the figures of articles on one event.

    Args:
        records: each of one article.
    """
    records = list(records)
    if len(records) == 1:
        return records[0]
    stacked = {name: [row for record in records for row in record.rows(name)] for name in TABLES}
    told = [(r.article, _figures(r)) for r in records if r.article is not None]
    stacked["comparisons"] += _across_rows(compare_across(told))
    return Record(**stacked)


def write_tables(records: Iterable[Record], folder: str | Path, formats: Iterable[str] = ("parquet",)) -> int:
    """Write the tables of many articles while they come; memory does not grow with their number.

    The tables are those of `combine`. As Parquet, each is a folder of parts (`quotes.parquet/part-00000.parquet`), of
    200 articles each, which pandas, Arrow and DuckDB read as one table; a part appears whole. As CSV, each is one
    file, `.partial-quotes.csv` until it is done. The pairs of figures across articles come last, when all are known:
    they follow the rows of the last part.

    Args:
        records: each of one article.
        folder: made if it is not there; tables that an earlier call wrote to it are replaced, in whichever format they are.
        formats: "parquet", "csv" or both.

    Returns:
        The number of articles. If there are none, nothing is written. An exception in the records stops the writing,
        too, and is raised again; what has come until then is kept under the names of whole tables, without the pairs
        across articles. That tables have fewer articles than were given, the exception says, and nothing in them.

    Raises:
        ValueError: another format.
        FolderTaken: another process writes to the folder.
    """
    tables, across, n = _Folder(Path(folder), formats), Across(), 0
    try:
        for n, record in enumerate(records, start=1):
            if n == 1:
                tables.open()
            tables.add({name: record.rows(name) for name in TABLES})
            if record.article is not None:
                across.add(record.article, _figures(record))
            if n % PART == 0:
                tables.flush()
        for row in _across_rows(across.pairs()):
            tables.add({"comparisons": [row]})
            if len(tables.waiting["comparisons"]) >= PART_ROWS:
                tables.flush()
    finally:
        tables.close()
    return n


def _figures(record: Record) -> list[Figure]:
    """The rows of a record's figures table as `find_figures` gives them."""
    return [Figure(*row) for _, *row in record.rows("figures")]


def _across_rows(pairs: Iterable[tuple[str, str, Comparison]]) -> Iterator[tuple]:
    return ((a, b, *astuple(comparison)) for a, b, comparison in pairs)


class _Folder:
    """A folder of tables that grow; rows wait in memory until they are enough for a part."""

    def __init__(self, folder: Path, formats: Iterable[str]) -> None:
        kinds = {"parquet": _Parquet, "csv": _Csv}
        self._writers = {format_: kinds[check_format(format_)](folder) for format_ in formats}
        self._folder = folder
        self._parts = 0
        self._held = ExitStack()
        self.waiting: dict[str, Rows] = {name: [] for name in TABLES}

    def open(self) -> None:
        """Make the folder, and see that nobody else writes to it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._held.enter_context(FolderLock(self._folder))

    def add(self, rows: Mapping[str, Rows]) -> None:
        for name, some in rows.items():
            self.waiting[name] += some

    def flush(self) -> None:
        """Write the rows that wait as a part; the first part has every table, rows or no rows."""
        rows = {name: some for name, some in self.waiting.items() if some or not self._parts}
        if not any(rows.values()):
            return
        for writer in self._writers.values():
            writer.write(self._parts, rows)
        self._parts += 1
        self.waiting = {name: [] for name in TABLES}

    def close(self) -> None:
        with self._held:
            self.flush()
            if self._parts:
                for writer in self._writers.values():
                    writer.close()
                clear_other_formats(self._folder, self._writers)


class _Parquet:
    """Each table a folder of parts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, part: int, rows: Mapping[str, Rows]) -> None:
        """Write a part of each table. They get their names when all are written: tables hold the same articles."""
        done = []
        for name, some in rows.items():
            table = self._folder / f"{name}.parquet"
            if not part:
                clear_table(table)
                table.mkdir()
            file = table / f"part-{part:05}.parquet"
            unfinished = file.with_name(f".partial-{file.name}")
            unfinished.write_bytes(parquet_bytes(name, some))
            done.append((unfinished, file))
        for unfinished, file in done:
            unfinished.replace(file)

    def close(self) -> None:
        """All is written."""


class _Csv:
    """Each table a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, part: int, rows: Mapping[str, Rows]) -> None:
        for name, some in rows.items():
            text = csv_text(as_frame(name, some), header=not part)
            with self._unfinished(name).open("ab" if part else "wb") as file:
                file.write(text.encode("utf-8", "replace"))

    def close(self) -> None:
        for name in TABLES:
            self._unfinished(name).replace(self._folder / f"{name}.csv")

    def _unfinished(self, name: str) -> Path:
        return self._folder / f".partial-{name}.csv"
