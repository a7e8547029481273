"""Portrayals: what an article's own narration says of each speaker: descriptions, cues, deeds, harm suffered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.rows import PortrayalRow, Quote, Speaker
from onrecord.text.overlaps import touching
from onrecord.text.parsing import ParsedArticle
from onrecord.text.tokens import tokens_in
from onrecord.tone._deeds import deeds_of
from onrecord.tone._descriptors import descriptors_of, longest
from onrecord.tone._portrayal_words import loaded_words
from onrecord.words.lexicons import verb_forms

if TYPE_CHECKING:
    from onrecord.text.tokens import Token, Tokens

# What stands behind the noun of a role.
BEHIND_NOUN = re.compile(r",|\s(?:of|for|from|in|at|with|on|to|who)\s")
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
    is_excluded = touching([*excluded, *((q.start, q.end) for q in parsed.quoted)])
    rows = {*_cues(parsed, quotes)}
    speakers = list(speakers)
    described = _by_role(parsed, speakers)
    for speaker in speakers:
        if speaker.speaker.partition(" ")[0].lower() in ("whose", "which", "who"):
            continue
        mentions = [*_heads(parsed, speaker), *described.get(speaker.speaker, ())]
        rows.update(_of_speaker(parsed, speaker, mentions, is_excluded))
    return sorted(rows, key=lambda row: (row.start, row.end, row.speaker, row.kind, row.word, row.rule))


def _of_speaker(
    parsed: ParsedArticle,
    speaker: Speaker,
    mentions: Sequence[Token],
    is_excluded: Callable[[tuple[int, int]], bool],
) -> Iterator[PortrayalRow]:
    """The descriptors, deeds and harms of one speaker."""
    own = set(speaker.speaker.lower().split())
    done = set()
    for mention in mentions:
        if is_excluded((mention.idx, mention.idx + len(mention))):
            continue
        found = [
            *(
                ("descriptor", d.word, None, (d.first, d.last), d.loaded, d.rule)
                for d in longest(descriptors_of(mention))
            ),
            *(() if _is_modifier(mention) else deeds_of(mention, speaker.kind in PEOPLE)),
        ]
        for kind, word, event, words, loaded, rule in found:
            first, last = min(t.idx for t in words), max(t.idx + len(t) for t in words)
            if (kind, word, last) in done or word in own or is_excluded((first, last)):
                continue
            if kind == "suffered" and mention.tag_ in ("PRP", "PRP$") and not _just_named(mention, mentions):
                continue
            done.add((kind, word, last))
            text = parsed.article.text[first:last]
            yield PortrayalRow(speaker.speaker, first, last, text, kind, word, event, loaded, rule)


def _just_named(pronoun: Token, mentions: Iterable[Token]) -> bool:
    """Is a speaker the last person named before a pronoun, and met in its sentence or the one before?

    Who suffers is often somebody who is quoted nowhere, and the pronoun then goes to a speaker near by.
    """
    before = [mention for mention in mentions if mention.i < pronoun.i]
    named = max((m.i for m in before if m.tag_ not in ("PRP", "PRP$")), default=None)
    first = pronoun.doc[max(0, pronoun.sent.start - 1)].sent.start
    if named is None or not any(mention.i >= first for mention in before):
        return False
    between = pronoun.doc[named + 1 : pronoun.i]
    return not any(token.ent_type_ == "PERSON" or "\n" in token.text for token in between)


def _is_modifier(name: Token) -> bool:
    """Does a noun follow a name, so that it only says which: "shelled a River Relief hospital"?"""
    behind = name.doc[name.i + 1] if name.i + 1 < len(name.doc) else None
    return name.pos_ == "PROPN" and behind is not None and behind.tag_ in ("NN", "NNS") and bool(name.whitespace_)


def _heads(parsed: ParsedArticle, speaker: Speaker) -> list[Token]:
    """The head of each mention of a speaker."""
    spans = (parsed.tokens.char_span(start, end, alignment_mode="expand") for start, end in speaker.mentions)
    return [span.root for span in spans if span is not None]


def _by_role(parsed: ParsedArticle, speakers: Sequence[Speaker]) -> dict[str, list[Token]]:
    """Descriptions that mean the one speaker of whose role they repeat the noun: "The popular mayor"."""
    holders: dict[str, list[Speaker]] = {}
    for speaker in speakers:
        if speaker.kind == "person" and speaker.role and (word := _noun_of(speaker.role)):
            holders.setdefault(word, []).append(speaker)
    found: dict[str, list[Token]] = {}
    others: set[str] = set()
    for i in tokens_in(parsed.tokens, holders):
        noun, those = parsed.tokens[i], holders[parsed.tokens[i].lower_]
        if len(those) > 1 or (noun.dep_ == "compound" and noun.head.text not in those[0].speaker.split()):
            others.add(noun.lower_)
        elif noun.idx > those[0].first_start and _stands_alone(noun):
            found.setdefault(noun.lower_, []).append(noun)
    return {holders[word][0].speaker: nouns for word, nouns in found.items() if word not in others}


def _noun_of(role: str) -> str:
    """The noun of a role: "mayor" in "deputy mayor of the town"."""
    words = BEHIND_NOUN.split(role.lower())[0].split()
    return words[-1] if words else ""


def _stands_alone(noun: Token) -> bool:
    """Is a noun a definite description with an adjective, and nothing behind it that says which one?"""
    known = (
        noun.tag_ == "NN" and any(c.lower_ == "the" for c in noun.lefts) and any(c.dep_ == "amod" for c in noun.lefts)
    )
    return known and noun.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and not any(True for _ in noun.rights)


def _cues(parsed: ParsedArticle, quotes: Iterable[Quote]) -> Iterator[PortrayalRow]:
    """A row per verb of saying, though it may govern several quotes."""
    for quote in quotes:
        start, end = quote.cue_start, quote.cue_end
        if quote.speaker is not None and start is not None and end is not None:
            word = _lemma(parsed.tokens, start, end)
            lines = loaded_words("verb", "cue").get(word, ())
            loaded = lines[0].loaded if lines else None
            text = parsed.article.text[start:end]
            yield PortrayalRow(quote.speaker, start, end, text, "cue", word, None, loaded, "cue")


def _lemma(doc: Tokens, start: int, end: int) -> str:
    """The base form of a cue, with its particle: "point out" for "pointed out"."""
    span = doc.char_span(start, end, alignment_mode="expand") or ()
    return " ".join(
        verb_forms().get(t.lower_, t.lemma_.lower() if t.pos_ in ("VERB", "AUX") else t.lower_) for t in span
    )
