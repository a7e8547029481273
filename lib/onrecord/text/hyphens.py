"""Hyphens: whether a hyphen at the end of a line belongs to its word, and how a line is joined to the next one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from onrecord.system.models import DEFAULT_MODEL, installed_model
from onrecord.words.lexicons import word_class

SOFT = "\u00ad"  # a hyphen that is there only at the end of a line
END = re.compile(r"(?P<before>[^\W_](?:[^\W_]|['’.-])*)-$")
START = re.compile(r"[^\W_]+")
WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
GLUED = ("—", "/")  # a line that ends with one behind a letter goes on without a space
VOWELS = "aeiou"
SHORTEST = 3  # letters of a part that is taken for a word of its own
ENDINGS = ("'s", "’s", "s", "es", "ed", "d", "ing", "ly", "er", "ers")  # that words of the lexicon may have besides


@cache
def known_words() -> frozenset[str]:
    """English words in small letters: those of the default pipeline's vocabulary and lemmatiser; none without it."""
    # Imported here: only texts whose lines are joined need it. The files are read without spaCy, which takes a second.
    from srsly import msgpack_loads, read_json

    spec = find_spec(installed_model(DEFAULT_MODEL))
    folders = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    words: set[str] = set()
    for file in (file for folder in folders for file in folder.glob("*/vocab/strings.json")):
        words.update(word for word in read_json(file) if word[:1].isalpha())
    for file in (file for folder in folders for file in folder.glob("*/lemmatizer/lookups/lookups.bin")):
        words.update(*msgpack_loads(file.read_bytes()).get("lemma_index", {}).values())
    return frozenset(word for word in words if word.islower())


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
        end, start = END.search(text[-100:]), START.match(line)
        if not end or not start:
            return f"{text} {line}"
        if start.group().lower() in word_class("joins_hyphened"):
            return f"{text} {line}"
        return text + line if self._keeps(end["before"], start.group(), line) else text[:-1] + line

    def _keeps(self, before: str, after: str, line: str) -> bool:
        """Whether the hyphen belongs to the word."""
        whole = WORDS.match(line)
        for behind in {whole.group() if whole else after, after}:
            if self._is_here(before + behind):
                return False
            if self._is_here(f"{before}-{behind}"):
                return True
        if (before + after).isupper() and (before + after).isalpha():
            before, after = before.lower(), after.lower()
        if not after[0].islower() or before[0].isdigit() or before[-1].isdigit():
            return True
        return self._two_words(before.rpartition("-")[2], after)

    def _is_here(self, word: str) -> bool:
        return _is_in(word.lower(), self._words)

    def _two_words(self, before: str, after: str) -> bool:
        """Whether two parts are more likely two words than the halves of one, by what English has."""
        lexicon, before, after = known_words(), before.lower(), after.lower()
        hyphened, prefix = _is_in(f"{before}-{after}", lexicon), before in word_class("hyphened_prefix")
        if _is_in(before + after, lexicon):
            return hyphened and prefix and before[-1] in VOWELS and after[0] in VOWELS  # "re-elected" and "reelected"
        if hyphened or prefix:
            return True
        return all(len(part) >= SHORTEST and (_is_in(part, lexicon) or self._is_here(part)) for part in (before, after))


def _is_in(word: str, words: Collection[str]) -> bool:
    """Whether words have a word, or its stem."""
    if word in words:
        return True
    stems = (word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))
    return any(len(stem) >= SHORTEST and (stem in words or f"{stem}e" in words) for stem in stems)
