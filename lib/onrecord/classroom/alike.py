"""Alike: words and names that are the same, however somebody typed them, and where such words stand in a text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import dropwhile

from onrecord.evaluation import marked
from onrecord.text.layout import Span
from onrecord.words.lexicons import titles

# A letter for each letter, so that places in a text stay what they are.
SAME = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′`´‹›", "'"), **dict.fromkeys("–—−‑‒―", "-")}
)
LETTER = re.compile(r"(?s:.)[\u0300-\u036f]*")  # with the accents that are typed as characters of their own
BESIDE_NAMES = str.maketrans(dict.fromkeys('"()[];:!?', " "))


def one_line(text: str) -> str:
    """A text in one line, with one kind of quotation marks, dashes and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(SAME)).split())


def find_words(text: str, words: str) -> list[Span]:
    """All places of words in a text, however quotation marks, dashes, spaces and capitals are written.

    Args:
        text: where to look.
        words: whole ones; without the marks around them where they are not found with them.

    Returns:
        Their beginnings and ends in the text, in order.
    """
    smooth, places = _smooth(text)
    wanted = one_line(words)
    for each in (wanted, wanted.strip("\"' "), wanted.strip("\"' .,;:!?")):
        found = [(places[m.start()][0], places[m.end() - 1][1]) for m in _whole(each).finditer(smooth)] if each else []
        if found:
            return found
    return []


def _whole(words: str) -> re.Pattern[str]:
    """A pattern for words that are no part of longer ones."""
    before, after = r"(?<!\w)" * words[0].isalnum(), r"(?!\w)" * words[-1].isalnum()
    return re.compile(before + re.escape(words) + after, re.IGNORECASE)


@lru_cache(maxsize=64)
def _smooth(text: str) -> tuple[str, tuple[Span, ...]]:
    """A text as `one_line` gives it, and the place in the text of each of its characters."""
    characters: list[str] = []
    places: list[Span] = []
    for letter in LETTER.finditer(text):
        for each in unicodedata.normalize("NFKC", letter.group().translate(SAME)):
            if not each.isspace():
                characters.append(each)
                places.append(letter.span())
            elif characters[-1:] != [" "]:
                characters.append(" ")
                places.append(letter.span())
    return "".join(characters), tuple(places)


def name_words(name: object) -> list[str]:
    """The words of a name that tell people apart: without articles, titles before it and the ending 's."""
    plain = one_line(name).translate(BESIDE_NAMES) if isinstance(name, str) else ""
    words = [word for word in marked.name_words(plain) if word.strip("-")]
    return list(dropwhile(titles().__contains__, words)) or words
