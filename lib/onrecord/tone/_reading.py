"""Reading: the words of a text as VADER's rules are to read them, each in its clause.

Four things are done before nltk's rules look at the words near a word, so that they need not be written again:

- A negation shifts nothing beyond its clause ("The buses never came. Kind people helped.").
- Negations that are none ("could not be more grateful", "not only") are blotted out.
- What negates and is not in nltk's list ("nobody", "few", "failed to") is read as "not".
- "nobody", "none of" and "few" reach further than three words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.text.overlaps import covering
from onrecord.tone._analyser import analyser, bare, negates
from onrecord.tone._phrases import REACH, READ_AS, Phrase, find_phrases

# nltk looks three words back for negations and boosters, and two words on for idioms.
BACK, ON = 3, 2

BLANK, NOT = "_", "not"

# The effects of phrases in which no clause ends.
SPANS = {"plain", *REACH}

# nltk leaves out what is one character long.
RUN = re.compile(r"\S{2,}")

# Where a clause ends, or another begins: what stands before is not about what comes after.
CUT = re.compile(
    r"[!?—]|[;:](?=\s)|\n\s*\n|\s[-–]\s|\.(?=[\W_]{0,6}(?:\s[\W_]{0,6}(?-i:[A-Z0-9])|$))"
    r"|,(?:(?<=\bno,)|(?<=\bnot,)|(?<=\bnever,)|(?<=\bnothing,)"
    r"|(?=\s{1,3}(?:and\s|so\s|but\s)?\s{0,2}(?:i|we|you|he|she|it|they|there|thank\w*|luckily|fortunately)\b))"
    r"|\b(?:but|because|although|though|whereas|however)\b",
    re.IGNORECASE,
)


class ReadWord(NamedTuple):
    """A word of a text: where it stands, and how it is read."""

    word: str
    start: int
    end: int
    clause: int
    read: str  # what nltk is given: the word, "not", or "_" for what shifts nothing
    negation: str = ""  # the words that make it a negation, where it is one by a phrase
    reach: int = 0  # how far that negation reaches, in words
    toned: bool = True


class Near(NamedTuple):
    """The words around a word: as nltk is to read them, and as they are; the word itself is at `at`."""

    read: list[str]
    shown: list[str]
    at: int


def read_words_of(text: str) -> list[ReadWord]:
    """The words of a text, in order, those of one character left out."""
    phrases = find_phrases(text)
    within = covering((phrase.start, phrase.end) for phrase in phrases if phrase.effect in SPANS)
    cuts = [match.start() for match in CUT.finditer(text) if not within(match.start())]
    words, clause = [], 0
    for run in RUN.finditer(text.translate(READ_AS)):
        word = bare(run.group())
        start = run.start() + run.group().find(word)
        while clause < len(cuts) and cuts[clause] <= start:
            clause += 1
        words.append(ReadWord(word, start, start + len(word), clause, word))
    for phrase in phrases:
        _mark(words, phrase, text)
    return words


def _mark(words: list[ReadWord], phrase: Phrase, text: str) -> None:
    """Read the words of a phrase as it says."""
    first = bisect_right(words, phrase.start, key=lambda word: word.end)
    inside = range(first, bisect_left(words, phrase.end, key=lambda word: word.start))
    for i in inside:
        word = words[i]
        if phrase.effect == "untoned":
            words[i] = word._replace(toned=False)
        elif phrase.effect != "event" and (negates(word.read.lower()) or word.read.lower() == "but"):
            words[i] = word._replace(read=BLANK, negation="", reach=0)
    if inside and phrase.effect in REACH:
        said = " ".join(text[phrase.start : phrase.end].split())
        words[inside[-1]] = words[inside[-1]]._replace(read=NOT, negation=said, reach=REACH[phrase.effect])


def near(words: Sequence[ReadWord], place: int) -> Near:
    """What nltk's rules need to know around a word: three words before it and two behind it, in its clause."""
    this = words[place]
    first = max(0, place - BACK)
    read, shown = [], []
    for i in range(first, min(len(words), place + ON + 1)):
        word = words[i]
        says = word.clause == this.clause and not (word.reach and not place - word.reach <= i < place)
        read.append(this.word if i == place else word.read if says else BLANK)
        shown.append(word.negation or word.word)
    at = place - first
    if not any(negates(word.lower()) for word in read[:at]):
        _negate_from_afar(words, place, read, shown)
    return Near(read, shown, at)


def _negate_from_afar(words: Sequence[ReadWord], place: int, read: list[str], shown: list[str]) -> None:
    """Put "not" in the first place of the words before, where a negation reaches over all of them."""
    for i in range(place - BACK - 1, max(-1, place - max(REACH.values()) - 1), -1):
        if words[i].clause != words[place].clause:
            return
        if words[i].reach >= place - i:
            # A word with a tone of its own shifts nothing in nltk, so this one is read as a negation only.
            read[0], shown[0] = NOT, words[i].negation
            return


def is_booster(word: str, after: str) -> bool:
    """Whether a word only makes others stronger or weaker: boosters, and the "kind" of "kind of"."""
    return word in analyser().constants.BOOSTER_DICT or (word == "kind" and after == "of")
