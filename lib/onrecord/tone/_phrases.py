"""Phrases: words that negate, keep from negating, or carry no tone only where they stand together."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.text.plain_characters import PLAIN_CHARACTERS
from onrecord.words import read_words

# One character for one character, so that words keep their places.
TO_SPACES = str.maketrans('"—…', "   ")
READ_AS = TO_SPACES | {mark: TO_SPACES.get(plain, plain) for mark, plain in PLAIN_CHARACTERS.items()}

# What "…" stands for in a pattern: up to six words with no mark between them.
SOME_WORDS = r"(?:[\w'-]+ ){0,6}?"

# How many words on, at most, a negation by a phrase reaches within its clause.
REACH = {"negates": 3, "negates far": 8, "negates next": 2}


class Phrase(NamedTuple):
    """A phrase in a text, and what it does (see words/tone_phrases.csv)."""

    start: int
    end: int
    effect: str


@lru_cache(maxsize=64)  # who scores a text asks for them twice
def find_phrases(text: str) -> tuple[Phrase, ...]:
    """The phrases of words/tone_phrases.csv in a text, line by line of that file.

    Returns:
        Phrases with one of the effects "plain" (negations and "but" in it do nothing), "untoned" (rated words in it carry
        no tone), "event" (it is a word that names an event), "negates" (its last word does, and no other in it),
        "negates far" (up to eight words on, not three) and "negates next" (the next two words).
    """
    lower = text.translate(READ_AS).lower()
    if len(lower) != len(text):  # a capital that has no small letter of one character: İ
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(READ_AS))
    worth_a_search = sorted({n for key, n in _keys() if key in lower})
    lines = (_patterns()[n] for n in worth_a_search)
    return tuple(Phrase(*match.span(), effect) for pattern, effect in lines for match in pattern.finditer(lower))


@cache
def _keys() -> list[tuple[str, int]]:
    """What a text must hold some of to be searched for a line (searching is slow), each with the number of the line."""
    keys = (line["key"].split() or [""] for line in read_words("tone_phrases.csv"))  # all texts hold ""
    return [(key, n) for n, those in enumerate(keys) for key in those]


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Of each line what is looked for, and its effect."""
    lines = read_words("tone_phrases.csv")
    return [(_pattern(line["pattern"], line["not_after"]), line["effect"]) for line in lines]


def _pattern(written: str, not_after: str) -> re.Pattern[str]:
    behind = "".join(
        rf"(?<!{edge}{re.escape(word)} )" for word in not_after.split() for edge in [r"\b" if word.isalpha() else ""]
    )
    body = written.replace("… ", SOME_WORDS).replace(" ", r"\s+")
    begins = "" if written.startswith(r"\b") else r"\b"
    return re.compile(rf"{begins}{behind}{body}(?!\w)")
