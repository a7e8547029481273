"""Scorers: what each of them makes of a text, of the words in it, and of somebody whom it mentions.

Whoever adds a scorer writes a class that has what `Scorer` asks for, a name in `choosing` and a place in `_SCORERS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from onrecord.rows import TonedWord
from onrecord.text.overlaps import touching
from onrecord.text.pipelines import load_model
from onrecord.text.plain_characters import PLAIN_CHARACTERS
from onrecord.text.tokens import Span, Tokens
from onrecord.tone import minilm, vader
from onrecord.tone.choosing import SCORERS
from onrecord.tone.event_words import EVENT, event_note
from onrecord.tone.passages import Passage, Spans, Tone, rounded
from onrecord.tone.targets import clauses, words_about
from onrecord.tone.vader import label_of


class Scorer(Protocol):
    """What the tables and pages ask of a scorer of tone. All scores are from -1 to 1."""

    cut: float  # A score this far from zero is a tone.
    hides_names: bool  # `toward` keeps the names of a text from itself; else whoever calls it masks them.

    def tones(self, passages: Sequence[Passage]) -> Iterator[Tone]:
        """The tone of each passage."""

    def words(self, passage: Passage) -> list[TonedWord]:
        """The words of a passage that make its tone, in the order of the text."""

    def toward(self, texts: Sequence[str], spans: Spans, model: str) -> list[tuple[float, int]]:
        """Compound and label of each text toward what stands at the span of it.

        `model` is the name of a spaCy pipeline, for scorers that need a parse.
        """


class VaderScorer:
    """Counts words, with a rule for each; see `vader`. Toward a target it reads the clauses that hold it."""

    cut = vader.CUT
    hides_names = True

    def tones(self, passages: Sequence[Passage]) -> Iterator[Tone]:
        for passage in passages:
            words = self.words(passage)
            compound = vader.compound((word.valence for word in words), passage.text)
            plain = (word.valence for word in words if EVENT not in word.shifted.split(", "))
            attitude = vader.compound(plain, passage.text)
            label = label_of(compound, self.cut)
            yield Tone(compound, attitude, passage.event_load, label, len(passage.words), tuple(words))

    def words(self, passage: Passage) -> list[TonedWord]:
        """The words that VADER gives a valence, and names and event words that add nothing, with valence 0."""
        is_name = touching(passage.names)
        events = {event.start(): event_note(event.group()) or EVENT for event in passage.events}
        words = {}
        for word in vader.toned_words(passage.text):
            if is_name((word.start, word.end)):
                word = word._replace(valence=0.0, shifted="name")
            elif note := events.get(word.start) or event_note(word.word):
                word = word._replace(shifted=", ".join(filter(None, [word.shifted, note])))
            words[word.start] = word
        for event in passage.events:
            note = events[event.start()]
            words.setdefault(event.start(), TonedWord(event.group(), 0.0, *event.span(), note))
        return [words[start] for start in sorted(words)]

    def toward(self, texts: Sequence[str], spans: Spans, model: str) -> list[tuple[float, int]]:
        docs = load_model(model).pipe(map(_plain, texts), disable=["lemmatizer"])
        mentions = [_mention(Tokens(doc), span) for doc, span in zip(docs, spans, strict=True)]
        scores = [_clause_tone(text, mention) for text, mention in zip(texts, mentions, strict=True)]
        return [(score, label_of(score, self.cut)) for score in scores]


class MinilmScorer:
    """A sentence encoder with trained top layers; see `minilm`. It reads whole texts, with their names masked."""

    cut = minilm.CUT
    hides_names = False

    def tones(self, passages: Sequence[Passage]) -> Iterator[Tone]:
        compounds = map(rounded, minilm.tone([passage.masked() for passage in passages]))
        # A text without words that only name events has the same score twice; it is worked out once.
        with_events = [passage.masked(passage.plain_events) for passage in passages if passage.plain_events]
        attitudes = map(rounded, minilm.tone(with_events))
        for passage, compound in zip(passages, compounds, strict=True):
            attitude = next(attitudes) if passage.plain_events else compound
            yield Tone(
                compound, attitude, passage.event_load, label_of(compound, self.cut), len(passage.words), words=()
            )

    def words(self, passage: Passage) -> list[TonedWord]:
        """Every word with what the compound loses when the word is masked; names are masked in all of it."""
        is_name = touching(passage.names)
        spans = [word.span() for word in passage.words if not is_name(word.span())]
        texts = [passage.masked(), *(passage.masked([span]) for span in spans)]
        whole, *without = map(rounded, minilm.tone(texts))
        losses = {span: rounded(whole - score) for span, score in zip(spans, without, strict=True)}
        words = []
        for word in passage.words:
            note = event_note(word.group()) if word.span() in losses else "name"
            words.append(TonedWord(word.group(), losses.get(word.span(), 0.0), *word.span(), note))
        return words

    def toward(self, texts: Sequence[str], spans: Spans, model: str = "") -> list[tuple[float, int]]:
        compounds, labels = minilm.toward(texts, spans)
        return list(zip(map(rounded, compounds), map(int, labels), strict=True))


_SCORERS: dict[str, Scorer] = dict(zip(SCORERS, (VaderScorer(), MinilmScorer()), strict=True))

# The names of the scorers, and how far from zero a score of each is a tone.
CUTS = {name: scorer.cut for name, scorer in _SCORERS.items()}


def scorer_named(name: str) -> Scorer:
    """The scorer of this name.

    Raises:
        ValueError: there is none.
    """
    if name not in _SCORERS:
        raise ValueError(f"scorer {name!r}: must be one of {', '.join(_SCORERS)}")
    return _SCORERS[name]


def _clause_tone(text: str, mention: Span) -> float:
    """The compound of the smallest clause about the mention that has a tone."""
    for clause in clauses(mention.root):
        read = words_about(text, mention, clause or [mention.root])
        if compound := vader.compound((word.valence for word in vader.toned_words(read)), read):
            return compound
    return 0.0


def _mention(doc: Tokens, span: tuple[int, int]) -> Span:
    mention = doc.char_span(*span, alignment_mode="expand")
    if mention is None:
        raise ValueError(f"span {span}: holds no word of its text")
    return mention


def _plain(text: str) -> str:
    """The text as the parser reads it; half a surrogate pair, which it cannot read, becomes U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text.translate(PLAIN_CHARACTERS))
