"""Measuring: what the benchmarks share. Their options, the machine and its load, clocks, and peaks of memory."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import platform
import resource
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from time import process_time

import spacy

from onrecord.runs._jupyter.kernels import peak_memory
from onrecord.system.models import installed_model
from onrecord.system.pool import cores
from onrecord.text.article import Article
from onrecord.text.pipelines import DEFAULT_MODEL
from onrecord.text.sources import read_many

OURS = Path(__file__).parents[2] / "data" / "articles"
Part = Callable[[list[Article]], None]


# ---------------------------------------------------------------------------------------------------------------------
# Options and articles


def options(about: str, parts: Iterable[str]) -> argparse.ArgumentParser:
    """The options of every benchmark.

    Args:
        about: the docstring of the script; its first line is what --help says.
        parts: the names that --only takes.
    """
    parser = argparse.ArgumentParser(description=about.split("\n")[0])
    parser.add_argument("--only", nargs="+", choices=parts, default=list(parts), help="some parts (default: all)")
    return parser


def begin(about: str, parts: Mapping[str, Part], number: int) -> tuple[list[Part], list[Article]]:
    """Read the options of a benchmark of parts that each look at articles, and say where it runs.

    Args:
        about, parts: as for `options`.
        number: of articles, unless another is asked for.

    Returns:
        The parts that were asked for, and the articles.
    """
    parser = options(about, parts)
    parser.add_argument("source", nargs="*", default=[OURS], help="what `read_many` takes (default: data/articles)")
    parser.add_argument(
        "--articles", type=int, default=number, help="so many of them, repeated where there are fewer (%(default)s)"
    )
    given = parser.parse_args()
    articles = list(repeated(list(read_many(given.source)), given.articles))
    print(f"{machine()}; load {load()}; {len(articles)} articles, {sum(len(a.text) for a in articles):,} characters\n")
    return [part for name, part in parts.items() if name in given.only], articles


def repeated(articles: list[Article], number: int) -> Iterator[Article]:
    """So many of the articles, over and over, each time with ids of their own."""
    for i, article in enumerate(islice(cycle(articles), number)):
        yield replace(article, article_id=f"{article.article_id}-{i}")


# ---------------------------------------------------------------------------------------------------------------------
# The machine


def machine() -> str:
    """The day, the Python and the cores."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {python}, {platform.system()}, {cores()} cores"


def load() -> str:
    """The load of the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def use_one_core() -> None:
    """Keep this process, and those that it starts, to one core where the system lets it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


@cache
def bare_pipeline() -> spacy.language.Language:
    """The pipeline as spaCy loads it; the one of the library remembers what it found for like words."""
    return spacy.load(installed_model(DEFAULT_MODEL))


def seconds(work: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    """Seconds that work takes: of the processor, so that other work on the machine counts for little, or by a clock."""
    gc.collect()
    start = clock()
    work()
    return clock() - start


def peaks() -> dict[int, float]:
    """The most memory (MB, resident) that this process and each of its children have held so far, by process id.

    Where the system does not say it of other processes (it does on Linux), this one is alone.
    """
    found = {child.pid: peak_memory(child.pid) for child in multiprocessing.active_children()}
    unit = 1024**2 if platform.system() == "Darwin" else 1024  # bytes on macOS, kilobytes elsewhere
    # What the system counts for this process begins with the one that started it; its own peak is asked for first.
    own = peak_memory(os.getpid()) or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return {pid: peak for pid, peak in found.items() if peak} | {os.getpid(): own}
