"""How many articles a second `analyse_many` does, with more processes, on a Dask cluster, and what memory it takes.

    python tests/benchmarks/bench_corpus.py                # all parts
    python tests/benchmarks/bench_corpus.py --only parse   # one part

The articles are made of the sentences of data/articles, mixed by a seeded generator. What is compared is timed in one
run, in turns, so that other work on the machine disturbs both sides alike; the median of the turns counts. Memory is
the peak of resident memory of a process of its own.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import random
import re
import resource
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from onrecord.articles import Article
from onrecord.corpus import analyse_many, write_tables
from onrecord.language import DEFAULT_MODEL, load_model
from onrecord.sources import read_many
from onrecord.workers import cores

OURS = Path(__file__).parents[2] / "data" / "articles"
SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[“A-Z])")
MANY, FEW = 10_000, 500  # short articles, for memory
TARGETS = {"parse": 0.80, "jobs": 1.75, "memory": 1.10, "dask": 1.7}


def main() -> None:
    arguments = _arguments()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.python_implementation()} {platform.python_version()},", end=" ")
    print(f"{cores()} cores, load of the last minutes", *(f"{load:.2f}" for load in os.getloadavg()))
    for name in [arguments.only] if arguments.only else PARTS:
        print(f"\n{PARTS[name].__doc__}")
        PARTS[name](arguments.articles, arguments.turns)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=200, help="articles that are timed (default: %(default)s)")
    parser.add_argument("--turns", type=int, default=3, help="times that each is timed (default: %(default)s)")
    parser.add_argument("--only", choices=PARTS, help="one part instead of all")
    return parser.parse_args()


# ---------------------------------------------------------------------------------------------------------------------
# Articles


def made_up(number: int, sentences: range, seed: int = 0) -> Iterator[Article]:
    """Articles of paragraphs of two sentences, taken from the project's own; each has a day and an outlet."""
    draw = random.Random(seed)
    pool = [" ".join(s.split()) for article in read_many([OURS]) for s in SENTENCE.split(_body(article))]
    pool = [sentence for sentence in pool if 20 < len(sentence) < 500]
    for n in range(number):
        chosen = draw.sample(pool, draw.choice(sentences))
        text = "\n\n".join(" ".join(chosen[i : i + 2]) for i in range(0, len(chosen), 2))
        day = date(2021, 1, 1) + timedelta(days=draw.randrange(365))
        yield Article(f"{n:05}", text, outlet=f"Outlet {n % 7}", date=day.isoformat())


def _body(article: Article) -> str:
    skipped = [*article.boilerplate, *([article.headline] if article.headline else [])]
    return "".join(c for at, c in enumerate(article.text) if not any(start <= at < end for start, end in skipped))


LONG, SHORT = range(20, 45), range(2, 5)  # sentences: of a news report, of a brief


# ---------------------------------------------------------------------------------------------------------------------
# Parts


def parse(number: int, turns: int) -> None:
    """Articles per second of analyse_many (one process) beside the bare parse: nlp.pipe, same model, same articles"""
    import spacy

    bare = spacy.load(DEFAULT_MODEL)
    articles = list(made_up(number, LONG))
    list(analyse_many(articles[:5]))
    list(bare.pipe(article.text for article in articles[:5]))
    ratios = []
    for turn in range(turns):
        gc.collect()
        ours, theirs = 0.0, 0.0
        for start in range(0, number, 20):  # in small blocks, by turns: in seconds of the processor
            block = articles[start : start + 20]
            theirs += _seconds(bare.pipe(article.text for article in block), process_time)
            ours += _seconds(analyse_many(block), process_time)
        ratios.append(theirs / ours)
        print(
            f"  turn {turn + 1}: bare {number / theirs:5.2f}/s, analyse_many {number / ours:5.2f}/s: {ratios[-1]:.2f}"
        )
    _verdict("parse", median(ratios), "of the articles per second of the bare parse")


def jobs(number: int, turns: int) -> None:
    """Two processes against one, start of the processes included"""
    articles = list(made_up(number, LONG))
    load_model(DEFAULT_MODEL)
    _compare("jobs", articles, turns, {"one": {"jobs": 1}, "two": {"jobs": 2}})
    one, two = (_seconds(analyse_many(articles, jobs=jobs), _processor) for jobs in (1, 2))
    print(
        f"  processor seconds: one {one:.1f}, two {two:.1f}; so two free cores do it {2 * one / two:.2f} times as fast"
    )


def dask(number: int, turns: int) -> None:
    """Two Dask workers of one thread each against one, workers started and model loaded"""
    from distributed import LocalCluster

    articles = list(made_up(number, LONG))
    options = {"threads_per_worker": 1, "dashboard_address": ":0"}
    with LocalCluster(n_workers=1, **options) as one, LocalCluster(n_workers=2, **options) as two:
        ways = {"one": {"cluster": one.scheduler_address}, "two": {"cluster": two.scheduler_address}}
        for way in ways.values():
            list(analyse_many(articles[:8], **way))
        _compare("dask", articles, turns, ways)


def memory(*_: int) -> None:
    """Peak memory of `onrecord tables` over 10,000 short articles, against that after 500"""
    peaks = {}

    def noting(records: Iterable) -> Iterator:
        for n, record in enumerate(records, start=1):
            yield record
            if n in (FEW, MANY):
                peaks[n] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    start = perf_counter()
    with TemporaryDirectory() as folder:
        write_tables(noting(analyse_many(made_up(MANY, SHORT))), folder)
    seconds = perf_counter() - start
    at_end = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1024**2 if platform.system() == "Darwin" else 1024  # bytes on macOS, kilobytes elsewhere
    print(f"  {MANY:,} articles in {seconds:.0f} s; after {FEW}: {peaks[FEW] / unit:.0f} MiB,", end=" ")
    print(f"after {MANY:,}: {peaks[MANY] / unit:.0f} MiB, with the pairs across articles {at_end / unit:.0f} MiB")
    _verdict("memory", at_end / peaks[FEW], f"of the peak after {FEW}", most=True)


# Memory first: it looks at the peak of this process.
PARTS: dict[str, Callable[[int, int], None]] = {"memory": memory, "parse": parse, "jobs": jobs, "dask": dask}


def _compare(name: str, articles: list[Article], turns: int, ways: dict[str, dict]) -> None:
    ratios = []
    for turn in range(turns):
        times = {way: _seconds(analyse_many(articles, **options), perf_counter) for way, options in ways.items()}
        ratios.append(times["one"] / times["two"])
        spent = ", ".join(f"{way} {seconds:5.1f} s" for way, seconds in times.items())
        print(
            f"  turn {turn + 1}: {len(articles)} articles, {spent}: {ratios[-1]:.2f} times; load {os.getloadavg()[0]:.2f}"
        )
    _verdict(name, median(ratios), "times as fast (no more than 2 is possible)")


def _verdict(name: str, value: float, what: str, most: bool = False) -> None:
    target = TARGETS[name]
    met = value <= target if most else value >= target
    print(
        f"  {name}: {value:.2f} {what}; target {'at most' if most else 'at least'} {target}: {'met' if met else 'MISSED'}"
    )


def _processor() -> float:
    """Seconds of the processor, those of ended workers too; other work on the machine counts for little here."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _seconds(work: Iterable, clock: Callable[[], float]) -> float:
    """Seconds until all of it has come; nothing is kept."""
    start = clock()
    for _ in work:
        pass
    return clock() - start


if __name__ == "__main__":
    main()
