"""Descriptors: the words by which the narration characterises a speaker, or says whose friend or foe he or she is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.tone._portrayal_words import Loaded, deed_verbs, loaded_words
from onrecord.tone._stated import is_stated

if TYPE_CHECKING:
    from spacy.tokens import Token

LINKING = frozenset({"be", "become", "remain", "seem", "appear", "look", "sound", "stay", "turn", "prove"})
# "Is widely seen as a moderate": the narration passes on a name that somebody has.
REPUTED = frozenset({"see", "regard", "know", "view", "consider"})
NOUNS = ("NOUN", "PROPN", "ADJ")
# "Western-backed", "a comedian-turned-politician", "bad-tempered": compounds that characterise whatever they begin with.
COMPOUND = re.compile(
    r".+-(?:backed|leaning|minded|mannered|tempered|talking|loving|averse|hungry|obsessed|turned(?:-.+)?|prone|tainted|linked)"
    r"|(?:pro|anti|ex)-.+"
)
# Kinds of critics, partners and champions that are nobody's.
OF_A_TRADE = frozenset(
    {
        "film",
        "art",
        "food",
        "music",
        "theatre",
        "theater",
        "literary",
        "restaurant",
        "book",
        "tv",
        "law",
        "business",
        "sports",
        "world",
        "television",
        "movie",
        "drama",
        "tax",
        "media",
        "opera",
        "dance",
    }
)


class Described(NamedTuple):
    """A description: its decisive word, where it begins and ends, whether it is loaded, and the rule that saw it."""

    word: str
    first: Token
    last: Token
    loaded: str | None
    rule: str


def descriptors_of(mention: Token) -> Iterator[Described]:
    """The descriptions of whom a mention names, in no order.

    Args:
        mention: the head of the words that stand for somebody: a name, a noun or a pronoun.
    """
    yield from _before(mention)
    for child in mention.children:
        if child.dep_ == "appos" and child.i > mention.i and _agree(mention, child):
            yield from _phrase(child, "apposition")
        elif child.dep_ == "relcl":
            yield from _predicate(child, "relative")
        elif child.dep_ in ("amod", "acl", "acomp") and child.i > mention.i and child.pos_ == "ADJ":
            yield from _adjective(child, "apposition")
    if mention.dep_ == "appos" and mention.head.pos_ in NOUNS and _agree(mention, mention.head):
        yield from _phrase(mention.head, "apposition")
    if mention.dep_ in ("nsubj", "nsubjpass") and is_stated(mention.head):
        yield from _predicate(mention.head, "predicate")
        for verb in mention.head.children:
            if (
                verb.dep_ == "conj"
                and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
                and is_stated(verb)
            ):
                yield from _predicate(verb, "predicate")


def _agree(mention: Token, noun: Token) -> bool:
    """Whether a noun can stand for a mention beside it: "refugees" are not one person."""
    return noun.tag_ not in ("NNS", "NNPS") or mention.tag_ in ("NNS", "NNPS") or mention.pos_ == "PRON"


def _before(mention: Token) -> Iterator[Described]:
    """What stands before a name or noun in its phrase: "embattled prime minister Ann Hale", "the ruthless general"."""
    for child in mention.lefts:
        if child.dep_ in ("amod", "compound", "nmod"):
            yield from _adjective(child, "attribute")
            yield from _noun(child, "title", mention)
            yield from _before(child)


def _phrase(noun: Token, rule: str) -> Iterator[Described]:
    """What a noun phrase says of whom it stands beside: "a fierce critic of the war"."""
    if noun.pos_ not in NOUNS:
        return
    yield from _noun(noun, rule)
    for child in noun.children:
        if child.dep_ in ("amod", "compound") and child.i < noun.i:
            yield from _adjective(child, rule)
        elif child.dep_ == "conj" and child.pos_ in NOUNS:
            yield from _phrase(child, rule)


def _predicate(verb: Token, rule: str) -> Iterator[Described]:
    """What is said of the subject of a verb: "is a close ally of", "remains popular", "is seen as a moderate"."""
    if not is_stated(verb):
        return
    lemma = verb.lemma_.lower()
    if lemma in REPUTED and any(c.dep_ == "auxpass" for c in verb.children):
        for child in verb.children:
            if child.lower_ in ("as", "for") and child.dep_ == "prep":
                for noun in child.children:
                    yield from _said_of(noun, "reputation")
            elif child.dep_ in ("oprd", "xcomp"):
                yield from _said_of(child, "reputation")
    elif any(c.dep_ == "auxpass" for c in verb.children):
        if lemma not in deed_verbs():
            yield from _adjective(verb, rule)
    elif lemma in LINKING:
        for child in verb.children:
            if child.dep_ in ("attr", "acomp", "oprd") and child.i > verb.i:
                yield from _said_of(child, rule)


def _said_of(word: Token, rule: str) -> Iterator[Described]:
    """The descriptions in a predicate, with what is coordinated to it."""
    if any(c.dep_ == "neg" or c.lower_ in ("no", "not", "less") for c in word.children):
        return
    if word.pos_ == "ADJ" or word.tag_ == "VBN":
        yield from _adjective(word, rule)
        for child in word.children:
            if child.dep_ == "conj":
                yield from _said_of(child, rule)
    else:
        yield from _phrase(word, rule)


def _adjective(word: Token, rule: str) -> Iterator[Described]:
    written, first, last = whole_word(word)
    line = _line("adjective", written)
    if line is None and COMPOUND.fullmatch(written) and written.islower():
        line = Loaded(None, False)
    if line is not None and word.text.islower():
        for child in word.lefts:
            if child.dep_ == "advmod" and child.i == first.i - 1:
                first = child
        yield Described(written, first, last, line.loaded, rule)


def _noun(noun: Token, rule: str, head: Token | None = None) -> Iterator[Described]:
    """A noun that characterises, with its adjectives, and with whom it relates to if it is a relation."""
    written, first, last = whole_word(noun)
    lemma = noun.lemma_.lower()
    before = noun.nbor(-1) if noun.i else noun
    word, line = next(
        ((w, found) for w in (f"{before.lower_} {lemma}", written, lemma) if (found := _line("noun", w, noun, head))),
        ("", None),
    )
    if line is None or noun.ent_type_ in ("ORG", "GPE"):
        return
    if not (noun.text.islower() or noun.is_sent_start):
        return
    left = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "poss", "advmod", "nmod")]
    right = [c.right_edge for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("of", "to")]
    first = min([first, *(c.left_edge for c in left if c.right_edge.i < first.i)], key=lambda t: t.i)
    last = max([last, *(right[:1] if line.needs_owner else [])], key=lambda t: t.i)
    yield Described(word, first, last, line.loaded, rule)


def _line(pos: str, word: str, noun: Token | None = None, head: Token | None = None) -> Loaded | None:
    """The line of the lexicon for a word, if its owner is there where it needs one."""
    lines = loaded_words(pos, "descriptor").get(word, ())
    return next((line for line in lines if not line.needs_owner or (noun is not None and _is_owned(noun, head))), None)


def _is_owned(noun: Token, head: Token | None) -> bool:
    """Whether the text says whose friend, foe or son: "ally of", "the president's critic", "his son"."""
    for child in (*noun.children, *(head.children if head is not None else ())):
        if child.dep_ == "compound" and child.lower_ in OF_A_TRADE:
            return False
        if child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in ("of", "to") and child.head == noun):
            return True
    return any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in noun.children)


def whole_word(token: Token) -> tuple[str, Token, Token]:
    """A word with what hyphens tie to it ("hard-line"), in lower case, and its first and last token."""
    doc, first, last = token.doc, token.i, token.i
    while first > 0 and not doc[first - 1].whitespace_ and "-" in (doc[first - 1].text, doc[first].text):
        first -= 1
    while last + 1 < len(doc) and not doc[last].whitespace_ and "-" in (doc[last].text, doc[last + 1].text):
        last += 1
    return doc[first : last + 1].text.lower(), doc[first], doc[last]
