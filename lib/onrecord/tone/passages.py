"""Passages: the tone of a text by either scorer, and the words that make it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from onrecord.rows import TonedWord
from onrecord.text.articles import WORD
from onrecord.tone import vader
from onrecord.tone.event_words import MASK, event_note, find_event_words, masked, only_names_event
from onrecord.tone.targets import Places, meeting, rounded
from onrecord.tone.vader import label_of


class Tone(NamedTuple):
    """The tone of one text."""

    compound: float
    attitude: float
    event_load: float
    label: int
    n_words: int
    words: tuple[TonedWord, ...]


class Passage(NamedTuple):
    """A text, the places of its names, its words, and those of them that name an event and are no names."""

    text: str
    names: Places
    words: list[re.Match]
    events: list[re.Match]


def tones(texts: Sequence[str], names: Sequence[Places], scorer: str) -> list[Tone]:
    """The tone of each text; `names` are the places of the names in each."""
    passages = [_passage(*pair) for pair in zip(texts, names, strict=True)]
    score = _vader_scores if scorer == "vader" else _minilm_scores
    return [
        Tone(compound, attitude, round(len(p.events) / max(1, len(p.words)), 4), label, len(p.words), words)
        for p, (compound, attitude, label, words) in zip(passages, score(passages), strict=True)
    ]


def toned_words(text: str, names: Places, scorer: str) -> list[TonedWord]:
    """The words that make the tone of a text, see `sentiment.explain`."""
    passage = _passage(text, names)
    return _vader_words(passage) if scorer == "vader" else _minilm_words(passage)


def _passage(text: str, names: Places) -> Passage:
    named = meeting(names)
    words = list(WORD.finditer(text))
    return Passage(text, names, words, [word for word in find_event_words(words) if not named(word.span())])


def _vader_scores(passages: Iterable[Passage]) -> Iterator[tuple[float, float, int, tuple[TonedWord, ...]]]:
    """For each text compound, attitude, label, and the words that make them."""
    for passage in passages:
        words = _vader_words(passage)
        compound = vader.compound((word.valence for word in words), passage.text)
        rest = (word.valence for word in words if not only_names_event(word.word))
        yield compound, vader.compound(rest, passage.text), label_of(compound), tuple(words)


def _minilm_scores(passages: Iterable[Passage]) -> Iterator[tuple[float, float, int, tuple[()]]]:
    """For each text compound, attitude, label, and no words."""
    from onrecord.tone import minilm

    passages = list(passages)
    hidden = [[e.span() for e in passage.events if only_names_event(e.group())] for passage in passages]
    compounds = rounded(minilm.tone([_without(p, ()) for p in passages]))
    # A text without such words has the same score twice; it is worked out once.
    scored = [_without(p, spans) for p, spans in zip(passages, hidden, strict=True) if spans]
    attitudes = iter(rounded(minilm.tone(scored)))
    for compound, spans in zip(compounds, hidden, strict=True):
        yield compound, next(attitudes) if spans else compound, label_of(compound, minilm.CUT), ()


def _vader_words(passage: Passage) -> list[TonedWord]:
    """The words that VADER gives a valence, and the event words that it does not know, with valence 0."""
    named = meeting(passage.names)
    words = {}
    for word in vader.toned_words(passage.text):
        if named((word.start, word.end)):
            word = word._replace(valence=0.0, shifted="name")
        elif note := event_note(word.word):
            word = word._replace(shifted=", ".join(filter(None, [word.shifted, note])))
        words[word.start] = word
    for event in passage.events:
        note = event_note(event.group())
        words.setdefault(event.start(), TonedWord(event.group(), 0.0, *event.span(), note))
    return [words[start] for start in sorted(words)]


def _minilm_words(passage: Passage) -> list[TonedWord]:
    """Every word with what the compound loses when the word is masked; names are masked in all of it."""
    from onrecord.tone import minilm

    named = meeting(passage.names)
    own = [word.span() for word in passage.words if not named(word.span())]
    whole, *without = rounded(minilm.tone([_without(passage, ()), *(_without(passage, [span]) for span in own)]))
    lost = dict(zip(own, (whole - score for score in without), strict=True))
    words = []
    for word in passage.words:
        note = event_note(word.group()) if word.span() in lost else "name"
        words.append(TonedWord(word.group(), round(lost.get(word.span(), 0.0), 4), *word.span(), note))
    return words


def _without(passage: Passage, spans: Places) -> str:
    """The text with its names and these spans masked; "" if no word is left."""
    text = masked(passage.text, [*passage.names, *spans])
    return text if WORD.search(text.replace(MASK, "")) else ""
