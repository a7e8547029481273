"""What finding quotes, speakers and figures costs beside the parse, how it grows, and what bad input does to it.

    python tests/benchmarks/bench_quotes.py                          # all parts over data/articles
    python tests/benchmarks/bench_quotes.py news.jsonl --only cost   # one part, over other articles

Quotes and speakers may add at most 12 % to the time of the bare parse (`nlp.pipe` on the same texts), figures and
comparisons 8 %. Both are timed in one run, in turns, block by block, in seconds of the processor, and the median over
blocks is what counts: other work on the machine disturbs both alike. A time that doubles with the text has growth 2.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import resource
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle, islice, pairwise
from pathlib import Path
from statistics import median, quantiles
from time import process_time

import spacy

from onrecord.articles import Article
from onrecord.comparisons import compare
from onrecord.figures import find_figures
from onrecord.language import DEFAULT_MODEL, ParsedArticle, parse
from onrecord.quotes import find_quotes
from onrecord.record import analyse
from onrecord.sources import read_many
from onrecord.speakers import resolve

OURS = Path(__file__).parents[2] / "data" / "articles"
BARE = "bare parse (nlp.pipe)"
BLOCK = 10  # articles timed in one turn
TARGETS = {"quotes and speakers": 0.12, "figures and comparisons": 0.08}
SIZES = (25_000, 50_000, 100_000, 200_000)  # characters


def main() -> None:
    arguments = _arguments()
    articles = list(_repeated(list(read_many(arguments.source)), arguments.articles))
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores,", end=" ")
    print("load of the last minutes", *(f"{load:.2f}" for load in os.getloadavg()))
    print(f"{len(articles)} articles, {sum(len(a.text) for a in articles):,} characters\n")
    analyse(articles[0])  # models and word lists are loaded once, before anything is timed
    for name in [arguments.only] if arguments.only else PARTS:
        PARTS[name](articles)
        print()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("source", nargs="*", default=[OURS], help="what `read_many` takes; default: data/articles")
    parser.add_argument("--articles", type=int, default=100, help="repeat the articles up to this number")
    parser.add_argument("--only", choices=PARTS, help="one part instead of all")
    return parser.parse_args()


def _repeated(articles: list[Article], number: int) -> Iterator[Article]:
    """The articles over and over, each time with ids of their own."""
    for i, article in enumerate(islice(cycle(articles), max(number, len(articles)))):
        yield replace(article, article_id=f"{article.article_id}-{i}")


# ---------------------------------------------------------------------------------------------------------------------
# Parts


def cost(articles: list[Article]) -> None:
    """Time added to the bare parse, as a share of it."""
    blocks = [_steps(articles[i : i + BLOCK]) for i in range(0, len(articles), BLOCK)]
    print(f"{'part':26} {'s in all':>9} {'of the bare parse':>18} {'middle half of blocks':>23}")
    for step in blocks[0]:
        shares = [block[step] / block[BARE] for block in blocks]
        low, _, high = quantiles(shares, n=4) if len(shares) > 1 else shares * 3
        target = f"  target {TARGETS[step]:.0%}" if step in TARGETS else ""
        total = sum(block[step] for block in blocks)
        print(f"{step:26} {total:9.2f} {median(shares):18.1%} {low:14.1%} - {high:.1%}{target}")


def growth(articles: list[Article]) -> None:
    """Time for texts of 25,000 to 200,000 characters."""
    body = "\n\n".join(article.text for article in articles)
    while len(body) < SIZES[-1]:
        body += "\n\n" + body
    rows = [_seconds(Article(f"grown-{n}", body[:n])) for n in SIZES]
    print(f"{'seconds for':26} " + " ".join(f"{n:>9,}" for n in SIZES) + "   growth at each doubling")
    for step in rows[0]:
        times = [row[step] for row in rows]
        factors = " ".join(f"{b / a:5.2f}" for a, b in pairwise(times))
        print(f"{step:26} " + " ".join(f"{t:9.3f}" for t in times) + f"   {factors}")


def memory(articles: list[Article]) -> None:
    """Peak of resident memory after 50 and after 500 articles."""
    unit = 1024**2 if platform.system() == "Darwin" else 1024  # bytes on macOS, kilobytes elsewhere
    for i, article in enumerate(_repeated(articles, 500), start=1):
        analyse(article)
        if i in (50, 500):
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
            print(f"peak memory after {i:3} articles: {peak:.0f} MiB")


def bad_input(_: list[Article]) -> None:
    """Texts that no editor would pass: no exception, offsets that hold, and time linear in the text."""
    steps = ("our parse", "quotes and speakers", "figures", "comparisons")
    print(f"{'seconds, and growth':30} {'characters':>10} " + " ".join(f"{step:>24}" for step in steps))
    for name, (make, n) in BAD.items():
        before = None
        for size in (n, 2 * n):
            text = make(size)
            times = _seconds(Article("bad", text), whole=False)
            cells = [f"{times[s]:16.3f}" + (f" ({times[s] / before[s]:5.2f})" if before else " " * 8) for s in steps]
            print(f"{name:30} {len(text):>10,} " + " ".join(cells))
            before = times


PARTS: dict[str, Callable[[list[Article]], None]] = {
    "cost": cost,
    "memory": memory,  # before the long texts: it looks at the peak
    "growth": growth,
    "bad": bad_input,
}


# ---------------------------------------------------------------------------------------------------------------------
# Clocks


def _steps(block: list[Article]) -> dict[str, float]:
    """Seconds of each step over a block of articles; each step meets parses that it has not seen before."""
    nlp = _bare_pipeline()
    times = {BARE: _timed(lambda: list(nlp.pipe(article.text for article in block)))}
    parsed: list[ParsedArticle] = []
    times["our parse"] = _timed(lambda: parsed.extend(map(parse, block)))
    found = []
    times["quotes"] = _timed(lambda: found.extend(map(find_quotes, parsed)))
    named = []
    times["speakers"] = _timed(lambda: named.extend(resolve(p, q)[0] for p, q in zip(parsed, found, strict=True)))
    figures = []
    times["figures"] = _timed(lambda: figures.extend(find_figures(p, q) for p, q in zip(parsed, named, strict=True)))
    times["comparisons"] = _timed(lambda: [compare(f, a.text) for f, a in zip(figures, block, strict=True)])
    times["quotes and speakers"] = times["quotes"] + times["speakers"]
    times["figures and comparisons"] = times["figures"] + times["comparisons"]
    times["analyse, all tables"] = _timed(lambda: [analyse(article) for article in block])
    return times


def _seconds(article: Article, whole: bool = True) -> dict[str, float]:
    """Seconds of each step over one text; every row found must stand where it says."""
    results = {}
    times = {"our parse": _timed(lambda: results.update(parsed=parse(article)))}
    parsed = results["parsed"]
    times["quotes and speakers"] = _timed(lambda: results.update(quotes=resolve(parsed, find_quotes(parsed))[0]))
    quotes = results["quotes"]
    times["figures"] = _timed(lambda: results.update(figures=find_figures(parsed, quotes)))
    times["comparisons"] = _timed(lambda: compare(results["figures"], article.text))
    assert all(article.text[row.start : row.end] == row.text for row in [*quotes, *results["figures"]])
    if whole:
        times[BARE] = _timed(lambda: list(_bare_pipeline().pipe([article.text])))
        times["analyse, all tables"] = _timed(lambda: analyse(article))
    return times


@cache
def _bare_pipeline() -> spacy.language.Language:
    """As spaCy loads it; the one of the library remembers what it found for like words."""
    return spacy.load(DEFAULT_MODEL)


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = process_time()
    work()
    return process_time() - start


# ---------------------------------------------------------------------------------------------------------------------
# Texts nobody would print

SENTENCE = "Mayor Ada Lund said on Monday that 12 houses in Marsk were destroyed, and “nobody helped,” she added. "
HEBREW = "שרת הפנים אמרה ביום שני כי „12 בתים נהרסו” בעיר. "
EMOJI = "😀 “Water 🌊🌊 everywhere,” said Ada Lund 👩‍🚒, 41. 🏳️‍🌈 12 🏠 were destroyed. "


def _filled(pieces: Iterable[str]) -> Callable[[int], str]:
    """A maker of texts of n characters, the pieces over and over."""
    pieces = "".join(pieces)
    return lambda n: (pieces * (n // len(pieces) + 1))[:n]


# The size is that of the first run; the second is twice as long. The first four have 10,000 marks in the second run.
BAD: dict[str, tuple[Callable[[int], str], int]] = {
    "quotation marks, straight": (_filled('"'), 5_000),
    "quotation marks, opening": (_filled("“"), 5_000),
    "quotation marks, single": (_filled("‘ "), 10_000),
    "quoted words": (_filled('"no" '), 12_500),
    "quoted words, never closed": (_filled("“no "), 12_500),
    "one paragraph": (_filled(SENTENCE), 100_000),
    "a paragraph a sentence": (_filled(SENTENCE + "\n\n"), 25_000),
    "one sentence without an end": (_filled("Ada Lund said 12 houses were destroyed and "), 12_500),
    "right to left": (_filled(HEBREW), 25_000),
    "right to left and English": (_filled((HEBREW, SENTENCE)), 25_000),
    "emoji": (_filled(EMOJI), 25_000),
    "zero width": (_filled("\u200b".join(SENTENCE)), 25_000),
    "only capitals": (_filled(SENTENCE.upper()), 25_000),
    "no capitals": (_filled(SENTENCE.lower()), 25_000),
    "numbers": (_filled("12 dead, 1,0000 hurt, (((3))) -4 missing; 00 "), 12_500),
    "one number": (_filled("9"), 400),
}


if __name__ == "__main__":
    main()
