"""Descriptors: the words by which the narration characterises a speaker, or says whose friend or foe he or she is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.tone._parts import RELATIVE, agree
from onrecord.tone._portrayal_words import loaded_words
from onrecord.tone._stated import SUBJECTS, is_stated
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

LINKING = frozenset({"be", "become", "remain", "seem", "appear", "look", "sound", "stay", "turn", "prove"})
# "Is widely seen as a moderate": the narration passes on a name that somebody has.
REPUTED = frozenset({"see", "regard", "know", "view", "consider"})
NOUNS = ("NOUN", "PROPN", "ADJ")
# "Was angry at the delay", "was troubled by it": a passing state.
PASSING = ("about", "at", "over", "by")
OF = ("of", "to", "for")
# What the parser makes of a noun phrase before the subject: "A stickler for rules, she left".
FRONTED = ("npadvmod", "nsubj", "dep", "appos", "attr", "ccomp", "advcl", "nmod")
# "Western-backed", "a comedian-turned-politician", "bad-tempered": compounds that characterise whatever they begin with.
DENYING = frozenset({"no", "not", "never", "hardly", "scarcely", "neither", "nor"})
COMPOUND = re.compile(
    r".+-(?:backed|leaning|minded|mannered|tempered|talking|loving|averse|hungry|obsessed|turned(?:-.+)?|prone|tainted|linked)"
    r"|(?:pro|anti|ex)-.+",
    re.DOTALL,
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
    yield from _before(mention, "attribute", mention)
    for child in mention.children:
        if child.dep_ == "appos" and child.i > mention.i and agree(child) and not _is_another(mention, child):
            yield from _phrase(child, "apposition")
        elif child.dep_ == "relcl":
            if any(c.dep_ in SUBJECTS and c.lower_ in RELATIVE for c in child.children):
                yield from _predicate(child, "relative")
        elif (child.dep_ == "acl" and child.lower_ in word_class("felt_by_others")) or (
            child.dep_ in ("amod", "acl", "acomp") and child.i > mention.i and child.pos_ == "ADJ"
        ):
            yield from _adjective(child, "apposition")
    noun = mention
    if mention.dep_ == "appos" and mention.head.pos_ in NOUNS and agree(mention):
        noun = mention.head
        yield from _phrase(noun, "apposition")
    if noun.dep_ in ("nsubj", "nsubjpass") and is_stated(noun.head):
        verb = noun.head
        others = [c for c in verb.children if c.dep_ == "conj" and not any(s.dep_ in SUBJECTS for s in c.children)]
        for each in (verb, *others):
            yield from _predicate(each, "predicate")
        for child in verb.lefts:
            if child.dep_ in FRONTED and child.i < noun.i and child.left_edge.lower_ in ("a", "an", "the", "once"):
                yield from _phrase(child, "apposition")


def _is_another(mention: Token, phrase: Token) -> bool:
    """Does a phrase stand behind a second name, whose it is: "Ann Hale and Tom Berg, a critic of the mine"?"""
    return any(c.dep_ == "conj" and c.pos_ == "PROPN" and c.i < phrase.i for c in mention.rights)


def longest(found: Iterable[Described]) -> Iterator[Described]:
    """One description per phrase: "a vocal critic of the mine" and not "vocal" as well; loaded if a word in it is."""
    kept: list[Described] = []
    for each in sorted(found, key=lambda d: (d.first.i - d.last.i, d.first.i)):
        around = next((k for k in kept if k.first.i <= each.first.i and each.last.i <= k.last.i), None)
        if around is None:
            kept.append(each)
        elif around.loaded is None and each.loaded is not None:
            kept[kept.index(around)] = around._replace(word=each.word, loaded=each.loaded)
    yield from kept


def _before(noun: Token, rule: str, name: Token | None) -> Iterator[Described]:
    """What stands before a name or noun in its phrase: "embattled prime minister Ann Hale", "the ruthless general"."""
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound", "nmod") or (child.dep_ == "conj" and noun.dep_ in ("amod", "nmod")):
            yield from _adjective(child, rule)
            if noun.pos_ == "PROPN" or child.dep_ == "nmod":  # not "refugee rights director"
                yield from _noun(child, "title" if name is not None else rule, name)
            yield from _before(child, rule, name)
    if noun.dep_ in ("amod", "nmod"):  # "a former rebel and convicted smuggler"
        for child in noun.rights:
            if child.dep_ == "conj":
                yield from _adjective(child, rule)
                yield from _noun(child, rule, name)


def _phrase(noun: Token, rule: str) -> Iterator[Described]:
    """What a noun phrase says of whom it stands beside: "a fierce critic of the war"."""
    if noun.pos_ not in NOUNS or _is_denied(noun):
        return
    yield from _noun(noun, rule)
    yield from _before(noun, rule, None)
    for child in noun.children:
        if child.dep_ == "conj" and child.pos_ in NOUNS:
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
        if verb.lower_ in word_class("felt_by_others"):
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
        if any(c.dep_ == "prep" and c.lower_ in PASSING for c in word.children):
            return
        yield from _adjective(word, rule)
        for child in word.children:
            if child.dep_ == "conj":
                yield from _said_of(child, rule)
    else:
        yield from _phrase(word, rule)


def _is_denied(word: Token) -> bool:
    """Do the words before a description deny or hedge it: "hardly a hero", "allegedly corrupt", "no longer respected"?"""
    before = word.doc[max(word.sent.start, word.left_edge.i - 1) : word.i]
    hedges = word_class("hedge")
    return any(
        token.lower_ in DENYING or (token.dep_ in ("advmod", "npadvmod") and token.lower_ in hedges) for token in before
    )


def _adjective(word: Token, rule: str) -> Iterator[Described]:
    if _is_denied(word):
        return
    written, first, last = whole_word(word)
    lines = loaded_words("adjective", "descriptor").get(written, ())
    begins = first.is_sent_start and word.pos_ == "ADJ" and written not in word_class("party_adjective")
    if word.text[0].isupper() and not begins and (written == word.lower_ or not first.is_sent_start):
        return  # "the Liberal leader" is one of a party
    if lines or COMPOUND.fullmatch(written):
        for child in word.lefts:
            if child.dep_ == "advmod" and child.i == first.i - 1:
                first = child
        yield Described(written, first, last, lines[0].loaded if lines else None, rule)


def _noun(noun: Token, rule: str, name: Token | None = None) -> Iterator[Described]:
    """A noun that characterises, with its adjectives, and with whom it relates to if it is a relation."""
    written, first, last = whole_word(noun)
    lemma = noun.lemma_.lower()
    plain = lemma if written == noun.lower_ or written.startswith("ex-") else ""
    before = noun.nbor(-1) if noun.i else noun
    lines = loaded_words("noun", "descriptor")
    word = next((w for w in (f"{before.lower_} {lemma}", written, plain) if w in lines), "")
    line = next((each for each in lines.get(word, ()) if not each.needs or _is_owned(noun, each.needs, name)), None)
    if (
        line is None
        or not (noun.text.islower() or (noun.is_sent_start and noun.pos_ == "NOUN"))
        or noun.ent_type_ in ("ORG", "GPE")
        or noun.tag_ == "VBN"
    ):
        return
    left = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "poss", "advmod", "nmod")]
    right = [_end_of(c) for c in noun.rights if line.needs and c.dep_ == "prep" and c.lower_ in OF]
    first = min([first, *(c.left_edge for c in left if c.right_edge.i < first.i)], key=lambda t: t.i)
    yield Described(word, first, max([last, *right[:1]], key=lambda t: t.i), line.loaded, rule)


def _end_of(phrase: Token) -> Token:
    """The last word of "of the president", without clauses that follow."""
    last = phrase
    for token in phrase.doc[phrase.i + 1 : phrase.right_edge.i + 1]:
        if token.is_punct or token.tag_ in ("WDT", "WP", "WP$", "WRB") or token.is_space:
            break
        last = token
    return last


def _is_owned(noun: Token, needs: str, name: Token | None) -> bool:
    """Whether the text says whose friend, foe or son: "ally of", "the president's critic", "his son", "rival Ann Hale"."""
    if any(c.lower_ == "whose" or (c.dep_ == "compound" and c.lower_ in OF_A_TRADE) for c in noun.children):
        return False
    if needs == "owner or name" and name is not None and name.pos_ == "PROPN":
        return not any(
            c.dep_ == "compound" and c.pos_ == "NOUN" for c in noun.children
        )  # not "defence critic Ann Hale"
    of = any(c.dep_ == "prep" and c.lower_ in OF for c in noun.children)
    poss = any(c.dep_ == "poss" for c in (*noun.children, *(name.children if name is not None else ())))
    return of or poss or any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in noun.children)


def whole_word(token: Token) -> tuple[str, Token, Token]:
    """A word with what hyphens tie to it ("hard-line"), in lower case, and its first and last token."""
    doc, first, last = token.doc, token.i, token.i
    while first > 0 and not doc[first - 1].whitespace_ and "-" in (doc[first - 1].text, doc[first].text):
        first -= 1
    while last + 1 < len(doc) and not doc[last].whitespace_ and "-" in (doc[last].text, doc[last + 1].text):
        last += 1
    return doc.span(first, last + 1).text.lower(), doc[first], doc[last]
