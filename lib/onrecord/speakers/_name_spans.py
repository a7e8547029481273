"""Spans of names: where a person's name begins and ends, titles, jobs, letters of honour and endings left off."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from onrecord.speakers.sides import side_of, sides
from onrecord.text.entities import whole_name
from onrecord.words.lexicons import speaker_nouns, titles, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token, Tokens

LONGEST_NAME = 7

# What leads from an office to whom or where it serves: "director in Vell".
LEADS_TO_PLACE = frozenset(["of", "in", "for", "at", "to", "with"])


def name_span(span: Span, widened: bool = True) -> tuple[int, int] | None:
    """Characters of a person's name inside a span: capitalised words, titles, jobs and endings left off.

    Args:
        span: the words.
        widened: whether words beside the span may belong to the name.
    """
    tokens = _without_ending(list(takewhile(lambda t: not t.is_space, whole_name(span) if widened else span)))
    tokens = _without_jobs(_without_titles(tokens))
    if len(_words(tokens)) > 2 and tokens[-1].lower_.rstrip(".") in word_class("honour_after_name"):
        tokens.pop()
    words = _words(tokens)
    if not words or len(words) > LONGEST_NAME:
        return None
    if len(words) > 1 and words[-1].lower_ in word_class("place_or_event_noun"):  # "Long Street", "Black Friday"
        return None
    return tokens[0].idx, _whole_word_end(span.doc, tokens[-1])


def _words(tokens: list[Token]) -> list[Token]:
    return [t for t in tokens if t.text[0].isalnum()]


def _without_ending(tokens: list[Token]) -> list[Token]:
    """Tokens up to a possessive ending, a comma, a bracket, a dash or a verb of saying; ", Jr." is part of a name."""
    for i, token in enumerate(tokens):
        joined = token.text == "-" and not token.whitespace_ and i and not tokens[i - 1].whitespace_
        suffix = token.text == "," and i + 1 < len(tokens) and _key(tokens[i + 1]) in word_class("name_suffix")
        if not (joined or suffix) and token.lower_ in ("'s", ",", "(", "-", "--", "said", "says"):
            tokens = tokens[:i]
            break
    while tokens and not tokens[-1].text[0].isupper():
        tokens = tokens[:-1]
    return tokens


def _without_titles(tokens: list[Token]) -> list[Token]:
    """Tokens from the first capitalised word on that is no title; "van der" leads a last name."""
    while tokens and (
        _key(tokens[0]) in titles()
        or not tokens[0].text[0].isalpha()
        or (tokens[0].text[0].islower() and tokens[0].lower_ not in word_class("lone_particle"))
    ):
        tokens = tokens[1:]
    return tokens


def _without_jobs(tokens: list[Token]) -> list[Token]:
    """Tokens without the noun for a person that leads a name: "Villager Hamid Rezai", "Taxi Driver Ravi Menon".

    Archer Dale and Hunter Reed are names: a noun that is also a name is left off only where it begins a sentence and a
    first and a last name follow.
    """
    for i in range(min(3, len(tokens) - 1), -1, -1):
        behind = _words(tokens[i + 1 :])
        noun = _key(tokens[i])
        if not behind or not (_names_person(tokens[i]) or (i and noun in titles())):
            continue
        also_name = noun in word_class("also_name")
        if also_name and (i or not tokens[0].is_sent_start):
            continue
        if len(behind) >= (2 if also_name or i else 1):
            return _without_titles(tokens[i + 1 :])
    return tokens


def _key(token: Token) -> str:
    return token.lower_.rstrip(".")


def _whole_word_end(doc: Tokens, token: Token) -> int:
    """The end of a word that the tokeniser cut at a hyphen, "Anne-Marie Wilson-Reed", or before a full stop, "Sr."."""
    while (
        token.i + 2 < len(doc)
        and not token.whitespace_
        and doc[token.i + 1].text == "-"
        and not doc[token.i + 1].whitespace_
    ):
        token = doc[token.i + 2]
    end = token.idx + len(token)
    cut = token.lower_ in ("jr", "sr", "jnr", "snr") and token.i + 1 < len(doc) and doc[token.i + 1].text == "."
    return end + 1 if cut and not token.whitespace_ else end


def missed_name(span: Span) -> tuple[int, int] | None:
    """A name in a mention that the recogniser missed: alone, behind a title, a possessor or a place, or before "of"."""
    doc = span.doc
    at = next((t.i for t in span if t.lower_ in LEADS_TO_PLACE), span.end)
    lead = doc[span.start : at]
    first = max((t.i + 1 for t in lead if t.tag_ == "POS" or (t.i + 1 < at and titles_name(t))), default=span.start)
    alone = doc.span(first, at)
    if alone and looks_like_name(alone) and (at == span.end or (len(alone) > 1 and doc[at].lower_ == "of")):
        return name_span(alone)
    if at == span.end or not any(titles_name(t) for t in lead):
        return None
    return _name_behind_place(doc, at, span)


def _name_behind_place(doc: Tokens, at: int, span: Span) -> tuple[int, int] | None:
    """The name at the end of "Northlight director in Port Vell Ann Hale"; where no word parts them, the last two words."""
    first = span.end
    while first - 1 > at and doc[first - 1].pos_ == "PROPN" and not _ends_place(doc[first - 1], span.end):
        first -= 1
    name = doc.span(first, span.end)
    if first - 1 == at and span[0].pos_ != "DET" and len(name) in (3, 4):
        name = doc.span(span.end - 2, span.end)
    elif first - 1 == at or not 2 <= len(name) <= 3:
        return None
    return name_span(name, widened=False) if looks_like_name(name, places=True) else None


def _ends_place(token: Token, end: int) -> bool:
    """Is a word the last one of a place or a body: "Norway", "Board", or of what the recogniser takes for one?"""
    if side_of(token.text) is not None or speaker_nouns().get(token.lower_, "person") != "person":
        return True
    place = token.ent_type_ in ("GPE", "LOC", "FAC", "ORG")
    return place and token.i + 2 < end and token.nbor().ent_iob_ != "I"


def _names_person(token: Token) -> bool:
    """Is a word a noun for a person, or for several: "Celebrities Ann Hale and Tom Reed"?"""
    noun = _key(token)
    singular = {noun, noun.removesuffix("s"), re.sub(r"ies$", "y", noun)} if token.i != token.sent.end - 1 else {noun}
    return any(speaker_nouns().get(form) == "person" for form in singular)


def follows_title(span: Span) -> bool:
    """Does a title stand right before these words?"""
    return span.start > 0 and _key(span.doc[span.start - 1]) in titles()


def titles_name(token: Token) -> bool:
    """Is a word a title or a noun for a person, such as stand before names?"""
    return _key(token) in titles() or (_names_person(token) and not _is_also_name(token))


def _is_also_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.lower_ in word_class("also_name")


def looks_like_name(span: Span, places: bool = False) -> bool:
    """One to five capitalised words that hold no word for a body, and that are no place unless those are let in."""
    words = [t for t in span if not t.is_punct and not t.is_space]
    if not 1 <= len(words) <= 5 or not all(_may_be_in_name(t) for t in words) or not words[-1].text[0].isupper():
        return False
    nouns = speaker_nouns()
    if any(nouns.get(t.lower_, "person") != "person" or t.lower_ in sides() for t in words):
        return False
    if len(words) == 1 and nouns.get(words[0].lower_) and words[0].lower_ not in word_class("also_name"):
        return False
    if len(words) > 1 and words[-1].lower_ in word_class("place_or_event_noun"):
        return False
    return places or (
        not any(t.ent_type_ in ("GPE", "NORP", "LOC", "FAC") for t in words)
        and " ".join(t.lower_ for t in words) not in sides()
    )


def _may_be_in_name(token: Token) -> bool:
    """A capitalised word, an initial or a particle; not "NATO"."""
    if token.text[0].isupper():
        initial = len(token) <= 2 or token.text.endswith(".")
        return token.pos_ == "PROPN" and (initial or not token.text.isupper())
    return token.lower_ in word_class("name_particle")
