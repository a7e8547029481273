"""Made-up articles: as many as a benchmark needs, of the sentences of data/articles, mixed by a seeded generator."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta

from measuring import OURS

from onrecord.text.article import Article
from onrecord.text.sources import read_many

SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[“A-Z])")
LONG, SHORT = range(20, 45), range(2, 5)  # sentences: of a news report, of a brief


def made_up(number: int, sentences: range, seed: int = 0) -> Iterator[Article]:
    """Articles of paragraphs of two sentences; each has a day and an outlet.

    Args:
        number: of articles.
        sentences: how many an article may have.
    """
    draw, pool = random.Random(seed), sentences_of_ours()
    for n in range(number):
        chosen = draw.sample(pool, draw.choice(sentences))
        text = "\n\n".join(" ".join(chosen[i : i + 2]) for i in range(0, len(chosen), 2))
        day = date(2021, 1, 1) + timedelta(days=draw.randrange(365))
        yield Article(f"{n:05}", text, outlet=f"Outlet {n % 7}", date=day.isoformat())


def sentences_of_ours() -> list[str]:
    """The sentences of data/articles, but for the shortest and the longest."""
    pool = [" ".join(s.split()) for article in read_many([OURS]) for s in SENTENCE.split(_body(article))]
    return [sentence for sentence in pool if 20 < len(sentence) < 500]


def _body(article: Article) -> str:
    skipped = [*article.boilerplate, *([article.headline] if article.headline else [])]
    return "".join(c for at, c in enumerate(article.text) if not any(start <= at < end for start, end in skipped))
