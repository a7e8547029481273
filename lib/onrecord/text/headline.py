"""The headline: whether a text begins with one."""

from __future__ import annotations

import re
from functools import cache

from onrecord.text.layout import Span
from onrecord.words import read_words

MIN_WORDS, MAX_WORDS = 4, 25  # of a headline
PARAGRAPHS_BELOW = 3  # one of so many must be longer than the headline and end a sentence
LONG_WORD = 4  # letters: shorter words stand in small letters in a headline in capitals
MIN_LONG_WORDS = 3  # to say that a line Has Most Words Like This
CAPITALS_SHARE = 0.8  # of its long words must begin with a capital


@cache
def not_last_words() -> frozenset[str]:
    """The lexicon words/not_last_in_headline.csv: a line that ends with one of them goes on below."""
    return frozenset(row["word"] for row in read_words("not_last_in_headline.csv"))


def find_headline(text: str, blocks: list[Span], title: str | None) -> Span | None:
    """Tell whether a text begins with a headline.

    Args:
        text: any text.
        blocks: (start, end) of its blocks; the headline is looked for in the first one.
        title: the title, if the source gives one.

    Returns:
        (start, end) of the first block, without a Markdown mark, if it is that title, or has the shape of one
        and a longer paragraph comes after it; else None. A headline is one line of 4 to 25 words that does not end
        like a sentence; or does, but Has Most Words Like This.
    """
    if len(blocks) < 2:
        return None
    start, end = blocks[0]
    if hashes := re.match(r"#{1,6}[ \t]+", text[start:end]):
        start += hashes.end()
    line, below = text[start:end], [text[a:b] for a, b in blocks[1 : 1 + PARAGRAPHS_BELOW]]
    if (title and _are_same(line, title)) or (_has_its_shape(line) and _stands_above(line, below)):
        return start, end
    return None


def _are_same(a: str, b: str) -> bool:
    """Whether two headlines have the same letters and digits."""
    return re.sub(r"\W+", "", a).casefold() == re.sub(r"\W+", "", b).casefold()


def _has_its_shape(line: str) -> bool:
    words = line.split()
    begins = re.match(r"[\w“‘\"'$£€]", line) and not re.search(r"\n|://|\.com/", line)
    return bool(MIN_WORDS <= len(words) <= MAX_WORDS and begins and (not _ends_sentence(line) or _in_capitals(words)))


def _stands_above(line: str, below: list[str]) -> bool:
    """Whether a real sentence stands below, and the line is not the first half of one: that goes on in small letters."""
    goes_on = below[0][0].islower() or line.split()[-1] in not_last_words()
    return not goes_on and any(len(paragraph) > len(line) and _ends_sentence(paragraph) for paragraph in below)


def _ends_sentence(line: str) -> bool:
    return line.rstrip("”’\"')").endswith((".", "!", ":", ";", ",", "-", "–", "—"))


def _in_capitals(words: list[str]) -> bool:
    long_words = [word.lstrip("“‘\"'(") for word in words if len(word.strip("“”‘’\"'().,:;")) >= LONG_WORD]
    capitals = sum(not word[0].islower() for word in long_words)
    return len(long_words) >= MIN_LONG_WORDS and capitals >= CAPITALS_SHARE * len(long_words)
