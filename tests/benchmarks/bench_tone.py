"""What tone costs: VADER over 1,000 quotes, tone beside the parse, and the sentences a second of the other scorer.

    python tests/benchmarks/bench_tone.py                          # all parts over data/articles
    python tests/benchmarks/bench_tone.py news.jsonl --only cost   # some parts, over other articles

VADER over 1,000 quotes may take a second; the tone of quotes and narration 4 % of the time of the bare parse
(`nlp.pipe` on the same texts); "minilm" must read 60 sentences a second on one core. Times are seconds of the processor
but for "minilm", which is timed by the clock, with one thread.
"""

from __future__ import annotations

import os

# Before numpy is loaded: one thread for whatever counts in parallel.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

from importlib.util import find_spec
from itertools import cycle, islice
from statistics import median
from time import perf_counter

from measuring import Part, bare_pipeline, begin, seconds, use_one_core

from onrecord.quotes import find_quotes
from onrecord.speakers import resolve
from onrecord.text.article import Article
from onrecord.text.parsing import parse
from onrecord.tone.scoring import score_quotes, sentiment
from onrecord.tone.toward import score_narration

BLOCK = 10  # articles timed in one turn


def main() -> None:
    parts, articles = begin(__doc__, PARTS, 60)
    for part in parts:
        part(articles)
        print()


def quotes(articles: list[Article]) -> None:
    """Seconds for the tone of 1,000 quotes by VADER."""
    texts = list(islice(cycle(_quoted(articles)), 1000))
    sentiment(texts[:1])  # loads the lexicon
    words = sum(len(text.split()) for text in texts)
    times = [seconds(lambda: sentiment(texts)) for _ in range(5)]
    print(f"VADER, 1,000 quotes of {words:,} words: {median(times):.3f} s, at most {max(times):.3f} s  target 1 s")


def cost(articles: list[Article]) -> None:
    """Time of tone as a share of the bare parse, block by block."""
    nlp = bare_pipeline()
    sentiment([""])  # loads the lexicon
    rows = []
    for at in range(0, len(articles), BLOCK):
        block = articles[at : at + BLOCK]
        bare = seconds(lambda block=block: list(nlp.pipe(article.text for article in block)))
        parsed = [parse(article) for article in block]
        known = [(p, *resolve(p, find_quotes(p))) for p in parsed]
        of_quotes = seconds(lambda known=known: [score_quotes(p, found) for p, found, _ in known])
        of_narration = seconds(lambda known=known: [score_narration(*article) for article in known])
        rows.append((of_quotes / bare, of_narration / bare, (of_quotes + of_narration) / bare))
    print("tone beside the bare parse, median over blocks of articles")
    for name, shares in zip(("quotes", "narration", "both"), zip(*rows, strict=True), strict=True):
        print(f"{name:12} {median(shares):6.1%}   {min(shares):.1%} - {max(shares):.1%}", end="")
        print("  target 4 %" if name == "both" else "")


def minilm(articles: list[Article]) -> None:
    """Sentences a second of the scorer "minilm" with one thread."""
    if not (find_spec("onnxruntime") and find_spec("tokenizers")):
        print("minilm: the extra `embeddings` is not installed")
        return
    texts = [sentence.text for article in articles for sentence in parse(article).doc.sents if len(sentence) > 3][:600]
    sentiment(texts[:1], "minilm")  # loads the model
    use_one_core()
    spent = seconds(lambda: sentiment(texts, "minilm"), perf_counter)
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"minilm, {len(texts)} sentences of {words:.0f} words: {len(texts) / spent:.0f} a second  target 60")


PARTS: dict[str, Part] = {"quotes": quotes, "cost": cost, "minilm": minilm}


def _quoted(articles: list[Article]) -> list[str]:
    return [quote.text for article in articles for quote in find_quotes(parse(article))]


if __name__ == "__main__":
    main()
