"""Tabulation: the tables of a corpus, written part by part; what is done stays done, whatever stops the rest.

A hidden journal in the folder says what each part of the tables was made from: 200 articles, the options, the library and
the model. Parts that fit what is asked for now are kept, and the last one is filled up; everything from the first one on
that does not fit is done again, and so are the pairs across articles, for they depend on all. The tables are the same, byte
for byte, as those of a call that was never stopped. When nothing has changed, articles are read, and that is all.

A call that is stopped by an exception (Ctrl-C, too) loses the few articles in work; one that is killed loses the part in
work. Parts are matched in order: one article more at the beginning of the corpus moves all others, and everything is done
again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from onrecord.corrections.lines import Corrections
from onrecord.corrections.reading import as_corrections
from onrecord.corrections.reckoning import Reckoning, told, write_applied
from onrecord.figures.across_articles import Across
from onrecord.system.files import place_of
from onrecord.system.fingerprints import fingerprint, of_article, of_library, of_model
from onrecord.system.models import DEFAULT_MODEL
from onrecord.system.shortages import in_words
from onrecord.tables import partitions
from onrecord.tables.columns import Rows
from onrecord.tables.corpus import add_figures, outcomes, stacked, write_pairs
from onrecord.tables.journal import End, Journal, Part
from onrecord.tables.own_folders import claim
from onrecord.tables.partitions import Parts, held
from onrecord.tables.record import Record
from onrecord.text.article import Article

SETTLED = 2.0  # seconds after which a rate is given: at first, articles come in bursts


@dataclass(frozen=True)
class TabulationStatus:
    """How far a call is.

    Attributes:
        done: articles that are analysed, in this call or before.
        failed: articles that could not be analysed.
        per_second: articles that this call analyses in a second; None in the first seconds.
        now: what is going on, in words.
    """

    done: int = 0
    failed: int = 0
    per_second: float | None = None
    now: str = "reading"


@dataclass(frozen=True)
class Tabulated:
    """What a call did.

    Attributes:
        n_articles: those in the tables, and those that failed.
        n_kept: those of them that were done before.
        n_failed_before: those of the kept ones that failed, and were not tried again.
        why: what has changed, where something done before did not fit any more.
        n_corrections, n_applied: the lines of the corrections that change something, and those of them that were applied.
        misfits: a line of text for each of the others, with the reason.
    """

    n_articles: int
    n_kept: int = 0
    n_failed_before: int = 0
    why: str | None = None
    n_corrections: int = 0
    n_applied: int = 0
    misfits: tuple[str, ...] = ()


def tabulate(
    articles: Iterable[Article],
    folder: str | Path,
    formats: Iterable[str] = ("parquet",),
    *,
    jobs: int = 1,
    model: str = DEFAULT_MODEL,
    thoughts: bool = False,
    scorer: str = "vader",
    cluster: str | None = None,
    fresh: bool = False,
    retry_failed: bool = False,
    retries: int = 0,
    corrections: str | Path | Corrections | None = None,
    total: int | None = None,
    on_error: Callable[[Article, str], None] | None = None,
    on_status: Callable[[TabulationStatus], None] | None = None,
) -> Tabulated:
    """Analyse the articles of a corpus and write their tables, as `write_tables` does; go on where a call was stopped.

    Args:
        articles: each id once, in the same order as before.
        folder: made if it is not there.
        formats: "parquet", "csv" or both. Without Parquet, parts stay in the hidden folder `.parts` beside the CSV files.
        jobs, model, thoughts, scorer, cluster: as in `analyse_many`.
        fresh: do all of it again.
        retry_failed: do the parts again from the first one on in which an article failed.
        retries: how often an article is tried again whose process was killed, or that the system hindered.
        corrections: as in `analyse`; where they have changed, the parts from the first article on that they are about are
            done again. Those given stand beside the tables, in `applied_corrections.csv`.
        total: how many articles there are; who looks at the tables while they grow is told.
        on_error: called with each article that could not be analysed, now or before, and the reason.
        on_status: called after each article, and when something else begins.

    Raises:
        FolderTaken: another process writes to the folder.
        Others: as `analyse_many`. The tables are then as they were, if it is raised before the first article is done.
    """
    folder, articles = place_of(folder), iter(articles)
    if (first := next(articles, None)) is None:  # a call on a source that cannot be read leaves no trace
        return Tabulated(0)
    key = {"library": of_library(), "model": of_model(model), "options": fingerprint([thoughts, scorer])}
    corrections = as_corrections(corrections)
    with held(folder, total), Across() as across:
        call = _Call(folder, Parts(folder, formats), across, key, corrections, on_error, on_status)
        rest = chain([first], articles) if fresh else call.keep(chain([first], articles), retry_failed)
        return call.finish(
            rest, lambda left: outcomes(left, jobs, model, thoughts, cluster, scorer, corrections, retries)
        )


class _Call:
    """One call of `tabulate`: what it works with, and how far it is."""

    def __init__(
        self,
        folder: Path,
        tables: Parts,
        across: Across,
        key: Mapping[str, str],
        corrections: Corrections,
        on_error: Callable[[Article, str], None] | None,
        on_status: Callable[[TabulationStatus], None] | None,
    ) -> None:
        self.tables, self._across, self._key = tables, across, key
        self._folder, self._journal = folder, Journal(folder)
        self._corrections, self._reckoning = corrections, Reckoning(corrections)
        self._on_error, self._on_status = on_error, on_status
        self._done = self._failed = self._n_kept = self._failed_before = 0
        # The part in work: its number, the articles with what came of them, and the rows that an earlier call has
        # written of it, for which nothing stands beside their articles.
        self._number = 0
        self._part: list[tuple[Article, Record | str | None]] = []
        self._rows_before: dict[str, Rows] = {}
        self._told: dict[str, str] = {}  # what became of the corrections of its articles
        self._why: str | None = None
        self._started: float | None = None

    # --- what was done before ---

    def keep(self, articles: Iterator[Article], retry_failed: bool) -> Iterator[Article]:
        """Pass over the articles of the parts that still fit, with or without those in which one failed.

        Returns:
            The articles that are left.
        """
        for number, part in enumerate(self._journal.parts):
            self._tell("reading")
            some = list(islice(articles, partitions.PART))
            before, more = some[: part.n_articles], some[part.n_articles :]
            self._why = "something failed" if retry_failed and part.failed else self._change(number, part, before)
            if self._why:
                return chain(some, articles)
            for place, problem in part.failed.items():
                self._fail(before[place], problem)
            self._reckoning.take_told(part.corrections)
            self._n_kept += len(before)
            self._failed_before += len(part.failed)
            self._done += len(before) - len(part.failed)
            if more:
                self._part = [(article, part.failed.get(place)) for place, article in enumerate(before)]
                self._told = dict(part.corrections)
                return chain(more, articles)
            self._number += 1
        return articles

    def _change(self, number: int, part: Part, articles: list[Article]) -> str | None:
        """Why a part does not fit these articles, in words; None where it does."""
        if changed := [name for name in self._key if part.key.get(name) != self._key[name]]:
            return f"{' and '.join(changed)} changed"
        if part.articles != _fingerprint(articles):
            return "articles changed"
        if part.given != self._given(articles):
            return "corrections changed"
        return None if self.tables.holds(number, part.files) else "files are missing or changed"

    def is_complete(self) -> bool:
        """Whether the tables are finished, given that there are no more articles than in the parts that are kept."""
        end = self._journal.end
        return (
            end is not None
            and self._number == len(self._journal.parts)
            and all(self.tables.holds(number, files) for number, files in enumerate(end.pairs, self._number))
            and self.tables.ended(end.csv)
        )

    def finish(
        self,
        articles: Iterator[Article],
        analyse: Callable[[Iterable[Article]], Generator[tuple[Article, Record | Exception]]],
    ) -> Tabulated:
        """Analyse the articles that are left and write what is missing; nothing, if the tables are complete."""
        first = next(articles, None)
        if first is None and self.is_complete():
            self.tables.clear_other_formats()
            self._write_corrections()
            return self.result()
        self.recall()
        with closing(analyse(chain([first] if first else [], articles))) as results:
            self.write(results)
        self.end()
        return self.result()

    def recall(self) -> None:
        """Read the figures of the parts that are kept, to be compared with those that come."""
        for number in range(self._number + bool(self._part)):
            self._tell("reading what is done")
            for article, figures in self.tables.claims(number):
                self._across.add(article, figures)

    # --- what is done now ---

    def write(self, results: Iterator[tuple[Article, Record | Exception]]) -> None:
        """Write the tables of articles, a part after the other; what stops that does so after a part, a short one."""
        self._tell("loading the language model and analysing")
        first = next(results, None)  # what stops the call as a whole does so before anything is taken away
        self._started = time.monotonic()
        if self._part:
            self._rows_before = self.tables.rows(self._number)
        claim(self._folder)
        self.tables.begin(self._number + bool(self._part))
        try:
            for article, result in chain([first] if first else [], results):
                self._take(article, result)
                if len(self._part) == partitions.PART:
                    self._write_part()
                self._tell("analysing")
        finally:
            if self._part:
                self._write_part()

    def _take(self, article: Article, result: Record | Exception) -> None:
        """Take an article into the part in work."""
        if isinstance(result, Record):
            self._part.append((article, result))
            self._reckoning.take(article, result.outcomes)
            self._told |= told(result.outcomes)
            add_figures(result, self._across)
            self._done += 1
        else:
            self._part.append((article, in_words(result)))
            self._fail(article, in_words(result))

    def _write_part(self) -> None:
        """Write the part in work. Where that is stopped in the middle, it can be done once more."""
        rows = stacked(result for _, result in self._part if isinstance(result, Record))
        files = self.tables.write(self._number, {name: self._rows_before.get(name, []) + rows[name] for name in rows})
        failed = {place: why for place, (_, why) in enumerate(self._part) if isinstance(why, str)}
        articles = [article for article, _ in self._part]
        given, n = self._given(articles), len(articles)
        part = Part(self._key, _fingerprint(articles), n, failed, files, given, self._told)
        self._journal.put(self._number, part)
        self._part, self._rows_before, self._told = [], {}, {}
        self._number += 1

    def end(self) -> None:
        """Write what comes after the last article."""
        self._tell("comparing the articles with one another")
        pairs = write_pairs(self._across, self.tables, self._number)
        self._tell("finishing the tables")
        csv = self.tables.close(self._number + len(pairs))
        self._journal.finish(self._number, End(pairs, csv))
        self._write_corrections()

    def _write_corrections(self) -> None:
        """Write the corrections beside the tables, or take away those of an earlier call where there are none now."""
        write_applied(self._folder, self._reckoning)

    def _given(self, articles: Iterable[Article]) -> str:
        """Letters that stand for the corrections that are about some articles; "" for none."""
        keys = [self._corrections.of(article).key for article in articles]
        return fingerprint(keys) if any(keys) else ""

    # --- how far it is ---

    def _fail(self, article: Article, problem: str) -> None:
        self._failed += 1
        if self._on_error:
            self._on_error(article, problem)

    def _tell(self, now: str) -> None:
        if self._on_status:
            self._on_status(TabulationStatus(self._done, self._failed, self._per_second(), now))

    def _per_second(self) -> float | None:
        """Articles in a second, since the first one: what came before it was mostly the loading of the model."""
        seconds = time.monotonic() - self._started if self._started else 0
        analysed = self._done + self._failed - self._n_kept - 1
        return analysed / seconds if analysed > 0 and seconds > SETTLED else None

    def result(self) -> Tabulated:
        """What the call did."""
        reckoning = self._reckoning
        return Tabulated(
            self._done + self._failed,
            self._n_kept,
            self._failed_before,
            self._why,
            reckoning.n_changes,
            reckoning.n_applied,
            tuple(reckoning.problems()),
        )


def _fingerprint(articles: Iterable[Article]) -> str:
    return fingerprint([of_article(article) for article in articles])
