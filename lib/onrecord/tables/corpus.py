"""Corpus: many articles analysed one after the other, and their tables put together or written as they come."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import astuple
from functools import partial
from itertools import chain, islice
from pathlib import Path

from onrecord.corrections.lines import Corrections
from onrecord.corrections.reading import as_corrections
from onrecord.figures.across_articles import Across, compare_across
from onrecord.rows import Comparison, Figure
from onrecord.system.files import place_of
from onrecord.system.pool import in_order
from onrecord.system.retries import persistently
from onrecord.system.wrong_calls import WrongCall
from onrecord.tables import partitions
from onrecord.tables.cluster import on_cluster
from onrecord.tables.columns import TABLES, Rows
from onrecord.tables.journal import Journal
from onrecord.tables.partitions import Parts, held
from onrecord.tables.record import Record, analyse
from onrecord.text.article import Article
from onrecord.text.pipelines import DEFAULT_MODEL, forget_words, load_model
from onrecord.tone.scoring import check_scorer


def analyse_many(
    articles: Iterable[Article],
    jobs: int = 1,
    model: str = DEFAULT_MODEL,
    thoughts: bool = False,
    on_error: Callable[[Article, Exception], None] | None = None,
    cluster: str | None = None,
    scorer: str = "vader",
    corrections: str | Path | Corrections | None = None,
) -> Iterator[Record]:
    """Analyse many articles; the records come in the order of the articles, and are the same however many work on them.

    Args:
        articles: read one after the other, as they are needed; some are in flight, never all.
        jobs: number of processes on this machine.
        model, thoughts: as in `analyse`.
        on_error: called with an article that could not be analysed and the reason, and the rest goes on; None raises.
        cluster: address of a Dask scheduler whose workers do it instead of this machine.
        scorer, corrections: as in `analyse`.

    Raises:
        ValueError: there is no such scorer.
        ScorerError: what the scorer needs is not installed.
        ModelError: the model is not installed.
        ClusterError: the cluster cannot be used.
        WrongCall: the corrections cannot be read.
    """
    corrections = as_corrections(corrections)
    for article, result in outcomes(articles, jobs, model, thoughts, cluster, scorer, corrections):
        if isinstance(result, Record):
            yield result
        elif on_error is None:
            raise result
        else:
            on_error(article, result)


def outcomes(
    articles: Iterable[Article],
    jobs: int,
    model: str,
    thoughts: bool,
    cluster: str | None,
    scorer: str,
    corrections: Corrections,
    retries: int = 0,
) -> Generator[tuple[Article, Record | Exception]]:
    """Each article, in order, with its record or with the reason why it cannot be analysed; see `analyse_many`.

    What failed for a reason that may pass is tried again so many times; by a cluster as often as that does by itself.
    """
    check_scorer(scorer)
    work = partial(_analyse, model=model, thoughts=thoughts, scorer=scorer)
    # Each goes to its process with the corrections that are about it, not with all.
    asked = ((article, corrections.of(article)) for article in articles)
    results = (
        in_order(work, asked, jobs, partial(load_model, model), partial(persistently, retries))
        if cluster is None
        else on_cluster(work, asked, cluster, model, scorer)
    )
    with closing(results):
        for (article, _), result in results:
            try:
                outcome: Record | Exception = result()
            except (WrongCall, ImportError):
                raise  # it would be the same for every other article
            except Exception as problem:
                outcome = problem
            yield article, outcome


def _analyse(asked: tuple[Article, Corrections], model: str, thoughts: bool, scorer: str) -> Record:
    """Analyse an article with the corrections that are about it."""
    article, corrections = asked
    forget_words(model)
    return analyse(article, model, thoughts, scorer, corrections)


def combine(records: Iterable[Record], duplicates: bool = False) -> Record:
    """Put the tables of several records under one another, and compare the figures of articles on one event.

    Args:
        records: each of one article.
        duplicates: compare articles, too, that say the same as an earlier one.
    """
    records = list(records)
    if len(records) == 1:
        return records[0]
    tables = stacked(records)
    claims = [(r.article, _figures(r)) for r in records if r.article is not None]
    tables["comparisons"] += map(_row, compare_across(claims, duplicates))
    return Record(None, **tables)


def without_duplicates(record: Record) -> Record:
    """The tables of several articles without those that say the same as an earlier one.

    Args:
        record: of several articles; where it is of one, that stays.

    Returns:
        A record with the rows of the other articles, `record` itself where there are no such articles.
    """
    articles = record.articles
    if record.article is not None or articles["duplicate_of"].isna().all():
        return record
    left_out = set(articles["article_id"][articles["duplicate_of"].notna()])
    tables = {name: getattr(record, name) for name in TABLES}
    for name, table in tables.items():
        ids = [column for column in table if str(column).startswith("article_id")]
        tables[name] = table[~table[ids].isin(left_out).any(axis=1)].reset_index(drop=True)
    return Record(None, **tables)


def write_tables(records: Iterable[Record], folder: str | Path, formats: Iterable[str] = ("parquet",)) -> int:
    """Write the tables of many articles while they come; memory does not grow with their number.

    The tables are those of `combine`. As Parquet, each is a folder of parts (`quotes.parquet/part-00000.parquet`), of
    200 articles each, which pandas, Arrow and DuckDB read as one table; a part appears whole. As CSV, each is one
    file, which appears when all is done. The pairs of figures across articles come last, when all are there, in more
    parts. (`tabulate` writes the same tables, and goes on where an earlier call was stopped.)

    Args:
        records: each of one article.
        folder: made if it is not there; tables that an earlier call wrote to it are replaced, whatever their format.
        formats: "parquet", "csv" or both.

    Returns:
        The number of articles. If there are none, nothing is written. An exception in the records stops the writing,
        too, and is raised again; what has come until then is kept under the names of whole tables, without the pairs
        across articles. That tables have fewer articles than were given, the exception says, and nothing in them.

    Raises:
        ValueError: another format.
        FolderTaken: another process writes to the folder.
        InTheWay: something stands in the place of a table.
    """
    folder, records = place_of(folder), iter(records)
    tables, first = Parts(folder, formats), next(records, None)
    if first is None:
        return 0
    with held(folder), Across() as across:
        tables.begin(0)
        Journal(folder).remove()
        return _write_parts(chain([first], records), tables, across)


def _write_parts(records: Iterable[Record], tables: Parts, across: Across) -> int:
    """Write the parts of tables; the number of articles. What stops the records does so after a part, a short one."""
    n = n_parts = 0
    some: list[Record] = []
    try:
        try:
            for record in records:
                n += 1
                some.append(record)
                add_figures(record, across)
                if len(some) == partitions.PART:
                    tables.write(n_parts, stacked(some))
                    n_parts, some = n_parts + 1, []
        finally:
            if some:
                tables.write(n_parts, stacked(some))
                n_parts += 1
        n_parts += len(write_pairs(across, tables, n_parts))
    finally:
        if n_parts:
            tables.close(n_parts)
        tables.clear_hidden()
    return n


def stacked(records: Iterable[Record]) -> dict[str, Rows]:
    """The rows of several records, by table."""
    records = list(records)
    return {name: [row for record in records for row in record.rows(name)] for name in TABLES}


def add_figures(record: Record, across: Across) -> None:
    """Put the figures of an article among those that are compared when all are known."""
    if record.article is not None:
        across.add(record.article, _figures(record))


def write_pairs(across: Across, tables: Parts, number: int) -> list[dict[str, str]]:
    """Write the pairs of figures across articles, in parts from a number on.

    Returns:
        Of each part, what `Parts.write` returned.
    """
    pairs = map(_row, across.pairs())
    written: list[dict[str, str]] = []
    while some := list(islice(pairs, partitions.PART_ROWS)):
        written.append(tables.write(number + len(written), {"comparisons": some}))
    return written


def _figures(record: Record) -> list[Figure]:
    """The rows of a record's figures table as `find_figures` gives them."""
    return [Figure(*row) for _, *row in record.rows("figures")]


def _row(pair: tuple[str, str, Comparison]) -> tuple:
    a, b, comparison = pair
    return (a, b, *astuple(comparison))
