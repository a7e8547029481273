"""Shortfalls: what to say where less was read than the page says that its article has, or something else."""

from __future__ import annotations

import re

from onrecord.text.article import count_words
from onrecord.text.sources.web.article_bodies import shingles
from onrecord.text.sources.web.stated_pages import StatedPage

SHARE = 0.7  # of the words that the page says it has; with fewer, some are missing
MIN_STATED = 100  # words: numbers below are of something else
MAX_STATED = 20_000  # words: numbers above count characters
MIN_BODY = 50  # words of a text in JSON-LD that is one
MIN_DESCRIPTION = 6  # long words of a description that says something
LONG_WORD = 5  # letters
CHECK = "Check the text."


def shortfall(paragraphs: list[str], stated: StatedPage, body: list[str], place: str) -> str | None:
    """One line on what of an article may be missing; None where nothing points to it.

    Args:
        paragraphs: that were read.
        stated: what the page states.
        body: paragraphs of the article's text in JSON-LD.
        place: what the line calls the page.
    """
    n_read = sum(map(count_words, paragraphs))
    if stated.n_words and MIN_STATED <= stated.n_words <= MAX_STATED and n_read < SHARE * stated.n_words:
        return f"{place}: {n_read:,} words were read, of {stated.n_words:,} that the page says it has.{_why(stated)} {CHECK}"
    in_body = shingles(body)
    if in_body.total() >= MIN_BODY and (in_body & shingles(paragraphs)).total() < SHARE * in_body.total():
        return f"{place}: the page's data for search engines have another text than was read.{_why(stated)} {CHECK}"
    if stated.is_cut and not body:
        return f"{place}: {n_read:,} words were read; the page says that the rest is for subscribers. {CHECK}"
    if _is_foreign(paragraphs, stated.description):
        return f"{place}: no word of the page's own summary is in what was read. {CHECK}"
    return None


def _why(stated: StatedPage) -> str:
    return " The rest may be for subscribers." if stated.is_cut else ""


def _is_foreign(paragraphs: list[str], description: str | None) -> bool:
    """Whether a text has none of the long words of the page's summary."""
    wanted = {word for word in re.findall(r"\w+", (description or "").lower()) if len(word) >= LONG_WORD}
    return len(wanted) >= MIN_DESCRIPTION and wanted.isdisjoint(re.findall(r"\w+", " ".join(paragraphs).lower()))
