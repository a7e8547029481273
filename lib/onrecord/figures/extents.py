"""Extents: over what a figure is counted, by the words beside it: one hospital, the whole year, an earlier count."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from onrecord.rows import Figure
from onrecord.words import any_of, read_words

EXTENT_REACH = 200  # characters between a figure and words in its sentence that say of what extent it is
TIME_REACH = 15  # the same for words that call a count the earlier or the later one
TIMES = ("earlier", "later", "total")  # kinds of words that call a count an earlier or a later one
TO_NUMBER = re.compile(
    r" ?(?:(?:the|a|an) )?(?:(?:earlier|previous|initial|first|confirmed|official) )?(?:(?:toll|count|figure|number|total) (?:of )?)?"
    r"(?:about |around |at least |more than |nearly |some )?"
)
SENTENCE_END = re.compile(r"(?<![^\w\s])[^\w\s.!?;]*+[.!?;][^\w\s]*+\s|\n\n")
Extents = dict[str, dict[str, str]]


def extents_of(figure: Figure, extents: Extents) -> dict[str, str]:
    """The extents of a figure without the words for earlier and later counts."""
    return {p: kind for p, kind in extents.get(figure.figure_id, {}).items() if kind not in TIMES}


@cache
def extent_words() -> dict[str, str]:
    """The lexicon words/extents.csv without spans of time: {phrase: wider, facility, bodies, earlier or later}."""
    return {row["phrase"]: row["extent"] for row in read_words("extents.csv") if row["extent"] != "span"}


@cache
def extent_pattern() -> re.Pattern:
    """Any phrase of words/extents.csv, the longest first."""
    return any_of(extent_words())


def find_extents(figures: list[Figure], text: str) -> Extents:
    """What each figure is said to be counted over: {figure_id: {phrase: a kind of words/extents.csv}}.

    A phrase belongs to the nearest figure of its sentence.
    """
    extents: Extents = {}
    starts = [f.start for f in figures]
    for match in _near(extent_pattern(), [f for f in figures if f.event != "other"], text):
        i = bisect_left(starts, match.start())
        if any(_is_who_counts(f, match) for f in figures[max(0, i - 1) : i + 1]):
            continue
        near = [(gap, f) for f in figures[max(0, i - 1) : i + 1] if (gap := _gap(f, match, text)) is not None]
        if near:
            _, figure = min(near, key=lambda pair: pair[0])
            phrase = match.group().lower()
            extents.setdefault(figure.figure_id, {})[phrase] = extent_words()[phrase]
    for figure in figures:
        # "The toll rose to 46 from 17"; of other counts "from" may name a place.
        if figure.rule.startswith("event_total") and text.endswith(" from ", 0, figure.start):
            extents.setdefault(figure.figure_id, {})["from"] = "earlier"
    return extents


def _near(pattern: re.Pattern, figures: list[Figure], text: str) -> Iterator[re.Match]:
    """The matches of a pattern around some figures, each once."""
    windows: list[list[int]] = []
    for figure in figures:
        start, end = max(0, figure.start - EXTENT_REACH), figure.end + EXTENT_REACH
        if windows and start <= windows[-1][1]:
            windows[-1][1] = max(end, windows[-1][1])
        else:
            windows.append([start, end])
    for start, end in windows:
        yield from pattern.finditer(text, start, end)


def _is_who_counts(figure: Figure, match: re.Match) -> bool:
    """Whether a phrase names the claimant: "hospitals put it at nine" is no count over hospitals."""
    first, last = figure.mention_start, figure.mention_end
    return first is not None and last is not None and first <= match.start() and match.end() <= last


def _gap(figure: Figure, match: re.Match, text: str) -> int | None:
    """Characters between a figure and a phrase, None where a sentence ends between them."""
    start, end = min(figure.end, match.end()), max(figure.start, match.start())
    names_number = match.group().lower().endswith((" from", " to", " at"))
    between = text[match.end() : figure.start]
    if names_number and (match.end() > figure.start or not TO_NUMBER.fullmatch(between)):
        return None  # "the death toll from a fire": no number follows
    reach = TIME_REACH if extent_words()[match.group().lower()] in TIMES else EXTENT_REACH
    if end - start > reach or SENTENCE_END.search(text[start:end]):
        return None
    return max(end - start, 0)
