"""What finding quotes, speakers and figures costs beside the parse, how it grows, and what bad input does to it.

    python tests/benchmarks/bench_quotes.py                          # all parts over data/articles
    python tests/benchmarks/bench_quotes.py news.jsonl --only cost   # some parts, over other articles

Quotes and speakers may add at most 12 % to the time of the bare parse (`nlp.pipe` on the same texts), figures and
comparisons 8 %. Both are timed in one run, in turns, block by block, in seconds of the processor, and the median over
blocks is what counts: other work on the machine disturbs both alike. A time that doubles with the text has growth 2.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import pairwise
from statistics import median, quantiles

from measuring import Part, bare_pipeline, begin, peaks, repeated, seconds

from onrecord.figures.comparisons import compare
from onrecord.figures.find import find_figures
from onrecord.quotes import find_quotes
from onrecord.speakers import resolve
from onrecord.tables.record import analyse
from onrecord.text.article import Article
from onrecord.text.parsing import ParsedArticle, parse

BARE = "bare parse (nlp.pipe)"
BLOCK = 10  # articles timed in one turn
TARGETS = {"quotes and speakers": 0.12, "figures and comparisons": 0.08}
SIZES = (25_000, 50_000, 100_000, 200_000)  # characters


def main() -> None:
    parts, articles = begin(__doc__, PARTS, 100)
    analyse(articles[0])  # models and word lists are loaded once, before anything is timed
    for part in parts:
        part(articles)
        print()


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
    rows = [_of_text(Article(f"grown-{n}", body[:n])) for n in SIZES]
    print(f"{'seconds for':26} " + " ".join(f"{n:>9,}" for n in SIZES) + "   growth at each doubling")
    for step in rows[0]:
        times = [row[step] for row in rows]
        factors = " ".join(f"{b / a:5.2f}" for a, b in pairwise(times))
        print(f"{step:26} " + " ".join(f"{t:9.3f}" for t in times) + f"   {factors}")


def memory(articles: list[Article]) -> None:
    """Peak of resident memory after 50 and after 500 articles."""
    for i, article in enumerate(repeated(articles, 500), start=1):
        analyse(article)
        if i in (50, 500):
            print(f"peak memory after {i:3} articles: {peaks()[os.getpid()]:.0f} MiB")


def bad_input(_: list[Article]) -> None:
    """Texts that no editor would pass: no exception, offsets that hold, and time linear in the text."""
    steps = ("our parse", "quotes and speakers", "figures", "comparisons")
    print(f"{'seconds, and growth':30} {'characters':>10} " + " ".join(f"{step:>24}" for step in steps))
    for name, (make, n) in BAD.items():
        before = None
        for size in (n, 2 * n):
            text = make(size)
            times = _of_text(Article("bad", text), whole=False)
            cells = [f"{times[s]:16.3f}" + (f" ({times[s] / before[s]:5.2f})" if before else " " * 8) for s in steps]
            print(f"{name:30} {len(text):>10,} " + " ".join(cells))
            before = times


PARTS: dict[str, Part] = {
    "cost": cost,
    "memory": memory,  # before the long texts: it looks at the peak
    "growth": growth,
    "bad": bad_input,
}


# ---------------------------------------------------------------------------------------------------------------------
# Clocks


def _steps(block: list[Article]) -> dict[str, float]:
    """Seconds of each step over a block of articles; each step meets parses that it has not seen before."""
    nlp = bare_pipeline()
    times = {BARE: seconds(lambda: list(nlp.pipe(article.text for article in block)))}
    parsed: list[ParsedArticle] = []
    times["our parse"] = seconds(lambda: parsed.extend(map(parse, block)))
    found = []
    times["quotes"] = seconds(lambda: found.extend(map(find_quotes, parsed)))
    named = []
    times["speakers"] = seconds(lambda: named.extend(resolve(p, q)[0] for p, q in zip(parsed, found, strict=True)))
    figures = []
    times["figures"] = seconds(lambda: figures.extend(find_figures(p, q) for p, q in zip(parsed, named, strict=True)))
    times["comparisons"] = seconds(lambda: [compare(f, a.text) for f, a in zip(figures, block, strict=True)])
    times["quotes and speakers"] = times["quotes"] + times["speakers"]
    times["figures and comparisons"] = times["figures"] + times["comparisons"]
    times["analyse, all tables"] = seconds(lambda: [analyse(article) for article in block])
    return times


def _of_text(article: Article, whole: bool = True) -> dict[str, float]:
    """Seconds of each step over one text; every row found must stand where it says."""
    results = {}
    times = {"our parse": seconds(lambda: results.update(parsed=parse(article)))}
    parsed = results["parsed"]
    times["quotes and speakers"] = seconds(lambda: results.update(quotes=resolve(parsed, find_quotes(parsed))[0]))
    quotes = results["quotes"]
    times["figures"] = seconds(lambda: results.update(figures=find_figures(parsed, quotes)))
    times["comparisons"] = seconds(lambda: compare(results["figures"], article.text))
    assert all(article.text[row.start : row.end] == row.text for row in [*quotes, *results["figures"]])
    if whole:
        times[BARE] = seconds(lambda: list(bare_pipeline().pipe([article.text])))
        times["analyse, all tables"] = seconds(lambda: analyse(article))
    return times


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
