"""Names: which words are a person's name, and which names are one person's."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from onrecord.cues import speaker_nouns
from onrecord.sides import side_of, sides
from onrecord.words import read_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@cache
def titles() -> frozenset[str]:
    """Words that stand before a name and are no part of it (words/titles.csv)."""
    return frozenset(row["word"] for row in read_words("titles.csv") if row["before_name"] == "yes")


@cache
def gender_words() -> dict[str, str]:
    """Titles and nouns that tell gender (words/titles.csv): {word: "male" or "female"}."""
    return {row["word"]: row["gender"] for row in read_words("titles.csv") if row["gender"]}


def words_of(name: str) -> list[str]:
    return [w for w in re.findall(r"[\w'’-]+", re.sub(r"['’]s\b", "", name.lower())) if w]


def same_person(known: list[str], words: list[str]) -> bool:
    """Two full names of one person: the same, or the same but for middle names and initials."""
    if len(words) < 2 or len(known) < 2:
        return words == known
    return words == known or (words[0] == known[0] and words[-1] == known[-1])


def name_span(span: Span) -> tuple[int, int] | None:
    """Characters of a person's name inside a span: capitalised words, titles and endings left off."""
    tokens = list(takewhile(lambda t: not t.is_space, span))
    while tokens and (
        tokens[0].lower_.rstrip(".") in titles() or not tokens[0].text[0].isalpha() or tokens[0].text[0].islower()
    ):
        tokens.pop(0)
    for i, token in enumerate(tokens):
        joined = token.text == "-" and not token.whitespace_ and i and not tokens[i - 1].whitespace_
        if not joined and token.lower_ in ("'s", ",", "(", "-", "--", "said", "says"):
            tokens = tokens[:i]
            break
    while tokens and not tokens[-1].text[0].isupper():
        tokens.pop()
    if not tokens or len(tokens) > 7:
        return None
    return tokens[0].idx, _whole_word_end(span.doc, tokens[-1])


def _whole_word_end(doc, token: Token) -> int:
    """The end of a word that the tokeniser cut at a hyphen: "Anne-Marie Wilson-Reed"."""
    while (
        token.i + 2 < len(doc)
        and not token.whitespace_
        and doc[token.i + 1].text == "-"
        and not doc[token.i + 1].whitespace_
    ):
        token = doc[token.i + 2]
    return token.idx + len(token)


def missed_name(span: Span) -> tuple[int, int] | None:
    """A name in a mention that the recogniser missed: alone, or behind a title with "of": "Minister of X Ann Hale"."""
    if _looks_like_name(span):
        return name_span(span)
    of = next((t.i for t in span if t.lower_ == "of"), None)
    if of is None or not any(
        t.lower_ in titles() or speaker_nouns().get(t.lower_) == "person" for t in span.doc[span.start : of]
    ):
        return None
    first = span.end
    while first - 1 > of and span.doc[first - 1].pos_ == "PROPN" and side_of(span.doc[first - 1].text) is None:
        first -= 1
    name = span.doc[first : span.end]
    return name_span(name) if 2 <= len(name) <= 3 and first - 1 > of else None


def _looks_like_name(span: Span) -> bool:
    """One to three capitalised words that name no place and hold no word for a body: missed by the name recogniser."""
    words = [t for t in span if not t.is_punct and not t.is_space]
    if not 1 <= len(words) <= 4 or not all(t.pos_ == "PROPN" and t.text[0].isupper() for t in words):
        return False
    nouns = speaker_nouns()
    if any(nouns.get(t.lower_, "person") != "person" or t.lower_ in sides() or t.text.isupper() for t in words):
        return False
    return (
        not any(t.ent_type_ in ("GPE", "NORP", "LOC", "FAC") for t in words)
        and " ".join(t.lower_ for t in words) not in sides()
    )
