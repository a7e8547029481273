"""VADER, word by word: the valence of each word of a text, what shifted it, and the compound of them all.

VADER (Hutto & Gilbert 2014, "VADER: A parsimonious rule-based model for sentiment analysis of social media text",
ICWSM) as nltk computes it, with the lexicon of the package `vaderSentiment`. What differs from nltk's:

- "no" is a negation like "not", and has no tone of its own. nltk has it in the lexicon as a negative word, so that
  "no danger" is worse than "danger".
- Words that news uses to condemn or to praise and that the lexicon lacks ("massacre", "resilient") are rated in
  words/tone_words.csv.
- What negates, what does not, and what carries no tone where it stands ("few trust him", "could not be more grateful",
  "looked like", "fired two missiles") is in words/tone_phrases.csv; a negation ends with its clause (see `_reading`).
- "the bomb" is not praise. In VADER it is the slang word for something splendid.
- Marks around a word and a possessive 's are no part of it. nltk takes one mark off, and does not find "terrible" in
  “terrible.”, (terrible) or "terrible's".
- Each word is read where it stands. nltk reads a form that comes twice as if both stood in the first place.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from types import SimpleNamespace

from onrecord.rows import TonedWord
from onrecord.tone._analyser import analyser, own_words, shifting
from onrecord.tone._reading import BLANK, Near, is_booster, near, read_words_of

# A compound this far from zero is a tone (the cut-off that the authors of VADER give).
CUT = 0.05

# What is said of a rated word that does not mean here what it is rated for.
NOT_MEANT = "not meant so"


def toned_words(text: str) -> list[TonedWord]:
    """The words of a text that VADER gives a valence.

    Returns:
        The words in the order of the text, `text[start:end] == word`. `shifted` holds, with commas between them:
        "negated by WORDS", "boosted by WORD", "weakened by WORD", "in capitals", "before but", "after but"; "not meant
        so" for a rated word that carries no tone in its phrase (valence 0).

    Source of the method: nltk's `sentiment_valence`; what a word nearby did is found by taking it away.
    """
    words = read_words_of(text)
    lower = [word.word.lower() for word in words]
    some_capitals = 0 < sum(word.word.isupper() for word in words) < len(words)
    but = next((i for i, word in enumerate(words) if word.read.lower() == "but"), None)
    lexicon = analyser().lexicon
    toned = []
    for place, word in enumerate(words):
        if lower[place] not in lexicon or is_booster(lower[place], "".join(lower[place + 1 : place + 2])):
            continue
        around = near(words, place)
        valence, shifts = _valence(around.read, around.at, some_capitals), [NOT_MEANT]
        if not word.toned:
            valence = 0.0
        elif valence:
            shifts = _shifts(around, valence, some_capitals)
            if but is not None and place != but:
                valence *= 0.5 if place < but else 1.5
                shifts.append("before but" if place < but else "after but")
        else:
            continue
        toned.append(TonedWord(text[word.start : word.end], valence, word.start, word.end, ", ".join(shifts)))
    return toned


def compound(valences: Iterable[float], text: str) -> float:
    """VADER's last step: the sum, emphasised by the ! and ? of the text, normalised to -1..1, with four digits."""
    return analyser().score_valence(list(valences), text)["compound"] + 0.0


def label_of(compound: float, cut: float = CUT) -> int:
    """-1, 0 or 1: the side of zero that a compound is on, by `cut` or more."""
    return int(compound >= cut) - int(compound <= -cut)


def lexicon_source() -> str:
    """The lexicon's package and version as installed, its size, ours, and nltk's version, as a line for a footnote."""
    entries, own = len(analyser().make_lex_dict()), len(own_words())
    source = f"vaderSentiment {version('vaderSentiment')}, lexicon of {entries:,} entries"
    return f"{source}, and {own:,} of our own; nltk {version('nltk')}"


def _valence(words: list[str], i: int, some_capitals: bool) -> float:
    """nltk's valence of the i-th word after capitals, boosters and negation, before "but"."""
    text = SimpleNamespace(words_and_emoticons=words, is_cap_diff=some_capitals)
    return float(analyser().sentiment_valence(0, text, words[i], i, [])[-1])


def _shifts(around: Near, valence: float, some_capitals: bool) -> list[str]:
    """What the words before a word did to its valence: each is taken away, and the two valences are compared."""
    words, i = around.read, around.at
    shifts = []
    for at, word in enumerate(words[:i]):
        lower = word.lower()
        # A word with a tone of its own never shifts another's.
        if lower in analyser().lexicon or (lower not in shifting() and "n't" not in lower):
            continue
        without = _valence([*words[:at], BLANK, *words[at + 1 :]], i, some_capitals)
        if without != valence:
            stronger = "boosted" if abs(valence) > abs(without) else "weakened"
            shifts.append(f"{'negated' if valence * without < 0 else stronger} by {around.shown[at]}")
    if some_capitals and words[i].isupper():
        shifts.append("in capitals")
    return shifts
