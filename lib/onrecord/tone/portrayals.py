"""Portrayals: what an article's own narration says of each speaker: descriptions, cues, deeds, harm suffered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from onrecord.rows import PortrayalRow, Quote, Speaker
from onrecord.text.parsing import ParsedArticle
from onrecord.tone._deeds import deeds_of
from onrecord.tone._descriptors import descriptors_of
from onrecord.tone._portrayal_words import loaded_words
from onrecord.tone.passages import overlapping
from onrecord.words.lexicons import verb_forms

if TYPE_CHECKING:
    from spacy.tokens import Doc

PEOPLE = ("person", "unnamed person", "unnamed group")


def find_portrayals(parsed: ParsedArticle, quotes: Iterable[Quote], speakers: Iterable[Speaker]) -> list[PortrayalRow]:
    """What the narration says of each speaker, with the words that say it.

    Args:
        parsed: the article.
        quotes: its quotes; their words are not the article's own.
        speakers: its speakers; their `mentions` outside of quotes and boilerplate are looked at.

    Returns:
        Rows in the order of the text: characterisations and relations ("descriptor"), verbs of saying ("cue"), what is
        stated as a fact that somebody did to others ("deed") and what was done to somebody ("suffered"). A row is loaded
        ("credits", "discredits") if its word is in words/loaded_words.csv.

    Source of the method: what studies of news code by hand: nomination and predication (Reisigl and Wodak 2001), who acts
    and who is acted upon (van Leeuwen 1996), verbs of saying (Caldas-Coulthard 1994).

    Limits:
        Words of the lexicons only; offices and nationalities are no descriptions. Irony is taken at its word.
    """
    quotes = list(quotes)
    excluded = [(quote.start, quote.end) for quote in quotes]
    excluded += [(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"]
    is_excluded = overlapping([*excluded, *((q.start, q.end) for q in parsed.quoted)])
    rows = {*_cues(parsed, quotes)}
    for speaker in speakers:
        rows.update(_of_speaker(parsed, speaker, is_excluded))
    return sorted(rows, key=lambda row: (row.start, row.end, row.speaker, row.kind, row.word, row.rule))


def _of_speaker(
    parsed: ParsedArticle, speaker: Speaker, is_excluded: Callable[[tuple[int, int]], bool]
) -> Iterator[PortrayalRow]:
    """The descriptors, deeds and harms of one speaker."""
    own = set(speaker.speaker.lower().split())
    done = set()
    for start, end in speaker.mentions:
        mention = parsed.doc.char_span(start, end, alignment_mode="expand")
        if mention is None or is_excluded((start, end)):
            continue
        found = [
            *(("descriptor", d.word, None, (d.first, d.last), d.loaded, d.rule) for d in descriptors_of(mention.root)),
            *deeds_of(mention.root, speaker.kind in PEOPLE),
        ]
        for kind, word, event, words, loaded, rule in found:
            first, last = min(t.idx for t in words), max(t.idx + len(t) for t in words)
            if (kind, word, last) in done or word in own or is_excluded((first, last)):
                continue
            done.add((kind, word, last))
            text = parsed.article.text[first:last]
            yield PortrayalRow(speaker.speaker, first, last, text, kind, word, event, loaded, rule)


def _cues(parsed: ParsedArticle, quotes: Iterable[Quote]) -> Iterator[PortrayalRow]:
    """A row per verb of saying, though it may govern several quotes."""
    for quote in quotes:
        start, end = quote.cue_start, quote.cue_end
        if quote.speaker is not None and start is not None and end is not None:
            word = _lemma(parsed.doc, start, end)
            lines = loaded_words("verb", "cue").get(word, ())
            loaded = lines[0].loaded if lines else None
            text = parsed.article.text[start:end]
            yield PortrayalRow(quote.speaker, start, end, text, "cue", word, None, loaded, "cue")


def _lemma(doc: Doc, start: int, end: int) -> str:
    """The base form of a cue, with its particle: "point out" for "pointed out"."""
    span = doc.char_span(start, end, alignment_mode="expand") or ()
    return " ".join(
        verb_forms().get(t.lower_, t.lemma_.lower()) if t.pos_ in ("VERB", "AUX") else t.lower_ for t in span
    )
