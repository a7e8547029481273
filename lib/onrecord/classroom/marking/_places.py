"""Places: the words and numbered sentences of an article, and where words that somebody wrote down stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from textwrap import shorten
from typing import NamedTuple

from onrecord.classroom.alike import find_words
from onrecord.pages.wording import plain
from onrecord.text.article import WORD, Article
from onrecord.text.layout import Span, find_blocks

# Where a sentence ends: its mark, marks of quotation behind it, and a capital, digit or opening mark after a space.
END = re.compile(r"""(?<![.!?…])[.!?…]++[”’"')\]]*(?=\s+[“‘"'(\[]?[A-Z\d“‘])""")
SHORT = re.compile(r"""(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Capt|Prof|Sen|Rep|Gov|Rev|Jr|Sr|No|vs)|\b[A-Z])\.$""")
LONGEST_SHORT = 5  # characters
CHUNK = re.compile(r"[^\s—]+")
SHOWN = 100  # characters of words that were not found
MOST_WORDS = 100  # of them that are looked for as a beginning


class NotFound(Exception):
    """Words that have no place; the message says why, and what to do."""


class Sentence(NamedTuple):
    """A sentence of the article's own words; the first one has the number 1."""

    number: int
    start: int
    end: int


@lru_cache(maxsize=64)
def sentences(article: Article) -> tuple[Sentence, ...]:
    """The article's own sentences in order: headline and paragraphs, without by-line and other lines around it."""
    spans = [span for block in find_blocks(article.text) for span in _cut(article.text, block)]
    own = [span for span in spans if any(not _skipped(article, *word.span()) for word in _words(article, span))]
    return tuple(Sentence(number, *span) for number, span in enumerate(own, 1))


def _cut(text: str, block: Span) -> list[Span]:
    start, end = block
    spans = []
    for mark in END.finditer(text, start, end):
        if (
            not SHORT.search(text, max(start, mark.end() - LONGEST_SHORT), mark.end())
            and text[start : mark.end()].strip()
        ):
            spans.append((start, mark.end()))
            start = mark.end() + len(text[mark.end() : end]) - len(text[mark.end() : end].lstrip())
    return [*spans, (start, end)] if start < end else spans


def _words(article: Article, span: Span) -> list[re.Match[str]]:
    return list(CHUNK.finditer(article.text, *span))


def _skipped(article: Article, start: int, end: int) -> bool:
    """Whether a span is no part of the article's own words."""
    return any(a < end and start < b for a, b in article.boilerplate)


def chunks(article: Article, sentence: Sentence) -> list[tuple[int, int, bool]]:
    """What stands between the spaces of a sentence: (start, end, whether it is the article's own word)."""
    return [
        (*chunk.span(), not _skipped(article, *chunk.span()) and bool(WORD.search(chunk.group())))
        for chunk in _words(article, sentence[1:])
    ]


def words(article: Article) -> list[Span]:
    """The article's own words, without the marks around them: the units that everybody can mark."""
    return [
        word.span()
        for sentence in sentences(article)
        for word in WORD.finditer(article.text, sentence.start, sentence.end)
        if not _skipped(article, *word.span())
    ]


def sentence_at(article: Article, place: int) -> int | None:
    """The number of the sentence at a place; None outside all of them."""
    return next((s.number for s in sentences(article) if s.start <= place < s.end), None)


def find(article: Article, given: str, number: int | None = None, nth: int | None = None) -> Span:
    """The place of words in an article; how marks of quotation, dashes and spaces are written makes no difference.

    Args:
        article: where to look.
        given: the words.
        number: of the sentence in which they begin; None where it is not told.
        nth: which of several such places (1 is the first); None where it is not told.

    Raises:
        NotFound: they are not there, or in several places.
    """
    here = find_words(article.text, given) if len(given) <= 2 * len(article.text) else []
    shown = shorten(plain(given), SHOWN, placeholder=" …")
    if not here:
        raise NotFound(f"the article has no such words: “{shown}”{_how_far(article.text, given)}")
    known = sentences(article)
    if number is not None:
        if not 1 <= number <= len(known):
            raise NotFound(f"there is no sentence {number}; the article has {len(known)}")
        sentence = known[number - 1]
        inside = [span for span in here if sentence.start <= span[0] < sentence.end]
        if not inside:
            raise NotFound(f"“{shown}” is not in sentence {number}; it is in {_numbers(article, here)}")
        here = inside
    if nth is not None:
        if not 1 <= nth <= len(here):
            raise NotFound(
                f"“{shown}” stands there {'once' if len(here) == 1 else f'{len(here)} times'}, so there is no number {nth}"
            )
        return here[nth - 1]
    if len(here) > 1:
        how = "write which one: 3#2 is the second one in sentence 3" if number else "write the number of the sentence"
        raise NotFound(f"“{shown}” stands {len(here)} times in {_numbers(article, here)}; {how}")
    return here[0]


def _numbers(article: Article, spans: Sequence[Span]) -> str:
    """The sentences of some places: "sentence 4", "sentences 4, 7"."""
    numbers = list(dict.fromkeys(sentence_at(article, start) for start, _ in spans))
    told = ", ".join(str(number) for number in numbers if number)
    return f"sentence{'s' * (len(numbers) > 1)} {told}" if told else "lines around the article"


def _how_far(text: str, given: str) -> str:
    """How many of the first words are there, as a hint at what was mistyped."""
    parts = given.split()[:MOST_WORDS]
    for n in range(len(parts) - 1, 1, -1):
        if find_words(text, " ".join(parts[:n])):
            return f"; it has them as far as “{' '.join(parts[:n])}”"
    return ""
