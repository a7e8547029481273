"""Record: the tables of an article together; analyse, save and load them."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path

import pandas as pd

from onrecord.articles import Article, count_words, make_article
from onrecord.comparisons import Comparison, compare, compare_across
from onrecord.figures import Figure, find_figures
from onrecord.language import DEFAULT_MODEL, parse
from onrecord.quotes import Quote, find_quotes
from onrecord.sentiment import ToneRow, ToneTowardRow, check_scorer, score_narration, score_quotes
from onrecord.speakers import Speaker, resolve
from onrecord.uncounted import Uncounted, find_uncounted
from onrecord.writing import write_whole

TABLES = ("articles", "quotes", "speakers", "figures", "comparisons", "uncounted", "tone", "tone_toward")

ARTICLE_COLUMNS = {
    "article_id": "str",
    "title": "str",
    "outlet": "str",
    "date": "str",
    "language": "str",
    "source": "str",
    "n_words": "Int64",
    "n_paragraphs": "Int64",
    "text": "str",
}

_DTYPES = {"str": "str", "int": "Int64", "float": "Float64", "bool": "bool"}


def _columns(row_type: type) -> dict[str, str]:
    """Columns of a table and their pandas types, read off the dataclass of its rows."""
    return {f.name: _DTYPES.get(f.type.split(" | ")[0], "object") for f in fields(row_type)}


COLUMNS: dict[str, dict[str, str]] = {
    "articles": ARTICLE_COLUMNS,
    "quotes": {"article_id": "str", **_columns(Quote)},
    "speakers": {"article_id": "str", **_columns(Speaker)},
    "figures": {"article_id": "str", **_columns(Figure)},
    "comparisons": {"article_id_a": "str", "article_id_b": "str", **_columns(Comparison)},
    "uncounted": {"article_id": "str", **_columns(Uncounted)},
    "tone": {"article_id": "str", **_columns(ToneRow)},
    "tone_toward": {"article_id": "str", **_columns(ToneTowardRow)},
}


@dataclass(frozen=True)
class Record:
    """The tables of one or more articles; columns as in data/README.md. `article` is None for several articles."""

    articles: pd.DataFrame
    quotes: pd.DataFrame
    speakers: pd.DataFrame
    figures: pd.DataFrame
    comparisons: pd.DataFrame
    uncounted: pd.DataFrame
    tone: pd.DataFrame
    tone_toward: pd.DataFrame
    article: Article | None = None

    def save(self, folder: str | Path, formats: Iterable[str] = ("parquet", "csv")) -> None:
        """Write every table to `folder`, a file each; a file appears whole or not at all.

        Args:
            folder: made if it is not there.
            formats: "parquet", "csv" or both. In CSV, lists (`mentions`, `words`) are JSON text.

        Raises:
            ValueError: another format.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name in TABLES:
            for format_ in formats:
                write_whole(folder / f"{name}.{format_}", _content(getattr(self, name), format_))


def analyse(article: Article, model: str = DEFAULT_MODEL, thoughts: bool = False, scorer: str = "vader") -> Record:
    """Find who is on record in an article, with which words and figures, in what tone.

    Args:
        article: what `read` gave.
        model: name of the spaCy pipeline.
        thoughts: list what somebody is said to believe, hope or want, too, with the cue class "thought".
        scorer: of tone, one of `sentiment.SCORERS`.

    Returns:
        A record with all eight tables; the same article, model and scorer give the same record.

    Raises:
        ValueError: there is no such scorer.
        ModelError: the model is not installed.
        ScorerError: what the scorer needs is not installed.
    """
    check_scorer(scorer)
    parsed = parse(article, model)
    found, speakers = resolve(parsed, find_quotes(parsed, thoughts))
    figures = find_figures(parsed, found)
    rows = {
        "quotes": found,
        "speakers": speakers,
        "figures": figures,
        "uncounted": find_uncounted(parsed, found, figures),
        "tone": score_quotes(parsed, found, scorer),
        "tone_toward": score_narration(parsed, found, speakers, scorer),
    }
    tables = {name: _frame(name, [{"article_id": article.article_id} | vars(r) for r in rows[name]]) for name in rows}
    both = {"article_id_a": article.article_id, "article_id_b": article.article_id}
    comparisons = _frame("comparisons", [both | vars(c) for c in compare(figures, article.text)])
    return Record(_article_frame(parsed), comparisons=comparisons, article=article, **tables)


def analyse_many(
    articles: Iterable[Article],
    jobs: int = 1,
    model: str = DEFAULT_MODEL,
    thoughts: bool = False,
    on_error: Callable[[Article, Exception], None] | None = None,
    scorer: str = "vader",
) -> Iterator[Record]:
    """Analyse many articles; the records come in the order of the articles, and are the same with any `jobs`.

    Args:
        articles: read one after the other, as they are needed.
        jobs: number of processes.
        model, thoughts: as in `analyse`.
        on_error: called with an article that could not be analysed and the reason, and the rest goes on; None raises.
        scorer: as in `analyse`.

    Raises:
        ValueError: there is no such scorer.
    """
    check_scorer(scorer)
    work = partial(analyse, model=model, thoughts=thoughts, scorer=scorer)
    for article, result in _results(articles, jobs, work):
        try:
            yield _again_if_killed(result, partial(work, article))
        except Exception as problem:
            if on_error is None:
                raise
            on_error(article, problem)


