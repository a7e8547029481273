"""Duplicates: articles that say the same as an earlier one, or nearly so, such as an agency's report in several papers.

Texts are compared by the hashes of all runs of four words (shingles, after Broder 1997), the smallest ones of each, so
that a text and a piece cut out of it still share them. A later report that puts another number between the same words
("killed 12 people", "killed 15 people") is an update, and no duplicate.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.system.temporary_database import temporary_database
from onrecord.text.article import Article
from onrecord.text.dates import MONTHS
from onrecord.words import read_words

RUN = 4  # words of a shingle
MOST_HASHES = 1_000  # kept of a text
INDEXED = 2**32 // 8  # hashes below are looked up: one of eight
MOST_LOOKED_UP = 200  # of a text
CANDIDATES = 3  # earlier texts that are compared with one
SAME = 0.5  # part of the shorter text's shingles that the longer one has, too
MIN_SHARE = 0.3  # part of the longer text's words that the shorter one must have: less is an excerpt
MIN_SHINGLES = (
    40  # two shorter texts may have one quote in common, and little else: they must be the same, word for word
)
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
YEAR = re.compile(r"(1[89]|20)\d\d")
# Numbers beside these are days, hours and years, which differ from paper to paper.
OF_TIME = frozenset(name.lower() for month in MONTHS for name in (month, month[:3])) | {
    *"am pm gmt est edt bst et sept copyright updated published page pg".split(),
    *"monday tuesday wednesday thursday friday saturday sunday".split(),
}


class _Text(NamedTuple):
    """What is kept of a text: its id, how many words it has, its hashes, and those of its runs with a number.

    The latter come in pairs, without and with the number.
    """

    article_id: str
    n: int
    hashes: array[int]
    numbers: array[int]


class Duplicates:
    """The articles of a call, to be asked for each next one whether an earlier one says the same.

    What is kept of them waits in a temporary database on disk (about 1.5 KB for an article of 300 words), so that
    memory stays flat. `close` removes it.

    Limits:
        Each shingle leads to the first text that had it. A translation, or a report told anew, is no duplicate; neither
        is a text of fewer than 43 words, unless it is the same word for word.
    """

    def __init__(self) -> None:
        self._kept = temporary_database(
            "CREATE TABLE text (number INTEGER PRIMARY KEY, id TEXT, n INTEGER, hashes BLOB, numbers BLOB)",
            "CREATE TABLE first (hash INTEGER PRIMARY KEY, number INTEGER)",
            "CREATE TABLE whole (words TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID",
        )

    def close(self) -> None:
        """Remove the database."""
        self._kept.close()

    def original_of(self, article: Article) -> str | None:
        """The id of the first earlier article that says the same; None where there is none, and this one is kept.

        Args:
            article: one that was not given before.
        """
        words = [word.lower() for word in WORD.findall(article.text)]
        text = _Text(article.article_id, len(words), _hashes(words), _numbers(words))
        if len(text.hashes) < MIN_SHINGLES:
            return self._whole(words, article.article_id)
        for earlier in self._like(text.hashes):
            if _are_same(text, earlier) and not _is_update(text, earlier):
                return earlier.article_id
        self._keep(text)
        return None

    def _whole(self, words: list[str], identifier: str) -> str | None:
        """The id of an earlier text with these words and no others."""
        text = " ".join(words)
        row = self._kept.execute("SELECT id FROM whole WHERE words = ?", (text,)).fetchone()
        if row is None:
            self._kept.execute("INSERT INTO whole VALUES (?, ?)", (text, identifier))
        return str(row[0]) if row else None

    def _like(self, hashes: array[int]) -> Iterator[_Text]:
        """The earlier texts that share most with one."""
        looked_up = _looked_up(hashes)
        marks = ",".join("?" * len(looked_up))
        found = self._kept.execute(f"SELECT number FROM first WHERE hash IN ({marks})", looked_up)
        for number, _ in Counter(number for (number,) in found).most_common(CANDIDATES):
            row = self._kept.execute("SELECT id, n, hashes, numbers FROM text WHERE number = ?", (number,))
            identifier, n, hashes_of, numbers = row.fetchone()
            yield _Text(identifier, n, array("I", hashes_of), array("I", numbers))

    def _keep(self, text: _Text) -> None:
        """Keep a text that is like no other."""
        row = text.article_id, text.n, text.hashes.tobytes(), text.numbers.tobytes()
        number = self._kept.execute("INSERT INTO text (id, n, hashes, numbers) VALUES (?, ?, ?, ?)", row).lastrowid
        firsts = [(hash_, number) for hash_ in _looked_up(text.hashes)]
        self._kept.executemany("INSERT OR IGNORE INTO first VALUES (?, ?)", firsts)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(RUN)), strict=False)


def _hash(run: Iterable[str]) -> int:
    return zlib.crc32(" ".join(run).encode("utf-8", "replace"))


def _hashes(words: list[str]) -> array[int]:
    """The smallest hashes of a text's shingles, in order, each once."""
    return array("I", sorted(set(map(_hash, _runs(words))))[:MOST_HASHES])


def _numbers(words: list[str]) -> array[int]:
    """The runs with one number that counts something, each hashed without and with it; no more than MOST_HASHES."""
    numbers = [_number(word) for word in words]
    pairs = array("I")
    if not any(numbers):
        return pairs
    for run, values in zip(_runs(words), zip(*(numbers[i:] for i in range(RUN)), strict=False), strict=True):
        number = next(filter(None, values), None)
        if number and sum(map(bool, values)) == 1 and OF_TIME.isdisjoint(run):
            masked = tuple("#" if value else word for word, value in zip(run, values, strict=True))
            pairs.extend((_hash(masked), _hash((*masked, number))))
            if len(pairs) >= 2 * MOST_HASHES:
                break
    return pairs


@lru_cache(maxsize=10_000)
def _number(word: str) -> str | None:
    """A number in figures, whether it is written so or in a word; None for years and other words."""
    if word[0].isdigit():
        return None if YEAR.fullmatch(word) else word.replace(",", "")
    return _cardinals().get(word)


@cache
def _cardinals() -> dict[str, str]:
    """Words for numbers: {word: figures}."""
    from text_to_num import text2num

    rows = read_words("number_words.csv")
    return {
        row["word"]: row["low"] or str(text2num(row["word"], "en"))
        for row in rows
        if row["kind"] in ("cardinal", "scale")
    }


def _looked_up(hashes: array[int]) -> list[int]:
    below = [hash_ for hash_ in hashes[:MOST_LOOKED_UP] if hash_ < INDEXED]
    return below or list(hashes[:1])


def _are_same(a: _Text, b: _Text) -> bool:
    """Whether the shorter of two texts says little that the longer one does not."""
    if min(a.n, b.n) < MIN_SHARE * max(a.n, b.n):
        return False
    # Of a text that has more hashes than are kept, only those up to its last one are known.
    ends = [text.hashes[-1] for text in (a, b) if len(text.hashes) == MOST_HASHES]
    some, others = ({hash_ for hash_ in text.hashes if not ends or hash_ <= min(ends)} for text in (a, b))
    shorter = min(len(some), len(others))
    return len(some & others) >= SAME * shorter > 0


def _is_update(later: _Text, earlier: _Text) -> bool:
    """Whether a text has another number than an earlier one between the same words."""
    without, whole = set(earlier.numbers[::2]), set(earlier.numbers[1::2])
    pairs = zip(later.numbers[::2], later.numbers[1::2], strict=True)
    return any(masked in without and run not in whole for masked, run in pairs)
