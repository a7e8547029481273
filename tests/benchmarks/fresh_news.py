"""Fresh news: articles as many as wanted, each with people, places, numbers and a happening that no other one has."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta

from made_up import sentences_of_ours

from onrecord.text.article import Article

NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")  # within a sentence: a name, or part of one
NUMBER = re.compile(r"\b(?!(?:19|20)\d\d\b)\d{1,4}\b")
ONSETS = "b br d dr f g gr h j k kl l m n p pl r s st t tr v w z".split()
RHYMES = "a an ar el en er i in ir o ol on or u un ur".split()
FRESH = 10  # names of an article that no other one has, about as many as words of real news that were never seen before


def fresh_news(number: int, words: int = 300, seed: int = 0, first: int = 0) -> Iterator[Article]:
    """Articles of paragraphs of two sentences.

    Args:
        number: of articles.
        words: in each, or a few more.
        seed: other ones give other articles.
        first: the number of the first one; the n-th is the same wherever one begins.
    """
    pool = sentences_of_ours()
    for n in range(first, first + number):
        draw = random.Random(f"{seed} {n}")
        chosen: list[str] = []
        while sum(len(sentence.split()) for sentence in chosen) < words:
            chosen.append(draw.choice(pool))
        text = "\n\n".join(" ".join(chosen[i : i + 2]) for i in range(0, len(chosen), 2))
        names = dict.fromkeys(NAME.findall(text))
        renamed = {name: _name(draw) for name in draw.sample(sorted(names), min(FRESH, len(names)))}
        text = re.sub(r"\b[A-Z]\w+\b", lambda found, new=renamed: new.get(found[0], found[0]), text)
        text = NUMBER.sub(lambda found, draw=draw: str(int(found[0]) + draw.randrange(9)), text)
        day = date(2021, 1, 1) + timedelta(days=draw.randrange(365))
        yield Article(f"{n:07}", text, outlet=f"Outlet {n % 7}", date=day.isoformat())


def _name(draw: random.Random) -> str:
    return "".join(draw.choice(ONSETS) + draw.choice(RHYMES) for _ in range(4)).capitalize()