def _results(articles: Iterable[Article], jobs: int, work: Callable) -> Iterator[tuple[Article, Callable[[], Record]]]:
    """Each article with a function that gives its record, or raises."""
    if jobs == 1:
        for article in articles:
            yield article, partial(work, article)
        return
    with ProcessPoolExecutor(jobs) as pool:
        pending = deque()
        for article in articles:
            try:
                result = pool.submit(work, article).result
            except BrokenProcessPool:
                result = partial(work, article)  # a worker was killed: this process does the rest
            pending.append((article, result))
            # A window, not the whole corpus, is in flight: memory stays flat.
            if len(pending) >= 4 * jobs:
                yield pending.popleft()
        yield from pending


def _again_if_killed(result: Callable[[], Record], work: Callable[[], Record]) -> Record:
    """The result; worked out in this process where the worker that had it was killed."""
    try:
        return result()
    except BrokenProcessPool:
        return work()


def combine(records: Iterable[Record]) -> Record:
    """Put the tables of several records under one another, and compare the figures of articles on one event.

    Args:
        records: each of one article.
    """
    records = list(records)
    if len(records) == 1:
        return records[0]
    stacked = {}
    for name in TABLES:
        frames = [getattr(r, name) for r in records if len(getattr(r, name))]
        stacked[name] = pd.concat(frames, ignore_index=True) if frames else _frame(name, [])
    told = [(r.article, _figure_rows(r.figures)) for r in records if r.article is not None]
    across = [{"article_id_a": a, "article_id_b": b} | vars(c) for a, b, c in compare_across(told)]
    if across:
        rows = [stacked["comparisons"], _frame("comparisons", across)]
        stacked["comparisons"] = pd.concat(rows, ignore_index=True)
    return Record(**stacked)


def _figure_rows(frame: pd.DataFrame) -> list[Figure]:
    """The rows of a figures table as `find_figures` gives them."""
    names = [f.name for f in fields(Figure)]
    return [Figure(**{n: None if pd.isna(row[n]) else row[n] for n in names}) for row in frame.to_dict("records")]


def load(folder: str | Path) -> Record:
    """Read the tables that `Record.save` wrote.

    Raises:
        FileNotFoundError: a table is missing; the message names it.
    """
    folder = Path(folder)
    tables = {}
    for name in TABLES:
        parquet, csv = folder / f"{name}.parquet", folder / f"{name}.csv"
        if parquet.exists():
            tables[name] = _frame(name, pd.read_parquet(parquet).to_dict("records"))
        elif csv.exists():
            frame = pd.read_csv(csv, dtype={c: t for c, t in COLUMNS[name].items() if t != "object"})
            for column in _list_columns(name):
                frame[column] = frame[column].map(json.loads)
            tables[name] = frame[list(COLUMNS[name])]
        else:
            raise FileNotFoundError(f"{folder}: holds no {name} table (looked for {parquet.name} and {csv.name})")
    texts = tables["articles"]
    return Record(**tables, article=_article_of(texts.iloc[0]) if len(texts) == 1 else None)


def _article_of(row: pd.Series) -> Article:
    """The article of a row of the articles table, its headline and boilerplate found again."""
    known = {k: None if pd.isna(row[k]) else row[k] for k in ("title", "outlet", "date", "source")}
    return make_article(row["text"], str(row["article_id"]), identifier=row["article_id"], **known)


def _frame(name: str, rows: list[dict]) -> pd.DataFrame:
    """Rows as a table, with the columns and types of `COLUMNS`.

    Column by column: a frame of dictionaries whose types are set afterwards takes five times as long.
    """
    columns = {}
    for column, dtype in COLUMNS[name].items():
        cells = [row.get(column) for row in rows]
        if dtype == "object":
            columns[column] = pd.Series([[_plain(entry) for entry in cell] for cell in cells], dtype=object)
        else:
            columns[column] = pd.array(cells, dtype=dtype)
    return pd.DataFrame(columns, copy=False)


def _plain(entry):
    """An entry of a list column as JSON and Parquet take it: a named tuple becomes a dictionary, a span a list."""
    if hasattr(entry, "_asdict"):
        return entry._asdict()
    return entry if isinstance(entry, dict) else [int(x) for x in entry]


def _list_columns(name: str) -> list[str]:
    return [column for column, dtype in COLUMNS[name].items() if dtype == "object"]


def _article_frame(parsed) -> pd.DataFrame:
    article = parsed.article
    row = {
        "article_id": article.article_id,
        "title": article.title,
        "outlet": article.outlet,
        "date": article.date,
        "language": article.language,
        "source": article.source,
        "n_words": count_words(article.text),
        "n_paragraphs": sum(1 for p in parsed.paragraphs if p.kind == "text"),
        "text": article.text,
    }
    return _frame("articles", [row])


def _content(frame: pd.DataFrame, format_: str) -> str | bytes:
    """A table as the content of a file."""
    if format_ == "parquet":
        return frame.to_parquet(index=False)
    if format_ == "csv":
        flat = frame.copy()
        for column in flat.columns[flat.dtypes == "object"]:
            flat[column] = flat[column].map(lambda cell: json.dumps(cell, ensure_ascii=False))
        return flat.to_csv(index=False, lineterminator="\n")
    raise ValueError(f"format {format_!r}: must be 'parquet' or 'csv'")
