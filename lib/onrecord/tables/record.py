"""Record: the tables of an article, or of several, together; analyse an article, save and load tables."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.corrections.applying import (
    Reading,
    corrected,
    read_on,
    with_marks_of_quotes,
    with_marks_of_speakers,
)
from onrecord.corrections.lines import Corrections, Outcome
from onrecord.corrections.reading import as_corrections
from onrecord.quotes import find_quotes
from onrecord.speakers import resolve
from onrecord.system.files import make_named_folder, named_when_whole, place_of, unfinished_name
from onrecord.system.models import DEFAULT_MODEL
from onrecord.tables.cache import remembered
from onrecord.tables.columns import COLUMNS, TABLES, Rows, as_rows
from onrecord.tables.docs import add_spans, register, tokenized
from onrecord.tables.formats import (
    as_frame,
    check_file_of_table,
    check_format,
    clear_other_formats,
    clear_table,
    csv_text,
    parquet_bytes,
    read_table,
    read_whole_rows,
)
from onrecord.tables.frame_rows import dicts_with_none, with_none
from onrecord.tables.growth import growth_of
from onrecord.tables.own_folders import mark_if_own
from onrecord.tables.stores import fetched, is_store
from onrecord.text.article import Article, count_words, with_headline
from onrecord.text.parsing import ParsedArticle, parse
from onrecord.text.sources.places import is_address
from onrecord.tone.scoring import check_scorer, score_quotes
from onrecord.tone.toward import score_narration

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["COLUMNS", "TABLES", "Record", "analyse", "load"]


class Record:
    """The tables of one or more articles; columns as in data/README.md.

    Attributes:
        article: what was analysed; None for several articles.
        outcomes: what became of each correction that is about the article; empty where tables were loaded, which keep `corrected` only.
    """

    articles: pd.DataFrame
    quotes: pd.DataFrame
    speakers: pd.DataFrame
    figures: pd.DataFrame
    comparisons: pd.DataFrame
    uncounted: pd.DataFrame
    tone: pd.DataFrame
    tone_toward: pd.DataFrame
    portrayals: pd.DataFrame

    def __init__(self, article: Article | None = None, **tables: pd.DataFrame | Rows) -> None:
        if set(tables) != set(TABLES):
            raise TypeError(f"a record has the tables {', '.join(TABLES)}; given: {', '.join(tables)}")
        self.article = article
        self.outcomes: tuple[Outcome, ...] = ()
        self._dicts: dict[str, list[dict[str, Any]]] = {}
        self._rows = {name: table for name, table in tables.items() if isinstance(table, list)}
        vars(self).update({name: table for name, table in tables.items() if name not in self._rows})

    def __getattr__(self, name: str) -> pd.DataFrame:
        # Called for a table that is not a frame yet. Many articles are read and written without any: frames are slow.
        if name not in TABLES:
            raise AttributeError(f"a record has no {name!r}; its tables are {', '.join(TABLES)}")
        frame = vars(self)[name] = as_frame(name, self._rows[name])
        return frame

    def rows(self, name: str) -> Rows:
        """The rows of a table as tuples, in the order of `COLUMNS`."""
        if name in vars(self):
            return list(zip(*with_none(getattr(self, name)), strict=True))
        return self._rows[name]

    def dicts(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table as dictionaries, a missing value as None; no frame is made for it. They are not to be changed."""
        if name in vars(self):
            return dicts_with_none(getattr(self, name))
        if name not in self._dicts:
            self._dicts[name] = [dict(zip(COLUMNS[name], row, strict=True)) for row in self._rows[name]]
        return self._dicts[name]

    def to_doc(self, nlp: Language) -> Doc:
        """The article as a Doc of a spaCy pipeline, with groups of spans `quotes`, `mentions` and `figures`.

        A span's label is the kind of the quote or of the speaker, or the event of the figure. Its tokens cover all that the
        row touches. Extensions: `doc._.onrecord` is the record; of a span, `_.speaker` is the name, `_.row` the row
        of the table and `_.exact` its characters, from and to. `displacy.render(doc, style="span",
        options={"spans_key": "quotes"})` shows them; `to_bytes`, and DocBin with `store_user_data=True`, keep them.

        Args:
            nlp: makes the tokens, with its vocabulary; no other part of it is called (`nlp(doc)` does that).

        Raises:
            ValueError: the record holds several articles, or none.
        """
        if len(self.rows("articles")) != 1:
            raise ValueError("to_doc: makes a Doc of one article; analyse that article and take its record")
        register_extensions()
        (article,) = self.rows("articles")
        doc = tokenized(article[list(COLUMNS["articles"]).index("text")], nlp)
        add_spans(doc, {name: self.rows(name) for name in TABLES})
        return doc

    def save(self, folder: str | Path, formats: Iterable[str] = ("parquet", "csv")) -> None:
        """Write every table to `folder`, a file each; a file appears whole or not at all.

        Tables that an earlier call wrote there are replaced, those in a format that is not asked for now are taken away.

        Args:
            folder: made if it is not there. Reading articles leaves it out from then on, unless it holds some already.
            formats: "parquet", "csv" or both. In CSV, lists (`mentions`, `words`) are JSON text.

        Raises:
            ValueError: another format.
            InTheWay: a link, or a folder with somebody else's files, stands in the place of a table; nothing is written.
        """
        formats = [check_format(format_) for format_ in formats]
        folder = place_of(folder)
        make_named_folder(folder)
        if formats:
            mark_if_own(folder)
        files = {folder / f"{name}.{format_}": (name, format_) for name in TABLES for format_ in formats}
        for path in files:
            check_file_of_table(path)

        def clear_parts() -> None:  # of `onrecord tables`
            for path in filter(Path.is_dir, files):
                clear_table(path)

        with named_when_whole({unfinished_name(path): path for path in files}, clear_parts):
            for path, (name, format_) in files.items():
                content = parquet_bytes(name, self.rows(name))
                content = csv_text(getattr(self, name)).encode("utf-8", "replace") if format_ == "csv" else content
                unfinished_name(path).write_bytes(content)
        clear_other_formats(folder, formats)


