"""Names in marks: quoted words that are what somebody or something is called, and nobody's speech."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.quotes._spans import MARKS, tokens_between
from onrecord.text.parsing import ParsedArticle
from onrecord.text.quotation_marks import QuotedSpan
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

MOST_WORDS_OF_A_NAME = 6
SMALL_WORDS = 3  # letters: "the", "of", "and" stand in small letters in a name
REFLEXIVE = frozenset("itself himself herself themselves myself ourselves".split())


def is_name_in_marks(parsed: ParsedArticle, quoted: QuotedSpan) -> bool:
    """Is this a nickname, a call sign, or the name of a ship, a song, a unit, rather than words that somebody said?

    Args:
        parsed: the article.
        quoted: words between two marks.

    Returns:
        True if one of NAME_RULES says so, for a few words that do not end like a sentence.
    """
    words = [t for t in tokens_between(parsed, quoted.start, quoted.end) if not t.is_punct]
    inside = parsed.article.text[quoted.start : quoted.end].strip(MARKS)
    if not words or len(words) > MOST_WORDS_OF_A_NAME or inside.endswith((".", "!", "?", "…")):
        return False
    return any(rule(parsed, quoted, words) for rule in NAME_RULES)


def within_a_name(parsed: ParsedArticle, quoted: QuotedSpan, words: list[Token]) -> bool:
    """ "Juan “El Toro” Perez": names stand right before and behind the marks."""
    text = parsed.article.text
    before, after = text[: quoted.start][-2:], text[quoted.end : quoted.end + 2]
    if not (before[1:] == " " and after[:1] == " " and after[1:].isupper()):
        return False
    behind = tokens_between(parsed, quoted.end, min(len(text), quoted.end + 40))
    return _capitals(words) and _before(words).pos_ == "PROPN" and bool(behind) and behind[0].pos_ == "PROPN"


def behind_a_naming_word(parsed: ParsedArticle, quoted: QuotedSpan, words: list[Token]) -> bool:
    """ "known as “Ghost”", "nicknamed “the bull”", "the call sign “Raven”", "goes by “Doc”"."""
    before = _before(words)
    if before.lower_ in ("as", "by") and before.i:
        verb = before.nbor(-1)
        return verb.lemma_ in (("know",) if before.lower_ == "as" else ("go",))
    if before.lower_ == "sign" and before.i and before.nbor(-1).lower_ == "call":
        return True
    return before.lower_ in word_class("naming_word")


def behind_a_named_thing(parsed: ParsedArticle, quoted: QuotedSpan, words: list[Token]) -> bool:
    """ "the trawler “Northern Pride”", "her song “Blue Rain”": a noun for what has a name, then a name in capitals."""
    return _capitals(words) and _before(words).lemma_.lower() in word_class("named_thing")


def after_calling(parsed: ParsedArticle, quoted: QuotedSpan, words: list[Token]) -> bool:
    """ "The gang called itself “The Wolves”", "a dish called “Red Moon”": capitals, and nobody who says so."""
    before = _before(words)
    verb = before.nbor(-1) if before.lower_ in REFLEXIVE and before.i else before
    named_by_itself = before.lower_ in REFLEXIVE or (verb.dep_ == "acl" and verb.tag_ == "VBN")
    agent = any(c.dep_ == "agent" for c in verb.children)
    return _capitals(words) and named_by_itself and verb.lemma_ in ("call", "dub", "brand") and not agent


# In the order in which they are tried.
NAME_RULES: tuple[Callable[[ParsedArticle, QuotedSpan, list[Token]], bool], ...] = (
    within_a_name,
    behind_a_naming_word,
    behind_a_named_thing,
    after_calling,
)


def _before(words: list[Token]) -> Token:
    """The last word before the mark that opens these words; the first of them if none stands there."""
    token = words[0]
    while token.i and (token is words[0] or token.is_quote):
        token = token.nbor(-1)
    return token


def _capitals(words: list[Token]) -> bool:
    """Do all words but the small ones begin with a capital, and one at least?"""
    return any(t.text[0].isupper() for t in words) and all(
        not t.text[0].islower() or len(t.text) <= SMALL_WORDS for t in words
    )
