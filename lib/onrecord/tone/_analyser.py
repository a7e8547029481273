"""Analyser: nltk's VADER with the lexicon of `vaderSentiment` and the words that we add; changed in this object only."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.words import read_words

if TYPE_CHECKING:
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

# Emoticons have marks too, so these go only where the lexicon does not hold the word with them.
MARKS = ".,;:!?'-()[]{}"


@cache
def analyser() -> SentimentIntensityAnalyzer:
    """nltk's analyser; nltk itself is left as it is."""
    # Imported here: nltk costs half a second, which who scores no tone need not wait for.
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    # nltk's constructor opens no file that has a second hard link, and uv installs by hard links; so it is not called.
    made = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    made.lexicon_file = files("vaderSentiment").joinpath("vader_lexicon.txt").read_text(encoding="utf-8")
    made.lexicon = own_words() | made.make_lex_dict()
    made.constants = VaderConstants()
    made.constants.NEGATE = made.constants.NEGATE | {"no"}
    del made.lexicon["no"]
    idioms = made.constants.SPECIAL_CASE_IDIOMS
    made.constants.SPECIAL_CASE_IDIOMS = {idiom: idioms[idiom] for idiom in idioms if idiom != "the bomb"}
    return made


@cache
def own_words() -> dict[str, float]:
    """The lexicon words/tone_words.csv: {form in lower case: valence from -4 to 4}, words that VADER's lexicon lacks."""
    return {
        form: float(line["valence"])
        for line in read_words("tone_words.csv")
        for form in (line["word"], *line["forms"].split())
    }


@cache
def shifting() -> frozenset[str]:
    """Every word that may change the valence of a word near it; what is not among them need not be taken away."""
    constants = analyser().constants
    phrases = [*constants.NEGATE, *constants.BOOSTER_DICT, *constants.SPECIAL_CASE_IDIOMS, "never so this at least"]
    return frozenset(word for phrase in phrases for word in phrase.split())


def negates(word: str) -> bool:
    """Whether a word in lower case is a negation."""
    return word in analyser().constants.NEGATE or "n't" in word


def bare(run: str) -> str:
    """A word without the marks around it and without a possessive 's; what the lexicon holds with its marks stays."""
    if run.isalnum() or run.lower() in analyser().lexicon:
        return run
    word = run.strip(MARKS).removesuffix("'s").removesuffix("'S")
    return word if len(word) > 1 else run
