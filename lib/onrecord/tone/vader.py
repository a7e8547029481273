"""VADER, word by word: the valence of each word of a text, what shifted it, and the compound of them all.

VADER (Hutto & Gilbert 2014, "VADER: A parsimonious rule-based model for sentiment analysis of social media text",
ICWSM) as nltk computes it, with the lexicon of the package `vaderSentiment`. Three things differ from nltk's:

- "no" is a negation like "not", and has no tone of its own. nltk has it in the lexicon as a negative word, so that
  "no danger" is worse than "danger". (As an answer, "No, we are glad", it is taken for a negation too.)
- "the bomb" is not praise. In VADER it is the slang word for something splendid.
- Marks around a word and a possessive 's are no part of it. nltk takes one mark off, and does not find "terrible" in
  “terrible.”, (terrible) or "terrible's".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from types import SimpleNamespace
from typing import TYPE_CHECKING

from onrecord.rows import TonedWord
from onrecord.text.parsing import PLAIN_CHARACTERS

if TYPE_CHECKING:
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

# A compound this far from zero is a tone (the cut-off that the authors of VADER give).
CUT = 0.05

# nltk looks three words back for negations and boosters, and two words on for idioms.
BACK, ON = 3, 2

# One character for one character, so that words keep their places.
TO_SPACES = str.maketrans('"—…', "   ")
READ_AS = TO_SPACES | {mark: TO_SPACES.get(plain, plain) for mark, plain in PLAIN_CHARACTERS.items()}

# Emoticons have marks too, so these go only where the lexicon does not hold the word with them.
MARKS = ".,;:!?'-()[]{}"

# nltk leaves out what is one character long.
RUN = re.compile(r"\S{2,}")


def toned_words(text: str) -> list[TonedWord]:
    """The words of a text that VADER gives a valence.

    Returns:
        The words in the order of the text, `text[start:end] == word`. `shifted` holds, with commas between them:
        "negated by WORD", "boosted by WORD", "weakened by WORD", "in capitals", "before but", "after but".

    Source of the method: nltk's `sentiment_valence`; what a word nearby did is found by taking it away.

    Limits:
        As in nltk, a form that comes twice is scored both times by the words before its first place.
    """
    runs = list(RUN.finditer(text.translate(READ_AS)))
    words = [_bare(run.group()) for run in runs]
    lower = [word.lower() for word in words]
    first = {word: i for i, word in reversed(list(enumerate(words)))}
    some_capitals = 0 < sum(map(str.isupper, words)) < len(words)
    but = lower.index("but") if "but" in lower else None
    lexicon = _analyser().lexicon
    toned = []
    for place, (word, run) in enumerate(zip(words, runs, strict=True)):
        if lower[place] not in lexicon:
            continue
        at = first[word]
        near, i = words[max(0, at - BACK) : at + ON + 1], min(at, BACK)
        valence = _valence(near, i, some_capitals)
        if valence:
            shifts = _shifts(near, i, some_capitals)
            if but is not None and place != but:
                valence *= 0.5 if place < but else 1.5
                shifts.append("before but" if place < but else "after but")
            start = run.start() + run.group().find(word)
            end = start + len(word)
            toned.append(TonedWord(text[start:end], valence, start, end, ", ".join(shifts)))
    return toned


def compound(valences: Iterable[float], text: str) -> float:
    """VADER's last step: the sum, emphasised by the ! and ? of the text, normalised to -1..1, with four digits."""
    return _analyser().score_valence(list(valences), text)["compound"] + 0.0


def label_of(compound: float, cut: float = CUT) -> int:
    """-1, 0 or 1: the side of zero that a compound is on, by `cut` or more."""
    return int(compound >= cut) - int(compound <= -cut)


def lexicon_source() -> str:
    """The lexicon's package and version as installed, its size, and nltk's version, as a line for a footnote."""
    entries = len(_analyser().make_lex_dict())
    return f"vaderSentiment {version('vaderSentiment')}, lexicon of {entries:,} entries; nltk {version('nltk')}"


@cache
def _analyser() -> SentimentIntensityAnalyzer:
    """nltk's analyser with the lexicon of `vaderSentiment`; changed in this object only, not in nltk."""
    # Imported here: nltk costs half a second, which who scores no tone need not wait for.
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    # nltk's constructor opens no file that has a second hard link, and uv installs by hard links; so it is not called.
    analyser = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    analyser.lexicon_file = files("vaderSentiment").joinpath("vader_lexicon.txt").read_text(encoding="utf-8")
    analyser.lexicon = analyser.make_lex_dict()
    analyser.constants = VaderConstants()
    analyser.constants.NEGATE = analyser.constants.NEGATE | {"no"}
    del analyser.lexicon["no"]
    idioms = analyser.constants.SPECIAL_CASE_IDIOMS
    analyser.constants.SPECIAL_CASE_IDIOMS = {idiom: idioms[idiom] for idiom in idioms if idiom != "the bomb"}
    return analyser


@cache
def _shifting() -> frozenset[str]:
    """Every word that may change the valence of a word near it; what is not among them need not be taken away."""
    constants = _analyser().constants
    phrases = [*constants.NEGATE, *constants.BOOSTER_DICT, *constants.SPECIAL_CASE_IDIOMS, "never so this at least"]
    return frozenset(word for phrase in phrases for word in phrase.split())


def _bare(run: str) -> str:
    """A word without the marks around it and without a possessive 's; what the lexicon holds with its marks stays."""
    if run.isalnum() or run.lower() in _analyser().lexicon:
        return run
    word = run.strip(MARKS).removesuffix("'s").removesuffix("'S")
    return word if len(word) > 1 else run


def _valence(words: list[str], i: int, some_capitals: bool) -> float:
    """nltk's valence of the i-th word after capitals, boosters and negation, before "but"."""
    word = words[i].lower()
    if word in _analyser().constants.BOOSTER_DICT or (
        word == "kind" and [w.lower() for w in words[i + 1 : i + 2]] == ["of"]
    ):
        return 0.0
    text = SimpleNamespace(words_and_emoticons=words, is_cap_diff=some_capitals)
    return float(_analyser().sentiment_valence(0, text, words[i], i, [])[-1])


def _shifts(words: list[str], i: int, some_capitals: bool) -> list[str]:
    """What the words before the i-th did to its valence: each is taken away, and the two valences are compared."""
    valence = _valence(words, i, some_capitals)
    shifts = []
    for at, word in enumerate(words[:i]):
        lower = word.lower()
        # A word with a tone of its own never shifts another's.
        if lower in _analyser().lexicon or (lower not in _shifting() and "n't" not in lower):
            continue
        without = _valence([*words[:at], "_", *words[at + 1 :]], i, some_capitals)
        if without != valence:
            stronger = "boosted" if abs(valence) > abs(without) else "weakened"
            shifts.append(f"{'negated' if valence * without < 0 else stronger} by {word}")
    if some_capitals and words[i].isupper():
        shifts.append("in capitals")
    return shifts
