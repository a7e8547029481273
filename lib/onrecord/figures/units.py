"""Units: what a number counts, and the categories of its nouns."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.figures.numbers import NumberPhrase
from onrecord.words import read_words
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token, Tokens


@dataclass(frozen=True)
class Unit:
    """What a number counts. `noun` is the word that names it, None where it is left out ("12 were killed").

    `anchor` is the token that stands in the sentence for the counted things: the noun, or the number itself.
    `start` is the offset of the number phrase with its approximators.
    """

    anchor: Token
    noun: Token | None
    category: str | None
    start: int


@cache
def categories() -> dict[str, str]:
    """The lexicon words/units.csv: {noun: category}."""
    return {row["noun"]: row["category"] for row in read_words("units.csv")}


@cache
def anybody() -> frozenset[str]:
    """The lexicon words/anybody.csv: nouns that count people without saying which."""
    return frozenset(row["noun"] for row in read_words("anybody.csv"))


def is_anybody(noun: str) -> bool:
    """Whether a noun, of one or of many, counts people without saying which: "people", "deaths"."""
    forms = {noun, noun.removesuffix("s"), re.sub("ies$", "y", noun), re.sub("ves$", "fe", noun)}
    return not anybody().isdisjoint(forms)


PEOPLE = ("people", "households")


def lemma_of(token: Token) -> str:
    """The lemma in lower case; of plurals the model does not know, the form without its ending."""
    lemma = token.lemma_.lower()
    if lemma in categories():
        return lemma
    for form in (lemma, token.lower_):
        if form.endswith("s") and form[:-1] in categories():
            return form[:-1]
    return unglued(lemma) or lemma


# PDF text loses spaces: "peoplebetween", "newdisplacements", "weredisplaced".
GLUED_NOUN = re.compile(
    r"(?P<before>new(?:ly)?)?"
    r"(?P<noun>displacements?|people|families|households|houses|homes|persons|individuals|idps|refugees)"
    r"(?P<after>and|are|at|became|become|between|by|could|during|fled|from|had|has|have|in|may|might|of|on|to|were|who|will|with)?"
)


def unglued(word: str) -> str | None:
    """The noun in a word that has lost a space; None for other words."""
    match = GLUED_NOUN.fullmatch(word)
    return match["noun"] if match and (match["before"] or match["after"]) else None


def unit_of(phrase: NumberPhrase, span: Span) -> Unit | None:
    """What a number counts; None where it stands in a compound ("a three-storey house", "ten-year")."""
    doc, root, after = span.doc, span.root, span.end
    following = doc[after] if after < len(doc) else None
    if following is not None and _is_hyphen(following) and phrase.approx != "range" and following.idx >= phrase.end:
        return None
    if phrase.kind == "money":
        return Unit(root, None, "money", phrase.start)
    if following is not None and following.lower_ in ("of", "more") and (noun := _of_noun(doc, following)):
        return _counted(root, noun, phrase)
    noun = _head_noun(span)
    if noun is not None:
        return _counted(noun, noun, phrase)
    if phrase.kind == "share":
        return Unit(root, None, "share", phrase.start)
    return Unit(root, None, None, phrase.start)


def _is_hyphen(token: Token) -> bool:
    return token.text == "-" and not token.whitespace_


def _of_noun(doc: Tokens, of: Token) -> Token | None:
    """The noun after "of" in "dozens of houses", "two of his guards"; None for "two of them", "two of the eight"."""
    if of.lower_ == "more":
        of = doc[of.i + 1] if of.i + 1 < len(doc) else of
        if of.lower_ != "of":
            return None
    for child in of.children:
        if child.dep_ == "pobj" and child.i > of.i and child.pos_ in ("NOUN", "PROPN", "ADJ"):
            return child
    return None


def _head_noun(span: Span) -> Token | None:
    """The noun that a number stands before: by the parse, else the end of the run of nouns and adjectives after it."""
    return next((noun for rule in HEAD_NOUNS if (noun := rule(span)) is not None), None)


def glued_noun(span: Span) -> Token | None:
    """The word behind a number, where it holds the noun and has lost a space."""
    last = span[-1]
    following = next((t for t in span.doc[last.i + 1 : last.i + 4] if not t.is_space), None)
    return following if following is not None and unglued(following.lower_) else None


def modified_noun(span: Span) -> Token | None:
    """The noun that a number modifies by the parse, near and with nothing between them that parts them."""
    root, last, head = span.root, span[-1], span.root.head
    modifies = root.dep_ in ("nummod", "amod", "compound", "nmod", "det", "quantmod", "npadvmod", "advmod")
    near = modifies and last.i < head.i <= last.i + 9
    return head if near and _is_noun(head) and not any(map(_breaks, span.doc[last.i + 1 : head.i])) else None


def next_noun(span: Span) -> Token | None:
    """The end of the run of nouns and adjectives behind a number."""
    last, doc, noun = span[-1], span.doc, None
    for i in range(last.i + 1, min(last.i + 7, len(doc))):
        token = doc[i]
        if token.is_sent_start or token.lower_ in BEFORE_TIMES or (token.is_space and "\n\n" in token.text):
            break
        if token.text[0].isdigit() and token.like_num and not _is_hyphen(doc[min(i + 1, len(doc) - 1)]):
            break  # "dead 80 150 injured": the next cell of a table
        if token.is_space:
            continue
        if _is_noun(token):
            noun = token
        elif noun is not None or not _may_precede_noun(token):
            break
    return noun


HEAD_NOUNS: tuple[Callable[[Span], Token | None], ...] = (glued_noun, modified_noun, next_noun)


def _may_precede_noun(token: Token) -> bool:
    participle = token.tag_ == "VBN" and token.dep_ == "amod"
    return token.pos_ in ("ADJ", "NUM", "ADV") or participle or token.text in ("-", "[", "]")


BEFORE_TIMES = ("last", "this", "next")  # "200 last night" are no nights


def _is_noun(token: Token) -> bool:
    return (
        (
            token.pos_ in ("NOUN", "PROPN")
            and token.is_alpha
            and token.lower_ not in word_class("before_headline_participle")
        )
        or token.lower_ in ("others", "dead", "wounded", "injured", "missing", "homeless")
        or ("-" in token.text and token.tag_ in ("NNS", "NNPS"))
    )


def _breaks(token: Token) -> bool:
    """A token that cannot stand between a number and its noun."""
    if token.like_num:
        return not _is_hyphen(token.doc[min(token.i + 1, len(token.doc) - 1)])  # "two 15-year-old boys" are two
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD", "TO", "IN") or token.text in (";", ".", ":", "(")


def _counted(anchor: Token, noun: Token, phrase: NumberPhrase) -> Unit:
    category = "share" if phrase.kind == "share" else category_of(noun)
    return Unit(anchor, noun, category, phrase.start)


# Endings of nouns for people that the lexicon does not have, and words that end so by chance.
PERSON = re.compile(r"\w+(?:ists?|m[ae]n|ians?|e?ers|ees?|ors)")
NO_PERSON = re.compile(
    r"others|\w*(?:paper|water|door|floor|tower|shower|river|layer|order)s|coffee|committees?|trees?|degrees?|flees?|fees?|bees?|sprees?|jubilees?|marquees?|\w*knees?"
)


def category_of(noun: Token) -> str | None:
    """The category of a noun by words/units.csv, else people by its ending, else None."""
    nouns = categories()
    if category := nouns.get(noun.lower_) or nouns.get(lemma_of(noun)):
        return category
    return "people" if PERSON.fullmatch(noun.lower_) and not NO_PERSON.fullmatch(noun.lower_) else None


def is_part(token: Token) -> bool:
    """Whether a word before "of" names some or none of a whole: "two of the four", "most of the 300", "none of the 40"."""
    return token.pos_ == "NUM" or token.lower_ in word_class("part_of_whole")
