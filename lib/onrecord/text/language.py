"""Language: which one a text is in."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Protocol

from onrecord.words import read_words

MAX_LOOKED_AT = 20_000  # characters: enough to tell a language by
MIN_LETTERS = 20  # in a text of fewer no language is told
MIN_LATIN_LETTERS = 60  # in a text in Latin letters, which many languages share, to tell another one than English
SURE_OF_ENGLISH, SURE_OF_ANOTHER = 0.5, 0.9  # probabilities that the classifier must give
ENGLISH_EVERY = 12  # words: a text with one English function word in so many is not in another language
MANY_WORDS, CLEARLY_EVERY, OTHER_LETTERS = 100, 6, 0.05  # what is clearly English: see `_is_clearly_english`


class _Classifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def english_words() -> frozenset[str]:
    """The lexicon words/english_words.csv: function words that English news is full of."""
    return frozenset(row["word"] for row in read_words("english_words.csv"))


def find_language(text: str) -> str | None:
    """Tell the language of a text.

    Args:
        text: any text; the first 20,000 characters are looked at.

    Returns:
        An ISO 639 code. None where a text is too short, or too much of it names, to be sure; another language than
        English is only given when English function words are missing too.

    Source:
        py3langid (Lui and Baldwin 2012, retrained), without Nigerian Pidgin, which it sees in English headlines.

    Limits:
        An article in two languages counts as one in the language that has most of it.
    """
    text = text[:MAX_LOOKED_AT]
    words = re.findall(r"[^\W\d_]+", text.lower())
    letters = sum(map(len, words))
    if letters < MIN_LETTERS:
        return None
    n_english = sum(word in english_words() for word in words)
    if _is_clearly_english(words, n_english):
        return "en"
    code, probability = _classifier().classify(text)
    if code == "en":
        return "en" if probability >= SURE_OF_ENGLISH else None
    no_english = n_english < len(words) / ENGLISH_EVERY
    latin = sum("a" <= c <= "ɏ" for word in words for c in word)
    long_enough = letters >= (MIN_LATIN_LETTERS if latin > letters / 2 else MIN_LETTERS)
    return code if probability >= SURE_OF_ANOTHER and no_english and long_enough else None


def _is_clearly_english(words: list[str], n_english: int) -> bool:
    """Whether the classifier would say "en", so that it need not be loaded: this holds for 96 in 100 English articles.

    It said so of all such texts among 14,407 English ones and 4,422 that are English in part, joined to sentences in 67
    languages.

    Args:
        words: of the text, in lower case.
        n_english: how many of them are English function words.
    """
    n_other = sum(not word.isascii() for word in words)
    return (
        len(words) >= MANY_WORDS and n_english >= len(words) / CLEARLY_EVERY and n_other <= len(words) * OTHER_LETTERS
    )


@lru_cache(maxsize=1)
def _classifier() -> _Classifier:
    # Imported here: the model takes a third of a second to load, and only texts need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if code != "pcm"])
    return identifier
