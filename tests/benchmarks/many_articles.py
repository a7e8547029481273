"""Corpora: articles analysed in one process and in two, by a cluster, and as tables, beside spaCy's bare pipeline."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from functools import cache
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from measuring import bare_pipeline, seconds
from processes import alone, note

from onrecord.system.pool import in_order
from onrecord.tables.corpus import analyse_many
from onrecord.tables.tabulation import tabulate
from onrecord.text.article import Article

BLOCK = 20  # articles timed in one go where two ways take turns
JOBS = 2
WORDS = 300  # of an article of `tables`


def against_bare_pipe(articles: list[Article], turns: int) -> tuple[float, float, float]:
    """Articles per second of the processor, in small blocks, by turns: ours by theirs, ours, theirs."""
    bare = bare_pipeline()
    _all(analyse_many(articles[:5]))
    _all(bare.pipe(article.text for article in articles[:5]))
    found = []
    for _ in range(turns):
        ours = theirs = 0.0
        for start in range(0, len(articles), BLOCK):
            block = articles[start : start + BLOCK]
            theirs += seconds(lambda block=block: _all(bare.pipe(article.text for article in block)))
            ours += seconds(lambda block=block: _all(analyse_many(block)))
        found.append((theirs / ours, len(articles) / ours, len(articles) / theirs))
        note("analyse_many against bare nlp.pipe: {:.3f} ({:.2f} a second, {:.2f})".format(*found[-1]))
    return tuple(map(median, zip(*found, strict=True)))


def two_jobs_against_one(articles: list[Article], turns: int) -> tuple[float, str, str]:
    """How much faster two processes are than one, how that came about, and how much that is with the bare parse."""
    bare_pipeline()
    return _two_against_one(articles, turns, {"jobs": 1}, {"jobs": JOBS})


def two_workers_against_one(articles: list[Article], turns: int) -> tuple[float, str, str]:
    """As `two_jobs_against_one`, with workers of one thread each, started and with the model loaded."""
    from distributed import LocalCluster

    _gain_of_bare_parse(tuple(articles))  # before there are other processes
    more = {"threads_per_worker": 1, "dashboard_address": ":0"}
    with LocalCluster(n_workers=1, **more) as one, LocalCluster(n_workers=2, **more) as two:
        ways = [{"cluster": cluster.scheduler_address} for cluster in (one, two)]
        for way in ways:
            _all(analyse_many(articles[:8], **way))
        return _two_against_one(articles, turns, *ways)


def _two_against_one(articles: list[Article], turns: int, one: dict, two: dict) -> tuple[float, str, str]:
    """`analyse_many` with the options of two workers beside those of one, start and end included."""
    found = []
    for _ in range(turns):
        first, second = (
            seconds(lambda way=way: _all(analyse_many(articles, **way)), perf_counter) for way in (one, two)
        )
        found.append((first / second, first, second))
        note("two against one: {:.3f} times ({:.1f} s, {:.1f} s)".format(*found[-1]))
    ratio, first, second = map(median, zip(*found, strict=True))
    how = f"{len(articles)} articles in {second:.1f} s against {first:.1f} s"
    return ratio, how, f"bare parse, two processes against one: {_gain_of_bare_parse(tuple(articles)):.3g} times"


@cache
def _gain_of_bare_parse(articles: tuple[Article, ...]) -> float:
    """How much faster two processes are than one that only parse."""
    bare_pipeline()
    one, two = (seconds(lambda jobs=jobs: _parse_all(articles, jobs), perf_counter) for jobs in (1, JOBS))
    return one / two


class AtEnds(NamedTuple):
    """What `onrecord tables` costs after the first articles, and at the end.

    Attributes:
        early_rate, late_rate: articles in a second of the processors.
        early_mb, late_mb: memory of the process that has grown most.
    """

    early_rate: float
    late_rate: float
    early_mb: float
    late_mb: float


@cache
def tables(number: int) -> AtEnds:
    """What `onrecord tables` costs on so many articles of 300 words, in a process of its own; see `bench_scale`."""
    return alone(_tables, number)


def _tables(number: int) -> AtEnds:
    from bench_scale import Steps
    from fresh_news import fresh_news

    steps = Steps(number)
    with redirect_stdout(sys.stderr), TemporaryDirectory() as folder:
        tabulate(fresh_news(number, WORDS), folder, jobs=JOBS, on_status=steps.watch)
    (early_rate, early), (late_rate, late) = steps.taken[0], steps.taken[-1]
    worst = max((pid for pid in early if pid in late), key=lambda pid: late[pid] / early[pid])
    return AtEnds(early_rate, late_rate, early[worst], late[worst])


def _parse_all(articles: Iterable[Article], jobs: int) -> None:
    for _, result in in_order(_parse, articles, jobs, bare_pipeline):
        result()


def _parse(article: Article) -> None:
    bare_pipeline()(article.text)


def _all(things: Iterable) -> None:
    """Take all, and keep nothing."""
    for _ in things:
        pass
