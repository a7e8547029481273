"""Hyphens: whether a hyphen at the end of a line belongs to its word, and how a line is joined to the next one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from onrecord.system.models import DEFAULT_MODEL, installed_model
from onrecord.text.language import english_words
from onrecord.words.lexicons import word_class

SOFT = "\u00ad"  # a hyphen that is there only at the end of a line
END = re.compile(r"[^\W_](?:[^\W_]|['’.-])*")
START = re.compile(r"[^\W_]+")
WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
GLUED = ("—", "/")  # a line that ends with one behind a letter goes on without a space
LONGEST = 100  # characters of a word that are looked at
VOWELS = "aeiou"
SHORTEST = 3  # letters of a part that is taken for a word of its own
ENDINGS = ("'s", "’s", "s", "es", "ed", "d", "ing", "ly", "er", "ers")  # that words of the lexicon may have besides


class Words(NamedTuple):
    """English words in small letters.

    Attributes:
        listed: by a dictionary, the index of the default pipeline's lemmatiser.
        seen: in texts, the pipeline's vocabulary; some are misspelt.
    """

    listed: frozenset[str]
    seen: frozenset[str]


@cache
def known_words() -> Words:
    """The words that the default pipeline's files hold; none without it."""
    # Imported here: only texts whose lines are joined need it. The files are read without spaCy, which takes a second.
    from srsly import msgpack_loads, read_json

    spec = find_spec(installed_model(DEFAULT_MODEL))
    folders = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    listed: set[str] = set()
    seen: set[str] = set()
    for file in (file for folder in folders for file in folder.glob("*/vocab/strings.json")):
        seen.update(word for word in read_json(file) if word[:1].isalpha() and word.islower())
    for file in (file for folder in folders for file in folder.glob("*/lemmatizer/lookups/lookups.bin")):
        listed.update(*msgpack_loads(file.read_bytes()).get("lemma_index", {}).values())
    return Words(frozenset(listed), frozenset(seen))


def is_word(word: str) -> bool:
    """Whether English has a word in small letters, or its stem."""
    return _is_in(word, known_words().listed) or _is_in(word, known_words().seen)


class LineJoiner:
    """Joins the lines of one document.

    Args:
        lines: all lines of the document, whose whole words tell how it writes them.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            whole = line.rstrip("-") if line.endswith("-") else line
            found = [match.group() for match in WORDS.finditer(whole)]
            self._words.update(word.lower() for word in (found[:-1] if whole is not line else found))

    def join(self, text: str, line: str) -> str:
        """A text with the next line behind it: with a space, or with or without the hyphen that the text ends with.

        A hyphen goes if the document, or else the lexicon, has the word without it; it stays in a word that they have
        with it, before a capital or a figure, behind a prefix of `words/word_classes.csv`, and between two whole
        words. "two- and three-year" keeps its space.
        """
        if text.endswith(SOFT):
            return text[:-1] + line
        if text[-2:-1].isalpha() and text.endswith(GLUED):
            return text + line
        end, start = END.fullmatch(_last_word(text)), START.match(line)
        if not text.endswith("-") or not end or not start:
            return f"{text} {line}"
        if start.group().lower() in word_class("joins_hyphened") and self._stands_alone(end.group(), start.group()):
            return f"{text} {line}"
        return text + line if self._keeps(end.group(), start.group(), line) else text[:-1] + line

    def _stands_alone(self, before: str, after: str) -> bool:
        """Whether a word whose hyphen waits for a later one, "two- and three-year", is a word, and no half of "error"."""
        word = before.lower()
        alone = not word.isalpha() or is_word(word) or word in word_class("hyphened_prefix") or self._is_here(word)
        return alone and not _is_in(word + after.lower(), known_words().listed)

    def _keeps(self, before: str, after: str, line: str) -> bool:
        """Whether the hyphen belongs to the word."""
        whole = WORDS.match(line)
        for behind in (whole.group() if whole else after, after):
            if self._is_here(before + behind):
                return False
            if self._is_here(f"{before}-{behind}"):
                return True
        if (before + after).isupper() and (before + after).isalpha():
            before, after = before.lower(), after.lower()
        if not after[0].islower() or before[0].isdigit() or before[-1].isdigit():
            return True
        first, _, last = before.rpartition("-")
        return self._two_words(last, after.lower(), of_many=bool(first) or line[len(after) :].startswith("-"))

    def _is_here(self, word: str) -> bool:
        return _is_in(word.lower(), self._words)

    def _two_words(self, before: str, after: str, of_many: bool) -> bool:
        """Whether two parts are more likely two words than the halves of one, by what English has.

        Args:
            of_many: whether the word has another hyphen, as in "state-of-the-art".
        """
        name, before = before[:1].isupper(), before.lower()
        joined, hyphened, prefix = before + after, f"{before}-{after}", before in word_class("hyphened_prefix")
        if _is_in(joined, known_words().listed):
            return is_word(hyphened) and prefix and before[-1] in VOWELS and after[0] in VOWELS  # "re-elected"
        if is_word(hyphened) or (prefix and not is_word(joined)):
            return True
        return not is_word(joined) and all(self._may_stand_alone(part, of_many, name) for part in (before, after))

    def _may_stand_alone(self, part: str, of_many: bool, name: bool) -> bool:
        """Whether a part of a word is one; a part of a name must be in a dictionary, or stand alone in the document."""
        if of_many and part in english_words():
            return True
        known = _is_in(part, known_words().listed) if name else is_word(part)
        return len(part) >= SHORTEST and (known or self._is_here(part))


def _last_word(text: str) -> str:
    """The last word of a text, without the hyphen at its end and marks before it."""
    words = text[-LONGEST:].split()
    return words[-1].removesuffix("-").lstrip("\"'“‘([{«—–-") if words else ""


def _is_in(word: str, words: Collection[str]) -> bool:
    """Whether words have a word, or its stem."""
    if word in words:
        return True
    stems = [word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)]
    stems += [word[:-3] + "y" for ending in ("ied", "ies") if word.endswith(ending)]
    stems += [stem[:-1] for stem in stems if len(stem) > SHORTEST and stem[-1] == stem[-2]]  # "planned"
    return any(len(stem) >= SHORTEST and (stem in words or f"{stem}e" in words) for stem in stems)