def register_extensions() -> None:
    """Register the extensions of spaCy's Docs and Spans that `Record.to_doc` tells of."""

    def record_of(tables: Mapping[str, Rows]) -> Record:
        record = Record(None, **{name: [tuple(row) for row in rows] for name, rows in tables.items()})
        record.article = _article_of(record)
        return record

    register(record_of)


def analyse(
    article: Article,
    model: str = DEFAULT_MODEL,
    thoughts: bool = False,
    scorer: str = "vader",
    corrections: str | Path | Corrections | None = None,
) -> Record:
    """Find who is on record in an article, with which words and figures, in what tone.

    Args:
        article: what `read` gave.
        model: name of the spaCy pipeline.
        thoughts: list what somebody is said to believe, hope or want, too, with the cue class "thought".
        scorer: of tone, one of `onrecord.SCORERS`.
        corrections: a sheet of `onrecord correct` that readers have filled in; those of its lines that are about this
            article are applied. None or "": the tables are as they are found.

    Returns:
        A record with all nine tables; the same article, model, scorer and corrections give the same record. What became
        of each correction stands in its `outcomes`.

    Raises:
        ValueError: there is no such scorer.
        ModelError: the model is not installed.
        ScorerError: what the scorer needs is not installed.
        WrongCall: the corrections cannot be read.
    """
    return _analyse(article, model, thoughts, scorer, as_corrections(corrections).of(article))


@remembered(Record)
def _analyse(article: Article, model: str, thoughts: bool, scorer: str, corrections: Corrections) -> Record:
    """Analyse an article with the corrections that are about it."""
    check_scorer(scorer)
    claims, outcomes = corrected(_find_claims(article, model, thoughts), corrections)
    rows: dict[str, Iterable[object]] = {
        "quotes": claims.quotes,
        "speakers": claims.speakers,
        "figures": claims.figures,
        "uncounted": claims.uncounted,
        "portrayals": claims.portrayals,
        "tone": with_marks_of_quotes(score_quotes(claims.parsed, claims.quotes, scorer), claims.quotes),
        "tone_toward": with_marks_of_speakers(
            score_narration(claims.parsed, claims.quotes, claims.speakers, claims.portrayals), claims.speakers
        ),
    }
    tables = {name: as_rows(name, rows[name], article.article_id) for name in rows}
    comparisons = as_rows("comparisons", claims.comparisons, article.article_id, article.article_id)
    record = Record(article, articles=[_article_row(claims.parsed)], comparisons=comparisons, **tables)
    record.outcomes = outcomes
    return record


@lru_cache(maxsize=1)  # a second scorer asks for the same article right after the first
def _find_claims(article: Article, model: str, thoughts: bool) -> Reading:
    parsed = parse(article, model)
    return read_on(parsed, *resolve(parsed, find_quotes(parsed, thoughts)))


def _article_row(parsed: ParsedArticle) -> tuple:
    article = parsed.article
    row = {
        **vars(article),
        "url": article.source if article.source and is_address(article.source) else None,
        "n_words": count_words(article.text),
        "n_paragraphs": sum(1 for p in parsed.paragraphs if p.kind == "text"),
    }
    return tuple(row.get(column) for column in COLUMNS["articles"])


def load(folder: str | Path) -> Record:
    """Read the tables that `Record.save` or `onrecord tables` wrote, in one file each or in parts.

    Args:
        folder: where the tables are, as Parquet or CSV; or an address in an object store, such as "s3://bucket/tables".

    Returns:
        The record; with its article, its headline and boilerplate found again, where it is of one article. Of tables
        that are still being written, or whose writing was stopped, it has the articles that are there, and a warning
        says how many they are.

    Raises:
        FileNotFoundError: a table is missing; the message names it.
        StoreError: the store cannot be read.
    """
    if is_store(str(folder)):
        with fetched(str(folder)) as copy:
            return load(copy)
    growth = growth_of(Path(folder))
    if growth and not growth.is_whole:
        warnings.warn(f"{folder}: {growth}", stacklevel=2)
    parts = growth.parts if growth and growth.parts is not None else {}
    record = Record(**{name: read_table(name, Path(folder), parts.get(name)) for name in TABLES})
    if len(record.articles) == 1:
        record.article = _article_of(record)
    return record


def load_rows(folder: str | Path) -> Record:
    """Read the tables of one article that `Record.save` wrote, as rows: for many articles, of which none is looked at.

    Args:
        folder: where the tables are, as Parquet.

    Returns:
        The record, with its article as `load` finds it.

    Raises:
        FileNotFoundError, ValueError: a table is missing, or is none of ours.
    """
    tables = {name: read_whole_rows(name, Path(folder) / f"{name}.parquet") for name in TABLES}
    record = Record(None, **tables)
    record.article = _article_of(record)
    return record


def _article_of(record: Record) -> Article:
    """The article of a record of one, its headline and boilerplate found again."""
    (row,) = record.rows("articles")
    of_article = dict(zip(COLUMNS["articles"], row, strict=True))
    return with_headline(
        Article(**{field.name: of_article[field.name] for field in fields(Article) if field.name in of_article})
    )
